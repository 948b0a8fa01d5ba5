from django import forms
from django.utils.translation import gettext_lazy as _


class SignUpForm(forms.Form):
    """What a new person tells besides address and password."""

    name = forms.CharField(label=_("Your name"), max_length=150)

    def signup(self, request, user):
        """Called by allauth with the new, saved user."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
