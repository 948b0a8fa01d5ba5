"""What a proposal's data answers to each question of the form, in the words of the active language.

Question ids are those of ``applications.outline``: "cover.theme", "line.unit_cost". Old submissions lack what later forms
ask; such a question has no answer.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.documents import Line, written
from core.numbers import write_money, write_number, write_percent
from funding.models import Country, Coverage
from plans.models import BudgetLine, Indicator

from ..models.letters import LETTER_LANGUAGES
from ..snapshot import CONTACT, COVER, FOCAL_POINT


@dataclass(frozen=True)
class Answered:
    """The answers to one group of questions, once: ``title`` names the row where there can be several.

    ``answers`` maps the question's name (its id without the group) to lines; a name that is missing has no answer.
    """

    title: str = ""
    answers: dict = field(default_factory=dict)


def answers_of(application, reading, declarations):
    """Mapping group of questions (the first word of their ids) → list of Answered. ``declarations``: codes declared."""
    data, plan = reading.data, reading.plan
    return {
        "start": [Answered("", _start(data, reading))],
        "cover": [Answered("", _cover(data, reading))],
        "narrative": [Answered("", {key: _written(text) for key, _title, text in reading.sections})],
        **_results(plan),
        "line": [_line(line) for line in plan["lines"]],
        "risk": [Answered(str(risk["position"]), _texts(risk, RISK)) for risk in plan["risks"]],
        "marker": [
            Answered(
                marker["theme_label"],
                {"marker": _said(marker["marker_label"]), "explanation": _written(marker["explanation"])},
            )
            for marker in plan["cross_cutting"]
        ],
        "people": [Answered("", _texts(data, (*CONTACT, *FOCAL_POINT)))],
        "partner": [_partner(*row, number) for number, row in enumerate(reading.partners, 1)],
        "document": [_document(row, number) for number, row in enumerate(reading.documents, 1)],
        "letter": [_letter(letter, number) for number, letter in enumerate(data["letters"], 1)],
        "declaration": [Answered("", {code: _said(_("Declared")) for code in declarations})],
    }


RISK = ("description", "cause", "likelihood", "impact", "response", "owner")
ACTIVITY = ("title", "responsible_party", "start_month", "end_month", "milestone", "milestone_month")
INDICATOR = (
    *("title", "definition", "unit", "baseline_year", "baseline_text", "baseline_due_month", "target_text"),
    *("source_and_method", "responsible"),
)


def _said(text):
    """The portal's own words as lines; [] for none."""
    return [Line(str(text))] if text not in (None, "") else []


def _written(text):
    """What people wrote as lines, without empty ones."""
    return [written(line) for line in str("" if text is None else text).splitlines() if line.strip()]


def _texts(data, names):
    return {name: _written(data.get(name)) for name in names}


def _number(value):
    return _said(write_number(Decimal(value)) if value not in (None, "") else "")


def _yes(value):
    return _said(_("Yes") if value else _("No"))


def _countries(codes):
    names = dict(Country.objects.filter(pk__in=codes).values_list("pk", "name"))
    return _said(", ".join(names.get(code, code) for code in codes))


def _start(data, reading):
    return {
        "title": _written(data["title"]),
        "coverage": _said(Coverage(data["coverage"]).label),
        "countries": _countries(data["countries"]),
        "other_countries": _countries(data.get("other_countries", [])),
        "line": _said(reading.line.name),
        "theme": _said(reading.theme.name if reading.theme else ""),
        "language": _said(dict(settings.LANGUAGES)[data["language"]]),
    }


def _cover(data, reading):
    return {
        **_texts(data, ("title", "executing_office", "government_partner", *COVER)),
        "theme": _said(reading.theme.name if reading.theme else ""),
        "secondary_theme": _said(reading.secondary_theme.name if reading.secondary_theme else ""),
        "focus_areas": [Line(area.name) for area in reading.focus_areas],
        "duration_months": _number(data["plan"].get("duration_months")),
    }


def _results(plan):
    """Groups of the results framework, each row named by its place in it."""
    objective, outcomes = plan["objective"], plan["outcomes"]
    outputs = [output for outcome in outcomes for output in outcome["outputs"]]
    nodes = [
        *([(_("Objective"), objective)] if objective else []),
        *((f"{_('Outcome')} {node['code']}", node) for node in outcomes),
        *((f"{_('Output')} {node['code']}", node) for node in outputs),
    ]
    return {
        "objective": [Answered("", _texts(objective or {}, ("statement",)))],
        "outcome": [Answered(str(node["code"]), _texts(node, ("statement", "assumptions"))) for node in outcomes],
        "output": [Answered(str(node["code"]), _texts(node, ("statement", "assumptions"))) for node in outputs],
        "indicator": [
            Answered(f"{title} – {number}", _indicator(indicator))
            for title, node in nodes
            for number, indicator in enumerate(node["indicators"], 1)
        ],
        "activity": [
            Answered(str(activity["code"]), _texts(activity, ACTIVITY))
            for output in outputs
            for activity in output["activities"]
        ],
    }


def _indicator(data):
    words = data["words"]
    return _texts(data, INDICATOR) | {
        "kind": _said(words["kind"]),
        "scale": [Line(step) for step in words["scale"]],
        "direction": _label(Indicator.Direction, data.get("direction")),
        "over_time": _label(Indicator.OverTime, data.get("over_time")),
        "baseline_state": _label(Indicator.BaselineState, data.get("baseline_state")),
        "baseline_value": _number(data.get("baseline_value")),
        "target_value": _number(data.get("target_value")),
        "may_exceed_100": _yes(data.get("may_exceed_100")),
        "milestones": [
            Line(f"{one['month']} – {one['words']}", is_written=one["is_written"]) for one in words["milestones"]
        ],
        "frequency": _said(words["frequency"]),
        "counts_people": _yes(data.get("counts_people")),
        "axes": [Line(text) for text in words["split"]],
        "goals": [Line(goal) for goal in words["goals"]],
    }


def _label(choices, value):
    return _said(choices(value).label if value else "")


def _line(data):
    part = _("Evaluation") if data.get("is_evaluation") else BudgetLine.Category(data["category"]).label
    title = f"{data['position']} – {write_money(Decimal(data['amount']))}"
    return Answered(
        title,
        _texts(data, ("activity", "description", "unit", "calculation_note"))
        | {
            "part": _said(part),
            "quantity": _number(data["quantity"]),
            "periods": _number(data.get("periods")),
            "unit_cost": _said(write_money(Decimal(data["unit_cost"]))),
            "share_percent": _said(write_percent(Decimal(data.get("share_percent") or 100) / 100)),
        },
    )


def _partner(name, kind, role, number):
    return Answered(str(number), {"name": _written(name), "kind": _said(kind), "role": _written(role)})


def _document(data, number):
    return Answered(
        str(number),
        {
            "what": [written(data["title"]), Line(str(data["kind_name"]))],
            "files": [written(data["file_name"]), Line(f"SHA-256 {data['sha256']}", tone="soft")],
        },
    )


def _letter(data, number):
    return Answered(
        str(number),
        _texts(data, ("signatory", "ministry"))
        | {
            "country": _countries([data["country"]]),
            "language": _said(dict(LETTER_LANGUAGES).get(data.get("language"), "")),
            "dated_on": _said(date_format(date.fromisoformat(data["dated_on"]), "DATE_FORMAT")),
            "file": [written(data["file_name"]), Line(f"SHA-256 {data['sha256']}", tone="soft")],
        },
    )
