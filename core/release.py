"""What tells this release from another: for whatever is kept of what a release made, here and with readers."""

import hashlib
from functools import cache

from django.conf import settings

SHIPPED = (
    "templates/**/*.*",
    "locale/**/*.mo",
    "static/**/*.*",
    "[a-z]*/**/*.py",
    "[a-z]*/data/**/*.json",
)  # what makes a page look as it does


def release():
    """The same text in all processes that serve a release; in development a number that follows the templates."""
    return _newest_file() if settings.DEBUG else _digest_of_files()


@cache
def _digest_of_files():
    digest = hashlib.sha256()
    for path in _shipped():
        digest.update(str(path.relative_to(settings.BASE_DIR)).encode() + path.read_bytes())
    return digest.hexdigest()


def _newest_file():
    """In development templates change while the server runs."""
    return max(path.stat().st_mtime_ns for path in settings.BASE_DIR.glob(SHIPPED[0]))


def _shipped():
    return sorted(path for pattern in SHIPPED for path in settings.BASE_DIR.glob(pattern) if path.is_file())
