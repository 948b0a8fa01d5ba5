"""What is typed for a ranking board, and the what-if in the address."""

from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import ReasonForm, ServiceForm
from funding.ledger import FIRST_YEAR, LAST_YEAR
from funding.models import Call, CountryStatus, FundingLine, Region

from ..models import BoardMember
from ..ranking import Floor
from ..selectors.boards import GROUPS

GROUP_NAMES = {
    CountryStatus.Kind.LDC: _("Least developed countries (LDC)"),
    CountryStatus.Kind.LLDC: _("Landlocked developing countries (LLDC)"),
    CountryStatus.Kind.SIDS: _("Small island developing States (SIDS)"),
}
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def groups():
    """(code, name) of everything that may have a least share: the regions, then LDC, LLDC and SIDS."""
    regions = [(region.pk, str(region)) for region in Region.objects.all()]
    return [*regions, *((str(kind), str(GROUP_NAMES[kind])) for kind in GROUPS)]


class PlainNumberField(forms.DecimalField):
    """A number in an address: always with a point, so that a link means the same in every language."""

    def __init__(self, *, step="0.01", high=None, **kwargs):
        widget = forms.NumberInput(attrs={"step": step, "min": 0, **({"max": high} if high else {})})
        super().__init__(min_value=0, max_value=high, required=False, widget=widget, **kwargs)


class OpenBoardForm(ServiceForm):
    """Which proposals compete."""

    title = forms.CharField(label=_("Title"), max_length=150)
    line = forms.ModelChoiceField(
        label=_("Funding line"), queryset=FundingLine.objects.all(), empty_label=None, widget=forms.RadioSelect
    )
    funding_year = forms.IntegerField(label=_("Funding year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    call = forms.ModelChoiceField(
        label=_("Call"),
        queryset=Call.objects.exclude(state=Call.State.DRAFT),
        required=False,
        empty_label=_("All proposals of the line and year"),
        help_text=_("A board of a call ranks the proposals of that call, with the money of the line and year above."),
    )
    meets_on = forms.DateField(label=_("Day of the meeting"), required=False, widget=DAY)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["funding_year"].initial = timezone.localdate().year


class TermsForm(ServiceForm):
    """The least score and the least shares of a board."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title"), max_length=150)
    meets_on = forms.DateField(label=_("Day of the meeting"), required=False, widget=DAY)
    cut_off = PlainNumberField(
        label=_("Least score"),
        max_digits=4,
        decimal_places=2,
        help_text=_("Below it nothing is funded. Empty: fund while the money lasts."),
    )

    def __init__(self, *args, board, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("revision", "title", "meets_on", "cut_off"):
            self.fields[name].initial = getattr(board, name)
        percents = {floor.group: floor.percent for floor in board.floors.all()}
        self.groups = groups()
        for code, name in self.groups:
            self.fields[f"floor_{code}"] = floor_field(name, initial=percents.get(code))

    @property
    def kept(self):
        """What the service takes."""
        data = self.cleaned_data
        floors = {code: data[f"floor_{code}"] for code, _name in self.groups}
        return {name: data[name] for name in ("revision", "title", "meets_on", "cut_off")} | {"floors": floors}


def floor_field(name, **kwargs):
    """The least share of a region or group, in percent of the money."""
    return PlainNumberField(
        label=_("%(group)s: least share (%%)") % {"group": name}, max_digits=5, decimal_places=2, high=100, **kwargs
    )


class MoveForm(ReasonForm):
    """A proposal's new place, and why."""

    field_order = ["place", "comment"]

    place = forms.IntegerField(label=_("Place"), min_value=1)

    def __init__(self, *args, last, place, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].max_value = last
        self.fields["place"].initial = place
        self.fields["place"].widget.attrs["max"] = last
        self.fields["comment"].max_length = 1000
        self.fields["comment"].help_text = _("It stands beside the proposal in the ranking and in the minutes.")


class SeatForm(ServiceForm):
    """Who sits on the board as what."""

    user = forms.ModelChoiceField(label=_("Person"), queryset=User.objects.none())
    part = forms.ChoiceField(label=_("Part"), choices=BoardMember.Part, initial=BoardMember.Part.MEMBER)
    was_present = forms.BooleanField(label=_("Was present"), required=False)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people


class MeetingForm(ServiceForm):
    """Agenda and minutes; saved only by who saw the last version."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    agenda = forms.CharField(
        label=_("Agenda"),
        required=False,
        max_length=8000,
        help_text=_("The list of proposals follows it by itself."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    minutes = forms.CharField(
        label=_("Minutes"),
        required=False,
        max_length=20000,
        help_text=_("The ranked list, the moves and who left the room follow by themselves."),
        widget=forms.Textarea(attrs={"rows": 14}),
    )

    def __init__(self, *args, board, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("revision", "agenda", "minutes"):
            self.fields[name].initial = getattr(board, name)


class CloseForm(ServiceForm):
    """The second look before a board is closed."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    confirm = forms.BooleanField(
        label=_("I have read the ranking and the minutes. They are final."),
        error_messages={"required": _("Tick that the ranking and the minutes are final.")},
    )


