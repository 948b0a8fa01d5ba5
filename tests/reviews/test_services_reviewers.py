"""Profiles and ties of reviewers."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Organisation
from core.errors import DomainError, NotAllowed, StateConflict
from core.models import AuditEvent
from funding.models import Theme
from notifications.models import Notification
from reviews import services
from reviews.models import ReviewerProfile, Tie
from reviews.selectors.reviewers import reviewer_list

VALUES = {"themes": [], "languages": ["en"], "countries": [], "employers": [], "capacity": 3}
VALUES |= {"away_from": None, "away_until": None}


@pytest.fixture
def ministry(db):
    return Organisation.objects.create(name="Ministry of Labour", kind="GOVERNMENT", country_code="AL")


def test_profile_is_kept_by_the_reviewer_alone(reference, reviewer, reviewer2, officer, applicant):
    for by in (reviewer2, officer):
        with pytest.raises(NotAllowed):
            services.keep_profile(reviewer, by=by, revision=1, **VALUES)
    with pytest.raises(NotAllowed):
        services.keep_profile(applicant, by=applicant, revision=1, **VALUES)

    services.keep_profile(reviewer, by=reviewer, revision=1, **VALUES | {"themes": list(Theme.objects.all()[:2])})

    profile = ReviewerProfile.objects.get()
    assert (profile.user, profile.themes.count(), profile.capacity) == (reviewer, 2, 3)
    assert AuditEvent.objects.about(reviewer).get(action="reviewer.kept").actor == reviewer


def test_profile_saved_elsewhere_meanwhile_is_not_overwritten(reference, reviewer):
    services.keep_profile(reviewer, by=reviewer, revision=1, **VALUES)

    with pytest.raises(StateConflict):
        services.keep_profile(reviewer, by=reviewer, revision=1, **VALUES | {"capacity": 9})

    assert ReviewerProfile.objects.get().capacity == 3


def test_profile_away_must_end_after_it_begins(reference, reviewer):
    today = timezone.localdate()

    with pytest.raises(ValidationError, match="must not be before"):
        services.keep_profile(
            reviewer, by=reviewer, revision=1, **VALUES | {"away_from": today, "away_until": today - timedelta(days=1)}
        )

    assert not ReviewerProfile.objects.exists()


def test_tie_by_an_officer_is_told_and_only_officers_end_it(reviewer, reviewer2, officer, ministry):
    tie = services.add_tie(reviewer, by=officer, reason="Sister", organisation=ministry)
    assert services.add_tie(reviewer, by=officer, reason="Again", organisation=ministry) == tie
    assert Notification.objects.get(kind="reviewer.tied").user == reviewer
    for by in (reviewer, reviewer2):
        with pytest.raises(NotAllowed):
            services.end_tie(tie, by=by)

    services.end_tie(tie, by=officer)

    assert Tie.objects.get().ended_at is not None
    assert Notification.objects.get(kind="reviewer.untied").user == reviewer
    with pytest.raises(StateConflict):
        services.end_tie(tie, by=officer)


def test_tie_of_ones_own_is_declared_and_ended_without_messages(reviewer, reviewer2, ministry):
    with pytest.raises(NotAllowed):
        services.add_tie(reviewer, by=reviewer2, reason="Rumour", organisation=ministry)

    services.end_tie(services.add_tie(reviewer, by=reviewer, reason="Friend", organisation=ministry), by=reviewer)

    assert (Tie.objects.get().declared_by, Notification.objects.count()) == (reviewer, 0)


def test_tie_names_one_side_and_somebody_else(reviewer, ministry, applicant):
    for sides in ({}, {"organisation": ministry, "person": applicant}, {"person": reviewer}):
        with pytest.raises(DomainError):
            services.add_tie(reviewer, by=reviewer, reason="Friend", **sides)

    assert not Tie.objects.exists()


def test_list_narrows_by_name_theme_language_and_room(reference, reviewer, reviewer2, officer, ministry):
    theme = Theme.objects.get(pk="PX")
    services.keep_profile(
        reviewer, by=reviewer, revision=1, **VALUES | {"themes": [theme], "languages": ["fr"], "capacity": 0}
    )
    services.add_tie(reviewer, by=officer, reason="Sister", organisation=ministry)

    def names(**chosen):
        return [one.name for one in reviewer_list(**chosen)]

    assert names() == ["Raul Reviewer", "Rita Reviewer"]
    assert names(text="rita") == names(theme=theme) == names(language="fr") == ["Rita Reviewer"]
    assert names(language="en") == []
    assert names(free=True) == ["Raul Reviewer"]
    rita = reviewer_list(text="rita").get()
    assert (rita.load, rita.capacity, rita.standing_ties) == (0, 0, 1)
