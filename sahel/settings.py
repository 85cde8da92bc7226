"""All settings, in one file. Every value that a deployment changes is an environment variable.

Defaults run a development server. What is unsafe in production is refused by the checks in
`sahel/checks.py` (`manage.py check --deploy`), never silently accepted.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from kombu import Exchange, Queue

from sahel.geolibraries import geolibrary_paths

BASE_DIR = Path(__file__).resolve().parent.parent


def env_text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def env_bool(name: str, default: bool) -> bool:
    value = env_text(name, "1" if default else "0").lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off", ""}:
        return False
    raise ImproperlyConfigured(f"{name}={value!r}: expected 1 or 0")


def env_int(name: str, default: int) -> int:
    value = env_text(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name}={value!r}: expected a whole number") from None


def env_list(name: str, default: str) -> list[str]:
    return [part.strip() for part in env_text(name, default).split(",") if part.strip()]


def env_one_of(name: str, default: str, allowed: set[str]) -> str:
    value = env_text(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name}={value!r}: expected one of {', '.join(sorted(allowed))}")
    return value


def database_from_url(url: str) -> dict[str, object]:
    """A DATABASES entry from `postgresql://user:password@host:port/name?host=/socket/folder`."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql", "postgis"}:
        raise ImproperlyConfigured("DATABASE_URL: expected postgresql://user:password@host:port/name")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.contrib.gis.db.backends.postgis",
        "NAME": unquote(parts.path.lstrip("/")) or "sahel",
        "USER": unquote(parts.username or query.get("user", "")),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host") or parts.hostname or "",
        "PORT": str(parts.port or query.get("port", "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 5,
            # A read that takes longer than this answers 503 with a reason; 0 = no limit (workers, imports).
            # On solid-state disks a page out of order costs hardly more: for the rows of a page of a list the
            # planner would otherwise read whole tables.
            "options": f"-c statement_timeout={env_int('STATEMENT_TIMEOUT_MS', 0)} -c timezone=UTC"
            # Whatever is read through a cursor here is read to its end.
            " -c random_page_cost=1.1 -c cursor_tuple_fraction=1",
        },
    }


# Security -----------------------------------------------------------------------------------------
DEBUG = env_bool("DEBUG", False)
SECRET_KEY = env_text("SECRET_KEY") or "insecure-development-key"
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS", "")
SECURE_SSL = env_bool("SECURE_SSL", True)
SECURE_SSL_REDIRECT = SECURE_SSL
SECURE_HSTS_SECONDS = 63_072_000 if SECURE_SSL else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_SSL
SECURE_HSTS_PRELOAD = SECURE_SSL
# Set only behind a proxy that strips this header from what clients send.
if env_bool("TRUST_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Probes speak plain HTTP inside the network.
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$"]
SESSION_COOKIE_SECURE = SECURE_SSL
CSRF_COOKIE_SECURE = SECURE_SSL
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 8 * 3600
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["sahel.accounts.LoopbackDemoBackend"]
LOGIN_URL = "admin:login"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

# An operator may name one tile server; without it the map draws its own basemap and asks nobody.
TILES_URL = env_text("TILES_URL")
TILES_ATTRIBUTION = env_text("TILES_ATTRIBUTION")
_tile_origins = (
    ["{0.scheme}://{0.netloc}".format(urlsplit(TILES_URL.replace("{s}", "*")))] if TILES_URL else []
)
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *_tile_origins],
        "connect-src": [SELF],
        "font-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

