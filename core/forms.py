"""What every form of the portal shares: fields that understand three languages, and the call to a service."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .errors import DomainError
from .numbers import NotANumber, parse_number, write_number
from .plaintext import clean_text
from .uploads import TYPES, accept, judge, named


def posted(request):
    """What a form of one button or of check boxes is bound to: an empty POST is one, too, and ``request.POST or None`` is not."""
    return request.POST if request.method == "POST" else None


class ServiceForm(forms.Form):
    """A form whose valid data goes to one service; the service's refusal is shown like any other error.

    Texts are cleaned at the door (``core.plaintext``): what is kept, checked and shown again is the cleaned text.
    """

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(_cleaned(data), *args, **kwargs)

    def carry_out(self, service, *args, **kwargs):
        """Call ``service(*args, **kwargs, **cleaned_data)``; True when done, ``result`` holds what it returned."""
        return self.attempt(service, *args, **kwargs, **self.cleaned_data)

    def attempt(self, service, *args, **kwargs):
        """Like ``carry_out``, with exactly the arguments given."""
        try:
            self.result = service(*args, **kwargs)
        except DomainError as refusal:
            for sentence in refusal.sentences:
                self.add_error(None, sentence)
            return False
        except ValidationError as refusal:
            self.add_error(None, refusal.messages)
            return False
        return True


def _cleaned(data):
    """A copy of what was sent, with every text cleaned; a QueryDict keeps all values of a name."""
    if not data:
        return data
    if not hasattr(data, "setlist"):
        return {name: clean_text(value) if isinstance(value, str) else value for name, value in data.items()}
    copy = data.copy()
    for name, values in data.lists():
        copy.setlist(name, [clean_text(value) if isinstance(value, str) else value for value in values])
    return copy


class ServiceModelForm(ServiceForm, forms.ModelForm):
    """A model form that never saves by itself."""


class NumberField(forms.DecimalField):
    """A decimal typed as the reader's language writes it; the understood value is shown again in the same way."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value):
        """Decimal or None; ValidationError with a sentence that says how to write it."""
        if isinstance(value, str):
            value = value.strip()
        if value in self.empty_values or isinstance(value, (Decimal, int)):
            return super().to_python(value)
        try:
            return super().to_python(parse_number(value))
        except NotANumber as error:
            raise ValidationError(str(error), code="invalid") from error

    def prepare_value(self, value):
        """Stored decimals in the reader's notation; what the person typed stays as typed."""
        if value is None or isinstance(value, str):
            return value
        return write_number(value, places=self.decimal_places if self.decimal_places == 2 else None)

    def has_changed(self, initial, data):
        """Compare values, not notations."""
        try:
            return super().has_changed(initial, self.to_python(data))
        except ValidationError:
            return True


class AmountField(NumberField):
    """An amount in USD, with cents, never negative."""

    def __init__(self, **kwargs):
        super().__init__(max_digits=15, decimal_places=2, min_value=0, **kwargs)


class UploadField(forms.FileField):
    """One file, judged by its content; what is wrong is said beside the field, with the file's name."""

    def __init__(self, *, extensions=tuple(TYPES), **kwargs):
        super().__init__(allow_empty_file=True, **kwargs)  # the judge says it better
        self.extensions = extensions
        self.widget.attrs["accept"] = accept(*extensions)

    def clean(self, data, initial=None):
        """The file; ValidationError that names it, the reason and the remedy."""
        file = super().clean(data, initial)
        if file and file is not initial:
            try:
                judge(file, extensions=self.extensions)
            except ValidationError as refusal:
                raise ValidationError(named(file, refusal)) from refusal
        return file


class ReasonForm(ServiceForm):
    """One comment, for steps that need a reason."""

    comment = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)

    def __init__(self, *args, label=None, required=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["comment"].label = label or _("Reason")
        self.fields["comment"].required = required
