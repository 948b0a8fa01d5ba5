"""What reviews add to pages of lower apps: navigation, to-do list, and the officer's part of an application's page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from applications.models import State
from core.access import allows
from core.navigation import NavItem
from core.panels import Panel, Task

from .models import Assignment
from .selectors import my_assignments, queue, score_sheet


def navigation(user):
    """The queue for the Fund's people, one's reviews for reviewers."""
    items = []
    if user.has_capability("review"):
        items.append(NavItem(_("My reviews"), "reviews:mine", "clipboard-check"))
    if user.has_capability("see_all"):
        items.append(NavItem(_("Proposals"), "reviews:queue", "inboxes"))
    return items


def tasks(user):
    """Declarations and scores for reviewers; screening, recommending and deciding for the Fund's people."""
    found = []
    if user.has_capability("review"):
        titles = {
            Assignment.State.INVITED: _("Declare on %(reference)s"),
            Assignment.State.OPEN: _("Score %(reference)s"),
        }
        for assignment in my_assignments(user).filter(state__in=list(titles))[:25]:
            title = titles[assignment.state] % {"reference": assignment.application.reference}
            found.append(Task(title, assignment.get_absolute_url(), assignment.application.title, assignment.due_on))
    if user.has_capability("screen"):
        found += _of_queue(user, State.FUND_REVIEW, _("Review %(reference)s"))
    if user.has_capability("decide"):
        found += _of_queue(user, State.RECOMMENDED, _("Decide on %(reference)s"))
    return found


def _of_queue(user, state, title):
    return [
        Task(title % {"reference": application.reference}, application.get_absolute_url(), application.title)
        for application in queue(user, state=state)[:25]
    ]


def team_obstacles(application, user):
    """Why somebody may not join the team of an application: they assess it, or did."""
    closed = [Assignment.State.CANCELLED, Assignment.State.CONFLICT]
    acts = [
        application.assignments.filter(reviewer=user).exclude(state__in=closed),
        application.endorsements.filter(endorsed_by=user),
        application.screenings.filter(screened_by=user),
        application.recommendations.filter(recommended_by=user),
    ]
    if any(act.exists() for act in acts):
        return [_("You assess this proposal, or did: you cannot work on it.")]
    return []


def application(application, user):
    """Screening, reviewers, scores, recommendation and decision, for those who may see them; the letter for the team."""
    decision = getattr(application, "decision", None)
    found = []
    if decision and (user.has_capability("see_all") or allows(user, "applications.see_team", application)):
        found.append(Panel("reviews/_decision.html", {"decision": decision}))
    if allows(user, "applications.view_internal", application) and application.reference:
        submission = application.submissions.first()
        context = {
            "application": application,
            "screening": getattr(submission, "screening", None),
            "assignments": application.assignments.filter(submission=submission).select_related("reviewer"),
            "sheet": score_sheet(application),
            "recommendation": application.recommendations.select_related("recommended_by").first(),
            "may_assign": application.state == State.FUND_REVIEW and allows(user, "reviews.assign", application),
            "actions": _actions(application, user, submission),
        }
        found.append(Panel("reviews/_assessment.html", context))
    return found


def _actions(application, user, submission):
    """Buttons of the next steps, as data of the component ``transitions``."""
    actions, key = [], {"key": application.key}
    if application.state == State.FUND_REVIEW and allows(user, "applications.screen", application):
        screened = getattr(submission, "screening", None)
        if not screened:
            actions.append({"label": _("Screen"), "url": reverse("reviews:screen", kwargs=key), "tone": "primary"})
        else:
            if screened.passed:
                assign = reverse("reviews:assign", kwargs=key)
                actions.append({"label": _("Assign reviewer"), "url": assign, "tone": "secondary"})
            actions.append(
                {"label": _("Recommend"), "url": reverse("reviews:recommend", kwargs=key), "tone": "primary"}
            )
    if application.state == State.RECOMMENDED and allows(user, "applications.decide", application):
        actions.append({"label": _("Decide"), "url": reverse("reviews:decide", kwargs=key), "tone": "primary"})
        back = reverse("reviews:reconsider", kwargs=key)
        actions.append({"label": _("Send back to the officer"), "url": back, "tone": "secondary"})
    return actions
