from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from funding.models import AxisValue, RatingScale
from monitoring import services
from monitoring.models import Report, TeamMember
from monitoring.selectors.parts import KINDS
from plans import services as plans
from plans.models import Activity, Indicator

SCRIPT = {"HTTP_X_AUTOSAVE": "1"}


@pytest.fixture
def page(next_report, project_manager, client_for):
    """``page("results/")`` and ``page("results/", data)``: a page of the second interim report, as its manager has it."""
    client = client_for(project_manager)

    def ask(address, data=None, **extra):
        url = f"/en/workspace/reports/{next_report.key}/{address}"
        return client.get(url) if data is None else client.post(url, data, **extra)

    return ask


@pytest.fixture
def people(next_report):
    """The indicator that counts people."""
    return Indicator.objects.get(node__version=next_report.version, counts_people=True)


def shown(response):
    """What a page of rows would send if nobody typed anything."""
    data = {}
    for form in response.context["forms"]:
        for field in form:
            value = field.value()
            data[field.html_name] = "" if value is None else value
    return data


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind.url_name != "monitoring:report"], ids=lambda kind: kind.key
)
def test_every_part_has_a_page(page, kind):
    response = page(f"{kind.key}/")

    assert response.status_code == (302 if kind.key == "texts" else 200)


@pytest.mark.parametrize("name", ["applicant", "officer", "endorser", "stranger"])
@pytest.mark.parametrize(
    "address", ["texts/summary/", "results/", "activities/", "risks/", "rating/", "evidence/", "risks/add/"]
)
def test_nobody_else_opens_the_editor(next_report, client_for, request, name, address):
    client = client_for(request.getfixturevalue(name))

    assert client.get(f"/en/workspace/reports/{next_report.key}/{address}").status_code == 404


def test_overview_says_how_far_each_part_is(page, next_report, project_manager, people):
    services.write_text(next_report, "summary", by=project_manager, text="word " * 351, revision=0)
    services.write_actual(next_report, people, by=project_manager, value=Decimal(5))

    overview = page("").context["overview"]

    sections = {row["title"]: row["status"] for row in overview.sections}
    parts = {row["title"]: row["status"] for row in overview.parts}
    assert sections["Summary"] == "Needs attention"
    assert (sections["Visibility"], sections["Plan for the next period"]) == ("Optional", "Not started")
    assert (parts["Results"], parts["Activities"], parts["Rating"]) == ("In progress", "Not started", "Not started")
    assert not overview.is_ready


def test_a_too_long_section_blocks_the_submission_and_not_the_saving(page, next_report):
    page("texts/summary/", {"text": "word " * 351, "revision": "0"})

    response = page("submit/", {})

    assert next_report.texts.get(key="summary").text.count("word") == 351
    assert "“Summary” is longer than 350 words. Shorten it by 1." in response.content.decode()


def test_the_last_report_is_offered_and_taken_as_a_start(page):
    offers = page("texts/progress/").context["offers"]
    taken = page("texts/progress/?from=last")

    assert [offer.key for offer in offers] == ["plan", "steps", "last"]
    assert offers[0].text == (
        "Outcome 1: Officials of four services use one common procedure in their daily work\n"
        "– Cases handled by the common procedure: 40 of 200\n\n"
        "Output 1.1: Officials have the knowledge to use the procedure\n– Officials who pass the final test: 58 of 120"
    )
    assert taken.context["form"]["text"].value() == "The procedure was drafted and three of six workshops were held."


def test_a_section_saves_by_script_and_contradictions_are_answered_with_both(page, next_report, project_manager):
    saved = page("texts/summary/", {"text": "Six were held.", "revision": "0", "page": "a"}, **SCRIPT).json()
    services.write_text(next_report, "summary", by=project_manager, text="Seven were held.", revision=1, page="b")

    aside = page("texts/summary/", {"text": "Five were held.", "revision": "1", "page": "a"}, **SCRIPT).json()

    assert (saved["state"], saved["hidden"]) == ("saved", {"revision": 1})
    assert (aside["state"], aside["value"]) == ("aside", "Seven were held.")
    assert "Seven were held." in aside["panel"]


def test_presence_names_others_and_the_text_that_holds(page, next_report, project_manager, colleague):
    services.name_member(next_report.duty.project, by=project_manager, user=colleague, part=TeamMember.Part.WRITER)
    services.be_present(next_report, "summary", by=colleague)

    answer = page("texts/summary/presence/", {}).json()

    assert answer == {"writers": "Carlo Colleague is writing here", "texts": {"text": {"revision": 0}}}


def test_results_save_what_is_right_and_keep_what_is_wrong(page, next_report, people):
    other = Indicator.objects.exclude(pk=people.pk).get(node__version=next_report.version)
    data = shown(page("results/")) | {f"i{people.pk}-value": "30 %", f"i{other.pk}-value": "12"}

    response = page("results/", data)

    assert list(next_report.actuals.values_list("indicator", "value")) == [(other.pk, 12)]
    html = response.content.decode()
    assert (
        "Officials who pass the final test – Value in this period: Write the number alone, without the percent sign."
        in html
    )
    assert 'value="30 %"' in html
    assert "Everything else is saved." in html


