"""Settings of the test run, and what many tests share."""

import os

os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ.setdefault("ALLOWED_HOSTS", "testserver,127.0.0.1,localhost")
os.environ.setdefault("LOCAL_HTTP", "1")
os.environ.setdefault("PUBLIC_URL", "http://testserver")
