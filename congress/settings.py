"""Settings, from the environment alone. What must be set has no default; what is unsafe must be asked for."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent


def env(name, default=None):
    """Read one setting; without a default it must be set."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"Set the environment variable {name}.")
    return value


def flag(name):
    """Tell whether a switch is on: "1", and nothing else."""
    return os.environ.get(name) == "1"


SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = [host.strip() for host in env("ALLOWED_HOSTS").split(",")]
DEBUG = flag("DEBUG")
LOCAL_HTTP = flag("LOCAL_HTTP")  # plain http, for 127.0.0.1 on one's own machine
PUBLIC_URL = env("PUBLIC_URL", f"https://{ALLOWED_HOSTS[0]}").rstrip("/")  # for canonical links, feeds and exports

INSTALLED_APPS = [
    "congress",
    "kommunen",
    "congress.admin_site.AdminConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "csp",
    "django_filters",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "simple_history",
]

MIDDLEWARE = [
    "congress.health.HealthMiddleware",
    "congress.headers.HeadersMiddleware",
    "congress.limits.RequestSizeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "congress.caching.PageCacheMiddleware",
    "congress.limits.SearchLimitMiddleware",
    "congress.renamed.RenamedMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "congress.language.AddressLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "congress.first_login.OwedMiddleware",
]

ROOT_URLCONF = "congress.urls"
WSGI_APPLICATION = "congress.wsgi.application"

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
            ],
        },
    },
]

DATABASES = {"default": dj_database_url.parse(env("DATABASE_URL", "sqlite:///db.sqlite3"), conn_max_age=60)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # A transaction takes its lock when it begins: two writers wait for each other instead of failing half-way.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 3)  # seconds, where nobody answers
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "kommunen.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in [
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    ]
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 12}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "congress.login.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up: the PMO makes the accounts
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to strangers
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_RATE_LIMITS = {"login_failed": "20/h/ip,5/5m/key", "reset_password": "10/h/ip,3/h/key"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL_HTTP
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the PMO vouches for the address
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_TOTP_ISSUER = "Netzwerk Modellkommunen"

OIDC_ISSUER = env("OIDC_ISSUER", "").rstrip("/")  # https://…, below which /.well-known/openid-configuration is
OIDC_NAME = OIDC_ISSUER and (env("OIDC_NAME", "") or urlsplit(OIDC_ISSUER).hostname)  # on the login's second button
if OIDC_ISSUER:
    INSTALLED_APPS += ["allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"]
    SOCIALACCOUNT_ADAPTER = "congress.single_sign_on.Adapter"
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "betrieb",
                    "name": OIDC_NAME,
                    "client_id": env("OIDC_CLIENT_ID"),
                    "secret": env("OIDC_CLIENT_SECRET"),
                    "settings": {"server_url": OIDC_ISSUER, "oauth_pkce_enabled": True},
                }
            ]
        }
    }

if EMAIL_URL := env("EMAIL_URL", ""):  # smtp://name:password@host:587, smtps:// for TLS from the first byte
    mail = urlsplit(EMAIL_URL)
    EMAIL_HOST, EMAIL_PORT = mail.hostname, mail.port or (465 if mail.scheme == "smtps" else 587)
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(mail.username or ""), unquote(mail.password or "")
    EMAIL_USE_SSL, EMAIL_USE_TLS = mail.scheme == "smtps", mail.scheme == "smtp" and "tls=0" not in mail.query
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("EMAIL_FROM", f"netzwerk@{ALLOWED_HOSTS[0].lstrip('.')}")

LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "kommunen" / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

