"""The form of a lesson."""

from django import forms
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from ..models import Lesson
from .evaluations import RevisedForm, lines

LANGUAGES = ("en", "fr", "es")


class LessonForm(RevisedForm):
    """A lesson in up to three languages; ``source``: the evaluation or a report that it comes from."""

    source = forms.ChoiceField(label=_("Comes from"), required=False)

    class Meta:
        model = Lesson
        fields = ["kind", *(f"{name}_{code}" for code in LANGUAGES for name in ("title", "text")), "themes"]
        widgets = {"themes": forms.CheckboxSelectMultiple, **{f"text_{code}": lines(6) for code in LANGUAGES}}

    def __init__(self, *args, sources, **kwargs):
        super().__init__(*args, **kwargs)
        self.sources = {f"{type(one).__name__.lower()}-{one.pk}": one for one in sources}
        choices = [(key, str(one)) for key, one in self.sources.items()]
        self.fields["source"].choices = [("", _("Neither an evaluation nor a report")), *choices]
        self.fields["source"].initial = next(
            (key for key, one in self.sources.items() if one in (self.instance.evaluation, self.instance.report)), ""
        )
        if self.instance.pk is None:
            del self.fields["revision"]
        for code in LANGUAGES:
            language = get_language_info(code)["name_translated"]
            for name, label in (("title", _("Title")), ("text", _("Text"))):
                field = self.fields[f"{name}_{code}"]
                field.label, field.required = f"{label} ({language})", False
                field.widget.attrs["lang"] = code

    @property
    def values(self):
        """The arguments of ``services.keep_lesson``."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "source"}
        source = self.sources.get(self.cleaned_data["source"])
        found = {"evaluation": None, "report": None}
        if source is not None:
            found[type(source).__name__.lower()] = source
        return values | found
