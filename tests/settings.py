"""The product's settings, but for what a test needs otherwise."""

import os
import tempfile

from commonpress.config.settings import *  # noqa: F403
from commonpress.config.settings import DATABASES, STORAGES

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs a loop in the test's thread

# Hashed names need collectstatic first, which the live server of a test does not run.
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, because the shared in-memory database that Django would use locks as no real one does.
    _own = f"{tempfile.gettempdir()}/commonpress-{os.getpid()}.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": os.environ.get("COMMONPRESS_TEST_DATABASE", _own)}
