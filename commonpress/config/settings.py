"""Django's settings. What an owner may want different is an option in the browser (engines/site), not a line here."""

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

import dj_database_url
from django.utils.translation import gettext_lazy as _
from environs import validate
from whitenoise.compress import Compressor

from commonpress.config import logs
from commonpress.config.accounts import *  # noqa: F403 (the settings of signing in)
from commonpress.config.env import HOME, env
from commonpress.engines.lib import s3, sqlite

PACKAGE = Path(__file__).resolve().parent.parent

DEBUG = env.bool("DEBUG", False)
NO_KEY = "only-for-tests-and-building-a-paper-has-its-own-in-paper.env"
SECRET_KEY = env.str("SECRET_KEY", "") or NO_KEY
ALLOWED_HOSTS = env.list("HOSTS", ["127.0.0.1", "localhost", "[::1]", "testserver"])
# Where readers reach the paper. Every absolute address is made from this, never from a request's Host.
BASE_URL = env.str("BASE_URL", f"http://{env.str('LISTEN', '127.0.0.1:8000')}").rstrip("/")
BEHIND_TLS = BASE_URL.startswith("https://")

INSTALLED_APPS = [
    "commonpress.config.apps.Works",
    "commonpress.interfaces.front",
    "commonpress.interfaces.desk",
    "commonpress.interfaces.studio",
    "commonpress.interfaces.account",
    "commonpress.interfaces.talk",
    "commonpress.interfaces.notices",
    "commonpress.interfaces.api",
    "commonpress.interfaces.syndication",
    "commonpress.interfaces.sales",
    "commonpress.interfaces.transfer",
    "commonpress.domain.conversation",
    "commonpress.domain.sponsors",
    "commonpress.domain.stories",
    "commonpress.domain.members",
    "commonpress.engines.checks",
    "commonpress.engines.readership",
    "commonpress.engines.search",
    "commonpress.engines.edge",
    "commonpress.engines.media",
    "commonpress.engines.site",
    "commonpress.engines.events",
    "commonpress.engines.site.office_app.OfficeConfig",  # django.contrib.admin, as the owner sees it
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django_prose_editor",  # for the editor's modules among its static files; the studio has its own page around them
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "commonpress.config.watch.answered",
    "commonpress.config.requests.told",
    "django.middleware.security.SecurityMiddleware",
    "commonpress.config.security.content_security_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "commonpress.engines.site.middleware.speak_the_papers_language",
    "commonpress.engines.edge.too_large.refuse_the_too_large",
    "commonpress.interfaces.account.frame.close_the_account",
    "commonpress.interfaces.account.hint.keep_the_hint",
    "commonpress.interfaces.account.sessions.note_the_session",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "commonpress.config.urls"
WSGI_APPLICATION = "commonpress.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "commonpress.interfaces.account.frame.around",
            ],
        },
    }
]

# A server that is away is noticed soon and asked again soon (reconnect_timeout ends a try whose pauses only grow). The
# milliseconds of tcp_user_timeout are for a network that is cut: nobody says so.
POSTGRES_OPTIONS: dict[str, Any] = {
    "pool": {"min_size": 1, "max_size": 8, "timeout": 2, "reconnect_timeout": 2},
    "connect_timeout": 2,
    "tcp_user_timeout": 4000,
    "keepalives_idle": 10,
    "keepalives_interval": 2,
    "keepalives_count": 3,
}


def database() -> dict[str, Any]:
    """SQLite in the paper's folder unless ``COMMONPRESS_DATABASE_URL`` names another database."""
    found: dict[str, Any] = dict(
        dj_database_url.parse(env.str("DATABASE_URL", f"sqlite:///{HOME / 'paper.sqlite3'}"))
    )
    if found["ENGINE"].endswith("sqlite3"):
        found["OPTIONS"] = sqlite.OPTIONS
        found["CONN_MAX_AGE"] = None  # opening one costs more than a story page's queries
    else:
        given: dict[str, Any] = found.get("OPTIONS", {})
        hosts = str(given.get("host") or found["HOST"]).count(",") + 1
        # Those before the primary may say nothing, and take two seconds each.
        pool = {**POSTGRES_OPTIONS["pool"], "timeout": 2 * hosts + (0.5 if hosts > 1 else 0)}
        found["OPTIONS"] = {**POSTGRES_OPTIONS, "pool": pool, **given}
        found["CONN_HEALTH_CHECKS"] = (
            True  # a server that was started again has none of the pool's connections
        )
    return found


MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def mail_server(address: str) -> tuple[str, SplitResult]:
    """Django's backend for an address of ``COMMONPRESS_MAIL_URL``, and its parts. Raises ``ValueError``."""
    found = urlsplit(address)
    if found.scheme == "console":
        return "django.core.mail.backends.console.EmailBackend", found
    if found.scheme not in MAIL_PORTS or not found.hostname:
        raise ValueError(
            f"COMMONPRESS_MAIL_URL: {found.scheme}://… is none of console:, {', '.join(MAIL_PORTS)}"
        )
    return "django.core.mail.backends.smtp.EmailBackend", found


