"""Settings for one's own machine: SQLite, no Redis, no mail server, demo people. Never for a public host."""

import os
from pathlib import Path

VAR = Path(__file__).resolve().parent.parent.parent / "var"
VAR.mkdir(exist_ok=True)
os.environ.setdefault("SECRET_KEY", "development-only-key-never-for-a-public-host-0123456789")
os.environ.setdefault("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
os.environ.setdefault("SITE_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}")
os.environ.setdefault("DATABASE_URL", f"sqlite:///{VAR / 'portal.sqlite3'}")
os.environ.setdefault("EMAIL_URL", "dummymail://")
os.environ.setdefault("DEFAULT_FROM_EMAIL", "fund@example.org")

from .base import *  # noqa: E402, F403 – a settings layer is its base with a few names changed
from .base import CONTENT_SECURITY_POLICY, DATABASES, INSTALLED_APPS, LOGGING, STORAGES, structlog  # noqa: E402

DEBUG = True
DEMO = True
INSTALLED_APPS += ["demo"]
# the server of development has a thread for each browser’s connection: kept ones would use up those of PostgreSQL
DATABASES["default"]["CONN_MAX_AGE"] = 0
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_NAME, SESSION_COOKIE_SECURE = "session", False
CSRF_COOKIE_NAME, CSRF_COOKIE_SECURE = "csrf", False
LANGUAGE_COOKIE_NAME, LANGUAGE_COOKIE_SECURE = "language", False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http"
CONTENT_SECURITY_POLICY["DIRECTIVES"].pop("upgrade-insecure-requests")
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
LOGGING["formatters"]["json"]["processor"] = structlog.dev.ConsoleRenderer(colors=False)
LOGGING["root"]["level"] = "WARNING"
