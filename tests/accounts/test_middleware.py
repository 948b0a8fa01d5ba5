"""Which requests keep a session alive."""

import pytest
from django.contrib.sessions.models import Session

from accounts.middleware import ACTIVE_AT


@pytest.mark.parametrize(("seconds", "is_renewed"), [(0, False), (59, False), (60, True), (3600, True), (-10, True)])
def test_session_is_written_at_most_once_a_minute(client_for, stranger, time_machine, seconds, is_renewed):
    time_machine.move_to("2026-11-23 12:00+00:00", tick=False)
    client = client_for(stranger)
    client.get("/en/workspace/")
    before = Session.objects.get().get_decoded()[ACTIVE_AT], Session.objects.get().expire_date
    time_machine.shift(seconds)

    client.get("/en/workspace/")

    after = Session.objects.get().get_decoded()[ACTIVE_AT], Session.objects.get().expire_date
    assert (after != before) == is_renewed
    assert after[0] - before[0] == (seconds if is_renewed else 0)
