"""Adding evidence."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _

from core.forms import ServiceForm, UploadField
from plans.models import Activity

from ..models import Evidence
from .fields import DayField


class EvidenceForm(ServiceForm):
    """A file or an address, and what it shows."""

    def __init__(self, *args, subjects, **kwargs):
        super().__init__(*args, **kwargs)
        fields = self.fields
        fields["kind"] = forms.ChoiceField(label=_("What is it?"), choices=Evidence.Kind.choices)
        fields["title"] = forms.CharField(label=_("Title"), max_length=150)
        fields["lineage"] = forms.TypedChoiceField(
            label=_("What does it show?"), choices=_choices(subjects), coerce=_lineages(subjects).get, empty_value=None,
            required=False,
        )  # fmt: skip
        fields["file"] = UploadField(
            label=_("File"), required=False, help_text=_("PDF, DOCX, XLSX, PNG or JPEG, at most 20 MB.")
        )
        fields["url"] = forms.URLField(label=_("Web address"), required=False, max_length=500, assume_scheme="https")
        fields["file"].needed_when = _("unless it is a web page")
        fields["url"].needed_when = _("for a web page, instead of a file")
        fields["on"] = DayField(label=_("Date"), required=False)
        fields["language"] = forms.ChoiceField(
            label=_("Language"), required=False, choices=[("", _("None or several")), *settings.LANGUAGES]
        )
        fields["shows_people"] = forms.BooleanField(label=_("People can be recognised in it"), required=False)
        fields["has_consent"] = forms.BooleanField(
            label=_("The people shown agreed that the Fund uses it"), required=False
        )
        fields["is_public"] = forms.BooleanField(
            label=_("It may be shown in public"), required=False,
            help_text=_("Otherwise only those see it who may open the report."),
        )  # fmt: skip

    def clean(self):
        """A file, or for a web page its address; people shown agreed."""
        super().clean()
        given = self.cleaned_data
        if given.get("kind") == Evidence.Kind.LINK:
            if not given.get("url") and "url" not in self.errors:
                self.add_error("url", _("Give the address of the web page."))
            if given.get("file"):
                self.add_error("file", _("A web page has an address and no file. Choose another kind for a file."))
        elif "kind" in given:
            if not given.get("file") and "file" not in self.errors:
                self.add_error("file", _("Choose a file."))
            if given.get("url"):
                self.add_error("url", _("Leave the address empty, or choose “Web page” as the kind."))
        if given.get("shows_people") and not given.get("has_consent"):
            sentence = _("Tick this only if they agreed. Without their consent choose another picture.")
            self.add_error("has_consent", sentence)
        return given


def _lineages(subjects):
    return {str(row.lineage): row.lineage for row in subjects}


def _choices(subjects):
    activities = [row for row in subjects if isinstance(row, Activity)]
    indicators = [row for row in subjects if not isinstance(row, Activity)]
    groups = [(_("Indicators"), indicators), (_("Activities"), activities)]
    found = [(name, [(str(row.lineage), str(row)) for row in rows]) for name, rows in groups if rows]
    return [("", _("The report as a whole")), *found]
