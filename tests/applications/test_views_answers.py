import json
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from applications import services
from applications.forms import AskForm
from applications.models import Answer, Application, Member
from applications.selectors import readiness, sheet_of
from core.errors import DomainError, StateConflict
from core.models import AuditEvent
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


SCRIPT = {"headers": {"X-Autosave": "1"}}


def save(client, application, opened, field, value=None, page="page-1"):
    """What the script of an open page sends for one field, and the data that it is answered with."""
    sent = opened | {"field": field, "page": page} | ({} if value is None else {field: value})
    return client.post(address(application), sent, **SCRIPT)


@pytest.fixture
def both(asked, applicant, colleague):
    """A draft in which a colleague writes, too, and the long question is asked and answered."""
    Member.objects.create(application=asked, user=colleague, right="EDIT", added_by=applicant)
    give(asked, applicant, before=True, result="The office lasts.")
    return asked


def test_script_saves_one_field_and_learns_which_questions_come_and_go(client_for, applicant, asked):
    client = client_for(applicant)
    opened = marks(client.get(address(asked)))

    answer = save(client, asked, opened | {"q-donors_en": "not sent to be saved"}, "q-before_en", "true").json()

    assert (answer["state"], list(answer["frames"]), answer["raising"]) == ("saved", ["ask-result_en"], True)
    assert 'name="q-result_en"' in answer["frames"]["ask-result_en"]
    assert sheet_of(asked).asked == {
        "before_en": True, "result_en": None, "donors_en": None, "contact_en": None, "map_en": None,
    }  # fmt: skip
    back = save(client, asked, marks(client.get(address(asked))), "q-before_en", "false").json()
    assert (back["frames"], back["raising"]) == ({"ask-result_en": ""}, False)


@pytest.mark.parametrize(
    ("field", "value", "state", "sentences"),
    [
        ("q-donors_en", "many", "refused", ["“many” is not a number."]),
        ("q-contact_en", "x" * 251, "refused", None),
        ("q-contact_en", "", "saved", None),
    ],
)
def test_script_is_told_what_cannot_be_kept(client_for, applicant, asked, field, value, state, sentences):
    client = client_for(applicant)

    answer = save(client, asked, marks(client.get(address(asked))), field, value).json()

    assert answer["state"] == state
    assert (state == "refused") == bool(answer.get("sentences"))
    assert asked.answers.filter(revision__gt=0).count() == (state == "saved" and value != "")


@pytest.mark.parametrize("field", ["q-result_en", "q-nothing", "", "title"])
def test_script_saves_no_field_that_is_not_on_the_page(client_for, applicant, asked, field):
    client = client_for(applicant)

    assert save(client, asked, marks(client.get(address(asked))), field, "x").status_code == 404


def test_two_who_write_one_long_answer_are_joined(client_for, applicant, colleague, both):
    client = client_for(applicant)
    opened = marks(client.get(address(both)))
    give(both, colleague, result="The joint office lasts.")

    answer = save(client, both, opened, "q-result_en", "The office lasts. It grows.").json()

    joined = "The joint office lasts. It grows."
    assert (answer["state"], answer["value"], sheet_of(both).asked["result_en"]) == ("joined", joined, joined)
    row = both.answers.get(question__key="result_en")
    assert list(row.revisions.order_by("number").values_list("number", "kind")) == [
        (1, "WRITTEN"), (2, "WRITTEN"), (3, "SENT"), (4, "JOINED"),
    ]  # fmt: skip
    assert answer["hidden"]["q-result_en-seen"].startswith("4-")
    # whoever typed on meanwhile stays on what they sent, and is joined again
    on = answer["hidden_meanwhile"]
    again = save(client, both, opened | on, "q-result_en", "The office lasts. It grows. Slowly.").json()
    assert again["value"] == "The joint office lasts. It grows. Slowly."


def test_page_that_wrote_nothing_learns_the_colleagues_text(client_for, applicant, colleague, both):
    client = client_for(applicant)
    opened = marks(client.get(address(both)))
    give(both, colleague, result="The joint office lasts.")

    texts = client.post(f"{address(both)}presence/", **SCRIPT).json()["texts"]["q-result_en"]
    answer = save(client, both, opened, "q-result_en", "The office lasts.").json()

    assert texts != {"q-result_en-seen": opened["q-result_en-seen"]}
    assert (answer["state"], answer["value"], answer["hidden"]) == ("joined", "The joint office lasts.", texts)
    assert both.answers.get(question__key="result_en").revisions.count() == 2


