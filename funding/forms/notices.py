"""The form of a notice."""

from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.forms import ServiceForm, ServiceModelForm

from ..models import Call, Notice
from .calls import LANGUAGES, HourInZone, LocalHourField

LABELS = {"text_en": _("Text in English"), "text_fr": _("Text in French"), "text_es": _("Text in Spanish")}


class NoticeForm(HourInZone, ServiceModelForm):
    """A notice; hours are on the clocks of the Fund's headquarters."""

    starts = LocalHourField(label=_("Shown from"))
    ends = LocalHourField(label=_("Shown until"))
    revision = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ["text_en", "text_fr", "text_es", "tone", "call", "starts", "ends", "revision"]

    class Meta:
        model = Notice
        fields = ["text_en", "text_fr", "text_es", "tone", "call"]
        widgets = {f"text_{code}": forms.Textarea(attrs={"rows": 3}) for code in LANGUAGES} | {
            "tone": forms.RadioSelect
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        notice = self.instance
        for name, label in LABELS.items():
            field = self.fields[name]
            field.label, field.required = label, True
            field.widget.attrs["lang"] = name[-2:]
        self.fields["text_en"].help_text = _("One to three sentences. Links: [words](address).")
        open_calls = Call.objects.filter(Q(state=Call.State.OPEN) | Q(pk=notice.call_id))
        self.fields["call"].queryset = open_calls
        self.fields["call"].empty_label = _("On all pages of the portal")
        self.fields["call"].help_text = _("A call: only on its pages and on those of its proposals.")
        self.fields["tone"].choices = Notice.Tone.choices
        for name, moment in (("starts", notice.starts_at), ("ends", notice.ends_at)):
            self.fields[name].help_text = _("On the clocks of %(zone)s.") % {"zone": settings.TIME_ZONE}
            if moment:
                self.initial[name] = moment.astimezone(ZoneInfo(settings.TIME_ZONE)).replace(tzinfo=None)
        self.initial["revision"] = notice.revision if notice.pk else 0

    def clean(self):
        """Hours become moments, the second after the first."""
        found = super().clean()
        starts, ends = (self.to_moment(name, settings.TIME_ZONE) for name in ("starts", "ends"))
        if starts and ends and ends <= starts:
            self.add_error("ends", _("A notice must end after it starts."))
        return found | {"starts_at": starts, "ends_at": ends}

    def _post_clean(self):
        """Nothing: the service checks the whole notice, which has its hours only there."""

    @property
    def kept(self):
        """The fields of ``services.notices.keep_notice``."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"starts", "ends"}}


class EndForm(ServiceForm):
    """Ends the notice that the person saw at a revision."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
