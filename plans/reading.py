"""A plan's data (``snapshot``) in the words of the active language: what pages and documents say, each value as it is read.

Old submissions lack what later versions of a plan know; what is missing is left out.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.numbers import write_number
from funding.models import Axis, AxisValue, Goal, RatingStep

from .models import CrossCutting, Indicator
from .models.risks import Risk

KIND = Indicator.Kind
STATE = Indicator.BaselineState


@dataclass(frozen=True)
class Names:
    """The words behind the codes in a plan's data."""

    axes: dict = field(default_factory=dict)
    parts: dict = field(default_factory=dict)
    goals: dict = field(default_factory=dict)
    steps: dict = field(default_factory=dict)

    @classmethod
    def load(cls):
        """All of them, in four queries: the lists are short and the same for every plan."""
        return cls(
            axes={axis.pk: axis.name for axis in Axis.objects.all()},
            parts={f"{part.axis_id}.{part.code}": part.name for part in AxisValue.objects.all()},
            goals={goal.pk: str(goal) for goal in Goal.objects.all()},
            steps={(step.scale_id, step.number): step.name for step in RatingStep.objects.all()},
        )


def readable(plan, names=None):
    """``plan`` (of ``snapshot.as_data``, of any age) with the words of its indicators, risks and markers."""
    names = names or Names.load()
    outcomes = [
        _with_indicators(outcome, names)
        | {"outputs": [_with_indicators(output, names) for output in outcome["outputs"]]}
        for outcome in plan["outcomes"]
    ]
    objective = _with_indicators(plan["objective"], names) if plan.get("objective") else None
    return plan | {
        "objective": objective,
        "outcomes": outcomes,
        "risks": [risk_words(risk) for risk in plan.get("risks", [])],
        "cross_cutting": [marker_words(marker) for marker in plan.get("cross_cutting", [])],
    }


def _with_indicators(node, names):
    return node | {"indicators": [indicator_words(indicator, names) for indicator in node["indicators"]]}


def indicator_words(data, names):
    """An indicator's data with ``words``: kind, frequency, baseline, target, milestones, splits and goals as they are read."""
    return data | {
        "words": {
            "kind": _label(KIND, data["kind"]),
            "frequency": _label(Indicator.Frequency, data.get("frequency")),
            "baseline": baseline_words(data, names),
            "target": data.get("target_text") or value_words(data, data["target_value"], names),
            "milestones": [_milestone(data, one, names) for one in data.get("milestones", [])],
            "split": _split(data, names),
            "goals": [names.goals.get(goal, goal) for goal in data.get("goals", [])],
            "scale": [
                f"{number} – {name}"
                for (scale, number), name in sorted(names.steps.items())
                if scale == data.get("scale_id")
            ],
        }
    }


def _label(choices, value):
    return str(choices(value).label) if value else ""


def value_words(data, value, names):
    """A value as the indicator's kind is read: "62.5%", "3 – Partial", "Yes", "40 persons"; empty for None."""
    if value in (None, ""):
        return ""
    value = Decimal(value)
    if data["kind"] == KIND.YES_NO:
        return _("Yes") if value else _("No")
    if data["kind"] == KIND.SCALE:
        step = names.steps.get((data.get("scale_id"), int(value)))
        return f"{write_number(value)} – {step}" if step else write_number(value)
    if data["kind"] == KIND.PERCENTAGE:
        return f"{write_number(value)}%" if (get_language() or "en")[:2] == "en" else f"{write_number(value)}\u00a0%"
    return f"{write_number(value)} {data.get('unit', '')}".strip()


def baseline_words(data, names):
    """A baseline with its year, or why there is none: "12 (2024)", "To be determined"."""
    text = data.get("baseline_text") or value_words(data, data.get("baseline_value"), names)
    if data["baseline_state"] == STATE.KNOWN:
        return f"{text} ({data['baseline_year']})" if text and data.get("baseline_year") else text
    state = _label(STATE, data["baseline_state"])
    if data["baseline_state"] == STATE.TO_BE_DETERMINED and data.get("baseline_due_month"):
        state = _("%(state)s by month %(month)s") % {"state": state, "month": data["baseline_due_month"]}
    return f"{state} – {text}" if text else state


def _milestone(data, one, names):
    """Month and words; ``is_written`` if the words are people's, not a number."""
    words = " – ".join(text for text in (value_words(data, one["value"], names), one["text"]) if text)
    return {"month": one["month"], "words": words, "is_written": one["value"] is None}


def _split(data, names):
    """A line for each way to split: "Sex – women 60"."""
    targets = data.get("split_targets", {})
    sentences = []
    for axis in data.get("axes", []):
        parts = [
            f"{names.parts.get(part, part)} {write_number(Decimal(value))}"
            for part, value in targets.items()
            if part.startswith(f"{axis}.")
        ]
        name = names.axes.get(axis, axis)
        sentences.append(f"{name} – {', '.join(parts)}" if parts else name)
    return sentences


LEVELS = {"LOW": "neutral", "MEDIUM": "warning", "HIGH": "danger"}


def risk_words(data):
    """A risk's data with its level in words and the tone of its badge."""
    level = Risk(likelihood=data["likelihood"], impact=data["impact"]).level
    names = {"LOW": _("Low"), "MEDIUM": _("Medium"), "HIGH": _("High")}
    return data | {"level": names[level], "tone": LEVELS[level]}


def marker_words(data):
    """A cross-cutting concern's data with the words of its theme and marker."""
    return data | {
        "theme_label": _label(CrossCutting.Theme, data["theme"]),
        "marker_label": str(CrossCutting.Marker(data["marker"]).label),
    }
