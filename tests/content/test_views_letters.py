import re
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from content import services
from content.models import Enquiry, Message, Pledge
from content.selectors.signed import DAYS, RECEIPT, THREAD, token_of
from content.spam import MOST_SECONDS, new_ticket
from notifications.models import OutboxMail

from .letters import MESSAGE, mailbox, pledged, receive, receive_pledge, words

CONTACT, PLEDGE = "/en/contact/", "/en/donate/pledge/"


def test_an_enquiry_is_sent_and_its_confirmation_survives_a_reload(client, reference):
    mailbox()

    answer = client.post("/es/contact/", words())

    enquiry = Enquiry.objects.get()
    assert (enquiry.language, enquiry.state, enquiry.name) == ("es", "OPEN", "Ana Lukić")
    assert answer.status_code == 302
    for _reload in range(2):
        page = client.get(answer["Location"])
        assert (page.status_code, enquiry.reference in page.content.decode()) == (200, True)
    assert '<meta name="robots" content="noindex">' in page.content.decode()
    assert OutboxMail.objects.get(to="ana@example.org").language == "es"


def test_a_double_click_makes_one_enquiry_and_other_words_another(client, reference):
    sent = words()

    answers = [client.post(CONTACT, sent) for _click in range(2)]

    assert [one.status_code for one in answers] == [302, 302]
    assert Enquiry.objects.count() == 1
    client.post(CONTACT, sent | {"message": "Something else that I forgot"})
    assert Enquiry.objects.count() == 2


@pytest.mark.parametrize(
    ("other", "doubts"),
    [
        ({"homepage": "https://shop.example.org"}, ["TRAP"]),
        ({"ticket": "now"}, ["QUICK"]),
        ({"message": "https://a.example https://b.example https://c.example"}, ["LINKS"]),
    ],
)
def test_what_looks_odd_is_held_and_its_sender_is_told_so(client, reference, other, doubts):
    if other.get("ticket"):
        other = {"ticket": new_ticket()}

    answer = client.post(CONTACT, words(**other), follow=True)

    enquiry = Enquiry.objects.get()
    assert (enquiry.state, enquiry.doubts) == ("HELD", doubts)
    assert enquiry.reference in answer.content.decode()
    assert "Nothing is lost" in answer.content.decode()
    assert not OutboxMail.objects.exists()


def test_a_form_that_was_open_for_a_day_keeps_what_was_typed_and_works_then(client, reference):
    with time_machine.travel(timezone.now() - timedelta(seconds=MOST_SECONDS + 60), tick=False):
        old = new_ticket()

    answer = client.post(CONTACT, words(ticket=old))

    text = answer.content.decode()
    assert (answer.status_code, Enquiry.objects.count()) == (200, 0)
    assert "open for long" in text
    assert MESSAGE in text
    fresh = re.search(r'name="ticket" value="([^"]+)"', text)[1]
    client.post(CONTACT, words(ticket=fresh))
    assert Enquiry.objects.get().state == "OPEN"


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("ticket", [None, "", "x:y", "\x00"])
def test_bad_input_is_said_beside_the_field_and_kept(client, reference, language, ticket):
    bad = {"topic": "NONE", "region_code": "MOON", "country_code": "XX", "email": "ana@", "name": "", "message": ""}
    sent = words(**bad) | ({} if ticket is None else {"ticket": ticket})

    answer = client.post(f"/{language}/contact/", sent)

    assert answer.status_code == 200
    assert set(answer.context["form"].errors) - {"__all__"} == set(bad)
    text = answer.content.decode()
    assert 'role="alert"' in text
    assert 'value="ana@"' in text
    assert "Ministry of Labour" in text
    assert client.post(f"/{language}/contact/", {}).status_code == 200
    assert not Enquiry.objects.exists()


