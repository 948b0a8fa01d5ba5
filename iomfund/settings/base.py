"""Settings with production-safe values; ``development`` and ``test`` loosen them.

Every value that differs between machines is a typed environment variable, listed in ``.env.example``.
"""

from pathlib import Path

import environ
import structlog
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from .schedule import TASKS

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

# Core
SECRET_KEY = env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
SITE_URL = env.str("SITE_URL")  # core.addresses makes every absolute address of it, never of the request
ROOT_URLCONF = "iomfund.urls"
WSGI_APPLICATION = "iomfund.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "core",
    "accounts",
    "notifications",
    "content",
    "funding",
    "plans",
    "applications",
    "projects",
    "reviews",
    "monitoring",
    "modeltranslation",  # before the admin, whose forms it extends
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_filters",
    "django_htmx",
    "django_structlog",
    "rules.apps.AutodiscoverRulesConfig",
]

MIDDLEWARE = [
    "core.middleware.note_arrival",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.maintenance.closed_door",  # outside of all that needs the database; its page has a policy of its own
    "csp.middleware.CSPMiddleware",
    "core.middleware.security_headers",
    "core.middleware.refuse_junk",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "core.middleware.request_id_header",
    "accounts.middleware.SignInMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.renew_session",
    "core.middleware.keep_private_pages_out_of_caches",
    "core.middleware.DomainErrorMiddleware",
]

TEMPLATE_BUILTINS = [
    "django.templatetags.i18n",
    "django.templatetags.static",
    "core.templatetags.portal",
    "content.templatetags.terms",
]
WORDS_OF_MAILS = ["accounts.templatetags.roles", "applications.templatetags.progress"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.context_processors.portal",
            ],
            "builtins": TEMPLATE_BUILTINS,
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "NAME": "text",  # plain-text mails and notifications: the one place where nothing is escaped
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {"autoescape": False, "builtins": [*TEMPLATE_BUILTINS, *WORDS_OF_MAILS]},
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# Data
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",  # a writer waits for its turn at BEGIN instead of failing at its first write
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}
POSTGRESQL_OPTIONS = {
    "options": "-c statement_timeout=15s -c lock_timeout=3s -c idle_in_transaction_session_timeout=30s"
}


def database(url):
    """Connection settings for a database ``url``, with the waiting times this portal wants."""
    found = environ.Env.db_url_config(url)
    if found["ENGINE"].endswith("sqlite3"):
        found["OPTIONS"] = found.get("OPTIONS", {}) | SQLITE_OPTIONS
    else:
        found |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
        found["OPTIONS"] = found.get("OPTIONS", {}) | POSTGRESQL_OPTIONS
    return found


DATABASES = {"default": database(env.str("DATABASE_URL"))}

REDIS_URL = env.str("REDIS_URL", default="")
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(BASE_DIR / "var" / "media"))()  # never served by address
MAINTENANCE = env.bool("MAINTENANCE", default=False)  # closed from the start, whatever the file says
MAINTENANCE_FILE = env.path(
    "MAINTENANCE_FILE", default=f"{MEDIA_ROOT}/maintenance.json"
)()  # the switch of all processes
FILE_UPLOAD_PERMISSIONS = 0o640
UPLOAD_MAX_BYTES = 20 * 1024 * 1024
UPLOAD_MAX_BYTES_TOGETHER = 100 * 1024 * 1024  # of one proposal
CLAMD_ADDRESS = env.str("CLAMD_ADDRESS", default="")  # without it uploads are not scanned, and the pages say so
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024  # a text far too long comes back with a sentence, not as an error page
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# Celery: Redis only wakes workers; what must happen stands in the database
CELERY_BROKER_URL = REDIS_URL or "memory://localhost"
CELERY_TASK_ALWAYS_EAGER = not REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 90
CELERY_BEAT_SCHEDULE = TASKS
CELERY_TASK_PUBLISH_RETRY = False  # a request never waits for a broker that is down; the sweeper delivers
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 120, "socket_connect_timeout": 2, "socket_timeout": 5}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True

