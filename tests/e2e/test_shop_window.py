"""A visitor looks around: figures and map, a country, a project and a story, in three languages, on a desk and a telephone."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e


def test_a_visitor_goes_from_the_map_to_a_country_a_project_and_a_story(person):
    visitor = person(language="en")
    visitor.go("/facts-and-figures/").finds_no_barrier()
    visitor.follows("Uruguay: 4 projects, USD\u00a0530,000").finds_no_barrier()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Uruguay")
    visitor.press(
        "Strengthening of National Capacities for Migration Management and its link to the Development of Uruguay"
    )
    visitor.sees("Data as of").finds_no_barrier().leave()

    visitor = person(language="fr", width=390)
    visitor.go("/projects/PX.9001/").finds_no_barrier()
    expect(visitor.page.locator(".achievement")).not_to_have_count(0)
    visitor.go("/projects/years/").finds_no_barrier().go("/facts-and-figures/?map=amount").finds_no_barrier().leave()

    visitor = person(language="es", width=390)
    visitor.go("/projects/sdg/").finds_no_barrier().go("/projects/stories/").press("Una nueva ruta por la costa")
    visitor.sees("Bosnia y Herzegovina").finds_no_barrier().leave()
