"""Sample data for the gallery page ``/ui/``: every component in every state, with invented content."""

from datetime import UTC, datetime, timedelta
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


def _projects():
    def project(code, title, language, state, **facts):
        display, tone = state
        return Sample(
            code=code,
            title=title,
            title_language=language,
            get_state_display=lambda: display,
            state_tone=tone,
            card=Sample(url="#card", state=display, tone=tone, **facts),
        )

    return [
        project(
            "XX.0101", "Sample: better data on labour mobility for national planning", "en", ("Active", "success"),
            facts=[
                ("geo-alt", "Countries", "Djibouti, Ethiopia, Kenya, Rwanda and 2 more"), ("globe2", "Region", "Africa"),
                ("tag", "Theme", "Labour Migration"), ("calendar3", "Years", "2024–2026"),
            ],
            amount="USD 300,000",
        ),
        project(
            "XX.0102", "Exemple : renforcer la gestion des frontières maritimes", "fr", ("Completed", "info"),
            facts=[("geo-alt", "Countries", "Cabo Verde"), ("calendar3", "Years", "2019–2021")], amount="USD 99,999.50",
        ),
        project(
            "", "Ejemplo sin código ni importe", "es", ("Unknown", "neutral"),
            facts=[], amount="",
        ),
    ]  # fmt: skip


def _findings():
    """Of each: code, title, state, severity, and the words, figures and address that this state has."""
    confirmed = {"source": "Financial guidelines 2020", "is_confirmed": True}
    inferred = {"source": "Inferred from funded projects", "is_confirmed": False}
    rows = [
        ("B02", "Staff and office cost at most 30% of the total", "NOT_MET", "BLOCK", confirmed,
         {"message": "Lower staff or office costs by USD 4,210.", "figure": "34.2%", "limit": "30%", "url": "#findings"}),
        ("A04", "The amount is within the ceiling", "NOT_MET", "WARN", inferred,
         {"message": "Explain why more is needed.", "figure": "USD 320,000", "limit": "USD 300,000"}),
        ("L04", "The letter names the project", "TO_CHECK", "WARN", confirmed, {"message": "The officer reads the letter."}),
        ("P05", "The texts keep their limits", "MET", "BLOCK", confirmed, {}),
        ("L02", "Two Member States endorse", "NOT_APPLICABLE", "BLOCK", confirmed, {"message": "A national project."}),
    ]  # fmt: skip
    return [
        Sample(code=code, state=state, severity=severity, rule=Sample(title=title, **source), **words)
        for code, title, state, severity, source, words in rows
    ]


def _events():
    now = timezone.now()
    changes = [
        Sample(
            at=now - timedelta(days=9 + day),
            actor="Ana Ruiz",
            done="wrote a section of",
            object_label="IDF-2026-0014",
            comment="",
        )
        for day in (4, 3, 2)
    ]
    return [
        *changes,
        Sample(
            at=now - timedelta(days=9), actor="Ana Ruiz", done="submitted", object_label="IDF-2026-0014", comment=""
        ),
        Sample(
            at=now - timedelta(days=4),
            actor="Koffi Mensah",
            done="returned",
            object_label="IDF-2026-0014",
            comment="Say who trains the trainers.",
        ),
        Sample(
            at=now - timedelta(hours=3), actor=None, done="sent a reminder on", object_label="IDF-2026-0014", comment=""
        ),
    ]


def _forms():
    words = "one two three four five six seven eight nine ten eleven"
    wrong = SampleForm({"title": "", "amount": "1,5,0", "text": f"{words} twelve thirteen"}, auto_id="wrong_%s")
    wrong.add_error(None, "The call closed on 30 June 2026.")
    return {
        "form": SampleForm(auto_id="empty_%s"),
        "fields": SampleForm(auto_id="fields_%s"),
        "wrong": wrong,
        "near": SampleForm({"text": words}, auto_id="near_%s"),
    }


def _tasks():
    today = timezone.localdate()
    return [
        Task("Finish “Better data on labour mobility”", "#todo", "Draft, not submitted yet"),
        Task("Interim report 1 of XX.0101", "#todo", "Better data on labour mobility", today - timedelta(days=3)),
        Task("Score IDF-2026-0014", "#todo", "Renforcer la gestion des frontières", today + timedelta(days=12)),
    ]