# People
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.PortalBackend"]
PASSWORD_HASHERS = ["accounts.hashers.PortalArgon2PasswordHasher"]
PASSWORD_RESET_TIMEOUT = 3600
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["name", "email"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.validators.MaximumLengthValidator", "OPTIONS": {"max_length": 128}},
    {"NAME": "accounts.validators.GuessableWordsValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "workspace:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "signup": "accounts.forms.SignUpForm",
    "login": "accounts.forms.SignInForm",
    "add_email": "accounts.forms.ChangeEmailForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.NewPasswordForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
}
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CONFIRM_EMAIL_ON_GET = False  # mail scanners follow links: confirming needs the button
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # only in the browser that signed up
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True  # one address a person; a new one replaces it when confirmed
ACCOUNT_EMAIL_NOTIFICATIONS = True  # the owner hears of a changed password or address
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False  # ends with the browser, or after SESSION_COOKIE_AGE without a request
ACCOUNT_RATE_LIMITS = {  # beside allauth's own; "key" is address and network for sign-in, else the address
    "login_failed": "10/m/ip,50/h/ip,5/15m/key",
    "signup": "10/m/ip,50/h/ip",
    "reset_password": "20/m/ip,3/h/key",
    "follow_call": "10/m/ip,50/h/ip",
    "follow_projects": "10/m/ip,50/h/ip",
    "newsletter": "10/m/ip,50/h/ip",
    "answer_letter": "20/m/ip,100/h/ip",
    "write_to_fund": "5/m/ip,30/h/ip",  # enquiries, pledges and what is added to them
    "check_receipt": "30/m/ip,300/h/ip",
    "read_data": "240/m/ip",  # one answer: a page of the API, a fact sheet, a citation, a picture, a code list, a frame
    "download_data": "20/m/ip",  # many projects at once: a file or feed of a list, the IATI file
}
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 2 * 60 * 60
SESSION_SAVE_EVERY_REQUEST = False  # accounts.middleware.renew_session says which requests renew it
UNSENT_TEXT_AGE = 24 * 60 * 60  # seconds that a page's typed text is taken after its session ended

# Mail: everything goes through the outbox, which hands over to the delivery backend
EMAIL_BACKEND = "notifications.backends.OutboxEmailBackend"
EMAIL_DELIVERY = env.email_url("EMAIL_URL")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL")

# Languages
LANGUAGES = [("en", _("English")), ("fr", _("French")), ("es", _("Spanish"))]
LANGUAGE_CODE = "en"
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["iomfund.formats"]
USE_I18N = True
TIME_ZONE = "Europe/Zurich"  # the Fund's headquarters; stored times are UTC
USE_TZ = True
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_LANGUAGES = tuple(code for code, _name in LANGUAGES)
MODELTRANSLATION_FALLBACK_LANGUAGES = {"default": MODELTRANSLATION_LANGUAGES}

# Files of the interface
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "static-collected"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Security
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = False  # only when the owner of the domain agrees
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # it asks for that preload
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if env.int("TRUSTED_PROXY_COUNT", default=0):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
TRUST_REQUEST_START = env.bool("TRUST_REQUEST_START", default=False)
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_NAME = "__Host-session"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "accounts.views.csrf_failure"
LANGUAGE_COOKIE_NAME = "__Host-language"
LANGUAGE_COOKIE_SECURE = True
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Bootstrap draws its form marks as data: images
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "upgrade-insecure-requests": True,
    }
}

# Logs: one JSON line an event, with the request's id
DJANGO_STRUCTLOG_CELERY_ENABLED = False
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.filter_by_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.format_exc_info,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processor": structlog.processors.JSONRenderer(),
            "foreign_pre_chain": [structlog.stdlib.add_log_level, structlog.stdlib.add_logger_name],
        },
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}

