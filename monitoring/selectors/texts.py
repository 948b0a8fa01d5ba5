"""The sections of a report: as written, what earlier reports and the plan offer for them, who writes them now."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.numbers import write_number
from core.words import count_words

from ..models import ReportPresence, ReportText
from ..sections import sections_of
from .previous import last_accepted
from .results import ToMend, results_of

A_MINUTE = timedelta(seconds=60)


def texts_of(report):
    """{key: ReportText} of all sections of the report's kind; unwritten ones are unsaved and empty. One query."""
    written = {row.key: row for row in report.texts.select_related("changed_by")}
    known = sections_of(report.duty.kind)
    return {key: written.get(key) or ReportText(report=report, key=key, revision=0) for key in known}


@dataclass(frozen=True)
class Offer:
    """A text to look at beside a section, or to start from: ``key`` of the offer, a title that says whence it comes."""

    key: str
    title: str
    text: str


def offers_for(report, section, tree):
    """What the plan and the last accepted report offer for a section (``sections.Section``)."""
    found = []
    if section.key == "progress":
        found.append(Offer("plan", _("Outcomes and outputs of the plan"), skeleton(report, tree)))
    before = last_accepted(report)
    texts = {row.key: row.text for row in before.texts.all()} if before else {}
    words = {"report": before and before.duty}
    if section.key == "progress" and texts.get("next_steps"):
        found.append(Offer("steps", _("Planned for this period in: %(report)s") % words, texts["next_steps"]))
    if texts.get(section.key):
        found.append(Offer("last", _("Written here in: %(report)s") % words, texts[section.key]))
    return found


def skeleton(report, tree):
    """The outcomes and outputs with what their indicators reached, as text to write between, in the plan's language."""
    rows = {}
    for row in results_of(report, tree):
        rows.setdefault(row.node.pk, []).append(row)
    with override(report.version.plan.language):
        parts = [_paragraph(node, rows.get(node.pk, ())) for outcome in tree.outcomes for node in _below(outcome)]
    return "\n\n".join(parts)


def _below(outcome):
    return [outcome, *outcome.outputs]


def _paragraph(node, rows):
    lines = [f"{node}: {node.statement}"]
    for row in rows:
        reached = write_number(row.reached) if row.reached is not None else "–"
        target = row.indicator.target_text
        if row.indicator.target_value is not None:
            target = write_number(row.indicator.target_value)
        words = {"indicator": row.indicator.title, "reached": reached, "target": target or "–"}
        lines.append(_("– %(indicator)s: %(reached)s of %(target)s") % words)
    return "\n".join(lines)


def lacking_in_texts(report, tree):
    """Sentences for sections that are empty and may not be, and for those that are too long."""
    texts = {row.key: row.text for row in report.texts.all()}
    for key, section in sections_of(report.duty.kind).items():
        yield from lacking_in_text(section, texts.get(key, ""))


def lacking_in_text(section, text):
    """Sentences for what one section lacks."""
    words = {"section": section.label, "limit": section.words, "over": count_words(text) - section.words}
    if not text.strip() and not section.is_optional:
        yield _("Write the section “%(section)s”.") % words
    if words["over"] > 0:
        sentence = _("“%(section)s” is longer than %(limit)s words. Shorten it by %(over)s.") % words
        yield ToMend(sentence)


def writers_of(report, key, *, besides):
    """Names of the people whose page of a section was open within the last minute, but for ``besides``."""
    present = ReportPresence.objects.filter(report=report, key=key, seen_at__gte=timezone.now() - A_MINUTE)
    rows = present.exclude(user=besides).select_related("user").order_by("user__name")
    return [str(presence.user) for presence in rows]
