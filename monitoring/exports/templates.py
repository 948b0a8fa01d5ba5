"""The blank forms of reports and evaluations, read off the sections, questions, checklist and criteria of the browser's forms."""

from dataclasses import replace

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from content.document_templates import DocumentTemplate
from core.documents import blanks, sheets, word
from core.questions import Group, Part, questions_of
from funding.selectors import rule_notes
from plans.workbook.sheets import LINES

from ..forms.closing import CompletionFormForm
from ..forms.evaluations import AnswerForm, FindingForm, RatingsForm, RecommendationForm
from ..forms.money import AccountsForm
from ..forms.texts import SectionForm
from ..models import ChecklistAnswer, ChecklistItem, Criterion, Duty, Evaluation, Report
from ..questions import QUESTIONS
from ..sections import sections_of
from ..selectors.evaluations import SCALE
from ..selectors.heads import labels_of_project
from ..workbook import headings

INTERIM, FINAL = gettext_lazy("Interim narrative report"), gettext_lazy("Final narrative report")
MONEY, CHECKLIST = gettext_lazy("Financial report"), gettext_lazy("Checklist for financial reports")
COMPLETION, EVALUATION = gettext_lazy("Project evaluation form"), gettext_lazy("Ex-post evaluation report")
MANAGERS = gettext_lazy("Managers of funded projects")
LINE_ROWS, GRID_ROWS = 60, 8


def document_templates():
    """Narrative and financial reports, the checklist, and the two forms of evaluation."""
    period = gettext_lazy("All sections that an interim report has for its period, with word limits (R02, R05).")
    whole = gettext_lazy("All sections of the report at the end of a project, with word limits (R03).")
    return [
        DocumentTemplate("interim-narrative-report", INTERIM, period, MANAGERS, ("docx",), _narrative(Duty.Kind.INTERIM)),
        DocumentTemplate("final-narrative-report", FINAL, whole, MANAGERS, ("docx",), _narrative(Duty.Kind.FINAL)),
        DocumentTemplate(
            "financial-report", MONEY,
            gettext_lazy("What was spent on each budget line, in the period and since the start; sums are computed."),
            MANAGERS, ("xlsx",), _money,
        ),
        DocumentTemplate(
            "financial-checklist", CHECKLIST,
            gettext_lazy("What is checked before a financial report is certified (R10)."),
            gettext_lazy("Resource officers who certify"), ("docx",), _checklist,
        ),
        DocumentTemplate(
            "evaluation-form", COMPLETION,
            gettext_lazy("What an office says of a completed project (R11)."), MANAGERS, ("docx",), _completion,
        ),
        DocumentTemplate(
            "ex-post-evaluation", EVALUATION,
            gettext_lazy("Six ratings with their reasons, findings, and recommendations with the answer to each (R12, R13)."),
            gettext_lazy("Evaluators, and those who answer them"), ("docx",), _evaluation,
        ),
    ]  # fmt: skip


def _blank(title, lead, parts, edition, *, lines=()):
    fill_in = _("The portal is where this is handed in. Copy your answers there.")
    return blanks.docx(
        blanks.Blank(
            language=(get_language() or "en")[:2], title=str(title), subject="", lead=lead, lines=(*lines, fill_in),
            parts=parts, stamp=word.LONG_AGO, edition=edition,
        )
    )  # fmt: skip


def _facts():
    """What a report says of its project, as a table to fill in."""
    rows = tuple((label, "") for label in labels_of_project())
    return blanks.Grid(_("The project"), (_("Fact"), _("Answer")), rows, widths=(2, 3))


def _narrative(kind):
    def write(_extension, edition=""):
        is_final = kind == Duty.Kind.FINAL
        lead = _("For the whole project.") if is_final else _("For one reporting period.")
        rules = rule_notes(["R03", "R06"] if is_final else ["R02", "R05", "R06"])
        intro = _("Texts without formatting. Headings are those of the portal.")
        part = Part("narrative", _("Narrative"), intro, (Group("", "", "", section_questions(kind)),), rules, 1)
        parts = (_facts(), blanks.Prose(part), _results(), _activities(), _rating())
        return _blank(FINAL if is_final else INTERIM, lead, parts, edition)

    return write


def section_questions(kind):
    """The sections of a report as questions: heading, what to write, the most words."""
    found = []
    for key, section in sections_of(kind).items():
        (question,) = questions_of(
            SectionForm(section=section), "report", word_limit=section.words, names={"text": key}
        )
        found.append(question)
    return tuple(found)


def _results():
    columns = (_("Indicator"), _("Baseline"), _("Target"), _("This period"), _("To date"), _("Comment"))
    return blanks.Grid(
        _("Results"), columns, (("",) * len(columns),) * GRID_ROWS, widths=(4, 2, 2, 2, 2, 4),
        note=_("One row for each indicator of the plan; split by sex where people are counted."),
    )  # fmt: skip


def _activities():
    columns = (_("Activity"), _("Start"), _("End"), _("New end"), _("Status"), _("Done"), _("Comment"))
    return blanks.Grid(_("Activities"), columns, (("",) * len(columns),) * GRID_ROWS, widths=(4, 2, 2, 2, 2, 1, 3))


def _rating():
    boxes = "\n".join(f"{blanks.BOX} {label}" for label in Report.Rating.labels)
    return blanks.Grid(_("Rating"), (_("How does the project stand?"), _("Why?")), ((boxes, ""),), widths=(1, 2))


def items():
    """The items of the checklist that new reports are asked."""
    return ChecklistItem.objects.filter(is_asked=True)


