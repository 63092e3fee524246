"""Settings of an installation, read from the environment and `.env`.

Each variable is described in `docs/settings.md`; a test fails for one that is not.
"""

import secrets
from datetime import timedelta
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF

from config.mail import mail_settings
from config.storage import storage

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var")))
DATA_DIR.mkdir(parents=True, exist_ok=True)


def _kept_secret() -> str:
    """A secret made at first start and kept in the data folder, readable by its owner only."""
    path = DATA_DIR / "secret_key"
    if not path.exists():
        made = path.with_name(f"secret_key.{secrets.token_hex(4)}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(50), "ascii")
        try:
            path.hardlink_to(made)
        except FileExistsError:
            pass
        made.unlink()
    return path.read_text("ascii")


DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or _kept_secret()
PUBLIC_URL = env.str(
    "PUBLIC_URL", default=f"http://127.0.0.1:{env.int('PORT', default=8000)}"
).rstrip("/")
_public = urlsplit(PUBLIC_URL)
LOOPBACK = _public.hostname in {"127.0.0.1", "localhost", "::1"}
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = [f"{_public.scheme}://{_public.netloc}"]

# The order of Django's app list follows the layers, highest first, so that templates of upper
# layers win over those of libraries.
INSTALLED_APPS = [
    "frontend",
    "reputation",
    "forum",
    "translation",
    "accounts",
    "core",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "anymail",
    "axes",
    "channels",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "frontend.middleware.headers.PermissionsPolicyMiddleware",
    "frontend.middleware.headers.PrivatePagesMiddleware",
    "frontend.middleware.cookies.StorableCookiesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "frontend.middleware.language.ReadingLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "frontend.middleware.errors.LingoraErrorMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "frontend.context.page",
            ],
        },
    },
]

# Database

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'lingora.db'}")}
_database: dict[str, Any] = DATABASES["default"]
if _database["ENGINE"] == "django.db.backends.sqlite3":
    # Immediate transactions: with SQLite's deferred ones, writers fail with "database is locked"
    # whatever the time-out is.
    _database["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
            "PRAGMA busy_timeout=20000; PRAGMA foreign_keys=ON;"
        ),
    }
    _database["TEST"] = {"NAME": str(DATA_DIR / "test.db")}
# Under ASGI every thread would keep its own connection open.
_database["CONN_MAX_AGE"] = 0

# Live layer: threads are tailed from the database; Redis, where there is one, only wakes sooner.

