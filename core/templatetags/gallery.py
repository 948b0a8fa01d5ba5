"""Sample data for the gallery page ``/ui/``: every component in every state, with invented content."""

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace as Sample

from django import forms, template
from django.core.paginator import Paginator
from django.utils import timezone

from core.forms import AmountField
from core.panels import Task

register = template.Library()
TONES = ["neutral", "info", "success", "warning", "danger", "accent"]


class SampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(
        label="Title of the project", help_text="As it is to be published, in at most 120 characters."
    )
    coverage = forms.ChoiceField(
        label="Coverage",
        choices=[("N", "National"), ("R", "Regional")],
        widget=forms.RadioSelect,
        help_text="Regional projects benefit at least two Member States.",
    )
    areas = forms.MultipleChoiceField(
        label="Focus areas",
        choices=[("LM", "Labour migration"), ("CT", "Counter-trafficking"), ("EC", "Environment and climate change")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    theme = forms.ChoiceField(label="Theme", choices=[("", "Choose a theme"), ("IB", "Immigration and borders")])
    amount = AmountField(label="Amount (USD)", help_text="Digits only, for example 100,000.")
    starts_on = forms.DateField(
        label="Start", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    text = forms.CharField(
        label="Rationale",
        help_text="What is the problem, why does it matter, where, and for whom?",
        widget=forms.Textarea(attrs={"rows": 4, "data-word-limit": 12}),
    )
    letter = forms.FileField(label="Letter", help_text="PDF, DOCX, PNG or JPEG, at most 20 MB.")
    agreed = forms.BooleanField(label="The capital has seen this text", help_text="Its letter is attached.")


def _countries(*names):
    return Sample(all=[Sample(name=name) for name in names])


def _projects():
    def project(code, title, language, state, **facts):
        display, tone = state
        return Sample(
            code=code,
            title=title,
            title_language=language,
            get_absolute_url="#card",
            get_state_display=lambda: display,
            state_tone=tone,
            **facts,
        )

    return [
        project(
            "XX.0101", "Sample: better data on labour mobility for national planning", "en", ("Active", "success"),
            countries=_countries("Kenya", "Uganda", "Zambia", "Rwanda", "Ethiopia", "Djibouti"), region="Africa", theme="Labour Migration",
            amount=Decimal(300000), years="2024–2026",
        ),
        project(
            "XX.0102", "Exemple : renforcer la gestion des frontières maritimes", "fr", ("Completed", "info"),
            countries=_countries("Cabo Verde"), region="Africa", theme="", amount=Decimal("99999.50"), years="2019–2021",
        ),
        project(
            "", "Ejemplo sin código ni importe", "es", ("Unknown", "neutral"),
            countries=_countries(), region="", theme="", amount=None, years="",
        ),
    ]  # fmt: skip


def _findings():
    def finding(code, title, state, severity, message, figure="", limit="", url="", *, is_confirmed=True):
        source = "Financial guidelines 2020" if is_confirmed else "Inferred from funded projects"
        rule = Sample(title=title, source=source, is_confirmed=is_confirmed)
        return Sample(
            rule=rule, code=code, state=state, severity=severity, message=message, figure=figure, limit=limit, url=url
        )

    return [
        finding("B02", "Staff and office cost at most 30% of the total", "NOT_MET", "BLOCK",
                "Lower staff or office costs by USD 4,210.", "34.2%", "30%", "#findings"),
        finding("A04", "The amount is within the ceiling", "NOT_MET", "WARN",
                "Explain why more is needed.", "USD 320,000", "USD 300,000", is_confirmed=False),
        finding("L04", "The letter names the project", "TO_CHECK", "WARN", "The officer reads the letter."),
        finding("P05", "The texts keep their limits", "MET", "BLOCK", ""),
        finding("L02", "Two Member States endorse", "NOT_APPLICABLE", "BLOCK", "This is a national project."),
    ]  # fmt: skip


def _events():
    now = timezone.now()
    return [
        Sample(at=now - timedelta(days=9), actor="Ana Ruiz", done="submitted", comment=""),
        Sample(
            at=now - timedelta(days=4), actor="Koffi Mensah", done="returned", comment="Say who trains the trainers."
        ),
        Sample(at=now - timedelta(hours=3), actor=None, done="sent a reminder", comment=""),
    ]


@register.simple_tag
def samples():
    """``{% samples as sample %}``"""
    today = timezone.localdate()
    wrong = SampleForm(
        {
            "title": "",
            "amount": "1,5,0",
            "text": "one two three four five six seven eight nine ten eleven twelve thirteen",
        },
        auto_id="wrong_%s",
    )
    wrong.add_error(None, "The call closed on 30 June 2026.")
    near = SampleForm({"text": "one two three four five six seven eight nine ten eleven"}, auto_id="near_%s")
    return {
        "tones": TONES,
        "form": SampleForm(auto_id="empty_%s"),
        "fields": SampleForm(auto_id="fields_%s"),
        "wrong": wrong,
        "near": near,
        "projects": _projects(),
        "state": _projects()[0],
        "findings": _findings(),
        "events": _events(),
        "tasks": [
            Task("Finish “Better data on labour mobility”", "#todo", "Draft, not submitted yet"),
            Task("Interim report 1 of XX.0101", "#todo", "Better data on labour mobility", today - timedelta(days=3)),
            Task("Score IDF-2026-0014", "#todo", "Renforcer la gestion des frontières", today + timedelta(days=12)),
        ],
        "parts": [
            {"title": "Cover", "url": "#tasks", "tone": "success", "status": "Complete", "detail": ""},
            {"title": "Rationale", "url": "#tasks", "tone": "warning", "status": "Needs attention", "detail": "612 of 600 words"},
            {"title": "Results", "url": "#tasks", "tone": "info", "status": "In progress", "detail": "2 outcomes, 3 outputs"},
            {"title": "Budget", "url": "#tasks", "tone": "neutral", "status": "Not started", "detail": ""},
        ],
        "rows": [
            ("Project code", "XX.0101"), ("Countries", "Kenya, Uganda, Zambia"), ("Duration", "24 months"), ("PRIMA ID", "")
        ],
        "page": Paginator(range(243), 20).page(6),
        "first_page": Paginator(range(43), 20).page(1),
        "chips": [
            {"label": "Region", "value": "Africa", "name": "region"}, {"label": "Theme", "value": "Labour", "name": "theme"}
        ],
        "steps": [
            {"label": "Submitted", "state": "done", "detail": "3 May 2026"}, {"label": "Regional review", "state": "done"},
            {"label": "Review by the Fund", "state": "current"}, {"label": "Recommendation", "state": "todo"},
            {"label": "Decision", "state": "todo"},
        ],
        "actions": [
            {"label": "Recommend", "url": "#transitions", "tone": "primary"},
            {"label": "Assign reviewer", "url": "#transitions", "tone": "secondary"},
            {"label": "Withdraw proposal", "url": "#transitions", "tone": "danger"},
        ],
        "trail": [("Projects", "#breadcrumbs"), ("XX.0101", "")],
        "messages": [
            Message("info", "The report is due on 30 June."), Message("success", "Saved."),
            Message("warning", "The text is longer than the limit."), Message("error", "Nothing was sent."),
        ],
    }  # fmt: skip


class Message(str):
    """A line of ``django.contrib.messages``."""

    __slots__ = ("level_tag",)

    def __new__(cls, level_tag, text):
        message = super().__new__(cls, text)
        message.level_tag = level_tag
        return message
