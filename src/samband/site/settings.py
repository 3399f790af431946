# SPDX-License-Identifier: EUPL-1.2
"""Settings of one installation, read from the environment and from ``samband.env`` in its home folder.

The environment wins over the file. Everything an installation may change is a ``SAMBAND_…`` variable.
"""

import atexit
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

from samband.core.access.rules import Role

TESTING = "pytest" in sys.modules


def _home() -> Path:
    if TESTING:
        scratch = tempfile.mkdtemp(prefix="samband-test-")
        atexit.register(shutil.rmtree, scratch, ignore_errors=True)
        return Path(scratch)
    return Path(os.environ.get("SAMBAND_HOME", "home")).resolve()


def _file_of(home: Path) -> dict[str, str]:
    """Lines ``NAME=value`` of samband.env; blank lines and lines that begin with # are skipped."""
    file = home / "samband.env"
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    pairs = (line.partition("=") for line in lines if line.strip() and not line.lstrip().startswith("#"))
    return {name.strip(): value.strip() for name, _, value in pairs}


SAMBAND_HOME = _home()
_VALUES = {**_file_of(SAMBAND_HOME), **os.environ}


def _text(name: str, default: str) -> str:
    return _VALUES.get(f"SAMBAND_{name}", default)


def _flag(name: str, *, default: bool) -> bool:
    value = _text(name, "yes" if default else "no").lower()
    if value not in {"yes", "no", "true", "false", "1", "0", "on", "off"}:
        raise ValueError(f"SAMBAND_{name} is “{value}”. Write yes or no.")
    return value in {"yes", "true", "1", "on"}


def _whole_number(name: str, default: int) -> int:
    value = _text(name, str(default))
    if not value.isdigit():
        raise ValueError(f"SAMBAND_{name} is “{value}”. Write a whole number, for example {default}.")
    return int(value)


def _words(name: str, default: str) -> list[str]:
    return [word.strip() for word in _text(name, default).split(",") if word.strip()]


# The association that this installation serves.
SAMBAND_ASSOCIATION = _text("ASSOCIATION", "Samband")
SAMBAND_IS_DEMO = _flag("DEMO", default=False)
SAMBAND_DATA_LICENCE = _text("DATA_LICENCE", "https://creativecommons.org/licenses/by/4.0/")
SAMBAND_COUNTRY = _text("COUNTRY", "norway")

# One folder under samband/tools each: the menu, the addresses and the background jobs are loops over them.
TOOLS = _words("TOOLS", "surveys,membership,congress,dialogue,ethics")

DEBUG = _flag("DEBUG", default=False)
HTTPS = _flag("HTTPS", default=False)
# Empty stops the server (require_secret_key); commands that need no key still run.
SECRET_KEY = "a key for tests only" if TESTING else _text("SECRET_KEY", "")
# Keys that seal answers in the ballot box; the first one seals, all of them open.
SAMBAND_BOX_KEYS = ["a box key for tests only"] if TESTING else _words("BOX_KEY", "")
SAMBAND_FORM_SECONDS = 0.0 if TESTING else 1.0
SAMBAND_WRITE_AT_ONCE = TESTING
ALLOWED_HOSTS = _words(
    "ALLOWED_HOSTS", "127.0.0.1,localhost,[::1],testserver" if TESTING else "127.0.0.1,localhost,[::1]"
)
CSRF_TRUSTED_ORIGINS = _words("TRUSTED_ORIGINS", "")
# For mails that no request has asked for: what they lead to.
SAMBAND_ADDRESS = _text("ADDRESS", "").rstrip("/")
_SITE = r"https://[\w.-]+(:\d{1,5})?|http://(localhost|127\.0\.0\.1)(:\d{1,5})?"
if SAMBAND_ADDRESS and not re.fullmatch(_SITE, SAMBAND_ADDRESS):
    raise ValueError(
        "SAMBAND_ADDRESS is https:// and the name of the site, as in https://samband.example.org."
    )

INSTALLED_APPS = [
    "samband.core.web",
    "samband.core.access",
    "samband.core.audit",
    "samband.core.members",
    "samband.core.publications",
    "samband.core.collect",
    "samband.core.follow_up",
    "samband.core.jobs",
    "samband.core.people",
    "samband.core.notices",
    *(f"samband.tools.{tool}" for tool in TOOLS),
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "samband.core.access.middleware.RequestSizeMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "samband.core.access.middleware.ActorMiddleware",
]

