from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts import services
from accounts.demo import DEMO_PEOPLE, GROUPS
from accounts.models import Organisation, RoleGrant, User
from core.models import AuditEvent
from notifications.models import OutboxMail

from ..factories import UserFactory

PAGE = "/en/accounts/demo/"


def signed_in(client):
    return client.session.get("_auth_user_id")


@pytest.fixture
def people(db, settings):
    settings.DEMO = True
    return {user.email.split("@")[0]: user for user in services.ensure_demo_people()}


def test_people_are_who_they_should_be(people):
    assert len(people) == 17
    assert {user.email.split("@")[1] for user in people.values()} == {"demo.example.org"}
    assert [user.has_usable_password() for user in people.values()] == [False] * 17
    assert [user.email for user in people.values() if user.is_staff or user.is_superuser] == [
        "yuki.tanaka@demo.example.org"
    ]
    milena, helene = people["milena.kovac"], people["helene.rousseau"]
    assert (milena.name, milena.organisation.kind, milena.current_grants) == ("Milena Kovač", "GOVERNMENT", [])
    assert (helene.language, helene.has_capability("review")) == ("fr", True)
    assert people["jonas.weber"].endorsing_regions == {"EUROPE"}
    assert people["claire.fontaine"].capabilities == {"see_all", "decide"}


def test_endorsers_have_regions_of_the_fund(people):
    from funding.models import Region

    wanted = {person.region_code for person in DEMO_PEOPLE if person.region_code}
    assert wanted == {"EUROPE", "AFRICA", "LATIN_AMERICA_CARIBBEAN", "ASIA_OCEANIA"}
    if Region.objects.exists():
        assert wanted <= set(Region.objects.values_list("pk", flat=True))


def test_calling_again_changes_nothing(people):
    counts = [model.objects.count() for model in (User, Organisation, RoleGrant, AuditEvent)]

    services.ensure_demo_people()

    assert [model.objects.count() for model in (User, Organisation, RoleGrant, AuditEvent)] == counts
    assert OutboxMail.objects.count() == 0


def test_title_of_the_approver_comes_from_the_settings(settings):
    settings.FUND_APPROVER_TITLE = "Director of Everything"

    assert [person.title for person in DEMO_PEOPLE if person.title] == ["Director of Everything"]


def test_page_lists_everybody_by_group(people, visitor):
    groups = visitor.get(PAGE).context["groups"]

    assert [group.code for group, _people in groups] == [group.code for group in GROUPS]
    assert sorted(user.email for _group, rows in groups for user, _data in rows) == sorted(
        user.email for user in people.values()
    )


def test_one_click_signs_in(people, visitor):
    response = visitor.post(PAGE, {"email": "sofia.marin@demo.example.org"})

    assert response["Location"] == "/en/workspace/"
    assert signed_in(visitor) == str(people["sofia.marin"].pk)


def test_signing_in_as_somebody_else_takes_a_new_session(people, visitor):
    visitor.post(PAGE, {"email": "sofia.marin@demo.example.org"})
    first = visitor.session.session_key

    visitor.post(PAGE, {"email": "kofi.mensah@demo.example.org"})

    assert signed_in(visitor) == str(people["kofi.mensah"].pk)
    assert visitor.session.session_key != first


@pytest.mark.parametrize(
    "email", ["real@example.org", "mallory@demo.example.org", "closed", "", "\x00", "x@demo.example.org'--"]
)
def test_nobody_else_is_entered(people, visitor, email):
    UserFactory(email="real@example.org", is_superuser=True)
    UserFactory(email="mallory@demo.example.org")
    people["david.okello"].is_active = False
    people["david.okello"].save()

    response = visitor.post(PAGE, {"email": people["david.okello"].email if email == "closed" else email})

    assert response.status_code == 404
    assert not signed_in(visitor)


def test_page_does_not_exist_outside_a_demonstration(people, settings):
    settings.DEMO = False
    client = Client()

    codes = [
        client.get(PAGE).status_code,
        client.post(PAGE, {"email": "yuki.tanaka@demo.example.org"}).status_code,
    ]

    assert codes == [404, 404]
    assert not signed_in(client)


def test_command_creates_them_only_in_a_demonstration(db, settings):
    with pytest.raises(CommandError):
        call_command("seed_people")
    assert User.objects.count() == 0

    settings.DEMO = True
    printed = StringIO()
    call_command("seed_people", stdout=printed)

    assert printed.getvalue() == "demo people: 17\n"
    assert User.objects.count() == 17
