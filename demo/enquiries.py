"""Demonstration enquiries and pledges in several states, made by the same services that people use. Addresses are example.org."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from content import services
from content.models import Enquiry, Mailbox, Pledge

from .proposals import person

# topic, region, languages, address
MAILBOXES = [
    ("", "", [], "fund@example.org"),
    ("GIVING", "", [], "giving@example.org"),
    ("APPLYING", "AFRICA", ["fr"], "africa-fr@example.org"),
]
# who, organisation, country, topic, language, what, doubts, and how far it goes
ENQUIRIES = [
    (
        *("Ana Lukić", "Ministry of Labour", "ME", "APPLYING", "en"),
        (
            "Our ministry would like to apply together with two neighbouring states. May the letter of one capital follow "
            "after the submission?"
        ),
        *([], "open"),
    ),
    (
        *("Moussa Ndiaye", "Direction de la migration", "SN", "APPLYING", "fr"),
        "Notre direction prépare une note conceptuelle. Pouvons-nous vous la montrer avant de l’envoyer ?",
        *([], "answered"),
    ),
    (
        *("Carmen Ruiz", "Universidad de la frontera", "CO", "PORTAL", "es"),
        "Quisiera citar los datos de los proyectos en una tesis. ¿Con qué licencia puedo utilizarlos?",
        *([], "closed"),
    ),
    (
        *("Sam Example", "", "", "OTHER", "en"),
        "Better rankings: https://one.example.org https://two.example.org https://three.example.org",
        *(["LINKS"], "held"),
    ),
]
ANSWER = (
    "Oui, volontiers : une note conceptuelle sert à cela. Envoyez-la depuis votre espace ; nous vous répondons dans la même "
    "page."
)
CLOSING = "Answered on the page about open data"


def ensure_enquiries():
    """Make the demonstration mailboxes, enquiries and pledges if there are none; returns how many letters were made."""
    if Enquiry.objects.exists() or Pledge.objects.exists():
        return 0
    for topic, region, languages, address in MAILBOXES:
        box = Mailbox(topic=topic, region_code=region, languages=languages, address=address)
        services.keep_mailbox(box, by=person("yuki.tanaka"), changed=["address"])
    for number, row in enumerate(ENQUIRIES):
        carry_on(receive(row, number), row[-1], person("sofia.marin"))
    return len(ENQUIRIES) + len([_a_state(), _a_foundation()])


def receive(row, number):
    """An enquiry as somebody sent it, ``number`` days and a bit ago."""
    name, organisation, country, topic, language, message, doubts, _stage = row
    return services.receive_enquiry(
        message=message,
        doubts=doubts,
        form_key=f"demonstration-{number}",
        name=name,
        organisation=organisation,
        email=f"{name.split()[0].lower()}@example.org",
        country_code=country,
        topic=topic,
        region_code="",
        language=language,
    )


def carry_on(enquiry, stage, officer):
    """Carry an enquiry on to ``stage`` and return it."""
    if stage == "answered":
        return services.answer_enquiry(enquiry, by=officer, revision=enquiry.revision, text=ANSWER)
    if stage == "closed":
        return services.step_enquiry(enquiry, "close", by=officer, comment=CLOSING)
    return enquiry


def _a_state():
    """A Member State that was contacted, with a next step."""
    pledge = services.receive_pledge(
        doubts=[], form_key="demonstration-state", kind="MEMBER_STATE", giver="Demonstration State", name="Youssef Example",
        office="Permanent Mission in Geneva", email="mission@example.org", country_code="ME", language="fr",
        amount=Decimal("10000.00"), currency="USD", intention="UNEARMARKED", intended_for="",
        message="Une contribution symbolique cette année ; nous souhaitons en parler avant la fin du mois.",
    )  # fmt: skip
    officer = person("david.okello")
    pledge = services.step_pledge(pledge, "contact", by=officer)
    services.note_pledge(pledge, by=officer, text="Called the mission: a letter follows.")
    return services.plan_pledge(
        pledge,
        by=officer,
        revision=pledge.revision,
        owner=officer,
        next_step="Ask for the letter",
        next_step_on=timezone.localdate() + timedelta(days=7),
    )


def _a_foundation():
    """A foundation that nobody has taken yet."""
    return services.receive_pledge(
        doubts=[], form_key="demonstration-foundation", kind="ORGANISATION", giver="Example Foundation", name="Lena Example",
        office="Programme manager", email="lena@example.org", country_code="CH", language="en", amount=None, currency="",
        intention="PROJECT", intended_for="PX.0009", message="We would like to carry this further. What is needed?",
    )  # fmt: skip
