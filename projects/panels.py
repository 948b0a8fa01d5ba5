"""What projects add to pages of lower apps: the home page, navigation, to-do list, the pages of applications and plans."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from core import audit
from core.access import allows
from core.languages import titled
from core.navigation import Group, NavItem
from core.numbers import write_money
from core.panels import Panel, Task
from plans.models import PlanVersion
from plans.selectors import Holder
from plans.services.versions import AMENDED

from .drawing.cycle import ring
from .iati.checking import Level
from .models import GovernmentAgreement, IatiActivity, Project, Publication, PublicRecord, State
from .selectors import amendments, cycle, findings_on, obstacles, open_amendment, totals_of
from .selectors.activities import findings_of, urls_of
from .selectors.deciding import decision, decision_and_obstacles, steps_of
from .selectors.figures import figures
from .selectors.maps import world_map
from .selectors.stories import stories
from .selectors.subjects import about
from .workflow import AMENDMENT

TONES = {"submit": "primary", "confirm": "primary", "approve": "primary", "return": "secondary", "withdraw": "danger"}


def home(request):
    """Figures of the catalogue beside its map."""
    found = figures()
    return [Panel("projects/_home.html", {"figures": found, "map": world_map(found)})]


def home_stories(request):
    """The first stories."""
    found = stories(3)
    return [Panel("projects/_home_stories.html", {"stories": found})] if found else []


def cycle_on_page(argument):
    """On a page of the site: the way of a project as a drawing and a table."""
    stages = cycle.stages()
    phases = [
        {
            "code": code,
            "name": f"{name} ({3 * row + 1}–{3 * row + 3})",
            "top": str(324 + 44 * row),
            "base": str(343 + 44 * row),
        }
        for row, (code, name) in enumerate(cycle.phases())
    ]
    rows = [("", stages), (_("What may happen besides"), cycle.side_ways())]
    return [Panel("projects/_cycle.html", {"ring": ring(stages), "phases": phases, "rows": rows})]


def navigation(user):
    """One's projects for managers; requests for who confirms or decides; all projects for the Fund; what one follows for all."""
    items = []
    if Project.objects.managed_by(user).exists():
        items.append(NavItem(_("My projects"), "managed:list", "kanban", Group.PROJECTS))
    if allows(user, "projects.open_requests"):
        items.append(NavItem(_("Requests"), "managed:requests", "pencil-square", Group.PROJECTS))
    if user.has_capability("see_all"):
        items.append(NavItem(_("All projects"), "managed:portfolio", "collection", Group.PROJECTS))
        items.append(NavItem(_("IATI"), "managed:iati", "globe2", Group.RULES))
    return [*items, NavItem(_("What I follow"), "managed:followed", "star", Group.PROJECTS)]


def tasks(user):
    """Approved projects that an officer has to start, and started ones to publish; amendments that wait for the person."""
    found = _amendment_tasks(user)
    if user.has_capability("activate"):
        for project in Project.objects.filter(state=State.ACTIVATION).select_related("application")[:25]:
            url = reverse("managed:detail", kwargs={"address": project.address})
            found.append(
                Task(_("Start the project %(reference)s") % {"reference": project.application}, url, titled(project))
            )
    if user.has_capability("publish"):
        found += _publication_tasks(user)
    return found


def _publication_tasks(user):
    """Started projects that nobody prepared for the public (one taken out again stays out); publications to check."""
    waiting = Publication.objects.filter(status=Publication.Status.PREPARED)
    unprepared = Project.objects.filter(published_at=None, state=State.ACTIVE)
    settled = Publication.objects.filter(status__in=[Publication.Status.PREPARED, Publication.Status.PUBLISHED])
    found = [
        Task(
            _("Publish %(code)s") % {"code": project.code},
            reverse("managed:prepare_publication", kwargs={"address": project.address}),
            titled(project),
        )
        for project in unprepared.exclude(publications__in=settled)[:25]
    ]
    for publication in waiting.exclude(prepared_by=user).select_related("project")[:25]:
        words = {"project": publication.project.code or publication.project.address}
        text = _("Check and publish %(project)s") % words
        found.append(Task(text, publication.get_absolute_url(), titled(publication.project)))
    return found


def _amendment_tasks(user):
    """Amendments to finish, for their manager; those submitted, for the Regional Office, then for who may approve them."""
    sent = Q(status=PlanVersion.Status.SUBMITTED)
    waiting = Q(status__in=PlanVersion.EDITABLE, plan__project__manager=user)
    if allows(user, "projects.open_requests"):
        waiting |= sent
    found = [(version, _turn(version, user)) for version in amendments(user).filter(waiting)[:MOST_TASKS]]
    return [
        Task(
            title % {"code": version.plan.project.code},
            version.get_absolute_url(),
            version.reason[:200],
        )
        for version, title in found
        if title
    ]


def _turn(version, user):
    """What the person has to do with an open amendment now; empty when it is somebody else's turn."""
    if version.status == PlanVersion.Status.RETURNED:
        return _("Change and resubmit the amendment of %(code)s")
    if version.is_editable:
        return _("Finish the amendment of %(code)s")
    if not version.amendment.is_confirmed:
        return _("Confirm the amendment of %(code)s") if allows(user, "projects.confirm_amendment", version) else ""
    return _("Decide on the amendment of %(code)s") if allows(user, "plans.approve", version) else ""


MOST_TASKS = 25
MOST_EARLIER = 25