REDIS_URL = env.str("REDIS_URL", default="")
CHANNEL_LAYERS: dict[str, Any] = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [REDIS_URL]},
    }
    if REDIS_URL
    else {"BACKEND": "channels.layers.InMemoryChannelLayer"}
}
CACHES: dict[str, Any] = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
    }
    if REDIS_URL
    else {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        # Django keeps 300 by default: many visitors would push each other's counters out.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# People

AUTH_USER_MODEL = "accounts.Member"
AUTHENTICATION_BACKENDS = [
    # First: where too much was tried, no password is looked at.
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
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
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_USERNAME_MIN_LENGTH = 3
ACCOUNT_FORMS = {"signup": "accounts.forms.SignupForm"}
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _public.scheme
# allauth limits sign-up, resetting passwords and confirming addresses as it does by default. Wrong
# passwords are counted by name and address (below); these limits only slow down who guesses from
# many addresses, and are so wide that nobody is locked out by a stranger who knows his name.
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip,100/h/key"}
# Proxies whose X-Forwarded-For is believed; whatever asks for an address sees the visitor's own.
TRUSTED_PROXIES: list[str] = env.list("TRUSTED_PROXIES", default=["127.0.0.1", "::1"])
AXES_FAILURE_LIMIT = env.int("SIGN_IN_FAILURES_MAX", default=5)
AXES_COOLOFF_TIME = timedelta(minutes=env.int("SIGN_IN_LOCK_MINUTES", default=15))
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "accounts.sign_in.tried_name"
AXES_CLIENT_IP_CALLABLE = "accounts.sign_in.tried_address"
AXES_LOCKOUT_CALLABLE = "frontend.pages.entrance.locked_out"
AXES_RESET_ON_SUCCESS = True
# Trying on makes nobody wait longer.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
# Of a failed attempt nothing is kept that was typed, of a successful one nothing at all.
AXES_DISABLE_ACCESS_LOG = True
AXES_SENSITIVE_PARAMETERS = ["login", "username", "email", "ip_address", "next"]
AXES_VERBOSE = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"

EMAIL_URL = env.str("EMAIL_URL", default="")
vars().update(mail_settings(EMAIL_URL or "consolemail://"))
# A mail server that does not answer holds up no letter longer than that.
EMAIL_TIMEOUT = 20
# Mail providers tell of bounces at /api/v1/mail/<provider>/tracking/, with this "user:password".
ANYMAIL_WEBHOOK_SECRET = env.str("MAIL_WEBHOOK_SECRET", default="")
NOTIFICATION_CHANNELS: dict[str, dict[str, Any]] = {
    "mail": {"BACKEND": "frontend.notifications.channels.mail.MailChannel"},
    "digest": {"BACKEND": "frontend.notifications.channels.mail.DigestChannel"},
}
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default=f"lingora@{_public.hostname or 'localhost'}")
# The right side of message ids, and of what several mails of one thread are gathered under.
MAIL_DOMAIN = parseaddr(DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
# Without a mail server, on the owner's own machine, the page shows the link that a mail would hold.
SHOW_MAIL_LINKS = not EMAIL_URL and LOOPBACK

# Languages and translation

OFFERED_LANGUAGES: list[str] = env.list(
    "LANGUAGES",
    default="en de es fr it pt pt-BR ca nl sv pl ru uk tr ar he hi ja ko zh-Hans zh-Hant".split(),
)
# Interface catalogues; the reading language falls back to one of these (core.languages).
LANGUAGE_CODE = "en"
LANGUAGES = [(code.lower(), code) for code in OFFERED_LANGUAGES]
LOCALE_PATHS = [BASE_DIR / "frontend" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

LANGUAGE_SETUP = env.bool("LANGUAGE_SETUP", default=True)
ARGOS_PACKAGES_DIR = Path(env.str("ARGOS_PACKAGES_DIR", default=str(DATA_DIR / "packages")))
ARGOS_PACKAGE_INDEX = env.str("ARGOS_PACKAGE_INDEX", default="")
ENGINE_BACKENDS: dict[str, dict[str, Any]] = {
    "argos": {
        "BACKEND": "translation.engines.argos.ArgosEngine",
        "OPTIONS": {
            "packages_dir": str(ARGOS_PACKAGES_DIR),
            "memory_bytes": env.int("MODEL_MEMORY_MB", default=1500) * 1024 * 1024,
            "inter_threads": env.int("TRANSLATION_THREADS", default=0),
        },
    },
    "apertium": {"BACKEND": "translation.engines.apertium.ApertiumEngine", "OPTIONS": {}},
    "libretranslate": {
        "BACKEND": "translation.engines.libretranslate.LibreTranslateEngine",
        "OPTIONS": {
            "urls": env.list("LIBRETRANSLATE_URLS", default=[]),
            "api_key": env.str("LIBRETRANSLATE_API_KEY", default=""),
            "timeout_seconds": env.float("LIBRETRANSLATE_TIMEOUT_SECONDS", default=30.0),
        },
    },
    **{
        f"reference:{mode}": {
            "BACKEND": "translation.engines.reference.ReferenceEngine",
            "OPTIONS": {"mode": mode, "languages": OFFERED_LANGUAGES},
        }
        for mode in ("echo", "pseudo", "hostile")
    },
}
TRANSLATION_ENGINES: list[str] = env.list("TRANSLATION_ENGINES", default=["argos", "apertium"])
TRANSLATION_ENGINES_BY_PAIR = env.str("TRANSLATION_ENGINES_BY_PAIR", default="")
# Masks what a community's detectors find before anything is stored; empty by default.
MASKING_DETECTORS: list[str] = env.list("MASKING_DETECTORS", default=[])
# And these mask what they find in posts that are reported for personal data.
REPORTED_DETECTORS: list[str] = env.list(
    "REPORTED_DETECTORS",
    default=[
        "translation.masking.mail_addresses",
        "translation.masking.phone_numbers",
        "translation.masking.bank_accounts",
    ],
)
REFERENCE_RESOLVERS = {"member": "accounts.queries.member_references"}
TRANSLATION_QUEUE_MAX = env.int("TRANSLATION_QUEUE_MAX", default=200_000)
MEMORY_SEGMENTS_MAX = env.int("MEMORY_SEGMENTS_MAX", default=2_000_000)
# How much members may write by level (forum.limits).
POSTING_LIMITS = env.bool("POSTING_LIMITS", default=True)

DEMAND_DAYS = env.int("DEMAND_DAYS", default=30)
DEMAND_DAYS_READ_MIN = env.int("DEMAND_DAYS_READ_MIN", default=1)
DEMAND_LANGUAGES_MAX = env.int("DEMAND_LANGUAGES_MAX", default=12)

# What members bring along, and what stands behind their links

UPLOAD_MAX_MB = env.int("UPLOAD_MAX_MB", default=10)
UPLOAD_FILE_TYPES: list[str] = env.list(
    "UPLOAD_FILE_TYPES",
    default="pdf txt log md csv json yaml zip gz docx xlsx odt ods".split(),
)
LINK_PREVIEWS = env.bool("LINK_PREVIEWS", default=False)
LINK_PREVIEW_PORTS: list[int] = env.list("LINK_PREVIEW_PORTS", cast=int, default=[80, 443])
# Addresses and ports of this machine or network that the guard lets pass. Tests only.
LINK_PREVIEW_PRIVATE_ADDRESSES: frozenset[tuple[str, int]] = frozenset()

# A service that is asked about the first posts of newcomers, compatible with Akismet's
SPAM_CHECK_URL = env.str("SPAM_CHECK_URL", default="")
SPAM_CHECK_KEY = env.str("SPAM_CHECK_KEY", default="")
SPAM_CHECK_SECONDS = env.float("SPAM_CHECK_SECONDS", default=5.0)

# Answers to browsers

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": storage(env.str("STORAGE_URL", default=""), folder=DATA_DIR / "files"),
    "staticfiles": {"BACKEND": "frontend.staticfiles.StaticStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
_https = _public.scheme == "https"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _https else None
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