# Application --------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.gis",
    "django.contrib.postgres",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "leaflet",
    "csp",
    "sahel.apps.SahelConfig",
    "incidents",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "sahel.middleware.StrangeInputMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "sahel.middleware.PrivateWhenSignedInMiddleware",
    "incidents.api.ratelimits.RateLimitMiddleware",
    "sahel.middleware.DatabaseAwayMiddleware",
]
ROOT_URLCONF = "sahel.urls"
WSGI_APPLICATION = "sahel.wsgi.application"
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
            ]
        },
    }
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The desk ------------------------------------------------------------------------------------------
SITE_NAME = env_text("SITE_NAME", "Sahel incidents")
# Who may publish: `two_person` asks for another person than the one who submitted.
REVIEW_RULE = env_one_of("REVIEW_RULE", "two_person", {"two_person", "single"})
# Printed in every export.
CREDIT = env_text("CREDIT", "Sahel incidents contributors")
LICENCE = env_text("LICENCE", "CC BY 4.0")
# The opening view: lon, lat of its centre and Leaflet's zoom. Ansongo and Menaka.
MAP_CENTRE = (1.6, 15.75)
MAP_ZOOM = 8

# Data ----------------------------------------------------------------------------------------------
DATABASES = {"default": database_from_url(env_text("DATABASE_URL", "postgresql:///sahel"))}
GDAL_LIBRARY_PATH, GEOS_LIBRARY_PATH = geolibrary_paths()
# Where the column snapshot lies that `manage.py columns` keeps (incidents/columns); empty: plain SQL answers.
COLUMNS_DIR = env_text("COLUMNS_DIR")

# Asking others --------------------------------------------------------------------------------------
# Seconds between two requests to one host, over all workers; and whom a host may write to about them.
FETCH_PAUSE_SECONDS = float(env_int("FETCH_PAUSE_SECONDS", 1))
FETCH_CONTACT = env_text("FETCH_CONTACT")
# For tests and development only, refused by `check --deploy`: more ports, and networks of our own.
FETCH_PORTS = [int(port) for port in env_list("FETCH_PORTS", "")]
FETCH_ALLOWED_NETWORKS = env_list("FETCH_ALLOWED_NETWORKS", "")
# The folder that sources of the kind "watched folder" read; empty: none is read.
INBOX_DIR = env_text("INBOX_DIR")

# Language and time ---------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

# Static files --------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = Path(env_text("STATIC_ROOT", str(BASE_DIR / ".local" / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "sahel.staticfiles.HashedStaticFiles"},
}
WHITENOISE_MAX_AGE = 31_536_000

# API ------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "incidents.api.authentication.ApiTokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    # Deny by default: every view states whom it lets in.
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAdminUser"],
    "DEFAULT_RENDERER_CLASSES": ["incidents.api.renderers.OrjsonRenderer"],
    "DEFAULT_PARSER_CLASSES": ["incidents.api.parsers.StrictJSONParser"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "incidents.api.renderers.NeverRefused",
    "DEFAULT_SCHEMA_CLASS": "incidents.api.openapi.ApiSchema",
    "EXCEPTION_HANDLER": "incidents.api.problems.problem_response",
    "URL_FORMAT_OVERRIDE": None,
    "UNICODE_JSON": True,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Sahel incidents",
    "DESCRIPTION": "Security incidents in the Sahel: confirmed by people, with sources, precision and history.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "COMPONENT_SPLIT_PATCH": False,  # their forms say themselves what may be left out
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "LICENSE": {"name": "MIT"},
    "TAGS": [
        {"name": "incidents", "description": "Lists, exports, one incident, its history and comments."},
        {"name": "changes", "description": "What a copy has to do to stay in step."},
        {"name": "map", "description": "Clusters and single incidents of a frame."},
        {"name": "timeline", "description": "Counts by time."},
        {"name": "breakdown", "description": "Counts by region, actor, type and the like."},
        {"name": "annotations", "description": "Events that stand beside the timeline."},
        {"name": "actors", "description": "Who: with dated names."},
        {"name": "regions", "description": "Countries and their parts, with P-codes."},
        {"name": "places", "description": "The gazetteer."},
        {"name": "sources", "description": "Who reports."},
        {"name": "basemap", "description": "Outlines for a map without a tile server."},
        {"name": "releases", "description": "Named issues of the public data, which never change."},
        {"name": "exports", "description": "Whole selections as files that a worker makes."},
        {"name": "reports", "description": "Handing in what happened."},
        {"name": "drafts", "description": "For the desk: entering and correcting incidents."},
        {"name": "comments", "description": "What signed-in people say about incidents."},
        {"name": "feeds", "description": "Atom for readers of feeds."},
    ],
    # Fields of the same name with other vocabularies: the names of their schemas are chosen here.
    "ENUM_NAME_OVERRIDES": {
        "TimePrecision": "incidents.codes.TimePrecision",
        "GeoPrecision": "incidents.codes.GeoPrecision",
        "Community": "incidents.codes.Community",
        "Role": "incidents.codes.Role",
        "LinkRole": "incidents.codes.LinkRole",
        "ToldKind": "incidents.api.changefeed.KINDS",
        "CasualtyKind": "incidents.codes.CasualtyKind",
        "NameKind": "incidents.codes.NameKind",
        "SourceKind": "incidents.codes.SourceKind",
        "AnnotationKind": "incidents.codes.AnnotationKind",
        "ProposalKind": "incidents.codes.ProposalKind",
        "WorkflowStatus": "incidents.codes.WorkflowStatus",
        "ReportState": "incidents.codes.ReportState",
        "ProposalState": "incidents.codes.ProposalState",
        "Attribution": "incidents.codes.Attribution",
        "SaidAttribution": ["claimed", "suspected", "denied", "stated", "unknown"],
    },
}

