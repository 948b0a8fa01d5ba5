"""Dividing the parts among colleagues."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ServiceForm


class DivideForm(ServiceForm):
    """A person and a date for each of ``parts``.

    Only what was changed here is written: a colleague may divide at the same time.
    """

    def __init__(self, *args, parts, writers, present, **kwargs):
        super().__init__(*args, **kwargs)
        self.parts = parts
        self.people = {str(person.pk): person for person in writers}
        choices = [("", _("Nobody in particular")), *((pk, str(person)) for pk, person in self.people.items())]
        for part, title in self.parts.items():
            row = present.get(part)
            self.fields[f"person_{part}"] = forms.ChoiceField(
                label=_("Who writes “%(part)s”") % {"part": title},
                choices=choices,
                required=False,
                initial=str(row.person_id) if row else "",
                show_hidden_initial=True,
            )
            self.fields[f"due_{part}"] = forms.DateField(
                label=_("Until when “%(part)s”") % {"part": title},
                required=False,
                initial=row.due_on if row else None,
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                show_hidden_initial=True,
            )

    def clean(self):
        """A date needs a person."""
        data = super().clean()
        for part in self.parts:
            if data.get(f"due_{part}") and not data.get(f"person_{part}") and f"person_{part}" not in self.errors:
                self.add_error(f"person_{part}", _("Choose who is to be ready on this day."))
        return data

    @property
    def rows(self):
        """(title, field of the person, field of the date) of every part."""
        return [(title, self[f"person_{part}"], self[f"due_{part}"]) for part, title in self.parts.items()]

    @property
    def changes(self):
        """Mapping part → (person or None, date or None) of what was changed."""
        data, changed = self.cleaned_data, set(self.changed_data)
        return {
            part: (self.people.get(data[f"person_{part}"]), data[f"due_{part}"])
            for part in self.parts
            if changed & {f"person_{part}", f"due_{part}"}
        }
