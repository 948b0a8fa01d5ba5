"""What waits for whom: the Fund's queue, a reviewer's assignments, what a Regional Office stands in for."""

from django.db.models import Count, OuterRef, Q, Subquery

from applications.models import Application, State, Submission

from ..models import Advice, Assignment, Review


def queue(user, *, state=""):
    """Submitted proposals for the Fund's people, those that wait longest first; ``state`` narrows."""
    own = Application.objects.worked_on_by(user).values("pk")
    found = Application.objects.visible_to(user).exclude(pk__in=own).exclude(reference=None)
    if state in State.values:
        found = found.filter(state=state)
    done, asked = Q(assignments__state="DONE"), Q(assignments__state__in=["INVITED", "OPEN", "DONE"])
    return (
        found.with_labels()
        .annotate(
            reviews_done=Count("assignments", done, distinct=True),
            reviews_asked=Count("assignments", asked, distinct=True),
        )
        .order_by("submitted_at")
    )


def state_counts(user):
    """(code, label, number) of the queue's states that have proposals."""
    rows = queue(user).order_by().values_list("state").annotate(number=Count("pk", distinct=True))
    numbers = {state: number for state, *_rest, number in rows}
    return [(state.value, state.label, numbers[state.value]) for state in State if state.value in numbers]


def stood_in_for(user):
    """Proposals on which a person acts for the Regional Office in a colleague's place, and which wait for it."""
    mine = Application.objects.filter(delegations__delegate=user, delegations__ended_at=None)
    return mine.filter(state=State.REGIONAL_REVIEW).with_labels().distinct()


def advice_to_give(user):
    """What a person was asked and has not answered, by due date."""
    return Advice.objects.filter(asked_of=user, answered_at=None).select_related("application").order_by("due_on")


def my_assignments(user):
    """A reviewer's own assignments, open ones first; ``scored`` and ``newest`` are numbers of submissions."""
    newest = Submission.objects.filter(application=OuterRef("application")).order_by("-number").values("number")
    own = Review.objects.filter(assignment__reviewer=user, assignment__application=OuterRef("application"))
    scored = own.order_by("-submission__number").values("submission__number")
    mine = Assignment.objects.filter(reviewer=user).exclude(state=Assignment.State.CANCELLED)
    mine = mine.annotate(scored=Subquery(scored[:1]), newest=Subquery(newest[:1]))
    return mine.select_related("application__region").prefetch_related("application__countries")
