"""When a request reached us: what the proxy says, if it is ours and says something that can be."""

from datetime import UTC, datetime, timedelta

import pytest

from core.middleware import arrival

NOW = datetime(2026, 10, 25, 0, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "before"),
    [
        ("t=1792889991.250", timedelta(seconds=7, milliseconds=750)),
        ("1792889991", timedelta(seconds=8)),
        ("1792889991250", timedelta(seconds=7, milliseconds=750)),
        ("t=1792889991250000", timedelta(seconds=7, milliseconds=750)),
        ("t=1792890000.000", timedelta(0)),  # the future
        ("t=1792889000.000", timedelta(0)),  # longer than a request may wait
        ("yesterday", timedelta(0)),
        ("", timedelta(0)),
        ("t=99999999999999999999", timedelta(0)),
    ],
)
def test_arrival_is_what_a_trusted_proxy_says_within_reason(settings, time_machine, header, before):
    settings.TRUST_REQUEST_START = True
    time_machine.move_to(NOW, tick=False)

    assert arrival(header) == NOW - before


def test_without_a_trusted_proxy_nobody_can_say_that_they_came_earlier(settings, time_machine):
    settings.TRUST_REQUEST_START = False
    time_machine.move_to(NOW, tick=False)

    assert arrival("t=1792889991.250") == NOW
