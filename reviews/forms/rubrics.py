from django import forms

from core.forms import ServiceForm


class PublishForm(ServiceForm):
    """The revision that the person has before them, so that nothing else is published than was read."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, revision, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["revision"].initial = revision
