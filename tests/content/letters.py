"""What tests of enquiries and pledges send."""

from content import services
from content.models import Mailbox
from content.spam import new_ticket

MESSAGE = "May the letter of one capital follow after the submission?"


def words(**other):
    """What somebody fills in on the page "Contact", opened a minute ago."""
    return {
        "topic": "APPLYING",
        "region_code": "",
        "message": MESSAGE,
        "name": "Ana Lukić",
        "email": "ana@example.org",
        "organisation": "Ministry of Labour",
        "country_code": "ME",
        "homepage": "",
        "ticket": new_ticket(seconds_ago=60),
        **other,
    }


def pledged(**other):
    """What somebody fills in on the page of pledges."""
    return {
        "kind": "MEMBER_STATE",
        "giver": "Demonstration State",
        "name": "Youssef Example",
        "office": "Permanent Mission",
        "email": "mission@example.org",
        "country_code": "ME",
        "amount": "10000",
        "currency": "USD",
        "intention": "UNEARMARKED",
        "intended_for": "",
        "message": "A first contribution.",
        "homepage": "",
        "ticket": new_ticket(seconds_ago=60),
        **other,
    }


def receive(number=0, **other):
    """An enquiry as the service takes it in."""
    facts = {"name": "Ana Lukić", "email": f"ana{number}@example.org", "topic": "APPLYING", "language": "fr"}
    facts |= {"message": MESSAGE, "doubts": [], "form_key": f"key-{number}", "country_code": "ME"}
    return services.receive_enquiry(**facts | other)


def receive_pledge(number=0, **other):
    """A pledge as the service takes it in."""
    facts = {"kind": "PERSON", "name": "Lena Example", "email": f"lena{number}@example.org", "language": "es"}
    facts |= {"message": "I would like to give.", "doubts": [], "form_key": f"key-{number}"}
    return services.receive_pledge(**facts | other)


def mailbox(address="fund@example.org", **fields):
    """A mailbox in use."""
    return Mailbox.objects.create(address=address, **fields)