# The portal's own
STEP_DAYS = {  # what applicants are told to expect of a step; 0 promises no date
    "REGIONAL_REVIEW": env.int("DAYS_OF_REGIONAL_REVIEW", default=0),
    "FUND_REVIEW": env.int("DAYS_OF_FUND_REVIEW", default=0),
    "RECOMMENDED": env.int("DAYS_OF_DECISION", default=0),
}
MAP_DISCLAIMER = env.str("MAP_DISCLAIMER", default="")  # under every map; empty: the portal's own words, translated
FUND_APPROVER_TITLE = env.str("FUND_APPROVER_TITLE", default="Deputy Director General")
OPEN_DATA_LICENCE_NAME = env.str("OPEN_DATA_LICENCE_NAME", default="")  # empty: not confirmed, and the data say so
OPEN_DATA_CONTACT = env.str("OPEN_DATA_CONTACT", default="")  # mailbox for corrections, never a person's
OPEN_DATA_LICENCE_URL = env.str("OPEN_DATA_LICENCE_URL", default="")
AGREEMENT_PARTY = env.str("AGREEMENT_PARTY", default="International Organization for Migration, IOM Development Fund")
AGREEMENT_NOTE = env.str("AGREEMENT_NOTE", default="")  # above an agreement; empty: the portal's own words, translated
AGREEMENT_IS_MODEL = env.bool(
    "AGREEMENT_IS_MODEL", default=True
)  # every page says so until IOM's legal office has agreed
ENQUIRY_ANSWER_DAYS = env.int("ENQUIRY_ANSWER_DAYS", default=5)  # within the Fund; nobody outside is promised it
CONTACT_RETENTION_MONTHS = env.int("CONTACT_RETENTION_MONTHS", default=12)  # of who wrote, after an enquiry is over
INVITATION_DAYS = env.int("INVITATION_DAYS", default=14)  # how long a colleague can accept an invitation
MOST_PEOPLE_ON_A_PROPOSAL = 20  # with the applicant and those who are invited
MOST_INVITATIONS_A_DAY = 30  # of one person
MOST_INVITATIONS_TO_AN_ADDRESS_A_DAY = 5  # of all people together: nobody's mailbox is flooded
LINK_CHECK_OUTSIDE = env.bool("LINK_CHECK_OUTSIDE", default=False)  # whether links to other sites are tried at night
IATI_ORGANISATION_REF = env.str("IATI_ORGANISATION_REF", default="XM-DAC-47066")  # IOM in the register of IATI
IATI_SHOWS_PRIMA_IDS = env.bool("IATI_SHOWS_PRIMA_IDS", default=True)
IATI_SHOWS_DISBURSEMENTS = env.bool("IATI_SHOWS_DISBURSEMENTS", default=False)  # readers add them to expenditure
IATI_SECTOR = "15190"  # migration and mobility, among the sectors of the OECD
IATI_SECTORS_OF_THEMES = {}  # code of a theme → another sector that fits it better
IATI_DEFAULTS = {  # what holds for all projects: multilateral, ODA (where each state may receive it), grant, project, untied
    "collaboration-type": "4",
    "default-flow-type": "10",
    "default-finance-type": "110",
    "default-aid-type": "C01",
    "default-tied-status": "5",
}
DEMO = False  # one-click sign-in of demo people and the mailbox page; development only
ROUTE_RULES = {  # rules of views that libraries bring; the check portal.E001 refuses a view that is in neither place
    "admin:login": "public",
    "admin:jsi18n": "admin",
    "admin:view_on_site": "admin",
    "account_login": "public",
    "account_confirm_login_code": "public",
    "account_logout": "public",
    "account_signup": "public",
    "account_inactive": "public",
    "account_reauthenticate": "signed_in",
    "account_confirm_email": "public",
    "account_email_verification_sent": "public",
    "account_reset_password": "public",
    "account_reset_password_done": "public",
    "account_reset_password_from_key": "public",
    "account_reset_password_from_key_done": "public",
    "account_change_password": "signed_in",
    "account_set_password": "signed_in",
    "account_email": "signed_in",
}
