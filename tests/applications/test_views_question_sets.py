import io
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from applications import services
from applications.models import Application, QuestionSet
from applications.selectors import sheet_of
from demo import proposals
from funding.models import Call

from .asking import ask, row, write

BORDER = row("CHOICE", "Which border", choices=["Land", "Sea"])
WHY = row("LONG_TEXT", "Why", asked_subject="which_border_en", asked_operator="IS", asked_value="CHOICE:sea_en")
PAGES = [
    "questions/", "questions/publish/", "questions/discard/", "questions/preview/", "questions/versions/1/",
    "questions/add/", "questions/of/which_border_en/", "questions/of/which_border_en/remove/", "answers.csv", "answers.xlsx",
]  # fmt: skip
POSTS = ["questions/begin/", "questions/of/which_border_en/move/", "questions/of/which_border_en/copy/"]


@pytest.fixture
def call(reference):
    return Call.objects.get()


@pytest.fixture
def draft_of_questions(call, officer):
    return write(call, officer, BORDER, WHY)


def address(call, page=""):
    return f"/en/workspace/applications/calls/{call.pk}/{page}"


def rows_of(question=None, *labels):
    """The rows of choices as a browser sends them."""
    data = {"choices-TOTAL_FORMS": str(len(labels)), "choices-INITIAL_FORMS": "0"}
    for number, label in enumerate(labels):
        data |= {f"choices-{number}-label_{code}": f"{label} {code}" for code in ("en", "fr", "es")}
    return data


def words(text):
    return {f"text_{code}": f"{text} {code}" for code in ("en", "fr", "es")}


@pytest.mark.parametrize("page", [*PAGES, *POSTS])
def test_only_those_who_keep_calls_open_the_pages(client_for, visitor, request, draft_of_questions, call, page):
    for name in ("applicant", "stranger", "reviewer", "endorser", "approver", "auditor", "project_manager"):
        client = client_for(request.getfixturevalue(name))
        for answer in (
            client.get(address(call, page)),
            client.post(address(call, page), {"to": "down", "revision": "3"}),
        ):
            assert answer.status_code in {404, 405}
            assert "Which border" not in answer.content.decode()
    assert visitor.get(address(call, page)).headers["Location"].startswith("/en/accounts/login/") or page in POSTS
    assert [one.key for one in draft_of_questions.asks()] == ["which_border_en", "why_en"]
    assert QuestionSet.objects.get().state == "DRAFT"


@pytest.mark.parametrize("page", PAGES)
def test_pages_of_a_draft_open_for_officers(client_for, officer, draft_of_questions, call, page):
    assert client_for(officer).get(address(call, page)).status_code == 200


@pytest.mark.parametrize(
    "page", ["questions/of/nothing/", "questions/of/nothing/remove/", "questions/versions/9/", "answers.pdf"]
)
def test_what_does_not_exist_is_not_found(client_for, officer, draft_of_questions, call, page):
    assert client_for(officer).get(address(call, page)).status_code == 404


def test_officer_writes_checks_and_publishes(client_for, officer, call):
    client = client_for(officer)
    client.post(address(call, "questions/begin/"))

    client.post(
        address(call, "questions/add/"),
        words("Which border") | {"kind": "CHOICE", "need": "always", "revision": "1"} | rows_of(None, "Land", "Sea"),
    )
    page = client.post(
        address(call, "questions/add/"),
        {"text_en": "Why", "kind": "LONG_TEXT", "word_limit": "50", "need": "never", "revision": "2",
         "asked_subject": "which_border_en", "asked_operator": "IS", "asked_value": "Air"} | rows_of(),
    )  # fmt: skip
    assert "“Air” is none of the answers. Possible are: Land en; Sea en." in page.content.decode()
    assert page.context["form"]["text_en"].value() == "Why"
    client.post(
        address(call, "questions/add/"),
        {"text_en": "Why", "kind": "LONG_TEXT", "word_limit": "50", "need": "never", "revision": "2",
         "asked_subject": "which_border_en", "asked_operator": "IS", "asked_value": "sea fr"} | rows_of(),
    )  # fmt: skip
    page = client.get(address(call, "questions/publish/"))
    assert "“Why”: The question is missing in French." in page.content.decode()
    assert "Publish the questions" not in page.content.decode()
    client.post(
        address(call, "questions/of/why/"),
        words("Why") | {"kind": "LONG_TEXT", "need": "never", "revision": "3", "asked_subject": "which_border_en",
         "asked_operator": "IS", "asked_value": "Sea en", "is_shown_to_reviewers": "on"} | rows_of(),
    )  # fmt: skip
    client.post(address(call, "questions/publish/"), {"revision": "4"})

    published = QuestionSet.objects.get()
    assert published.state == "PUBLISHED"
    found = [(one.key, one.is_required, one.asked_value, one.is_shown_to_reviewers) for one in published.asks()]
    assert found == [("which_border_en", True, "", False), ("why", False, "CHOICE:sea_en", True)]


