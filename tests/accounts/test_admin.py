from datetime import date

import pytest
from django.utils import timezone

from accounts.models import Organisation, RoleGrant, User
from core.models import AuditEvent

from ..factories import OrganisationFactory, UserFactory

USERS, ROLES = "/admin/accounts/user/", "/admin/accounts/rolegrant/"


@pytest.fixture
def superuser(db):
    return UserFactory(name="Sue Peruser", is_staff=True, is_superuser=True)


def data_of(user, **changes):
    data = {"name": user.name, "organisation": user.organisation_id, "language": user.language, "is_active": "on"}
    return {**data, **changes}


def test_administrator_gives_a_role_with_a_reason(client_for, administrator, stranger):
    data = {"user": stranger.pk, "role": "ENDORSER", "region_code": "EUROPE", "reason": "New office"}

    response = client_for(administrator).post(f"{ROLES}add/", data | {"valid_from": timezone.localdate().isoformat()})

    grant = RoleGrant.objects.get(user=stranger)
    assert response["Location"] == ROLES
    assert (grant.role, grant.region_code, grant.granted_by) == ("ENDORSER", "EUROPE", administrator)
    assert AuditEvent.objects.filter(action="role.granted").get().comment == "New office"


def test_administrator_gives_themselves_nothing(client_for, administrator):
    data = {"user": administrator.pk, "role": "APPROVER", "reason": "I can"}

    response = client_for(administrator).post(f"{ROLES}add/", data | {"valid_from": date.today().isoformat()})

    assert response.status_code == 403
    assert "Nobody may change their own roles." in response.content.decode()
    assert list(RoleGrant.objects.values_list("role", flat=True)) == ["ADMINISTRATOR"]


def test_roles_are_ended_not_changed_nor_deleted(client_for, administrator, reviewer):
    client, grant = client_for(administrator), reviewer.role_grants.get()

    codes = [
        client.post(f"{ROLES}{grant.pk}/change/", {"role": "APPROVER"}).status_code,
        client.post(f"{ROLES}{grant.pk}/delete/", {"post": "yes"}).status_code,
    ]
    client.post(ROLES, {"action": "end_roles", "_selected_action": [grant.pk], "reason": ""})
    assert (codes, reviewer.role_grants.in_force().count()) == ([403, 403], 1)

    client.post(ROLES, {"action": "end_roles", "_selected_action": [grant.pk], "reason": "Left"})

    grant.refresh_from_db()
    assert (grant.role, grant.valid_to) == ("REVIEWER", timezone.localdate())
    assert AuditEvent.objects.filter(action="role.revoked").get().comment == "Left"


def test_superuser_opens_the_administration_to_somebody(client_for, superuser, stranger):
    client_for(superuser).post(f"{USERS}{stranger.pk}/change/", data_of(stranger, is_staff="on"))

    stranger.refresh_from_db()
    assert (stranger.is_staff, stranger.is_superuser, stranger.is_active) == (True, False, True)
    assert AuditEvent.objects.filter(action="person.changed").get().data == {"fields": ["is_staff"]}


def test_administrator_by_role_cannot_raise_anybody_nor_change_an_address(client_for, administrator, stranger):
    client_for(administrator).post(
        f"{USERS}{stranger.pk}/change/",
        data_of(stranger, is_staff="on", is_superuser="on", email="mallory@example.org", name="Stella New"),
    )

    stranger.refresh_from_db()
    assert (stranger.name, stranger.email) == ("Stella New", "stella@example.org")
    assert (stranger.is_staff, stranger.is_superuser) == (False, False)


def test_nobody_raises_themselves(client_for, administrator):
    client_for(administrator).post(
        f"{USERS}{administrator.pk}/change/", data_of(administrator, is_superuser="on", is_staff="on")
    )

    administrator.refresh_from_db()
    assert administrator.is_superuser is False


