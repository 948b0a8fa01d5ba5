"""Whoever knows the menu of the Fund's former site finds each of its entries here, in three languages."""

import pytest

from content.models import Page
from tests.reading import read

LANGUAGES = ("en", "fr", "es")
# The names of the former menu (domain brief, section 9), the address here below the language, and our own heading in those
# languages where it is another one: a year in a name, or words that say the same more plainly.
MENU = [
    ("About", "À propos du Fonds", "Acerca del Fondo", "about", {"en": "About the Fund"}),
    ("Support", "Soutien", "Apoyo", "support", {"en": "Support the Fund", "fr": "Soutenir le Fonds", "es": "Apoyar al Fondo"}),
    (
        "Guidelines and Application", "Lignes directrices", "Directrices y solicitud", "guidelines",
        {"en": "Guidelines and application", "fr": "Lignes directrices et demande"},
    ),
    ("Eligibility Criteria", "Critères d’admissibilité", "Criterios de admisibilidad", "guidelines/eligibility-criteria",
     {"en": "Eligibility criteria"}),
    (
        "Evaluation Guidelines 2021", "Lignes directrices relatives à l’évaluation 2021", "Directrices de evaluación 2021",
        "guidelines/evaluation-guidelines",
        {
            "en": "Evaluation guidelines", "fr": "Lignes directrices relatives à l’évaluation",
            "es": "Directrices de evaluación",
        },
    ),
    (
        "Financial Guidelines 2021", "Directives financières 2021", "Directrices financieras 2021",
        "guidelines/financial-guidelines",
        {"en": "Financial guidelines", "fr": "Directives financières", "es": "Directrices financieras"},
    ),
    (
        "PRIMA for All Budget Proposal Guidance Note 2021", "Note d’orientation 2021 sur les propositions budgétaires",
        "Nota de orientación 2021 sobre el presupuesto", "guidelines/budget-proposals",
        {
            "en": "Guidance on budget proposals", "fr": "Note d’orientation sur les propositions budgétaires",
            "es": "Nota de orientación sobre las propuestas de presupuesto",
        },
    ),
    (
        "PRIMA for All Results Monitoring Guidance Note 2021", "Note d’orientation 2021 sur le suivi des résultats",
        "Nota de orientación 2021 sobre el seguimiento", "guidelines/results-monitoring",
        {
            "en": "Guidance on results monitoring", "fr": "Note d’orientation sur le suivi des résultats",
            "es": "Nota de orientación sobre el seguimiento de los resultados",
        },
    ),
    (
        "Migration and Sustainable Development Strategy Guidance Note",
        "Note d’orientation de la stratégie en matière de migration et de développement durable",
        "Nota de orientación sobre la migración y el desarrollo sostenible", "guidelines/sustainable-development",
        {
            "en": "Migration and sustainable development", "fr": "Migration et développement durable",
            "es": "Migración y desarrollo sostenible",
        },
    ),
    ("How to Apply", "Comment demander un financement", "Cómo solicitar", "guidelines/how-to-apply",
     {"en": "How to apply", "es": "Cómo solicitar financiación"}),
    ("Project Review and Selection", "Examen et sélection des projets", "Examen y selección", "guidelines/review-and-selection",
     {"en": "Project review and selection", "es": "Examen y selección de proyectos"}),
    ("Project Templates", "Modèles", "Modelos", "guidelines/project-templates",
     {"en": "Project templates", "es": "Modelos de proyecto"}),
    (
        "Project Tracking, Reporting and Management", "Suivi des projets, établissement de rapports et gestion", "Seguimiento",
        "guidelines/monitoring-reporting-management",
        {"en": "Monitoring, reporting and management", "es": "Seguimiento, informes y gestión"},
    ),
    (
        "Representative Project Documents", "Descriptifs de projet représentatifs", "Documentos representativos",
        "guidelines/representative-projects",
        {"en": "Representative projects", "fr": "Projets représentatifs", "es": "Proyectos representativos"},
    ),
    (
        "Project Cycle Quick Reference Guide", "Guide de référence rapide sur le cycle de projet", "Guía rápida",
        "guidelines/project-cycle",
        {"en": "Project cycle: quick reference guide", "es": "Guía rápida del ciclo de proyectos"},
    ),
    ("News", "Nouvelles", "Noticias", "news", {}),
    ("Contact Us", "Nous contacter", "Contacto", "contact", {"en": "Contact"}),
    ("Donate Now", "Faire un don", "Donar", "donate", {"en": "Donate"}),
    ("Facts and figures", "Faits et chiffres", "Datos y cifras", "facts-and-figures", {}),
    ("FAQs", "Questions et réponses", "Preguntas y respuestas", "faq", {"en": "Questions and answers"}),
    ("Eligible Member States Line 2", "États Membres admissibles, deuxième ligne", "Estados Miembros admisibles, Línea 2",
     "eligibility/states",
     {
         "en": "Eligible Member States", "fr": "États Membres remplissant les conditions requises",
         "es": "Estados Miembros que reúnen los requisitos",
     }),
]  # fmt: skip


@pytest.mark.parametrize("entry", MENU, ids=[entry[0] for entry in MENU])
def test_an_entry_of_the_former_menu_has_its_page(client, reference, entry):
    *names, path, others = entry
    for language, name in zip(LANGUAGES, names, strict=True):
        answer = client.get(f"/{language}/{path}/")
        page = read(path, answer.content.decode())

        assert answer.status_code == 200, language
        assert [words for level, words in page.headings if level == 1] == [others.get(language, name)]


def test_the_eleven_guidelines_are_listed_in_the_order_of_the_former_menu(client, reference):
    order = [path for *_names, path, _others in MENU if path.startswith("guidelines/")]
    shown = [link for link in read("", client.get("/fr/guidelines/").content.decode()).links if "/guidelines/" in link]

    assert len(order) == Page.objects.filter(path__startswith="guidelines/").count() == 12
    assert {f"/fr/{path}/" for path in order} <= set(shown)
