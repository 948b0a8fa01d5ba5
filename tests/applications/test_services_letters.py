import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.core import mail as mails
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from applications import services
from applications.models import Application, EndorsementLetter, LetterRequest, Member
from applications.panels import tasks
from applications.selectors import later_letters, letters_missing, letters_progress, removed_letters
from core.errors import DomainError, NotAllowed, StateConflict
from core.models import AuditEvent
from funding.evaluator import DECLARATIONS
from funding.models import Country
from notifications.models import Notification, OutboxMail
from tests.core.corpus import PDF

DECLARED = frozenset(DECLARATIONS)
PERSON = {"name": "Marko Focal", "ministry": "Ministry of Interior", "email": "marko@gov.example", "language": "fr"}


def letter(mark="letter", **fields):
    """The answers of a form for a letter."""
    file = SimpleUploadedFile("letter.pdf", PDF + f"% {mark}\n".encode())
    values = {"signatory": "M. Focal", "ministry": "Ministry of Interior", "dated_on": date.today(), "language": "fr"}
    return {"file": file, **values, **fields}


@pytest.fixture
def montenegro(draft):
    return draft.countries.get()


@pytest.fixture
def request_for(draft, applicant, montenegro):
    """A request, and the secret of its link: (row, token)."""
    asked = services.request_letter(draft, by=applicant, country=montenegro, **PERSON)
    return asked, token_of(OutboxMail.objects.get(to=PERSON["email"]))


def token_of(mail):
    """The secret in a message; one that was sent keeps no text."""
    text = mail.text or mails.outbox[-1].body
    return re.search(r"/fr/apply/letters/([\w-]{40,})/", text)[1]


@pytest.fixture
def regional(draft, applicant, endorser):
    """The draft for three countries of Europe, with letters of two, submitted (L02)."""
    draft.coverage = "REGIONAL"
    draft.save()
    countries = list(Country.objects.filter(code__in=["ME", "AL", "MK", "BA"]))
    draft.countries.set(countries)
    services.add_letter(draft, by=applicant, country=Country.objects.get(code="AL"), **letter("AL"))
    services.submit(draft, by=applicant, declarations=DECLARED)
    return Application.objects.get(pk=draft.pk)


@pytest.mark.parametrize(
    ("day", "words"),
    [(date.today() + timedelta(days=1), "future"), (date(26, 1, 1), "five years"), (date(2015, 1, 1), "five years")],
)
def test_a_letter_with_an_impossible_date_is_refused(draft, applicant, montenegro, day, words):
    with pytest.raises(DomainError, match=words):
        services.add_letter(draft, by=applicant, country=montenegro, **letter(dated_on=day))


def test_an_old_letter_is_taken_with_a_doubt(draft, applicant, montenegro):
    old = date.today() - timedelta(days=500)

    added = services.add_letter(draft, by=applicant, country=montenegro, **letter(dated_on=old))

    assert (added.is_old, draft.letters.exclude(pk=added.pk).get().is_old) == (True, False)


def test_a_workbook_is_no_letter_and_the_same_letter_counts_once(draft, applicant, montenegro):
    file = SimpleUploadedFile("letter.xlsx", b"PK\x03\x04")
    with pytest.raises(ValidationError, match="kind of file"):
        services.add_letter(draft, by=applicant, country=montenegro, **letter(file=file))
    services.add_letter(draft, by=applicant, country=montenegro, **letter())
    with pytest.raises(DomainError, match="here already"):
        services.add_letter(draft, by=applicant, country=montenegro, **letter())


def test_a_removed_letter_is_gone_from_the_draft_and_can_be_put_back(draft, applicant):
    one = draft.letters.get()
    services.remove_letter(one, by=applicant)
    assert (draft.letters.count(), list(removed_letters(draft))) == (0, [one])
    with pytest.raises(StateConflict):
        services.remove_letter(one, by=applicant)

    services.restore_letter(one, by=applicant)

    assert (draft.letters.get(), list(removed_letters(draft))) == (one, [])
    with pytest.raises(StateConflict):
        services.restore_letter(one, by=applicant)


def test_a_request_sends_a_link_in_the_language_of_the_focal_point(request_for, draft):
    asked, token = request_for
    mail = OutboxMail.objects.get(to=PERSON["email"])

    assert (mail.language, mail.holds_secret, draft.title in mail.text) == ("fr", True, True)
    assert asked.expires_at - asked.requested_at > timedelta(days=20)
    assert token not in str(LetterRequest.objects.values().get()) + str(list(AuditEvent.objects.values()))
    assert PERSON["email"] not in str(list(AuditEvent.objects.values()))


def test_the_letter_comes_by_the_link_once_and_the_team_is_told(request_for, draft, applicant):
    asked, token = request_for

    services.answer_letter_request(token, **letter())

    asked.refresh_from_db()
    assert asked.letter.is_from_the_government
    assert (asked.letter.country, draft.letters.count()) == (asked.country, 2)
    assert Notification.objects.get(kind="letter.arrived").user == applicant
    assert AuditEvent.objects.about(draft).last().actor is None
    with pytest.raises(StateConflict, match="used already"):
        services.answer_letter_request(token, **letter("another"))
    assert draft.letters.count() == 2


def test_a_refused_file_leaves_the_link_as_it_was(request_for, draft):
    _asked, token = request_for

    with pytest.raises(ValidationError):
        services.answer_letter_request(token, **letter(file=SimpleUploadedFile("letter.exe", b"MZ")))

    assert services.answer_letter_request(token, **letter()).application == draft


