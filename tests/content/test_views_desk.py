import pytest

from content import services
from content.models import Enquiry, Mailbox, Pledge
from core.models import AuditEvent
from notifications.models import OutboxMail

from .letters import MESSAGE, mailbox, receive, receive_pledge

SITE = "/en/workspace/site/"
ENQUIRIES, PLEDGES = f"{SITE}enquiries/", f"{SITE}pledges/"
QUERIES = {"enquiries": 7, "enquiry": 10, "pledges": 6, "pledge": 9, "site": 7}


@pytest.fixture
def enquiry(reference):
    return receive()


@pytest.fixture
def pledge(reference):
    return receive_pledge()


def pages_of(enquiry, pledge):
    steps = ("", "answer/", "note/", "assign/", "step/release/", "step/close/", "step/reopen/", "step/spam/")
    yield from (f"{ENQUIRIES}{enquiry.reference}/{step}" for step in steps)
    yield from (f"{PLEDGES}{pledge.reference}/{step}" for step in ("", "plan/", "note/", "step/contact/", "step/spam/"))


@pytest.mark.parametrize("name", ["applicant", "endorser", "reviewer", "approver", "auditor", "administrator"])
def test_nobody_else_opens_anything(client_for, request, enquiry, pledge, name):
    client = client_for(request.getfixturevalue(name))

    assert [client.get(path).status_code for path in (ENQUIRIES, PLEDGES)] == [403, 403]
    for path in pages_of(enquiry, pledge):
        assert client.get(path).status_code == 404, path
        assert client.post(path, {"comment": "x", "text": "x", "revision": 1}).status_code == 404, path
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.messages.count(), enquiry.revision) == ("OPEN", 1, 1)


def test_a_visitor_is_led_to_sign_in(client, enquiry, pledge):
    for path in (SITE, ENQUIRIES, *pages_of(enquiry, pledge)):
        assert client.get(path)["Location"].startswith("/en/accounts/login/"), path


def test_the_door_is_open_to_whoever_has_a_place(client_for, officer, administrator, applicant, enquiry):
    places = {name: client_for(person).get(SITE) for name, person in (("o", officer), ("a", administrator))}

    titles = {name: [place.title for place in page.context["places"]] for name, page in places.items()}
    kept = ["Pages", "News", "Document templates", "Broken links"]
    assert titles == {"o": [*kept, "Enquiries", "Pledges", "Notices"], "a": [*kept, "Glossary", "Notices"]}
    assert [place.title for place in places["o"].context["places"] if place.waiting] == ["Enquiries"]
    assert client_for(applicant).get(SITE).status_code == 403


def test_all_pages_open_for_an_officer(client_for, officer, enquiry, pledge):
    client = client_for(officer)

    for path in (ENQUIRIES, PLEDGES, *pages_of(enquiry, pledge)):
        assert client.get(path).status_code == 200, path
    assert client.get(f"{PLEDGES}{pledge.reference}/step/nothing/").status_code == 404
    for name in ("answer", "continue", "nothing"):
        assert client.get(f"{ENQUIRIES}{enquiry.reference}/step/{name}/").status_code == 404
    assert client.get(f"{ENQUIRIES}E-2026-NOBODY/").status_code == 404


def test_the_list_is_filtered_and_searched(client_for, officer, reference):
    first = receive(1, topic="PRESS", organisation="Radio Example")
    second = services.answer_enquiry(receive(2), by=officer, revision=1, text="SPECIAL words")
    held = receive(3, doubts=["LINKS"], country_code="SN")
    client = client_for(officer)

    def found(query=""):
        page = client.get(f"{ENQUIRIES}?{query}")
        return {one.reference for one in page.context["page_obj"]}

    assert found() == {first.reference, held.reference}
    assert found("state=ANSWERED") == {second.reference}
    assert found("topic=PRESS") == {first.reference}
    assert found("region=AFRICA") == {held.reference}
    assert found("mine=on") == set()
    assert found("mine=on&state=ANSWERED") == {second.reference}
    assert found("q=special") == {second.reference}
    assert found("q=radio") == {first.reference}
    assert found(f"q={second.reference.lower()}") == {second.reference}
    assert found("state=NONSENSE&topic=x&region=y&page=99") == {first.reference, held.reference}
    assert found("q=nothing-like-it") == set()


