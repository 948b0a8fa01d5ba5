"""Who a session belongs to."""

from datetime import timedelta

from django.utils import timezone

from accounts.backends import PortalBackend
from accounts.roles import Role
from tests.factories import RoleGrantFactory, UserFactory


def test_person_is_read_with_the_roles_of_today_in_one_query(db, django_assert_num_queries):
    user, today = UserFactory(), timezone.localdate()
    RoleGrantFactory(user=user, role=Role.OFFICER)
    RoleGrantFactory(user=user, role=Role.ENDORSER, region_code="EUROPE")
    RoleGrantFactory(user=user, role=Role.AUDITOR, valid_from=today - timedelta(days=9), valid_to=today)
    RoleGrantFactory(user=user, role=Role.APPROVER, valid_from=today + timedelta(days=1))
    RoleGrantFactory(role=Role.REVIEWER)

    with django_assert_num_queries(1):
        found = PortalBackend().get_user(user.pk)
        assert found == user
        assert sorted(grant.role for grant in found.current_grants) == ["ENDORSER", "OFFICER"]
        assert found.endorsing_regions == {"EUROPE"}


def test_person_without_roles_has_none_and_is_not_asked_again(db, stranger, django_assert_num_queries):
    RoleGrantFactory(role=Role.OFFICER)

    with django_assert_num_queries(1):
        assert PortalBackend().get_user(stranger.pk).current_grants == []


def test_closed_accounts_and_unknown_keys_are_nobody(db):
    closed = RoleGrantFactory(user=UserFactory(is_active=False), role=Role.OFFICER).user

    assert [PortalBackend().get_user(pk) for pk in (closed.pk, 0)] == [None, None]
