"""The front page: what stands on it, in which order, and what it costs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from funding.models import Call


@pytest.fixture
def no_calls(reference):
    """No call at all, not even the one that comes with the portal."""
    Call.objects.all().delete()


def headings(text):
    places = {name: text.find(f'id="{name}"') for name in ("home-calls", "catalogue", "stories", "how", "audiences")}
    return sorted((name for name, place in places.items() if place >= 0), key=places.get)


def test_the_order_is_what_is_open_what_was_funded_how_it_goes(client, public, reference):
    public()

    assert headings(client.get("/en/").content.decode()) == ["home-calls", "catalogue", "how", "audiences"]


def test_an_open_call_stands_with_its_days_left_and_zone(client, no_calls, open_call):
    call = open_call(deadline_at=timezone.now() + timedelta(days=9, hours=1))

    text = client.get("/en/").content.decode()

    assert f'href="{call.get_absolute_url()}"' in text
    assert "9 days left" in text
    assert "Central European" in text
    assert "No call is open today." not in text


def test_a_call_that_opens_next_is_named_where_none_is_open(client, no_calls, open_call):
    opens = timezone.now() + timedelta(days=3)
    open_call(opens_at=opens, deadline_at=opens + timedelta(days=30))

    text = client.get("/en/").content.decode()

    assert "No call is open today." in text
    assert "Opening soon" in text
    assert "You can prepare meanwhile" not in text


def test_without_any_call_readers_learn_how_to_prepare(client, no_calls):
    text = client.get("/en/").content.decode()

    assert "No call is open today." in text
    assert "You can prepare meanwhile" in text
    assert 'href="/en/apply/questions/"' in text


def test_drafts_of_calls_are_not_shown(client, no_calls, call_draft):
    call_draft(title_en="Secret plans")

    assert "Secret plans" not in client.get("/en/").content.decode()


@pytest.mark.parametrize("count", [1, 12])
def test_it_asks_as_much_however_much_there_is(client, public, open_call, django_assert_num_queries, count):
    for number in range(count):
        public(f"Number {number}", "ME")
        open_call(f"regional-{number}")
    client.get("/en/")

    with django_assert_num_queries(7):
        client.get("/en/")


def test_no_fact_is_told_twice(client, public):
    public()

    text = client.get("/en/").content.decode()

    assert text.count("all year") == text.count("National projects are selected all year") + text.count("All year")
