"""From a kind and its values to words, in the active language."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language


def address(path):
    """Absolute address of a language-less path, in the active language; always on ``SITE_URL``."""
    return f"{settings.SITE_URL}/{get_language()}{path}"


def subject_and_body(kind, values, **extra):
    """First line and the rest of the kind's text template."""
    text = render_to_string(f"notifications/{kind}.txt", {**values, **extra}).strip()
    subject, _blank, body = text.partition("\n")
    return " ".join(subject.split()), body.strip()


def render(kind, values, path, user):
    """Subject, text and HTML of the mail for ``user``, as keyword arguments of ``services.enqueue``."""
    subject, body = subject_and_body(kind, values)
    context = {"subject": subject, "body": body, "url": address(path), "user": user, "settings_url": settings.SITE_URL}
    return {
        "subject": subject[:250],
        "text": render_to_string("notifications/mail.txt", context),
        "html": render_to_string("notifications/mail.html", context),
    }
