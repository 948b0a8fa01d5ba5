"""A proposal as plain data: what a submission keeps, and what everybody but its author reads."""

import hashlib
import json

from plans import snapshot as plan_snapshot

from .sections import SECTIONS
from .selectors.answers import answers_as_data


def as_data(application):
    """The whole proposal as a JSON-ready dict; codes instead of names, numbers as text."""
    texts = {section.key: section.text for section in application.sections.all()}
    letters = [
        {
            "country": letter.country_id,
            "signatory": letter.signatory,
            "ministry": letter.ministry,
            "dated_on": letter.dated_on.isoformat(),
            "file_name": letter.file_name,
            "sha256": letter.sha256,
            "pk": letter.pk,
        }
        for letter in application.letters.all()
    ]
    questions = answers_as_data(application)
    return {
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
        "sections": [{"key": key, "text": texts.get(key, "")} for key in SECTIONS],
        "plan": plan_snapshot.as_data(application.plan.current),
        "letters": letters,
    }


def canonical(data):
    """The one text form of ``data``, and its SHA-256 (hex)."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text, hashlib.sha256(text.encode()).hexdigest()
