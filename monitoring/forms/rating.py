"""How the project stands."""

from django import forms
from django.utils.translation import gettext as _

from ..models import Report
from .rows import REPLACES, RowForm


class RatingForm(RowForm):
    """One of the four words, and why."""

    def __init__(self, data=None, *, report, **kwargs):
        self.report = report
        initial = {"rating": report.rating, "rating_reason": report.rating_reason}
        super().__init__(data, title=_("Rating"), prefix="rating", initial=initial, **kwargs)
        self.fields["rating"] = forms.ChoiceField(
            label=_("How does the project stand?"), choices=Report.Rating.choices, widget=forms.RadioSelect,
            required=False,
        )  # fmt: skip
        self.fields["rating_reason"] = forms.CharField(
            label=_("Why?"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 5})
        )
        self.finish("rating", "rating_reason")

    @property
    def is_outdated(self):
        """Whether the stored rating is another one than the person saw, or chose to replace."""
        return self.seen()[1] not in {self.initial["stamp"].partition("-")[2], REPLACES}

    @property
    def revision(self):
        """A report counts no revisions of its rating; the fingerprint in the stamp says what the person saw."""
        return 1 if self.report.rating else 0
