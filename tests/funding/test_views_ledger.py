"""Pages of the lines' money: who opens them, what they show, what they refuse."""

from decimal import Decimal

import pytest
import time_machine
from django.utils import translation

from funding.models import LedgerEntry, Region
from funding.selectors import ledger as selectors
from funding.selectors.ledger import balance_of
from funding.services import ledger

FUNDS, BOOK = "/en/workspace/funds/", "/en/workspace/funds/book/"
YEAR = "/en/workspace/funds/2030/2/"
PAGES = [FUNDS, YEAR, "/en/workspace/funds/2030/entries.csv", "/en/workspace/funds/2030/entries.xlsx"]
TYPED = {
    "kind": "ALLOCATION",
    "line": "2",
    "year": "2030",
    "amount": "1,234,567.50",
    "source": "Council decision 2030/7",
    "reference": "",
    "region": "",
    "after": "",
}


def reverse_page(entry):
    return f"/en/workspace/funds/entries/{entry.pk}/reverse/"


@pytest.mark.parametrize("path", [*PAGES, BOOK])
def test_visitor_is_led_to_sign_in(visitor, allocate, path):
    allocate("7654321")

    response = visitor.get(path)

    assert (response.status_code, response.headers["Location"].split("?")[0]) == (302, "/en/accounts/login/")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("name", ["applicant", "endorser", "reviewer", "project_manager", "administrator"])
def test_funds_are_closed_to_those_outside_the_fund(client_for, request, allocate, name, path):
    allocate("7654321")

    response = client_for(request.getfixturevalue(name)).get(path)

    assert response.status_code == 403
    assert "7,654,321" not in response.content.decode()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("name", ["officer", "approver", "auditor"])
def test_everybody_of_the_fund_sees_the_funds(client_for, request, allocate, name, path):
    allocate("7654321")

    assert client_for(request.getfixturevalue(name)).get(path).status_code == 200


@pytest.mark.parametrize(
    ("name", "book", "reverse"),
    [
        ("officer", 200, 200),
        ("approver", 403, 404),
        ("auditor", 403, 404),
        ("administrator", 403, 404),
        ("applicant", 403, 404),
        ("endorser", 403, 404),
        ("reviewer", 403, 404),
    ],
)
def test_only_officers_open_the_forms(client_for, request, allocate, line2, name, book, reverse):
    entry, client = allocate("7654321"), client_for(request.getfixturevalue(name))

    assert [client.get(BOOK).status_code, client.get(reverse_page(entry)).status_code] == [book, reverse]
    if name != "officer":
        client.post(BOOK, TYPED | {"confirm": "1"})
        client.post(reverse_page(entry), {"reason": "x"})
        assert balance_of(line2, 2030).available == 7654321


@pytest.mark.parametrize("name", ["approver", "auditor"])
def test_who_may_not_book_is_not_offered_to(client_for, request, allocate, name):
    entry = allocate("7654321")

    page = client_for(request.getfixturevalue(name)).get(YEAR).content.decode()

    assert "7,654,321" in page
    assert [address for address in (BOOK, reverse_page(entry)) if address in page] == []


@pytest.mark.parametrize(
    ("name", "shown"), [("officer", True), ("approver", True), ("auditor", True), ("applicant", False)]
)
def test_navigation_has_funds_for_the_fund(client_for, request, reference, name, shown):
    page = client_for(request.getfixturevalue(name)).get("/en/workspace/").content.decode()

    assert (f'href="{FUNDS}"' in page) is shown


@pytest.mark.parametrize(
    ("path", "queries"), [(FUNDS, 6), (YEAR, 13), ("/en/workspace/funds/2030/entries.csv?line=2", 3)]
)
def test_pages_cost_the_same_at_1_and_25_entries(
    client_for, officer, allocate, commit, django_assert_num_queries, path, queries
):
    allocate("1000000")
    client = client_for(officer)
    client.get(path)
    with django_assert_num_queries(queries):
        client.get(path)
    for number in range(22):
        commit("10", f"IDF-2030-{number:04d}")
    ledger.reverse(allocate("5"), by=officer, reason="Typed twice")

    with django_assert_num_queries(queries):
        page = client.get(path)

    assert page.context is None or path == FUNDS or page.context["page"].paginator.count == 25


@pytest.mark.parametrize("path", ["2000/2/", "2101/2/", "99999999999/2/", "2030/3/", "2030/99999999999999999999/"])
def test_year_or_line_that_cannot_be_is_not_found(client_for, officer, reference, path):
    assert client_for(officer).get(FUNDS + path).status_code == 404


@pytest.mark.parametrize(
    "path", ["2000/entries.csv", "2101/entries.xlsx", "2030/entries.csv?line=7", "2030/entries.csv?line=" + "9" * 30]
)
def test_file_of_a_year_or_line_that_cannot_be_is_not_found(client_for, officer, reference, path):
    assert client_for(officer).get(FUNDS + path).status_code == 404


