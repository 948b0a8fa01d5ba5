"""What a review lacks before it can be handed in. Pure."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Finding:
    """A sentence, and the field of the sheet where it is mended ("" where the reviewer cannot)."""

    sentence: str
    field: str = ""

    @property
    def control(self):
        """The id to send the focus to: a text, or the first mark of a group."""
        return f"id_{self.field}_0" if self.field.startswith("mark_") else f"id_{self.field}"


def findings(criteria, marks, scale):
    """The Findings on ``marks`` (mapping criterion → (mark, comment)); ``scale`` holds the marks, lowest first."""
    if not criteria:
        return [Finding(_("No criterion is in use. Ask the Fund."))]
    return [found for criterion in criteria for found in _of(criterion, *marks.get(criterion, (None, "")), scale)]


def _of(criterion, mark, comment, scale):
    if mark not in scale:
        yield Finding(_("Give a mark for “%(criterion)s”.") % {"criterion": criterion.name}, f"mark_{criterion.pk}")
    elif mark in {scale[0], scale[-1]} and not comment.strip():
        sentence = _("Say why “%(criterion)s” has the lowest or highest mark.") % {"criterion": criterion.name}
        yield Finding(sentence, f"comment_{criterion.pk}")
