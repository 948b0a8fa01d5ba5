"""The words of the active language for codes that a report's data hold."""

from funding.models import AxisValue

from ..models import ChecklistItem


def names_of_codes():
    """{code: words} of parts of splits ("sex.women") and items of the checklist. Two queries."""
    parts = {f"{part.axis_id}.{part.code}": part.name for part in AxisValue.objects.all()}
    return parts | {item.pk: item.name for item in ChecklistItem.objects.all()}
