"""What reviews add to pages of lower apps: navigation, to-do list, and the officer's part of an application's page."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.models import State
from applications.selectors import round_of
from applications.workflow import PROPOSAL
from core.access import allows
from core.languages import titled
from core.navigation import Group, NavItem
from core.panels import Panel, Task

from .models import Advice, Assignment, Decision, Delegation, Interest, Refusal, Release, Rubric
from .selectors import (
    advice_to_give,
    declared_interest,
    is_decided,
    my_assignments,
    queue,
    released_decisions,
    rights_on,
    score_sheet,
    stood_in_for,
    summary_of,
    unreleased_decision,
    waiting_decisions,
)
from .services.rubrics import barred_from

UNDER_REVIEW = {State.REGIONAL_REVIEW, State.FUND_REVIEW}


def navigation(user):
    """The queue for the Fund's people, one's reviews for reviewers."""
    items = []
    if user.has_capability("review"):
        items.append(NavItem(_("My reviews"), "reviews:mine", "clipboard-check", Group.APPLICATIONS))
    if user.has_capability("see_all"):
        items.append(NavItem(_("Proposals"), "reviews:queue", "inboxes", Group.APPLICATIONS))
        items.append(NavItem(_("Ranking boards"), "reviews:boards", "sort-down", Group.APPLICATIONS))
        items.append(NavItem(_("Decisions"), "reviews:releases", "send", Group.APPLICATIONS))
        items.append(NavItem(_("Reserve"), "reviews:reserve", "hourglass-split", Group.APPLICATIONS))
    if user.has_capability("assign"):
        items.append(NavItem(_("Reviewers"), "reviews:reviewers", "people", Group.APPLICATIONS))
    if {"keep_rulebook", "publish_rulebook"} & user.capabilities and not user.has_capability("see_all"):
        items.append(NavItem(_("Rubrics"), "reviews:rubrics", "list-check", Group.RULES))
    return items


def tasks(user):
    """Declarations and scores for reviewers; screening, recommending and deciding for the Fund's people."""
    found = [*_of_office(user), *_of_rubrics(user)]
    if user.has_capability("review"):
        titles = {
            Assignment.State.INVITED: _("Declare on %(reference)s"),
            Assignment.State.OPEN: _("Score %(reference)s"),
        }
        for assignment in my_assignments(user).filter(state__in=list(titles))[:25]:
            title = titles[assignment.state] % {"reference": assignment.application.reference}
            found.append(Task(title, assignment.get_absolute_url(), titled(assignment.application), assignment.due_on))
    if user.has_capability("screen"):
        found += _of_queue(user, State.FUND_REVIEW, _("Review %(reference)s"))
    if user.has_capability("decide"):
        found += _to_decide(user)
    if allows(user, "reviews.prepare_release"):
        found += _letters(user)
    return found


def _of_rubrics(user):
    """A draft of the rubric that a person may publish as second person."""
    drafts = Rubric.objects.filter(state=Rubric.State.DRAFT) if allows(user, "funding.publish") else []
    for draft in drafts:
        if user.pk not in barred_from(draft):
            title = _("Publish version %(number)s of the rubric") % {"number": draft.number}
            yield Task(title, draft.get_absolute_url())


def _to_decide(user):
    """Recommendations without a decision, but for those in which the approver declared a conflict of interest."""
    done = Decision.objects.unreleased().values("application")
    barred = Interest.objects.filter(declared_by=user, has_conflict=True).values("application")
    waiting = queue(user, state=State.RECOMMENDED).exclude(pk__in=done).exclude(pk__in=barred)
    return _tasks_of(waiting, _("Decide on %(reference)s"))


def _letters(user):
    """Decisions without letters, and letters of somebody else that wait to be sent."""
    if number := waiting_decisions(user).count():
        title = ngettext("%(n)s decision waits for its letter", "%(n)s decisions wait for their letters", number)
        yield Task(title % {"n": number}, reverse("reviews:releases"))
    for release in Release.objects.visible_to(user).filter(released_at=None).exclude(prepared_by=user)[:25]:
        detail = _("Written by %(person)s") % {"person": release.prepared_by}
        yield Task(
            _("Read and send the letters %(release)s") % {"release": release}, release.get_absolute_url(), detail
        )


def acted_for(user):
    """The condition on applications that a person may open for a colleague's sake or to advise: a Q."""
    return Q(pk__in=Delegation.objects.filter(delegate=user, ended_at=None).values("application")) | Q(
        pk__in=Advice.objects.filter(asked_of=user).values("application")
    )


