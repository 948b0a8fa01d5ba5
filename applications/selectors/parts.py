"""The parts of a proposal: their titles, where they are written, who writes them, what is said about them."""

from dataclasses import dataclass, field

from django.db.models import Count, DateField, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Responsibility
from ..sections import OPENED_PARTS, SECTIONS
from .texts import present_in

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


@dataclass
class Work:
    """What goes on around a draft. ``notes``: who writes a part until when, how many comments are open, in words by part;
    ``here``: names of those whose page of a section is open, by section; ``begun``: parts in which there is something.
    """

    notes: dict = field(default_factory=dict)
    here: dict = field(default_factory=dict)
    begun: set = field(default_factory=set)


def work_on(application, version, *, besides):
    """The Work on a draft and its plan's ``version``, but for a person's own presence: one query, whatever its size."""
    work, writers, comments = Work(), {}, {}
    for what, part, name, email, due_on, number in _rows(application, version, besides):
        if what == WRITES:
            values = {"person": name or email, "day": date_format(due_on) if due_on else ""}
            writers[part] = (_("%(person)s, until %(day)s") if due_on else "%(person)s") % values
        elif what == COMMENTS:
            comments[part] = ngettext("%(n)d open comment", "%(n)d open comments", number) % {"n": number}
        elif what == HERE:
            work.here.setdefault(part, []).append(name or email)
        else:
            work.begun.add(part)
    for part in writers | comments:
        work.notes[part] = " · ".join(found[part] for found in (writers, comments) if part in found)
    return work


WRITES, COMMENTS, HERE, BEGUN = "writes", "comments", "here", "begun"


def _rows(application, version, besides):
    """(what, part, name and e-mail of a person, day, number) of everything that ``Work`` tells."""
    nobody, never, nothing = (Value(""), Value("")), Cast(None, DateField()), Value(0)
    comments = application.threads.unresolved().order_by().values("part").annotate(number=Count("pk"))
    begun = {
        "contacts": application.partners.all(),
        "documents": application.documents.present(),
        "risks": version.risks.all(),
    }
    return (
        application.responsibilities.values_list(
            Value(WRITES), "part", "person__name", "person__email", "due_on", nothing
        )
        .union(
            comments.values_list(Value(COMMENTS), "part", *nobody, never, "number"),
            present_in(application, besides).values_list(
                Value(HERE), "key", "user__name", "user__email", never, nothing
            ),
            *(
                rows.order_by().values_list(Value(BEGUN), Value(part), *nobody, never, nothing)
                for part, rows in begun.items()
            ),
        )
        .order_by("person__name")
    )


def parts_to_write(user):
    """What the person is to write in proposals that are still written, the most urgent first."""
    mine = Responsibility.objects.filter(person=user, application__state__in=["DRAFT", "RETURNED"])
    return mine.select_related("application").order_by("due_on", "pk")
