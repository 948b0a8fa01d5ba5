"""From a filtered list to its file, a frame for another site, and the description of the API; in three languages."""

import csv
import io
import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e


def test_somebody_takes_the_data_along(person):
    reader = person(language="fr", accept_downloads=True)
    page = reader.go("/projects/?region=EUROPE").page
    shown = int(re.search(r"\d+", page.locator(".result-count").inner_text()).group())
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).click()
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
    assert (len(rows), {row["region_code"] for row in rows}) == (shown, {"EUROPE"})

    with page.expect_navigation():
        page.locator(".data-links a[href*='open-data/embed']").click()
    expect(page.locator("#embed-code")).to_have_value(re.compile(r"/fr/embed/projects/\?region=EUROPE"))
    expect(page.frame_locator(".embed-preview").locator("article")).to_have_count(shown)
    reader.finds_no_barrier()

    reader.language = "es"
    reader.go("/open-data/").finds_no_barrier()
    reader.language = "en"
    reader.go("/open-data/api/").finds_no_barrier()
    expect(page.get_by_role("heading", level=2, name="List projects")).to_have_count(1)
    reader.go("/embed/projects/PX.0009/").finds_no_barrier()
    expect(page.locator("a[target='_blank'][rel='noopener']")).to_have_count(1)
    reader.leave()