@pytest.mark.parametrize("what", ["expired", "revoked", "replaced", "truncated", "foreign"])
def test_a_link_that_does_not_work_takes_nothing(request_for, draft, applicant, time_machine, what):
    asked, token = request_for
    if what == "expired":
        time_machine.move_to(timezone.now() + timedelta(days=22))
    elif what == "revoked":
        services.revoke_letter_request(asked, by=applicant)
    elif what == "replaced":
        services.send_letter_request_again(asked, by=applicant)
    token = {"truncated": token[:-1], "foreign": asked.token_sha256}.get(what, token)

    with pytest.raises(StateConflict):
        services.answer_letter_request(token, **letter())

    assert draft.letters.count() == 1


def test_sent_again_a_new_link_works(request_for, applicant):
    asked, first = request_for
    services.send_letter_request_again(asked, by=applicant)
    second = token_of(OutboxMail.objects.filter(to=PERSON["email"]).exclude(text__contains=first).get())

    assert services.answer_letter_request(second, **letter()).request == asked


def test_nobody_is_flooded_with_requests(request_for, draft, applicant, montenegro):
    asked, _token = request_for
    for _turn in range(4):
        services.send_letter_request_again(asked, by=applicant)
        asked.refresh_from_db()
    with pytest.raises(DomainError, match="often enough"):
        services.send_letter_request_again(asked, by=applicant)
    for number in range(9):
        person = PERSON | {"email": f"p{number}@gov.example"}
        services.request_letter(draft, by=applicant, country=montenegro, **person)
    with pytest.raises(DomainError, match="Go on tomorrow"):
        services.request_letter(draft, by=applicant, country=montenegro, **PERSON)


def test_only_those_who_write_ask_for_letters(request_for, draft, applicant, stranger, colleague, montenegro):
    asked, _token = request_for
    Member.objects.create(application=draft, user=colleague, right=Member.Right.VIEW, added_by=applicant)

    for person in (stranger, colleague):
        with pytest.raises(NotAllowed):
            services.request_letter(draft, by=person, country=montenegro, **PERSON)
        with pytest.raises(NotAllowed):
            services.revoke_letter_request(asked, by=person)


def test_a_link_takes_nothing_once_the_proposal_is_withdrawn(request_for, draft, applicant):
    _asked, token = request_for
    services.withdraw(draft, by=applicant, comment="Not now")

    with pytest.raises(StateConflict, match="takes no letters"):
        services.answer_letter_request(token, **letter())


def test_a_regional_proposal_says_how_many_letters_it_still_needs(regional, applicant, draft):
    progress = letters_progress(regional)

    assert (progress.state, progress.figure.value, progress.limit.value) == ("NOT_MET", 2, 3)
    assert letters_missing(regional) == [
        "2 of 3 letters of the benefiting countries are here (rule L03). Add a letter from 1 more country."
    ]


def test_the_team_has_the_letters_on_its_list_until_they_are_there(regional, applicant, officer):
    (task,) = [one for one in tasks(applicant) if "letters" in one.title]
    assert (task.title, task.detail) == (
        f"Add letters to {regional.reference}",
        "2 of 3 letters of benefiting countries",
    )
    assert [one for one in tasks(officer) if "letters" in one.title] == []

    services.add_later_letter(regional, by=applicant, country=Country.objects.get(code="BA"), **letter("BA"))

    assert [one for one in tasks(applicant) if "letters" in one.title] == []


def test_a_national_proposal_needs_no_further_letters(draft):
    assert (letters_progress(draft), letters_missing(draft)) == (None, [])


def test_later_letters_stand_beside_the_submission_which_does_not_change(regional, applicant, endorser):
    submission = regional.submissions.get()
    before = submission.sha256

    added = services.add_later_letter(regional, by=applicant, country=Country.objects.get(code="BA"), **letter("BA"))

    submission.refresh_from_db()
    assert (later_letters(regional, submission), submission.sha256) == ([added], before)
    assert letters_missing(regional) == []
    assert endorser in [one.user for one in Notification.objects.filter(kind="letter.added")]
    with pytest.raises(StateConflict):
        services.remove_letter(added, by=applicant)


def test_a_letter_by_a_link_counts_under_review_too(regional, applicant, endorser):
    services.request_letter(regional, by=applicant, country=Country.objects.get(code="MK"), **PERSON)
    token = token_of(OutboxMail.objects.get(to=PERSON["email"]))

    services.answer_letter_request(token, **letter("MK"))

    assert letters_missing(regional) == []
    assert [one.is_from_the_government for one in later_letters(regional, regional.submissions.first())] == [True]


def test_nobody_adds_later_letters_to_a_draft_or_after_the_decision(draft, application_in, applicant, stranger):
    with pytest.raises(StateConflict):
        services.add_later_letter(draft, by=applicant, country=draft.countries.get(), **letter())
    decided = application_in("rejected")
    with pytest.raises(StateConflict, match="That is over"):
        services.add_later_letter(decided, by=applicant, country=decided.countries.get(), **letter())
    with pytest.raises(NotAllowed):
        services.add_later_letter(decided, by=stranger, country=decided.countries.get(), **letter())


def test_letters_of_the_demonstration_say_their_language(draft):
    assert EndorsementLetter.objects.get(application=draft).language == draft.language


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_link_used_ten_times_at_once_takes_one_letter(request_for, draft):
    _asked, token = request_for

    def one(number):
        try:
            services.answer_letter_request(token, **letter(str(number)))
        except StateConflict:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        succeeded = list(pool.map(one, range(10)))

    assert (succeeded.count(True), draft.letters.filter(uploaded_by=None).count()) == (1, 1)
