"""Settings of the test suite: development without its conveniences, quick hashing, mail kept in memory."""

from .development import *  # noqa: F403
from .development import MEDIA_ROOT

DEBUG = False
DEMO = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_DELIVERY = {"EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
CELERY_TASK_ALWAYS_EAGER = True
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MEDIA_ROOT = f"{MEDIA_ROOT}-test"
MAINTENANCE_FILE = f"{MEDIA_ROOT}-maintenance.json"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
SITE_URL = "http://testserver"
ACCOUNT_RATE_LIMITS = False
