"""The award agreement of a started project, in the project's language, from its approved plan, its dates and the rules.

Its clauses are the portal's model text: the Fund's legal office may want others, so each page says what the text is.
"""

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from core.documents import Cell, Column, Document, Line, Part, Row, Table, written
from core.numbers import write_money, write_number
from funding.models import Rule, RuleSet
from plans.exports import budget
from plans.selectors import whole

from ..models import Duty

RULES = [
    *("B01", "B02", "B03", "B06", "B11", "B12"),
    *(f"R{number:02}" for number in range(1, 16)),
]


def document(project):
    """The agreement as a ``core.documents.Document``; the project has a plan in force and dates."""
    language = project.plan.language
    with override(language):
        tree = whole(project.plan.approved)
        _lines, by_part, _by_result, by_half_year, *_more = budget.document(tree).parts
        return Document(
            title=_("Award agreement"),
            subject=project.title,
            language=language,
            written_in=language,
            facts=tuple(_facts(project, tree)),
            parts=(
                _parties(project), _clauses(), _results(tree), by_part, by_half_year, _duties(project),
                _rules(project), _signatures(project),
            ),
            stamp=tree.version.approved_at,
            footer=f"{project.code} · {_('Award agreement')}",
            mark=_("Model text") if settings.AGREEMENT_IS_MODEL else "",
            is_across=False,
        )  # fmt: skip


def _facts(project, tree):
    yield _("Project code"), project.code
    if project.prima_id:
        yield _("PRIMA ID"), project.prima_id
    yield _("Benefiting Member States"), ", ".join(sorted(str(country) for country in project.countries.all()))
    if project.line:
        yield _("Funding line"), str(project.line)
    yield _("Amount"), write_money(project.amount)
    days = {"first": _day(project.starts_on), "last": _day(project.ends_on)}
    yield _("Dates"), _("%(first)s to %(last)s, both included") % days
    if months := tree.version.duration_months:
        yield _("Duration"), ngettext("%(n)s month", "%(n)s months", months) % {"n": months}
    yield _("Plan in force"), _("Version %(number)s") % {"number": tree.version.number}
    yield _("Content hash (SHA-256)"), tree.version.content_hash


def _day(day):
    return date_format(day, "DATE_FORMAT")


def _parties(project):
    application = project.application
    rows = [
        (_("The Fund"), settings.AGREEMENT_PARTY),
        (_("Executing office"), application.executing_office if application else ""),
        (_("Project manager"), str(project.manager or "")),
        (_("Government partner"), project.focal_point_ministry),
        (_("Government focal point"), ", ".join(filter(None, (project.focal_point_name, project.focal_point_title)))),
    ]
    columns = (Column(_("Party"), 3), Column(_("Who"), 7))
    cells = tuple(Row((Cell.of(Line(label, tone="soft")), Cell.of(text))) for label, text in rows if text)
    return Part(_("Parties"), Table(_("Parties"), columns, cells), note=_note())


def _note():
    """What the text is: as configured, else the portal's own words."""
    if settings.AGREEMENT_NOTE:
        return settings.AGREEMENT_NOTE
    if not settings.AGREEMENT_IS_MODEL:
        return ""
    return _(
        "Model text of the portal. IOM’s legal office decides on the words of the agreement before anybody signs it."
    )


def _clauses():
    sentences = [
        _("The Fund pays for the project up to the amount above. The office carries it out as the approved plan says."),
        _("The money is spent on the lines of the approved budget, in US dollars, between the dates above."),
        _("A change of the objective, the results, the budget or the dates is asked for in the portal before it is made, agreed with the government and the Regional Office, and holds once the Fund has approved it."),  # noqa: E501
        _("The office reports on results and money as listed below. A report counts once it is certified by a second person, endorsed by the Regional Office and accepted by the Fund."),  # noqa: E501
        _("The money for the evaluation is kept for it. The project is evaluated after it has ended."),
        _("What is not spent returns to the funding line it came from."),
        _("Accounts and documents are kept so that the Fund and its auditors can see what the money was spent on."),
        _("The Fund may suspend or cancel the project, and says why."),
    ]  # fmt: skip
    lines = tuple(Line(f"{number}. {sentence}") for number, sentence in enumerate(sentences, 1))
    return Part(_("What is agreed"), Table(_("What is agreed"), (Column(_("What is agreed")),), ()), lines=lines)


def _results(tree):
    columns = (Column(_("Result"), 5), Column(_("Indicator"), 5), Column(_("Target"), 3))
    rows = []
    for node in tree.nodes:
        first = Cell.of(Line(str(node), tone="strong"), written(node.statement), rows=max(1, len(node.indicator_rows)))
        cells = [(Cell.of(written(one.title)), _target(one)) for one in node.indicator_rows] or [(Cell(), Cell())]
        rows += [Row((first if place == 0 else None, *pair)) for place, pair in enumerate(cells)]
    return Part(_("Results"), Table(_("Results"), columns, tuple(rows)))


def _target(indicator):
    if indicator.target_text:
        return Cell.of(written(indicator.target_text))
    if indicator.target_value is None:
        return Cell.of("–")
    return Cell.of(f"{write_number(indicator.target_value)} {indicator.unit}".strip())


def _duties(project):
    columns = (Column(_("What"), 5), Column(_("Period"), 4), Column(_("Due"), 3), Column(_("Rule"), 1))
    rows = [
        Row((
            Cell.of(str(duty)), Cell.of("" if duty.kind == Duty.Kind.FRAMEWORK else _period(duty)),
            Cell.of(_day(duty.due_on)), Cell.of(duty.rule_code),
        ))
        for duty in project.duties.order_by("due_on", "pk")
    ]  # fmt: skip
    title = _("Reports and other duties")
    return Part(title, Table(title, columns, tuple(rows)), empty=_("No duties yet"))


def _period(duty):
    return f"{_day(duty.starts_on)} – {_day(duty.ends_on)}"


def _rules(project):
    """The rules of the project's funding year that the agreement cites; two queries."""
    published = RuleSet.objects.for_year(project.funding_year)
    rules = Rule.objects.filter(rule_set=published.values("pk")[:1], code__in=RULES).order_by("code", "valid_from")
    columns = (Column(_("Rule"), 1), Column(_("What it says"), 9))
    rows = tuple(
        Row((Cell.of(Line(rule.code, tone="strong")), Cell.of(Line(rule.title, tone="strong"), rule.explanation)))
        for rule in rules
    )
    note = _("Rules of the funding year %(year)s.") % {"year": project.funding_year}
    return Part(_("Rules that apply"), Table(_("Rules that apply"), columns, rows), note=note)


def _signatures(project):
    columns = (Column(_("For"), 4), Column(_("Name and function"), 4), Column(_("Day and signature"), 4))
    names = [_("The Fund"), _("Executing office"), project.focal_point_ministry or _("Government partner")]
    rows = tuple(Row((Cell.of(name, "\u00a0", "\u00a0"), Cell(), Cell())) for name in names)
    return Part(_("Signatures"), Table(_("Signatures"), columns, rows))
