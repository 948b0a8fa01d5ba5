"""Which pages explain the places where staff keep the site (``core.help``)."""

from core.help import Help

SITE = Help("help/officers", "site")


def help_pages():
    """The door to the site, and the places behind it."""
    return [(name, SITE) for name in ("site", "pages", "articles", "desk", "kept_documents", "kept_document")]
