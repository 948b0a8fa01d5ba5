"""A proposal as plain data: what a submission keeps, and what everybody but its author reads.

The hash seals the text that was kept, so what this module adds leaves old submissions as they are. ``format`` says what
to expect: without it (1) a submission does not hold its call.
"""

import hashlib
import json

from django.conf import settings

from plans import snapshot as plan_snapshot

from .sections import SECTIONS
from .selectors.answers import answers_as_data

FORMAT = 2


def as_data(application):
    """The whole proposal as a JSON-ready dict; codes instead of names, numbers as text."""
    texts = {section.key: section.text for section in application.sections.all()}
    letters = [
        {
            "country": letter.country_id,
            "signatory": letter.signatory,
            "ministry": letter.ministry,
            "dated_on": letter.dated_on.isoformat(),
            "language": letter.language,
            "by_government": letter.is_from_the_government,
            "file_name": letter.file_name,
            "sha256": letter.sha256,
            "pk": letter.pk,
        }
        for letter in application.letters.all()
    ]
    questions = answers_as_data(application)
    return {
        "format": FORMAT,
        "call": _call(application.call),
        **({"questions": questions} if questions else {}),  # absent where none were asked: old hashes hold
        "title": application.title,
        "language": application.language,
        "line": application.line_id,
        "coverage": application.coverage,
        "countries": sorted(country.pk for country in application.countries.all()),
        "other_countries": sorted(country.pk for country in application.other_countries.all()),
        "theme": application.theme_id,
        "focus_areas": sorted(area.pk for area in application.focus_areas.all()),
        "executing_office": application.executing_office,
        "government_partner": application.government_partner,
        **_people(application),
        "sections": [{"key": key, "text": texts.get(key, "")} for key in SECTIONS],
        "plan": plan_snapshot.as_data(application.plan.current),
        "letters": letters,
        "documents": _documents(application),
    }


def _call(call):
    """Which call the proposal answers, and until when it took proposals: calls are corrected and extended later (C04)."""
    if call is None:
        return None
    return {
        "pk": call.pk,
        "slug": call.slug,
        "kind": call.kind,
        "title": {code: getattr(call, f"title_{code}") or "" for code, _name in settings.LANGUAGES},
        "deadline_at": call.deadline_at and call.deadline_at.isoformat(),
        "time_zone": call.time_zone,
        "grace_seconds": call.grace_seconds,
    }


def _documents(application):
    """The newest version of each document; submissions before documents existed have no such key."""
    return [
        {
            "title": document.title,
            "kind": document.kind_id,
            "asked": document.asked_id,
            "number": document.newest.number,
            "file_name": document.newest.file_name,
            "size": document.newest.size,
            "sha256": document.newest.sha256,
            "pk": document.newest.pk,
        }
        for document in application.documents.present().with_files()
    ]


COVER = ("management_site", "direct_beneficiaries")
CONTACT = ("contact_name", "contact_email", "contact_phone")
FOCAL_POINT = ("focal_point_name", "focal_point_title", "focal_point_ministry", "focal_point_email")


def _people(application):
    """Cover data that the oldest submissions do not have: readers ask for it with a default."""
    organisation = application.owner.organisation
    facts = ("name", "kind", "country_code", "address", "website", "registration_number")
    return {
        **{name: getattr(application, name) for name in (*COVER, *CONTACT, *FOCAL_POINT)},
        "secondary_theme": application.secondary_theme_id,
        "partners": [{"name": row.name, "kind": row.kind, "role": row.role} for row in application.partners.all()],
        "organisation": {name: getattr(organisation, name) for name in facts} if organisation else None,
    }


def parts_of(data):
    """The same data by the parts of ``sections.OPENED_PARTS``; what is in no other part belongs to the cover."""
    apart = {"sections", "plan", "letters", "documents", "questions"}
    return {
        "cover": {name: value for name, value in data.items() if name not in apart},
        **{row["key"]: row["text"] for row in data["sections"]},
        "plan": data["plan"],
        "letters": data["letters"],
        "questions": data.get("questions"),
        "documents": data.get("documents", []),
    }


def declared_in(submission):
    """Codes of the rules declared when a submission was handed in."""
    return frozenset(json.loads(submission.facts).get("declarations", [])) if submission.facts else frozenset()


def canonical(data):
    """The one text form of ``data``, and its SHA-256 (hex)."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text, hashlib.sha256(text.encode()).hexdigest()