def _checklist(_extension, edition=""):
    boxes = "\n".join(f"{blanks.BOX} {label}" for label in ChecklistAnswer.Answer.labels)
    rows = tuple((str(item), boxes, "") for item in items())
    grid = blanks.Grid(
        _("Financial checklist"), (_("Item"), _("Answer"), _("Comment")), rows, widths=(4, 2, 3),
        note=_("A comment is needed where the answer is no."),
    )  # fmt: skip
    lead = _("Answered for each financial report.")
    rules = Part("rules", _("What applies"), "", (), rule_notes(["R10", "B01", "B02", "B12"]))
    return _blank(CHECKLIST, lead, (_facts(), grid, rules), edition)


def _completion(_extension, edition=""):
    words = {question.key: question.words for question in QUESTIONS}
    found = [
        questions_of(CompletionFormForm(), "completion", word_limit=words[question.key])[place]
        for place, question in enumerate(QUESTIONS)
    ]
    found = tuple(replace(one, need=_("Needed to submit")) for one in found)  # a draft may lack them
    part = Part("questions", _("Questions"), "", (Group("", "", "", found),), rule_notes(["R11"]), 1)
    return _blank(COMPLETION, _("Written after the final report."), (_facts(), blanks.Prose(part)), edition)


def _evaluation(_extension, edition=""):
    ratings = RatingsForm(evaluation=Evaluation(scale_id=SCALE))
    asked = questions_of(ratings, "evaluation")
    summary, *rated = [replace(one, need=_("Needed to submit")) for one in asked]  # a draft may lack them
    groups = [Group("", "", "", (summary,))]
    groups += [
        Group(criterion.value, str(criterion.label), "", tuple(rated[2 * place : 2 * place + 2]))
        for place, criterion in enumerate(Criterion)
    ]
    part = Part("ratings", _("Summary and ratings"), "", tuple(groups), rule_notes(["R12", "R13"]), 1)
    parts = (
        _facts(),
        part,
        _repeated("findings", _("Findings and good practices"), FindingForm(instance=None), 2),
        _repeated("recommendations", _("Recommendations"), RecommendationForm(instance=None), 3),
        _repeated("answers", _("The management’s answer"), AnswerForm(instance=None), 4),
    )
    return _blank(
        EVALUATION, _("Written after the project has ended, in the time that the rule prefers."), parts, edition
    )


def _repeated(identity, title, form, number):
    return Part(identity, title, "", (Group("", "", "", questions_of(form, identity), is_repeated=True),), (), number)


# Money


def _money(_extension, edition=""):
    lines = (
        _("Fill in the white cells, in US dollars. Sums are computed."),
        _("In the portal, the workbook of a report has the lines of its budget already, and can be sent back there."),
    )
    rules = rule_notes(["R02", "R03", "R10", "B01", "B02", "B04", "B12"])
    pages = (_head(), _expenditure(), _checklist_sheet())
    return sheets.xlsx(sheets.Book(str(MONEY), (get_language() or "en")[:2], lines, rules, pages, edition))


def _head():
    fields = (sheets.Field("fact", _("Fact"), 40, is_given=True), sheets.Field("answer", _("Answer"), 60))
    accounts = [
        f"{one.label} ({' / '.join(one.choices)})" if one.choices else one.label
        for one in questions_of(AccountsForm(report=Report()), "accounts")
    ]
    rows = tuple({"fact": label} for label in (*labels_of_project(), *accounts))
    return sheets.Sheet(_("The report"), "", fields, rows)


def _expenditure():
    """The columns of the report's own workbook, with sums: what was left before and what is left now are computed."""
    names = ("part", "line", "budget", "before", "left_before", "amount", "committed", "comment")
    part, line, budget, before, left_before, amount, committed, comment = headings()[1:]
    parts = tuple(LINES.column("part").options(None).values())
    fields = (
        sheets.Field("part", part, 26, choices=parts),
        sheets.Field("line", line, 40),
        sheets.Field("budget", budget, 14, "amount"),
        sheets.Field("before", before, 14, "amount"),
        sheets.Field("left_before", left_before, 14, "amount", formula="N({budget})-N({before})"),
        sheets.Field("amount", amount, 16, "amount", may_be_negative=True),
        sheets.Field("committed", committed, 16, "amount"),
        sheets.Field("to_date", _("To date"), 16, "amount", formula="N({before})+N({amount})"),
        sheets.Field("left", _("Left"), 16, "amount", formula="N({budget})-N({before})-N({amount})"),
        sheets.Field("comment", comment, 50),
    )
    summed = (*names[2:-1], "to_date", "left")
    staff, office = parts[:2]
    support = f'(SUMIF({{part}},"{staff}",{{to_date}})+SUMIF({{part}},"{office}",{{to_date}}))'
    share = f"IF(SUM({{to_date}})=0,0,{support}/SUM({{to_date}}))"
    sums = (
        sheets.Sum(_("Total"), tuple((name, f"SUM({{{name}}})") for name in summed)),
        *(sheets.Sum(one, tuple((name, f'SUMIF({{part}},"{one}",{{{name}}})') for name in summed)) for one in parts),
        sheets.Sum(_("Staff and office, share of what was spent (B02)"), (("to_date", share),), "percent"),
    )
    note = _("One row for each line of the latest approved budget.")
    return sheets.Sheet(_("Expenditure"), note, fields, ({},) * LINE_ROWS, sums)


def _checklist_sheet():
    fields = (
        sheets.Field("item", _("Item"), 80, is_given=True),
        sheets.Field("answer", _("Answer"), 20, choices=tuple(map(str, ChecklistAnswer.Answer.labels))),
        sheets.Field("comment", _("Comment"), 60),
    )
    rows = tuple({"item": str(item)} for item in items())
    return sheets.Sheet(_("Financial checklist"), _("A comment is needed where the answer is no."), fields, rows)
