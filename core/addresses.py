"""Absolute addresses of the portal: always on ``SITE_URL``, never on the host that a request names."""

from urllib.parse import urlsplit

from django.conf import settings


def absolute(path=""):
    """The absolute address of a path of the portal ("/en/projects/"); of none the site itself, without a slash."""
    return f"{settings.SITE_URL.rstrip('/')}{path}"


def site_host():
    """The host name of the portal, for identifiers that name it."""
    return urlsplit(settings.SITE_URL).hostname
