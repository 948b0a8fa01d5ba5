"""Templates that are rendered once and filled often: a list has twenty cards, its facets have hundreds of values.

A mark ``⟦name⟧`` in the rendered text is where a value goes. Filling is a single operation of Python's; rendering the
template anew each time took most of a page's time.
"""

import re

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

MARK = re.compile("⟦([a-z_0-9]+)⟧")


def mark(name):
    """What stands for a value until it is filled in."""
    return f"⟦{name}⟧"


class Pattern:
    """The template ``name``, rendered with ``context``, in which marks may stand."""

    def __init__(self, name, context=None):
        self._text = MARK.sub(r"%(\1)s", render_to_string(name, context).replace("%", "%%"))

    def filled(self, rows):
        """The HTML of all rows: dicts mark → HTML, each value escaped by whoever gives it."""
        return mark_safe("".join([self._text % row for row in rows]))  # noqa: S308 – see above
