"""The parts of a proposal: their titles, where they are written, who writes them, what is said about them."""

from django.db.models import Count
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Responsibility
from ..sections import OPENED_PARTS, SECTIONS

WRITTEN_AT = {name: f"applications:{name}" for name in ("cover", "contacts", "questions", "letters", "documents")}
PLANNED_AT = {"results": "plans:results", "plan": "plans:results", "budget": "plans:budget", "risks": "plans:risks"}


def title_of(target):
    """The title of a part; "" for what is no part of the proposal."""
    part = target.partition(".")[0]
    titles = {"results": _("Results and activities"), "budget": _("Budget"), "risks": _("Risks"), "call": _("Call")}
    return titles.get(part) or str(OPENED_PARTS.get(part, ""))


def address_of(application, version, target):
    """Where a part, or with "part.field" a field of it, is written; "" for what cannot be changed any more."""
    part, _dot, field = target.partition(".")
    if part in SECTIONS:
        url = reverse("applications:section", kwargs={"key": application.key, "section": part})
    elif part in WRITTEN_AT:
        url = reverse(WRITTEN_AT[part], kwargs={"key": application.key})
    elif part in PLANNED_AT:
        url = reverse(PLANNED_AT[part], kwargs={"pk": version.pk})
    else:
        return application.call.get_absolute_url() if part == "call" and application.call else ""
    return f"{url}#div_id_{field}" if field else url


def notes_on_parts(application):
    """Mapping part → what the task list says of it besides: who writes it until when, how many comments are open.

    Two queries, however many people and comments there are.
    """
    found = {}
    for row in application.responsibilities.select_related("person"):
        words = _("%(person)s, until %(day)s") if row.due_on else "%(person)s"
        values = {"person": row.person, "day": date_format(row.due_on) if row.due_on else ""}
        found.setdefault(row.part, []).append(words % values)
    waiting = application.threads.unresolved().order_by().values("part").annotate(number=Count("pk"))
    for part, number in waiting.values_list("part", "number"):
        words = ngettext("%(n)d open comment", "%(n)d open comments", number) % {"n": number}
        found.setdefault(part, []).append(words)
    return {part: " · ".join(words) for part, words in found.items()}


def parts_to_write(user):
    """What the person is to write in proposals that are still written, the most urgent first."""
    mine = Responsibility.objects.filter(person=user, application__state__in=["DRAFT", "RETURNED"])
    return mine.select_related("application").order_by("due_on", "pk")
