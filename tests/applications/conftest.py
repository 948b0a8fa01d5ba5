"""Colleagues on the draft of the applicant, and what they send."""

import re

import pytest

from applications.models import FormerMember, Member
from notifications.models import OutboxMail
from tests.conftest import person


@pytest.fixture
def join():
    """``join(application, user, "EDIT")``: a colleague with a right."""

    def add(application, user, right="EDIT"):
        return Member.objects.create(application=application, user=user, right=right, added_by=application.owner)

    return add


@pytest.fixture
def reader(db):
    """Invited to read."""
    return person("Rosa Reader")


@pytest.fixture
def writer(db):
    """Invited to write."""
    return person("Wim Writer")


@pytest.fixture
def submitter(db):
    """Invited to write and submit."""
    return person("Sue Submitter")


@pytest.fixture
def leaver(db):
    """Was a colleague and left."""
    return person("Leo Leaver")


@pytest.fixture
def team(draft, join, reader, writer, submitter, leaver):
    """The draft, with a colleague of each right and one who left."""
    for user, right in ((reader, "VIEW"), (writer, "EDIT"), (submitter, "SUBMIT")):
        join(draft, user, right)
    FormerMember.objects.create(application=draft, user=leaver)
    return draft


@pytest.fixture
def link_to():
    """``link_to("x@example.org")``: the path of the newest invitation's link to an address."""

    def find(email):
        text = OutboxMail.objects.filter(to=email, holds_secret=True).order_by("-created_at").first().text
        return re.search(r"http://testserver(/\S+/invited/\S+)", text)[1]

    return find
