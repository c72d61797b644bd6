"""Settings: read from the environment, all with defaults that fit one box."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from houselights.base import environment
from houselights.config.mail import mailer

PACKAGE = Path(__file__).resolve().parent.parent
DATA_DIR = environment.data_folder()
DEBUG = environment.flag("HOUSELIGHTS_DEBUG")
PUBLIC_URL = environment.text("HOUSELIGHTS_PUBLIC_URL").rstrip("/")
# Where removals are kept in mind; a folder of its own, since no backup may hold it.
LEDGER_DIR = environment.folder("HOUSELIGHTS_LEDGER", DATA_DIR / "ledger")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


PUBLIC_HOST = urlsplit(PUBLIC_URL).hostname or ""
# `run --host` says where it listens: whoever listens to the network is public without an address.
LISTENS_TO_NETWORK = not _is_loopback(environment.text("HOUSELIGHTS_LISTENS_AT"))
OTHER_HOSTS = environment.names("HOUSELIGHTS_HOSTS")
HAS_PROXIES = environment.number("HOUSELIGHTS_PROXIES", 0) > 0
# Another name, or a web server in front, is a way in from elsewhere even without an address.
IS_PUBLIC = (
    LISTENS_TO_NETWORK
    or HAS_PROXIES
    or not all(_is_loopback(host) for host in (PUBLIC_HOST, *OTHER_HOSTS))
)


def _secret_key() -> str:
    """The house's key: from the environment, or from the file that `open_house` makes."""
    given = environment.text("HOUSELIGHTS_SECRET_KEY")
    file = DATA_DIR / "secret_key"
    if given or not file.exists():
        return given or "only-for-a-house-that-is-not-open-yet"
    return file.read_text().strip()


SECRET_KEY = _secret_key()


def _allowed_hosts() -> list[str]:
    """The names that a request may ask for; any, where a network is served without an address."""
    if LISTENS_TO_NETWORK and _is_loopback(PUBLIC_HOST):
        return ["*"]
    public = f"[{PUBLIC_HOST}]" if ":" in PUBLIC_HOST else PUBLIC_HOST
    return [public, "localhost", "127.0.0.1", "[::1]", *OTHER_HOSTS]


ALLOWED_HOSTS = _allowed_hosts()
HTTPS = PUBLIC_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if HTTPS else []
# As many entries of X-Forwarded-For are believed, from the last: what a client adds stands before.
PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("HOUSELIGHTS_PROXIES", int(HTTPS))

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "django_htmx",
    "django_tasks_db",
    "houselights.base",
    "houselights.tasks",
    "houselights.removals",
    "houselights.accounts",
    "houselights.statements",
    "houselights.catalogue",
    "houselights.reviews",
    "houselights.questions",
    "houselights.votes",
    "houselights.spoilers",
    "houselights.opinions",
    "houselights.ranking",
    "houselights.search",
    "houselights.moderation",
    "houselights.digest",
    "houselights.exchange",
    "houselights.web",
    "houselights.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "houselights.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "houselights.web.middleware.DoorMiddleware",
    "houselights.web.middleware.PersonLanguageMiddleware",
    "houselights.web.reading.ReadingMiddleware",
    "houselights.web.middleware.RobotsMiddleware",
    "houselights.web.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "houselights.config.urls"
WSGI_APPLICATION = "houselights.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "houselights.web.context.house",
            ],
        },
    }
]

# ── database: SQLite in the data folder, or DATABASE_URL ────────────────────────────────────────


def _sqlite(file: Path) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "CONN_MAX_AGE": None,  # closing a connection costs 4 to 9 times a query
        "OPTIONS": {
            # Writers queue at BEGIN and never fail half way; an acknowledged write is on the disk.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000;"
                "PRAGMA mmap_size=134217728; PRAGMA temp_store=MEMORY;"
                "PRAGMA secure_delete=ON;"  # what is erased is overwritten in the file, too
            ),
        },
    }


def _database() -> dict[str, object]:
    url = environment.text("DATABASE_URL")
    if not url:
        return _sqlite(DATA_DIR / "houselights.sqlite3")
    from houselights.config.database import postgresql

    return postgresql(url)


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        # Limits are counted here: at the usual 300 entries a flood would wash its own count out.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # Of texts; some thousand characters each, so that they are few.
    "scores": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "scores",
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# ── people ──────────────────────────────────────────────────────────────────────────────────────

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "houselights.accounts.adapter.HouseAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_FORMS = {
    "login": "houselights.accounts.forms.SignInForm",
    "signup": "houselights.accounts.forms.SignUpForm",
    "add_email": "houselights.accounts.forms.AddressForm",
    "change_password": "houselights.accounts.forms.OtherPasswordForm",
    "reset_password": "houselights.accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "houselights.accounts.forms.NewPasswordForm",
    "reauthenticate": "houselights.accounts.forms.OnceMoreForm",
}
# Signing up with an address that has an account already looks like any other signing up.
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_SESSION_REMEMBER = None  # the form asks
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True

# ── mail: into a folder until SMTP is set ───────────────────────────────────────────────────────

EMAIL_URL = environment.text("EMAIL_URL")
MAIL_IS_SET_UP = bool(EMAIL_URL)
MAILERS = {"default": mailer(EMAIL_URL, DATA_DIR / "mail")}
DEFAULT_FROM_EMAIL = environment.text("HOUSELIGHTS_FROM_EMAIL")

# ── languages, time ─────────────────────────────────────────────────────────────────────────────

LANGUAGE_CODE = environment.text("HOUSELIGHTS_LANGUAGE")
LANGUAGES = [("en", _("English")), ("vi", _("Vietnamese"))]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = "houselights.config.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = environment.text("HOUSELIGHTS_TIME_ZONE")

# ── files and headers ───────────────────────────────────────────────────────────────────────────

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/fonts/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
CSRF_FAILURE_VIEW = "houselights.web.pages.errors.csrf_failed"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS and PROXIES else None
DATA_UPLOAD_MAX_MEMORY_SIZE = 21 * 1024 * 1024  # a pasted page of reviews
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
