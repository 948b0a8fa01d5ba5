"""What a news article is about."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import ServiceForm
from funding.models import Country, Theme

from ..models import Project

MOST_PROJECTS = 20


class SubjectsForm(ServiceForm):
    """Countries and themes from lists; projects by their codes, one on a line."""

    countries = forms.ModelMultipleChoiceField(
        Country.objects.all(), label=gettext_lazy("Places"), required=False, widget=forms.SelectMultiple(attrs={"size": 10}),
        help_text=gettext_lazy("Several: hold Ctrl (on a Mac: Cmd) while you click."),
    )  # fmt: skip
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.all(),
        label=gettext_lazy("Themes"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    projects = forms.CharField(
        label=gettext_lazy("Related projects"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Their codes as in the address of their page, such as PX.0009, one on a line."),
    )

    def __init__(self, *args, subjects=None, **kwargs):
        initial = {}
        if subjects:
            codes = subjects.projects.order_by("address").values_list("address", flat=True)
            initial = {
                "countries": subjects.countries.all(),
                "themes": subjects.themes.all(),
                "projects": "\n".join(codes),
            }
        super().__init__(*args, initial=initial, **kwargs)

    def clean_projects(self):
        """The public projects that the codes name, as a list. ValidationError that names those that are unknown."""
        codes = list(dict.fromkeys(self.cleaned_data["projects"].replace(",", " ").split()))
        if len(codes) > MOST_PROJECTS:
            raise ValidationError(_("Name at most %(n)d projects.") % {"n": MOST_PROJECTS})
        known = {project.address.lower(): project for project in Project.objects.public().filter(address__in=codes)}
        known |= {one.code.lower(): one for one in Project.objects.public().filter(code__in=[c.upper() for c in codes])}
        if missing := [code for code in codes if code.lower() not in known]:
            words = {"codes": ", ".join(missing)}
            raise ValidationError(_("Not in the public catalogue: %(codes)s.") % words)
        return list({known[code.lower()].pk: known[code.lower()] for code in codes}.values())
