"""Demonstration concept notes in each state, made by the same services that people use."""

from decimal import Decimal

from applications import services
from applications.models import ConceptNote
from funding.models import Country, FocusArea, FundingLine

from .proposals import person

# title, author, country, how far it went
CONCEPTS = [
    ("Demonstration: a helpline for seasonal workers in Montenegro", "milena.kovac", "ME", "draft"),
    ("Démonstration : former les consulats du Sénégal à la protection", "aminata.diallo", "SN", "sent"),
    ("Demostración: datos migratorios en las fronteras de Colombia", "lucia.fernandez", "CO", "invited"),
    ("Demonstration: a festival of migration films in Montenegro", "milena.kovac", "ME", "declined"),
]
TEXTS = {
    "en": (
        "Seasonal workers do not know whom to call when wages are not paid. Three services answer them, each in another way.",
        (
            "One helpline in four languages, kept by the labour inspectorate. Cases are solved earlier, and the government sees "
            "where the problems lie."
        ),
        "National employment strategy, measure 3.2.",
    ),
    "fr": (
        "Les agents consulaires rencontrent chaque semaine des victimes de la traite sans savoir à qui les adresser.",
        (
            "Une procédure commune et cinq sessions de formation. Les victimes sont reconnues plus tôt et orientées de la même "
            "façon dans tous les consulats."
        ),
        "Stratégie nationale de migration, axe 4.",
    ),
    "es": (
        "Los puestos de frontera registran a las personas de maneras distintas y los datos no pueden compararse.",
        "Un registro común en seis puestos y personal formado. El gobierno publica cifras comparables cada trimestre.",
        "Política integral migratoria, línea de acción 2.",
    ),
}
ANSWERS = {
    "invited": "Una buena idea. Explique en la propuesta quién mantiene el registro después del proyecto.",
    "declined": "The Fund does not pay for events on their own. Tell us if you plan a campaign that goes with a service.",
}


def ensure_concepts():
    """Make the demonstration concept notes that do not exist yet; returns how many were made."""
    existing = set(ConceptNote.objects.filter(title__in=[row[0] for row in CONCEPTS]).values_list("title", flat=True))
    missing = [row for row in CONCEPTS if row[0] not in existing]
    for title, author, country, stage in missing:
        carry_on(write(person(author), title=title, country=country), stage, person("sofia.marin"))
    return len(missing)


def write(author, *, title, country):
    """A complete concept note of ``author``, ready to be sent."""
    problem, idea, strategy = TEXTS[author.language]
    return services.keep_concept(
        None,
        by=author,
        title=title,
        language=author.language,
        coverage="NATIONAL",
        countries=[Country.objects.get(code=country)],
        line=FundingLine.objects.get(number=2),
        focus_areas=FocusArea.objects.order_by("position")[:1],
        problem=problem,
        idea=idea,
        strategy=strategy,
        government_partner="Ministry of Labour",
        rough_amount=Decimal("150000.00"),
        duration_months=18,
        contact_name=author.name,
        contact_email=author.email,
        is_checked=True,
    )


def carry_on(note, stage, officer):
    """Carry a complete concept note on to ``stage`` (one of those in ``CONCEPTS``, or "withdrawn") and return it."""
    if stage == "draft":
        return note
    note = services.send_concept(note, by=note.author)
    if stage == "invited":
        return services.invite_concept(note, by=officer, comment=ANSWERS["invited"])
    if stage == "declined":
        return services.decline_concept(note, by=officer, comment=ANSWERS["declined"])
    return services.withdraw_concept(note, by=note.author) if stage == "withdrawn" else note
