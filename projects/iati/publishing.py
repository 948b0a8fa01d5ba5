"""The file of all activities: what is kept of each record, and what stands around the kept parts."""

from datetime import UTC

from django.conf import settings
from lxml import etree

from core.addresses import absolute

from ..exports.facts import licence_in_words
from .activity import Publisher, describe
from .checking import Level, check, of_level
from .codes import CHANNEL, IOM, VERSION
from .writing import write

CONTENT_TYPE = "application/xml; charset=utf-8"
CLOSING = "</iati-activities>\n"


def publisher():
    """The ``Publisher`` of the settings."""
    return Publisher(
        ref=settings.IATI_ORGANISATION_REF,
        channel=CHANNEL,
        names=IOM,
        contact_email=settings.OPEN_DATA_CONTACT,
        site_url=absolute(),
        sector=settings.IATI_SECTOR,
        sectors=settings.IATI_SECTORS_OF_THEMES,
        defaults=settings.IATI_DEFAULTS,
        shows_prima_ids=settings.IATI_SHOWS_PRIMA_IDS,
        shows_disbursements=settings.IATI_SHOWS_DISBURSEMENTS,
    )


def activity_values(record, *, code=None):
    """What ``IatiActivity`` keeps of a public record, as a dict. ``code``: under which it was exported first; "": none."""
    code = record.code if code is None else code
    element = write(describe(record, publisher(), code=code))
    findings = check(element, record.changed_at.astimezone(UTC).date())
    blocking = of_level(findings, Level.BLOCKS)
    etree.indent(element, level=1)
    return {
        "code": code,
        "xml": etree.tostring(element, encoding="unicode"),
        "findings": findings,
        "blocking": blocking,
        "to_fix": of_level(findings, Level.SHOULD_FIX),
        "to_better": of_level(findings, Level.BETTER),
        "is_exported": not blocking,
        "changed_at": record.changed_at,
    }


def opening(changed_at):
    """What stands before the activities: the same bytes as long as nothing changed since ``changed_at`` (a datetime)."""
    generated = f"{changed_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- {_licence()} -->\n'
        f'<iati-activities version="{VERSION}" generated-datetime="{generated}">\n'
    )


def _licence():
    """The licence, or that none is confirmed, as a comment may hold it: two hyphens would end it."""
    return f"Licence: {licence_in_words()}".replace("--", "–")


def one_file(activity):
    """The file of one kept activity, as text."""
    return f"{opening(activity.changed_at)}  {activity.xml}\n{CLOSING}"
