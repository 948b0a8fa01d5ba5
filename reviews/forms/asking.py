"""Asking several reviewers at once: who about what, from a list, by balance, and the preview that is confirmed."""

from datetime import date

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.models import Application
from core.forms import ServiceForm
from funding.models import Call

from .. import importing
from ..models import Assignment
from ..selectors import exclusions
from ..services import Wish
from .assignments import due_field
from .reviewers import FilterForm

SALT, PREVIEW_SECONDS, MOST_PAIRS = "reviews.ask", 3600, 500


class CallFilterForm(FilterForm):
    """The proposals of one call, or all."""

    call = forms.ModelChoiceField(
        label=_("Call"), queryset=Call.objects.all(), required=False, empty_label=_("All calls")
    )


class BulkForm(ServiceForm):
    """Several proposals for several reviewers: everybody is asked about each."""

    proposals = forms.ModelMultipleChoiceField(label=_("Proposals"), queryset=None)
    reviewers = forms.ModelMultipleChoiceField(label=_("Reviewers"), queryset=None)
    due_on = due_field()

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["proposals"].queryset = Application.objects.visible_to(user).exclude(reference=None)
        self.fields["reviewers"].queryset = exclusions.reviewers()

    def clean(self):
        """Not more than a preview holds."""
        cleaned = super().clean()
        if len(cleaned.get("proposals", [])) * len(cleaned.get("reviewers", [])) > MOST_PAIRS:
            raise ValidationError(_("These are more than %(n)d pairs. Choose fewer.") % {"n": MOST_PAIRS})
        return cleaned

    @property
    def wishes(self):
        """Each proposal for each reviewer."""
        data = self.cleaned_data
        proposals = data["proposals"].order_by("reference")
        return [Wish(one, person, data["due_on"]) for one in proposals for person in data["reviewers"]]


class BalanceForm(ServiceForm):
    """How many reviewers each proposal is to have."""

    call = forms.ModelChoiceField(
        label=_("Call"), queryset=Call.objects.all(), required=False, empty_label=_("All proposals that wait")
    )
    number = forms.IntegerField(
        label=_("Reviewers for each proposal"),
        min_value=1,
        max_value=9,
        initial=2,
        help_text=_("Those who are asked already count."),
    )
    due_on = due_field()


class ListForm(ServiceForm):
    """A list of whom to ask about what."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV with the columns reference, email and, if wanted, due."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt"}),
    )
    due_on = due_field(help_text=_("For rows without a date of their own."))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.wishes, self.problems = user, [], []

    def clean_file(self):
        """The rows of the file."""
        try:
            return importing.read(self.cleaned_data["file"].read(importing.MOST_BYTES + 1))
        except importing.Unreadable as refusal:
            raise ValidationError(str(refusal)) from refusal

    def clean(self):
        """Find what the rows name; ``wishes`` and ``problems`` (line, sentence) are filled."""
        cleaned = super().clean()
        if not {"file", "due_on"} <= cleaned.keys():
            return cleaned
        rows = cleaned["file"]
        visible = Application.objects.visible_to(self.user).filter(reference__in={row.reference for row in rows})
        proposals = {one.reference: one for one in visible}
        people = {one.email: one for one in exclusions.reviewers().filter(email__in={row.email for row in rows})}
        seen = {}
        for row in rows:
            if problem := row.problem or _unknown(row, proposals, people, seen):
                self.problems.append((row.line, problem))
            else:
                seen[row.reference, row.email] = row.line
                wish = Wish(proposals[row.reference], people[row.email], row.due_on or cleaned["due_on"])
                self.wishes.append(wish)
        return cleaned


def _unknown(row, proposals, people, seen):
    """Why a row that can be read names nothing to do, or ""."""
    if row.reference not in proposals:
        return _("There is no proposal %(reference)s.") % {"reference": row.reference}
    if row.email not in people:
        return _("No reviewer of today has the address %(email)s.") % {"email": row.email}
    if line := seen.get((row.reference, row.email)):
        return _("Stands in line %(line)s already; it counts once.") % {"line": line}
    return ""


def sealed(wishes, *, user, source):
    """What ``user`` is about to confirm, signed, so that exactly this is done."""
    rows = [[one.application.pk, one.reviewer.pk, one.due_on.isoformat(), one.reason] for one in wishes]
    return signing.dumps([user.pk, source, rows], salt=SALT, compress=True)


class ConfirmForm(ServiceForm):
    """The preview, confirmed by the person to whom it was shown; ``wishes`` and ``source`` are what it holds."""

    preview = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data, *, user):
        super().__init__(data)
        self.user = user

    def clean_preview(self):
        """Refused when it is older than an hour, somebody else's, or changed."""
        try:
            owner, source, rows = signing.loads(self.cleaned_data["preview"], salt=SALT, max_age=PREVIEW_SECONDS)
        except signing.BadSignature:
            owner = None
        if owner != self.user.pk:
            raise ValidationError(_("This preview is no longer valid. Choose again."))
        proposals = Application.objects.in_bulk([row[0] for row in rows])
        people = User.objects.in_bulk([row[1] for row in rows])
        self.source = Assignment.Source(source)
        self.wishes = [Wish(proposals[a], people[p], date.fromisoformat(day), why) for a, p, day, why in rows]
        return rows
