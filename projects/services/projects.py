"""Writing funded projects: award and activation."""

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from core.panels import collect
from notifications.services import notify
from plans.selectors import framework

from ..models import Project, State
from ..workflow import PROJECT

AWARDED = audit.action("project.awarded", _("awarded"))
HANDED_OVER = audit.action("project.manager_changed", _("changed the project manager"))
OVER = (State.CANCELLED, State.CLOSED)


@transaction.atomic
def award(application, *, by):
    """Create the project of an approved application from its approved plan; amount is the plan's total.

    Called as an effect of the approval. Returns the Project, not yet public and not yet started.
    """
    version = application.plan.approved
    project = Project.objects.create(
        address=slugify(application.reference),
        title=application.title,
        title_language=application.language,
        region=application.region,
        theme=application.theme,
        coverage=application.coverage,
        state=State.ACTIVATION,
        amount=framework(version).totals.total,
        funding_year=application.funding_year,
        application=application,
        plan=application.plan,
        line=application.line,
    )
    project.countries.set(application.countries.all())
    summary = application.sections.filter(key="summary").first()
    setattr(project, f"summary_{application.language}", summary.text if summary else "")
    project.save()
    audit.record(AWARDED, project, by=by, amount=str(project.amount), plan=str(version.pk))
    return project


@transaction.atomic
def activate(project, *, by, code, starts_on, manager, prima_id="", **focal_point):
    """Start a project: code, dates from the approved duration, manager and government focal point (L05).

    ``focal_point``: focal_point_name, _title, _ministry, _email. ``monitoring`` adds the reporting schedule.
    Raises DomainError for a code in use.
    """
    months = project.plan.approved.duration_months
    if Project.objects.filter(code=code).exclude(pk=project.pk).exists():
        raise DomainError(_("Another project has the code %(code)s.") % {"code": code})
    project = PROJECT.apply(
        "activate",
        project,
        by=by,
        data={"code": code, "starts_on": starts_on.isoformat()},
        code=code,
        address=code,
        prima_id=prima_id or None,
        starts_on=starts_on,
        ends_on=starts_on + relativedelta(months=months, days=-1),
        start_year=starts_on.year,
        manager=manager,
        **focal_point,
    )
    project.end_year = project.ends_on.year
    project.save()
    notify("project.started", project, to=[manager, project.application.owner], actor=by, code=code)
    return project


@transaction.atomic
def change_manager(project, *, by, manager):
    """Give a project to another manager; both are told. Returns the Project.

    Raises NotAllowed unless ``by`` is a Fund officer; StateConflict for a project that is over or has no manager yet;
    DomainError for somebody who cannot be it, with sentences of upper apps ("manager_obstacles").
    """
    project = Project.objects.select_for_update(of=("self",)).select_related("manager").get(pk=project.pk)
    if not allows(by, "projects.change_manager", project):
        raise NotAllowed(_("Only Fund officers change the project manager."))
    if project.manager is None or project.state in OVER:
        raise StateConflict(_("The project manager is named when a project starts, and changed while it runs."))
    former = project.manager
    if former == manager:
        raise DomainError(_("%(person)s is the project manager already.") % {"person": manager})
    if obstacles := collect("manager_obstacles", project, manager):
        raise DomainError(obstacles)
    project.manager = manager
    project.save(update_fields=["manager", "changed_at"])
    audit.record(HANDED_OVER, project, by=by, before=former.pk, after=manager.pk)
    notify(
        "project.manager_changed",
        project,
        to=[former, manager],
        actor=by,
        code=project.code or "",
        manager=str(manager),
    )
    return project
