"""Reads of ranking boards: which proposals compete, what the ranking rests on, and who of a board must leave the room."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User
from applications.models import Application, State, Submission
from core.numbers import to_cents
from funding.ledger import ZERO, shares
from funding.models import Country, CountryStatus
from funding.selectors import ledger
from plans.models import PlanVersion
from projects.models import Project

from ..models import Board, Decision, Recommendation
from ..ranking import Basis, Entry, Floor, Money, Move, Reviewed, from_data
from .scores import counted_reviews

GROUPS = (CountryStatus.Kind.LDC, CountryStatus.Kind.LLDC, CountryStatus.Kind.SIDS)
COMPETING = (State.FUND_REVIEW, State.CLARIFICATION, State.RECOMMENDED, State.APPROVED, State.RETAINED)
REFUSED = (Recommendation.Outcome.REJECT, Recommendation.Outcome.REVISE)


def boards_for(user):
    """Boards with the number of people on them, open ones first."""
    found = Board.objects.visible_to(user).select_related("line", "call", "rubric")
    return found.annotate(seats=Count("members")).order_by("-state", "-opened_at")


def competing(board):
    """The proposals that a board ranks: of its line and year or call, with the Fund, not refused by a decision."""
    latest = Decision.objects.filter(application=OuterRef("pk")).order_by("-pk").values("outcome")[:1]
    found = Application.objects.filter(line=board.line_id, state__in=COMPETING, reference__isnull=False)
    of_board = Q(call=board.call_id) if board.call_id else Q(funding_year=board.funding_year)
    found = found.filter(of_board).annotate(outcome=Subquery(latest))
    found = found.filter(Q(outcome=None) | ~Q(outcome__in=REFUSED))
    return found.order_by("reference")


@dataclass(frozen=True)
class Funds:
    """What a board's proposals can have (USD): the line's money of the year less what other proposals hold of it.

    ``states`` are the eligible states by the code of the region, empty where no list is known: then only the line limits.
    """

    is_known: bool
    gross: Decimal
    held: dict
    states: dict

    @property
    def total(self):
        """What is left for the proposals of the board; never below zero."""
        return max(self.gross - sum(self.held.values(), ZERO), ZERO)

    def money(self, total=None, *, by_region=True):
        """``Money`` of the ranking; with another ``total`` the regions share what the line would then have (C02)."""
        total = self.total if total is None else total
        gross = total + sum(self.held.values(), ZERO)
        if not by_region or not sum(self.states.values()):
            return Money(total)
        parts = shares(self.states, to_cents(gross))
        left = {code: max(share - self.held.get(code, ZERO), ZERO) for code, share in parts.items() if code}
        return Money(total, left)


def funds_of(board, references):
    """``Funds`` of a board whose own proposals are ``references``: what they hold already is theirs to have."""
    balance = ledger.balance_of(board.line, board.funding_year)
    regional = ledger.regional(board.line, board.funding_year, balance.money)
    own = ledger.engaged_for(board.line, board.funding_year, references)
    rows = [(row.region.pk if row.region else None, row) for row in regional.rows]
    held = {code: row.engaged - own.get(code, ZERO) for code, row in rows}
    return Funds(balance.is_known, balance.money, held, {code: row.states for code, row in rows if row.states})


@dataclass
class Standing:
    """A board as it stands: what the ranking rests on, and the objects behind its references and numbers."""

    board: Board
    basis: Basis
    applications: dict
    countries: dict
    reviewers: dict
    criteria: list
    funds: Funds
    moves: dict = field(default_factory=dict)
    own: frozenset = frozenset()

    @property
    def selection(self):
        """The ranking and where the money ends."""
        return self.basis.selection

    def countries_of(self, reference):
        """Names of the countries of a proposal, in the active language."""
        return self.countries.get(reference, ())


def standing(board, user):
    """``Standing`` of a board for a reader; a closed one from what was sealed. A constant number of queries."""
    sealed = from_data(board.sealed) if board.sealed else None
    chosen = (
        Application.objects.filter(reference__in=[row.reference for row in sealed.entries])
        if sealed
        else competing(board)
    )
    applications = list(
        chosen.select_related("region").only("key", "reference", "title", "language", "state", "submitted_at", "region")
    )
    codes = _countries_of(applications)
    moves = list(board.moves.select_related("application", "moved_by").order_by("pk"))
    funds = funds_of(board, [application.reference for application in applications])
    basis = sealed or _basis(board, applications, codes, funds, moves)
    names = dict(Country.objects.filter(pk__in=set().union(*codes.values())).values_list("pk", "name"))
    people = {review.reviewer for entry in basis.entries for review in entry.reviews}
    own = Application.objects.worked_on_by(user).filter(pk__in=[one.pk for one in applications])
    return Standing(
        board=board,
        basis=basis,
        applications={application.reference: application for application in applications},
        countries={one.reference: sorted(names[code] for code in codes.get(one.pk, ())) for one in applications},
        reviewers=User.objects.only("name").in_bulk(people),
        criteria=list(board.rubric.criteria.all()),
        funds=funds,
        moves={move.application.reference: move for move in moves if move.place},
        own=frozenset(own.values_list("reference", flat=True)),
    )


def _basis(board, applications, codes, funds, moves):
    """What the ranking of an open board rests on now."""
    reviews, amounts = _reviews(applications), _amounts(applications)
    groups, earlier = _groups(codes), _earlier(applications, codes)
    entries = tuple(
        Entry(
            reference=one.reference,
            reviews=tuple(reviews.get(one.pk, ())),
            amount=amounts.get(one.pk, ZERO),
            region=one.region_id,
            groups=_of_most(codes.get(one.pk, ()), groups),
            **_support(codes.get(one.pk, ()), earlier),
            arrived_at=one.submitted_at,
        )
        for one in applications
    )
    return Basis(
        entries=entries,
        weights={criterion.code: criterion.weight for criterion in board.rubric.criteria.all()},
        money=funds.money(),
        cut_off=board.cut_off,
        floors=tuple(Floor(floor.group, floor.percent) for floor in board.floors.all()),
        moves=tuple(Move(move.application.reference, move.place, move.reason) for move in moves),
    )


def _countries_of(applications):
    """{pk of an application: set of country codes}."""
    found = defaultdict(set)
    rows = Application.countries.through.objects.filter(application__in=[one.pk for one in applications])
    for application, country in rows.values_list("application", "country"):
        found[application].add(country)
    return found


def _reviews(applications):
    """{pk: [Reviewed]} of the reviews that count, of the present round of each proposal."""
    whole = Submission.objects.filter(application=OuterRef("assignment__application"), clarification=None)
    begun = Coalesce(Subquery(whole.order_by("-number").values("number")[:1]), 1)
    rows = counted_reviews().filter(assignment__application__in=[one.pk for one in applications])
    rows = rows.filter(assignment__submission__number__gte=begun).order_by("assignment")
    found = defaultdict(list)
    for application, reviewer, marks in rows.values_list("assignment__application", "assignment__reviewer", "marks"):
        found[application].append(Reviewed(reviewer, marks))
    return found


def _amounts(applications):
    """{pk: USD} of the budget in the proposal's newest version."""
    versions = PlanVersion.objects.filter(
        plan__application__in=[one.pk for one in applications], origin=PlanVersion.Origin.APPLICATION
    )
    rows = versions.order_by("number").values_list("plan__application", "number").annotate(Sum("lines__amount"))
    return {application: amount or ZERO for application, _number, amount in rows}