def test_buttons_of_the_list_move_copy_and_remove(client_for, officer, draft_of_questions, call):
    client = client_for(officer)

    client.post(address(call, "questions/of/why_en/move/"), {"to": "up"})
    client.post(address(call, "questions/of/why_en/copy/"))
    assert "Why en" in client.get(address(call, "questions/of/which_border_en/remove/")).content.decode()
    assert draft_of_questions.questions.count() == 3
    client.post(address(call, "questions/of/which_border_en/remove/"))

    assert [one.key for one in draft_of_questions.asks()] == ["why_en", "why_en_2"]


def test_old_tab_after_publishing_says_so(client_for, officer, draft_of_questions, call):
    client = client_for(officer)
    services.publish_version(draft_of_questions, by=officer, revision=draft_of_questions.revision)

    page = client.post(address(call, "questions/of/why_en/move/"), {"to": "up"}, follow=True)

    assert "There is no draft of the questions." in page.content.decode()
    assert client.post(address(call, "questions/publish/"), {"revision": "x"}).status_code == 302


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_preview_shows_each_language_with_its_conditions(client_for, officer, draft_of_questions, call, language):
    client = client_for(officer)
    first = client.get(address(call, f"questions/preview/?language={language}"))
    query = f"?language={language}&q-which_border_en-seen=&q-which_border_en=sea_en&coverage=NATIONAL&line=2"

    second = client.get(address(call, f"questions/preview/{query}"))

    shown = [f"Why {language}" in page.content.decode() for page in (first, second)]
    assert (shown, f"Which border {language}" in first.content.decode()) == ([False, True], True)
    odd = client.get(
        address(call, "questions/preview/?language=de&coverage=X&q-which_border_en-seen=&q-which_border_en=air")
    )
    assert "Which border en" in odd.content.decode()


def test_list_costs_the_same_with_few_and_many_questions(client_for, officer, call, django_assert_num_queries):
    draft, client = write(call, officer, BORDER, WHY), client_for(officer)
    client.get(address(call, "questions/"))
    with django_assert_num_queries(10):
        client.get(address(call, "questions/"))
    for number in range(20):
        one = BORDER if number % 2 else WHY
        services.keep_question(draft, by=officer, revision=draft.revision + number, **one)

    with django_assert_num_queries(10):
        page = client.get(address(call, "questions/"))

    assert page.content.decode().count('id="question-') == 22


ANSWERS = [
    BORDER,
    row("AMOUNT", "Donors", is_required=False),
    row("NUMBER", "People", is_required=False),
    row("DATE", "Begin", is_required=False),
    row("TEXT", "Note", is_required=False),
    row("YES_NO", "Ready", is_required=False),
    row("COUNTRY", "Host", is_required=False),
]


def test_answers_are_exported_with_their_types(client_for, officer, call, cast, applicant, stranger):
    ask(call, officer, *ANSWERS)
    application = proposals.start(applicant, title="One", country="ME")
    proposals.start(stranger, title="Unsent DRAFT-CANARY", country="AL", finished=False)
    questions = sheet_of(application).questions
    values = ["sea_en", Decimal("1234.5"), Decimal("12.25"), date(2027, 3, 31), "=1+1", False, "ME"]
    services.answer_questions(
        application, [services.Given(one, value, 0) for one, value in zip(questions, values, strict=True)], by=applicant
    )
    proposals.carry_on(application, "returned", cast)
    note = questions[4]
    services.answer_questions(
        Application.objects.get(pk=application.pk), [services.Given(note, "NOT YET SENT", 1)], by=applicant
    )

    sheet = load_workbook(io.BytesIO(client_for(officer).get(address(call, "answers.xlsx")).content)).active
    text = client_for(officer).get(address(call, "answers.csv")).content.decode("utf-8-sig")

    rows = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert rows[0][5:] == [
        "Which border en",
        "Donors en (USD)",
        "People en",
        "Begin en",
        "Note en",
        "Ready en",
        "Host en",
    ]
    reference = Application.objects.get(pk=application.pk).reference
    assert [[*line[:5], *line[5:8], line[8].date(), *line[9:]] for line in rows[1:]] == [
        [
            reference,
            "One",
            "English",
            "Returned for changes",
            1,
            "Sea en",
            1234.5,
            12.25,
            date(2027, 3, 31),
            "'=1+1",
            "No",
            "Montenegro",
        ]
    ]
    assert f"{reference},One,English,Returned for changes,1,Sea en,1234.50,12.25,2027-03-31,'=1+1,No,Montenegro" in text
    assert ("CANARY" in text, "NOT YET" in text) == (False, False)


@pytest.mark.parametrize("extension", ["/", ".pdf", ".docx"])
def test_what_a_call_asks_is_public_once_the_call_is(visitor, officer, call_draft, open_call, extension):
    call = open_call("public")
    ask(call, officer, BORDER, WHY)
    hidden = call_draft("hidden")
    ask(hidden, officer, BORDER)

    page = visitor.get(f"/en/apply/questions/public{extension}")

    assert page.status_code == 200
    assert 'href="/en/apply/questions/public/"' in visitor.get(call.get_absolute_url()).content.decode()
    assert visitor.get(f"/en/apply/questions/hidden{extension}").status_code == 404
    if extension == "/":
        text = page.content.decode()
        assert ("Which border en" in text, "12 parts, 117 questions." in text) == (True, True)
        assert "Asked only if “Which border en” is “Sea en”" in text
    else:
        assert page.headers["Content-Disposition"].endswith(f'questions-public-en{extension}"')
