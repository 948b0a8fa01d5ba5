from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ServiceForm


class FeedbackForm(ServiceForm):
    """What the team reads besides its letter."""

    text = forms.CharField(
        label=_("Feedback for the team"),
        help_text=_("What was strong, what was weak, what would help next time. In the language of the proposal."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    with_summary = forms.BooleanField(
        label=_("Show the mean mark of each criterion"),
        help_text=_("Never a reviewer, a single mark or a comment."),
        required=False,
    )