def test_an_answer_goes_out_through_the_page(client_for, officer, enquiry):
    client, sent = client_for(officer), {"text": "Yes, it may.", "revision": 1}

    answers = [client.post(f"{ENQUIRIES}{enquiry.reference}/answer/", sent) for _click in range(2)]

    assert [one.status_code for one in answers] == [302, 302]
    assert enquiry.messages.count() == 2
    assert OutboxMail.objects.filter(subject__contains=enquiry.reference, text__contains="Yes, it may.").count() == 1


def test_a_stale_answer_is_kept_shown_with_the_new_message_and_sent_then(client_for, officer, enquiry):
    services.continue_enquiry(enquiry, form_key="more", message="One more thing.")
    client, path = client_for(officer), f"{ENQUIRIES}{enquiry.reference}/answer/"

    answer = client.post(path, {"text": "Yes, it may.", "revision": 1})

    text = answer.content.decode()
    assert answer.status_code == 200
    assert "your text is still below" in text
    assert "Yes, it may." in text
    assert "One more thing." in text
    client.post(path, {"text": "Yes, it may.", "revision": answer.context["answer"]["revision"].value()})
    enquiry.refresh_from_db()
    assert enquiry.state == "ANSWERED"


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize(
    ("path", "data", "name"),
    [
        ("answer/", {"text": "", "revision": 1}, "answer"),
        ("answer/", {"text": "Words", "revision": "x"}, "answer"),
        ("note/", {"note-text": ""}, "note"),
        ("assign/", {"assign-assigned_to": "99999", "assign-revision": 1}, "assign"),
        ("assign/", {"assign-revision": ""}, "assign"),
        ("step/close/", {"comment": " "}, "form"),
    ],
)
def test_bad_input_comes_back(client_for, officer, enquiry, language, path, data, name):
    address = f"/{language}/workspace/site/enquiries/{enquiry.reference}/{path}"

    answer = client_for(officer).post(address, data)

    assert answer.status_code == 200
    assert answer.context[name].errors
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.messages.count(), enquiry.assigned_to) == ("OPEN", 1, None)


def test_assigning_noting_and_the_steps_through_the_pages(client_for, officer, second_officer, enquiry):
    client, base = client_for(officer), f"{ENQUIRIES}{enquiry.reference}/"

    client.post(f"{base}assign/", {"assign-assigned_to": second_officer.pk, "assign-revision": 1})
    client.post(f"{base}note/", {"note-text": "Called them"})
    for path in ("step/close/", "step/reopen/", "step/spam/"):
        assert client.post(f"{base}{path}", {"comment": "Done"}).status_code == 302
    again = client.post(f"{base}step/spam/")

    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.assigned_to) == ("SPAM", second_officer)
    assert again.status_code == 200  # refused in words: it is spam already
    done = AuditEvent.objects.about(enquiry).order_by("sequence").values_list("action", flat=True)
    names = ("received", "assigned", "noted", "close", "reopen", "spam")
    assert list(done) == [f"enquiry.{name}" for name in names]


def test_a_pledge_is_planned_and_noted_through_its_page(client_for, officer, pledge):
    client, base = client_for(officer), f"{PLEDGES}{pledge.reference}/"
    planned = {
        "plan-owner": officer.pk,
        "plan-next_step": "Call",
        "plan-next_step_on": "2026-12-04",
        "plan-revision": 1,
    }

    client.post(f"{base}plan/", planned)
    stale = client.post(f"{base}plan/", planned | {"plan-next_step": "Write"})
    client.post(f"{base}note/", {"note-text": "Called them"})
    client.post(f"{base}step/contact/")

    pledge.refresh_from_db()
    assert (pledge.next_step, pledge.owner, pledge.state, pledge.notes.count()) == ("Call", officer, "CONTACTED", 1)
    assert "Write" in stale.content.decode()
    assert stale.context["plan"].non_field_errors()


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        ({"plan-next_step": "Call"}, {"next_step_on"}),
        ({"plan-next_step_on": "2026-12-04"}, {"next_step"}),
        ({"plan-next_step": "Call", "plan-next_step_on": "31.31.2026"}, {"next_step_on"}),
        ({"plan-owner": "0"}, {"owner"}),
    ],
)
def test_a_plan_with_a_mistake_comes_back(client_for, officer, pledge, data, wrong):
    answer = client_for(officer).post(f"{PLEDGES}{pledge.reference}/plan/", {"plan-revision": 1, **data})

    assert (answer.status_code, set(answer.context["plan"].errors)) == (200, wrong)