DATABASES = {"default": database()}
# In the database, so that it holds for all processes: the sign-in library counts its tries and used codes in it.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "site_kept",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "members.Member"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not BEHIND_TLS  # passkeys on http://localhost, for trying things out
# smtp://user:password@host:25, smtp+tls://…:587 (STARTTLS), smtps://…:465; "console:" prints letters instead.
EMAIL_BACKEND, MAIL = mail_server(env.str("MAIL_URL", "console:"))
EMAIL_HOST, EMAIL_PORT = MAIL.hostname or "localhost", MAIL.port or MAIL_PORTS.get(MAIL.scheme, 25)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(MAIL.username or ""), unquote(MAIL.password or "")
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.scheme == "smtp+tls", MAIL.scheme == "smtps"
EMAIL_TIMEOUT = 20
MAIL_FROM = env.str("MAIL_FROM", f"noreply@{urlsplit(BASE_URL).hostname}")

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ro", _("Romanian"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True
FORMAT_MODULE_PATH = "commonpress.config.formats"

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "static"]
STATIC_ROOT = env.path("STATIC_ROOT", HOME / "static")
MEDIA_URL = "/media/"
MEDIA_ROOT = env.path("MEDIA_ROOT", HOME / "media")
# s3://bucket/prefix, for many machines: the folder then holds only copies for this one.
MEDIA = env.str("MEDIA", "", validate=validate.Regexp(rf"(?:{s3.ADDRESS.pattern})?\Z"))
# Of every bucket; what is empty is left to boto3's own ways (AWS_… variables, the machine's role).
S3 = {name: env.str(f"S3_{name.upper()}", "") for name in ("endpoint", "key", "secret", "region")}
INDEX_ROOT = env.path("INDEX_ROOT", HOME / "index")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": env.str("STATIC_STORAGE", "commonpress.config.static.Storage")},
}
WHITENOISE_MAX_AGE = 31_536_000
# Also the editor's source map: two megabytes that only a developer's tools ask for, and half the time of a first start.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [*Compressor.SKIP_COMPRESS_EXTENSIONS, "map"]

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "commonpress.interfaces.front.views.errors.csrf_failed"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "__Host-session" if BEHIND_TLS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if BEHIND_TLS else "csrf"
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool(
    "HSTS_SUBDOMAINS", False
)  # a promise for machines that are not ours
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # subdomains: the operator's word, above
    "security.W008",  # the proxy that holds the certificate leads from http to https; see docs/operating
    "security.W021",  # the browsers' own list is joined by hand, and left only after months
]
# Whose X-Forwarded-For and X-Forwarded-Proto are believed; the edge reads them, Django never sees them.
PROXIES = env.list("PROXIES", ["127.0.0.0/8", "::1"] if BEHIND_TLS else [])
EDGE_BYTES = env.int("EDGE_MEGABYTES", 128) * 1024 * 1024  # of pages in memory, in each worker
# How a cache in front of us is told what to forget (docs/operating/cdn.md); no address, no telling.
PURGE_URL = env.str("PURGE_URL", "")
PURGE_BY = env.str("PURGE_BY", "tag", validate=validate.OneOf(["tag", "url"]))
PURGE_METHOD = env.str("PURGE_METHOD", "POST")
PURGE_HEADERS = env.str("PURGE_HEADERS", "")  # "Name: value | Name: value"
PURGE_BODY = env.str("PURGE_BODY", "")
SURROGATE_KEYS = env.bool("SURROGATE_KEYS", False)  # repeat Cache-Tag under the name some CDNs read
BACKUP_TO = env.str(
    "BACKUP_TO", ""
)  # a folder or s3://…; the worker backs up to it each night and proves the restore
BACKUP_KEEP = env.int("BACKUP_KEEP", 14, validate=validate.Range(min=1))
ANSWER_SECONDS = env.float(
    "ANSWER_SECONDS", 4.0
)  # that anybody waits; less than the database's time-outs is no use
API_CALLS_A_MINUTE = env.int("API_CALLS_A_MINUTE", 300)  # of one token, or of one line without: five a second
APPEND_SLASH = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Who may read /-/metrics: a bearer of this word; nobody when it is empty.
METRICS_TOKEN = env.str("METRICS_TOKEN", "")
SLOW_QUERY_MS = env.float(
    "SLOW_QUERY_MS", 200.0
)  # a statement that takes longer is told to the log; 0 tells none
LOG_REQUESTS = env.str("LOG_REQUESTS", "made", validate=validate.OneOf(["none", "made", "all"]))
LOGGING = logs.dictionary(
    form=env.str("LOG_FORM", "auto", validate=validate.OneOf(logs.FORMS)),
    level=env.str("LOG_LEVEL", "WARNING"),
    requests=LOG_REQUESTS,
    secrets=[
        SECRET_KEY,
        METRICS_TOKEN,
        EMAIL_HOST_PASSWORD,
        str(DATABASES["default"].get("PASSWORD") or ""),
        env.str("BACKUP_KEY", ""),
    ],
)
