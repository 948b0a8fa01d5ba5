"""The parts of a proposal as colleagues share them: where they are written, who writes them, what is said about them."""

from django.db.models import Count
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Responsibility
from ..sections import SECTIONS

PLAN_PAGES = {"results": "plans:results", "budget": "plans:budget"}


def address_of_part(application, part):
    """The page on which a part (a key of ``PARTS``) is written."""
    if part in SECTIONS:
        return reverse("applications:section", kwargs={"key": application.key, "section": part})
    if part in PLAN_PAGES:
        return reverse(PLAN_PAGES[part], kwargs={"pk": application.plan.current.pk})
    return reverse(f"applications:{part}", kwargs={"key": application.key})


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
