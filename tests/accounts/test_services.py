from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import services
from accounts.models import Organisation, RoleGrant, User
from accounts.roles import Role
from core.errors import DomainError, NotAllowed
from core.models import AuditEvent
from notifications.models import Notification, OutboxMail

from ..factories import OrganisationFactory, RoleGrantFactory, UserFactory

SIGN_UP = {
    "email": "Mila@Example.org",
    "password": "grey otters sing at noon",
    "name": "  Mila   Horvat ",
    "organisation_name": "Ministry of Interior",
    "organisation_kind": Organisation.Kind.GOVERNMENT,
    "language": "fr",
}


def events():
    """Of this app: other apps' reference data may have left some too."""
    return AuditEvent.objects.filter(object_type__startswith="accounts.").order_by("sequence")


def trail():
    return [(event.action, event.actor, event.object_label) for event in events()]


def test_sign_up_creates_person_organisation_and_unconfirmed_address(db):
    user = services.sign_up(**SIGN_UP)

    user = User.objects.get(pk=user.pk)
    assert (user.email, user.name, user.language) == ("mila@example.org", "Mila Horvat", "fr")
    assert (user.organisation.name, user.organisation.kind) == ("Ministry of Interior", "GOVERNMENT")
    assert user.check_password("grey otters sing at noon")
    assert list(EmailAddress.objects.values_list("user", "email", "primary", "verified")) == [
        (user.pk, "mila@example.org", True, False)
    ]
    assert trail() == [
        ("organisation.created", user, "Ministry of Interior"),
        ("person.signed_up", user, "Mila Horvat"),
    ]


def test_sign_up_with_a_known_address_changes_nothing(db):
    UserFactory(email="mila@example.org", organisation=None)

    with pytest.raises(IntegrityError), transaction.atomic():
        services.sign_up(**SIGN_UP)

    assert (User.objects.count(), Organisation.objects.count(), trail()) == (1, 0, [])


def test_password_is_the_same_composed_and_decomposed(db):
    user = services.sign_up(**SIGN_UP | {"password": "trois cafés très serrés"})

    assert user.check_password("trois cafe\u0301s tre\u0300s serre\u0301s")
    assert not user.check_password("trois cafes tres serres")


@pytest.mark.parametrize("name", ["iom podgorica", "IOM  Podgorica ", "Iom PODGORICA"])
def test_organisation_is_found_in_any_case(applicant, name):
    existing = OrganisationFactory(name="IOM Podgorica", kind="COUNTRY_OFFICE")

    found = services.find_or_create_organisation(name, "GOVERNMENT", by=applicant)

    assert (found, found.kind) == (existing, "COUNTRY_OFFICE")
    assert trail() == []


def test_organisation_of_another_country_is_another(applicant):
    existing = OrganisationFactory(name="Ministry of Interior", country_code="ME")

    created = services.find_or_create_organisation(
        "Ministry of Interior", "GOVERNMENT", by=applicant, country_code="RS"
    )

    assert created != existing
    assert trail() == [("organisation.created", applicant, "Ministry of Interior")]


def test_organisation_cannot_be_stored_twice_in_another_case(db):
    OrganisationFactory(name="IOM Podgorica")

    with pytest.raises(IntegrityError), transaction.atomic():
        OrganisationFactory(name="iom podgorica")


def profile(**changes):
    data = {"name": "Ana Applicant", "organisation_kind": "OTHER", "language": "en"}
    return {**data, **changes}


def test_profile_change_is_written_and_the_trail_names_the_fields_only(applicant):
    services.update_profile(
        applicant, by=applicant, **profile(name="Ana Secret-Name", organisation_name=applicant.organisation.name)
    )

    applicant.refresh_from_db()
    event = events().get()
    assert applicant.name == "Ana Secret-Name"
    assert (event.action, event.actor, event.data) == ("person.changed", applicant, {"fields": ["name"]})


def test_profile_without_a_change_leaves_no_trace(applicant):
    services.update_profile(applicant, by=applicant, **profile(organisation_name=applicant.organisation.name))

    assert trail() == []


def test_profile_of_somebody_else_is_refused(applicant, administrator):
    with pytest.raises(NotAllowed):
        services.update_profile(applicant, by=administrator, **profile(organisation_name="X"))

    applicant.refresh_from_db()
    assert applicant.organisation.name != "X"
    assert trail() == []


def test_profile_with_an_unknown_language_is_refused(applicant):
    with pytest.raises(ValidationError):
        services.update_profile(applicant, by=applicant, **profile(organisation_name="X", language="de"))

    applicant.refresh_from_db()
    assert applicant.language == "en"


def test_granting_a_role_opens_what_it_allows_and_tells_the_person(applicant, administrator):
    assert not applicant.has_capability("screen")

    grant = services.grant_role(applicant, Role.OFFICER, by=administrator, reason="New in the team")

    assert applicant.has_capability("screen")
    assert (grant.granted_by, grant.valid_from, grant.valid_to) == (administrator, timezone.localdate(), None)
    event = events().get()
    assert (event.action, event.actor, event.comment) == ("role.granted", administrator, "New in the team")
    assert event.data == {"role": "OFFICER", "region": ""}
    assert list(Notification.objects.values_list("user", "kind", "path")) == [
        (applicant.pk, "role.granted", "/accounts/profile/")
    ]
    assert OutboxMail.objects.get().subject == "You have a new role: Fund officer"


def test_superuser_may_grant_without_the_role(applicant):
    superuser = UserFactory(is_superuser=True)

    services.grant_role(applicant, Role.REVIEWER, by=superuser, reason="Start")

    assert applicant.has_capability("review")


