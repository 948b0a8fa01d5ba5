"""R01–R15: what a running and an ended project owes."""

from datetime import timedelta

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext_lazy as _

from .findings import Figure, aside, judge, say, usd
from .schedule import Parameters, is_long_enough, last_request_day, schedule

TARGET = "project"
DUE_ON = _("Due on %(limit)s.")
LATE = _("Was due on %(limit)s.")


def _of_project(check):
    """Skip a rule until there is a project with dates."""

    def guarded(rule, facts, rules):
        if facts.project is None:
            return aside(rule, TARGET, _("Asked once the project runs."))
        return check(rule, facts, facts.project, rules)

    return guarded


def _due(rule, facts, due_on, done_on):
    """Something that falls due: met in time, broken when late or missing, not applicable while there is time."""
    limit = Figure(due_on)
    if done_on is None and facts.on <= due_on:
        return aside(rule, TARGET, say(DUE_ON, limit=limit), limit=limit)
    figures = {"limit": limit} | ({"figure": Figure(done_on)} if done_on else {})
    met = done_on is not None and done_on <= due_on
    return judge(rule, TARGET, met=met, message=say(LATE, limit=limit), **figures)


@_of_project
def _r01(rule, facts, project, rules):
    due_on = project.starts_on + relativedelta(months=rule.count("months_after_start"))
    return _due(rule, facts, due_on, project.day_of(rule.code))


def parameters_of(rules):
    """The schedule's parameters from R01, R02 and R03, and from R12 and R14 where they are in force."""
    planning, evaluation = rules.get("R14"), rules.get("R12")
    return Parameters(
        framework_months=rules["R01"].count("months_after_start"),
        period_months=rules["R02"].count("period_months"),
        interim_days=rules["R02"].count("due_days"),
        least_total_months=rules["R02"].count("minimum_total_months"),
        final_months=rules["R03"].count("months_after_end"),
        planning_months=planning and planning.count("months_before_end"),
        evaluation_from_months=evaluation and evaluation.count("window_from_months"),
        evaluation_to_months=evaluation and evaluation.count("window_to_months"),
    )


@_of_project
def _r02(rule, facts, project, rules):
    items = [
        item for item in schedule(project.starts_on, project.ends_on, parameters_of(rules)) if item.kind == "INTERIM"
    ]
    if not items:
        return aside(rule, TARGET, _("Too short for interim reports."))
    answers = [_due(rule, facts, item.due_on, project.day_of(rule.code, item.sequence))[0] for item in items]
    broken = [finding for finding in answers if finding.state == "NOT_MET"]
    # the first late report matters most; else the last one handed in; else the next one due
    return [next(iter(broken or [f for f in answers if f.state == "MET"][::-1] or answers))]


@_of_project
def _r03(rule, facts, project, rules):
    due_on = project.ends_on + relativedelta(months=rule.count("months_after_end"))
    return _due(rule, facts, due_on, project.day_of(rule.code))


@_of_project
def _r04(rule, facts, project, rules):
    if is_long_enough(project.starts_on, project.ends_on, rule.count("minimum_total_months")):
        return aside(rule, TARGET, _("Only for shorter projects."))
    return judge(rule, TARGET, met=True)


def _complete(name, message, not_yet):
    """A rule that asks for a list of what is missing to be empty."""

    @_of_project
    def check(rule, facts, project, rules):
        missing = getattr(project, name)
        if missing is None:
            return aside(rule, TARGET, not_yet)
        return judge(rule, TARGET, met=not missing, message=message, figure=Figure(len(missing)))

    return check


_r05 = _complete("empty_sections", _("Fill in the sections that are empty."), _("Asked when a report is submitted."))
_r10 = _complete("unchecked", _("Go through the rest of the checklist."), _("Asked with a financial report."))


@_of_project
def _r07(rule, facts, project, rules):
    if project.confirmations is None:
        return aside(rule, TARGET, _("Asked with a change of the plan."))
    given, needed = project.confirmations, rule.count("confirmations")
    message = _("Wait until the government and the Regional Office have both agreed.")
    return judge(rule, TARGET, met=given >= needed, message=message, figure=Figure(given), limit=Figure(needed))


@_of_project
def _r08(rule, facts, project, rules):
    if project.requested_on is None:
        return aside(rule, TARGET, _("Asked with a request."))
    last_day = last_request_day(project.ends_on, rule.count("months_before_end"))
    figures = {"figure": Figure(project.requested_on), "limit": Figure(last_day)}
    message = say(_("The last day for this request was %(limit)s. The Fund may still allow it."), **figures)
    return judge(rule, TARGET, met=project.requested_on <= last_day, message=message, **figures)


@_of_project
def _r11(rule, facts, project, rules):
    if project.day_of("R03") is None:
        return aside(rule, TARGET, _("Asked after the final report."))
    done_on = project.day_of(rule.code)
    figures = {"figure": Figure(done_on)} if done_on else {}
    return judge(rule, TARGET, met=done_on is not None, message=_("Fill in the evaluation form."), **figures)


@_of_project
def _r12(rule, facts, project, rules):
    first = project.ends_on + relativedelta(months=rule.count("window_from_months"))
    last = project.ends_on + relativedelta(months=rule.count("window_to_months"))
    done_on = project.day_of(rule.code)
    if done_on is None:
        return _due(rule, facts, last, None)
    figures = {"figure": Figure(done_on), "limit": Figure(last)}
    message = say(_("The preferred time is from %(first)s to %(limit)s."), first=Figure(first), **figures)
    return judge(rule, TARGET, met=first <= done_on <= last, message=message, **figures)


@_of_project
def _r13(rule, facts, project, rules):
    if project.ratings is None:
        return aside(rule, TARGET, _("Asked with the evaluation."))
    asked = rule.codes("ratings")
    given = len(project.ratings & set(asked))
    figures = {"figure": Figure(given), "limit": Figure(len(asked))}
    return judge(rule, TARGET, met=given == len(asked), message=_("Give a rating for each criterion."), **figures)


@_of_project
def _r14(rule, facts, project, rules):
    # the evening before one may still wait: the task begins on the day itself
    starts_on = project.ends_on - relativedelta(months=rule.count("months_before_end"))
    return _due(rule, facts, starts_on - timedelta(days=1), project.day_of(rule.code))


@_of_project
def _r15(rule, facts, project, rules):
    if project.unspent is None:
        return aside(rule, TARGET, _("Asked when the accounts are closed."))
    left = project.unspent - project.returned
    figures = {"figure": usd(project.returned), "limit": usd(project.unspent)}
    if left > 0:
        figures["change"] = usd(left)
    message = say(_("%(amount)s have not returned to the line yet."), amount=usd(left))
    return judge(rule, TARGET, met=left <= 0, message=message, **figures)


CHECKS = {
    "R01": _r01, "R02": _r02, "R03": _r03, "R04": _r04, "R05": _r05, "R07": _r07, "R08": _r08, "R10": _r10,
    "R11": _r11, "R12": _r12, "R13": _r13, "R14": _r14, "R15": _r15,
}  # fmt: skip
