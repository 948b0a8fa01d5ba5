"""Colleagues write a proposal together: invited by mail, without an account before, on a telephone, in French."""

import re

import pytest

pytestmark = pytest.mark.e2e
ADDRESS, PASSWORD = "fatou.ndiaye@example.org", "correct horse battery staple"
QUESTION, ANSWER = "Quelle est la source de ces chiffres ?", "Le rapport annuel du ministère."


def test_a_colleague_is_invited_writes_and_comments_and_the_applicant_resolves(person):
    applicant, colleague = (person(language="fr", width=390) for _turn in range(2))
    home = applicant_invites(applicant)
    colleague_joins(colleague, home)
    colleague_writes_and_comments(colleague, home)
    applicant_resolves(applicant, home)
    colleague.leave()
    applicant.leave()


def applicant_invites(applicant):
    page = applicant.sign_in("Aminata").page
    applicant.go("/workspace/applications/")
    page.locator("main table a, main .card a").filter(has_text="profil migratoire du Togo").first.click()
    applicant.press("Personnes")
    home = page.url.removesuffix("people/")
    applicant.fill(email=ADDRESS, right="EDIT").press("Envoyer l’invitation").sees(ADDRESS).finds_no_barrier()
    return home


def colleague_joins(colleague, home):
    page = colleague.page
    open_mail(colleague, re.compile("vous invite"), "invited")
    colleague.finds_no_barrier().press("Créer un compte")
    colleague.fill(
        name="Fatou Ndiaye",
        email=ADDRESS,
        password1=PASSWORD,
        organisation_name="Ministère",
        organisation_kind="GOVERNMENT",
    )
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url("**/confirm-email/")
    open_mail(colleague, re.compile("[Cc]onfirm"), "confirm-email")
    page.locator("main form button").first.click()
    colleague.finds_no_barrier().press("Accepter l’invitation").sees("Vous travaillez maintenant à cette proposition")
    assert page.url == home


def open_mail(somebody, subject, part):
    somebody.go("/workspace/mailbox/")
    somebody.page.get_by_role("link", name=subject).first.click()
    somebody.page.locator(f"main a[href*='{part}']").first.click()


def colleague_writes_and_comments(colleague, home):
    page = colleague.page
    page.goto(f"{home}sections/sustainability/")
    with page.expect_navigation():
        colleague.fill(text="L’académie répète le cours.").press("Enregistrer et revenir")
    page.goto(f"{home}sections/rationale/")
    page.locator("#discussion textarea").fill(QUESTION)
    page.locator("#discussion").get_by_label("Aminata").check()
    page.locator("#discussion .comment-form button").click()
    colleague.sees("Votre commentaire est écrit").finds_no_barrier()


def applicant_resolves(applicant, home):
    page = applicant.page
    applicant.go("/workspace/messages/")
    page.get_by_role("button", name=re.compile("Fatou Ndiaye a un commentaire pour vous")).click()
    applicant.sees(QUESTION).finds_no_barrier()
    page.locator("#discussion summary").filter(has_text="Réponse").click()
    page.locator(".thread-answer textarea").fill(ANSWER)
    page.locator(".thread-answer button").click()
    applicant.sees("Votre réponse est écrite")
    page.get_by_role("button", name=re.compile("Marquer comme réglé")).click()
    applicant.sees("Réglé par Aminata").finds_no_barrier()
    page.goto(home)
    applicant.sees("Fatou Ndiaye").finds_no_barrier()
    assert "commentaire ouvert" not in page.inner_text("main")
