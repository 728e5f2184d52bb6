"""Settings, all from the environment; what they mean stands in README.md ("Run it for real")."""

import os
from datetime import date, timedelta
from pathlib import Path
from secrets import token_urlsafe

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from iom import counts, mail, schedule, sign_on

BASE_DIR = Path(__file__).resolve().parent.parent


def flag(name: str) -> bool:
    return os.environ.get(name, "") in {"1", "true", "yes"}


DEMO = flag("IOM_DEMO")
DEBUG = flag("IOM_DEBUG")
TESTING = flag("IOM_TESTING")

# The day that rules, ranking, worklists and panels take for today (audit.clock). Only a demonstration may fix it.
FIXED_TODAY = date.fromisoformat(os.environ["IOM_TODAY"]) if os.environ.get("IOM_TODAY") else None
if FIXED_TODAY and not (DEMO or TESTING):
    raise ImproperlyConfigured("IOM_TODAY fixes the clock and is for demonstrations only: set IOM_DEMO=1 or unset it.")

# Serving refuses to start without a real key (iom.wsgi); a command signs nothing, so it does with one of its own.
SECRET_KEY_PROBLEM = ""
SECRET_KEY = os.environ.get("SECRET_KEY", "")
if len(SECRET_KEY) < 50 or SECRET_KEY.startswith(("django-insecure", "change")):
    if DEMO or DEBUG or TESTING:
        SECRET_KEY = SECRET_KEY or "for-demonstrations-and-tests-only-never-for-real-people"
    else:
        SECRET_KEY_PROBLEM = "SECRET_KEY must be set to a random text of 50 characters or more."
        SECRET_KEY = token_urlsafe(64)

# What the pseudonyms of an analyst are worked out with (reporting.pseudonyms); with another key all of them change.
PSEUDONYM_KEY = os.environ.get("IOM_PSEUDONYM_KEY", "") or SECRET_KEY

ALLOWED_HOSTS = os.environ.get("IOM_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("IOM_ORIGINS", "").split(",") if origin]

ROOMS = [
    "casefile", "reporting", "exchange", "retention", "panels", "allocation", "rag", "cohorts", "ranking", "pathways",
    "enforcement", "contacts", "documents", "offenders", "agencies", "audit",
]  # fmt: skip

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.forms",
    "pgtrigger",
    "pghistory",
    "guardian",
    "rest_framework",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_htmx",
    *ROOMS,
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "agencies.middleware.NeverKept",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "casefile.writing.kept.KeptWriting",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "agencies.transactions.TransactionMiddleware",
    "agencies.middleware.AccessMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "iom.urls"
WSGI_APPLICATION = "iom.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "agencies.context.frame",
                "iom.context.demo_accounts",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": dj_database_url.parse(
        # Nothing listens on port 1: without DATABASE_URL no command reaches a database that nobody named.
        os.environ.get("DATABASE_URL", "postgres://127.0.0.1:1/none"),
        conn_max_age=60,
        conn_health_checks=True,
    ),
}
if TESTING:
    DATABASES["default"]["ENGINE"] = "tests.postgresql"

# The database's roles under the policy, made by `make_roles`: <this>_runtime and <this>_jobs (audit.floor).
ROLES = os.environ.get("IOM_ROLES", "iom")
# As which of them every connection asks: the web and the worker as the reader's, and so does whoever does not say
# otherwise; commands as the system's, and what changes the tables as the login itself (manage.py).
ASKS_AS = os.environ.get("IOM_ASKS_AS", "login" if TESTING else "runtime")
if ASKS_AS != "login":
    DATABASES["default"].setdefault("OPTIONS", {})["assume_role"] = f"{ROLES}_{ASKS_AS}"

REDIS_URL = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0")
CACHES = counts.caches(REDIS_URL, os.environ.get("IOM_COUNTS_URL", ""))  # what slows guessing down, for all processes

# How many proxies of our own stand in front: who is locked out after failures is told apart by where they come from.
PROXIES = int(os.environ.get("IOM_PROXIES", "0"))