# Limits ---------------------------------------------------------------------------------------------
# So many requests in so many seconds (incidents/limits.py); 0 = no limit.
RATE_LIMITS = {
    "anonymous": (env_int("RATE_ANONYMOUS", 600), 60),  # by address
    "account": (env_int("RATE_ACCOUNT", 1200), 60),
    "token": (env_int("RATE_TOKEN", 1200), 60),
    "reports": (env_int("RATE_REPORTS", 120), 60),  # POST, beside the above
    "exports": (env_int("RATE_EXPORTS", 30), 60),  # POST, beside the above
    "failed-keys": (env_int("RATE_FAILED_KEYS", 20), 60),  # by address
    "sign-in": (env_int("RATE_SIGN_IN", 5), 900),  # by address and name; a success begins anew
}
# Proxies of ours before the web server: whose X-Forwarded-For says who asks.
NUM_PROXIES = env_int("NUM_PROXIES", 0)

# Leaflet --------------------------------------------------------------------------------------------
LEAFLET_CONFIG = {
    "TILES": [],
    "DEFAULT_CENTER": (MAP_CENTRE[1], MAP_CENTRE[0]),  # lat, lon
    "DEFAULT_ZOOM": MAP_ZOOM,
    "MIN_ZOOM": 3,
    "MAX_ZOOM": 17,
    "ATTRIBUTION_PREFIX": "Leaflet",
    "RESET_VIEW": False,
    "FORCE_IMAGE_PATH": True,
}

