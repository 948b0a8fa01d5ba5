from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, override
from kombu.exceptions import OperationalError

from core.errors import DomainError, NotAllowed
from core.models import AuditEvent
from notifications import services, tasks
from notifications.models import Notification, OutboxMail
from notifications.rendering import UnknownKind, line

from ..factories import UserFactory
from .conftest import Thing


class FinalReport(Thing):
    """Has a name in which the portal's own words stand."""

    def __str__(self):
        return gettext("Final report")


def enqueue(**changes):
    return services.enqueue(**{"to": "ana@example.org", "subject": "Subject", "text": "Text", **changes})


def test_notify_tells_each_active_person_once_in_portal_and_by_mail(sample, thing, applicant, colleague, officer):
    inactive = UserFactory(is_active=False)

    services.notify(sample, thing, to=[applicant, colleague, applicant, None, inactive], actor=officer, title="A plan")

    assert sorted(Notification.objects.values_list("user", "kind", "path")) == sorted(
        (user.pk, "sample.done", "/workspace/applications/abc/") for user in (applicant, colleague)
    )
    assert set(OutboxMail.objects.values_list("to", "subject", "state")) == {
        (user.email, "IDF-2026-0001 is done", "PENDING") for user in (applicant, colleague)
    }


def test_what_is_gathered_is_told_once_later_by_kind_place_and_person(kinds, thing, applicant, colleague, time_machine):
    kinds(**{"sample.said": "Said", "sample.done": "Done"})
    for _turn in range(3):
        services.notify("sample.said", thing, to=[applicant], gather=timedelta(minutes=10))
    services.notify("sample.said", thing, to=[colleague], gather=timedelta(minutes=10))
    services.notify("sample.done", thing, to=[applicant])

    assert Notification.objects.filter(kind="sample.said").count() == 2
    assert list(OutboxMail.objects.due().values_list("subject", flat=True)) == ["Done"]

    time_machine.move_to(timezone.now() + timedelta(minutes=11))
    services.notify("sample.said", thing, to=[applicant], gather=timedelta(minutes=10))
    assert OutboxMail.objects.due().filter(subject="Said").count() == 2
    assert Notification.objects.filter(user=applicant, kind="sample.said").count() == 2


def test_mail_is_in_the_language_of_its_reader_and_leads_to_the_site(kinds, thing, applicant, settings):
    settings.SITE_URL = "https://fund.example.org"
    kinds(**{"sample.lang": '{% get_current_language as code %}{{ code }}\n\n{{ day_on|date:"DATE_FORMAT" }}'})
    applicant.language = "fr"

    services.notify("sample.lang", thing, to=[applicant], day_on="2026-11-23")

    found = OutboxMail.objects.get()
    assert (found.subject, found.language) == ("fr", "fr")
    assert "23 novembre 2026" in found.text
    assert "https://fund.example.org/fr/workspace/applications/abc/" in found.text
    assert '<html lang="fr">' in found.html


def test_words_of_the_portal_in_a_name_or_value_are_in_the_language_of_each_reader(kinds, applicant, colleague):
    kinds(**{"sample.named": "{{ object }}: {{ state }}\n\nBody."})
    applicant.language, colleague.language = "fr", "es"

    services.notify("sample.named", FinalReport(), to=[applicant, colleague], state=gettext_lazy("Draft"))

    subjects = {"Rapport final: Brouillon", "Informe final: Borrador"}
    assert set(OutboxMail.objects.values_list("subject", flat=True)) == subjects
    with override("fr"):
        assert line(Notification.objects.get(user=colleague)).subject == "Rapport final: Brouillon"


def test_notify_with_an_unknown_kind_says_which_file_is_missing_and_writes_nothing(thing, applicant):
    with pytest.raises(UnknownKind, match=r"'sample.none' has no template notifications/sample.none.txt"):
        services.notify("sample.none", thing, to=[applicant])

    assert (Notification.objects.count(), OutboxMail.objects.count()) == (0, 0)


def test_notify_once_tells_nobody_twice(sample, thing, applicant, colleague):
    services.notify(sample, thing, to=[applicant], once="due:7", title="A")
    services.notify(sample, thing, to=[applicant, colleague], once="due:7", title="A")

    assert list(Notification.objects.order_by("pk").values_list("user", flat=True)) == [applicant.pk, colleague.pk]
    assert set(OutboxMail.objects.values_list("dedupe_key", flat=True)) == {
        f"due:7:{applicant.pk}",
        f"due:7:{colleague.pk}",
    }


def test_address_without_language_prefix_is_kept(sample, applicant):
    services.notify(sample, Thing(address="/environment/"), to=[applicant], title="A")

    assert Notification.objects.get().path == "/environment/"


HOSTILE = (
    "Your account\r\nBcc: all@x.org is closed, see https://evil.example/login or www.evil.example, evil.example\u202e!"
)


