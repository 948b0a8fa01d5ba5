"""Ranking boards from the database to the page: the same ranking as SQL gives, and nothing shown or changed that must not be."""

import io
import random
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.core import serializers
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import Organisation
from accounts.roles import Role
from core.errors import DomainError, NotAllowed, StateConflict
from core.models import AuditEvent
from funding.models import Country, FundingLine, LedgerEntry, Region
from funding.services import ledger
from reviews import services
from reviews.models import (
    Assignment,
    Board,
    BoardMember,
    Criterion,
    Move,
    ReviewerProfile,
    Rubric,
    ShareFloor,
    Simulation,
    Tie,
)
from reviews.ranking import as_data, from_data
from reviews.selectors import leaving, seats_of, standing
from tests.conftest import person, person_with
from tests.reviews.crowd import crowd

BOARDS = "/en/workspace/reviews/boards/"
COUNTRIES = ["SN", "ME", "HN", "NP"]


@pytest.fixture
def panel(reference):
    """Five reviewers."""
    return [person_with(f"R{number} Panel", Role.REVIEWER) for number in range(5)]


@pytest.fixture
def fill(applicant, officer, panel):
    """``fill(number)``: proposals of the applicant with random marks of three of the panel each."""

    def make(number, **facts):
        chance = random.Random(6)
        codes = list(Criterion.objects.filter(rubric__state="PUBLISHED").values_list("code", flat=True))
        wanted = {"owner": applicant, "officer": officer, "countries": COUNTRIES}
        wanted |= {
            "reviewers": lambda _place: chance.sample(panel, 3),
            "marks": lambda _place, _turn: {code: chance.randint(1, 5) for code in codes},
        }
        return crowd(number, **(wanted | facts))

    return make


@pytest.fixture
def board(reference, officer):
    """The open board of line 2 in this year, with 500,000 USD."""
    year, line = timezone.localdate().year, FundingLine.objects.get(pk=2)
    ledger.book(
        by=officer, line=line, year=year, kind=LedgerEntry.Kind.ALLOCATION, amount=Decimal(500000), source="Test"
    )
    return services.open_board(by=officer, title="Autumn", line=line, funding_year=year)


def state_of_the_database():
    """Every row of every table of the portal, as text; sessions apart."""
    from django.apps import apps

    models = [model for model in apps.get_models() if model._meta.app_label not in {"sessions", "contenttypes"}]
    return {model._meta.label: serializers.serialize("json", model._default_manager.order_by("pk")) for model in models}