def test_too_much_from_one_network_is_refused_with_all_that_was_typed(client, reference, settings):
    settings.ACCOUNT_RATE_LIMITS = {"write_to_fund": "2/m/ip"}
    cache.clear()

    answers = [client.post(CONTACT, words(message=f"{MESSAGE} {number}")) for number in range(3)]

    assert [one.status_code for one in answers] == [302, 302, 429]
    assert f"{MESSAGE} 2" in answers[2].content.decode()
    assert Enquiry.objects.count() == 2
    cache.clear()


def test_a_text_too_long_comes_back(client, reference):
    answer = client.post(CONTACT, words(message="a" * 4001))

    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["message"])


def thread_of(enquiry):
    return f"/en/contact/thread/{token_of(enquiry, THREAD)}/"


def test_the_sender_reads_the_thread_without_notes_and_writes_again(client, reference, officer):
    enquiry = services.answer_enquiry(receive(), by=officer, revision=1, text="Yes, it may.")
    services.note_enquiry(enquiry, by=officer, text="SECRET note")
    address, sent = thread_of(enquiry), {"message": "And when?", "ticket": new_ticket(seconds_ago=60)}

    text = client.get(address).content.decode()
    assert MESSAGE in text
    assert "Yes, it may." in text
    assert not {"SECRET", officer.name} & set(re.split(r"[<> ]", text))
    assert officer.name not in text
    answers = [client.post(address, sent) for _click in range(2)]

    assert [(one.status_code, one["Location"]) for one in answers] == [(302, address)] * 2
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.messages.filter(kind=Message.Kind.SENDER).count()) == ("OPEN", 2)


def test_an_empty_addition_is_refused(client, reference):
    address = thread_of(receive())

    answer = client.post(address, {"message": " ", "ticket": new_ticket(seconds_ago=60)})

    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["message"])


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_is_forged_foreign_or_over_leads_nowhere(client, reference, method):
    enquiry, pledge = receive(), receive_pledge()
    with time_machine.travel(timezone.now() - timedelta(days=DAYS[THREAD], minutes=1), tick=False):
        old = token_of(enquiry, THREAD)
    good = token_of(enquiry, THREAD)
    tokens = [old, f"{good}x", good[:-1], "1", "a:b:c", token_of(enquiry, RECEIPT), token_of(pledge, RECEIPT)]

    for token in tokens:
        assert getattr(client, method)(f"/en/contact/thread/{token}/").status_code == 404, token
    foreign = [("contact", pledge, RECEIPT), ("contact", enquiry, THREAD), ("donate/pledge", enquiry, RECEIPT)]
    for place, letter, purpose in foreign:
        assert client.get(f"/en/{place}/received/{token_of(letter, purpose)}/").status_code == 404
    Enquiry.objects.update(wiped_at=timezone.now())
    assert getattr(client, method)(f"/en/contact/thread/{good}/").status_code == 404


def test_a_link_leads_to_its_own_enquiry_alone(client, reference):
    mine, other = receive(1), receive(2, message="SECRET of somebody else")

    text = client.get(thread_of(mine)).content.decode()

    assert mine.reference in text
    assert "SECRET" not in text
    assert other.reference not in text


def test_what_was_put_aside_offers_no_form(client, reference, officer):
    enquiry = services.step_enquiry(receive(), "spam", by=officer)

    assert b"<textarea" not in client.get(thread_of(enquiry)).content
    answer = client.post(thread_of(enquiry), {"message": "Hello", "ticket": new_ticket(seconds_ago=60)})
    assert answer.status_code == 200
    assert Message.objects.count() == 1


@pytest.mark.parametrize(("language", "amount"), [("en", "10,000.50"), ("fr", "10 000,50"), ("es", "10.000,50")])
def test_a_pledge_is_sent_in_the_notation_of_its_language(client, reference, language, amount):
    answer = client.post(f"/{language}/donate/pledge/", pledged(amount=amount))

    pledge = Pledge.objects.get()
    assert (pledge.amount, pledge.currency, pledge.language) == (Decimal("10000.50"), "USD", language)
    assert pledge.reference in client.get(answer["Location"]).content.decode()


