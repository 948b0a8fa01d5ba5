import pytest
from django.db import DatabaseError, connection, transaction

from applications import services
from applications.selectors import unread_messages
from core.errors import DomainError, NotAllowed
from notifications.models import Notification


def told(kind="message.written"):
    return sorted(Notification.objects.filter(kind=kind).values_list("user__email", flat=True))


def test_a_message_of_the_team_reaches_who_reviews_now(application_in, applicant, endorser, officer):
    application = application_in("submitted")

    services.write_message(application, by=applicant, text="When will you read it?")

    assert told() == [endorser.email]
    assert [unread_messages(user, [application]).count() for user in (applicant, endorser)] == [0, 1]


def test_many_messages_make_one_notification_until_they_are_read(application_in, applicant, endorser):
    application = application_in("submitted")
    for text in ("One", "Two", "Three"):
        services.write_message(application, by=applicant, text=text)
    assert told() == [endorser.email]

    services.read_messages(application, by=endorser)
    services.write_message(application, by=applicant, text="Four")

    assert told() == [endorser.email] * 2
    assert unread_messages(endorser, [application]).count() == 1


def test_an_answer_reaches_the_team(application_in, applicant, endorser):
    application = application_in("submitted")
    services.write_message(application, by=endorser, text="Next week")

    assert told() == [applicant.email]
    assert application.messages.get().is_of_team is False


@pytest.mark.parametrize("name", ["stranger", "reviewer", "auditor", "approver"])
def test_others_may_not_write(application_in, request, name):
    with pytest.raises(NotAllowed):
        services.write_message(application_in("reviewed"), by=request.getfixturevalue(name), text="Hello")


def test_nobody_writes_about_a_draft(draft, applicant):
    with pytest.raises(NotAllowed):
        services.write_message(draft, by=applicant, text="Hello")


def test_an_empty_message_is_refused(application_in, applicant):
    with pytest.raises(DomainError, match="Write a message"):
        services.write_message(application_in("submitted"), by=applicant, text="  ")


def test_database_refuses_to_change_a_message(application_in, applicant):
    services.write_message(application_in("submitted"), by=applicant, text="Hello")

    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE applications_message SET text = 'Other'")
