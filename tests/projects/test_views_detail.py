"""The page of a project: what it shows of a public record, its address, what machines read of it."""

import json
import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.utils import timezone

from projects.models import PublicRecord
from projects.services import import_projects

HEADER = "code,title,region,countries,theme,type,status,amount_usd,year,start,end\n"


def bring(first, last):
    rows = [
        f"PX.{number:04d},Projet n° {number} </script>,Europe,Montenegro,Counter Trafficking Projects,National,Active,"
        f"{number}000,2018,2018,2019"
        for number in range(first, last)
    ]
    import_projects((HEADER + "\n".join(rows)).encode())


@pytest.fixture
def record(reference):
    """The public record of PX.0009."""
    bring(9, 10)
    return PublicRecord.objects.get()


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_a_project_costs_the_same_at_1_and_25_projects(client, record, django_assert_num_queries, language):
    path = f"/{language}/projects/PX.0009/"
    client.get(path)
    with django_assert_num_queries(6):
        client.get(path)
    bring(100, 124)
    client.get(path)

    with django_assert_num_queries(8):  # two more for those related and their countries
        page = client.get(path)

    assert len(page.context["related"]) == 3


def test_the_right_slug_is_shown_and_a_wrong_one_goes_away(client, record):
    right = client.get(f"/fr/projects/PX.0009/{record.slug}/")
    wrong = client.get("/fr/projects/PX.0009/something-else/")

    assert '<link rel="canonical" href="http://testserver/fr/projects/PX.0009/">' in right.content.decode()
    assert 'hreflang="es" href="http://testserver/es/projects/PX.0009/"' in right.content.decode()
    assert (wrong.status_code, wrong.headers["Location"]) == (301, "/fr/projects/PX.0009/")


def test_linked_data_is_one_block_that_cannot_end_early(client, record):
    page = client.get("/en/projects/PX.0009/").content.decode()

    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    data = json.loads(blocks[0])
    assert len(blocks) == 1
    assert (data["@type"], data["identifier"], data["name"]) == ("MonetaryGrant", "PX.0009", "Projet n° 9 </script>")
    assert data["amount"] == {"@type": "MonetaryAmount", "currency": "USD", "value": "9000.00"}
    assert data["fundedItem"]["areaServed"] == [{"@type": "Country", "name": "Montenegro", "identifier": "ME"}]


def test_the_list_is_described_as_a_data_set(client, record):
    page = client.get("/fr/projects/").content.decode()

    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert (json.loads(block)["@type"], json.loads(block)["url"]) == ("Dataset", "http://testserver/fr/projects/")


def test_the_page_names_its_picture_by_an_absolute_address(client, record):
    page = client.get("/es/projects/PX.0009/").content.decode()

    assert '<meta property="og:image" content="http://testserver/es/projects/PX.0009/card.png">' in page
    assert '<meta property="og:url" content="http://testserver/es/projects/PX.0009/">' in page


def test_withheld_names_and_words_are_explained(client, record):
    rows = [("", "CIVIL_SOCIETY", "Shelter"), ("UNHCR", "UNITED_NATIONS", "")]
    PublicRecord.objects.update(partners=[{"name": name, "kind": kind, "role": role} for name, kind, role in rows])

    page = text_of(client.get("/en/projects/PX.0009/"))

    assert "Civil society Name withheld for safety Shelter" in page
    assert "United Nations UNHCR" in page
    assert "the Fund left out what could put people in danger" in page


def test_nothing_is_explained_where_nothing_is_withheld(client, record):
    assert "put people in danger" not in text_of(client.get("/en/projects/PX.0009/"))


def test_corrections_and_the_version_are_told_with_their_days(client, record):
    PublicRecord.objects.update(
        plan_number=2, corrections=[{"on": "2026-05-04", "en": "", "fr": "Le montant.", "es": ""}]
    )

    page = client.get("/en/projects/PX.0009/")

    assert "from version 2 of the plan" in text_of(page)
    assert '<time datetime="2026-05-04">4 May 2026</time> <span lang="fr">Le montant.</span>' in page.content.decode()


def test_documents_begin_with_the_evaluation(client, record):
    rows = [("Photos", "A12", "2026-01-01"), ("Mid-term", "A07", "2024-01-01"), ("Final", "A07", "2025-01-01")]
    documents = [
        {"title": title, "category": category, "date": on, "url": "/x", "language": "en", "format": "application/pdf"}
        for title, category, on in rows
    ]
    PublicRecord.objects.update(documents=documents)

    shown = client.get("/en/projects/PX.0009/").context["project"].shown_documents

    assert [one["title"] for one in shown] == ["Final", "Mid-term", "Photos"]


