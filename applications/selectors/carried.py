"""What a proposal took over from a concept note or an earlier proposal, and what is left to do."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.models import AuditEvent

from ..models import Application, ConceptNote, Question
from ..sections import SECTIONS


@dataclass(frozen=True)
class Carried:
    """``parts``: (what, how much) in words; ``left``: Questions whose answers were not carried over; ``anew``: sentences;
    ``source``: what it came from if the reader may open it.
    """

    parts: list
    left: list
    anew: list
    source: object
    is_copy: bool


def carried_over(application, user):
    """The Carried of a proposal, or None if it began empty."""
    event = AuditEvent.objects.about(application).filter(action="application.carried_over").first()
    if event is None:
        return None
    data, is_copy = event.data, event.data["source"] == "proposal"
    titles = _titles()
    parts = [(titles[part], _amount(part, data["counts"])) for part in data["parts"] if part in titles]
    if is_copy:
        source = Application.objects.visible_to(user).filter(key=data["proposal"]).first()
    else:
        source = ConceptNote.objects.visible_to(user).filter(application=application).first()
    left = list(
        Question.objects.filter(pk__in=data.get("left", ()))
    )  # copies made before answers were carried name none
    return Carried(parts, left, _anew(data["parts"], is_copy=is_copy), source, is_copy)


def _titles():
    return {
        "title": _("Title"),
        "countries": _("Countries"),
        "line": _("Funding line"),
        "focus_areas": _("Focus areas"),
        "duration": _("Duration"),
        "government_partner": _("Main government partner"),
        "contact": _("Contact person"),
        "amount": _("Amount in mind"),
        "cover": _("Cover"),
        "people": _("Contacts"),
        "partners": _("Partners"),
        **{key: str(kind.title) for key, kind in SECTIONS.items()},
        "results": _("Results and activities"),
        "budget": _("Budget"),
        "risks": _("Risks"),
        "questions": _("Questions of the call"),
    }


def _amount(part, counts):
    if part not in counts:
        return ""
    number = counts[part]
    return {
        "partners": ngettext("%(n)d partner", "%(n)d partners", number),
        "results": ngettext("%(n)d result with its indicators", "%(n)d results with their indicators", number),
        "budget": ngettext("%(n)d line", "%(n)d lines", number),
        "risks": ngettext("%(n)d risk", "%(n)d risks", number),
        "questions": ngettext("%(n)d answer", "%(n)d answers", number),
    }[part] % {"n": number}


def _anew(parts, *, is_copy):
    if is_copy:
        return [
            _("Give it a title of its own."),
            _("Check dates, amounts and names in every text and in the plan."),
            _("Ask the governments for new letters: a letter names its project (L04)."),
            _("Make the declarations when you submit."),
        ]
    empty = [str(kind.title) for key, kind in SECTIONS.items() if kind.is_required and key not in parts]
    return [
        _("Lengthen the rationale and the summary: the proposal has more room than the concept note."),
        _("Write the other sections: %(sections)s.") % {"sections": ", ".join(empty)},
        _("Describe results and activities, and work out the budget."),
        _("Ask the governments for their letters (L01)."),
        _("Make the declarations when you submit."),
    ]
