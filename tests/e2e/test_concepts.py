"""An idea becomes a proposal: a concept note, its invitation, the full proposal – in French and without JavaScript."""

import pytest

pytestmark = pytest.mark.e2e
TITLE = "Une ligne d’écoute pour les travailleurs saisonniers"
PROBLEM = "Les travailleurs saisonniers ne savent pas qui appeler quand leur salaire n’est pas versé."
IDEA = "Une ligne d’écoute en quatre langues, tenue par l’inspection du travail."
STRATEGY = "Stratégie nationale pour l’emploi, mesure 3.2."


@pytest.mark.parametrize("width", [1280, 390])
def test_concept_note_becomes_a_proposal_in_french_without_javascript(person, width):
    title = f"{TITLE} ({width})"
    author = person(language="fr", width=width, java_script_enabled=False)
    author_sends(author, title)
    officer_invites(person(language="fr", width=width, java_script_enabled=False), title)
    author_starts(author, title)
    author.leave()


def author_sends(author, title):
    author.sign_in("Aminata Diallo").go("/workspace/applications/concepts/").press("Rédiger une note conceptuelle")
    assert author.page.locator("[name='contact_name']").input_value() == "Aminata Diallo"
    author.fill(title=title, problem="mot " * 151).press("Enregistrer et vérifier").sees("Avant de pouvoir l’envoyer")
    author.press("Continuer la rédaction")
    author.fill(coverage="NATIONAL", countries="SN", line="2", problem=PROBLEM, idea=IDEA, strategy=STRATEGY)
    author.page.locator("[name='focus_areas']").first.check()
    author.fill(government_partner="Ministère du Travail", rough_amount="150\u202f000,50", duration_months="18")
    author.page.locator("[name='is_checked']").check()
    author.press("Enregistrer et vérifier").press("Envoyer la note conceptuelle")
    author.press("Envoyer la note conceptuelle").sees("Envoyée, en attente d’une réponse")


def officer_invites(officer, title):
    officer.sign_in("Sofia Marín").go("/workspace/applications/concepts/received/")
    officer.fill(q="saisonniers", state="SENT")
    officer.press("Afficher les notes conceptuelles").press(title).sees(PROBLEM)
    officer.press("Inviter à une proposition complète").fill(comment="Précisez les langues.")
    officer.press("Inviter à une proposition complète").sees("Invitation à rédiger une proposition")
    officer.leave()


def author_starts(author, title):
    author.go("/workspace/").press(f"Commencer la proposition complète «\u00a0{title}\u00a0»", exact=False)
    author.sees("Précisez les langues.").press("Commencer la proposition complète").sees("Ce qui est repris")
    author.press("Commencer la proposition complète").sees("À faire maintenant")
    author.press("Continuer vers la proposition").press("Justification")
    text = author.page.locator("[name='text']").input_value()
    assert text.replace("\r\n", "\n") == f"{PROBLEM}\n\n{STRATEGY}"
    author.go("/workspace/applications/concepts/").press(title).sees("La proposition complète est commencée")


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("fr", 390), ("es", 1280)])
def test_pages_of_a_start_have_no_barrier(person, language, width):
    author = person(language=language, width=width).sign_in("Milena Kovač")
    for address in ("concepts/", "concepts/new/", "new/?amount=250000&theme=PX"):
        author.go(f"/workspace/applications/{address}").finds_no_barrier()
    author.go("/workspace/applications/concepts/")
    for note in author.page.eval_on_selector_all("main td a", "all => all.map(one => one.pathname)"):
        author.page.goto(f"{author.portal}{note}")
        author.finds_no_barrier()
    author.go("/workspace/applications/")
    home = author.page.eval_on_selector_all("main td a[lang]", "all => all.map(one => one.pathname)")[-1]
    for part in ("cover/", "people/", "partners/add/", "sections/earlier_support/", "copy/"):
        author.page.goto(f"{author.portal}{home}{part}")
        author.finds_no_barrier()
    author.go("/accounts/organisation/").finds_no_barrier().go("/accounts/profile/").finds_no_barrier()
    author.leave()

    officer = person(language=language, width=width).sign_in("Sofia Marín")
    officer.go("/workspace/applications/concepts/received/?state=SENT").finds_no_barrier()
    note = officer.page.locator("main td a").first.get_attribute("href")
    for step in ("", "invite/", "decline/"):
        officer.page.goto(f"{officer.portal}{note}{step}")
        officer.finds_no_barrier()
    officer.leave()
