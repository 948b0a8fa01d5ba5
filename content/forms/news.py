"""Forms of the news: an article, its photos, the newsletter."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import ServiceForm, UploadField
from core.languages import LANGUAGES

from ..models import Article, Photo
from ..services.articles import LONGEST_SLUG, address_of
from ..services.photos import EXTENSIONS, picture_in


def _label(model, name):
    return lazy(capfirst, str)(model._meta.get_field(name).verbose_name)


def _help(model, name):
    return model._meta.get_field(name).help_text


class ArticleFactsForm(ServiceForm):
    """What an article has besides its words."""

    dated_on = forms.DateField(
        label=_label(Article, "dated_on"),
        help_text=_help(Article, "dated_on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    is_announced = forms.BooleanField(
        label=_label(Article, "is_announced"), help_text=_help(Article, "is_announced"), required=False
    )


class NewArticleForm(ArticleFactsForm):
    """A new article, from its first title on."""

    language = forms.ChoiceField(label=gettext_lazy("Language you write first"), choices=settings.LANGUAGES)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=150)
    slug = forms.SlugField(
        label=gettext_lazy("Address"), max_length=LONGEST_SLUG, required=False,
        help_text=gettext_lazy("The part after “news/”. Made from the title when left empty."),
    )  # fmt: skip
    field_order = ["language", "title", "slug", "dated_on", "is_announced"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["dated_on"].initial = timezone.localdate
        self.fields["is_announced"].initial = True

    def clean(self):
        """An address that cannot be is said beside its field."""
        found = super().clean()
        if "title" in found and "slug" in found:
            try:
                address_of(found["slug"], found["title"])
            except ValidationError as refusal:
                self.add_error("slug", refusal.messages)
        return found


class PhotoWordsForm(ServiceForm):
    """What a photo shows and who made it."""

    credit = forms.CharField(
        label=_label(Photo, "credit"), max_length=120, required=False, help_text=_help(Photo, "credit")
    )

    def __init__(self, *args, photo=None, **kwargs):
        names = ["credit", *(f"{name}_{code}" for name in ("alt", "caption") for code in LANGUAGES)]
        initial = {name: getattr(photo, name) for name in names} if photo else {}
        super().__init__(*args, initial=initial, **kwargs)
        credit = self.fields.pop("credit")  # last, after the words of all languages
        for name, length, is_required in (("alt", 250, True), ("caption", 300, False)):
            for code in LANGUAGES:
                self.fields[f"{name}_{code}"] = forms.CharField(
                    label=f"{_label(Photo, name)} ({dict(settings.LANGUAGES)[code]})",
                    help_text=_help(Photo, name) if code == LANGUAGES[0] else "",
                    max_length=length,
                    required=is_required,
                    widget=forms.TextInput(attrs={"lang": code}),
                )
        self.fields["credit"] = credit


class PhotoForm(PhotoWordsForm):
    """A new photo."""

    file = UploadField(
        label=gettext_lazy("Photo"),
        extensions=EXTENSIONS,
        help_text=gettext_lazy(
            "JPEG or PNG, at least 640 pixels wide, at most 20 MB. Where and with what it was taken is removed."
        ),
    )

    def clean_file(self):
        """One that cannot be shown is refused beside its field."""
        picture_in(self.cleaned_data["file"])
        return self.cleaned_data["file"]


class NewsletterForm(ServiceForm):
    """What somebody wants to get, and in which language."""

    wants_news = forms.BooleanField(label=gettext_lazy("News of the Fund"), required=False, initial=True)
    wants_calls = forms.BooleanField(label=gettext_lazy("Calls for proposals that open"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language of the e-mails"), choices=settings.LANGUAGES)

    def clean(self):
        """Nobody is written to about nothing."""
        found = super().clean()
        if not (found.get("wants_news") or found.get("wants_calls")):
            self.add_error("wants_news", _("Choose at least one."))
        return found


class SignUpForm(NewsletterForm):
    """The same for somebody without an account. ``website`` is a trap: people do not see it, programs fill it in."""

    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    field_order = ["email", "wants_news", "wants_calls", "language", "website"]

    @property
    def is_trapped(self):
        """Whether a program filled it in."""
        return bool(self.cleaned_data.pop("website", ""))


def newsletter_initial(subscriber):
    """The values of a ``NewsletterForm`` for somebody who gets it already."""
    return {name: getattr(subscriber, name) for name in ("wants_news", "wants_calls", "language")}
