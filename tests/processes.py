"""Processes of their own on the test's database: for what is killed, and for two that act at one moment.

A test that uses them says ``@pytest.mark.django_db(transaction=True)``: others see nothing of a test's open transaction.
"""

import os
import subprocess
import sys
import textwrap
from pathlib import Path
from urllib.parse import quote

from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
LIMIT = 60  # seconds


def start(program: str, *arguments: str, **settings: str) -> "subprocess.Popen[str]":
    """Run lines of Python after ``django.setup()``. ``settings`` are the operator's, without the prefix."""
    given = {f"COMMONPRESS_{name}": value for name, value in settings.items()}
    return subprocess.Popen(
        [sys.executable, "-c", f"import django\ndjango.setup()\n{textwrap.dedent(program)}", *arguments],
        cwd=ROOT,
        env={**os.environ, "COMMONPRESS_DATABASE_URL": database(), **given},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def database() -> str:
    """The address of the test's database, as an operator would write it."""
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    who = quote(found["USER"]) + (f":{quote(found['PASSWORD'])}" if found["PASSWORD"] else "")
    where = quote(found["HOST"], safe="") + (f":{found['PORT']}" if found["PORT"] else "")
    return f"postgres://{who}@{where}/{found['NAME']}"
