"""Adding documents, saying what they are, replacing their file."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ServiceForm, UploadField
from core.uploads import TYPES, accept

from ..models import DocumentKind


class SeveralFiles(forms.FileField):
    """Several files at once, as a list. They are judged one by one where they are kept, not here."""

    widget = type("SeveralFilesInput", (forms.FileInput,), {"allow_multiple_selected": True})

    def clean(self, data, initial=None):
        """The files; ValidationError when there is none."""
        files = data if isinstance(data, list | tuple) else [data]
        return [super(SeveralFiles, self).clean(file, initial) for file in files or [None]]


class WhatField(forms.ChoiceField):
    """What a document is: one that the call asks for, or one of the kinds. Becomes ``kind`` and ``asked``."""

    def offer(self, call, present=DocumentKind.OTHER):
        """Offer what ``call`` (or None) asks for besides the kinds that are in use, or that the document is ``present``ly."""
        self.asked = {f"asked-{one.pk}": one for one in call.documents.all()} if call else {}
        asked = [(value, one.title) for value, one in self.asked.items()]
        kinds = [(kind.pk, str(kind)) for kind in DocumentKind.objects.all() if kind.is_active or kind.pk == present]
        groups = [(_("Asked for by the call"), asked), (_("Others"), kinds)]
        self.choices = groups if asked else kinds

    def clean(self, value):
        """{"kind": …, "asked": …}"""
        value = super().clean(value)
        asked = self.asked.get(value)
        return {"kind": DocumentKind.OTHER if asked else value, "asked": asked}


class UploadForm(ServiceForm):
    """Some files, and what they are."""

    what = WhatField(label=_("What are they?"), help_text=_("You can say it of each one later."))
    files = SeveralFiles(
        label=_("Files"),
        help_text=_("PDF, DOCX, XLSX, PNG or JPEG, at most 20 MB each and 20 at once."),
        allow_empty_file=True,
    )

    def __init__(self, *args, application=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["what"].offer(application and application.call)
        self.initial["what"] = self.initial.get("what") or DocumentKind.OTHER
        self.fields["files"].widget.attrs["accept"] = accept()


class DescribeForm(ServiceForm):
    """The title of a document and what it is."""

    title = forms.CharField(label=_("Title"), max_length=150)
    what = WhatField(label=_("What is it?"))

    def __init__(self, *args, document=None, **kwargs):
        super().__init__(*args, **kwargs)
        kind = document.kind_id if document else DocumentKind.OTHER
        self.fields["what"].offer(document and document.application.call, kind)
        if document:
            what = f"asked-{document.asked_id}" if document.asked_id else kind
            self.initial = {"title": document.title, "what": what}


class ReplaceForm(ServiceForm):
    """A new file for a document."""

    file = UploadField(
        label=_("New file"), help_text=_("PDF, DOCX, XLSX, PNG or JPEG, at most 20 MB."), extensions=tuple(TYPES)
    )