def test_contradicting_long_answers_stand_side_by_side_and_both_are_kept(client_for, applicant, colleague, both):
    client = client_for(applicant)
    opened = marks(client.get(address(both)))
    give(both, colleague, result="The <b>court</b> lasts.")

    answer = save(client, both, opened, "q-result_en", "The bridge lasts.").json()

    assert (answer["state"], answer["value"]) == ("aside", "The <b>court</b> lasts.")
    assert "The &lt;b&gt;court&lt;/b&gt; lasts." in answer["panel"]
    assert "Carlo Colleague changed the same words" in answer["panel"]
    row = both.answers.get(question__key="result_en")
    assert (row.text, row.revisions.get(kind="ASIDE").text) == ("The <b>court</b> lasts.", "The bridge lasts.")
    chosen = save(client, both, opened | answer["hidden"], "q-result_en", "The bridge lasts.").json()
    assert (chosen["state"], sheet_of(both).asked["result_en"]) == ("saved", "The bridge lasts.")


def test_without_javascript_long_answers_are_joined_or_shown_side_by_side(client_for, applicant, colleague, both):
    client = client_for(applicant)
    opened = marks(client.get(address(both))) | {"q-before_en": "true"}
    give(both, colleague, result="The joint office lasts.")

    joined = client.post(address(both), opened | {"q-result_en": "The office lasts. It grows."})
    aside = client.post(address(both), opened | {"q-result_en": "Nothing."})

    assert joined.headers["Location"] == f"{address(both)}#ask-result_en"
    assert (aside.context["form"]["result_en"].value(), sheet_of(both).asked["result_en"]) == (
        "Nothing.", "The joint office lasts. It grows.",
    )  # fmt: skip
    assert f"What {applicant} answered" in aside.content.decode()
    client.post(address(both), marks(aside) | {"q-before_en": "true", "q-result_en": "Nothing."})
    assert sheet_of(both).asked["result_en"] == "Nothing."


def test_other_answers_that_contradict_are_a_choice(client_for, applicant, colleague, both):
    client = client_for(applicant)
    opened = marks(client.get(address(both)))
    give(both, colleague, donors=7)

    answer = save(client, both, opened, "q-donors_en", "5").json()

    assert (answer["state"], "value" in answer, sheet_of(both).asked["donors_en"]) == ("aside", False, 7)
    assert "Carlo Colleague answered “USD\u00a07” while you had this open." in answer["panel"]
    assert save(client, both, opened | answer["hidden"], "q-donors_en", "5").json()["state"] == "saved"


def test_script_keeps_a_file_and_gets_it_by_its_name(client_for, applicant, asked):
    client = client_for(applicant)
    opened = marks(client.get(address(asked)))

    kept = save(client, asked, opened, "q-map_en", SimpleUploadedFile("map.pdf", LETTER)).json()
    sent = opened | kept["hidden"] | {"q-map_en-clear": "on"}
    gone = save(client, asked, sent, "q-map_en").json()

    assert ("map.pdf" in kept["frames"]["ask-map_en"], kept["raising"]) == (True, False)
    assert ("map.pdf" in gone["frames"]["ask-map_en"], sheet_of(asked).asked["map_en"]) == (False, None)


def test_long_answer_has_a_history_and_an_earlier_one_can_be_restored(client_for, applicant, colleague, both, stranger):
    give(both, colleague, result="Nothing.")
    client, history = client_for(applicant), f"{address(both)}result_en/history/"

    page = client.get(history)
    done = client.post(f"{history}1/")

    assert [entry.revision.text for entry in page.context["entries"]] == ["Nothing.", "The office lasts."]
    assert f'href="{history}1/"' in page.content.decode()
    assert done.headers["Location"] == f"{address(both)}#ask-result_en"
    assert sheet_of(both).asked["result_en"] == "The office lasts."
    for path in (history, f"{history}1/"):
        assert client_for(stranger).get(path).status_code == 404
    assert [client.get(f"{address(both)}{tail}").status_code for tail in ("before_en/history/", "x/history/")] == [
        404, 404,
    ]  # fmt: skip


def test_restoring_is_refused_once_the_proposal_is_submitted(both, applicant, cast):
    application = proposals.carry_on(both, "submitted", cast)

    with pytest.raises(StateConflict):
        services.restore_answer(application, "result_en", by=applicant, number=1)
    assert sheet_of(application).asked["result_en"] == "The office lasts."


