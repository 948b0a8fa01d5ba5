"""What a search that found nothing may have meant: words that the catalogue does not know, replaced by the nearest it knows."""

from difflib import SequenceMatcher

from core.reading import normalise

from .words import LONGEST_QUERY, without

LIKE_ENOUGH = 0.74  # of 1: two letters of eight may differ
MOST_REPLACED = 4


def did_you_mean(shown, text, query):
    """Another search for ``text``, whose ``query`` found next to nothing: (words, the records they find), or None."""
    vocabulary, meant = shown.vocabulary, text[:LONGEST_QUERY]
    unknown = [word for word in dict.fromkeys(query.words) if word not in vocabulary and not word.isdigit()]
    for word in unknown[:MOST_REPLACED]:
        if (nearest := nearest_word(word, vocabulary)) is None:
            return None
        meant = without(meant, word, nearest)
    if not unknown or normalise(meant) == normalise(text):
        return None
    found = shown.matches(shown.query(meant))
    return (meant, found) if found else None


def nearest_word(word, vocabulary):
    """The word of ``vocabulary`` (word → how often it comes) most like ``word``, of equals the commonest; None if none is."""
    matcher, best = SequenceMatcher(None, autojunk=False), (LIKE_ENOUGH, 0, None)
    matcher.set_seq2(word)
    for known, number in vocabulary.items():
        if abs(len(known) - len(word)) > 3:
            continue
        matcher.set_seq1(known)
        if matcher.real_quick_ratio() >= best[0] and matcher.quick_ratio() >= best[0]:
            best = max(best, (matcher.ratio(), number, known), key=lambda one: one[:2])
    return best[2]
