import pytest
from lxml import etree

from projects import sitemap
from projects.services import import_projects

HEADER = "code,title,region,countries,theme,type,status,amount_usd,year,start,end\n"
NAMES = {"s": sitemap.SITEMAP, "x": sitemap.XHTML}


def bring(first, last):
    rows = [
        f"PX.{number:04d},Project {number},Europe,Montenegro,Counter Trafficking Projects,National,Active,1,2018,2018,2019"
        for number in range(first, last)
    ]
    import_projects((HEADER + "\n".join(rows)).encode())


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return etree.fromstring(b"".join(response.streaming_content))


def test_the_index_leads_to_parts_that_all_answer(client, reference):
    bring(9, 10)

    parts = read(client, "/sitemap.xml").xpath("//s:loc/text()", namespaces=NAMES)

    assert len(parts) == 15
    for part in parts:
        assert part.startswith("http://testserver/sitemaps/")
        assert read(client, part.removeprefix("http://testserver")).tag == f"{{{sitemap.SITEMAP}}}urlset"


def test_every_page_of_the_sitemap_answers_and_names_its_translations(client, reference):
    bring(9, 10)

    for section in ("pages", "projects", "places", "stories"):
        tree = read(client, f"/sitemaps/{section}-fr-1.xml")
        for url in tree.xpath("//s:url", namespaces=NAMES):
            (address,) = url.xpath("s:loc/text()", namespaces=NAMES)
            assert client.get(address.removeprefix("http://testserver")).status_code == 200, address
            languages = url.xpath("x:link/@hreflang", namespaces=NAMES)
            assert languages == ["en", "fr", "es", "x-default"]


def test_projects_come_in_parts_with_the_day_of_their_change(client, reference, monkeypatch):
    monkeypatch.setattr(sitemap, "ON_A_PAGE", 10)
    bring(1, 26)

    parts = [part for part in sitemap.parts() if (part.section, part.language) == ("projects", "en")]
    found = [
        address
        for number in (1, 2, 3)
        for address in read(client, f"/sitemaps/projects-en-{number}.xml").xpath("//s:loc/text()", namespaces=NAMES)
    ]

    assert [part.number for part in parts] == [1, 2, 3]
    assert found == [f"http://testserver/en/projects/PX.{number:04d}/" for number in range(1, 26)]


@pytest.mark.parametrize("section", ["projects-en", "places-fr"])
def test_a_part_costs_the_same_at_1_and_25_projects(client, reference, django_assert_max_num_queries, section):
    bring(1, 2)
    path = f"/sitemaps/{section}-1.xml"
    read(client, path)
    with django_assert_max_num_queries(6) as few:
        read(client, path)
    bring(2, 26)
    read(client, path)

    with django_assert_max_num_queries(6) as many:
        read(client, path)

    assert len(few) == len(many)


@pytest.mark.parametrize("name", ["projects-en-2", "projects-xx-1", "x-en-1"])
def test_a_part_that_is_not_there_is_not_found(client, reference, name):
    assert client.get(f"/sitemaps/{name}.xml").status_code == 404


def test_robots_are_told_what_to_leave_and_where_the_sitemap_is(client):
    text = client.get("/robots.txt").content.decode()

    assert text.splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /*/accounts/",
        "Disallow: /*/workspace/",
        "Sitemap: http://testserver/sitemap.xml",
    ]