def test_ranking_equals_what_the_database_works_out(board, fill, officer):
    fill(25)

    rows = standing(board, officer).selection.rows

    sql = """
        SELECT a.reference, ROUND(SUM(m.mark * c.weight) * 1.0 / SUM(c.weight), 9)
        FROM reviews_review r
        JOIN reviews_assignment s ON s.id = r.assignment_id AND s.state = 'DONE'
        JOIN applications_application a ON a.id = s.application_id
        JOIN ({marks}) m ON m.review = r.id
        JOIN reviews_criterion c ON c.code = m.code AND c.rubric_id = s.rubric_id
        GROUP BY a.id, a.reference, a.submitted_at
        ORDER BY 2 DESC, a.submitted_at
    """
    marks = {
        "sqlite": "SELECT q.id AS review, j.key AS code, j.value AS mark FROM reviews_review q, json_each(q.marks) j",
        "postgresql": "SELECT q.id AS review, j.key AS code, j.value::numeric AS mark "
        "FROM reviews_review q, jsonb_each_text(q.marks) j",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(sql.format(marks=marks))
        worked_out = [(reference, float(score)) for reference, score in cursor.fetchall()]
    by_score = sorted(worked_out, key=lambda row: -row[1])
    assert [(row.reference, round(float(row.ranked.score), 9)) for row in rows if row.ranked.score] != []
    assert [round(float(row.ranked.score), 9) for row in rows] == pytest.approx([score for _ref, score in by_score])
    scores = dict(worked_out)
    assert {row.reference: float(row.ranked.score) for row in rows} == pytest.approx(scores)


def test_only_proposals_of_the_line_and_year_with_the_fund_compete(board, fill, officer, draft):
    first, *_rest = fill(5)
    fill(2, line=1)
    fill_next = timezone.localdate().year + 1
    type(first).objects.filter(reference="IDF-91-0000").update(line=2, funding_year=fill_next)
    type(first).objects.filter(pk=first.pk).update(state="WITHDRAWN")

    references = {row.reference for row in standing(board, officer).selection.rows}

    assert references == {"IDF-92-0001", "IDF-92-0002", "IDF-92-0003", "IDF-92-0004"}


def test_refused_proposal_does_not_compete_but_an_approved_one_keeps_its_money(
    board, application_in, officer, approver
):
    more = {"line": board.line, "year": board.funding_year, "kind": LedgerEntry.Kind.ALLOCATION, "source": "More"}
    ledger.book(by=officer, amount=Decimal(4500000), **more)
    application = application_in("recommended")
    services.declare_interest(application, by=approver, has_conflict=False)
    services.decide(application, by=approver, outcome="APPROVE")

    found = standing(board, officer)

    assert [row.reference for row in found.selection.funded] == [application.reference]
    assert found.basis.money.total == 5000000
    assert found.basis.entries[0].amount == Decimal("149700.00")


def test_decision_to_refuse_takes_a_proposal_off_the_board_before_it_is_known(board, application_in, officer, approver):
    application = application_in("recommended")
    services.declare_interest(application, by=approver, has_conflict=False)
    services.decide(application, by=approver, outcome="REJECT", reason="No")

    assert standing(board, officer).selection.rows == ()


def test_conflict_declared_later_takes_the_review_out_of_the_ranking(board, fill, officer):
    application, *_rest = fill(1)
    gone = Assignment.objects.filter(application=application).first()
    Assignment.objects.filter(pk=gone.pk).update(state="CONFLICT", conflict="A friend")

    (row,) = standing(board, officer).selection.rows

    assert gone.reviewer_id not in {total.reviewer for total in row.ranked.totals}
    assert len(row.ranked.totals) == 2


def test_earlier_support_is_that_of_the_countries_and_never_the_proposals_own(board, fill, officer):
    from projects.models import Project

    fill(4)
    project = Project.objects.create(address="x", title="Earlier", amount=Decimal(90000))
    project.countries.set(Country.objects.filter(pk__in=["SN", "ME", "FR"]))
    before = {entry.reference: entry for entry in standing(board, officer).basis.entries}
    Project.objects.filter(pk=project.pk).update(amount=Decimal(0))
    after = {entry.reference: entry for entry in standing(board, officer).basis.entries}

    gained = {reference: before[reference].earlier_amount - after[reference].earlier_amount for reference in before}
    assert gained == {"IDF-92-0000": 30000, "IDF-92-0001": 30000, "IDF-92-0002": 0, "IDF-92-0003": 0}


def test_what_other_projects_hold_is_not_the_boards(board, fill, officer):
    fill(2)
    year = board.funding_year
    facts = {"line": board.line, "year": year, "region": Region.objects.get(pk="AFRICA")}
    with transaction.atomic():
        ledger.commit(by=officer, amount=Decimal(120000), reference="IDF-OTHER", **facts)
        ledger.commit(by=officer, amount=Decimal(50000), reference="IDF-92-0000", **facts)

    found = standing(board, officer)

    assert found.basis.money.total == 380000
    regions = {code: found.funds.held[code] for code in ("AFRICA", "EUROPE")}
    assert regions == {"AFRICA": 120000, "EUROPE": 0}


@pytest.mark.parametrize("name", ["applicant", "reviewer", "endorser", "project_manager", "administrator"])
def test_boards_are_closed_to_those_outside_the_fund(client_for, request, board, fill, name):
    fill(1)
    client = client_for(request.getfixturevalue(name))
    paths = ("", "what-if/", "meeting/", "ranking.csv", "minutes.pdf", "terms/", "close/")

    answers = [client.get(f"{BOARDS}{board.pk}/{path}") for path in paths]

    assert (client.get(BOARDS).status_code, {answer.status_code for answer in answers}) == (403, {404})
    assert [answer for answer in answers if "IDF-92-0000" in answer.content.decode()] == []


@pytest.mark.parametrize(("name", "keeps"), [("officer", True), ("approver", False), ("auditor", False)])
def test_the_fund_reads_boards_and_officers_keep_them(client_for, request, board, fill, name, keeps):
    application, *_rest = fill(1)
    client = client_for(request.getfixturevalue(name))

    read = [
        client.get(f"{BOARDS}{board.pk}/{path}").status_code for path in ("", "what-if/", "meeting/", "ranking.xlsx")
    ]
    kept = [client.get(f"{BOARDS}{board.pk}/{path}").status_code
            for path in ("terms/", "close/", "meeting/write/", "meeting/seat/", f"move/{application.key}/")]  # fmt: skip

    assert (client.get(BOARDS).status_code, read, kept) == (200, [200] * 4, [200 if keeps else 404] * 5)
    assert client.get(f"{BOARDS}new/").status_code == (200 if keeps else 403)


@pytest.mark.parametrize(("name", "shown"), [("officer", True), ("approver", True), ("auditor", False)])
def test_auditors_see_marks_without_the_reviewers_names(client_for, request, board, fill, name, shown):
    fill(3)

    page = client_for(request.getfixturevalue(name)).get(f"{BOARDS}{board.pk}/").content.decode()

    assert ("Panel" in page, "Reviewer 1" in page) == (shown, not shown)


def test_who_worked_on_a_proposal_does_not_see_its_scores(client_for, board, fill, officer):
    own, other = fill(2)
    own.former_members.create(user=officer)
    rows = {row.reference: row.ranked for row in standing(board, officer).selection.rows}
    client, address = client_for(officer), f"{BOARDS}{board.pk}/"
    from reviews.standing import rounded

    page = client.get(address).content.decode()
    sheet = load_workbook(io.BytesIO(client.get(f"{address}ranking.xlsx").content)).active
    what_if = client.get(f"{address}what-if/?money=0").content.decode()

    assert f"<strong>{rounded(rows[own.reference].score)}</strong>" not in page
    assert f"<strong>{rounded(rows[other.reference].score)}</strong>" in page
    assert (f"/move/{own.key}/" in page, f"/move/{other.key}/" in page) == (False, True)
    cells = {row[1]: [cell for cell in row[6:] if cell not in (None, "")] for row in sheet.iter_rows(values_only=True)}
    assert (cells[own.reference], len(cells[other.reference]) > 9) == ([], True)
    assert (own.reference in what_if, other.reference in what_if) == (False, True)
    with pytest.raises(NotAllowed):
        services.move(board, own, by=officer, place=1, reason="Mine")


@pytest.mark.parametrize(
    ("path", "queries"), [("", 31), ("what-if/?money=100000", 30), ("meeting/", 38), ("ranking.csv", 26)]
)
def test_pages_cost_the_same_at_1_and_25_proposals(
    client_for, officer, board, fill, panel, django_assert_num_queries, path, queries
):
    services.seat(board, by=officer, user=panel[0], part="CHAIR")
    fill(1)
    client = client_for(officer)
    client.get(f"{BOARDS}{board.pk}/{path}")
    with django_assert_num_queries(queries):
        client.get(f"{BOARDS}{board.pk}/{path}")
    fill(24, line=1)
    from applications.models import Application

    Application.objects.filter(line=1).update(line=2)

    with django_assert_num_queries(queries):
        client.get(f"{BOARDS}{board.pk}/{path}")


def test_list_of_boards_costs_the_same_at_1_and_25(client_for, officer, board, django_assert_num_queries):
    client = client_for(officer)
    client.get(BOARDS)
    with django_assert_num_queries(6):
        client.get(BOARDS)
    Board.objects.bulk_create(
        Board(title=f"B{n}", line=board.line, funding_year=2030 + n, rubric=board.rubric, opened_by=officer)
        for n in range(24)
    )

    with django_assert_num_queries(6):
        assert client.get(BOARDS).context["page"].paginator.count == 25


def test_filters_of_the_address_choose_rows_and_files(client_for, officer, board, fill):
    fill(8, amount=lambda place: Decimal(60000))
    client, address = client_for(officer), f"{BOARDS}{board.pk}/"

    africa = client.get(f"{address}?region=AFRICA").context["lines"]
    inside = client.get(f"{address}?result=in").context["lines"]
    unknown = client.get(f"{address}?region=MOON").context["lines"]
    file = client.get(f"{address}ranking.csv?region=AFRICA").content.decode("utf-8-sig")

    assert [line.application.region_id for line in africa] == ["AFRICA", "AFRICA"]
    assert {line.is_funded for line in inside} == {True}
    assert (len(unknown), len(file.splitlines())) == (8, 3)


def test_title_that_begins_like_a_formula_is_no_formula(client_for, officer, board, fill):
    application, *_rest = fill(1)
    type(application).objects.filter(pk=application.pk).update(title='=HYPERLINK("http://x")')

    file = client_for(officer).get(f"{BOARDS}{board.pk}/ranking.xlsx").content

    assert load_workbook(io.BytesIO(file)).active["C2"].value == '\'=HYPERLINK("http://x")'


def test_what_if_changes_no_row_of_the_database(client_for, officer, board, fill):
    fill(12, amount=lambda place: Decimal(60000 + 1000 * place))
    client, address = client_for(officer), f"{BOARDS}{board.pk}/what-if/"
    client.get(address)
    before = state_of_the_database()

    page = client.get(f"{address}?weight_FIT=5&cut_off=2.5&floor_EUROPE=30&money=300000&regions=off")

    assert page.context["selection"].used <= 300000 < page.context["record"].money.total
    assert state_of_the_database() == before


def test_what_if_says_who_comes_in_and_who_drops_out(client_for, officer, board, fill):
    fill(4, amount=lambda place: Decimal(40000))
    client, address = client_for(officer), f"{BOARDS}{board.pk}/what-if/"
    record = client.get(address).context["record"]
    kept = {row.reference for row in record.funded}

    context = client.get(f"{address}?money=41000&regions=off").context

    assert [line.application.reference for line in context["leaves"]] == [row.reference for row in record.funded[1:]]
    assert (context["enters"], len(kept)) == ([], len(record.funded))
    assert context["parameters"] == {"money": "41000", "regions": "off"}
    assert context["cost"] == context["before"] - context["after"]


@pytest.mark.parametrize("query", ["cut_off=x", "money=-1", "floor_LDC=101", "weight_FIT=NaN"])
def test_what_if_with_a_wrong_figure_says_so(client_for, officer, board, fill, query):
    fill(1)

    page = client_for(officer).get(f"{BOARDS}{board.pk}/what-if/?{query}")

    assert (page.status_code, "selection" in page.context, "There is a problem" in page.content.decode()) == (
        200, False, True,
    )  # fmt: skip


def test_what_if_without_any_weight_is_refused(client_for, officer, board, fill):
    fill(1)
    nothing = "&".join(f"weight_{code}=0" for code in Criterion.objects.values_list("code", flat=True))

    page = client_for(officer).get(f"{BOARDS}{board.pk}/what-if/?{nothing}").content.decode()

    assert "Give at least one criterion a weight above zero." in page


def test_kept_what_if_has_an_address_that_shows_the_same(client_for, officer, auditor, stranger, board, fill):
    fill(4, amount=lambda place: Decimal(40000))
    client, address = client_for(officer), f"{BOARDS}{board.pk}/what-if/"
    shown = client.get(f"{address}?money=41000").context["selection"]

    answer = client.post(f"{address}keep/?money=41000&cut_off=", {"name": "Half the money"})
    page = client_for(auditor).get(answer.headers["Location"])

    assert Simulation.objects.get().parameters == {"money": "41000"}
    assert page.context["selection"].rows == shown.rows
    assert client_for(stranger).get(answer.headers["Location"]).status_code == 404
    assert AuditEvent.objects.last().action == "board.what_if_kept"


def test_what_if_that_changes_nothing_is_not_kept(client_for, officer, board, fill):
    fill(1)

    client_for(officer).post(f"{BOARDS}{board.pk}/what-if/keep/?money=500000", {"name": "Nothing"})

    assert Simulation.objects.count() == 0


def test_terms_change_the_ranking_and_stale_ones_are_refused(client_for, officer, board, fill):
    fill(4)
    client, address = client_for(officer), f"{BOARDS}{board.pk}/"
    typed = {
        "revision": board.revision,
        "title": "Autumn",
        "meets_on": "2026-12-01",
        "cut_off": "4.9",
        "floor_LDC": "30",
    }

    first = client.post(f"{address}terms/", typed)
    second = client.post(f"{address}terms/", typed | {"cut_off": "1"})

    assert (first.status_code, "has changed since you opened it" in second.content.decode()) == (302, True)
    assert dict(ShareFloor.objects.values_list("group", "percent")) == {"LDC": 30}
    assert standing(Board.objects.get(), officer).selection.funded == ()


def test_move_needs_a_reason_and_can_be_taken_back(client_for, officer, board, fill):
    fill(3)
    rows = [row.reference for row in standing(board, officer).selection.rows]
    last = next(row for row in standing(board, officer).applications.values() if row.reference == rows[2])
    address = f"{BOARDS}{board.pk}/move/{last.key}/"
    client = client_for(officer)

    empty = client.post(address, {"place": "1", "comment": ""})
    client.post(address, {"place": "1", "comment": "Newer facts on <risk>"})
    moved = client.get(f"{BOARDS}{board.pk}/")
    order = [line.application.reference for line in moved.context["lines"]]
    client.post(address, {"place": "", "comment": "The facts were wrong", "back": "1"})

    assert empty.status_code == 200
    assert order == [rows[2], rows[0], rows[1]]
    assert "Moved here by Otto Officer: Newer facts on &lt;risk&gt;" in " ".join(moved.content.decode().split())
    assert [row.reference for row in standing(board, officer).selection.rows] == rows
    assert list(AuditEvent.objects.filter(action="board.moved").order_by("sequence").values_list("comment", flat=True)) == [
        "Newer facts on <risk>", "The facts were wrong",
    ]  # fmt: skip


@pytest.mark.parametrize("place", [0, 4])
def test_move_to_a_place_that_does_not_exist_is_refused(officer, board, fill, place):
    application, *_rest = fill(3)

    with pytest.raises(DomainError, match="from 1 to 3"):
        services.move(board, application, by=officer, place=place, reason="Why not")

    assert Move.objects.count() == 0


def test_move_of_a_proposal_of_another_board_is_refused(officer, board, fill):
    application, *_rest = fill(1, line=1)

    with pytest.raises(DomainError, match="not on the board"):
        services.move(board, application, by=officer, place=1, reason="Why not")


def closed(board, officer, panel):
    services.seat(board, by=officer, user=panel[0], part="CHAIR", was_present=True)
    board = services.write(board, by=officer, revision=board.revision, agenda="", minutes="We agreed.")
    return services.close_board(board, by=officer, revision=board.revision)


def test_closed_board_keeps_its_ranking_whatever_happens_since(officer, board, fill, panel):
    applications = fill(6)
    services.move(board, applications[5], by=officer, place=1, reason="Why")
    before = standing(board, officer).selection

    board = closed(board, officer, panel)
    Assignment.objects.filter(application=applications[0]).update(state="CONFLICT", conflict="x")
    type(applications[0]).objects.filter(pk=applications[1].pk).update(state="WITHDRAWN")
    after = standing(Board.objects.get(), officer)

    assert after.selection.rows == before.rows
    assert after.moves[applications[5].reference].reason == "Why"
    assert as_data(from_data(board.sealed)) == board.sealed


@pytest.mark.parametrize(
    "act",
    [
        lambda board, by: services.move(board, by.assigned, by=by, place=1, reason="x"),
        lambda board, by: services.seat(board, by=by, user=by, part="MEMBER"),
        lambda board, by: services.write(board, by=by, revision=board.revision, agenda="x", minutes="x"),
        lambda board, by: services.keep_what_if(board, by=by, name="x", parameters={"money": "1"}),
        lambda board, by: services.close_board(board, by=by, revision=board.revision),
        lambda board, by: services.change_terms(
            board, by=by, revision=board.revision, title="x", meets_on=None, cut_off=None, floors={}
        ),
    ],
)
def test_nothing_of_a_closed_board_changes(officer, board, fill, panel, act):
    officer.assigned, *_rest = fill(2)
    board = closed(board, officer, panel)

    with pytest.raises(StateConflict, match="closed"):
        act(board, officer)


@pytest.mark.parametrize("table", ["member", "move", "floor", "board", "simulation"])
def test_the_database_itself_freezes_a_closed_board(officer, board, fill, panel, table):
    application, *_rest = fill(1)
    board = closed(board, officer, panel)
    writes = {
        "member": lambda: BoardMember.objects.update(was_present=False),
        "move": lambda: Move.objects.create(board=board, application=application, reason="x", moved_by=officer),
        "floor": lambda: ShareFloor.objects.create(board=board, group="LDC", percent=1),
        "board": lambda: Board.objects.update(minutes="Otherwise"),
        "simulation": lambda: Simulation.objects.create(board=board, name="x", parameters={}, saved_by=officer),
    }

    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        writes[table]()


def test_board_without_minutes_or_anybody_present_is_not_closed(officer, board, panel):
    with pytest.raises(DomainError, match="minutes"):
        services.close_board(board, by=officer, revision=board.revision)
    board = services.write(board, by=officer, revision=board.revision, agenda="", minutes="x")
    with pytest.raises(DomainError, match="present"):
        services.close_board(board, by=officer, revision=board.revision)


def test_closing_needs_a_tick(client_for, officer, board, panel):
    services.seat(board, by=officer, user=panel[0], part="CHAIR", was_present=True)
    board = services.write(board, by=officer, revision=board.revision, agenda="", minutes="x")
    client, address = client_for(officer), f"{BOARDS}{board.pk}/close/"

    asked = client.post(address, {"revision": board.revision})
    done = client.post(address, {"revision": board.revision, "confirm": "on"})

    assert (asked.status_code, done.status_code, Board.objects.get().state) == (200, 302, "CLOSED")
    assert client.get(address).status_code == 200


def test_second_board_of_a_line_and_year_is_refused_while_one_is_open(client_for, officer, board):
    typed = {"title": "Again", "line": "2", "funding_year": str(board.funding_year), "call": "", "meets_on": ""}

    page = client_for(officer).post(f"{BOARDS}new/", typed)

    assert "A board for this line and year is open already." in page.content.decode()
    assert Board.objects.count() == 1


def test_board_of_a_call_ranks_the_proposals_of_the_call(officer, board, fill, open_call):
    call = open_call()
    applications = fill(3)
    type(applications[0]).objects.filter(pk=applications[2].pk).update(call=call)

    of_call = services.open_board(by=officer, title="Call", line=board.line, funding_year=2026, call=call)

    assert [row.reference for row in standing(of_call, officer).selection.rows] == [applications[2].reference]


def test_minutes_are_lost_to_nobody_who_saved_first(client_for, officer, board):
    client, address = client_for(officer), f"{BOARDS}{board.pk}/meeting/write/"
    typed = {"revision": board.revision, "agenda": "One", "minutes": "First"}

    client.post(address, typed)
    page = client.post(address, typed | {"minutes": "Second"}).content.decode()

    assert ("has changed since you opened it" in page, "Second" in page, Board.objects.get().minutes) == (
        True, True, "First",
    )  # fmt: skip


def test_a_board_has_one_chair(officer, board, panel):
    services.seat(board, by=officer, user=panel[0], part="CHAIR")

    with pytest.raises(DomainError, match="has a chair"):
        services.seat(board, by=officer, user=panel[1], part="CHAIR")


def test_who_leaves_the_room_for_which_proposal(client_for, officer, applicant, board, fill, panel):
    senegal, montenegro, honduras, nepal = fill(4, reviewers=lambda _place: panel[:3])
    ministry = Organisation.objects.create(name="Ministry", kind="GOVERNMENT")
    applicant.organisation = ministry
    applicant.save()
    team, country, employer, tied, conflicted, free = [*panel, person("Fred Free")]
    honduras.members.create(user=team, right="READ", added_by=officer)
    ReviewerProfile.objects.create(user=country).countries.add("ME")
    ReviewerProfile.objects.create(user=employer).employers.add(ministry)
    Tie.objects.create(reviewer=tied, person=applicant, reason="Cousins", declared_by=tied)
    Assignment.objects.create(
        application=nepal, submission=nepal.submissions.get(), reviewer=conflicted, assigned_by=officer, state="CONFLICT",
        due_on=timezone.localdate(), declared_at=timezone.now(), rubric=Rubric.objects.in_force().get(),
    )  # fmt: skip
    for user in (team, country, employer, tied, conflicted, free):
        services.seat(board, by=officer, user=user, part="MEMBER")

    found = leaving(seats_of(board), [senegal, montenegro, honduras, nepal])

    who = {reference: {(str(seat.user), why) for seat, why in rows} for reference, rows in found.items()}
    always = {(str(employer), "organisation"), (str(tied), "tie")}
    assert who == {
        senegal.reference: always,
        montenegro.reference: always | {(str(country), "country")},
        honduras.reference: always | {(str(team), "team")},
        nepal.reference: always | {(str(conflicted), "conflict")},
    }
    page = " ".join(client_for(officer).get(f"{BOARDS}{board.pk}/meeting/").content.decode().split())
    assert f"{team} leaves the room: works on the proposal, or once did" in page


@pytest.mark.parametrize("extension", ["pdf", "docx"])
def test_minutes_hold_the_ranked_list(client_for, officer, board, fill, panel, extension):
    applications = fill(3)
    services.move(board, applications[0], by=officer, place=1, reason="Newer facts")
    closed(board, officer, panel)

    file = client_for(officer).get(f"{BOARDS}{board.pk}/minutes.{extension}")

    assert file.headers["Content-Disposition"] == f'attachment; filename="minutes-{board.pk}.{extension}"'
    assert file.content[:4] == {"pdf": b"%PDF", "docx": b"PK\x03\x04"}[extension]


def test_words_of_the_minutes(officer, board, fill, panel):
    from reviews.exports.boards import minutes

    applications = fill(3)
    services.move(board, applications[0], by=officer, place=1, reason="Newer facts")
    board = closed(board, officer, panel)
    found = standing(board, officer)

    document = minutes(found, seats_of(board), {})

    tables = {part.title: [[cell.text for cell in row.cells] for row in part.table.rows] for part in document.parts}
    assert [row[0] for row in tables["Ranking"]] == ["1", "2", "3"]
    assert tables["Ranking"][0][1].startswith(applications[0].reference)
    assert tables["Moves by hand"] == [[applications[0].reference, "1", "Newer facts", "Otto Officer"]]
    assert tables["Members"] == [["R0 Panel", "Chair", "yes"]]
    assert (document.mark, tables["Meeting"]) == ("", [["Minutes", "We agreed."]])


def test_sealed_money_and_floors_come_back_as_they_were(officer, board, fill, panel):
    fill(2)
    board = services.change_terms(
        board,
        by=officer,
        revision=board.revision,
        title="T",
        meets_on=None,
        cut_off=Decimal("2.50"),
        floors={"LDC": Decimal(20)},
    )
    basis = standing(board, officer).basis

    again = from_data(closed(board, officer, panel).sealed)

    assert (again.money, again.cut_off, again.floors, again.weights) == (
        basis.money, basis.cut_off, basis.floors, basis.weights,
    )  # fmt: skip


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_closings_and_moves_at_once_leave_one_sealed_board(officer, board, fill, panel):
    application = fill(3)[0]
    services.seat(board, by=officer, user=panel[0], part=BoardMember.Part.CHAIR)
    BoardMember.objects.update(was_present=True)
    board.refresh_from_db()
    board = services.write(board, by=officer, revision=board.revision, agenda="", minutes="We agreed.")
    acts = [lambda: services.close_board(board, by=officer, revision=board.revision)] * 8
    acts += [lambda: services.move(board, application, by=officer, place=1, reason="Newer facts")] * 8

    def one(act):
        try:
            act()
        except StateConflict:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        done = list(pool.map(one, acts))

    closed = Board.objects.get(pk=board.pk)
    assert (done[:8].count(True), closed.state) == (1, Board.State.CLOSED)
    assert closed.moves.count() == done[8:].count(True)
    assert len(from_data(closed.sealed).moves) == min(closed.moves.count(), 1)