def section(application, key):
    """On the section about earlier support: what the catalogue has for the proposal's countries, also as a text to begin with."""
    if key != "earlier_support":
        return []
    codes = {country.pk for country in application.countries.all()}
    found = PublicRecord.objects.filter(project__countries__in=codes).exclude(project__application=application)
    found = found.for_lists().distinct()[: 4 * MOST_EARLIER]
    projects = [record for record in found if codes & set(record.country_codes)]  # none whose country is withheld
    with override(application.language):
        text = "\n".join(_in_one_line(project) for project in projects[:MOST_EARLIER])
    context = {"projects": projects[:MOST_EARLIER], "has_more": len(projects) > MOST_EARLIER, "text": text}
    return [Panel("projects/_earlier_support.html", context)]


def _in_one_line(project):
    """ "PX.0009 Enhancing counter-trafficking, 2018–2019, USD 100,000" """
    amount = write_money(project.amount) if project.amount is not None else ""
    return ", ".join(
        str(part) for part in (f"{project.code or ''} {project.title}".strip(), project.years, amount) if part
    )


def application(application, user):
    """The project that an approved application became."""
    if application.decided_at is None:
        return []
    project = Project.objects.visible_to(user).filter(application=application).first()
    return [Panel("projects/_of_application.html", {"project": project})] if project else []


def of_plan(version):
    """The project of a plan version, as a list of at most one holder."""
    project = getattr(version.plan, "project", None)
    if project is None:
        return []
    url = reverse("managed:detail", kwargs={"address": project.address})
    return [Holder(str(project), url, project.title, project.code or "")]


def iati(project, user):
    """On a project's working page, for the Fund's people: whether it is in the IATI file, and what keeps it out."""
    if not allows(user, "projects.see_readiness", project):
        return []
    activity = IatiActivity.objects.filter(pk=project.pk).defer("xml").first()
    found = findings_of(activity.findings) if activity else []
    if any(one.level != Level.BETTER for one in found):  # only then the way to what mends them is asked for
        found = findings_of(activity.findings, urls_of(project, user))
    grave = [one for one in found if one.level != Level.BETTER]
    return [Panel("projects/_iati_panel.html", {"project": project, "activity": activity, "findings": grave})]


def _is_open_amendment(version):
    return version.origin == PlanVersion.Origin.AMENDMENT and version.status in PlanVersion.OPEN


def findings_on_budget(version):
    """Findings of the budget rules, while an amendment is written and decided on (B12 among them)."""
    return findings_on(version) if _is_open_amendment(version) else []


def obstacles_of_results(version):
    """Beside the results of an amendment while they are written: all that keeps it from being submitted."""
    if not _is_open_amendment(version):
        return []
    return [Panel("projects/_obstacles.html", {"obstacles": obstacles(version), "amendment": version})]


def totals_of_budget(version):
    """Under the totals of a budget, while an amendment is written and decided on: the approved total, which it keeps."""
    if not _is_open_amendment(version):
        return []
    return [Panel("projects/_approved_total.html", {"totals": totals_of(version), "amendment": version})]


def _steps_taken(amendment):
    """Events of opening, submitting, returning and deciding, oldest first; not each row that was changed meanwhile."""
    steps = [AMENDMENT.action(step.name) for step in AMENDMENT.transitions]
    return audit.history(amendment).filter(action__in=[AMENDED, *steps])


def _what_to_change(amendment, events):
    """The comment with which an amendment was last returned, while it is."""
    if amendment.status != PlanVersion.Status.RETURNED:
        return ""
    return next((row.comment for row in reversed(events) if row.action == AMENDMENT.action("return")), "")


def of_comparison(version):
    """Under what a version changed: who opened, submitted, returned and decided on it, with their comments."""
    if version.origin != PlanVersion.Origin.AMENDMENT:
        return []
    return [Panel("projects/_steps_taken.html", {"events": _steps_taken(version)})]


def head_of_comparison(old, new, comparison):
    """Above what an amendment changes of the version it is based on: what it asks, its dates, how money moves."""
    if new.origin != PlanVersion.Origin.AMENDMENT or old.pk != new.based_on_id or not hasattr(new, "amendment"):
        return []
    return [Panel("projects/_decision.html", {"decision": decision(new, comparison)})]


def article(article):
    """Under a news article: its places, themes and projects."""
    found = about(article)
    return [Panel("projects/_article_subjects.html", {"about": found})] if found else []


def kept_article(article, user):
    """The same for those who keep the news, with the way to change it."""
    return [Panel("projects/_kept_subjects.html", {"about": about(article), "article": article})]


def files_named(hashes):
    """Those of ``hashes`` that the letter of a government's agreement names."""
    return list(GovernmentAgreement.objects.filter(sha256__in=hashes).values_list("sha256", flat=True))


def of_versions(version, user):
    """On the history of a plan: its open amendment with the next steps, or the way to start one."""
    project = getattr(version.plan, "project", None)
    if project is None:
        return []
    amendment = open_amendment(version.plan, user)
    if amendment is None:
        may_amend = allows(user, "plans.amend", version)
        return [Panel("projects/_start_amendment.html", {"project": project})] if may_amend else []
    asked, found = decision_and_obstacles(amendment)
    context = {
        "amendment": amendment,
        "decision": asked,
        "obstacles": found,
        "may_edit": amendment.is_editable and allows(user, "plans.edit", amendment),
        "steps": [
            {"label": step.label, "url": reverse(f"managed:amendment_{step.name}", kwargs={"pk": amendment.pk}),
             "tone": TONES[step.name]}
            for step in steps_of(amendment, user)
        ],
        "events": (events := list(_steps_taken(amendment))),
        "what_to_change": _what_to_change(amendment, events),
    }  # fmt: skip
    return [Panel("projects/_amendment.html", context)]


def document_templates():
    """The budget revision form as a blank file."""
    from .exports import templates  # later than apps are ready: forms want their models' translated fields

    return templates.document_templates()
