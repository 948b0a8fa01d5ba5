from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ServiceForm, ServiceModelForm

from ..models import Edition, Page


class PageForm(ServiceModelForm):
    """A page without its words. An address that it has already changes on a page of its own."""

    class Meta:
        model = Page
        fields = ["path", "position", "owner", "reviewed_on"]
        widgets = {"reviewed_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        error_messages = {"path": {"invalid": Page._meta.get_field("path").help_text}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["path"]


class MoveForm(ServiceForm):
    """The new address of a page."""

    path = forms.CharField(label=_("New address"), max_length=120, help_text=Page._meta.get_field("path").help_text)


class EditionForm(ServiceForm):
    """The words of a page in one language."""

    title = forms.CharField(label=_("Title"), max_length=150)
    lead = forms.CharField(
        label=_("Lead"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=Edition._meta.get_field("lead").help_text,
    )  # fmt: skip
    text = forms.CharField(
        label=_("Text"),
        max_length=60_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 24}),
        help_text=_("Markdown: “## Heading”, “- item”, “**strong**”, “[words](address)”, tables with “|”."),
    )
    note = forms.CharField(label=_("What is changed"), max_length=250, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, edition, **kwargs):
        names = ("title", "lead", "text", "note", "revision")
        super().__init__(*args, initial={name: getattr(edition, name) for name in names}, **kwargs)
        for name in ("title", "lead", "text"):
            self.fields[name].widget.attrs["lang"] = edition.language
        area = self.fields["text"].widget.attrs
        area["data-most"] = area.pop("maxlength")  # a browser would cut what is pasted without a word


class ScheduleForm(ServiceForm):
    """When an edition becomes public, on the clock of the Fund's time zone."""

    public_at = forms.DateTimeField(
        label=_("Public from"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