class KeepForm(ServiceForm):
    """The name of a what-if."""

    name = forms.CharField(label=_("Name"), max_length=100)


class BoardFilterForm(forms.Form):
    """Which rows of a ranking are shown; unknown values show all."""

    region = forms.ChoiceField(label=_("Region or group"), required=False)
    result = forms.ChoiceField(
        label=_("Result"),
        required=False,
        choices=[("", _("All")), ("in", _("Within the money")), ("out", _("Not within the money"))],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [("", _("All")), *groups()]

    @property
    def chosen(self):
        """The filters in use, without those that are no choice."""
        self.is_valid()
        return {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}


class WhatIfForm(forms.Form):
    """Other weights, money, least score and shares, all in the address. An empty field stays as in the record."""

    cut_off = PlainNumberField(label=_("Least score"), max_digits=4, decimal_places=2)
    money = PlainNumberField(label=_("Money (USD)"), max_digits=15, decimal_places=2, step="any")
    regions = forms.ChoiceField(
        label=_("Shares of the regions"),
        required=False,
        choices=[("", _("No region gets more than its share (C02)")), ("off", _("Only the money of the line counts"))],
    )

    def __init__(self, *args, standing, **kwargs):
        super().__init__(*args, **kwargs)
        self.standing, self.groups = standing, groups()
        basis = standing.basis
        self.recorded = {"cut_off": basis.cut_off, "money": basis.money.total}
        for criterion in standing.criteria:
            name = f"weight_{criterion.code}"
            self.fields[name] = PlainNumberField(label=criterion.name, max_digits=5, decimal_places=2)
            self.recorded[name] = basis.weights.get(criterion.code, Decimal(0))
        percents = {floor.group: floor.percent for floor in basis.floors}
        for code, name in self.groups:
            self.fields[f"floor_{code}"] = floor_field(name)
            self.recorded[f"floor_{code}"] = percents.get(code, Decimal(0))
        for name, value in self.recorded.items():
            if value is not None:
                self.fields[name].widget.attrs["placeholder"] = plain(value)

        for field in self.fields.values():
            is_choice = isinstance(field, forms.ChoiceField)
            field.widget.attrs["class"] = "form-select" if is_choice else "form-control"

    def clean(self):
        """At least one criterion must count."""
        data = super().clean()
        weights = [self.value(f"weight_{criterion.code}") for criterion in self.standing.criteria]
        if not any(weights):
            self.add_error(None, _("Give at least one criterion a weight above zero."))
        return data

    def value(self, name):
        """What was typed, else what the record has."""
        typed = self.cleaned_data.get(name)
        return self.recorded[name] if typed is None else typed

    @property
    def parameters(self):
        """What differs from the record, as it stands in an address; of a form that is valid."""
        found = {
            name: plain(typed)
            for name in self.recorded
            if (typed := self.cleaned_data.get(name)) is not None and typed != self.recorded[name]
        }
        return found | ({"regions": "off"} if self.cleaned_data.get("regions") else {})

    @property
    def basis(self):
        """What the ranking would rest on."""
        floors = [Floor(code, self.value(f"floor_{code}")) for code, _name in self.groups]
        money, by_region = self.cleaned_data.get("money"), not self.cleaned_data.get("regions")
        record = self.standing.basis
        same = by_region and (money is None or money == record.money.total)
        return record.but(
            weights={criterion.code: self.value(f"weight_{criterion.code}") for criterion in self.standing.criteria},
            money=record.money if same else self.standing.funds.money(self.value("money"), by_region=by_region),
            cut_off=self.value("cut_off"),
            floors=tuple(floor for floor in floors if floor.percent),
        )

    def sets(self):
        """The fields in three groups: (heading, fields)."""
        return [
            (_("Money and least score"), [self[name] for name in ("money", "cut_off", "regions")]),
            (_("Least shares"), [self[f"floor_{code}"] for code, _name in self.groups]),
            (_("Weights"), [self[f"weight_{criterion.code}"] for criterion in self.standing.criteria]),
        ]


def plain(number):
    """A number with a point and without zeros at its end: 2.5, 3, 1000000."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
