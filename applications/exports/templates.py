"""The blank forms of the intake as Word documents, read off the outline of the browser's forms: no question is written here."""

from dataclasses import replace

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from content.document_templates import DocumentTemplate
from core.documents import blanks, word
from funding.selectors import rule_notes

from ..outline import outline

CONCEPT, PROPOSAL = gettext_lazy("Concept note"), gettext_lazy("Project proposal")
LETTER = gettext_lazy("Government request letter")


def document_templates():
    """Concept note, proposal, and the letter of a government."""
    return [
        DocumentTemplate(
            "concept-note", CONCEPT,
            gettext_lazy("A project idea in a few hundred words, before a proposal is written. It is not compulsory."),
            gettext_lazy("Governments, Permanent Missions and IOM offices"), ("docx",), _concept,
        ),
        DocumentTemplate(
            "project-proposal", PROPOSAL,
            gettext_lazy("All questions of a proposal in the order of the form, with word limits and the rules that apply."),
            gettext_lazy("IOM offices that write a proposal"), ("docx",), _proposal,
        ),
        DocumentTemplate(
            "government-request-letter", LETTER,
            gettext_lazy("The letter by which a government asks for the Fund’s money, with what it must show."),
            gettext_lazy("Ministries and agencies that support a proposal"), ("docx",), _letter,
        ),
    ]  # fmt: skip


def _blank(title, lead, lines, parts, *, edition, subject=""):
    return blanks.docx(
        blanks.Blank(
            language=(get_language() or "en")[:2], title=str(title), subject=subject, lead=lead, lines=lines,
            parts=parts, stamp=word.LONG_AGO, edition=edition,
        )
    )  # fmt: skip


def _drafting():
    return _("This document is for drafting only. Proposals are submitted in the portal; copy your answers there.")


def _concept(_extension, edition=""):
    found = outline()
    (part,) = [replace(one, number=1) for one in found.parts if one.id == "concept"]
    lead = _("An idea in short, for a first answer of the Regional Office and the Fund.")
    return _blank(CONCEPT, lead, (_drafting(),), (part,), edition=edition, subject=found.rules)


def _proposal(_extension, edition=""):
    found = outline()
    parts = [replace(one, number=number) for number, one in enumerate(found.of_proposal, 1)]
    shown = tuple(blanks.Prose(part) if part.id == "narrative" else part for part in parts)
    lead = _("What the application form asks, in its order, so that you can prepare before you register.")
    budget = _("For the results matrix, the work plan and the budget, the workbooks are easier to fill in.")
    return _blank(PROPOSAL, lead, (_drafting(), budget, f"{found.rules}."), shown, edition=edition, subject=found.rules)


def _letter(_extension, edition=""):
    (part,) = [replace(one, number=0) for one in outline().parts if one.id == "letters"]
    parts = (
        blanks.Letter(_("The letter"), letter_lines()),
        replace(
            part, title=_("What is registered with the letter"), rules=rule_notes(["L01", "L02", "L03", "L04", "L05"])
        ),
    )
    lead = _("A model to adapt, on the letterhead of the ministry or agency. The wording is the portal’s own.")
    lines = (_("Replace what stands in square brackets. Print, sign and scan the letter, and add it to the proposal."),)
    return _blank(LETTER, lead, lines, parts, edition=edition)


def letter_lines():
    """The letter itself: it shows all that L04 looks for – to IOM, from which ministry, for which project, which fund."""
    return (
        _("[Place and date]"),
        _("To the International Organization for Migration (IOM)"),
        _("Request for support from the IOM Development Fund: project “[title of the project]”"),
        _("Dear Sir or Madam,"),
        _(
            "On behalf of the Government of [country], [ministry or agency] asks the IOM Development Fund to pay for the "
            "project “[title of the project]”, and endorses the proposal for it."
        ),
        _(
            "The project answers a need of our country: [the problem in one or two sentences]. "
            "It serves [national plan or strategy]."
        ),
        _("We have worked it out with IOM and take part in it: [staff, rooms, data, decisions that the government contributes]."),
        _("Our focal point for the project is [name, title, ministry or agency, e-mail address]."),
        _("Yours faithfully,"),
        _("[Signature, name and title of the person who signs; stamp]"),
    )  # fmt: skip
