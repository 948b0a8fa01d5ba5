import smtplib
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command

from notifications import services, tasks
from notifications.models import OutboxMail
from notifications.tasks import RETRY_AFTER, deliver_mail

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Server(BaseEmailBackend):
    """A mail server that refuses some recipients, drops the line, or cannot be reached."""

    refused, accepted, opened, is_down, drops_line = set(), [], 0, False, False

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.is_open = False

    def open(self):
        if Server.is_down:
            raise ConnectionRefusedError("nobody there")
        Server.opened += not self.is_open
        self.is_open = True

    def close(self):
        self.is_open = False
        if Server.drops_line:
            raise smtplib.SMTPServerDisconnected("gone")

    def send_messages(self, email_messages):
        if not self.is_open:
            raise smtplib.SMTPServerDisconnected("run connect() first")
        for message in email_messages:
            if message.to[0] in Server.refused:
                raise smtplib.SMTPRecipientsRefused({message.to[0]: (550, b"no such mailbox")})
            Server.accepted.append(message.to[0])
        return len(email_messages)


@pytest.fixture
def server(settings, time_machine):
    time_machine.move_to(NOW, tick=False)
    settings.EMAIL_DELIVERY = {"EMAIL_BACKEND": "tests.notifications.test_tasks.Server"}
    Server.refused, Server.accepted, Server.opened, Server.is_down, Server.drops_line = set(), [], 0, False, False
    return Server


def enqueue(to="ana@example.org", **fields):
    return services.enqueue(to=to, subject="Subject", text="Text", **fields)


def test_all_due_mails_are_sent_over_one_connection_oldest_first(db, server, time_machine):
    enqueue("b@example.org")
    time_machine.move_to(NOW + timedelta(seconds=1), tick=False)
    enqueue("a@example.org")

    assert deliver_mail() == 2

    assert (server.accepted, server.opened) == (["b@example.org", "a@example.org"], 1)
    assert set(OutboxMail.objects.values_list("state", "attempts")) == {("SENT", 1)}


def test_nothing_is_sent_twice(db, server):
    enqueue()

    assert [deliver_mail(), deliver_mail()] == [1, 0]

    assert server.accepted == ["ana@example.org"]


def test_without_due_mail_no_connection_is_made(db, server):
    assert deliver_mail() == 0

    assert server.opened == 0


def test_limit_is_kept(db, server):
    for _turn in range(3):
        enqueue()

    assert [deliver_mail(limit=2), deliver_mail(limit=2)] == [2, 1]


def test_a_mail_that_fails_does_not_block_the_others(db, server):
    server.refused = {"bad@example.org"}
    bad = enqueue("bad@example.org")
    enqueue("good@example.org")

    assert deliver_mail() == 1

    bad.refresh_from_db()
    assert server.accepted == ["good@example.org"]
    assert (bad.state, bad.attempts, bad.sent_at) == ("PENDING", 1, None)
    assert bad.next_attempt_at == NOW + timedelta(minutes=1)
    assert bad.last_error == "SMTPRecipientsRefused: {'bad@example.org': (550, b'no such mailbox')}"


def test_a_line_that_breaks_does_not_block_the_others(db, server):
    server.refused, server.drops_line = {"bad@example.org"}, True
    enqueue("bad@example.org")
    enqueue("good@example.org")

    assert deliver_mail() == 1

    assert server.accepted == ["good@example.org"]


def test_failed_once_is_sent_when_its_time_comes(db, server, time_machine):
    server.refused = {"ana@example.org"}
    found = enqueue()
    deliver_mail()
    server.refused = set()

    time_machine.move_to(NOW + timedelta(seconds=59), tick=False)
    assert deliver_mail() == 0
    time_machine.move_to(NOW + timedelta(seconds=60), tick=False)
    assert deliver_mail() == 1

    found.refresh_from_db()
    assert (found.state, found.attempts, found.last_error) == ("SENT", 2, "")