PARTS = [
    {"title": "Cover", "url": "#tasks", "tone": "success", "status": "Complete", "detail": ""},
    {
        "title": "Rationale",
        "url": "#tasks",
        "tone": "warning",
        "status": "Needs attention",
        "detail": "612 of 600 words",
    },
    {"title": "Results", "url": "#tasks", "tone": "info", "status": "In progress", "detail": "2 outcomes, 3 outputs"},
    {"title": "Budget", "url": "#tasks", "tone": "neutral", "status": "Not started", "detail": ""},
]
STEPS = [
    {"label": "Submitted", "state": "done", "detail": "3 May 2026"},
    {"label": "Regional review", "state": "done"},
    {"label": "Review by the Fund", "state": "current"},
    {"label": "Recommendation", "state": "todo"},
    {"label": "Decision", "state": "todo"},
]
ACTIONS = [
    {"label": "Recommend", "url": "#transitions", "tone": "primary"},
    {"label": "Assign reviewer", "url": "#transitions", "tone": "secondary"},
    {"label": "Withdraw proposal", "url": "#transitions", "tone": "danger"},
]
CHIPS = [
    {"label": "Region", "value": "Africa", "name": "region"},
    {"label": "Theme", "value": "Labour", "name": "theme"},
]
ROWS = [
    ("Project code", "XX.0101"),
    ("Countries", "Kenya, Uganda, Zambia"),
    ("Duration", "24 months"),
    ("PRIMA ID", ""),
]


def _map():
    """A world map with a shape, a small one with its circle, and an island that is a circle alone."""
    places = [
        ("AR", 1428, 1924, True, False, 5, "6"),
        ("BR", 1640, 1510, True, False, 2, "2"),
        ("ME", 2474, 480, True, False, 1, ""),
        ("CV", 1905, 928, False, True, 3, ""),
    ]
    countries = [
        Sample(
            spot=Sample(code=code, x=x, y=y, shape=shape, circle=circle),
            label=f"Sample {code}: {figure or 1} projects",
            url="#world-map",
            shade=shade,
            figure=figure,
        )
        for code, x, y, shape, circle, shade, figure in places
    ]
    return Sample(
        section=Sample(view_box="0 0 4800 2200", radius=15),
        countries=countries,
        legend=[(1, "1"), (2, "2–3"), (3, "4"), (4, "5"), (5, "6–9")],
        rows=countries,
        disclaimer="What stands under every map.",
    )


def _columns():
    values = [(2018, 2), (2019, 0), (2020, 5), (2021, 3)]
    columns = [
        Sample(
            label=str(year),
            value=value,
            x=str(4 + 25 * number),
            middle=str(12.5 + 25 * number),
            width="17",
            y=224 - 40 * value,
            height=40 * value,
            is_named=True,
            is_highest=value == 5,
        )
        for number, (year, value) in enumerate(values)
    ]
    return Sample(columns=columns, height=250, base=224, foot=242, highest=columns[2])


BARS = [
    Sample(label="Africa", url="#bars", number=22, known=Decimal(2245326), share="100"),
    Sample(label="Europe", url="#bars", number=7, known=None, share="31.8"),
]


def _achievements():
    today = timezone.localdate()
    spell = {"from": today - timedelta(days=180), "to": today - timedelta(days=1), "on": today, "words": "18 officials"}
    facts = {"baseline": "0 (2025)", "target": "120 officials"}
    parts = [("Sex", [("Women and girls", "10"), ("Men and boys", "8")])]
    milestone = {"on": today + timedelta(days=180), "words": "90 officials"}
    more = {"has_more": True, "periods": [spell | {"splits": parts, "is_corrected": True}], "milestones": [milestone]}
    rows = [
        ("Officials who pass the test", "58 officials", Decimal("48.3"), True, spell),
        ("Procedures in use", "120 officials", Decimal(100), False, spell),
        ("Cases handled together", "", None, False, None),
    ]
    return [
        facts
        | {
            "title": title,
            "reached": reached,
            "percent": percent,
            "bar": str(percent or 0),
            "is_reached": percent == 100,
            "is_sum": is_sum,
            "last": last,
        }
        | (more if is_sum else {})
        for title, reached, percent, is_sum, last in rows
    ]


def _pieces():
    words = [("equal", "Train"), ("delete", "sixty"), ("insert", "eighty"), ("equal", "officials of four services.")]
    return [Sample(kind=kind, text=text) for kind, text in words]


@register.simple_tag
def samples():
    """``{% samples as sample %}`` – all sample data by name."""
    projects = _projects()
    return _forms() | {
        "tones": TONES,
        "projects": projects,
        "state": projects[0],
        "findings": _findings(),
        "events": _events(),
        "tasks": _tasks(),
        "parts": PARTS,
        "steps": STEPS,
        "actions": ACTIONS,
        "chips": CHIPS,
        "rows": ROWS,
        "map": _map(),
        "columns": _columns(),
        "bars": BARS,
        "achievements": _achievements(),
        "pieces": _pieces(),
        "moment": datetime(2027, 6, 30, 15, tzinfo=UTC),
        "page": Paginator(range(243), 20).page(6),
        "trail": [("Projects", "#breadcrumbs"), ("XX.0101", "")],
        "messages": [
            Message("info", "The report is due on 30 June."),
            Message("success", "Saved."),
            Message("warning", "The text is longer than the limit."),
            Message("error", "Nothing was sent."),
        ],
    }


class Message(str):
    """A line of ``django.contrib.messages``."""

    __slots__ = ("level_tag",)

    def __new__(cls, level_tag, text):
        message = super().__new__(cls, text)
        message.level_tag = level_tag
        return message
