"""The world that domain tests live in: reference data, a cast of people, calls, proposals and projects at any stage."""

from datetime import timedelta
from functools import cache

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from applications.services import load_document_kinds
from content.services import load_pages, load_terms
from core.models import AuditEvent, AuditHead
from demo import proposals
from funding.models import Call, FundingLine, Rule
from funding.services import calls, load_reference
from monitoring.services import load_monitoring_reference
from projects import services as projects
from reviews.services import load_rubric

from .plugin import guards_lifted
from .remembering import Remembered


def _start(owner):
    return proposals.start(owner, title="One procedure for victims of trafficking", country="ME")


@cache
def _carried_on(stage):
    def write(owner, endorser, officer, reviewer, reviewer2, approver, manager, second_officer):
        cast = proposals.Cast(endorser, officer, (reviewer, reviewer2), approver, manager, second_officer)
        return proposals.carry_on(_start(owner), stage, cast)

    return Remembered(write)


DRAFT = Remembered(_start)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Load the reference data once for the whole run."""
    with django_db_blocker.unblock():
        load_reference()
        load_rubric()
        load_document_kinds()
        load_monitoring_reference()
        load_pages()
        load_terms()
        with guards_lifted():  # tests of the audit trail count its rows from the first
            AuditEvent.objects.all().delete()
            AuditHead.objects.all().delete()


@pytest.fixture
def reference(db):
    """The shipped reference data; loaded again where a transactional test emptied the tables."""
    if not Rule.objects.exists():
        load_reference()
        load_rubric()
        load_document_kinds()
        load_monitoring_reference()


@pytest.fixture
def cast(reference, endorser, officer, reviewer, reviewer2, approver, project_manager, second_officer):
    """Who plays which part; the endorser's region is Europe."""
    return proposals.Cast(endorser, officer, (reviewer, reviewer2), approver, project_manager, second_officer)


@pytest.fixture
def draft(applicant, cast):
    """A finished draft for Montenegro, ready to submit."""
    return DRAFT.of(applicant)


@pytest.fixture
def other_draft(stranger, cast):
    """The finished draft of somebody else, for another country."""
    return proposals.start(stranger, title="Somebody else's plan", country="AL")


@pytest.fixture
def application_in(request, applicant, cast):
    """``application_in("submitted")``: the draft carried on to a stage of ``demo.proposals``."""

    def carry_on(stage):
        if "draft" in request.fixturenames:  # the test may have changed it
            return proposals.carry_on(request.getfixturevalue("draft"), stage, cast)
        return _remembered(stage, applicant, cast)

    return carry_on


@pytest.fixture
def running_project(applicant, cast):
    """A project eight months old, published, with its first interim report accepted."""
    return _remembered("running", applicant, cast).project


def _remembered(stage, applicant, cast):
    people = (cast.endorser, cast.officer, *cast.reviewers, cast.approver, cast.manager, cast.second_officer)
    return _carried_on(stage).of(applicant, *people)


def agree(version, by):
    """The government's agreement to an amendment, with its letter."""
    letter = SimpleUploadedFile("agreement.pdf", proposals.LETTER)
    words = {"name": "Ana Nović", "office": "Ministry of Interior", "agreed_on": timezone.localdate()}
    return projects.record_agreement(version, by=by, file=letter, **words)


def bring_into_force(version, cast):
    """A written amendment through all hands: the government agrees, the Regional Office confirms, the Fund approves."""
    agree(version, cast.manager)
    version = projects.submit_amendment(version, by=cast.manager)
    version = projects.confirm_amendment(version, by=cast.endorser)
    return projects.approve_amendment(version, by=cast.officer)


WORDS = {
    **{f"title_{code}": f"Regional {code}" for code in ("en", "fr", "es")},
    **{f"text_{code}": f"Text {code}" for code in ("en", "fr", "es")},
}


@pytest.fixture
def call_draft(reference, officer):
    """``call_draft(slug="x", …)``: a complete draft, opened a week ago as soon as it is opened, ten days to go."""

    def make(slug="regional", **fields):
        now = timezone.now().replace(microsecond=0)
        values = {
            "kind": Call.Kind.REGIONAL,
            "lines": FundingLine.objects.all(),
            "languages": ["en", "fr"],
            "opens_at": now - timedelta(days=7),
            "deadline_at": now + timedelta(days=10),
            "contact_name": "Ella Contact",
            "contact_email": "ella@example.org",
        }
        return calls.keep_call(None, by=officer, revision=0, slug=slug, **{**values, **WORDS, **fields})

    return make


@pytest.fixture
def open_call(call_draft, officer):
    """``open_call(slug="x", …)``: the same, open."""
    return lambda slug="regional", **fields: calls.open_call(call_draft(slug, **fields), by=officer)