@time_machine.travel("2030-06-15")
def test_overview_has_the_present_year_first_and_the_newest_of_the_others_next(client_for, officer, allocate, commit):
    allocate("1000")
    commit("250")
    allocate("77", year=2031)

    context = client_for(officer).get(FUNDS).context

    assert [(row.year, row.line.pk, row.balance.available) for row in context["present"]] == [
        (2030, 1, 0),
        (2030, 2, 750),
    ]
    rows = [(row.year, row.line.pk) for row in context["page"]]
    assert rows == [(2031, 2), (2019, 1), (2019, 2), (2015, 1), (2015, 2), (2013, 1), (2013, 2), (2001, 1)]


def test_published_year_of_the_brief_is_shown(client_for, auditor, reference):
    """Line 1 in 2015: 1,400,000 of operational support income and 106,415 recovered."""
    balance = client_for(auditor).get("/en/workspace/funds/2015/1/").context["balance"]

    assert (balance.allocated, balance.recovered, balance.available) == (1400000, 106415, 1506415)


def test_year_shows_shares_committed_and_difference_of_each_region(client_for, officer, allocate, commit):
    allocate("1110")
    commit("460", "IDF-2030-0001")
    commit("10", "IDF-2030-0002", region=Region.objects.get(code="MIDDLE_EAST"))

    regional = client_for(officer).get(YEAR).context["regional"]

    rows = {row.region.pk if row.region else None: (row.states, row.amount, row.engaged, row.difference)
            for row in regional.rows}  # fmt: skip
    assert rows == {
        "AFRICA": (45, 450, 460, -10),
        "ASIA_OCEANIA": (31, 310, 0, 310),
        "EUROPE": (13, 130, 0, 130),
        "LATIN_AMERICA_CARIBBEAN": (21, 210, 0, 210),
        "MIDDLE_EAST": (0, 0, 10, -10),
        None: (1, 10, 0, 10),
    }
    assert (regional.states, regional.engaged, regional.difference) == (111, 470, 640)


def test_year_names_the_list_and_says_that_its_numbers_are_published(client_for, officer, allocate):
    allocate("1110")

    page = " ".join(client_for(officer).get(YEAR).content.decode().split())

    assert "from the list of 1 August 2024: 111 states." in page
    assert "The numbers are those that the list publishes, not a count of its names." in page
    assert "USD 450 left" in page


@pytest.mark.parametrize(
    ("path", "day"), [("2030/1/", "1 January 2030"), ("2019/2/", "1 January 2019"), ("2024/2/", "1 January 2024")]
)
def test_line_without_a_list_on_the_day_says_so_and_shows_no_share(client_for, officer, allocate, path, day):
    page = client_for(officer).get(FUNDS + path)

    assert page.context["regional"].source is None
    assert f"No list of eligible states of this line is known for {day}" in page.content.decode()
    assert "Amount by share" not in page.content.decode()


@time_machine.travel("2024-09-01")
def test_present_year_takes_the_list_in_force_today(line2):
    regional = selectors.regional(line2, 2024, Decimal(0))

    assert (regional.source.effective_from.isoformat(), regional.states) == ("2024-08-01", 111)


def test_booking_shows_the_figures_first_and_books_on_confirmation(client_for, officer, allocate, line2):
    allocate("100")
    client = client_for(officer)

    check = client.post(BOOK, TYPED)
    before = LedgerEntry.objects.filter(year=2030).count()
    done = client.post(BOOK, TYPED | {"confirm": "1", "after": str(check.context["after"])})

    assert (check.context["before"], str(check.context["later"]), before) == (100, "1234667.50", 1)
    assert done.headers["Location"] == YEAR
    entry = LedgerEntry.objects.latest("pk")
    assert (str(entry.amount), entry.source, entry.booked_by) == ("1234567.50", "Council decision 2030/7", officer)


def test_confirmation_carries_what_was_typed_and_can_be_changed(client_for, officer, reference):
    client = client_for(officer)

    check = client.post(BOOK, TYPED).content.decode()
    form = client.post(BOOK, TYPED | {"change": "1"}).context["form"]

    for name in ("kind", "line", "year", "amount", "source"):
        assert f'<input type="hidden" name="{name}" value="{TYPED[name]}"' in check
    assert form["amount"].value() == "1,234,567.50"
    assert LedgerEntry.objects.filter(year=2030).count() == 0


