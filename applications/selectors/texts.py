"""The sections as written, and their limits."""

from funding.selectors import rules_for

from ..models import Section
from ..sections import SECTIONS


def texts_of(application):
    """Mapping section key → Section, for all sections of the template; unwritten ones are unsaved and empty."""
    written = {section.key: section for section in application.sections.select_related("changed_by")}
    return {key: written.get(key) or Section(application=application, key=key, revision=0) for key in SECTIONS}


def section_limits(year):
    """Mapping section key → greatest number of words, of the rule P05 in force."""
    rules = rules_for(year, ["P05"])
    return {key: int(limit) for key, limit in rules["P05"].parameters.items()} if rules else {}
