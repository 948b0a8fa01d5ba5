"""What is still to do after a project was started, for its working page."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from projects.models import State

from ..models import Duty, FrameworkDelivery, ProjectDocument, TeamMember

DELIVERED = FrameworkDelivery.State


@dataclass(frozen=True)
class Step:
    """One line of the list: what, how it stands in words and tone, where it is done, further (label, address)."""

    title: str
    status: str
    tone: str
    url: str = ""
    more: tuple = ()

    @property
    def is_done(self):
        """Whether nothing is to do."""
        return self.tone == "success"


def starting_steps(project, duties):
    """The list of a project that runs, [] when all is done or there is nothing to do it with. Two queries.

    ``duties``: of ``selectors.duties.duties_of``.
    """
    if project.state != State.ACTIVE or not project.starts_on or not project.plan_id:
        return []
    names = {"address": project.address}
    framework = next((duty for duty in duties if duty.kind == Duty.Kind.FRAMEWORK), None)
    documents, people = reverse("monitoring:documents", kwargs=names), reverse("monitoring:people", kwargs=names)
    is_signed = project.documents.present().filter(kind=ProjectDocument.Kind.AGREEMENT_SIGNED).exists()
    has_certifier = project.team_members.filter(part=TeamMember.Part.CERTIFIER).exists()
    files = [
        (name.upper(), reverse("monitoring:agreement", kwargs=names | {"extension": name})) for name in ("pdf", "docx")
    ]
    steps = [
        _step(_("Government focal point named (L05)"), is_done=bool(project.focal_point_name)),
        Step(_("Award agreement made from the approved plan"), _("Ready"), "success", more=tuple(files)),
        _step(_("Signed copy of the agreement"), is_done=is_signed, url=f"{documents}?kind=AGREEMENT_SIGNED"),
        _step(_("Second person named who certifies reports"), is_done=has_certifier, url=people),
        _framework(_("Results monitoring framework delivered (R01)"), framework),
        _framework(_("Work plan delivered (R01)"), framework),
    ]
    return [] if all(step.is_done for step in steps) else steps


def _step(title, *, is_done, url=""):
    return Step(title, _("Done") if is_done else _("To do"), "success" if is_done else "warning", url)


def _framework(title, duty):
    if duty is None:
        return _step(title, is_done=False)
    url, delivery = reverse("monitoring:duty", kwargs={"pk": duty.pk}), duty.delivery
    if duty.done_on or delivery is None or delivery.state == DELIVERED.ACCEPTED:
        return _step(title, is_done=bool(duty.done_on), url=url)
    return Step(title, delivery.get_state_display(), delivery.state_tone, url)
