"""The demonstration's regional call: made by the same services that officers use."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from funding.deadlines import moment
from funding.models import Call, FundingLine
from funding.services import calls

from .proposals import person

ZONE = "Europe/Zurich"
SLUG = "demonstration-regional"
WORDS = {
    "title_en": "Demonstration: regional projects",
    "title_fr": "Démonstration\u00a0: projets régionaux",
    "title_es": "Demostración: proyectos regionales",
    "text_en": (
        "This call is invented, so that you can see what a call with a deadline looks like.\n\n"
        "Two or more eligible Member States of one region propose a project together. It answers a need that none of them can "
        "meet alone.\n\n## What we look for\n\n- a problem that crosses borders\n- institutions in each country that will carry "
        "on the work\n- a way to learn from one another\n"
    ),
    "text_fr": (
        "Cet appel est inventé\u00a0: il montre à quoi ressemble un appel à propositions avec un délai.\n\n"
        "Deux États Membres ou plus d’une même région, remplissant les conditions requises, proposent ensemble un projet. Il "
        "répond à un besoin qu’aucun d’eux ne peut satisfaire seul.\n\n## Ce que nous cherchons\n\n- un problème qui dépasse "
        "les frontières\n- dans chaque pays, des institutions qui poursuivront le travail\n- un moyen d’apprendre les uns des "
        "autres\n"
    ),
    "text_es": (
        "Esta convocatoria es inventada: muestra cómo es una convocatoria con plazo.\n\n"
        "Dos o más Estados Miembros de una misma región que reúnen los requisitos proponen juntos un proyecto. Responde a una "
        "necesidad que ninguno puede atender por sí solo.\n\n## Qué buscamos\n\n- un problema que cruza fronteras\n"
        "- instituciones en cada país que continuarán el trabajo\n- una manera de aprender unos de otros\n"
    ),
}
DOCUMENTS = [
    {
        "title_en": "Written request from each government",
        "title_fr": "Demande écrite de chaque gouvernement",
        "title_es": "Solicitud por escrito de cada gobierno",
        "is_required": True,
    },
    {
        "title_en": "Map of the routes or border posts concerned",
        "title_fr": "Carte des itinéraires ou des postes-frontière concernés",
        "title_es": "Mapa de las rutas o los puestos fronterizos de que se trata",
        "is_required": False,
    },
]


def ensure_calls():
    """Make the regional call if it does not exist: open for a month, 60 days to go. Returns how many were made."""
    if Call.objects.filter(slug=SLUG).exists():
        return 0
    officer, today = person("sofia.marin"), timezone.now().astimezone(ZoneInfo(ZONE)).date()
    draft = calls.keep_call(
        None,
        by=officer,
        revision=0,
        slug=SLUG,
        kind=Call.Kind.REGIONAL,
        lines=FundingLine.objects.all(),
        regions=[],
        languages=["en", "fr", "es"],
        time_zone=ZONE,
        opens_at=moment(datetime.combine(today - timedelta(days=30), time(9)), ZONE),
        deadline_at=moment(datetime.combine(today + timedelta(days=60), time(17)), ZONE),
        contact_name="Sofia Marín",
        contact_email="fund@example.org",
        documents=DOCUMENTS,
        **WORDS,
    )
    calls.open_call(draft, by=officer)
    return 1
