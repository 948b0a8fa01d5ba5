import django_filters
from django.utils.translation import gettext_lazy as _

from core.reading import normalise
from funding.models import Country, Coverage, Region, Theme

from .models import PublicRecord, State


def matching(queryset, text):
    """Projects that hold every word of ``text`` in any language; accents, case and punctuation do not matter."""
    for word in normalise(text).split()[:12]:
        queryset = queryset.filter(search_text__contains=word)
    return queryset


class ProjectFilter(django_filters.FilterSet):
    """The catalogue's filters; their names are addresses that stay."""

    q = django_filters.CharFilter(label=_("Search"), method="search")
    region = django_filters.ModelChoiceFilter(
        label=_("Region"), queryset=Region.objects.all(), empty_label=_("All regions")
    )
    country = django_filters.ModelChoiceFilter(
        label=_("Country"),
        queryset=Country.objects.none(),
        field_name="project__countries",
        empty_label=_("All countries"),
    )
    theme = django_filters.ModelChoiceFilter(
        label=_("Theme"), queryset=Theme.objects.all(), empty_label=_("All themes")
    )
    coverage = django_filters.ChoiceFilter(label=_("Coverage"), choices=Coverage.choices, empty_label=_("Any coverage"))
    status = django_filters.ChoiceFilter(
        label=_("Status"), field_name="state", choices=State.choices, empty_label=_("Any status")
    )
    year = django_filters.NumberFilter(
        label=_("Funding year"), field_name="funding_year", min_value=2001, max_value=2100
    )

    class Meta:
        model = PublicRecord
        fields = ["q", "region", "country", "theme", "coverage", "status", "year"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        funded = Country.objects.filter(projects__published_at__isnull=False).distinct().order_by("name")
        self.filters["country"].queryset = funded

    def search(self, queryset, name, value):
        """Every word, in any language."""
        return matching(queryset, value[:200])

    def chips(self):
        """(label, value, name) of every filter in use, for removing one at a time."""
        found = []
        for name, bound in self.form.fields.items():
            value = self.form.cleaned_data.get(name) if self.form.is_valid() else None
            if value:
                label = dict(bound.choices).get(value, value) if name in {"coverage", "status"} else value
                found.append({"label": bound.label, "value": str(label), "name": name})
        return found
