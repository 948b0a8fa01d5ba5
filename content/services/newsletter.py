"""The newsletter: asking for it, and telling those who did of an article or a call, each in their language and once."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_info, gettext_lazy, override
from django.utils.translation import gettext as _

from core import audit
from notifications.models import OutboxMail
from notifications.rendering import address, without_language
from notifications.services import enqueue_all, following

from ..models import Article, Edition, Subscriber

FOLLOWED = audit.action("newsletter.followed", gettext_lazy("asked for the newsletter"))
UNFOLLOWED = audit.action("newsletter.unfollowed", gettext_lazy("stopped the newsletter"))
WAIT = timedelta(hours=1)  # for the other languages of an article, before their readers are told of the one there is
KEY = "newsletter.article"
ANY_TOKEN = "0" * 32  # stands for each reader's own secret while the words of a language are made once


@transaction.atomic
def subscribe(*, user, language, wants_news, wants_calls):
    """Send a signed-in person the newsletter, in a language; again changes what they get. Returns the Subscriber."""
    choices = {"wants_news": wants_news, "wants_calls": wants_calls}
    found = following.follow(Subscriber.objects, user=user, choices=choices)
    return change_subscriber(found.token, language=language, **choices)


def subscribe_by_email(*, email, language, wants_news, wants_calls):
    """Ask an address whether it wants the newsletter. Returns nothing, whatever is known of it (see ``following.ask``)."""
    choices = {"wants_news": wants_news, "wants_calls": wants_calls}
    following.ask(Subscriber.objects, email=email, language=language, question=_question, choices=choices)


def _question(subscriber):
    return {
        "asked": _("Somebody, probably you, asked us to send this address the newsletter of the IOM Development Fund:"),
        "name": topics_of(subscriber),
        "path": reverse("newsletter_confirm", kwargs={"token": subscriber.token}),
    }


def topics_of(subscriber):
    """What somebody gets, in the active language: "news of the Fund, calls for proposals that open"."""
    fields = [Subscriber._meta.get_field(name) for name in ("wants_news", "wants_calls")]
    return ", ".join(str(field.verbose_name) for field in fields if getattr(subscriber, field.name))


def confirm_subscriber(token):
    """Confirm by the secret of the mail; doing it twice changes nothing. Raises StateConflict when nobody has it."""
    return following.confirm(Subscriber, token)


@transaction.atomic
def change_subscriber(token, *, language, wants_news, wants_calls):
    """Change what somebody gets, and in which language. Returns the Subscriber; StateConflict when nobody has this token."""
    subscriber = following.holder_of(Subscriber, token)
    subscriber.language, subscriber.wants_news, subscriber.wants_calls = language, wants_news, wants_calls
    subscriber.save(update_fields=["language", "wants_news", "wants_calls"])
    return subscriber


@transaction.atomic
def stop_newsletter(token, *, by=None):
    """Send nothing more; the address is erased. Raises StateConflict when nobody has this token."""
    following.forget(following.holder_of(Subscriber, token), by=by)


def forget_unconfirmed():
    """Erase addresses that were given but never confirmed; returns how many rows."""
    return following.forget_unconfirmed(Subscriber)


@transaction.atomic
def tell_of_article(article):
    """Tell those of an article who read a language in which it is public now; returns how many mails were written.

    Called whenever an edition becomes public. Who reads another language is told by ``tell_late_readers``, unless theirs comes
    before. Nobody is told twice, nobody who asked for news after the article came out, and nobody once all were told.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    if article.published_at is None:
        article.published_at = timezone.now()
    told, languages = 0, _languages(article)
    if article.is_announced and article.told_at is None:
        told = _tell(article, languages)
        if languages >= set(dict(settings.LANGUAGES)):
            article.told_at = timezone.now()
    article.save(update_fields=["published_at", "told_at"])
    return told


def tell_late_readers():
    """Tell the others of articles that have been public for ``WAIT``, in the language there is; returns how many mails."""
    due = Article.objects.public().filter(is_announced=True, told_at=None, published_at__lte=timezone.now() - WAIT)
    return sum(_tell_rest(pk) for pk in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _tell_rest(pk):
    article = Article.objects.select_for_update().get(pk=pk)
    if article.told_at or not _languages(article):
        return 0
    article.told_at = timezone.now()
    article.save(update_fields=["told_at"])
    return _tell(article, set(dict(settings.LANGUAGES)))


def _languages(article):
    return set(article.page.editions.filter(state=Edition.State.PUBLIC).values_list("language", flat=True))


def _tell(article, languages):
    readers = Subscriber.objects.told().filter(wants_news=True, confirmed_at__lte=article.published_at)
    return send_newsletter(
        readers.filter(language__in=languages), key=f"{KEY}:{article.pk}", words=lambda: _words(article)
    )


def _words(article):
    edition = article.edition
    return {
        "subject": edition.title,
        "body": edition.lead,
        "url": address(without_language(article.get_absolute_url())),
        "label": _("Read the article"),
        "written_in": edition.language,
        "language_name": get_language_info(edition.language)["name_translated"],
    }


def take_back(article):
    """Take the mails that tell of an article out of the outbox while they wait there: it left the site."""
    OutboxMail.objects.filter(state=OutboxMail.State.PENDING, dedupe_key__startswith=f"{KEY}:{article.pk}:").delete()


@transaction.atomic
def send_newsletter(subscribers, *, key, words):
    """Write one mail to each of ``subscribers`` (a queryset), once for each ``key``; returns how many were written.

    ``words()`` is asked once in each language and gives subject, body, url and label of its link; ``written_in``, the
    language of subject and body, where it is another. Constant queries for each 500 readers.
    """
    mails, made = [], {}
    for reader in subscribers.select_related("user"):
        if reader.language not in made:
            with override(reader.language):
                made[reader.language] = _made(reader.language, words())
        mails.append(_mail(reader, key, made[reader.language]))
    return enqueue_all(mails)


def _made(language, words):
    stop_url = address(without_language(reverse("newsletter_stop", kwargs={"token": ANY_TOKEN})))
    manage_url = address(without_language(reverse("newsletter_choices", kwargs={"token": ANY_TOKEN})))
    context = {"language": language, "written_in": language, "stop_url": stop_url, "manage_url": manage_url, **words}
    return {
        "subject": " ".join(str(words["subject"]).split())[:250],
        "text": render_to_string("content/mail/newsletter.txt", context, using="text").strip(),
        "html": render_to_string("content/mail/newsletter.html", context),
        "stop_url": stop_url,
    }


def _mail(reader, key, made):
    own = {name: text.replace(ANY_TOKEN, reader.token) for name, text in made.items()}
    return own | {"to": reader.address, "language": reader.language, "dedupe_key": f"{key}:{reader.pk}"}
