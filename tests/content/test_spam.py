from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from content.spam import MOST_SECONDS, StaleTicket, doubts_about, key_of, new_ticket, read_ticket


@pytest.mark.parametrize(
    ("seconds", "trap", "texts", "doubts"),
    [
        (60, "", ["See https://one.example.org and www.two.example.org"], []),
        (60, "", ["https://a.example https://b.example", "http://c.example"], ["LINKS"]),
        (60, "", ["<a href=x> [url=y] www.z.example"], ["LINKS"]),
        (60, "x", ["Good day"], ["TRAP"]),
        (1, "", ["Good day"], ["QUICK"]),
        (0, "x", ["https://a https://b https://c"], ["TRAP", "QUICK", "LINKS"]),
    ],
)
def test_what_looks_odd_is_named(seconds, trap, texts, doubts):
    assert doubts_about(seconds=seconds, trap=trap, texts=texts) == doubts


def test_a_ticket_tells_how_long_a_form_was_open():
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        ticket = new_ticket()
    with time_machine.travel(now + timedelta(seconds=20), tick=False):
        number, seconds = read_ticket(ticket)

    assert len(number) == 16
    assert 19 <= seconds <= 21


@pytest.mark.parametrize("ticket", ["", "x", "a:b:c", "\u2028"])
def test_a_ticket_that_is_not_ours_is_stale(ticket):
    with pytest.raises(StaleTicket):
        read_ticket(ticket)


def test_an_old_or_changed_ticket_is_stale():
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        ticket = new_ticket()

    with time_machine.travel(now + timedelta(seconds=MOST_SECONDS + 5), tick=False), pytest.raises(StaleTicket):
        read_ticket(ticket)
    with time_machine.travel(now, tick=False), pytest.raises(StaleTicket):
        read_ticket(f"x{ticket}")


def test_a_key_is_one_for_each_form_and_content():
    assert key_of("n", {"a": 1, "b": 2}) == key_of("n", {"b": 2, "a": 1})
    assert len({key_of("n", {"a": 1}), key_of("m", {"a": 1}), key_of("n", {"a": 2})}) == 3
