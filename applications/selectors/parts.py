"""The parts of a proposal by what the rules and the missing parts name: their titles, and where they are written."""

from django.urls import reverse
from django.utils.translation import gettext as _

from ..sections import PARTS, SECTIONS

WRITTEN_AT = {"cover": "applications:cover", "letters": "applications:letters"}
PLANNED_AT = {"results": "plans:results", "plan": "plans:results", "budget": "plans:budget", "risks": "plans:risks"}


def title_of(target):
    """The title of a part; "" for what is no part of the proposal."""
    part = target.partition(".")[0]
    titles = {"results": _("Results and activities"), "budget": _("Budget"), "risks": _("Risks"), "call": _("Call")}
    return titles.get(part) or str(PARTS.get(part, ""))


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