@pytest.mark.parametrize("typed", ["ten", "10 people", "1e9", "NaN"])
def test_letters_in_a_number_are_refused_with_the_way_out(page, next_report, people, typed):
    data = shown(page("results/")) | {f"i{people.pk}-value": typed}

    html = page("results/", data).content.decode()

    assert f"“{typed}” is not a number. Write digits only, for example 1,234.50." in html
    assert next_report.actuals.count() == 0


def test_results_answer_a_script_with_the_figures_that_follow(page, next_report, people):
    women, men = (f"i{people.pk}-p{part.pk}" for part in people_parts())
    data = shown(page("results/")) | {f"i{people.pk}-value": "10", women: "4", men: "5"}

    answer = page("results/", data, **SCRIPT).json()

    assert answer["state"] == "saved"
    assert list(answer["frames"]) == [f"figures-i{people.pk}"]
    frame = answer["frames"][f"figures-i{people.pk}"]
    assert "<dt>With this report</dt><dd>68</dd>" in frame
    assert "Women and girls 4 + Men and boys 5 = 9, but the total is 10: 1 missing." in frame
    again = page("results/", data | answer["hidden"] | {men: "6"}, **SCRIPT).json()
    assert again["state"] == "saved"
    assert "missing" not in again["frames"][f"figures-i{people.pk}"]


def people_parts():
    return AxisValue.objects.filter(axis="sex").order_by("position")[:2]


def test_a_row_that_a_colleague_saved_meanwhile_is_shown_beside_and_then_replaced(
    page, next_report, project_manager, people
):
    data = shown(page("results/")) | {f"i{people.pk}-value": "10"}
    services.write_actual(next_report, people, by=project_manager, value=Decimal(11), comment="Theirs")

    script = page("results/", data, **SCRIPT).json()
    response = page("results/", data)
    [form] = response.context["wrong"]
    page("results/", data | {form.add_prefix("stamp"): form["stamp"].value()})

    assert script["sentences"] == [
        "Officials who pass the final test: a colleague saved it meanwhile. Press “Save” to see both."
    ]
    assert form.meanwhile == [("Value in this period", "11"), ("Comment", "Theirs")]
    assert next_report.actuals.get().value == 10


def test_a_row_that_nobody_touched_does_not_undo_a_colleagues(page, next_report, project_manager, people):
    other = Indicator.objects.exclude(pk=people.pk).get(node__version=next_report.version)
    data = shown(page("results/")) | {f"i{other.pk}-value": "12"}
    services.write_actual(next_report, people, by=project_manager, value=Decimal(11))

    page("results/", data)

    assert dict(next_report.actuals.values_list("indicator", "value")) == {people.pk: 11, other.pk: 12}


@pytest.fixture
def of_all_kinds(next_report, other_draft, stranger):
    """{kind: indicator} of a plan that the second interim report follows: one of every kind that is no number."""
    version = other_draft.plan.current
    Report.objects.filter(pk=next_report.pk).update(version=version)
    known = {"baseline_state": "NOT_APPLICABLE", "source_and_method": "Lists", "over_time": "LATEST"}
    known["scale"] = None
    found = {}
    for kind in ("PERCENTAGE", "SCALE", "YES_NO", "QUALITATIVE"):
        fields = known | {"title": kind, "kind": kind, "counts_people": kind == "PERCENTAGE"}
        if kind == "SCALE":
            fields["scale"] = RatingScale.objects.first()
        found[kind] = plans.add_indicator(version.nodes.get(level="OUTPUT"), by=stranger, **fields)
    return found


def test_every_kind_of_indicator_is_filled_in_and_shown_again(page, next_report, of_all_kinds):
    share, scale, whether, words = (of_all_kinds[kind].pk for kind in ("PERCENTAGE", "SCALE", "YES_NO", "QUALITATIVE"))
    women, men = people_parts()
    typed = {
        f"i{share}-numerator": "30", f"i{share}-denominator": "40", f"i{share}-value": "1",
        f"i{share}-n{women.pk}": "10", f"i{share}-d{women.pk}": "20",
        f"i{share}-n{men.pk}": "20", f"i{share}-d{men.pk}": "20",
        f"i{scale}-value": "2", f"i{whether}-value": "0",
        f"i{words}-rating": "BEHIND", f"i{words}-comment": "They trust each other more.",
    }  # fmt: skip

    response = page("results/", shown(page("results/")) | typed)
    again = shown(page("results/"))

    assert response.status_code == 302
    rows = next_report.actuals.values_list("indicator__kind", "value", "rating")
    assert sorted(rows) == [
        ("PERCENTAGE", 75, ""), ("QUALITATIVE", None, "BEHIND"), ("SCALE", 2, ""), ("YES_NO", 0, "")
    ]  # fmt: skip
    assert {name: again[name] for name in typed} == typed | {f"i{share}-value": "75"}
    before = list(next_report.actuals.values_list("pk", "revision").order_by("pk"))
    page("results/", again)
    assert list(next_report.actuals.values_list("pk", "revision").order_by("pk")) == before


