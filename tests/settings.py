"""The settings of the tests: the real ones in an environment of their own, with a quick hasher and plain static files.

They are a module because pytest-django reads the settings before any conftest.py is read.
"""

import atexit
import os
from shutil import rmtree
from tempfile import mkdtemp

os.environ.update(  # whatever the shell holds: a test run is the same everywhere
    SECRET_KEY="only-for-tests",
    ALLOWED_HOSTS="testserver,127.0.0.1,localhost",
    LOCAL_HTTP="1",
    PUBLIC_URL="http://testserver",
    API_REQUESTS_PER_MINUTE="0",
    SEARCHES_PER_MINUTE="0",
)

from congress.settings import *  # noqa: F403 - settings are the names of a module, and all of them are meant
from congress.settings import MIDDLEWARE as REAL_MIDDLEWARE
from congress.settings import STORAGES as REAL_STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**REAL_STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# Pages are kept only where a test is about it: the others look at what a page was made of.
MIDDLEWARE = [name for name in REAL_MIDDLEWARE if name != "congress.caching.PageCacheMiddleware"]
ARCHIVE_DIR = mkdtemp(prefix="archive-")  # of this process alone
atexit.register(rmtree, ARCHIVE_DIR, ignore_errors=True)
