"""Two worlds that differ only in what another reviewer gave, wrote or is called look the same to whoever may not know it.

Everything that Raul (asked, has not handed in) and the applicant can open, search, sort, download or get by mail is
compared byte by byte. Each secret has its control: somebody who may know it sees a difference.
"""

import io
import re
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from openpyxl import load_workbook

from notifications.models import Notification, OutboxMail
from reviews import services
from reviews.models import Remark, Round
from reviews.selectors import rights_on

TOKENS = [
    (re.compile(r'(name="csrfmiddlewaretoken" value=)"[^"]+"'), r"\1"),
    (re.compile(r'(name="seal" value=)"[^"]+"'), r"\1"),
    (re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"), "request"),
    (re.compile(r"/messages/\d+/"), "/messages/"),
]
NOW = datetime.now(UTC) + timedelta(days=1)  # after all that the fixtures write


def normal(response):
    """Status, headers and body without tokens; archives and workbooks by what they hold."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    kind = response.headers.get("Content-Type", "")
    if "zip" in kind:
        archive = zipfile.ZipFile(io.BytesIO(body))
        body = [(name, archive.read(name)) for name in archive.namelist()]
    elif "spreadsheet" in kind:
        book = load_workbook(io.BytesIO(body))
        body = [[[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets]
    else:
        body = body.decode()
        for pattern, put in TOKENS:
            body = pattern.sub(put, body)
    headers = {name: value for name, value in response.headers.items() if name != "X-Request-ID"}
    if "form" in str(body):
        headers.pop("Content-Length", None)  # of the tokens taken out
    return response.status_code, headers, body


def addresses_of(application, assignment):
    reviews, key = "/en/workspace/reviews/", application.key
    yield from ("/en/workspace/", f"{reviews}mine/", f"{reviews}mine/?q=SECRET", f"{reviews}mine/?sort=mark")
    yield from (f"{reviews}offline/", f"{reviews}offline/scores.xlsx", f"{reviews}offline/proposals.zip")
    yield from (f"{reviews}{key}/discussion/", f"{reviews}?q=SECRET", "/en/workspace/messages/")
    base = f"{reviews}assignments/{assignment.pk}/"
    yield from (base, *(f"{base}{part}/" for part in ("hand-in", "change", "changes", "conflict")))
    page = application.get_absolute_url()
    yield from (page, f"{page}read/", "/en/workspace/applications/", "/en/workspace/applications/?q=SECRET")


def seen_by(client, person, application, assignment):
    """Everything that a person can look at, and what they were told."""
    pages = {address: normal(client.get(address)) for address in addresses_of(application, assignment)}
    told = [(one.kind, one.params, one.path) for one in Notification.objects.filter(user=person).order_by("pk")]
    mails = [(mail.subject, mail.text, mail.html) for mail in OutboxMail.objects.filter(to=person.email).order_by("pk")]
    return pages | {"told": told, "mails": mails}


def marks(assignment, value, words):
    return dict.fromkeys(assignment.rubric.criteria.all(), (value, words))


def other_marks(done, reviewer, officer):
    """Rita gives other marks, and the reason."""
    services.change_review(done, by=reviewer, number=1, reason="SECRET reason", marks=marks(done, 2, ""))


def other_words(done, reviewer, officer):
    """Rita writes otherwise, says something, and keeps a note."""
    same = done.reviews.first().marks
    given = {one: (same[one.code], "SECRET words of Rita") for one in done.rubric.criteria.all()}
    services.change_review(done, by=reviewer, number=1, reason="SECRET reason", marks=given, summary="SECRET summary")
    services.write_note(done, by=reviewer, text="SECRET note", was="")
    if rights_on(done.application, reviewer)[0].discusses:
        services.say(done.application, by=reviewer, text="SECRET remark")
    else:
        Remark.objects.create(application=done.application, author=reviewer, text="SECRET remark")


def other_name(done, reviewer, officer):
    """Rita is called otherwise."""
    reviewer.name = "Secreta Otherwise"
    reviewer.save(update_fields=["name"])


def a_conflict(done, reviewer, officer):
    """Rita's review does not count any more."""
    services.declare(done, by=reviewer, has_conflict=True, conflict="SECRET conflict")


SECRETS = [other_marks, other_words, other_name, a_conflict]


@pytest.fixture
def worlds(begun, done, reviewer, officer, client_for):
    """``worlds(secret, person)`` → what a person sees without and with the secret."""

    def compare(secret, person):
        found = []
        for change in (None, secret):
            with transaction.atomic(), time_machine.travel(NOW, tick=False):
                if change:
                    change(done, reviewer, officer)
                found.append(seen_by(client_for(person), person, done.application, begun))
                transaction.set_rollback(True)
            for row in (done, reviewer):
                row.refresh_from_db()
        return found

    return compare


def differing(first, second):
    return [place for place in first if first[place] != second[place]]


@pytest.mark.parametrize("others", [None, Round.Others.NEVER])
@pytest.mark.parametrize("secret", SECRETS)
def test_a_reviewer_who_has_not_handed_in_learns_nothing(worlds, reviewer2, secret, others):
    if others:
        Round.objects.create(name="Closed", sees_others=others, opens_at="2026-01-01T00:00Z")

    assert differing(*worlds(secret, reviewer2)) == []


@pytest.mark.parametrize("secret", SECRETS)
def test_the_applicant_learns_nothing(worlds, applicant, secret):
    assert differing(*worlds(secret, applicant)) == []


@pytest.mark.parametrize("secret", [other_marks, other_words, other_name])
def test_the_comparison_bites_where_somebody_may_know(worlds, officer, begun, done, reviewer2, secret):
    """The control: the same worlds differ for an officer once all reviews are in."""
    services.hand_in(begun, by=reviewer2, marks=marks(begun, 3, "Raul thinks so"))

    discussion = f"/en/workspace/reviews/{done.application.key}/discussion/"
    assert discussion in differing(*worlds(secret, officer))


def test_a_name_stays_hidden_from_a_reviewer_who_is_done(worlds, begun, reviewer2):
    services.hand_in(begun, by=reviewer2, marks=marks(begun, 3, "Raul thinks so"))

    assert differing(*worlds(other_name, reviewer2)) == []