@pytest.mark.parametrize(
    ("kind", "field", "typed", "sentence"),
    [
        ("PERCENTAGE", "value", "101", "A percentage of this indicator is between 0 and 100. Check the two numbers."),
        ("PERCENTAGE", "numerator", "3", "Give both numbers: how many, and out of how many."),
        ("SCALE", "value", "99", "99 is not one of the available choices."),
        ("YES_NO", "value", "2", "2 is not one of the available choices."),
        ("QUALITATIVE", "rating", "GREAT", "GREAT is not one of the available choices."),
    ],
)
def test_what_a_kind_does_not_have_is_said_on_the_page(page, next_report, of_all_kinds, kind, field, typed, sentence):
    data = shown(page("results/")) | {f"i{of_all_kinds[kind].pk}-{field}": typed}

    html = page("results/", data).content.decode()

    assert sentence in html
    assert next_report.actuals.count() == 0


def test_activities_offer_the_last_report_and_the_button_keeps_it(page, next_report):
    response = page("activities/")

    page("activities/", shown(response))

    assert list(next_report.activities.order_by("activity__position").values_list("status", "percent")) == [
        ("ONGOING", 50), ("NOT_STARTED", 0)
    ]  # fmt: skip


def test_an_activity_with_words_and_no_status_is_refused(page, next_report):
    activity = Activity.objects.filter(output__version=next_report.version).first()
    data = shown(page("activities/")) | {f"a{activity.pk}-status": "", f"a{activity.pk}-comment": "Held in May."}

    html = page("activities/", data).content.decode()

    assert "Choose how far the activity is." in html


def test_risks_and_rating_are_kept(page, next_report):
    page("risks/", shown(page("risks/")))
    page("risks/add/", {"description": "The rate falls", "likelihood": "2", "impact": "2", "response": ""})
    page("rating/", shown(page("rating/")) | {"rating-rating": "BEHIND", "rating-rating_reason": "A late start."})

    next_report.refresh_from_db()
    assert [row.description for row in next_report.risks.all()] == [
        "Trained officials are moved to other posts", "The rate falls"
    ]  # fmt: skip
    assert (next_report.rating, next_report.rating_reason) == ("BEHIND", "A late start.")


def test_a_rating_that_a_colleague_changed_meanwhile_is_shown_beside(page, next_report, project_manager):
    data = shown(page("rating/")) | {"rating-rating": "BEHIND", "rating-rating_reason": "A late start."}
    services.rate(next_report, by=project_manager, rating="ON_TRACK", rating_reason="Theirs")

    [form] = page("rating/", data).context["wrong"]
    page("rating/", data | {"rating-stamp": form["stamp"].value()})

    next_report.refresh_from_db()
    assert form.meanwhile == [("How does the project stand?", "On track"), ("Why?", "Theirs")]
    assert next_report.rating == "BEHIND"


def test_a_photo_of_people_needs_the_consent_box(page, next_report):
    data = {"kind": "PHOTO", "title": "Workshop", "shows_people": "on"}

    html = page("evidence/", data).content.decode()

    assert "Tick this only if they agreed. Without their consent choose another picture." in html
    assert next_report.evidence.count() == 0


@pytest.mark.parametrize("address", ["texts/summary/", "results/", "activities/", "risks/", "rating/", "evidence/"])
def test_a_submitted_report_is_no_longer_written(written_report, project_manager, client_for, address):
    services.submit_report(written_report, by=project_manager)
    url = f"/en/workspace/reports/{written_report.key}/"

    assert client_for(project_manager).get(url + address).url == url


@pytest.mark.parametrize("data", [{}, {"field": ""}, {"rating-stamp": "x" * 40}, {"rating-stamp": "99999999999-1"}])
@pytest.mark.parametrize("address", ["results/", "activities/", "risks/", "rating/"])
def test_garbled_rows_are_no_server_error(page, address, data):
    assert page(address, data).status_code in {200, 302}


@pytest.mark.parametrize(("address", "queries"), [("results/", 14), ("activities/", 11), ("", 36)])
def test_pages_of_rows_ask_as_much_for_25_rows_as_for_one(page, next_report, other_draft, stranger, address, queries):
    version = other_draft.plan.current
    Report.objects.filter(pk=next_report.pk).update(version=version)
    page(address)
    with CaptureQueriesContext(connection) as asked_for_one:
        page(address)
    output = version.nodes.get(level="OUTPUT")
    known = {"baseline_state": "NOT_APPLICABLE", "source_and_method": "Lists", "counts_people": True}
    for number in range(24):
        plans.add_indicator(output, by=stranger, title=f"Row {number}", **known)
        months = {"start_month": 1, "end_month": 2}
        plans.add_activity(output, by=stranger, title=f"Row {number}", responsible_party="IOM", **months)

    with CaptureQueriesContext(connection) as asked_for_many:
        page(address)

    assert (len(asked_for_one), len(asked_for_many)) == (queries, queries)
