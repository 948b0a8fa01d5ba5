"""Regional proposals of the demonstration: their call asks questions, and these answer them – one in part, one in full."""

from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from applications import services as applications
from applications.models import Application
from applications.selectors import sheet_of
from funding.models import Call

from .calls import SLUG
from .proposals import LETTER, carry_on, casts, person, start

# title, applicant, countries, theme, how far it went, answers in the order of ``questions.QUESTIONS`` (None: none)
REGIONAL = [
    (
        "Demonstration: one training for the border posts of Albania and Montenegro",
        "milena.kovac",
        ("AL", "ME"),
        "IB",
        "draft",
        [("land",), True, "The two border police forces have met twice a year since 2023.", None, None, None],
    ),
    (
        "Démonstration\u00a0: un registre commun des passages entre le Bénin et le Togo",
        "aminata.diallo",
        ("BJ", "TG"),
        "IB",
        "submitted",
        [
            ("land", "sea"),
            True,
            (
                "Un accord de 2024 fixe les heures d’ouverture des postes. Les deux pays l’appliquent, et leurs agents se "
                "réunissent chaque trimestre."
            ),
            "BJ",
            Decimal(40_000),
            "Aminata Diallo, +221 33 000 00 00",
        ],
    ),
]


def ensure_answers():
    """Make the regional proposals that do not exist yet; returns how many were made."""
    existing = set(Application.objects.filter(title__in=[row[0] for row in REGIONAL]).values_list("title", flat=True))
    missing = [row for row in REGIONAL if row[0] not in existing]
    by_region, call = casts(), Call.objects.get(slug=SLUG)
    for title, applicant, countries, theme, stage, answers in missing:
        owner = person(applicant)
        application = start(
            owner, title=title, country=countries, theme=theme, finished=stage != "draft", call=call,
        )  # fmt: skip
        _answer(application, owner, answers)
        if stage != "draft":
            _add_requests(application, owner)
        carry_on(application, stage, by_region[application.region_id])
    return len(missing)


def _answer(application, owner, answers):
    questions = sheet_of(application).questions
    given = [
        applications.Given(question, value, 0)
        for question, value in zip(questions, answers, strict=True)
        if value is not None
    ]
    applications.answer_questions(application, given, by=owner)


def _add_requests(application, owner):
    """The documents without which the call takes no proposal."""
    for number, asked in enumerate(application.call.documents.filter(is_required=True)):
        file = SimpleUploadedFile(f"request-{number}.pdf", LETTER + b"% " + str(number).encode())
        applications.add_document(application, by=owner, file=file, asked=asked, title=asked.title)
