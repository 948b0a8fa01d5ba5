import pytest

from projects.services import import_projects

HEADER = "code,title,region,countries,theme,type,status,amount_usd,year,start,end\n"


def bring(first, last):
    rows = [
        f"PX.{number:04d},Project {number},Europe,Montenegro,Counter Trafficking Projects,National,Active,"
        f"1000,2018,2018,2019"
        for number in range(first, last)
    ]
    import_projects((HEADER + "\n".join(rows)).encode())


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_facts_cost_the_same_at_1_and_25_projects(client, reference, django_assert_num_queries, language):
    path = f"/{language}/facts-and-figures/"
    bring(9, 10)
    client.get(path)
    with django_assert_num_queries(4):
        client.get(path)
    bring(100, 124)
    client.get(path)

    with django_assert_num_queries(4):
        page = client.get(path)

    assert page.context["figures"].total.number == 25


def test_stated_totals_stand_apart_with_year_and_source(client, reference):
    bring(9, 10)

    page = client.get("/en/facts-and-figures/").content.decode()

    stated, counted = page.split('id="counted"')
    for text in [
        "over 1,000",
        "125",
        "USD\u00a0161,000,000",
        "2022–2023",
        "frequently asked questions",
        "32,504",
        "about 2006",
    ]:
        assert text in stated
        assert text not in counted
    assert "USD\u00a01,000" in counted


def test_more_countries_than_are_shown_at_once_are_folded(client, reference, monkeypatch):
    monkeypatch.setattr("projects.views.facts.COUNTRIES", 1)
    row = "PX.0001,Project,Europe,Montenegro; Albania; Serbia,Counter Trafficking Projects,Regional,Active,1,2018,2018,2019"
    import_projects((HEADER + row).encode())

    page = client.get("/en/facts-and-figures/").content.decode()

    _before, shown = page.split('id="by-country"')
    first, folded = shown.split('<details class="chart-details">')
    assert [text.count('<th scope="row">') for text in (first, folded)] == [1, 2]
    assert "All 3 countries" in folded


@pytest.mark.parametrize("query", ["", "map=amount", "map='", "sort=name", "sort=x", "map=amount&sort=projects"])
def test_map_and_tables_follow_the_address(client, reference, query):
    bring(9, 10)

    page = client.get(f"/en/facts-and-figures/?{query}")

    assert page.status_code == 200
    assert page.context["measure"] == ("amount" if "map=amount" in query else "projects")


def test_facts_of_an_empty_catalogue_are_the_stated_ones(client, reference):
    page = client.get("/fr/facts-and-figures/")

    assert (page.status_code, page.context["map"].rows) == (200, ())
