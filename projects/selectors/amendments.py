"""Reads of amendments: who may see them, what the rules say of them, what stands in their way."""

from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.selectors import budget_facts
from core.numbers import write_money
from core.panels import collect
from funding.evaluator import BUDGET, NOT_APPLICABLE, ProjectFacts, ProposalFacts
from funding.selectors import rulebook_for
from plans.models import PlanVersion
from plans.selectors import framework, missing_parts
from plans.snapshot import hash_of

from ..models import Project, State
from .revisions import beyond_what_is_asked, pair_of, spent_by_line, transfers_of

Status = PlanVersion.Status
RUNNING = frozenset({State.ACTIVE, State.SUSPENDED})


def versions_shown_to(user):
    """Q of the plan versions of projects that a person may open.

    What is or was in force: all who work on the project. Amendments: its manager; once submitted also the Regional
    Office of its region and the Fund's people.
    """
    if not user.is_authenticated:
        return Q(pk__in=[])
    in_force = Q(plan__project__in=Project.objects.worked_on_by(user), status__in=PlanVersion.FROZEN)
    concerned = Q(plan__project__region__in=user.endorsing_regions)
    if user.has_capability("see_all"):
        concerned |= Q(plan__project__isnull=False)
    sent = Q(submitted_at__isnull=False, origin=PlanVersion.Origin.AMENDMENT)
    return in_force | Q(plan__project__manager=user) | (concerned & sent)


def amendments(user):
    """Open amendments of running projects that the person may see, with their projects."""
    seen = PlanVersion.objects.visible_to(user).filter(status__in=PlanVersion.OPEN, plan__project__state=State.ACTIVE)
    found = seen.filter(origin=PlanVersion.Origin.AMENDMENT).select_related("plan__project", "amendment")
    return found.order_by("submitted_at", "pk")


def requests_sent(user):
    """Submitted amendments of the region or of all, for those who confirm or decide, the oldest first."""
    return amendments(user).filter(status=Status.SUBMITTED)


def versions_of(project, user):
    """All versions of a project's plan that the person may see, in whatever state, the newest first."""
    found = project.plan.versions.visible_to(user).select_related(None)  # their plan is the project's, which is at hand
    return found.select_related("amendment", "based_on").order_by("-number")


def open_amendment(plan, user):
    """The open amendment of a plan, if the person may see it; else None."""
    return amendments(user).filter(plan=plan).first()


def findings_on(version, tree=None, approved=None):
    """What the budget rules of the project's funding year say of an amendment; B12 knows the approved evaluation line."""
    project = version.plan.project
    facts = ProposalFacts(
        on=timezone.localdate(),
        funding_year=project.funding_year,
        line=project.line_id,
        coverage=project.coverage,
        budget=budget_facts((tree or framework(version)).lines),
        approved_evaluation=(approved or framework(version.based_on)).totals.evaluation,
    )
    url = reverse("plans:budget", kwargs={"pk": version.pk})
    found = rulebook_for(project.funding_year).evaluate(facts, BUDGET)
    return [replace(finding, url=url) for finding in found if finding.state != NOT_APPLICABLE]


@dataclass(frozen=True)
class Totals:
    """The total of an amendment's budget beside the approved one, in USD."""

    written: Decimal
    approved: Decimal

    @property
    def difference(self):
        """By how much the amendment adds up to more than is approved; negative where it adds up to less."""
        return self.written - self.approved

    @property
    def obstacle(self):
        """Why the amendment cannot be submitted so: its project's money is committed, and an amendment does not move it."""
        text = _("The budget adds up to %(total)s; approved are %(approved)s. An amendment keeps the total: move money "
                 "between lines.")  # fmt: skip
        words = {"total": write_money(self.written), "approved": write_money(self.approved)}
        return text % words if self.difference else ""


