"""Writing a concept note, and answering one."""

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.forms import AmountField, ServiceForm, ServiceModelForm
from funding.models import Call, Country, Coverage, FocusArea, FundingLine, Region

from ..models import ConceptNote, ConceptState
from ..sections import CONCEPT_LIMITS
from ..selectors import exclusions

LONGEST = 10_000  # characters; a text over its limit of words can be saved, but not sent


class ConceptForm(ServiceModelForm):
    """The whole concept note on one page (domain brief 3a); only its title is needed to save it."""

    coverage = forms.ChoiceField(
        label=_("Coverage"),
        choices=[(coverage.value, coverage.label) for coverage in (Coverage.NATIONAL, Coverage.REGIONAL)],
        widget=forms.RadioSelect,
        required=False,
    )
    countries = forms.ModelMultipleChoiceField(
        label=_("Benefiting Member States"),
        queryset=Country.objects.none(),
        required=False,
        help_text=_("One for a national project, two or more for a regional one."),
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    line = forms.ModelChoiceField(
        label=_("Funding line"),
        queryset=FundingLine.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        required=False,
    )
    focus_areas = forms.ModelMultipleChoiceField(
        label=_("Focus areas"), queryset=FocusArea.objects.none(), widget=forms.CheckboxSelectMultiple, required=False
    )
    problem = forms.CharField(
        label=_("The problem"),
        required=False,
        max_length=LONGEST,
        strip=False,
        help_text=_("What is wrong now, where, and for whom? At most 150 words."),
        widget=forms.Textarea(attrs={"rows": 7, "data-word-limit": CONCEPT_LIMITS["problem"]}),
    )
    idea = forms.CharField(
        label=_("The idea and the change expected"),
        required=False,
        max_length=LONGEST,
        strip=False,
        help_text=_("What would be done, and what would be different afterwards? At most 200 words."),
        widget=forms.Textarea(attrs={"rows": 9, "data-word-limit": CONCEPT_LIMITS["idea"]}),
    )
    rough_amount = AmountField(label=_("Rough budget (USD)"), required=False)
    duration_months = forms.IntegerField(
        label=_("Duration in whole months"), min_value=1, max_value=120, required=False
    )
    strategy = forms.CharField(
        label=_("Link to a national strategy"),
        required=False,
        max_length=1000,
        help_text=_("Which plan or strategy of the government asks for this?"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    excluded = forms.MultipleChoiceField(
        label=_("Does the idea contain any of these?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The Fund does not pay for them. Choose none if it does not contain any."),
    )
    is_checked = forms.BooleanField(label=_("I have compared the idea with this list"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    class Meta:
        model = ConceptNote
        fields = [
            *("title", "language", "coverage", "countries", "line", "focus_areas", "problem", "idea"),
            *("government_partner", "rough_amount", "duration_months", "strategy"),
            *("contact_name", "contact_email", "contact_phone", "excluded", "is_checked"),
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        states = Country.objects.members(today).filter(region__isnull=False)
        self.fields["countries"].queryset = states.order_by("name")
        self.fields["line"].queryset = FundingLine.objects.all()
        self.fields["line"].label_from_instance = lambda line: f"{line.name} – {line.description}"
        self.fields["focus_areas"].queryset = FocusArea.objects.all()
        self.fields["excluded"].choices = exclusions()
        self.initial.setdefault("language", get_language())
        self.initial.setdefault("revision", self.instance.revision if self.instance.pk else 0)
        for name, field in self.fields.items():
            field.needed_later = name not in {"contact_phone", "excluded", "revision"}


class InviteForm(ServiceForm):
    """Inviting the full proposal: a comment if there is something to say, and a call if it is for a certain one."""

    comment = forms.CharField(
        label=_("Comment for the author"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What the proposal should bring out, or change."),
    )
    call = forms.ModelChoiceField(
        label=_("Call"),
        queryset=Call.objects.none(),
        required=False,
        empty_label=_("The open call that fits when the proposal is started"),
    )

    def __init__(self, *args, calls, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["call"].queryset = Call.objects.filter(pk__in=[call.pk for call in calls])


class ConceptFilterForm(forms.Form):
    """Which concept notes a reader lists; what does not exist filters nothing."""

    q = forms.CharField(label=_("Title, country or organisation"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), required=False)
    line = forms.ModelChoiceField(
        label=_("Funding line"), queryset=FundingLine.objects.all(), required=False, empty_label=_("All lines")
    )
    region = forms.ModelChoiceField(
        label=_("Region"), queryset=Region.objects.all(), required=False, empty_label=_("All regions")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            is_select = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "form-select" if is_select else "form-control"
        states = [choice for choice in ConceptState.choices if choice[0] != ConceptState.DRAFT]
        self.fields["state"].choices = [("", _("All")), *states]

    @property
    def chosen(self):
        """Keyword arguments of ``selectors.received_concepts``."""
        self.is_valid()
        found = {name: self.cleaned_data.get(name) or "" for name in ("state", "line", "region")}
        return found | {"words": self.cleaned_data.get("q", "")}
