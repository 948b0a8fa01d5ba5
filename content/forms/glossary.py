from django import forms
from django.core.exceptions import ValidationError

from ..models import Term
from ..services.glossary import check_forms


class TermForm(forms.ModelForm):
    """A term of the glossary, for the administration."""

    def _post_clean(self):
        """What the service would refuse is said beside its field."""
        super()._post_clean()
        try:
            check_forms(self.instance, Term.objects.all())
        except ValidationError as refusal:
            self.add_error(None, refusal)
