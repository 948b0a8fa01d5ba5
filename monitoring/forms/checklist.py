"""What is answered in the checklist of a report's money."""

from django import forms
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.forms import ServiceForm

from .. import services
from ..models import ChecklistAnswer


class AnswerForm(ServiceForm):
    """The answer to one item; of what the portal finds out only the comment."""

    answer = forms.ChoiceField(choices=ChecklistAnswer.Answer, required=False, widget=forms.RadioSelect)
    comment = forms.CharField(max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 1}))
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data=None, *, report, entry):
        self.report, self.entry = report, entry
        initial = {"answer": entry.answer, "comment": entry.comment, "revision": entry.revision}
        super().__init__(data, prefix=entry.item.pk, initial=initial)
        self.fields["answer"].label = entry.item.name
        self.fields["comment"].label = _("Comment")
        self.fields["answer"].needed_later = True
        self.fields["comment"].needed_when = _("needed if the answer is no")
        if entry.is_computed:
            del self.fields["answer"]
            if entry.answer != ChecklistAnswer.Answer.NO and not entry.comment:
                self.fields = {}

    @property
    def is_touched(self):
        """Whether anything differs from what is saved."""
        return bool(set(self.changed_data) - {"revision"})

    def save(self, by):
        """Through the service; what it refuses stands beside the comment. True when saved."""
        try:
            services.answer_item(self.report, self.entry.item, by=by, **self.cleaned_data)
        except DomainError as refusal:
            for sentence in refusal.sentences:
                self.add_error("comment", sentence)
            return False
        return True


class ChecklistForms:
    """All items as one form, for the summary of what is wrong. Each item is saved by itself."""

    def __init__(self, report, entries, data=None):
        self.items = [AnswerForm(data, report=report, entry=entry) for entry in entries]

    @property
    def errors(self):
        """Whether anything is wrong."""
        return any(form.is_bound and form.errors for form in self.items)

    non_field_errors = ()

    def __iter__(self):
        """The fields of all forms that were sent."""
        return (field for form in self.items if form.is_bound for field in form)

    def save(self, by):
        """Save what was touched, each item by itself; True when nothing was refused."""
        refused = [form for form in self.items if form.is_touched and not (form.is_valid() and form.save(by))]
        return not refused