def test_the_lists_of_pledges_are_filtered(client_for, officer, reference):
    first = receive_pledge(1, kind="ORGANISATION", giver="Example Foundation")
    second = services.step_pledge(receive_pledge(2), "decline", by=officer, comment="No")
    client = client_for(officer)

    def found(query=""):
        return {one.reference for one in client.get(f"{PLEDGES}?{query}").context["page_obj"]}

    assert found() == {first.reference}
    assert found("state=DECLINED") == {second.reference}
    assert found("q=foundation") == {first.reference}
    assert found("kind=PERSON") == set()
    assert found("mine=on") == set()


def test_the_to_do_list_names_what_nobody_took_in_time(client_for, officer, second_officer, reference, settings):
    settings.ENQUIRY_ANSWER_DAYS = 0
    late, theirs, held = receive(1), receive(2), receive(3, doubts=["LINKS"])
    services.assign_enquiry(theirs, by=officer, revision=1, assigned_to=second_officer)

    def titles(person):
        return {task.title for task in client_for(person).get("/en/workspace/").context["tasks"]}

    waiting = {f"Answer the enquiry {late.reference}", f"Look at the held enquiry {held.reference}"}
    assert titles(officer) == waiting
    assert titles(second_officer) == {*waiting, f"Answer the enquiry {theirs.reference}"}
    settings.ENQUIRY_ANSWER_DAYS = 5
    assert titles(officer) == set()


@pytest.mark.parametrize("page", QUERIES)
def test_a_page_costs_the_same_for_1_and_25(client_for, officer, reference, django_assert_num_queries, page):
    enquiry, pledge = receive(100), receive_pledge(100)
    paths = {
        "enquiries": ENQUIRIES, "enquiry": f"{ENQUIRIES}{enquiry.reference}/", "pledges": PLEDGES,
        "pledge": f"{PLEDGES}{pledge.reference}/", "site": SITE,
    }  # fmt: skip
    client = client_for(officer)
    client.get(paths[page])
    with django_assert_num_queries(QUERIES[page]):
        client.get(paths[page])
    for number in range(25):
        receive(number)
        receive_pledge(number)
        services.note_enquiry(enquiry, by=officer, text="A note")
        services.note_pledge(pledge, by=officer, text="A note")
    with django_assert_num_queries(QUERIES[page]):
        client.get(paths[page])


def test_the_list_has_pages(client_for, officer, reference):
    for number in range(26):
        receive(number)

    page = client_for(officer).get(f"{ENQUIRIES}?page=2").context["page_obj"]

    assert (len(page.object_list), page.paginator.count) == (1, 26)


def test_administrators_keep_the_mailboxes_in_the_admin(client_for, administrator, officer, reference):
    client, path = client_for(administrator), "/admin/content/mailbox/"
    fields = {
        "topic": "GIVING",
        "region_code": "AFRICA",
        "languages": ["fr"],
        "address": "x@example.org",
        "is_used": "on",
    }

    client.post(f"{path}add/", fields)

    box = Mailbox.objects.get()
    assert (box.topic, box.region_code, box.languages, box.address) == ("GIVING", "AFRICA", ["fr"], "x@example.org")
    assert AuditEvent.objects.about(box).get().action == "mailbox.kept"
    wrong = client.post(f"{path}add/", fields | {"region_code": "MOON", "address": "x"})
    assert set(wrong.context["adminform"].form.errors) == {"region_code", "address"}
    client.post(f"{path}{box.pk}/change/", fields | {"is_used": ""})
    box.refresh_from_db()
    assert box.is_used is False
    assert client.get(path).status_code == 200
    assert client_for(officer).get(path).status_code == 302


def test_names_do_not_become_markup(client_for, officer, reference):
    enquiry = receive(name="<b>Ana</b>", message=f"<script>alert(1)</script> {MESSAGE}")
    mailbox()

    text = client_for(officer).get(f"{ENQUIRIES}{enquiry.reference}/").content.decode()

    assert "<b>Ana" not in text
    assert "<script>alert" not in text
    assert all("<script>alert" not in mail.html for mail in OutboxMail.objects.all())
    assert (Enquiry.objects.count(), Pledge.objects.count()) == (1, 0)