def test_a_project_is_taken_from_the_address(client, reference):
    form = client.get(f"{PLEDGE}?project=PX.0009").context["form"]

    assert (form["intention"].value(), form["intended_for"].value()) == ("PROJECT", "PX.0009")
    assert client.get(PLEDGE).context["form"]["intention"].value() == "UNEARMARKED"


def test_a_pledge_without_an_amount_has_no_currency(client, reference):
    client.post(PLEDGE, pledged(amount=""))

    assert (Pledge.objects.get().amount, Pledge.objects.get().currency) == (None, "")


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize(
    ("other", "wrong"),
    [
        ({"kind": "MEMBER_STATE", "giver": ""}, {"giver"}),
        ({"kind": "", "intention": ""}, {"kind", "intention"}),
        ({"intention": "PROJECT", "intended_for": ""}, {"intended_for"}),
        ({"amount": "a lot"}, {"amount"}),
        ({"amount": "-5"}, {"amount"}),
        ({"amount": "NaN"}, {"amount"}),
        ({"amount": "9" * 20}, {"amount"}),
        ({"currency": "XXX"}, {"currency"}),
        ({"currency": ""}, {"currency"}),
        ({"email": "x"}, {"email"}),
    ],
)
def test_a_pledge_with_a_mistake_comes_back(client, reference, language, other, wrong):
    answer = client.post(f"/{language}/donate/pledge/", pledged(**other))

    assert (answer.status_code, set(answer.context["form"].errors)) == (200, wrong)
    assert "A first contribution." in answer.content.decode()
    assert not Pledge.objects.exists()


def test_a_pledge_is_defended_as_an_enquiry_is(client, reference):
    sent = pledged(homepage="x", ticket=new_ticket())

    for _click in range(2):
        client.post(PLEDGE, sent)

    assert [(one.state, one.doubts) for one in Pledge.objects.all()] == [("HELD", ["TRAP", "QUICK"])]


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_page_donate_leads_to_the_form(client, reference, language):
    text = client.get(f"/{language}/donate/").content.decode()

    assert f'href="/{language}/donate/pledge/"' in text


@pytest.mark.parametrize("path", ["/en/contact/", "/en/donate/pledge/"])
def test_fields_have_labels_and_the_trap_is_out_of_the_way(client, reference, path):
    text = client.get(path).content.decode()

    main = text[text.index("<main") : text.index("</main>")]
    named = set(re.findall(r'<label[^>]* for="([^"]+)"', main))
    controls = re.findall(r"<(?:input|select|textarea)\b[^>]*>", main)
    shown = [one for one in controls if 'type="hidden"' not in one]
    assert {re.search(r'id="([^"]+)"', one)[1] for one in shown} <= named
    trap = next(one for one in controls if 'name="homepage"' in one)
    assert 'tabindex="-1"' in trap
    assert 'class="leave-empty" aria-hidden="true"' in main
    assert main.count("<h1") == 1
    assert 'autocomplete="email"' in main


@pytest.mark.parametrize(("path", "queries"), [("/en/contact/", 2), ("/en/donate/pledge/", 1)])
def test_a_form_costs_the_same_however_much_was_written(client, reference, django_assert_num_queries, path, queries):
    client.get(path)
    with django_assert_num_queries(queries):
        client.get(path)
    for number in range(5):
        receive(number)
        receive_pledge(number)
    with django_assert_num_queries(queries):
        client.get(path)


def test_a_thread_costs_the_same_however_long_it_is(client, reference, django_assert_num_queries):
    enquiry = receive()
    address = thread_of(enquiry)
    with django_assert_num_queries(2):
        client.get(address)
    for number in range(5):
        services.continue_enquiry(enquiry, form_key=f"k{number}", message="More")

    with django_assert_num_queries(2):
        client.get(address)
