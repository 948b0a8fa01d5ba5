"""Ten kinds of answers, good and bad, in three languages."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from applications.forms.answers import AnswersForm
from applications.forms.questions import ConditionValue, QuestionForm
from applications.selectors.answers import Sheet
from core.questions import Kind
from demo.proposals import LETTER

from .asking import ask, row, write

ALL = ("en", "fr", "es")
CHOICES = {"CHOICE": ["Land", "Sea"], "CHOICES": ["Land", "Sea"]}
GOOD = [
    ("TEXT", " Ana ", "Ana", ALL),
    ("LONG_TEXT", "One\r\ntwo", "One\ntwo", ALL),
    ("LONG_TEXT", " \r\n ", None, ALL),
    ("NUMBER", "1,234.5", Decimal("1234.5"), ALL),
    ("NUMBER", "1.234,56", Decimal("1234.56"), ALL),
    ("NUMBER", "-3", Decimal(-3), ALL),
    ("NUMBER", "12.5", Decimal("12.5"), ALL),
    ("NUMBER", "0", Decimal(0), ALL),
    ("AMOUNT", "USD 1 234,56", Decimal("1234.56"), ALL),
    ("AMOUNT", "1\u202f234\u00a0$", Decimal(1234), ALL),
    ("DATE", "2027-03-31", date(2027, 3, 31), ALL),
    ("DATE", "31/03/2027", date(2027, 3, 31), ("fr", "es")),
    ("CHOICE", "sea_en", "sea_en", ALL),
    ("CHOICES", ["sea_en", "land_en"], ("land_en", "sea_en"), ALL),
    ("YES_NO", "false", False, ALL),
    ("YES_NO", "", None, ALL),
    ("COUNTRY", "ME", "ME", ALL),
    ("COUNTRY", "", None, ALL),
]
BAD = [
    ("TEXT", "x" * 251, ALL),
    ("LONG_TEXT", "x" * 60_001, ALL),
    ("NUMBER", "NaN", ALL),
    ("NUMBER", "1e9", ALL),
    ("NUMBER", "twelve", ALL),
    ("NUMBER", "1.234", ("en",)),
    ("NUMBER", "1,234", ("fr", "es")),
    ("NUMBER", "9" * 30, ALL),
    ("NUMBER", "0.00001", ALL),
    ("NUMBER", "1000000", ALL),
    ("AMOUNT", "-1", ALL),
    ("AMOUNT", "1.005.1", ALL),
    ("AMOUNT", "Infinity", ALL),
    ("AMOUNT", "0.125", ALL),
    ("DATE", "2027-02-30", ALL),
    ("DATE", "03/31/2027", ALL),
    ("DATE", "31/03/2027", ("en",)),
    ("DATE", "tomorrow", ALL),
    ("CHOICE", "air", ALL),
    ("CHOICES", ["sea_en", "air"], ALL),
    ("YES_NO", "maybe", ALL),
    ("COUNTRY", "ZZ", ALL),
    ("COUNTRY", "Montenegro", ALL),
]


@pytest.fixture
def sheet(open_call, officer):
    """One question of each kind; numbers up to 100,000."""
    rows = [row(kind.value, f"k {kind.lower()}", choices=CHOICES.get(kind, ())) for kind in Kind]
    limits = {"NUMBER": {"greatest": Decimal(100_000)}}
    published = ask(open_call(), officer, *[one | limits.get(one["kind"], {}) for one in rows])
    return Sheet(published.asks(), {}, {})


def sent(sheet, kind, value, files=None):
    """The form in which one question was answered, and its question."""
    question = next(one for one in sheet.questions if one.kind == kind)
    data = {f"q-{question.key}-seen": "0-000000000000"}
    form = AnswersForm(data | ({f"q-{question.key}": value} if value is not None else {}), files, sheet=sheet)
    return form, question


@pytest.mark.parametrize("language", ALL)
def test_good_answers_are_typed(sheet, language):
    with translation.override(language):
        for kind, text, value, languages in GOOD:
            if language in languages:
                form, question = sent(sheet, kind, text)
                assert (form.errors, [(one.kind, found) for one, found, _revision in form.changed()]) == (
                    {},
                    [(question.kind, value)],
                ), (kind, text)


@pytest.mark.parametrize("language", ALL)
def test_bad_answers_are_refused_beside_the_field_and_kept_as_typed(sheet, language):
    with translation.override(language):
        for kind, text, languages in BAD:
            if language in languages:
                form, question = sent(sheet, kind, text)
                assert (list(form.errors), list(form.changed())) == ([question.key], []), (kind, text)
                assert form[question.key].value() == text


@pytest.mark.parametrize(
    ("name", "content", "verdict"),
    [
        ("map.pdf", LETTER, []),
        (
            "map.exe",
            b"MZ",
            ["“map.exe”: This kind of file is not accepted. Use one of these: PDF, DOCX, XLSX, PNG, JPG."],
        ),
        (
            "map.pdf",
            b"no pdf",
            ["“map.pdf”: The content of the file is not what its name says. Open it, save it as PDF and add that."],
        ),
        ("map.pdf", b"", ["“map.pdf”: The file is empty. Save it again where you wrote it, and add it then."]),
    ],
)
def test_files_are_judged_beside_the_field(sheet, name, content, verdict):
    form, question = sent(sheet, "FILE", None, {"q-k_file_en": SimpleUploadedFile(name, content)})

    assert form.errors.get(question.key, []) == verdict


def test_mark_of_another_page_counts_as_stale_and_never_breaks(sheet):
    for mark in ("", "x", "9999999999999-000000000000", "1-", "-1-000000000000"):
        form = AnswersForm({"q-k_text_en-seen": mark, "q-k_text_en": "Ana"}, sheet=sheet)

        assert [(value, revision) for _question, value, revision in form.changed()] == [("Ana", -1)]


@pytest.mark.parametrize(
    ("subject", "language", "text", "value"),
    [
        ("k_choice_en", "fr", "Sea fr", "CHOICE:sea_en"),
        ("k_choice_en", "fr", "SEA EN", "CHOICE:sea_en"),
        ("k_yes_no_en", "en", "Yes", "YES_NO:true"),
        ("k_yes_no_en", "es", "si", "YES_NO:true"),
        ("k_amount_en", "fr", "1\u202f000,50", "AMOUNT:1000.50"),
        ("k_date_en", "en", "2027-03-31", "DATE:2027-03-31"),
        ("k_country_en", "fr", "Monténégro", "COUNTRY:ME"),
        ("@coverage", "en", "Regional", "TEXT:REGIONAL"),
        ("@line", "en", "Line 2", "TEXT:2"),
        ("k_choice_en", "en", "Air", None),
        ("k_number_en", "en", "many", None),
        ("k_date_en", "en", "31 March", None),
        ("k_country_en", "en", "Atlantis", None),
        ("@coverage", "en", "Galactic", None),
    ],
)
def test_values_of_conditions_are_read_as_people_write_them(sheet, subject, language, text, value):
    from django.core.exceptions import ValidationError

    with translation.override(language):
        try:
            found = ConditionValue(sheet.questions).read(subject, text)
        except ValidationError:
            found = None

    assert found == value


def test_question_form_says_beside_the_field_what_does_not_fit(open_call, officer):
    draft = write(open_call(), officer, row("YES_NO", "Ready"))
    data = {
        "kind": "DATE", "word_limit": "5", "least": "9", "greatest": "1e3", "need": "when", "revision": "2",
        "asked_subject": "ready_en", "asked_operator": "AT_LEAST", "asked_value": "Yes",
    }  # fmt: skip
    form = QuestionForm(data, earlier=draft.asks(), question_set=draft)

    assert set(form.errors) == {"text_en", "word_limit", "least", "greatest", "asked_operator", "required_subject"}
