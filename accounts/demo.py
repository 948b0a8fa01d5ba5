"""The people of the demonstration, as data. They exist only where ``settings.DEMO`` is on."""

import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from .models import Organisation
from .roles import DESCRIPTIONS, Role, approver_title

DOMAIN = "@demo.example.org"
APPLICANT, PROJECT_MANAGER = "APPLICANT", "PROJECT_MANAGER"
Kind = Organisation.Kind


@dataclass(frozen=True)
class DemoGroup:
    """What some of the demo people have in common: a role, or none, and what one can do with it."""

    code: str
    label: str
    description: str


@dataclass(frozen=True)
class DemoPerson:
    """One person: ``group`` is a role or one of the two groups without role; the region is for endorsers."""

    name: str
    group: str
    organisation: str
    kind: str
    language: str = "en"
    region_code: str = ""

    @property
    def email(self):
        """First and last name in ASCII at the demo domain."""
        decomposed = unicodedata.normalize("NFKD", self.name.lower())
        return decomposed.encode("ascii", "ignore").decode().replace(" ", ".") + DOMAIN

    @property
    def role(self):
        """The role to grant, or None."""
        return Role(self.group) if self.group in Role.values else None

    @property
    def is_administrator(self):
        """Whether the person opens Django's administration."""
        return self.group == Role.ADMINISTRATOR

    @property
    def title(self):
        """The title that stands under letters of the approver."""
        return approver_title() if self.group == Role.APPROVER else ""


GROUPS = [
    DemoGroup(
        APPLICANT,
        _("Applicant"),
        _("Writes proposals alone or with colleagues, submits them, answers questions and reads the decision."),
    ),
    *(DemoGroup(role.value, role.label, DESCRIPTIONS[role]) for role in Role),
    DemoGroup(
        PROJECT_MANAGER,
        _("Project manager"),
        _("Runs a funded project: reports on time, enters results and spending, asks for revisions."),
    ),
]
DEMO_PEOPLE = [
    DemoPerson("Milena Kovač", APPLICANT, "Ministry of Interior, Montenegro", Kind.GOVERNMENT),
    DemoPerson("Luka Petrović", APPLICANT, "IOM Podgorica", Kind.COUNTRY_OFFICE),
    DemoPerson("Aminata Diallo", APPLICANT, "IOM Dakar", Kind.COUNTRY_OFFICE, language="fr"),
    DemoPerson("Lucía Fernández", APPLICANT, "IOM Bogotá", Kind.COUNTRY_OFFICE, language="es"),
    DemoPerson("Jonas Weber", Role.ENDORSER, "Regional Office Vienna", Kind.REGIONAL_OFFICE, region_code="EUROPE"),
    DemoPerson("Thandiwe Nkosi", Role.ENDORSER, "Regional Office Nairobi", Kind.REGIONAL_OFFICE, region_code="AFRICA"),
    DemoPerson(
        "Mateo Ríos",
        Role.ENDORSER,
        "Regional Office Panama",
        Kind.REGIONAL_OFFICE,
        language="es",
        region_code="LATIN_AMERICA_CARIBBEAN",
    ),
    DemoPerson(
        "Anjali Rao", Role.ENDORSER, "Regional Office Bangkok", Kind.REGIONAL_OFFICE, region_code="ASIA_OCEANIA"
    ),
    DemoPerson("Ingrid Solberg", Role.REVIEWER, "IOM Headquarters", Kind.HEADQUARTERS),
    DemoPerson("Kofi Mensah", Role.REVIEWER, "IOM Accra", Kind.COUNTRY_OFFICE),
    DemoPerson("Hélène Rousseau", Role.REVIEWER, "IOM Headquarters", Kind.HEADQUARTERS, language="fr"),
    DemoPerson("Sofia Marín", Role.OFFICER, "IOM Headquarters", Kind.HEADQUARTERS),
    DemoPerson("David Okello", Role.OFFICER, "IOM Headquarters", Kind.HEADQUARTERS),
    DemoPerson("Claire Fontaine", Role.APPROVER, "IOM Headquarters", Kind.HEADQUARTERS),
    DemoPerson("Petra Ilić", PROJECT_MANAGER, "IOM Podgorica", Kind.COUNTRY_OFFICE),
    DemoPerson("Samuel Osei", Role.AUDITOR, "IOM Headquarters", Kind.HEADQUARTERS),
    DemoPerson("Yuki Tanaka", Role.ADMINISTRATOR, "IOM Headquarters", Kind.HEADQUARTERS),
]
