import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from applications import services
from applications.models import Answer, Application, Member
from applications.selectors import readiness, sheet_of
from demo import proposals
from demo.proposals import LETTER
from funding.evaluator import DECLARATIONS
from funding.models import Call

from .asking import ask, row

ROWS = [
    row("YES_NO", "Before"),
    row("LONG_TEXT", "Result", word_limit=3, asked_subject="before_en", asked_operator="IS", asked_value="YES_NO:true"),
    row("AMOUNT", "Donors", is_required=False),
    row("TEXT", "Contact", is_required=False, is_shown_to_reviewers=False),
    row("FILE", "Map", is_required=False, is_shown_to_reviewers=False),
]


@pytest.fixture
def questions(reference, officer):
    """The national call asks five questions."""
    return ask(Call.objects.get(), officer, *ROWS)


@pytest.fixture
def asked(questions, draft):
    """A finished draft that is asked them."""
    return Application.objects.get(pk=draft.pk)


def address(application):
    return f"/en/workspace/applications/{application.key}/questions/"


def marks(page):
    """The hidden marks of a page, as a browser would send them."""
    found = re.findall(r'name="(q-\w+-seen)"\s+value="([^"]*)"', page.content.decode())
    return dict(found)


def give(application, by, **values):
    """Answer by the service, at the present revisions."""
    sheet = sheet_of(application)
    by_key = {question.key: question for question in sheet.questions}
    given = [
        services.Given(
            by_key[f"{key}_en"], value, sheet.answers[f"{key}_en"].revision if f"{key}_en" in sheet.answers else 0
        )
        for key, value in values.items()
    ]
    return services.answer_questions(application, given, by=by)


def test_a_proposal_is_asked_the_version_published_when_it_was_started(asked, other_draft, officer, applicant):
    draft = services.begin_version(asked.call, by=officer)
    services.keep_question(draft, by=officer, revision=1, **row("TEXT", "New"))
    services.publish_version(draft, by=officer, revision=2)

    later = proposals.start(applicant, title="Later", country="ME", finished=False)

    assert (asked.question_set.number, later.question_set.number) == (1, 2)
    assert [question.key for question in sheet_of(asked).questions] == [
        "before_en", "result_en", "donors_en", "contact_en", "map_en",
    ]  # fmt: skip


def test_a_call_without_questions_leaves_proposals_as_they_were(client_for, applicant, draft):
    client = client_for(applicant)

    assert client.get(address(draft)).headers["Location"] == f"/en/workspace/applications/{draft.key}/"
    assert "Questions of the call" not in client.get(f"/en/workspace/applications/{draft.key}/").content.decode()
    submission = services.submit(draft, by=applicant, declarations=frozenset(DECLARATIONS))
    assert "questions" not in json.loads(submission.content)


def test_without_javascript_an_answer_leads_to_the_question_that_it_raises(client_for, applicant, asked):
    client = client_for(applicant)
    page = client.get(address(asked))
    assert "Result en" not in page.content.decode()

    answer = client.post(address(asked), marks(page) | {"q-before_en": "true", "q-donors_en": "1,000.5"})

    assert answer.headers["Location"] == f"{address(asked)}#ask-result_en"
    page = client.get(address(asked))
    assert ("Result en" in page.content.decode(), page.context["form"]["donors_en"].value()) == (True, "1,000.50")
    answer = client.post(
        address(asked), marks(page) | {"q-before_en": "true", "q-donors_en": "1,000.50", "q-result_en": "One two"}
    )
    assert answer.headers["Location"] == f"/en/workspace/applications/{asked.key}/"
    assert {key: row.revision for key, row in sheet_of(asked).answers.items()} == {
        "before_en": 1, "donors_en": 1, "result_en": 1,
    }  # fmt: skip


def test_what_is_wrong_is_kept_as_typed_and_the_rest_is_saved(client_for, applicant, asked):
    client = client_for(applicant)
    sent = marks(client.get(address(asked))) | {"q-before_en": "false", "q-donors_en": "1e9", "q-contact_en": "Ana"}

    page = client.post(address(asked), sent)

    assert page.context["form"]["donors_en"].value() == "1e9"
    assert 'href="#id_q-donors_en"' in page.content.decode()
    assert sheet_of(asked).asked == {"before_en": False, "donors_en": None, "contact_en": "Ana", "map_en": None}
    assert client.post(address(asked), marks(page) | {"q-before_en": "false", "q-contact_en": "Ana"}).status_code == 302


