"""A report that is being written, at a glance: its parts with how far each is, what stands in the way, the time left."""

from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.words import count_words

from ..models import TeamMember
from ..sections import sections_of
from .parts import parts_of, state_of
from .texts import lacking_in_text

SHOWN = 5  # sentences of a part that lacks many: the others are on its page


@dataclass(frozen=True)
class Overview:
    """``sections`` and ``parts``: items of ``components/task_list.html``; ``problems``: (part, its sentences); days left."""

    sections: list
    parts: list
    problems: list
    has_certifier: bool
    days_left: int

    @property
    def is_ready(self):
        """Whether it can be submitted."""
        return self.has_certifier and not self.problems


def overview_of(report, tree):
    """The Overview of a report; its queries do not grow with its rows. ``tree``: the framework of its version."""
    prefetch_related_objects([report], "texts", "activities", "risks", "expenditures")  # several parts read them
    parts = parts_of(report, tree)
    certifiers = report.duty.project.team_members.filter(part=TeamMember.Part.CERTIFIER)
    return Overview(
        sections=list(_sections(report)),
        parts=[_item(part) for part in parts if part.kind.key != "texts"],
        problems=[(part, part.lacking) for part in parts if part.lacking],
        has_certifier=certifiers.exists(),
        days_left=(report.duty.due_on - timezone.localdate()).days,
    )


def _sections(report):
    texts = {row.key: row.text for row in report.texts.all()}
    for key, section in sections_of(report.duty.kind).items():
        text = texts.get(key, "")
        tone, status = state_of(list(lacking_in_text(section, text)), bool(text.strip()))
        if section.is_optional and not text.strip():
            tone, status = "neutral", _("Optional")
        used = _("%(used)s of %(limit)s words") % {"used": count_words(text), "limit": section.words}
        url = reverse("monitoring:section", kwargs={"key": report.key, "section": key})
        yield {"title": section.label, "url": url, "tone": tone, "status": status, "detail": used}


def _item(part):
    tone, status = part.state
    detail = " ".join(part.lacking[:SHOWN])
    if more := len(part.lacking[SHOWN:]):
        detail += " " + ngettext("And %(n)d more.", "And %(n)d more.", more) % {"n": more}
    return {"title": part.kind.label, "url": part.url, "tone": tone, "status": status, "detail": detail}