@pytest.mark.parametrize("who", ["applicant", "officer", "approver", "auditor"])
def test_only_administrators_grant_roles(request, stranger, who):
    with pytest.raises(NotAllowed):
        services.grant_role(stranger, Role.REVIEWER, by=request.getfixturevalue(who), reason="Friend")

    assert RoleGrant.objects.filter(user=stranger).count() == 0
    assert trail() == []


def test_inactive_administrator_grants_nothing(stranger, administrator):
    administrator.is_active = False

    with pytest.raises(NotAllowed):
        services.grant_role(stranger, Role.REVIEWER, by=administrator, reason="Friend")


def test_nobody_grants_a_role_to_themselves(administrator):
    with pytest.raises(NotAllowed):
        services.grant_role(administrator, Role.APPROVER, by=administrator, reason="I can")

    assert not administrator.has_capability("decide")


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": "  "},
        {"role": Role.ENDORSER},
        {"region_code": "EUROPE"},
        {"valid_to": date(2000, 1, 1)},
    ],
)
def test_grant_that_makes_no_sense_is_refused(stranger, administrator, wrong):
    data = {"role": Role.REVIEWER, "reason": "Start", **wrong}

    with pytest.raises(DomainError):
        services.grant_role(stranger, data.pop("role"), by=administrator, **data)

    assert RoleGrant.objects.filter(user=stranger).count() == 0


def test_same_role_is_not_granted_twice_but_another_region_is(endorser, administrator):
    with pytest.raises(DomainError):
        services.grant_role(endorser, Role.ENDORSER, by=administrator, region_code="EUROPE", reason="Again")

    services.grant_role(endorser, Role.ENDORSER, by=administrator, region_code="AFRICA", reason="Also")

    assert endorser.endorsing_regions == {"EUROPE", "AFRICA"}


def test_revoking_a_role_ends_it_at_once_and_keeps_the_row(reviewer, administrator):
    grant = reviewer.role_grants.get()
    assert reviewer.has_capability("review")

    services.revoke_role(grant, by=administrator, reason="Left")

    grant.refresh_from_db()
    assert grant.valid_to == timezone.localdate()
    assert not User.objects.get(pk=reviewer.pk).has_capability("review")
    event = events().get()
    assert (event.action, event.actor, event.comment) == ("role.revoked", administrator, "Left")
    assert Notification.objects.get().kind == "role.revoked"


def test_role_of_tomorrow_can_be_revoked_today(stranger, administrator):
    tomorrow = timezone.localdate() + timedelta(days=1)
    grant = RoleGrantFactory(user=stranger, valid_from=tomorrow)

    services.revoke_role(grant, by=administrator, reason="Mistake")

    assert list(RoleGrant.objects.in_force(tomorrow).filter(user=stranger)) == []


def test_ended_role_is_not_revoked_again(reviewer, administrator):
    grant = services.revoke_role(reviewer.role_grants.get(), by=administrator, reason="Left")

    with pytest.raises(DomainError):
        services.revoke_role(grant, by=administrator, reason="Left")

    assert events().count() == 1


def test_nobody_revokes_their_own_role(administrator):
    with pytest.raises(NotAllowed):
        services.revoke_role(administrator.role_grants.get(), by=administrator, reason="Tired")

    assert administrator.has_capability("manage_people")


def test_officer_revokes_nothing(officer, reviewer):
    with pytest.raises(NotAllowed):
        services.revoke_role(reviewer.role_grants.get(), by=officer, reason="Late")

    assert reviewer.has_capability("review")


@pytest.mark.parametrize("field", ["is_staff", "is_superuser"])
def test_administrator_by_role_opens_the_administration_to_nobody(stranger, administrator, field):
    with pytest.raises(NotAllowed):
        services.change_person(stranger, by=administrator, **{field: True})

    stranger.refresh_from_db()
    assert getattr(stranger, field) is False


def test_administrator_by_role_does_not_close_a_superuser(administrator):
    superuser = UserFactory(is_superuser=True)

    with pytest.raises(NotAllowed):
        services.change_person(superuser, by=administrator, is_active=False)

    superuser.refresh_from_db()
    assert superuser.is_active


def test_administrator_closes_an_account(stranger, administrator):
    services.change_person(stranger, by=administrator, is_active=False)

    stranger.refresh_from_db()
    assert not stranger.is_active
    assert events().get().data == {"fields": ["is_active"]}


def test_nobody_changes_their_own_access(administrator):
    with pytest.raises(NotAllowed):
        services.change_person(administrator, by=administrator, is_active=False)


def test_administrator_changes_no_address_and_no_password(stranger, administrator):
    for field in ("email", "password"):
        with pytest.raises(KeyError):
            services.change_person(stranger, by=administrator, **{field: "mallory@example.org"})

    stranger.refresh_from_db()
    assert stranger.email == "stella@example.org"


def test_added_person_has_no_password_and_an_unconfirmed_address(administrator):
    user = services.add_person(by=administrator, email="New@Example.org", name="New Person")

    assert not user.has_usable_password()
    assert EmailAddress.objects.get(user=user).verified is False
    assert trail() == [("person.added", administrator, "New Person")]


def test_organisation_is_described_by_its_own_people_only(applicant, stranger, administrator):
    organisation = applicant.organisation

    services.describe_organisation(organisation, by=applicant, address="Old street 1")
    for other in (stranger, administrator):
        with pytest.raises(NotAllowed):
            services.describe_organisation(organisation, by=other, address="Elsewhere")

    organisation.refresh_from_db()
    assert organisation.address == "Old street 1"


@pytest.mark.parametrize("name", ["name", "kind", "country_code"])
def test_name_and_kind_of_an_organisation_are_not_its_peoples_to_change(applicant, name):
    with pytest.raises(KeyError):
        services.describe_organisation(applicant.organisation, by=applicant, **{name: "OTHER"})