def test_an_answer_given_meanwhile_is_shown_beside_ones_own_and_not_overwritten(
    client_for, applicant, colleague, asked
):
    Member.objects.create(application=asked, user=colleague, right="EDIT", added_by=applicant)
    client = client_for(applicant)
    opened = marks(client.get(address(asked)))
    give(asked, colleague, contact="Carlo <b>", before=False)

    page = client.post(address(asked), opened | {"q-contact_en": "Ana", "q-donors_en": "5"})

    text = page.content.decode()
    assert ("Carlo &lt;b&gt;" in text, page.context["form"]["contact_en"].value()) == (True, "Ana")
    assert "Carlo Colleague answered this while you had it open." in text
    assert sheet_of(asked).asked["contact_en"] == "Carlo <b>"
    assert sheet_of(asked).asked["before_en"] is False  # not touched by the old page, so not overwritten either
    client.post(address(asked), marks(page) | {"q-contact_en": "Ana", "q-donors_en": "5", "q-before_en": "false"})
    assert sheet_of(asked).asked["contact_en"] == "Ana"


def test_htmx_gets_only_what_changes(client_for, applicant, asked):
    client = client_for(applicant)
    opened = marks(client.get(address(asked)))

    answer = client.post(address(asked), opened | {"q-before_en": "true"}, headers={"HX-Request": "true"})

    text = answer.content.decode()
    assert sorted(re.findall(r'id="(ask-\w+)"', text)) == ["ask-result_en"]
    assert ("<html" in text, "Saved" in text, sheet_of(asked).asked["before_en"]) == (False, True, True)
    back = marks(client.get(address(asked))) | {"q-before_en": "false"}
    text = client.post(address(asked), back, headers={"HX-Request": "true"}).content.decode()
    assert '<div class="answer" id="ask-result_en" hx-swap-oob="true"></div>' in text


def test_readiness_names_what_is_missing_and_too_long_until_it_is_mended(applicant, asked):
    def named():
        return [(sentence, target) for sentence, target in readiness(asked).missing if target.startswith("questions")]

    assert named() == [("“Before en” is not answered.", "questions.q-before_en")]
    give(asked, applicant, before=True)
    assert named() == [("“Result en” is not answered.", "questions.q-result_en")]
    give(asked, applicant, result="one two three four")
    assert named() == [("“Result en” has 4 words; at most 3 are allowed.", "questions.q-result_en")]
    assert readiness(asked).broken("questions")
    give(asked, applicant, before=False)
    assert named() == []


@pytest.mark.parametrize(
    "fields", [{"kind": "NUMBER", "text": "x"}, {"kind": "TEXT", "number": 1}, {"kind": "DATE", "choices": ["a"]}]
)
def test_the_database_takes_an_answer_only_in_the_column_of_its_kind(applicant, asked, fields):
    question = asked.question_set.questions.first()

    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(application=asked, question=question, changed_by=applicant, **fields)


CANARY = "CANARY-4711"


@pytest.fixture
def answered(asked, applicant):
    """The draft with answers to everything; those not for reviewers hold a canary."""
    upload = SimpleUploadedFile(f"{CANARY}.pdf", LETTER)
    give(asked, applicant, before=True, result="It lasts", donors=1234, contact=CANARY, map=upload)
    return asked


def test_submission_keeps_typed_answers_and_the_version(answered, applicant):
    submission = services.submit(answered, by=applicant, declarations=frozenset(DECLARATIONS))

    kept = json.loads(submission.content)["questions"]
    assert kept["set"] == 1
    assert [(row["key"], row["text"], row["value"]) for row in kept["answers"][:4]] == [
        ("before_en", "Before en", True),
        ("result_en", "Result en", "It lasts"),
        ("donors_en", "Donors en", "1234.00"),
        ("contact_en", "Contact en", CANARY),
    ]
    assert kept["answers"][4]["value"]["sha256"] == answered.answers.get(kind="FILE").sha256