def test_money_is_shown_only_where_it_is_cleared(client, record):
    spell = {"from": "2018-01-01", "to": "2018-06-30", "value": "4500.00", "on": "2018-08-01"}
    assert "Spent, as accepted" not in text_of(client.get("/en/projects/PX.0009/"))

    PublicRecord.objects.update(money={"budgets": [], "commitments": [], "spent": [spell, spell]})

    assert "Spent, as accepted reports say USD 9,000 of USD 9,000" in text_of(client.get("/en/projects/PX.0009/"))


def test_progress_and_results_say_where_they_come_from(client, running_project):
    page = text_of(client.get(running_project.record.get_absolute_url()))
    baseline = f"Baseline 0 officials ({timezone.localdate().year})"

    assert "0 of 2 indicators reached" in page
    assert f"{baseline} Reached 58 officials Target 120 officials 48.3% of the way to the target" in page
    assert "report accepted on" in page


@time_machine.travel(datetime(2026, 7, 2, 12, tzinfo=UTC), tick=False)
def test_elapsed_time_is_that_of_active_projects(record):
    record.starts_on, record.ends_on = datetime(2026, 1, 1).date(), datetime(2026, 12, 31).date()

    assert record.elapsed == 50
    record.state = "COMPLETED"
    assert record.elapsed is None


def test_other_languages_of_the_summary_are_marked(client, record):
    PublicRecord.objects.update(summary_fr="Le résumé.", summary_es="El resumen.")

    page = client.get("/en/projects/PX.0009/").content.decode()

    assert '<div class="measure lead-text" lang="fr"><p>Le résumé.</p></div>' in page
    assert '<div class="measure" lang="es"><p>El resumen.</p></div>' in page


def test_periods_parts_and_milestones_stand_below_each_indicator(client, running_project, django_assert_num_queries):
    record = running_project.record
    results = record.results
    (row,) = [one for outcome in results["outcomes"] for output in outcome["outputs"] for one in output["indicators"]]
    row |= {"light": "BEHIND", "milestones": [{"month": 6, "on": "2026-08-31", "value": "80.0000", "text": ""}]}
    PublicRecord.objects.filter(pk=record.pk).update(results=results)
    path = record.get_absolute_url()
    client.get(path)

    with django_assert_num_queries(7):
        page = client.get(path)

    words = text_of(page)
    assert "Reported until " in words
    assert "48.3% of the way to the target Behind" in words
    assert "Sex: Women and girls 30, Men and boys 28" in words
    assert "31 Aug 2026 80 officials" in words


def test_codes_of_parts_and_lights_have_words_in_each_language(client, running_project):
    address = running_project.record.address
    pages = {code: text_of(client.get(f"/{code}/projects/{address}/")) for code in ("fr", "es")}

    assert "Sexe : Femmes et filles 30, Hommes et garçons 28" in pages["fr"].replace("\u00a0", " ")
    assert "Sexo: Mujeres y niñas 30, Hombres y niños 28" in pages["es"]


def test_what_was_reached_in_words_is_read_with_its_rating(client, running_project):
    record = running_project.record
    results = record.results
    (row,) = [one for outcome in results["outcomes"] for output in outcome["outputs"] for one in output["indicators"]]
    spell = row["actuals"][0] | {
        "value": None,
        "words": "The <draft> is with the Ministry",
        "rating": "BEHIND",
        "splits": [],
    }
    row |= {"kind": "QUALITATIVE", "light": "BEHIND", "actuals": [spell], "reached": None, "percent": None}
    PublicRecord.objects.filter(pk=record.pk).update(results=results)

    page = client.get(record.get_absolute_url())

    assert "The &lt;draft&gt; is with the Ministry" in page.content.decode()
    assert "Reached In words" in text_of(page)
    assert "Behind For the time from" in text_of(page)


def test_corrected_periods_are_named_beside_the_results(client, running_project):
    said = {"on": "2026-11-20", "en": "E", "fr": "F", "es": "S", "from": "2026-03-01", "to": "2026-08-31"}
    PublicRecord.objects.update(corrections=[said])

    page = text_of(client.get(running_project.record.get_absolute_url()))

    assert "Figures of the period from 1 March 2026 to 31 August 2026 were corrected on 20 November 2026." in page


def test_money_is_read_by_period_with_its_sum(client, record):
    spells = [
        {"from": "2018-01-01", "to": "2018-06-30", "value": "4500.00", "on": "2018-08-01"},
        {"from": "2018-07-01", "to": "2018-12-31", "value": "1200.50", "on": "2019-02-01"},
    ]
    money = {"budgets": [], "commitments": [], "spent": spells, "disbursed": [{"on": "2018-01-05", "value": "6000.00"}]}
    PublicRecord.objects.update(money=money)

    page = text_of(client.get("/en/projects/PX.0009/"))

    assert "1 Jul 2018 – 31 Dec 2018 1 Feb 2019 USD 1,200.50 Total USD 5,700.50" in page
    assert "5 Jan 2018 USD 6,000 Total USD 6,000" in page
