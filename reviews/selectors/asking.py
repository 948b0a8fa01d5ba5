"""Which proposals wait for reviewers, and whom the balance would ask about them."""

from dataclasses import dataclass

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from applications.models import State

from .. import balancing
from .exclusions import LABELS, Exclusions, obstacles, reviewers
from .queues import queue


def waiting_for_reviewers(user, *, call=None):
    """Screened proposals with the Fund about which ``user`` may ask reviewers, those that wait longest first: a list."""
    found = queue(user, state=State.FUND_REVIEW).select_related("secondary_theme")
    found = list(found.filter(call=call) if call else found)
    closed = obstacles(found, user)
    return [one for one in found if one.pk not in closed]


@dataclass(frozen=True)
class Chosen:
    """One reviewer whom the balance would ask about a proposal, and why this one."""

    application: object
    reviewer: object
    reason: str


@dataclass(frozen=True)
class TooFew:
    """A proposal for which too few reviewers were found: how many are missing, and [(reason in words, how many people)]."""

    application: object
    missing: int
    left_out: list


def balanced(user, *, number, due_on=None, call=None):
    """([Chosen], [TooFew]) so that every waiting proposal has ``number`` reviewers in its round. Constant queries."""
    applications = waiting_for_reviewers(user, call=call)
    people = [one for one in reviewers() if one.pk != user.pk]
    exclusions = Exclusions(applications, people)
    proposals, excluded = [], {}
    for one in applications:
        needed = max(number - exclusions.active[one.pk], 0)
        facts = (one.theme_id, one.secondary_theme_id, one.language, needed)
        proposals.append(balancing.Proposal(one.reference, *facts))
        for person in people:
            if reasons := exclusions.found(one, person, due_on):
                excluded[one.reference, person.pk] = next(iter(reasons))
    result = balancing.balance(proposals, [_candidate(one, exclusions) for one in people], excluded)
    by_reference, by_key = {one.reference: one for one in applications}, {one.pk: one for one in people}
    chosen = [
        Chosen(by_reference[pair.proposal], by_key[pair.candidate], _reason(pair, by_reference[pair.proposal]))
        for pair in result.pairs
    ]
    few = [
        TooFew(by_reference[gap.proposal], gap.missing, [(str(LABELS[code]), n) for code, n in gap.left_out.items()])
        for gap in result.gaps
    ]
    return chosen, few


def _candidate(person, exclusions):
    profile = exclusions.profiles.get(person.pk)
    return balancing.Candidate(
        key=person.pk,
        themes=frozenset(theme.pk for theme in profile.themes.all()) if profile else frozenset(),
        languages=frozenset(profile.languages) if profile else frozenset(),
        load=exclusions.loads[person.pk],
        capacity=exclusions.capacity(person),
    )


def _reason(pair, application):
    """What speaks for a pair, in words: expertise, language, how much the reviewer has at hand."""
    if pair.knows_theme:
        words = [_("Knows the theme “%(theme)s”.") % {"theme": application.theme}]
    elif pair.knows_second_theme:
        words = [_("Knows the second theme “%(theme)s”.") % {"theme": application.secondary_theme}]
    else:
        words = [_("Does not name the theme “%(theme)s”.") % {"theme": application.theme}]
    if pair.reads_language:
        words.append(
            _("Reads %(language)s.") % {"language": get_language_info(application.language)["name_translated"]}
        )
    else:
        words.append(_("Has not said that they read the language of the proposal."))
    words.append(_("Has %(n)s of at most %(most)s proposals at hand.") % {"n": pair.load, "most": pair.capacity})
    return " ".join(words)