# Worker ---------------------------------------------------------------------------------------------
# The broker only wakes workers up; the report's row is the queue (docs: README, "How data flows").
CELERY_BROKER_URL = env_text("BROKER_URL", "redis://localhost:6379/0")
# Where limits are counted; empty (a broker that is no Redis): nowhere.
REDIS_URL = env_text("REDIS_URL") or (CELERY_BROKER_URL if CELERY_BROKER_URL.startswith("redis") else "")
REDIS_URL = REDIS_URL.replace("redis+socket://", "unix://", 1)  # as Celery and as the package writes it
IS_RABBITMQ = urlsplit(CELERY_BROKER_URL).scheme in {"amqp", "amqps", "pyamqp"}
# `extract` reads reports; `fetch` asks sources, takes files in, which may last for hours, and makes exports.
QUEUES = ("extract", "fetch")
# RabbitMQ keeps a queue on several nodes, and forgets the oldest wake-ups beyond so many; Redis knows neither.
_queue_arguments = {"x-queue-type": "quorum", "x-max-length": 100_000} if IS_RABBITMQ else None
CELERY_TASK_QUEUES = [
    Queue(name, Exchange(name, type="direct"), routing_key=name, queue_arguments=_queue_arguments)
    for name in QUEUES
]
CELERY_TASK_DEFAULT_QUEUE = CELERY_TASK_DEFAULT_EXCHANGE = CELERY_TASK_DEFAULT_ROUTING_KEY = QUEUES[0]
CELERY_TASK_ROUTES = {
    "incidents.fetch_due": {"queue": "fetch"},
    "incidents.import_due": {"queue": "fetch"},
    "incidents.work_run": {"queue": "fetch"},
    "incidents.export_due": {"queue": "fetch"},
    "incidents.make_export": {"queue": "fetch"},
    "incidents.keep_releases": {"queue": "fetch"},
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 120
CELERY_TASK_SOFT_TIME_LIMIT = 90
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_CONSUMER = "sahel.messages:Reader"
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 10
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_POOL_LIMIT = 2
# Seconds. A wake-up that cannot be sent is not sent again: the next sweep finds what it spoke of.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_CONNECTION_TIMEOUT = 1
CELERY_BROKER_HEARTBEAT = 10  # RabbitMQ only: a frozen one is noticed after two of them
# Messages are not acknowledged (sahel/messages.py), so there is nothing to hand out again.
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"read_timeout": 2, "write_timeout": 2}
    if IS_RABBITMQ
    else {
        "socket_timeout": 2,
        "socket_connect_timeout": 1,
        "retry_on_timeout": True,
        "health_check_interval": 30,
    }
    if CELERY_BROKER_URL.startswith("redis")
    else {}
)
# When a message is thrown away unread. Above a day: a process whose clock is a day off still does its work.
MESSAGE_SECONDS = 2 * 86_400
# Seconds between two sweeps; the guarantee that a report whose wake-up was lost is worked on.
SWEEP_SECONDS = env_int("SWEEP_SECONDS", 10)
# Seconds between two beats of a queue; the health page worries after three.
HEARTBEAT_SECONDS = env_int("HEARTBEAT_SECONDS", 60)
# How long a worker may hold a report before the sweep takes it back: above REPORT_SECONDS, the task's hard limit.
REPORT_SECONDS = env_int("REPORT_SECONDS", 30)
LEASE_SECONDS = env_int("LEASE_SECONDS", 40)
MAX_ATTEMPTS = 3
# Hard limits of a round of polls and of a file's check or import.
POLL_SECONDS = env_int("POLL_SECONDS", 600)
IMPORT_SECONDS = env_int("IMPORT_SECONDS", 6 * 3600)
# So many files are taken in at once, whatever the number of workers; keep it below the processes that serve
# `fetch`, so that one is left for the polls.
IMPORTS_AT_ONCE = env_int("IMPORTS_AT_ONCE", 1)
# The same for exports; how many an account or address may have waiting, and how long a file is kept.
EXPORTS_AT_ONCE = env_int("EXPORTS_AT_ONCE", 1)
EXPORTS_WAITING = env_int("EXPORTS_WAITING", 2)
# Megabytes of files that are kept, all together.
EXPORTS_MB = env_int("EXPORTS_MB", 4096)
EXPORT_HOURS = env_int("EXPORT_HOURS", 24)
# The hard limit of one export; and after how long without a sign of its worker it is begun anew.
EXPORT_SECONDS = env_int("EXPORT_SECONDS", 3600)
EXPORT_LEASE_SECONDS = env_int("EXPORT_LEASE_SECONDS", 300)
# Whether the first day of a month makes the release of that month.
MONTHLY_RELEASES = env_bool("MONTHLY_RELEASES", True)
# Who may read /metrics from elsewhere; empty: this machine only.
METRICS_TOKEN = env_text("METRICS_TOKEN")

# Logs: ids and reasons, never report text or coordinates ---------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env_text("LOG_LEVEL", "INFO")},
    "loggers": {
        "django.server": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
        "pyogrio": {"level": "WARNING"},
    },
}