def test_double_click_books_once(client_for, officer, reference):
    client = client_for(officer)
    after = client.post(BOOK, TYPED).context["after"]

    sent = [client.post(BOOK, TYPED | {"confirm": "1", "after": str(after)}) for _ in range(2)]

    assert [response.status_code for response in sent] == [302, 200]
    assert "This was booked a moment ago." in sent[1].content.decode()
    assert LedgerEntry.objects.filter(year=2030).count() == 1


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("amount", "0", "The amount must be above zero."),
        ("amount", "-5", "The amount must be above zero."),
        ("amount", "5.0012", "Ensure that there are no more than 2 decimal places."),
        ("amount", "1.234", "“1.234” can be read in two ways. Write 1234 or 1.2340."),
        ("amount", "12e3", "“12e3” is not a number. Write digits only, for example 1,234.50."),
        ("amount", "10.001", "“10.001” can be read in two ways. Write 10001 or 10.0010."),
        ("year", "1999", "The funding year is a year from 2001 to 2100."),
        ("year", "2101", "The funding year is a year from 2001 to 2100."),
        ("year", "next", "Enter a whole number."),
        ("kind", "COMMITMENT", "Select a valid choice. COMMITMENT is not one of the available choices."),
        ("line", "9", "Select a valid choice. That choice is not one of the available choices."),
        ("source", "  ", "This field is required."),
    ],
)
def test_bad_input_is_refused_beside_the_field_and_kept(client_for, officer, reference, field, typed, sentence):
    page = client_for(officer).post(BOOK, TYPED | {field: typed, "confirm": "1"})

    form = page.context["form"]
    assert form.errors == {field: [sentence]}
    assert form[field].value() == typed
    assert 'aria-invalid="true"' in page.content.decode()
    assert LedgerEntry.objects.filter(year__gte=2020).count() == 0


def test_amount_is_read_as_french_writes_it(client_for, officer, reference):
    with translation.override("fr"):
        client_for(officer).post("/fr/workspace/funds/book/", TYPED | {"amount": "1 234,50", "confirm": "1"})

    entry = LedgerEntry.objects.latest("pk")
    assert (str(entry.amount), entry.source_fr) == ("1234.50", "Council decision 2030/7")


def test_reversing_marks_both_entries_and_is_offered_no_more(client_for, officer, allocate, commit, line2):
    allocate("900")
    commit("100")
    entry, client = allocate("1000"), client_for(officer)

    response = client.post(reverse_page(entry), {"reason": "Typed twice"})
    page = " ".join(client.get(YEAR).content.decode().split())

    back = LedgerEntry.objects.latest("pk")
    assert response.headers["Location"] == YEAR
    assert balance_of(line2, 2030).available == 800
    assert f"Reversed by no. {back.pk}" in page
    assert f"Reverses no. {entry.pk}" in page
    assert page.count("/reverse/") == 1


@pytest.mark.parametrize("reason", ["", "   ", "x" * 251])
def test_reversing_needs_a_reason_of_reasonable_length(client_for, officer, allocate, line2, reason):
    entry = allocate("1000")

    page = client_for(officer).post(reverse_page(entry), {"reason": reason})

    assert list(page.context["form"].errors) == ["reason"]
    assert balance_of(line2, 2030).available == 1000


def test_reversing_twice_is_refused_with_a_sentence_and_the_reason_kept(client_for, officer, allocate, line2):
    allocate("1000")
    entry, client = allocate("1000"), client_for(officer)
    client.post(reverse_page(entry), {"reason": "Typed twice"})

    page = client.post(reverse_page(entry), {"reason": "Once more"})

    assert page.context["form"].non_field_errors() == ["This entry is reversed already."]
    assert page.context["form"]["reason"].value() == "Once more"
    assert balance_of(line2, 2030).available == 1000


def test_more_committed_than_booked_is_said(client_for, auditor, allocate, commit):
    commit("700")
    allocate("400")

    page = " ".join(client_for(auditor).get(YEAR).content.decode().split())

    assert "USD 300 is missing." in page


def test_approver_sees_what_is_left_and_the_figures_when_it_does_not_suffice(
    client_for, approver, application_in, allocate
):
    application = application_in("recommended")
    allocate("1000", year=application.funding_year)
    client, address = client_for(approver), f"/en/workspace/reviews/{application.key}/decide/"

    client.post(address, {"has_conflict": "False"})

    asked = " ".join(client.get(address).content.decode().split())
    refused = client.post(address, {"outcome": "APPROVE", "reason": ""})
    kept = client.post(address, {"outcome": "RETAIN", "reason": "No money is left"})

    assert f"Line 2 has USD 1,000 left for {application.funding_year}." in asked
    assert [sentence.split(" and ")[0] for sentence in refused.context["form"].non_field_errors()] == [
        f"The money does not suffice: Line 2 has USD\u00a01,000 left for {application.funding_year},"
    ]
    assert kept.headers["Location"] == application.get_absolute_url()
    assert application.decisions.get().outcome == "RETAIN"


def test_what_people_typed_is_shown_as_text(client_for, officer, allocate):
    allocate("10", source="<script>alert(1)</script>", reference='"><b>')

    page = client_for(officer).get(YEAR).content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
