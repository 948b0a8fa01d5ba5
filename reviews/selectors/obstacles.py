"""What still stands in the way of a recommendation."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.selectors import letters_missing, round_of

from ..models import Assignment, Recommendation, Screening


def obstacles(application, outcome):
    """Sentences; [] when ``outcome`` can be recommended.

    Nothing is recommended before all questions to the team are answered (B10) and all reviews are closed. An approval also
    needs a passed screening, at least one finished review, and of a regional project the letters of rule L03.
    """
    found = [*_open(application)]
    if outcome in Recommendation.FUNDED:
        found += _missing_for_approval(application)
    return found


def _open(application):
    if application.open_clarification:
        yield _("Questions to the team are not answered yet. Wait for the answers before you recommend (rule B10).")
    present = application.assignments.filter(submission__in=round_of(application))
    number = present.filter(state__in=[Assignment.State.INVITED, Assignment.State.OPEN]).count()
    if number:
        yield ngettext(
            "%(number)d review is still open. Wait for it or cancel it.",
            "%(number)d reviews are still open. Wait for them or cancel them.",
            number,
        ) % {"number": number}


def _missing_for_approval(application):
    passed = dict.fromkeys(Screening.QUESTIONS, True)
    if not application.screenings.filter(submission__in=round_of(application), **passed).exists():
        yield _("Only a proposal that passed the screening can be recommended for approval.")
        return
    done = application.assignments.filter(submission__in=round_of(application), state=Assignment.State.DONE)
    if not done.exists():
        yield _("At least one review must be finished before you recommend approval.")
    yield from letters_missing(application)
