"""What a project needs before it starts."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import ReasonForm, ServiceModelForm

from ..models import CODE_PATTERN, Project


class ActivateForm(ServiceModelForm):
    """What a project needs before it starts."""

    code = forms.RegexField(
        label=_("Project code"), regex=CODE_PATTERN, help_text=_("Two letters, a point, four digits: PX.0009.")
    )
    starts_on = forms.DateField(
        label=_("Start"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), initial=timezone.localdate
    )
    manager = forms.ModelChoiceField(label=_("Project manager"), queryset=User.objects.none())
    focal_point_name = forms.CharField(label=_("Government focal point"), max_length=150, help_text=_("Rule L05"))
    focal_point_title = forms.CharField(label=_("Title"), max_length=150)
    focal_point_ministry = forms.CharField(label=_("Ministry or agency"), max_length=200)
    focal_point_email = forms.EmailField(label=_("E-mail address"))

    class Meta:
        model = Project
        fields = [
            "code", "prima_id", "starts_on", "manager", "focal_point_name", "focal_point_title", "focal_point_ministry",
            "focal_point_email",
        ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["manager"].queryset = User.objects.filter(is_active=True).order_by("name")
        self.fields["prima_id"].required = False

    def clean_prima_id(self):
        """Empty means none."""
        return self.cleaned_data["prima_id"] or ""


class StepForm(ReasonForm):
    """The comment of a step; a box to tick before one that cannot be undone."""

    confirmed = forms.BooleanField(label=_("I have read what follows from this step"))

    def __init__(self, *args, is_final, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_final:
            del self.fields["confirmed"]
