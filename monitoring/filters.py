import django_filters
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from funding.models import Country, FundingLine, Region, Theme
from projects.filters import KnownChoice, Words
from projects.models import State

from .lights import Light, MoneyLight
from .models import Standing
from .models.standings import CRITICAL, FOLLOWED

KNOWN = (*FOLLOWED, State.CLOSED, State.CANCELLED)
SORTS = {
    "attention": (_("Most attention first"), None),
    "late": (_("Most late reports first"), ["-reports_late", "next_due_on"]),
    "under": (_("Least spent against the plan first"), [F("gap").asc(nulls_last=True)]),
    "over": (_("Most spent against the plan first"), [F("gap").desc(nulls_last=True)]),
    "due": (_("Next due first"), [F("next_due_on").asc(nulls_last=True)]),
    "end": (_("Ending first"), ["project__ends_on"]),
    "budget": (_("Largest budget first"), ["-budget"]),
    "code": (_("By code"), ["project__code"]),
}
ONLY = {
    "attention": (_("need attention"), CRITICAL),
    "late": (_("have late reports"), Q(reports_late__gt=0)),
    "burn": (_("spend far from the plan"), Q(money_light=MoneyLight.RED)),
    "disagree": (_("are rated otherwise than their lights"), Q(disagrees=True)),
}


class _Choice(django_filters.ChoiceFilter):
    """One of the known values; nonsense in an address is left out."""

    field_class = KnownChoice


class _Words(django_filters.CharFilter):
    field_class = Words


def _all(choices=()):
    return [("", pgettext_lazy("filter", "Any")), *choices]


class PortfolioFilter(django_filters.FilterSet):
    """What of the portfolio is shown, and in which order; all of it stands in the address.

    ``queryset``: the standings that the person may see; only what occurs there can be chosen.
    """

    q = _Words(label=_("Code or words"), method="sought")
    only = _Choice(
        label=_("Projects that"), method="kept", choices=_all((code, label) for code, (label, _q) in ONLY.items())
    )
    light = _Choice(label=_("Light"), field_name="attention", choices=_all(Light.choices))
    money = _Choice(label=_("Money"), field_name="money_light", choices=_all(MoneyLight.choices))
    state = _Choice(
        label=_("State"), method="in_state",
        choices=[("", _("Active, suspended or completed")), *(one for one in State.choices if one[0] in KNOWN)],
    )  # fmt: skip
    region = _Choice(label=_("Region"), field_name="project__region", choices=_all())
    country = _Choice(label=_("Country"), method="in_country", choices=_all())
    line = _Choice(label=_("Funding line"), field_name="project__line", choices=_all())
    theme = _Choice(label=_("Theme"), field_name="project__theme", choices=_all())
    year = _Choice(label=_("Funding year"), field_name="project__funding_year", choices=_all())
    manager = _Choice(label=_("Project manager"), field_name="project__manager", choices=_all())
    sort = _Choice(
        label=_("Order"), method="as_it_is", choices=[(code, label) for code, (label, _order) in SORTS.items()]
    )

    class Meta:
        model = Standing
        fields = []

    def __init__(self, data=None, queryset=None, **kwargs):
        super().__init__(data, queryset, **kwargs)
        known = queryset.order_by()
        choices = {
            "region": _named(Region.objects.filter(pk__in=known.values("project__region"))),
            "country": _named(Country.objects.filter(pk__in=known.values("project__countries"))),
            "line": _named(FundingLine.objects.filter(pk__in=known.values("project__line"))),
            "theme": _named(Theme.objects.filter(pk__in=known.values("project__theme"))),
            "manager": _named(
                User.objects.filter(pk__in=known.values("project__manager")).only("name", "email").order_by("name")
            ),
            "year": [
                (str(year), str(year))
                for year in known.filter(project__funding_year__isnull=False)
                .order_by("-project__funding_year")
                .values_list("project__funding_year", flat=True)
                .distinct()
            ],
        }
        for name, found in choices.items():
            self.form.fields[name].choices = _all(found)
        self.form.is_valid()

    def sought(self, queryset, _name, words):
        """Whose code or PRIMA ID is the text, or whose title holds it."""
        found = Q(project__code__iexact=words) | Q(project__prima_id__iexact=words) | Q(project__title__icontains=words)
        return queryset.filter(found)

    def kept(self, queryset, _name, code):
        """One of the questions that the Fund asks of all projects."""
        return queryset.filter(ONLY[code][1])

    def in_state(self, queryset, _name, code):
        """One state; without it those that the Fund still follows (``rows``)."""
        return queryset.filter(project__state=code)

    def in_country(self, queryset, _name, code):
        """Of projects that benefit a country, also together with others."""
        return queryset.filter(project__in=Country.objects.filter(pk=code).values("projects"))

    def as_it_is(self, queryset, _name, _code):
        """The order is set last (``rows``)."""
        return queryset

    @property
    def chosen(self):
        """{name: value} of what is in use, without the order."""
        return {name: value for name, value in self.form.cleaned_data.items() if value and name != "sort"}

    @property
    def sorting(self):
        """Code of the order in use."""
        return self.form.cleaned_data.get("sort") or "attention"

    @property
    def kept_rows(self):
        """The standings that the filters leave, in no order."""
        rows = self.qs
        return rows if self.chosen.get("state") else rows.followed()

    @property
    def rows(self):
        """The standings that the filters leave, in the order in use."""
        order = SORTS[self.sorting][1]
        return self.kept_rows.order_by(*order, "project__code", "pk") if order else self.kept_rows.worst_first()

    def chips(self):
        """label, value and name of everything in use, for removing one at a time."""
        fields = self.form.fields
        return [
            {
                "label": fields[name].label,
                "value": dict(getattr(fields[name], "choices", ())).get(value, value),
                "name": name,
            }
            for name, value in self.chosen.items()
        ]


def _named(rows):
    """(key as text, name) of rows."""
    return [(str(row.pk), str(row)) for row in rows]