def test_new_person_gets_no_password(client_for, administrator):
    client_for(administrator).post(
        f"{USERS}add/", {"email": "New@Example.org", "name": "New Person", "organisation": "", "language": "fr"}
    )

    user = User.objects.get(email="new@example.org")
    assert (user.name, user.language, user.has_usable_password()) == ("New Person", "fr", False)
    assert AuditEvent.objects.filter(action="person.added").get().actor == administrator


def test_pages_show_no_password_hash(client_for, superuser, stranger):
    stranger.set_password("grey otters sing at noon")
    stranger.save()
    client = client_for(superuser)

    for page in (USERS, f"{USERS}{stranger.pk}/change/", f"{USERS}?q=stella"):
        text = client.get(page).content.decode()
        assert "Stella Stranger" in text
        assert stranger.password not in text
        assert stranger.password.split("$")[-1] not in text


def test_people_are_not_deleted(client_for, superuser, stranger):
    response = client_for(superuser).post(f"{USERS}{stranger.pk}/delete/", {"post": "yes"})

    assert response.status_code == 403
    assert User.objects.filter(pk=stranger.pk).exists()


def test_organisation_is_added_and_changed_with_a_trace(client_for, administrator):
    client = client_for(administrator)
    client.post(
        "/admin/accounts/organisation/add/", {"name": "IOM Acra", "kind": "COUNTRY_OFFICE", "country_code": "GH"}
    )
    organisation = Organisation.objects.get(name="IOM Acra")

    client.post(
        f"/admin/accounts/organisation/{organisation.pk}/change/",
        {"name": "IOM Accra", "kind": "COUNTRY_OFFICE", "country_code": "GH"},
    )

    organisation.refresh_from_db()
    assert organisation.name == "IOM Accra"
    events = AuditEvent.objects.filter(object_type="accounts.organisation").order_by("sequence")
    assert list(events.values_list("action", flat=True)) == [
        "organisation.created",
        "organisation.changed",
    ]


@pytest.mark.parametrize("who", ["officer", "auditor", "applicant"])
@pytest.mark.parametrize("page", [USERS, ROLES, "/admin/accounts/organisation/"])
def test_staff_without_the_rule_see_nobody(request, client_for, stranger, who, page):
    user = request.getfixturevalue(who)
    user.is_staff = True
    user.save()

    response = client_for(user).get(page)

    assert response.status_code == 403
    assert "stella@example.org" not in response.content.decode()


def test_administrator_by_role_without_the_flag_is_not_let_in(client_for, administrator):
    administrator.is_staff = False
    administrator.save()

    assert client_for(administrator).get(USERS, follow=True).status_code == 403


def test_admin_has_no_sign_in_of_its_own(visitor, db):
    response = visitor.get("/admin/login/?next=/admin/")

    assert response["Location"].startswith("/en/accounts/login/?next=")


@pytest.mark.parametrize("page", ["/admin/auth/group/", "/admin/account/emailaddress/"])
def test_side_doors_to_other_peoples_accounts_are_closed(client_for, superuser, page):
    assert client_for(superuser).get(page).status_code == 404


def test_trail_is_readable_for_those_who_see_it_and_unchangeable(client_for, superuser, auditor):
    from accounts import services

    services.find_or_create_organisation("IOM Accra", "COUNTRY_OFFICE", by=superuser)
    event = AuditEvent.objects.latest("sequence")
    auditor.is_staff = True
    auditor.save()
    client, address = client_for(auditor), f"/admin/core/auditevent/{event.pk}/"

    assert "IOM Accra" in client.get("/admin/core/auditevent/").content.decode()
    assert "IOM Accra" in client.get(f"{address}change/").content.decode()
    codes = [
        client_for(user).post(f"{address}{act}/", {"comment": "x", "post": "yes"}).status_code
        for user in (auditor, superuser)
        for act in ("change", "delete")
    ]
    assert codes == [403] * 4
    assert client_for(superuser).get("/admin/core/auditevent/add/").status_code == 403


def test_trail_is_closed_to_other_staff(client_for, officer):
    OrganisationFactory(name="IOM Accra")
    officer.is_staff = True
    officer.save()

    assert client_for(officer).get("/admin/core/auditevent/").status_code == 403