def totals_of(version):
    """``Totals`` of an amendment, from the lines of both versions."""
    sums = [sum(one.lines.values_list("amount", flat=True), Decimal()) for one in (version, version.based_on)]
    return Totals(*sums)


def request_facts(project, *, ends_on, requested_on=None, confirmations=None):
    """What R07 and R08 are asked of a request. ``ends_on``: the end last agreed."""
    known = ProjectFacts(project.starts_on, ends_on, requested_on=requested_on, confirmations=confirmations)
    return ProposalFacts(on=timezone.localdate(), funding_year=project.funding_year, project=known)


def lateness(project, *, ends_on, requested_on):
    """The finding of R08 on a request of a day; None where the rulebook has no such rule."""
    facts = request_facts(project, ends_on=ends_on, requested_on=requested_on)
    return next(iter(rulebook_for(project.funding_year).evaluate(facts, ["R08"])), None)


def lateness_of(version):
    """The same of an amendment that asks for time or money, as if submitted today before it is; else None (R08)."""
    amendment = version.amendment
    if not (amendment.extends or amendment.revises_budget):
        return None
    day = amendment.requested_on or timezone.localdate()
    return lateness(version.plan.project, ends_on=amendment.agreed_ends_on, requested_on=day)


def is_too_late(version):
    """Whether R08 keeps an amendment from being approved unless the Fund says why it allows it."""
    late = lateness_of(version)
    return late is not None and late.blocks


def obstacles_in_content(version, pair=None):
    """Sentences for what must be mended in an amendment itself; ``pair``: both versions, if read already."""
    pair, amendment = pair or pair_of(version), version.amendment
    found = missing_parts(pair.new)
    found += [finding.sentence for finding in findings_on(version, pair.new, pair.old) if finding.blocks]
    if sentence := Totals(pair.new.totals.total, pair.old.totals.total).obstacle:
        found.append(sentence)
    if version.duration_months != version.based_on.duration_months + (amendment.extends_by_months or 0):
        found.append(_("An amendment keeps the duration of the project."))
    found += _overrunning(pair.new)
    spent = spent_by_line(version.plan.project)
    found += [one.obstacle for one in transfers_of(pair.comparison, spent) if one.obstacle]
    found += beyond_what_is_asked(pair.comparison, amendment)
    if hash_of(pair.data) == version.based_on.content_hash:
        found.append(_("Nothing is changed yet."))
    return found + collect("amendment_obstacles", version)


def _overrunning(tree):
    """Activities that run on after the project, where an extension was made shorter."""
    text, months = (
        _("Activity %(code)s runs until month %(month)d; the project has %(months)d."),
        tree.version.duration_months,
    )
    late = [activity for activity in tree.activities if months and activity.end_month and activity.end_month > months]
    return [text % {"code": one.code, "month": one.end_month, "months": months} for one in late]


def obstacles(version, pair=None):
    """Sentences for all that keeps an amendment from being submitted; empty when nothing does."""
    found = obstacles_in_content(version, pair)
    if version.amendment.agreement is None:
        found.append(_("Add the agreement of the government with its letter (R07)."))
    return found


def obstacles_to_confirmation(version):
    """The same before the Regional Office confirms it: only once."""
    return [_("This amendment is confirmed already.")] if version.amendment.is_confirmed else []


def obstacles_to_approval(version, pair=None):
    """The same before it is approved: both agreements (R07), in time or allowed to be late (R08), and its content anew."""
    amendment, project = version.amendment, version.plan.project
    found = [] if project.state in RUNNING else [_("The project does not run any more.")]
    given = (amendment.agreement is not None) + amendment.is_confirmed
    facts = request_facts(project, ends_on=amendment.agreed_ends_on, confirmations=given)
    rules = rulebook_for(project.funding_year).evaluate(facts, ["R07"])
    if not amendment.override_reason and is_too_late(version):
        rules.append(lateness_of(version))
    return found + [one.sentence for one in rules if one.blocks] + obstacles_in_content(version, pair)
