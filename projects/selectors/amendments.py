"""Reads of projects: what the rules say of an amendment, and who may see it."""

from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.selectors import budget_facts
from core.numbers import write_money
from core.panels import collect
from funding.evaluator import BUDGET, NOT_APPLICABLE, ProposalFacts
from funding.selectors import rulebook_for
from plans.models import PlanVersion
from plans.selectors import framework, missing_parts
from plans.snapshot import as_data, hash_of

from ..models import Project, State

Status = PlanVersion.Status


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
    return (
        seen.filter(origin=PlanVersion.Origin.AMENDMENT).select_related("plan__project").order_by("submitted_at", "pk")
    )


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


def obstacles(version, data=None):
    """Sentences for all that keeps an amendment from being submitted or approved; empty when nothing does.

    ``data``: the amendment's ``as_data``, if at hand.
    """
    tree, approved = framework(version), framework(version.based_on)
    found = missing_parts(tree) + [
        finding.sentence for finding in findings_on(version, tree, approved) if finding.blocks
    ]
    if sentence := Totals(tree.totals.total, approved.totals.total).obstacle:
        found.append(sentence)
    if version.duration_months != version.based_on.duration_months:
        found.append(_("An amendment keeps the duration of the project."))
    if hash_of(data or as_data(version)) == version.based_on.content_hash:
        found.append(_("Nothing is changed yet."))
    return found + collect("amendment_obstacles", version)