def test_mail_is_given_up_after_the_last_attempt(db, server, time_machine):
    server.refused = {"ana@example.org"}
    found, waits = enqueue(), []

    for turn in range(len(RETRY_AFTER) + 1):
        deliver_mail()
        found.refresh_from_db()
        assert found.attempts == turn + 1
        waits.append(found.next_attempt_at - datetime.now(UTC))
        time_machine.move_to(found.next_attempt_at, tick=False)

    assert found.state == "DEAD"
    assert waits[:-1] == RETRY_AFTER
    time_machine.move_to(NOW + timedelta(days=30), tick=False)
    server.refused = set()
    assert deliver_mail() == 0


def test_server_that_cannot_be_reached_costs_no_attempt(db, server):
    server.is_down = True
    found = enqueue()

    assert deliver_mail() == 0

    found.refresh_from_db()
    assert (found.state, found.attempts, found.text) == ("PENDING", 0, "Text")
    server.is_down = False
    assert deliver_mail() == 1


def test_mail_carries_its_identity_its_language_and_both_parts(db, settings):
    settings.SITE_URL = "https://fund.example.org:8443"
    found = enqueue(html="<p>Texte</p>", language="fr")

    deliver_mail()

    [message] = mail.outbox
    headers = message.message()
    assert headers["Message-ID"] == f"<{found.pk}@fund.example.org>"
    assert (headers["Auto-Submitted"], headers["Content-Language"]) == ("auto-generated", "fr")
    assert headers["From"] == settings.DEFAULT_FROM_EMAIL
    assert [part.get_content_type() for part in headers.get_payload()] == ["text/plain", "text/html"]


def test_subject_with_a_line_break_is_never_sent(db):
    found = services.enqueue(to="ana@example.org", subject="Hello\nBcc: all@example.org", text="Text")

    assert deliver_mail() == 0

    found.refresh_from_db()
    assert mail.outbox == []
    assert found.last_error.startswith("BadHeaderError")


def test_secret_is_erased_when_sent_and_when_given_up_but_kept_for_another_attempt(db, server):
    kept = enqueue("plain@example.org")
    sent = enqueue("sent@example.org", holds_secret=True)
    waiting = enqueue("waiting@example.org", holds_secret=True)
    dead = enqueue("dead@example.org", holds_secret=True)
    OutboxMail.objects.filter(pk=dead.pk).update(attempts=len(RETRY_AFTER))
    server.refused = {"waiting@example.org", "dead@example.org"}

    deliver_mail()

    texts = dict(OutboxMail.objects.values_list("to", "text"))
    assert texts == {kept.to: "Text", sent.to: "", waiting.to: "Text", dead.to: ""}


def test_run_that_lasts_too_long_leaves_the_rest_to_the_next(db, server, monkeypatch):
    enqueue("a@example.org")
    enqueue("b@example.org")
    monkeypatch.setattr(tasks, "MOST_SECONDS", -1)

    assert deliver_mail() == 1

    assert OutboxMail.objects.due().count() == 1


@pytest.mark.parametrize(
    ("configured", "wanted"),
    [
        ({"EMAIL_BACKEND": "x.Y"}, {"backend": "x.Y"}),
        (
            {
                "EMAIL_BACKEND": "x.Y",
                "EMAIL_HOST": "mail",
                "EMAIL_PORT": 25,
                "EMAIL_HOST_USER": "",
                "EMAIL_USE_TLS": True,
            },
            {"backend": "x.Y", "host": "mail", "port": 25, "use_tls": True, "timeout": 10},
        ),
    ],
)
def test_delivery_options(settings, configured, wanted):
    settings.EMAIL_DELIVERY = configured

    assert tasks.delivery_options() == wanted


def test_command_delivers(db, server):
    enqueue()
    printed = StringIO()

    call_command("deliver_mail", stdout=printed)

    assert printed.getvalue() == "mails sent: 1\n"
    assert server.accepted == ["ana@example.org"]


def test_mail_that_can_be_stopped_says_so_to_mail_programs(db):
    enqueue(stop_url="https://fund.example.org/en/stop/secret/")
    enqueue()

    deliver_mail()

    first, second = (message.message() for message in sorted(mail.outbox, key=lambda one: -len(one.extra_headers)))
    assert first["List-Unsubscribe"] == "<https://fund.example.org/en/stop/secret/>"
    assert first["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"  # RFC 8058
    assert (second["List-Unsubscribe"], second["List-Unsubscribe-Post"]) == (None, None)