CATALOGUE = {  # who answers for the open data, and as whom GovData knows the operator (DCAT-AP.de)
    "publisher": env("CATALOGUE_PUBLISHER", ""),
    "contact": env("CATALOGUE_CONTACT", ""),  # a mailbox of an office, or the address of a page
    "contributor": env("CATALOGUE_CONTRIBUTOR_ID", ""),  # http://dcat-ap.de/def/contributors/…
}
ARCHIVE_DIR = env("ARCHIVE_DIR", str(BASE_DIR / ".build" / "archive"))  # where the archive of everything is prepared

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / ".build" / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / ".build" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # KERN draws its icons as data addresses in its style sheet
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
if OIDC_ISSUER:  # the button is a form, and what it leads to counts as its action
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"].append("{0.scheme}://{0.netloc}".format(urlsplit(OIDC_ISSUER)))
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# How many of our own proxies stand in front: whose word on the visitor's address counts.
PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = int(env("PROXIES", "0"))
CACHES = {  # each process counts for itself how often somebody asks or fails to log in
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 20_000}},
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 1_500},  # of at most 48 kB, usually 10
    },
    "questions": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "questions",
        "OPTIONS": {"MAX_ENTRIES": 300},
    },
}
CACHES["shared"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}  # pages that another process made
if CACHE_URL := env("CACHE_URL", ""):  # redis://host:port/0, rediss:// with TLS: for several processes or machines
    CACHES["default"] = {
        "BACKEND": "congress.shared_cache.SharedCache",
        "LOCATION": CACHE_URL,
        "KEY_PREFIX": "netzwerk",
        "OPTIONS": {
            "serializer": "congress.shared_cache.Json",
            "socket_timeout": 0.5,  # seconds
            "socket_connect_timeout": 0.5,
        },
    }
    CACHES["shared"] = CACHES["default"] | {"BACKEND": "congress.shared_cache.SharedPages"}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = not LOCAL_HTTP
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = 0 if LOCAL_HTTP else 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not LOCAL_HTTP
if header := env("HTTPS_HEADER", ""):  # what the proxy in front sets to "https", for example X-Forwarded-Proto
    SECURE_PROXY_SSL_HEADER = ("HTTP_" + header.upper().replace("-", "_"), "https")
if PUBLIC_URL.startswith("https://"):
    CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],  # reading what is published, nothing else
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["kommunen.api.filters.FilterSetBackend"],
    "DEFAULT_PAGINATION_CLASS": "kommunen.api.pagination.Pages",
    "EXCEPTION_HANDLER": "kommunen.api.problems.as_problem",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,  # `format` belongs to the exports
    "PAGE_SIZE": 50,
    "DEFAULT_THROTTLE_CLASSES": ["kommunen.api.throttling.Throttle"],
    "NUM_PROXIES": PROXIES,
}
API_REQUESTS_PER_MINUTE = int(env("API_REQUESTS_PER_MINUTE", "600"))  # from one address; 0 for any number
SEARCHES_PER_MINUTE = int(env("SEARCHES_PER_MINUTE", "1200"))  # from one address, 0 for any number
SPECTACULAR_SETTINGS = {
    "TITLE": "Netzwerk Modellkommunen",
    "DESCRIPTION": "Germany's smart-city model municipalities, their projects, cooperations and congresses. Read-only.",
    "VERSION": "1.0.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "POSTPROCESSING_HOOKS": ["kommunen.api.schema.add_common_answers"],  # enumerations stay where they are used
    "LICENSE": {"name": "dl-de/zero-2-0", "url": "https://www.govdata.de/dl-de/zero-2-0"},
    "SCHEMA_PATH_PREFIX": "/api/v1",
}

ADMINS = [(address, address) for address in env("ERROR_MAIL", "").split(",") if address]  # who is told of errors
BACKUP_DIR = env("BACKUP_DIR", "")  # where `manage.py backup` puts its files, and `manage.py doctor` looks for them
SECURITY_CONTACT = env("SECURITY_CONTACT", "")  # mailto:… or https://…: without it there is no security.txt
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "congress.logs.JsonFormatter"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", **({} if LOCAL_HTTP or DEBUG else {"formatter": "json"})},
        "mail": {"class": "congress.logs.ErrorMailHandler", "level": "ERROR"},
    },
    "root": {"handlers": ["console", "mail"], "level": "WARNING"},
    "loggers": {"django": {"handlers": [], "level": "WARNING", "propagate": True}},  # not its own mails, with all data
}
