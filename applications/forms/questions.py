"""Keeping the questions of a call."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.forms import formset_factory
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.forms import NumberField, ServiceForm, ServiceModelForm
from core.numbers import NotANumber, parse_number
from core.punctuation import in_series
from core.questions import Kind
from core.reading import fold
from funding.models import Country, Coverage, FundingLine

from ..conditions import COVERAGE, FITTING, FITTING_FACTS, LINE, Operator, to_text
from ..models import Question
from ..selectors.question_sets import LANGUAGES, OF_CHOICES, OF_NUMBERS, OF_TEXTS, ConditionWords

LABELS = {
    "text_en": _("Question in English"),
    "text_fr": _("Question in French"),
    "text_es": _("Question in Spanish"),
    "help_en": _("Help in English"),
    "help_fr": _("Help in French"),
    "help_es": _("Help in Spanish"),
}
CHOICE_LABELS = {
    "label_en": _("Answer in English"),
    "label_fr": _("Answer in French"),
    "label_es": _("Answer in Spanish"),
}
PURPOSES = ("asked", "required")


class ConditionValue:
    """Reads what was typed as the value of a condition, by what its subject takes."""

    def __init__(self, earlier):
        self.by_key = {question.key: question for question in earlier}

    def kind_of(self, subject):
        """The kind of a subject; facts are compared as texts."""
        return Kind.TEXT if subject.startswith("@") else Kind(self.by_key[subject].kind)

    def read(self, subject, text):
        """The value as it is kept: "KIND:value". Raises ValidationError with a sentence that says what fits."""
        kind = self.kind_of(subject)
        spellings = self._spellings(subject, kind)
        if spellings is not None:
            return f"{kind}:{self._among(spellings, text)}"
        read = {Kind.NUMBER: parse_number, Kind.AMOUNT: parse_number, Kind.DATE: date.fromisoformat}.get(kind, str)
        try:
            return f"{kind}:{to_text(read(text))}"
        except NotANumber as error:
            raise ValidationError(str(error)) from error
        except ValueError as error:
            raise ValidationError(_("Write the day as year, month and day, for example 2027-03-31.")) from error

    def _spellings(self, subject, kind):
        """Mapping value → all that may be typed for it; None where anything may."""
        if subject == COVERAGE:
            return {value: [value, str(label)] for value, label in Coverage.choices}
        if subject == LINE:
            return {str(line.pk): [str(line.pk), line.name] for line in FundingLine.objects.all()}
        if kind == Kind.YES_NO:
            return {"true": [_now("Yes"), "yes", "oui", "sí", "true"], "false": [_now("No"), "no", "non", "false"]}
        if kind in OF_CHOICES:
            choices = self.by_key[subject].choices.all()
            return {row.code: [row.label, row.code, row.label_en, row.label_fr, row.label_es] for row in choices}
        if kind == Kind.COUNTRY:
            return {country.pk: [country.name, *country.spellings] for country in Country.objects.all()}
        return None

    def _among(self, spellings, text):
        wanted = fold(text)
        for value, words in spellings.items():
            if wanted in {fold(str(word)) for word in words if word}:
                return value
        names = in_series(words[0] for words in list(spellings.values())[:12])
        raise ValidationError(
            _("“%(text)s” is none of the answers. Possible are: %(names)s."), params={"text": text[:40], "names": names}
        )

    def suggestions(self):
        """Words that can be typed for choices, yes or no, coverage and line, for the list below the field."""
        found = [str(label) for _value, label in Coverage.choices]
        found += [line.name for line in FundingLine.objects.all()]
        kinds = {question.kind for question in self.by_key.values()}
        found += [_now("Yes"), _now("No")] if Kind.YES_NO in kinds else []
        for question in self.by_key.values():
            if question.kind in OF_CHOICES:
                found += [choice.label for choice in question.choices.all()]
        return list(dict.fromkeys(found))


class QuestionForm(ServiceModelForm):
    """One question; what is incomplete can be kept, but not published. ``earlier``: those that conditions may name."""

    least = NumberField(label=_("Least value"), required=False, max_digits=18, decimal_places=4)
    greatest = NumberField(label=_("Greatest value"), required=False, max_digits=18, decimal_places=4)
    need = forms.ChoiceField(
        label=_("Must it be answered?"),
        choices=[("always", _("Yes")), ("never", _("No")), ("when", _("Only if a condition holds"))],
        widget=forms.RadioSelect,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Question
        fields = ["kind", *LABELS, "word_limit", "least", "greatest", "is_shown_to_reviewers"]
        widgets = {f"help_{code}": forms.Textarea(attrs={"rows": 3}) for code in LANGUAGES}

    def __init__(self, *args, earlier, question_set, **kwargs):
        super().__init__(*args, **kwargs)
        self.values, self.words = ConditionValue(earlier), ConditionWords(earlier)
        self.fields["kind"].choices = [("", _("Choose")), *Kind.choices]
        for name, label in LABELS.items():
            field = self.fields[name]
            field.label, field.required, field.needed_later = label, False, name.startswith("text")
            field.widget.attrs["lang"] = name[-2:]
        self.fields["word_limit"].help_text = _("For texts. A longer one can be saved, but not submitted.")
        self.fields["least"].help_text = _("For numbers and amounts.")
        self.initial.setdefault("revision", question_set.revision)
        question = self.instance
        needs = {True: "always", False: "when" if question.required_subject else "never"}
        self.initial.setdefault("need", needs[question.is_required])
        for purpose, label in zip(PURPOSES, (_("Asked only if"), _("Needed only if")), strict=True):
            self._add_condition(purpose, label, earlier)

    def _add_condition(self, purpose, label, earlier):
        facts = [(fact, words) for fact, (words, _values) in self.words.facts.items()]
        subjects = [
            ("", _("No condition")),
            (_("The proposal"), facts),
            (_("Earlier questions"), [(question.key, str(question)) for question in earlier]),
        ]
        condition = getattr(self.instance, f"{purpose}_when")
        fields = {
            "subject": forms.ChoiceField(label=label, choices=subjects, required=False),
            "operator": forms.ChoiceField(label=_("Comparison"), choices=Operator.choices, required=False),
            "value": forms.CharField(label=_("Value"), required=False, max_length=190),
        }
        fields["value"].widget.attrs["list"] = "condition-values"
        for part, field in fields.items():
            field.needed_later = part != "subject"
            self.fields[f"{purpose}_{part}"] = field
        self.initial |= {
            f"{purpose}_subject": condition.subject if condition else "",
            f"{purpose}_operator": condition.operator if condition else Operator.IS,
            f"{purpose}_value": self.words.value(condition),
        }

    @property
    def suggestions(self):
        """As ``ConditionValue.suggestions``."""
        return self.values.suggestions()

    def clean(self):
        """What belongs together is checked together."""
        found = super().clean()
        kind = found.get("kind")
        if not any(found.get(f"text_{code}") for code in LANGUAGES):
            self.add_error("text_en", _("Write the question in one language at least."))
        if kind and found.get("word_limit") and kind not in OF_TEXTS:
            self.add_error("word_limit", _("Only a text has a word limit."))
        for name in ("least", "greatest"):
            if kind and found.get(name) is not None and kind not in OF_NUMBERS:
                self.add_error(name, _("Only a number or an amount has a least and a greatest value."))
        least, greatest = found.get("least"), found.get("greatest")
        if least is not None and greatest is not None and least > greatest:
            self.add_error("greatest", _("The least value is above the greatest."))
        if found.get("need") == "when" and not found.get("required_subject"):
            self.add_error("required_subject", _("Choose the condition under which it must be answered."))
        for purpose in PURPOSES:
            self._clean_condition(purpose, found)
        return found

    def _clean_condition(self, purpose, found):
        subject, operator = found.get(f"{purpose}_subject"), found.get(f"{purpose}_operator")
        value = found.get(f"{purpose}_value", "").strip()
        is_dropped = purpose == "required" and found.get("need") != "when"
        if not subject or is_dropped:
            found |= {f"{purpose}_{part}": "" for part in ("subject", "operator", "value")}
            return
        fitting = FITTING_FACTS if subject.startswith("@") else FITTING[self.values.kind_of(subject)]
        if operator not in fitting:
            names = in_series(one.label for one in Operator if one in fitting)
            text = _("This comparison does not fit the question. Possible are: %(names)s.") % {"names": names}
            self.add_error(f"{purpose}_operator", text)
        elif operator == Operator.ANSWERED:
            found[f"{purpose}_value"] = ""
        elif not value:
            self.add_error(f"{purpose}_value", _("Write with what it is compared."))
        else:
            try:
                found[f"{purpose}_value"] = self.values.read(subject, value)
            except ValidationError as error:
                self.add_error(f"{purpose}_value", error)

    @property
    def kept(self):
        """The fields of ``services.question_sets.keep_question``."""
        found = {name: value for name, value in self.cleaned_data.items() if name != "need"}
        return found | {"is_required": self.cleaned_data["need"] == "always"}

    def _post_clean(self):
        """The service fills and checks the question; the form must not change the one it was made from."""


class ChoiceForm(forms.Form):
    """An answer to choose from."""

    code = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    label_en = forms.CharField(label=CHOICE_LABELS["label_en"], max_length=200, required=False)
    label_fr = forms.CharField(label=CHOICE_LABELS["label_fr"], max_length=200, required=False)
    label_es = forms.CharField(label=CHOICE_LABELS["label_es"], max_length=200, required=False)

    def has_changed(self):
        """A row without words is an empty row."""
        return any(str(self[name].data or "").strip() for name in CHOICE_LABELS)


class BaseChoices(forms.BaseFormSet):
    """The answers to choose from; a row whose words are all emptied is left out."""

    def add_fields(self, form, index):
        """Rows that exist may be taken out, and all may be put in another order."""
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Take out")
        form.fields["ORDER"].label = _("Place")
        for name in (*CHOICE_LABELS, "ORDER"):  # no mark "optional" on every field of every row
            form.fields[name].needed_later = True

    @property
    def rows(self):
        """What ``services.question_sets`` keeps, in order."""
        kept = [form for form in self.forms if form.has_changed() and not form.cleaned_data.get("DELETE")]
        places = {id(form): form.cleaned_data.get("ORDER") or len(kept) + 1 for form in kept}
        return [
            {name: form.cleaned_data[name] for name in ("code", *CHOICE_LABELS)}
            for form in sorted(kept, key=lambda form: places[id(form)])
        ]


ChoiceFormSet = formset_factory(
    ChoiceForm, formset=BaseChoices, extra=3, can_delete=True, can_order=True, max_num=60, validate_max=True
)


def choices_of(question, data=None):
    """The formset of a question's choices, with three empty rows."""
    rows = list(question.choices.values("code", *CHOICE_LABELS)) if question else []
    return ChoiceFormSet(data, initial=rows, prefix="choices")


class PreviewForm(ServiceForm):
    """As what proposal a preview is read."""

    coverage = forms.ChoiceField(label=_("Coverage"), choices=Coverage.choices[:2], required=False)
    line = forms.ModelChoiceField(
        label=_("Funding line"), queryset=FundingLine.objects.none(), required=False, empty_label=None
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["line"].queryset = FundingLine.objects.all()
        for field in self.fields.values():
            field.needed_later = True

    @property
    def facts(self):
        """The facts that conditions may ask; the first of each where nothing was chosen."""
        chosen = self.cleaned_data if self.is_valid() else {}
        line = chosen.get("line") or FundingLine.objects.first()
        coverage = chosen.get("coverage") or self.initial["coverage"]
        return {COVERAGE: coverage, LINE: str(line.pk) if line else None}
