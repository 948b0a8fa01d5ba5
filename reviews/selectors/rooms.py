"""Who of a board leaves the room for which proposal: the same ties that keep a person from reviewing it."""

from collections import defaultdict

from accounts.models import RoleGrant, User
from applications.models import Application, FormerMember, Member

from ..models import Assignment, BoardMember, Tie


def seats_of(board):
    """Those who sit on a board: the chair, the members, the secretary."""
    seats = list(board.members.select_related("user__organisation").order_by("pk"))
    order = list(BoardMember.Part)
    return sorted(seats, key=lambda seat: (order.index(seat.part), str(seat.user)))


def possible_members():
    """Everybody who holds a role of the Fund today."""
    holders = RoleGrant.objects.in_force().values("user")
    return User.objects.filter(is_active=True, pk__in=holders).order_by("name")


def leaving(seats, applications):
    """{reference: [(seat, reason)]}; reasons: "team", "country", "organisation", "tie", "conflict". Constant queries."""
    people = [seat.user_id for seat in seats]
    numbers = [application.pk for application in applications]
    if not people or not numbers:
        return {}
    authors = _authors(numbers)
    everybody = set().union(*authors.values())
    organisations = dict(
        User.objects.filter(pk__in=everybody).exclude(organisation=None).values_list("pk", "organisation")
    )
    countries = _pairs(Application.countries.through.objects.filter(application__in=numbers), "application", "country")
    ties = _ties_of(seats)
    conflicts = set(
        Assignment.objects.filter(
            application__in=numbers, reviewer__in=people, state=Assignment.State.CONFLICT
        ).values_list("application", "reviewer")
    )
    found = {}
    for application in applications:
        team = authors[application.pk]
        facts = (team, {organisations[one] for one in team if one in organisations}, countries[application.pk])
        rows = [(seat, _reason(seat, application, facts, ties, conflicts)) for seat in seats]
        if rows := [(seat, reason) for seat, reason in rows if reason]:
            found[application.reference] = rows
    return found


def _reason(seat, application, facts, ties, conflicts):
    """Why a person leaves the room for a proposal; "" when they stay."""
    team, organisations, countries = facts
    own = ties[seat.user_id]
    if seat.user_id in team:
        return "team"
    if countries & own["countries"]:
        return "country"
    if organisations & own["organisations"]:
        return "organisation"
    if organisations & own["tied"] or team & own["people"]:
        return "tie"
    return "conflict" if (application.pk, seat.user_id) in conflicts else ""


def _authors(numbers):
    """{pk: people who are or once were on the team}."""
    found = defaultdict(set)
    rows = (
        Application.objects.filter(pk__in=numbers).values_list("pk", "owner"),
        Member.objects.filter(application__in=numbers).values_list("application", "user"),
        FormerMember.objects.filter(application__in=numbers).values_list("application", "user"),
    )
    for query in rows:
        for application, person in query:
            found[application].add(person)
    return found


def _ties_of(seats):
    """{person: their countries, organisations, and what they are tied to by declaration}."""
    people = [seat.user_id for seat in seats]
    found = {person: {"countries": set(), "organisations": set(), "tied": set(), "people": set()} for person in people}
    for seat in seats:
        if organisation := seat.user.organisation:
            found[seat.user_id]["organisations"].add(organisation.pk)
            found[seat.user_id]["countries"].add(organisation.country_code)
    profiles = User.objects.filter(pk__in=people)
    for person, country in profiles.values_list("pk", "reviewer_profile__countries"):
        found[person]["countries"].add(country)
    for person, organisation in profiles.values_list("pk", "reviewer_profile__employers"):
        found[person]["organisations"].add(organisation)
    ties = Tie.objects.filter(reviewer__in=people, ended_at=None)
    for person, organisation, other in ties.values_list("reviewer", "organisation", "person"):
        found[person]["tied"].add(organisation)
        found[person]["people"].add(other)
    return found


def _pairs(rows, one, other):
    found = defaultdict(set)
    for key, value in rows.values_list(one, other):
        found[key].add(value)
    return found
