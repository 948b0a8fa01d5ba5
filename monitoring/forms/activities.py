"""How far one activity is."""

from django import forms
from django.utils.translation import gettext as _

from ..models import ActivityProgress
from .fields import DayField
from .rows import RowForm


class ActivityForm(RowForm):
    """Status, share done, words and a new end; offered as the last report said."""

    def __init__(self, data=None, *, result, **kwargs):
        self.result = result
        known = result.progress or result.before
        names = ("status", "percent", "comment", "revised_end")
        initial = {name: getattr(known, name) for name in names} if known else {}
        if result.progress is None:
            initial["comment"] = ""  # last period's words are not this period's
        activity = result.activity
        super().__init__(data, row=result.progress, title=activity, prefix=f"a{activity.pk}", initial=initial, **kwargs)
        choices = [("", _("Choose")), *ActivityProgress.Status.choices]
        self.fields["status"] = forms.ChoiceField(label=_("Status"), choices=choices, required=False)
        self.fields["percent"] = forms.IntegerField(
            label=_("Done (%)"), min_value=0, max_value=100, required=False, widget=forms.TextInput(
                attrs={"inputmode": "numeric", "autocomplete": "off"}
            ),
        )  # fmt: skip
        self.fields["revised_end"] = DayField(
            label=_("New end"), required=False, help_text=_("If it ends otherwise than planned.")
        )
        self.fields["comment"] = forms.CharField(
            label=_("Comment"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
        )
        self.fields["comment"].needed_when = _("needed if it is delayed or cancelled")
        self.finish("status")

    def clean(self):
        """A row with words or figures has a status."""
        super().clean()
        given = any(self.cleaned_data.get(name) not in (None, "") for name in ("percent", "revised_end", "comment"))
        if not self.cleaned_data.get("status") and (given or self.revision) and "status" not in self.errors:
            self.add_error("status", _("Choose how far the activity is."))
        return self.cleaned_data
