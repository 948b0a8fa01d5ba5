"""Asking the database for words: the same questions to PostgreSQL, with its dictionaries, and to SQLite, without.

On PostgreSQL each text lies there as the dictionaries of English, French and Spanish see it, one after the other; a search
is put to each of them whole, so that the small words of a language count for nothing in it. SQLite compares the beginnings
of words. Both look at folded texts (``core.reading.normalise``). What
is put into the SQL below is ours; what somebody typed is always a parameter.
"""

from array import array

from django.db import connection

from ..models import SearchText
from .index import bits_of
from .words import pairs, singular

LANGUAGES = ("english", "french", "spanish")
TABLE = SearchText._meta.db_table
MOST_RANKED = 100  # records whose rank is worked out, those first whose title fits; what follows keeps its order
SMALL = """a al and au aux con d da das de del des do du e el en et for from in into its l la las le les los n of on or
para par pour por qu que s sa se ses son sur the to un una une with y"""  # what the dictionaries leave out; SQLite has none
SMALL_WORDS = frozenset(SMALL.split())


def find(query, everything):
    """The set of records that a ``Query`` finds. ``everything``: all, for one that only leaves out. One query."""
    wanted, unwanted = _sets([(False, query.wanted), (False, [query.unwanted] if query.unwanted else ())])
    return (wanted if query.wanted else everything) & ~unwanted


def titled(query):
    """The set of records whose titles alone hold what a ``Query`` wants. One query."""
    return _sets([(True, query.wanted)])[0]


def _sets(asked):
    return (_sets_on_postgresql if connection.vendor == "postgresql" else _sets_on_sqlite)(asked)


def ranked(query, keys):
    """The records of these keys, the best first. One query, whose cost grows with their number: ``MOST_RANKED``."""
    return (_rank_on_postgresql if connection.vendor == "postgresql" else _rank_on_sqlite)(query, keys)


# PostgreSQL


def _sets_on_postgresql(asked):
    """A set for each (whether of titles alone, clauses) asked; the empty set for none."""
    parts, values = [], []
    for of_titles, clauses in asked:
        sql, parameters = _condition(clauses, by_pairs=not of_titles)
        column = "title_words" if of_titles else "all_words"
        # asked for in brackets, so that the planner does not know the words: of a common one it would read every text
        keys = f"(SELECT string_agg(int8send(record_id), ''::bytea) FROM {TABLE} WHERE {column} @@ (SELECT {sql}))"  # noqa: S608
        parts.append(keys if sql else "NULL")
        values += parameters
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        return [_unpacked(packed) for packed in cursor.fetchone()]


def _rank_on_postgresql(query, keys):
    sql, values = _condition(query.wanted, by_pairs=True)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT record_id FROM {TABLE} WHERE record_id = ANY(%s) "  # noqa: S608
            f"ORDER BY ts_rank(all_words, {sql}, 1) DESC, array_position(%s, record_id)",
            [keys, *values, keys],
        )
        return [key for (key,) in cursor.fetchall()]


def _condition(clauses, *, by_pairs=False):
    """SQL of a tsquery, in brackets, and its parameters: in one of the languages all clauses, of each one saying.

    A phrase is asked for ``by_pairs`` of its words where the column has them: an index knows no order of words, so that of
    a phrase of common words every text would be read.
    """
    if not clauses:
        return "", []
    languages, values = [], []
    for language in LANGUAGES:
        wanted = []
        for clause in clauses:
            sayings = []
            for saying in clause:
                sql, value = _saying(language, saying, by_pairs=by_pairs)
                sayings.append(sql)
                values.append(value)
            wanted.append(f"({' || '.join(sayings)})")
        languages.append(f"({' && '.join(wanted)})")
    return f"({' || '.join(languages)})", values


def _saying(language, saying, *, by_pairs):
    words = " ".join(saying.words)
    if not saying.together or len(saying.words) == 1:
        return f"plainto_tsquery('{language}'::regconfig, %s)", words
    if by_pairs:
        return "plainto_tsquery('simple'::regconfig, %s)", " ".join(pairs(saying.words))
    return f"phraseto_tsquery('{language}'::regconfig, %s)", words


def _unpacked(packed):
    keys = array("q", bytes(packed or b""))
    keys.byteswap()  # PostgreSQL sends the high byte first
    return bits_of(keys)


# SQLite


def _sets_on_sqlite(asked):
    parts, values = [], []
    for of_titles, clauses in asked:
        column = "' ' || title || ' '" if of_titles else "' ' || title || ' ' || text || ' '"
        sql, parameters = _likeness(column, _telling(clauses))
        parts.append(sql)
        values += parameters
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT record_id, {', '.join(parts)} FROM {TABLE}", values)  # noqa: S608
        rows = cursor.fetchall()
    return [bits_of([row[0] for row in rows if row[place]]) for place in range(1, len(parts) + 1)]


def _rank_on_sqlite(query, keys):
    """By how often the words come: in the title five times as much as in the rest, and less in a long text."""
    rows = SearchText.objects.filter(pk__in=keys).values_list("pk", "title", "text")
    texts = {key: (f" {title} ", f" {text} ") for key, title, text in rows}
    places = {key: place for place, key in enumerate(keys)}
    sayings = [saying for clause in _telling(query.wanted) for saying in clause]

    def weight(key):
        title, text = texts[key]
        patterns = [pattern for saying in sayings for pattern in _patterns(saying)]
        score = sum(5 * title.count(pattern) + min(text.count(pattern), 4) for pattern in patterns)
        return (-score * 1000 // (200 + len(text) // 10), places[key])

    return sorted(texts, key=weight)


def _telling(clauses):
    """The clauses without those that are small words; all, if there is nothing else."""
    return [clause for clause in clauses if set(clause[0].words) - SMALL_WORDS] or clauses


def _likeness(column, clauses):
    if not clauses:
        return "0", []
    conditions, values = [], []
    for clause in clauses:
        sayings = []
        for saying in clause:
            patterns = _patterns(saying)
            sayings.append(" AND ".join([f"({column}) LIKE %s"] * len(patterns)))
            values += [f"%{pattern}%" for pattern in patterns]
        conditions.append(f"({' OR '.join(f'({saying})' for saying in sayings)})")
    return f"({' AND '.join(conditions)})", values


def _patterns(saying):
    """What a text with spaces around it must hold: the beginning of each word, of a phrase the words in their order."""
    if saying.together:
        *first, last = saying.words
        return [" ".join(["", *first, _beginning(last)])]
    return [f" {_beginning(word)}" for word in saying.words if word not in SMALL_WORDS] or [" "]


def _beginning(word):
    """A short word whole; of a longer one what its forms have in common."""
    if len(word) < 4:
        return f"{word} "
    word = singular(word)
    return word.rstrip("aeo") if len(word) > 5 else word
