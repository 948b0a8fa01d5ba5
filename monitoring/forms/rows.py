"""Forms of which a page has many, one for each row: each knows whether the person changed it, and on what they looked."""

import hashlib
import json
from datetime import date
from decimal import Decimal

from django import forms

from core.forms import ServiceForm

REPLACES = "replaces"  # in place of a fingerprint: the person saw what a colleague saved, and saves all the same


def canonical(value):
    """A value as text, the same for what was stored and what was typed."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return format(Decimal(value).normalize(), "f")
    return str(value)


def digest(values):
    """A short fingerprint of a row's values ({name: value})."""
    text = json.dumps([[name, canonical(value)] for name, value in sorted(values.items())])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class RowForm(ServiceForm):
    """One row. ``row`` is what is stored (None or unsaved: nothing yet), ``title`` says which row it is.

    The hidden ``stamp`` holds the revision and the fingerprint of what the page showed. So a page with many rows saves only
    those that the person changed, and nobody puts back what a colleague saved meanwhile in another row. ``is_stale``: a
    colleague saved this very row; ``meanwhile`` is what, to be shown beside what was typed.
    """

    stamp = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, data=None, *, row=None, title="", initial=None, **kwargs):
        super().__init__(data, initial=initial, **kwargs)
        self.row, self.title, self.meanwhile, self.is_stale = row, str(title), [], False

    def finish(self, *needed):
        """Called once all fields are there: ``needed`` are the names of those that the submission asks for."""
        for name in needed:
            self.fields[name].needed_later = True
        self.initial["stamp"] = self.stamp_of()

    @property
    def revision(self):
        """The revision of what is stored; 0 for nothing."""
        return self.row.revision if self.row is not None and self.row.pk else 0

    @property
    def contents(self):
        """Names of the fields that make up the row."""
        return [name for name in self.fields if name != "stamp"]

    def stamp_of(self):
        """Revision and fingerprint of what an unbound form shows."""
        shown = {name: self.get_initial_for_field(self.fields[name], name) for name in self.contents}
        return f"{self.revision}-{digest(shown)}"

    def seen(self):
        """(revision, fingerprint) of what the person's page showed; (-1, "") for a stamp that is none."""
        revision, _mark, fingerprint = self.cleaned_data.get("stamp", "").partition("-")
        return (int(revision), fingerprint) if revision.isdecimal() and len(revision) < 9 else (-1, "")

    @property
    def values(self):
        """What was typed, without the stamp."""
        return {name: self.cleaned_data.get(name) for name in self.contents}

    def is_touched(self):
        """Whether the person changed the row; also a refused entry is a change."""
        return digest(self.values) != self.seen()[1]

    def says_something(self):
        """Whether there is anything to save in a row that was never saved."""
        return any(canonical(value) not in {"", "False"} for value in self.values.values())

    def show_meanwhile(self, fresh):
        """Beside what was typed, show what a colleague saved (an unbound ``fresh`` form); saving again then replaces it."""
        shown = ((field.label, _in_words(field)) for field in fresh if field.name != "stamp")
        self.meanwhile = [(label, words) for label, words in shown if words]
        self.data = self.data.copy()
        self.data[self.add_prefix("stamp")] = f"{fresh.revision}-{REPLACES}"


def _in_words(field):
    """What an unbound field shows, as a reader sees it."""
    value = field.value()
    if isinstance(field.field, forms.ChoiceField):
        return dict(field.field.choices).get(value, "") if value else ""
    return "" if canonical(value) == "False" else value