def test_what_people_typed_becomes_no_link_no_header_and_no_markup(sample, applicant, officer):
    officer.name = f"<b>Eve</b> {HOSTILE}"
    title = f'{HOSTILE} <img src=x onerror="alert(1)"> & “more” ' + "x" * 300

    services.notify(
        sample, Thing(HOSTILE), to=[applicant], actor=officer, title=title, comment="See http://evil.example."
    )

    found = OutboxMail.objects.get()
    assert found.subject.splitlines() == [found.subject]
    for text in (found.text, found.html):
        assert "evil.example" not in text
        assert "\u202e" not in text
        assert "x" * 121 not in text
        links = [word for word in text.replace('"', " ").split() if "://" in word]
        assert {link.startswith("http://testserver/en/") for link in links} == {True}
    assert "<img" in found.text
    assert "<b>" not in found.html
    assert "<img" not in found.html


def test_text_is_not_escaped(sample, thing, applicant):
    services.notify(sample, thing, to=[applicant], title="Côte d'Ivoire & “friends” <2026>")

    assert "Côte d'Ivoire & “friends” <2026>" in OutboxMail.objects.get().text
    assert "Côte d&#x27;Ivoire &amp; “friends” &lt;2026&gt;" in OutboxMail.objects.get().html


def test_mail_goes_out_when_the_transaction_commits(sample, thing, applicant, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        services.notify(sample, thing, to=[applicant], title="A")
        assert mail.outbox == []

    assert [(message.to, message.subject) for message in mail.outbox] == [([applicant.email], "IDF-2026-0001 is done")]
    assert OutboxMail.objects.get().state == OutboxMail.State.SENT


def test_nothing_is_told_of_what_was_rolled_back(sample, thing, applicant, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        services.notify(sample, thing, to=[applicant], title="A")
        transaction.set_rollback(True)

    assert mail.outbox == []
    assert (Notification.objects.count(), OutboxMail.objects.count()) == (0, 0)


@pytest.mark.parametrize("error", [OperationalError("no broker"), ConnectionRefusedError()])
def test_broker_that_is_down_loses_nothing(applicant, monkeypatch, django_capture_on_commit_callbacks, error):
    def unreachable(*args, **kwargs):
        raise error

    monkeypatch.setattr(tasks.deliver_mail, "delay", unreachable)
    with django_capture_on_commit_callbacks(execute=True):
        enqueue()
    assert OutboxMail.objects.get().state == OutboxMail.State.PENDING

    assert tasks.deliver_mail() == 1
    assert [message.to for message in mail.outbox] == [["ana@example.org"]]


def test_enqueue_with_a_known_key_returns_the_first_mail(db):
    first = enqueue(dedupe_key="letter:1")
    second = enqueue(dedupe_key="letter:1", subject="Again")

    assert second == first
    assert OutboxMail.objects.get().subject == "Subject"


def test_enqueue_without_key_may_repeat(db):
    assert enqueue() != enqueue()


def test_retry_gives_a_dead_mail_a_fresh_start(administrator):
    dead = enqueue()
    OutboxMail.objects.update(state=OutboxMail.State.DEAD, attempts=7)

    services.retry(dead, by=administrator)

    dead.refresh_from_db()
    assert (dead.state, dead.attempts) == (OutboxMail.State.PENDING, 0)
    assert AuditEvent.objects.filter(action="mail.retried").get().actor == administrator


@pytest.mark.parametrize("change", [{"state": "SENT"}, {"state": "DEAD", "text": ""}])
def test_retry_of_a_sent_or_erased_mail_is_refused(administrator, change):
    found = enqueue()
    OutboxMail.objects.update(**change)

    with pytest.raises(DomainError):
        services.retry(found, by=administrator)

    assert OutboxMail.objects.get().state == change["state"]


@pytest.mark.parametrize("who", ["applicant", "officer", "auditor"])
def test_retry_is_for_administrators(db, request, who):
    found = enqueue()
    OutboxMail.objects.update(state=OutboxMail.State.DEAD)

    with pytest.raises(NotAllowed):
        services.retry(found, by=request.getfixturevalue(who))

    assert OutboxMail.objects.get().state == OutboxMail.State.DEAD


def test_marking_as_read_touches_ones_own_only(sample, thing, applicant, stranger):
    services.notify(sample, thing, to=[applicant, stranger], title="A")

    assert services.mark_all_read(by=applicant) == 1

    assert list(Notification.objects.unread().values_list("user", flat=True)) == [stranger.pk]


def test_marking_somebody_elses_notification_is_refused(sample, thing, applicant, stranger):
    services.notify(sample, thing, to=[stranger], title="A")

    with pytest.raises(NotAllowed):
        services.mark_read(Notification.objects.get(), by=applicant)

    assert Notification.objects.get().read_at is None


def test_reading_again_keeps_the_first_time(sample, thing, applicant):
    services.notify(sample, thing, to=[applicant], title="A")
    services.mark_read(Notification.objects.get(), by=applicant)
    first = Notification.objects.get().read_at

    services.mark_read(Notification.objects.get(), by=applicant)

    assert Notification.objects.get().read_at == first
