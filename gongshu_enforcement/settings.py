"""All settings, from the environment (see .env.example). Without any, the product runs on SQLite with tasks in process.

With DATABASE_URL and REDIS_URL the same code runs on PostgreSQL, Redis and Celery with any number of web processes.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.Env()
env.read_env(BASE_DIR / ".env")  # a missing file is fine; the real environment wins


def _local_secret_key() -> str:
    """A key of this folder's own, made once; for development and the command line (see `serve_ready`)."""
    path = VAR_DIR / "secret_key"
    if not path.exists():
        VAR_DIR.mkdir(exist_ok=True)
        try:
            with path.open("x") as file:
                path.chmod(0o600)
                file.write(secrets.token_urlsafe(64))
        except FileExistsError:  # another process was faster; its key counts
            pass
    return path.read_text()


# Where people reach the product; printed as a QR code on every document, for the public check of its genuineness.
SITE_URL = env.str("SITE_URL", f"http://127.0.0.1:{env.str('PORT', '8000')}").rstrip("/")
# The site's signature over sealed dossiers and checkpoints: a key of 32 bytes in base64, or a file made on first use.
SIGNING_KEY = env.str("SIGNING_KEY", "")
SIGNING_KEY_FILE = env.str("SIGNING_KEY_FILE", str(VAR_DIR / "signing_key"))
# Signed heads of all chains of the ledger, kept outside the database; best on another machine's disk.
RENDER_WORKERS = env.int("RENDER_WORKERS", min(os.cpu_count() or 1, 4))  # processes that lay out many documents
EXCHANGE_ADAPTER = env.str("EXCHANGE_ADAPTER", "cases.exchange.adapters.Folder")
EXCHANGE_DIR = env.str("EXCHANGE_DIR", "")  # where a front-end machine picks packages up
CHECKPOINT_DIR = env.str("CHECKPOINT_DIR", str(VAR_DIR / "checkpoints"))

# --- What kind of run this is -----------------------------------------------------------------------------------------

DEBUG = env.bool("DEBUG", False)
# A demonstration (演示): its accounts and their password stand on the sign-in page. Else it is as in production.
DEMO = env.bool("DEMO", DEBUG)
# Cookies and redirects demand HTTPS in production, except where a closed network has none.
INSECURE_HTTP = env.bool("INSECURE_HTTP", DEBUG)
# How many reverse proxies stand before us; their X-Forwarded-For and X-Forwarded-Proto are believed, nobody else's.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", 0)

SECRET_KEY_IS_LOCAL = not env.str("SECRET_KEY", "")
SECRET_KEY = env.str("SECRET_KEY", "") or _local_secret_key()
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

PORT = env.int("PORT", 8000)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# --- Apps -------------------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    # The house, from the top floor down; ahead of the libraries so that our templates and commands win.
    "supervision",
    "training",
    "cases",
    "delegation",
    "gongshu_enforcement",
    # Libraries
    "guardian",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "simple_history",
    "django_filters",
    "django_htmx",
    "import_export",
    "csp",
    # Django
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "gongshu_enforcement.middleware.SessionLimitsMiddleware",
    "gongshu_enforcement.middleware.LanguageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "gongshu_enforcement.middleware.SignInRequiredMiddleware",
    "gongshu_enforcement.middleware.NoStoreMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "gongshu_enforcement.urls"
WSGI_APPLICATION = "gongshu_enforcement.wsgi.application"
ASGI_APPLICATION = "gongshu_enforcement.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gongshu_enforcement.context_processors.frame",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # so that templates/ may restyle the widgets

# --- Database, cache, tasks -------------------------------------------------------------------------------------------

# No ATOMIC_REQUESTS: reading must not lock. The door opens the transactions.
DATABASES = {"default": env.db_url_config(env.str("DATABASE_URL", "") or f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    VAR_DIR.mkdir(exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        # A transaction takes the write lock at once: reading first and then writing can't fail half-way.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,  # seconds
        "init_command": "PRAGMA busy_timeout=20000; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", 60)  # seconds
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

REDIS_URL = env.str("REDIS_URL", "")
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
    SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

CELERY_BROKER_URL = REDIS_URL  # empty: the outbox delivers in process after commit
CELERY_TASK_ALWAYS_EAGER = env.bool("CELERY_TASK_ALWAYS_EAGER", not REDIS_URL)  # tests: broker, but no worker
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True  # a lost worker's task runs again; handlers are idempotent
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}  # seconds
CELERY_BEAT_SCHEDULE = {
    "deliver-outbox": {"task": "gongshu_enforcement.tasks.deliver_outbox", "schedule": 60.0},  # seconds
    "checkpoint-ledger": {"task": "gongshu_enforcement.tasks.checkpoint_ledger", "schedule": 86400.0},
    "note-passed-limits": {"task": "cases.tasks.note_passed_limits", "schedule": 3600.0},
    "plan-trainings": {"task": "training.tasks.plan_trainings", "schedule": 86400.0},
    "hand-in-due-papers": {"task": "training.tasks.hand_in_due_papers", "schedule": 60.0},
}
NOTE_LIMITS_ON_DESK = not REDIS_URL  # without beat the first desk of a day notes what has passed

# --- Trainings --------------------------------------------------------------------------------------------------------

TRAINING_CODE_MINUTES = env.int("TRAINING_CODE_MINUTES", 5)  # how long a QR code for signing in is good
TRAINING_SIGN_IN_BEFORE_MINUTES = env.int("TRAINING_SIGN_IN_BEFORE_MINUTES", 30)  # before the event begins

# --- Sign-in ----------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "gongshu_enforcement.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "guardian.backends.ObjectPermissionBackend",
]
ANONYMOUS_USER_NAME = None  # guardian keeps no row for "nobody"
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = LOGIN_URL