def _groups(codes):
    """{group: country codes that belong to it today}."""
    rows = CountryStatus.objects.in_force(timezone.localdate()).filter(kind__in=GROUPS)
    found = defaultdict(set)
    for kind, country in rows.filter(country__in=set().union(*codes.values())).values_list("kind", "country"):
        found[str(kind)].add(country)
    return found


def _of_most(countries, groups):
    """The groups to which more than half of a proposal's countries belong."""
    return frozenset(name for name, members in groups.items() if 2 * len(members & set(countries)) > len(countries))


def _earlier(applications, codes):
    """{country: {pk of a project: USD}} of the Fund's other projects; one of several countries counts in equal parts."""
    known = Project.objects.exclude(application__in=[one.pk for one in applications])
    rows = known.filter(countries__in=set().union(*codes.values())).values_list("pk", "amount").distinct()
    amounts = dict(rows)
    found, parts = defaultdict(dict), defaultdict(list)
    for project, country in Project.countries.through.objects.filter(project__in=amounts).values_list(
        "project", "country"
    ):
        parts[project].append(country)
    for project, countries in parts.items():
        for country in countries:
            found[country][project] = (amounts[project] or ZERO) / len(countries)
    return found


def _support(countries, earlier):
    """Earlier projects of any of the countries, and what a country of the proposal received in the mean (USD)."""
    projects = set().union(*(earlier[code] for code in countries)) if countries else set()
    whole = sum((amount for code in countries for amount in earlier[code].values()), ZERO)
    return {
        "earlier_projects": len(projects),
        "earlier_amount": to_cents(whole / len(countries)) if countries else ZERO,
    }
