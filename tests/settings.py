"""The house of the tests: a folder of its own for each process, and the engine that is asked for.

HOUSELIGHTS_TEST_ENGINE is `sqlite` (a real file) or `postgresql`; for the latter the first process
starts a server, and the processes of pytest-xdist find its address in DATABASE_URL.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

from tests.engines import start_postgresql

ENGINE = os.environ.setdefault("HOUSELIGHTS_TEST_ENGINE", "sqlite")
FOLDER = tempfile.mkdtemp(prefix="houselights-test-")
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ["HOUSELIGHTS_DATA"] = FOLDER
if ENGINE == "postgresql":
    os.environ.setdefault("DATABASE_URL", start_postgresql())
else:
    os.environ.pop("DATABASE_URL", None)

from houselights.config.settings import *  # noqa: E402, F403
from houselights.config.settings import DATA_DIR, DATABASES, STATIC_ROOT  # noqa: E402

STATIC_ROOT.mkdir()  # as `open_house` does; its absence is warned about

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["*"]
if ENGINE == "sqlite":
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
    # Rows of tests need not survive a power cut.
    pragmas = DATABASES["default"]["OPTIONS"]["init_command"]
    DATABASES["default"]["OPTIONS"]["init_command"] = pragmas.replace("=FULL", "=OFF")
# Playwright keeps an event loop in the thread of the test, which also asks the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