ROOT_URLCONF = "samband.site.urls"
WSGI_APPLICATION = "samband.site.wsgi.application"
ASGI_APPLICATION = "samband.site.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "samband.core.web.pages.frame",
            ],
        },
    }
]

# SQLite: one writer at a time that waits its turn, readers never wait, a saved answer survives a power cut,
# what is deleted is overwritten.
_SQLITE = {
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
}
_DATABASE = dj_database_url.parse(
    _text("DATABASE_URL", f"sqlite:///{SAMBAND_HOME / 'samband.sqlite3'}"), conn_max_age=600
)
if _DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    _DATABASE["OPTIONS"] = {**_SQLITE, **_DATABASE.get("OPTIONS", {})}
DATABASES = {"default": _DATABASE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Attempts to sign in are counted here, so all processes must see the same (docs/decisions).
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "access_cache"},
}

_QUEUE = "django_tasks.backends.immediate.ImmediateBackend" if TESTING else "django_tasks_db.DatabaseBackend"
TASKS = {"default": {"BACKEND": _QUEUE}}

# Words, dates and numbers.
LANGUAGE_CODE = _text("LANGUAGE", "en")
LANGUAGES = [
    ("en", "English"),
    ("nb", "Norsk bokmål"),
    ("ro", "Română"),
    ("bg", "Български"),
    ("ka", "ქართული"),
]
# Spoken by the pages of respondents alone, where a questionnaire has words in them: nobody's work page does.
SAMBAND_RESPONDENT_LANGUAGES = ["nn", "se"]
# Engines that word their faults for readers are no Django apps, but have catalogues like them.
LOCALE_PATHS = sorted(Path(__file__).resolve().parent.parent.glob("engines/*/locale"))
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = "samband.site.formats"
TIME_ZONE = _text("TIME_ZONE", "Europe/Oslo")

# Sign-in. Accounts are made by the association; nobody signs up alone.
AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
PASSWORD_RESET_TIMEOUT = 3600
ACCOUNT_ADAPTER = "samband.core.access.forms.ClosedAccounts"
ACCOUNT_FORMS = {
    "login": "samband.core.access.forms.PasswordForm",
    "request_login_code": "samband.core.access.forms.AskForCodeForm",
    "confirm_login_code": "samband.core.access.forms.CodeForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# A mail to nobody is made for an unknown address, so that the answer takes as long (forms.ClosedAccounts).
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "start"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = 2
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/900s/key",
    "request_login_code": "20/h/ip,5/h/key",
    "reset_password": "20/h/ip,5/h/key",
    "reauthenticate": "10/m/user",
}

# A second step: an app with codes, a passkey, or paper codes for the day they are lost.
MFA_ADAPTER = "samband.core.access.forms.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = SAMBAND_ASSOCIATION
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # a laptop's own address; behind TLS the origin is checked
SAMBAND_SECOND_FACTOR = _words("SECOND_FACTOR", "" if TESTING or SAMBAND_IS_DEMO else "administrator,analyst")
if unknown := set(SAMBAND_SECOND_FACTOR) - set(map(str, Role)):
    raise ValueError(f"SAMBAND_SECOND_FACTOR names “{', '.join(sorted(unknown))}”, which is no role.")

# OpenID Connect: SAMBAND_OIDC=ministry, then SAMBAND_OIDC_MINISTRY_URL, _CLIENT, _SECRET and _NAME.
SOCIALACCOUNT_ADAPTER = "samband.core.access.forms.KnownPeopleOnly"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_ONLY = False


def _provider(identity: str) -> dict[str, object]:
    """One provider of identities. Raises ValueError with the name of what is missing."""
    prefix = f"OIDC_{identity.upper().replace('-', '_')}"
    told = {name: _text(f"{prefix}_{name}", "") for name in ("URL", "CLIENT", "SECRET")}
    if missing := [name for name, value in told.items() if not value]:
        raise ValueError(f"SAMBAND_{prefix}_{missing[0]} is missing for the provider “{identity}”.")
    return {
        "provider_id": identity,
        "name": _text(f"{prefix}_NAME", identity),
        "client_id": told["CLIENT"],
        "secret": told["SECRET"],
        "settings": {"server_url": told["URL"], "oauth_pkce_enabled": True},
    }


SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [_provider(name) for name in _words("OIDC", "")]}}

# A session ends for good after so many hours, and earlier when nobody has used it for so many minutes.
SESSION_COOKIE_AGE = _whole_number("SESSION_HOURS", 12) * 3600
SAMBAND_IDLE_SECONDS = _whole_number("IDLE_MINUTES", 120) * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_SECURE = HTTPS

SAMBAND_MAIL_AT_ONCE = TESTING
_MAILER = "smtp" if _text("EMAIL_HOST", "") else "console"
EMAIL_BACKEND = _text("EMAIL_BACKEND", f"django.core.mail.backends.{_MAILER}.EmailBackend")
EMAIL_HOST = _text("EMAIL_HOST", "localhost")
EMAIL_PORT = _whole_number("EMAIL_PORT", 25)
EMAIL_HOST_USER = _text("EMAIL_USER", "")
EMAIL_HOST_PASSWORD = _text("EMAIL_PASSWORD", "")
EMAIL_USE_TLS = _flag("EMAIL_TLS", default=False)
DEFAULT_FROM_EMAIL = _text("EMAIL_FROM", "samband@localhost")

# Text messages: to a file, to a service that takes JSON, or by a class of one's own.
SAMBAND_SMS_PROVIDER = _text("SMS_PROVIDER", "file")
SAMBAND_SMS_URL = _text("SMS_URL", "")
SAMBAND_SMS_KEY = _text("SMS_KEY", "")
SAMBAND_SMS_FROM = _text("SMS_FROM", SAMBAND_ASSOCIATION[:11])
if SAMBAND_SMS_PROVIDER == "http" and not SAMBAND_SMS_URL.startswith("https://"):
    raise ValueError("SAMBAND_SMS_URL must begin with https:// when SAMBAND_SMS_PROVIDER is “http”.")
SAMBAND_MAIL_PER_MINUTE = 0 if TESTING else _whole_number("MAIL_PER_MINUTE", 60)
SAMBAND_SMS_PER_MINUTE = 0 if TESTING else _whole_number("SMS_PER_MINUTE", 30)
SAMBAND_SENDER = _text("SENDER", "")

# What a browser may do with our pages: load from us, nothing inline, never inside another site's frame.
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
    }
}
CSRF_FAILURE_VIEW = "samband.core.web.views.forbidden"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = _whole_number("HSTS_SECONDS", 31536000) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SECURE_REDIRECT_EXEMPT = [r"^health/$"]  # the machine itself asks without TLS
SAMBAND_BACKUP_HOURS = _whole_number("BACKUP_HOURS", 0)
if _flag("BEHIND_PROXY", default=False):
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # subdomains and preload are the owner's choice

STATIC_URL = "/static/"
STATIC_ROOT = Path(_text("STATIC_ROOT", str(SAMBAND_HOME / "static")))
_STATIC = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if TESTING or DEBUG
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _STATIC},
}
WHITENOISE_USE_FINDERS = TESTING or DEBUG
WHITENOISE_AUTOREFRESH = TESTING or DEBUG
MEDIA_ROOT = SAMBAND_HOME / "uploads"
# A file of answers may have 50 MB (engines/files/limits.py); a form without files far less.
SAMBAND_LARGEST_REQUEST_BYTES = _whole_number("UPLOAD_MB", 60) * 1_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

FORM_RENDERER = "samband.core.web.forms.rendering.Renderer"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": _text("LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        # The worker looks at its queue every second and would say so every time.
        "django_tasks_db": {"level": "WARNING"},
    },
}


def require_secret_key() -> None:
    """The web server asks this before it starts. Raises SystemExit with what to do."""
    keys = {"SAMBAND_SECRET_KEY": SECRET_KEY, "SAMBAND_BOX_KEY": SAMBAND_BOX_KEYS}
    for name in (name for name, value in keys.items() if not value):
        sys.exit(
            f"{name} is missing, and {SAMBAND_HOME / 'samband.env'} does not hold it. "
            "Run `samband init` to make one."
        )
