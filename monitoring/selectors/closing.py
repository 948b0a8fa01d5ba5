"""The closing checklist of a project: computed items and those that people confirm. One source for page, guard and PDF."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.numbers import write_money
from plans.models import PlanVersion

from ..models import ClosingTick, CompletionForm, Duty, Evaluation, Report
from .evaluations import evaluation_of
from .ledger import account_of

FIRST_EVALUATED = 2017  # R12: all projects since then


@dataclass(frozen=True)
class Item:
    """One item: ``key``, what is asked, whether it is settled, the facts; ``tick`` where a person confirms it."""

    key: str
    label: str
    is_done: bool
    detail: str = ""
    tick: ClosingTick | None = None
    is_ticked: bool = False
    url: str = ""


def final_is_accepted(project):
    """Whether the final report of a project is accepted; True where it owes none."""
    final = Duty.objects.filter(project=project, kind=Duty.Kind.FINAL).exclude(done_on__isnull=False)
    return not final.exclude(reports__state=Report.State.ACCEPTED).exists()


def open_reports(project):
    """Reports and corrections of a project that are not settled."""
    return Report.objects.filter(duty__project=project, state__in=Report.OPEN).select_related("duty__project")


def obstacles_to_completion(project):
    """Sentences for what keeps a project from being completed: final report (R03), open reports, an open amendment."""
    found = []
    if not final_is_accepted(project):
        found.append(_("The final report is not accepted yet (R03)."))
    found += [_("The report %(report)s is still open.") % {"report": report} for report in open_reports(project)]
    of_plan = PlanVersion.objects.filter(plan=project.plan_id, status__in=PlanVersion.OPEN)
    if project.plan_id and of_plan.filter(origin=PlanVersion.Origin.AMENDMENT).exists():
        found.append(_("An amendment of the plan is still open: decide on it or withdraw it."))
    return found


def checklist(project, evaluation):
    """The ``Item``\\ s of a project's closing, in reading order; ``evaluation``: of ``evaluation_of``. Five queries."""
    ticks = {tick.item: tick for tick in project.closing_ticks.select_related("ticked_by")}
    form = CompletionForm.objects.filter(project=project, handed_in_at__isnull=False).first()
    items = [
        Item("final", _("The final report is accepted (R03)"), final_is_accepted(project)),
        Item("form", _("The evaluation form of the completed project is handed in (R11)"), form is not None),
        *_of_evaluation(project, evaluation),
        _money(project),
    ]
    for key, label in ClosingTick.Item.choices:
        tick = ticks.get(key)
        items.append(Item(key, str(label), tick is not None, tick.note if tick else "", tick, is_ticked=True))
    return items


def _of_evaluation(project, evaluation):
    if evaluation is None and (project.funding_year or 0) < FIRST_EVALUATED:
        return []
    is_accepted = evaluation is not None and evaluation.is_accepted
    state = evaluation.get_state_display() if evaluation else _("Not planned yet")
    url = evaluation.get_absolute_url() if evaluation else ""
    is_responded = evaluation is not None and evaluation.state in {
        Evaluation.State.RESPONDED,
        Evaluation.State.ACCEPTED,
    }
    return [
        Item("evaluation", _("The evaluation is accepted (R12)"), is_accepted, state, url=url),
        Item("answers", _("Every recommendation is answered"), is_responded and not evaluation.unanswered),
    ]


def _money(project):
    account = account_of(project)
    facts = {"unspent": write_money(account.unspent), "returned": write_money(account.returned)}
    detail = _("Not spent and not returned: %(unspent)s. Returned: %(returned)s.") % facts
    is_known = bool(project.application_id)  # of imported records the portal knows no expenditure
    return Item("money", _("Unspent money is returned to its line (R15)"), not is_known or not account.unspent, detail)


def obstacles_to_closure(project):
    """A sentence for each item of the checklist that is not settled."""
    return [
        _("Closing checklist: “%(item)s” is not settled.") % {"item": item.label}
        for item in checklist(project, evaluation_of(project))
        if not item.is_done
    ]
