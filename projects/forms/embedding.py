"""What another site shows of the catalogue."""

from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html
from django.utils.translation import get_language_from_path, gettext, override
from django.utils.translation import gettext_lazy as _

from core.addresses import absolute
from core.forms import ServiceForm

from ..models import PublicRecord
from ..selectors.catalogue import select


class EmbedForm(ServiceForm):
    """Which list or project another site wants to show, named by the address of its page here."""

    address = forms.CharField(
        label=_("Address of a list or a project"),
        max_length=2000,
        widget=forms.URLInput,
        help_text=_("Copy it from your browser: search and filter the projects first, or open one."),
    )
    height = forms.IntegerField(label=_("Height in pixels"), min_value=150, max_value=2000)

    @classmethod
    def of(cls, parameters):
        """The form for the parameters of its own page, or of a list whose reader asked to embed it."""
        if "address" in parameters:
            return cls(parameters)
        if project := parameters.get("project"):
            record = PublicRecord.objects.filter(address=project[:80]).first()
            page, height = record.get_absolute_url() if record else "/", 260
        else:
            page, height = reverse("projects:list") + _query_of(parameters), 600
        return cls({"address": absolute(page), "height": height})

    def clean_address(self):
        """The address of the frame that shows the same, in the same language."""
        try:
            parts = urlsplit(self.cleaned_data["address"])
        except ValueError:  # what is no address at all
            parts = urlsplit("")
        is_ours = parts.netloc in {"", urlsplit(absolute()).netloc}
        found = _public_page(parts.path) if is_ours else None
        if found is None:
            raise ValidationError(_("This is no address of a list or a project on this portal."))
        language, name, keywords = found
        with override(language):
            frame = reverse(name, kwargs={key: keywords[key] for key in keywords if key == "address"})
        return absolute(frame + (_query_of(QueryDict(parts.query)) if name == "embed_projects" else ""))

    @property
    def frame_url(self):
        """Where the frame shows what was asked for."""
        return self.cleaned_data["address"]

    def code(self):
        """The HTML that shows it on another site, for copying."""
        with override(get_language_from_path(urlsplit(self.frame_url).path)):
            title = gettext("Projects of the IOM Development Fund")
        pattern = '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy"></iframe>'
        return str(format_html(pattern, self.frame_url, title, self.cleaned_data["height"]))


def _public_page(path):
    """(language, name of the frame's address, its arguments) for the page at ``path``, or None."""
    language = get_language_from_path(path)
    frames = {"projects:list": "embed_projects", "projects:detail": "embed_project"}
    try:
        with override(language or settings.LANGUAGE_CODE):
            match = resolve(path)
    except Resolver404:
        return None
    return (language, frames[match.view_name], match.kwargs) if match.view_name in frames else None


def _query_of(parameters):
    """What of the parameters narrows or sorts a list, as its address has it."""
    query = select(parameters).query
    return f"?{query}" if query else ""