def test_reviewers_never_read_what_is_not_for_them(answered, client_for, cast, applicant, officer):
    application = proposals.carry_on(answered, "reviewed", cast)
    reviewer = client_for(cast.reviewers[1])
    key = f"/en/workspace/applications/{application.key}/"
    assignment = application.assignments.get(reviewer=cast.reviewers[1])
    from reviews.services import declare

    if assignment.state == "INVITED":
        declare(assignment, by=cast.reviewers[1], has_conflict=False)
    pages = [reviewer.get(f"{key}read/"), reviewer.get(key), reviewer.get(assignment.get_absolute_url())]

    assert [
        (page.status_code, CANARY in page.content.decode(), "It lasts" in page.content.decode()) for page in pages
    ] == [(200, False, True)] * 3
    assert reviewer.get(f"{key}questions/map_en/file/").status_code == 404
    for person in (applicant, officer, cast.endorser):
        assert CANARY in client_for(person).get(f"{key}read/").content.decode()
        served = client_for(person).get(f"{key}questions/map_en/file/")
        assert (b"".join(served.streaming_content), CANARY in served.headers["Content-Disposition"]) == (LETTER, True)


def test_difference_between_submissions_names_changed_answers(answered, client_for, cast, applicant):
    application = proposals.carry_on(answered, "returned", cast)
    give(application, applicant, result="It lasts longer", donors=99, contact=None)
    services.submit(application, by=applicant, declarations=frozenset(DECLARATIONS))

    page = client_for(applicant).get(f"/en/workspace/applications/{application.key}/changes/2/")

    assert [(change.label, change.old, change.new) for change in page.context["changes"].fields] == [
        ("Result en", "It lasts", "It lasts longer"),
        ("Donors en", "USD\u00a01,234", "USD\u00a099"),
        ("Contact en", CANARY, ""),
    ]


def test_nobody_but_the_team_opens_or_writes_the_page(client_for, request, answered, applicant):
    for name in ("stranger", "colleague", "reviewer", "officer", "endorser", "approver", "auditor"):
        client = client_for(request.getfixturevalue(name))
        for page in (client.get(address(answered)), client.post(address(answered), {"q-contact_en": "x"})):
            assert (page.status_code, CANARY in page.content.decode()) == (404, False)
        assert client.get(f"{address(answered)}map_en/file/").status_code == 404
    assert sheet_of(answered).asked["contact_en"] == CANARY


def test_page_of_a_submitted_proposal_leads_to_its_own_page_and_keeps_nothing(client_for, cast, answered, applicant):
    client = client_for(applicant)
    opened = marks(client.get(address(answered)))
    application = proposals.carry_on(answered, "submitted", cast)

    late = client.post(address(application), opened | {"q-contact_en": "late"})

    assert "was submitted meanwhile" in late.content.decode()
    assert sheet_of(application).asked["contact_en"] == CANARY
    assert client.get(address(application)).headers["Location"] == f"/en/workspace/applications/{application.key}/"


def test_page_costs_the_same_with_few_and_many_questions(
    client_for, applicant, officer, asked, django_assert_num_queries
):
    client = client_for(applicant)
    client.get(address(asked))
    with django_assert_num_queries(7):
        client.get(address(asked))
    with django_assert_num_queries(14):
        client.get(f"/en/workspace/applications/{asked.key}/")
    draft = services.begin_version(asked.call, by=officer)
    for number in range(1, 25):
        kind = ["COUNTRY", "CHOICE", "NUMBER"][number % 3]
        choices = ["A", "B"] if kind == "CHOICE" else ()
        services.keep_question(draft, by=officer, revision=number, **row(kind, f"Q{number}", choices=choices))
    services.publish_version(draft, by=officer, revision=25)
    many = proposals.start(applicant, title="Many", country="ME")

    with django_assert_num_queries(8):  # and the countries, once
        page = client.get(address(many))
    with django_assert_num_queries(14):
        client.get(f"/en/workspace/applications/{many.key}/")

    assert len(page.context["form"].fields) == 28
