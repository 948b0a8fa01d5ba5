"""What happens next and with which parts, in the words of mails; built into the engine of plain texts."""

from django import template

from ..progress import STAGES, until_words
from ..sections import OPENED_PARTS

register = template.Library()


@register.filter
def next_step(state):
    """``{{ state|next_step }}`` → what happens next in a state."""
    return STAGES[state].next


@register.filter
def until_when(state, day):
    """``{{ state|until_when:until_on }}`` → until when, in words; "" where nothing more happens."""
    return until_words(state, day or None)


@register.filter
def part_titles(keys):
    """``{{ parts|part_titles }}`` → the titles of parts by their keys, in one line."""
    return ", ".join(str(OPENED_PARTS[key]) for key in keys)
