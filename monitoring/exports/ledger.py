"""A project's money as a table, for spreadsheets. Amounts are plain numbers; words are in the reader's language."""

from django.utils.translation import gettext as _


def table(entries, lines):
    """The header, then one row for each entry; ``lines``: {lineage: description of the budget line}."""
    yield [
        _("Entry"), _("Day"), _("Kind"), _("Amount (USD)"), _("Budget line"), _("Report"), _("Note"), _("Reverses"),
        _("Booked by"), _("Booked at"),
    ]  # fmt: skip
    for entry in entries:
        yield [
            entry.pk, entry.on, entry.get_kind_display(), entry.amount, lines.get(entry.lineage, ""),
            str(entry.report or ""), entry.note, entry.reverses_id, str(entry.booked_by or ""), entry.booked_at,
        ]  # fmt: skip