def test_saving_by_itself_leaves_one_row_a_sitting_in_the_trail(asked, applicant):
    before = AuditEvent.objects.count()

    for text in ("O", "On", "One"):
        give(asked, applicant, result=text)

    assert AuditEvent.objects.count() == before + 1
    assert AuditEvent.objects.last().data["questions"] == ["result_en"]


def test_presence_in_the_questions_is_told_to_colleagues(client_for, applicant, colleague, stranger, both):
    client_for(colleague).post(f"{address(both)}presence/", **SCRIPT)

    answer = client_for(applicant).post(f"{address(both)}presence/", **SCRIPT).json()

    assert (answer["writers"], list(answer["texts"])) == ("Carlo Colleague is writing here", ["q-result_en"])
    tasks = client_for(applicant).get(f"/en/workspace/applications/{both.key}/").content.decode()
    assert tasks.count("Carlo Colleague is writing here") == 1
    assert client_for(stranger).post(f"{address(both)}presence/", **SCRIPT).status_code == 404


def test_what_was_typed_into_an_ended_session_is_shown_again_and_not_saved(client, applicant, client_for, both):
    page = client_for(applicant).get(address(both))
    seal = re.search(r'name="seal" value="([^"]+)"', page.content.decode())[1]
    typed = marks(page) | {"seal": seal, "q-before_en": "true", "q-result_en": "The office lasts for ever."}
    client.post(address(both), typed)
    client.force_login(applicant)

    again = client.get(address(both))

    assert again.context["form"]["result_en"].value() == "The office lasts for ever."
    assert ("data-unsaved" in again.content.decode(), "This is what you had typed." in again.content.decode()) == (
        True, True,
    )  # fmt: skip
    assert sheet_of(both).asked["result_en"] == "The office lasts."
    client.post(address(both), marks(again) | {"q-before_en": "true", "q-result_en": "The office lasts for ever."})
    assert sheet_of(both).asked["result_en"] == "The office lasts for ever."
    assert "data-unsaved" not in client.get(address(both)).content.decode()


def test_questions_are_a_part_to_comment_on_and_to_give_to_somebody(client_for, applicant, both, colleague):
    from applications.services import comments, responsibilities

    comments.comment_on(both, "questions", by=applicant, text="Who knows the donors?")
    responsibilities.divide(both, by=applicant, changes={"questions": (colleague, None)})

    client = client_for(applicant)
    assert f"{both.get_absolute_url()}comments/questions/" in client.get(address(both)).content.decode()
    assert "Who knows the donors?" in client.get(f"{both.get_absolute_url()}comments/questions/").content.decode()
    assert "Carlo Colleague · 1 open comment" in client.get(both.get_absolute_url()).content.decode()
    assert (
        "Who writes “Questions of the call”" in client.get(f"{both.get_absolute_url()}people/parts/").content.decode()
    )


def test_questions_are_no_part_of_a_proposal_whose_call_asks_none(client_for, applicant, draft):
    from applications.services import comments, responsibilities

    with pytest.raises(DomainError, match="There is no such part"):
        comments.comment_on(draft, "questions", by=applicant, text="x")
    with pytest.raises(DomainError, match="There is no such part"):
        responsibilities.divide(draft, by=applicant, changes={"questions": (applicant, None)})
    assert "questions" not in dict(AskForm(application=draft).fields["part_1"].choices)
    client = client_for(applicant)
    assert client.get(f"{draft.get_absolute_url()}comments/questions/").status_code == 404
    assert "Questions of the call" not in client.get(f"{draft.get_absolute_url()}people/parts/").content.decode()


def test_questions_of_the_fund_can_open_the_questions_alone(client_for, cast, answered, applicant, officer):
    application = proposals.carry_on(answered, "reviewed", cast)
    due_on = timezone.localdate() + timedelta(days=9)
    services.ask(application, by=officer, due_on=due_on, questions=[("questions", "Which donors?")])
    application.refresh_from_db()

    give(application, applicant, donors=99)

    assert sheet_of(application).asked["donors_en"] == 99
    with pytest.raises(StateConflict):
        services.write_section(application, "summary", by=applicant, text="x", revision=1)
    assert client_for(applicant).get(address(application)).status_code == 200


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
    with django_assert_num_queries(8):
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

    with django_assert_num_queries(9):  # and the countries, once
        page = client.get(address(many))
    with django_assert_num_queries(14):
        client.get(f"/en/workspace/applications/{many.key}/")

    assert len(page.context["form"].fields) == 28
