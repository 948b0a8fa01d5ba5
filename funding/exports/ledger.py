"""The ledger as a table, for spreadsheets. Amounts are plain numbers; texts are in the reader's language."""

from django.utils.translation import gettext as _


def table(entries):
    """The header, then one row for each entry; numbers and times as such."""
    yield [
        _("Entry"), _("Line"), _("Funding year"), _("Kind"), _("Amount (USD)"), _("Effect (USD)"), _("Region"),
        _("Reference"), _("Source"), _("Reverses"), _("Reversed by"), _("Booked by"), _("Booked at"),
    ]  # fmt: skip
    for entry in entries:
        taken_back_by = entry.reversed_by.pk if hasattr(entry, "reversed_by") else None
        yield [
            entry.pk, entry.line_id, entry.year, entry.get_kind_display(), entry.amount, entry.effect,
            str(entry.region or ""), entry.reference, entry.source, entry.reverses_id, taken_back_by,
            str(entry.booked_by or ""), entry.booked_at,
        ]  # fmt: skip