def _of_office(user):
    """Proposals to endorse in a colleague's place, and advice to give."""
    for application in stood_in_for(user)[:25]:
        title = _("Endorse %(reference)s") % {"reference": application.reference}
        yield Task(title, application.get_absolute_url(), titled(application))
    for advice in advice_to_give(user)[:25]:
        title = _("Advise on %(reference)s") % {"reference": advice.application.reference}
        yield Task(title, advice.get_absolute_url(), titled(advice.application), advice.due_on)


def _of_queue(user, state, title):
    return _tasks_of(queue(user, state=state), title)


def _tasks_of(applications, title):
    return [
        Task(title % {"reference": application.reference}, application.get_absolute_url(), titled(application))
        for application in applications[:25]
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
    found = []
    found += _outcome(application, user)
    if application.reference and (office := _office(application, user)):
        found.append(office)
    if allows(user, "applications.view_internal", application) and application.reference:
        submissions = round_of(application)
        screening = application.screenings.filter(submission__in=submissions).select_related("screened_by").first()
        context = {
            "application": application,
            "screening": screening,
            "assignments": application.assignments.filter(submission__in=submissions).select_related("reviewer"),
            "sheet": score_sheet(application) if rights_on(application, user)[0].sees_others else None,
            "recommendation": application.recommendations.select_related("recommended_by").first(),
            "unreleased": unreleased_decision(application),
            "decisions": application.decisions.select_related("record", "decided_by"),
            "may_assign": application.state == State.FUND_REVIEW and allows(user, "reviews.assign", application),
            "actions": _actions(application, user, screening),
        }
        found.append(Panel("reviews/_assessment.html", context))
    return found


def _outcome(application, user):
    """What was made known of the decisions on a proposal, for its team, its Regional Office and the Fund."""
    if not (application.decided_at and allows(user, "reviews.read_decision", application)):
        return
    if decisions := released_decisions(application):
        feedback = getattr(decisions[0], "feedback", None)
        context = {
            "application": application,
            "decision": decisions[0],
            "earlier": decisions[1:],
            "feedback": feedback,
            "summary": summary_of(feedback),
            "may_release": feedback is None and allows(user, "reviews.release_feedback", application),
        }
        yield Panel("reviews/_decision.html", context)
    if refusal := Refusal.objects.filter(screening__application=application).first():
        yield Panel("reviews/_refusal.html", {"refusal": refusal, "application": application})


def _office(application, user):
    """What the Regional Office has asked whom, for itself and the Fund; None for others and where there is nothing."""
    may_delegate = allows(user, "reviews.delegate", application)
    may_ask = allows(user, "reviews.ask_advice", application)
    if not (may_delegate or may_ask or allows(user, "applications.view_internal", application)):
        return None
    is_reviewed = application.state in UNDER_REVIEW
    context = {
        "application": application,
        "delegations": application.delegations.filter(ended_at=None).select_related("delegate", "delegated_by"),
        "advice": application.advice.select_related("asked_of__organisation", "asked_by"),
        "may_delegate": may_delegate and is_reviewed,
        "may_ask": may_ask and is_reviewed,
    }
    return Panel("reviews/_office.html", context)


def _actions(application, user, screened):
    """Buttons of the next steps, as data of the component ``transitions``."""
    actions, key = [], {"key": application.key}
    if application.state == State.FUND_REVIEW and allows(user, "applications.screen", application):
        if not screened:
            actions.append({"label": _("Screen"), "url": reverse("reviews:screen", kwargs=key), "tone": "primary"})
        else:
            if not screened.passed:
                decline = reverse("reviews:decline", kwargs=key)
                actions.append({"label": PROPOSAL["screen_out"].label, "url": decline, "tone": "danger"})
            if screened.passed:
                assign = reverse("reviews:assign", kwargs=key)
                actions.append({"label": _("Assign reviewer"), "url": assign, "tone": "secondary"})
            actions.append(
                {"label": _("Recommend"), "url": reverse("reviews:recommend", kwargs=key), "tone": "primary"}
            )
    if application.state == State.RETAINED and allows(user, "applications.recommend", application):
        actions.append(
            {"label": PROPOSAL["revisit"].label, "url": reverse("reviews:revisit", kwargs=key), "tone": "primary"}
        )
    if application.state == State.RECOMMENDED and allows(user, "applications.decide", application):
        actions += _of_approver(application, user, key)
    return actions


def _of_approver(application, user, key):
    """Deciding and sending back, while neither is done and the approver declared no conflict."""
    interest = declared_interest(application, user)
    if is_decided(application) or (interest and interest.has_conflict):
        return []
    back = {
        "label": _("Send back to the officer"),
        "url": reverse("reviews:reconsider", kwargs=key),
        "tone": "secondary",
    }
    return [{"label": _("Decide"), "url": reverse("reviews:decide", kwargs=key), "tone": "primary"}, back]
