"""From an old list in a spreadsheet to a public answer: imported, published by a second person, looked up (issue 3)."""

import pytest

pytestmark = pytest.mark.e2e


def test_old_list_travels_from_a_file_to_the_public_page_in_french_without_javascript(person, tmp_path):
    wrong, right = tmp_path / "faux.csv", tmp_path / "liste.csv"
    wrong.write_text("Pays;Ligne\nAlbanie;2\nAtlantide;2\nNépal;1\n", encoding="cp1252")
    right.write_text("Pays\nAlbanie\nNépal\nCroatie\n", encoding="cp1252")
    options = {"language": "fr", "width": 390, "java_script_enabled": False}

    keeper = person(**options).sign_in("Yuki Tanaka").go("/workspace/lists/import/")
    keeper.fill(line="2", effective_from="2023-01-01", source="Circulaire de 2023", file=wrong)
    keeper.press("Vérifier le fichier").sees("Rien n’a été importé")
    rows = [row.locator("td").all_inner_texts() for row in keeper.page.locator("main tbody tr").all()]
    assert [[row[0], row[2]] for row in rows] == [
        ["3", "Aucun pays connu du portail. Vouliez-vous dire Albanie\u00a0?"],
        ["4", "Indique la ligne de crédit «\u00a01\u00a0», mais cette liste est celle de la ligne 2."],
    ]
    keeper.fill(file=right).press("Vérifier le fichier")
    keeper.sees("Membre de l’Union européenne à cette date.").press("Conserver comme brouillon")
    keeper.sees("La liste est conservée comme brouillon").leave()

    officer = person(**options).sign_in("David Okello")
    officer.press("Vérifier et publier la liste", exact=False)
    officer.press("Publier la liste").press("Publier la liste").sees("La liste est publiée.").leave()

    visitor = person(**options).go("/eligibility/states/?line=2&on=2023-06-01")
    visitor.press("Albanie").sees("Admissible")
    visitor.page.get_by_role("link", name="E08").click()
    assert visitor.page.url.endswith("/fr/eligibility/criteria/?year=2022#E08")
    assert visitor.page.locator("#E08 h3").inner_text().startswith("E08 ")
    visitor.leave()


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("fr", 390), ("es", 390)])
def test_pages_of_states_lists_and_criteria_have_no_barrier(person, language, width):
    visitor = person(language=language, width=width)

    for address in [
        "states/?line=2",
        "countries/",
        "countries/PW/?line=2",
        "lists/",
        "lists/1/",
        "criteria/?year=2020",
    ]:
        visitor.go(f"/eligibility/{address}").finds_no_barrier()
    visitor.leave()


def test_pages_of_import_have_no_barrier(person, tmp_path):
    file = tmp_path / "list.csv"
    file.write_text("Country\nAlbania\nAtlantis\n")
    keeper = person(width=390).sign_in("Yuki Tanaka").go("/workspace/lists/import/").finds_no_barrier()

    keeper.fill(line="1", effective_from="2022-01-01", source="Circular", file=file).press("Check the file")
    keeper.sees("Nothing was imported").finds_no_barrier()
    file.write_text("Country\nAlbania\nCroatia\n")
    keeper.fill(file=file).press("Check the file").sees("What the file says").finds_no_barrier()
    keeper.press("Keep as a draft").sees("A second person must publish it").finds_no_barrier().leave()