# Where the links of letters lead: the first https origin, in a demonstration this machine.
ORIGIN = next(iter(CSRF_TRUSTED_ORIGINS), f"http://127.0.0.1:{os.environ.get('PORT', '8000')}").rstrip("/")
# IOM_EMAIL_URL: smtp://USER:PASSWORD@HOST:PORT (smtps:// for TLS from the start). A demonstration's letters are files.
globals().update(mail.settings_of(os.environ.get("IOM_EMAIL_URL", ""), BASE_DIR / ".local" / "mail" if DEMO else None))
DEFAULT_FROM_EMAIL = os.environ.get("IOM_EMAIL_FROM", "iom@localhost")

AUTH_USER_MODEL = "agencies.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
GUARDIAN_MONKEY_PATCH_USER = False
# One e-mail address, one account: held by a constraint that ignores case. Guardian is asked by our own policy only.
SILENCED_SYSTEM_CHECKS = ["auth.W004", "guardian.W001"]
ANONYMOUS_USER_NAME = None
AUTH_PASSWORD_VALIDATORS = [
    # Long, not common, not one's own name; nothing is asked of its letters (NCSC, "Password administration").
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("full_name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"

# People are invited by their agency's lead; nobody signs up.
ACCOUNT_ADAPTER = "agencies.adapter.ClosedAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
# A second count beside axes', by the same pair of account and address (agencies.adapter); codes count by account.
# Tries that succeed are many where an office is behind one address.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "60/m/ip,10/15m/key"}
SINGLE_SIGN_ON = sign_on.known(os.environ)
globals().update(sign_on.settings_of(SINGLE_SIGN_ON))
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
SECOND_FACTOR_REQUIRED = not DEMO  # off in a demonstration alone (agencies.middleware)

AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_SENSITIVE_PARAMETERS = ["login", "username", "password"]
AXES_VERBOSE = False
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_CLIENT_IP_CALLABLE = "agencies.accounts.lockout.client_address"
AXES_USERNAME_CALLABLE = "agencies.accounts.lockout.account_named"

# Sessions end after 30 minutes idle (each request renews) and 12 hours (agencies.middleware): spec/access.md.
SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_ABSOLUTE_AGE = timedelta(hours=12)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True

# A demonstration runs on 127.0.0.1 without TLS; anything else is behind a proxy that ends it.
SECURE = not (DEMO or DEBUG or TESTING)
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = SECURE and not flag("IOM_NO_TLS_REDIRECT")
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "j M Y"

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if (DEMO or DEBUG or TESTING)
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}
WHITENOISE_USE_FINDERS = DEMO or DEBUG or TESTING

# Uploaded registers wait here for a worker; web and worker share it.
UPLOAD_ROOT = Path(os.environ.get("IOM_UPLOADS", BASE_DIR / ".local" / "uploads"))
# Documents of people's records; web and worker share it, nothing else reads it.
DOCUMENT_ROOT = Path(os.environ.get("IOM_DOCUMENTS", BASE_DIR / ".local" / "documents"))
# clamd, which checks each of them before it can be opened: tcp://HOST:PORT or the path of a socket. Empty: none is.
CLAMD = os.environ.get("IOM_CLAMD", "")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

# Where the head of the log's chain is kept, outside the database (audit.head). Better on another machine.
AUDIT_HEAD = Path(os.environ.get("IOM_AUDIT_HEAD", BASE_DIR / ".local" / "audit-head"))

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REST_FRAMEWORK = {
    # DRF exempts its views from LoginRequiredMiddleware, so the API denies by itself.
    "DEFAULT_PERMISSION_CLASSES": ["agencies.access.DenyAll"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
}

CELERY_BROKER_URL = REDIS_URL
CELERY_TIMEZONE = "UTC"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A task that is not acknowledged within this many seconds is given to another worker: longer than any hard limit. What
# a dead worker held is looked for every ten seconds and not every hundred; a queue that is frozen is given up soon.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 4 * 3600,
    "unacked_restore_throttle": 1,
    "socket_timeout": 10,
    "socket_connect_timeout": 5,
    "socket_keepalive": True,
}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE_FILENAME = str(BASE_DIR / ".local" / "beat-schedule")
CELERY_BEAT_SCHEDULE = schedule.EVERY
CELERY_ENABLE_UTC = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": os.environ.get("IOM_LOG_LEVEL", "INFO")},
}
