"""The plan's pages as people see them."""

import pytest
from django.urls import reverse

from plans import services
from plans.advice import advise
from plans.models import Activity, Indicator, PlanVersion, ResultNode, Risk
from plans.selectors import advice_for
from plans.snapshot import as_data


@pytest.fixture
def version(draft, applicant):
    """The open version of a finished draft whose output is written as an activity."""
    version = draft.plan.current
    output = version.nodes.get(level=ResultNode.Level.OUTPUT)
    services.change(output, by=applicant, revision=output.revision, statement="Organise a workshop <b>now</b>")
    return version


def page(client_for, person, version, language="en"):
    return client_for(person).get(f"/{language}" + reverse("plans:results", args=[version.pk]).removeprefix("/en"))


def told(response):
    return [(advice.place.label, advice.code) for advice in response.context["advice"]]


def test_the_writer_sees_advice_beside_the_row_it_is_about(client_for, applicant, version):
    output = version.nodes.get(level=ResultNode.Level.OUTPUT)

    response = page(client_for, applicant, version)

    html = response.content.decode()
    assert ("Output 1.1", "OUTPUT_AS_ACTIVITY") in told(response)
    assert html.count(f'href="#row-{output.lineage}"') == html.count(f'id="row-{output.lineage}"') == 1
    assert "This output reads like an activity." in html
    assert html.count("Organise a workshop &lt;b&gt;now&lt;/b&gt;") == 2
    assert "<b>now</b>" not in html


def test_every_link_of_the_advice_leads_to_a_row_of_the_page(client_for, applicant, version):
    services.remove(version.lines.get(is_evaluation=True), by=applicant)
    services.remove(version.lines.filter(category="OPERATIONAL").first(), by=applicant)

    response = page(client_for, applicant, version)

    html, places = response.content.decode(), {advice.place for advice in response.context["advice"]}
    assert {place.kind for place in places} == {"indicator", "output", "activity"}
    assert [place for place in places if html.count(f'id="row-{place.lineage}"') != 1] == []


def test_the_advice_is_in_the_readers_language_and_the_words_are_judged_in_the_plans(client_for, applicant, version):
    response = page(client_for, applicant, version, "fr")

    assert ("Produit 1.1", "OUTPUT_AS_ACTIVITY") in told(response)
    assert f'<p class="advice-text" lang="{version.plan.language}">Organise a workshop' in response.content.decode()


def test_a_reader_who_may_not_write_sees_no_advice(client_for, officer, application_in, version):
    application = application_in("submitted")
    current = application.plan.current

    response = page(client_for, officer, current)

    assert "OUTPUT_AS_ACTIVITY" in [advice.code for advice in advice_for(current)]
    assert response.status_code == 200
    assert "reads like an activity" not in response.content.decode()


def test_splits_and_risks_of_the_plan_are_read(client_for, applicant, version):
    indicator = Indicator.objects.get(node__version=version, counts_people=True)
    indicator.axes.set(["age"])
    Risk.objects.create(version=version, description="Trained staff is moved", likelihood=3, impact=3)

    before = page(client_for, applicant, version)
    indicator.axes.add("sex")
    Risk.objects.filter(version=version).update(response="The academy takes over the course")
    after = page(client_for, applicant, version)

    split, risk = ("Indicator 1.1", "SEX_SPLIT_MISSING"), ("Risk", "RISK_WITHOUT_RESPONSE")
    assert [advice for advice in told(before) if advice not in told(after)] == [split, risk]
    assert [advice for advice in told(after) if advice not in told(before)] == []
    link = f"/en/workspace/plans/{version.pk}/risks/#row-{Risk.objects.get(version=version).lineage}"
    assert f'href="{link}"' in before.content.decode()


def test_advice_never_stops_a_submission(application_in, version):
    assert application_in("submitted").plan.current.status == PlanVersion.Status.SUBMITTED


def test_advice_costs_the_same_at_1_and_25_rows(version, applicant, django_assert_num_queries):
    version = PlanVersion.objects.get(pk=version.pk)
    output = version.nodes.get(level=ResultNode.Level.OUTPUT)

    with django_assert_num_queries(QUERIES):
        few = advice_for(version)
    for number in range(25):
        facts = {"responsible_party": "IOM", "start_month": 1, "end_month": 2}
        services.add_activity(output, by=applicant, title=f"Officers of district {number} are trained", **facts)
    version = PlanVersion.objects.get(pk=version.pk)
    with django_assert_num_queries(QUERIES):
        many = advice_for(version)

    assert Activity.objects.filter(output=output).count() == 27
    assert len(many) == len(few) + 50  # each reads as a result and has no budget line
    assert many == advise({"language": "en"} | as_data(version))


QUERIES = 12  # the plan's language, and those of its snapshot
