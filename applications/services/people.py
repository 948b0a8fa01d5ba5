"""Who is told."""

from django.db.models import Q

from accounts.models import User
from accounts.roles import Role
from accounts.selectors import people_in


def endorsers_of(application):
    """People who endorse for the application's region today."""
    return people_in(Role.ENDORSER, region_code=application.region_id)


def officers():
    """Fund officers of today."""
    return people_in(Role.OFFICER)


def team_of(application):
    """The applicant and the colleagues invited."""
    return [application.owner, *(member.user for member in application.members.select_related("user"))]


def writers_of(application):
    """Those of the team who may write."""
    members = application.members.select_related("user")
    return [application.owner, *(member.user for member in members if member.may_write)]


def authors_of(application):
    """Everybody who is or once was on the team: none of them may assess the proposal."""
    mine = Q(applications=application) | Q(memberships__application=application)
    return User.objects.filter(mine | Q(former_memberships__application=application)).distinct()
