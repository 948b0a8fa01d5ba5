import pytest

from content import services
from content.models import Page
from projects.catalogue import memory


@pytest.fixture
def write(reference, officer):
    """``write(path, title, …)``: a page with a public edition."""

    def make(path, title, language="en", **words):
        page = Page.objects.filter(path=path).first() or services.keep_page(Page(path=path), by=officer)
        edition = services.begin_edition(page, language, by=officer)
        words = {"text": "Some words."} | words
        edition = services.write_edition(edition, by=officer, revision=1, title=title, **words)
        services.publish_edition(edition, by=officer)
        return page

    return make


def found(client, address):
    return client.get(address).context["found"]


def test_the_page_without_words_explains_itself(client, reference):
    answer = client.get("/en/search/")

    assert answer.status_code == 200
    assert "accents and capital letters do not matter" in answer.content.decode()
    assert '<meta name="robots" content="noindex">' in answer.content.decode()


def test_places_come_in_their_order_with_counts(client, write):
    write("visas", "Visas of officials")

    tabs = found(client, "/en/search/?q=visa").tabs

    assert [(tab.code, tab.count) for tab in tabs] == [
        ("projects", 0), ("pages", 1), ("news", 0), ("documents", 0), ("calls", 0),
        ("stories", 0), ("lessons", 0), ("glossary", 0),
    ]  # fmt: skip


def test_a_page_is_shown_in_the_reader_s_language_else_marked(client, write):
    write("visas", "Visas of officials", text="For officials only.")
    write("consulate", "The consulate", text="Visas.")
    write("consulate", "Le consulat", language="fr", text="Visas.")

    text = client.get("/fr/search/?q=visas&in=pages").content.decode()

    assert 'lang="en">Visas of officials</a>' in text
    assert ">Le consulat</a>" in text
    assert "The consulate" not in text
    assert "<mark>Visas</mark>" in text


def test_drafts_are_not_found(client, officer, reference):
    page = services.keep_page(Page(path="secret"), by=officer)
    edition = services.begin_edition(page, "en", by=officer)
    services.write_edition(edition, by=officer, revision=1, title="Zebra", text="Zebra")

    assert found(client, "/en/search/?q=zebra").total == 0


def test_projects_are_those_of_the_catalogue_with_the_way_there(client, public):
    for number in range(4):
        public(f"Border number {number}", "ME")

    text = client.get("/en/search/?q=border").content.decode()

    assert "All 4 in the catalogue, with filters" in text
    assert 'href="/en/projects/?q=border"' in text
    assert "Montenegro" in text


def test_a_code_leads_to_its_project_unless_a_tab_is_open(client, public):
    record = public("Border", code="PX.0009")

    assert client.get("/en/search/?q=px.0009").url == record.get_absolute_url()
    assert client.get("/en/search/?q=px.0009&in=projects").status_code == 200


def test_nothing_found_helps(client, public):
    public("Labour migration")

    text = client.get("/en/search/?q=migratoin").content.decode()

    assert "Nothing found" in text
    assert '?q=migration">migration</a>' in text


def test_a_tab_has_pages(client, write):
    for number in range(21):
        write(f"visas-{number:02}", f"Visas {number:02}")

    second = found(client, "/en/search/?q=visas&in=pages&page=2").page

    assert [hit.title for hit in second] == ["Visas 20"]
    assert found(client, "/en/search/?q=visas&in=pages&page=nonsense").page.number == 1


@pytest.mark.parametrize("address", ["?q=%22'%25_\\&in=zz&page=-1", "?q=" + "long " * 2000, "?in=pages", "?q=-x"])
def test_nonsense_is_no_fault(client, reference, address):
    assert client.get(f"/en/search/{address}").status_code == 200


@pytest.mark.parametrize(("place", "queries"), [("", 17), ("&in=pages", 13), ("&in=projects", 17)])
def test_it_asks_as_much_however_much_there_is(client, write, public, django_assert_num_queries, place, queries):
    def measured():
        client.get(f"/en/search/?q=visa{place}")
        memory.current()._searches.clear()
        with django_assert_num_queries(queries):
            return found(client, f"/en/search/?q=visa{place}").total

    def add(numbers):
        for number in numbers:
            write(f"visas-{number}", "Visas")
            public(f"Visas {number}")

    add(range(3))
    assert measured() == 6
    add(range(3, 25))
    assert measured() == 50


def test_the_masthead_leads_to_it(client, reference):
    text = client.get("/fr/projects/").content.decode()

    assert '<form class="search" action="/fr/search/" role="search">' in text


def test_terms_are_found_by_their_other_forms(client, reference):
    tab = next(tab for tab in found(client, "/fr/search/?q=effets+directs").tabs if tab.code == "glossary")

    assert tab.hits(0, 1)[0].url == "/fr/glossary/#outcome"