ACCOUNT_ADAPTER = "gongshu_enforcement.accounts.AccountAdapter"
ACCOUNT_FORMS = {"login": "gongshu_enforcement.accounts.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login": "600/m/ip",  # a whole office shares one address
    "login_failed": "300/m/ip,10/10m/key",  # ten wrong passwords close one account for ten minutes
    "verify_paper": "60/m/ip",  # the public page that says whether a paper is genuine
    "calendar_feed": "120/m/ip",  # calendar programs of a whole office, each a few times a day
}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "拱墅区委托执法"
MFA_TOTP_TOLERANCE = 1  # one time step either way, for phones whose clock is a little off

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# A session ends after half an hour without a click, and after twelve hours in any case.
SESSION_COOKIE_AGE = 12 * 3600  # seconds
SESSION_IDLE_SECONDS = env.int("SESSION_IDLE_SECONDS", SESSION_COOKIE_AGE if DEMO else 30 * 60)
SESSION_EXPIRE_AT_BROWSER_CLOSE = not DEMO

# --- Safety of the pages ----------------------------------------------------------------------------------------------

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not INSECURE_HTTP
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = not INSECURE_HTTP
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # probes come from inside, without TLS
SECURE_HSTS_SECONDS = 0 if INSECURE_HTTP else 365 * 24 * 3600
SECURE_REFERRER_POLICY = "same-origin"
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SILENCED_SYSTEM_CHECKS = [
    # Whether neighbouring hosts of the government's domain speak HTTPS only is not ours to promise.
    "security.W005",
    "security.W021",
    "security.W019",  # the review page shows our own PDFs in a frame, see below
]

# Framing by ourselves is allowed, and by nobody else.
X_FRAME_OPTIONS = "SAMEORIGIN"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Tabler's css carries small pictures
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "frame-src": [SELF],
        "object-src": [SELF],
        "frame-ancestors": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
    },
}

# --- Language and time ------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600  # seconds
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# --- Files ------------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(VAR_DIR / "static"))()
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(VAR_DIR / "media"))()  # no MEDIA_URL: files leave through views only
# Static files with their hash in the name need `collectstatic` first: production has it, a fresh clone does not.
HASHED_STATIC_FILES = env.bool("HASHED_STATIC_FILES", False)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if HASHED_STATIC_FILES
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
if not HASHED_STATIC_FILES:
    Path(STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # whitenoise warns about a folder that isn't there
WHITENOISE_USE_FINDERS = not HASHED_STATIC_FILES
WHITENOISE_AUTOREFRESH = DEBUG

# A ClamAV daemon that looks at every upload; without one nothing is scanned.
CLAMAV_HOST = env.str("CLAMAV_HOST", "")
CLAMAV_PORT = env.int("CLAMAV_PORT", 3310)
CLAMAV_TIMEOUT = env.int("CLAMAV_TIMEOUT", 30)  # seconds
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_BYTES", 50 * 1024 * 1024)  # one evidence file
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # bytes of a form without its files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # bytes; larger files go to disk while they arrive
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750

# --- Mail and logs ----------------------------------------------------------------------------------------------------

vars().update(env.email_url("EMAIL_URL", default="consolemail://" if DEMO else "dummymail://"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "noreply@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"hide_secrets": {"()": "gongshu_enforcement.logs.HideSecrets"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["hide_secrets"]},
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
    "loggers": {
        # Django's own handlers would write a second time, and mail request data.
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
    },
}


def serve_ready() -> None:
    """Refuse to serve in production with a key that nobody set; the command line may use the local one."""
    from django.core.exceptions import ImproperlyConfigured

    if SECRET_KEY_IS_LOCAL and not DEMO:
        raise ImproperlyConfigured("SECRET_KEY must be set when neither DEBUG nor DEMO is on.")
