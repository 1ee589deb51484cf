import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

CHILD = """
import os, sys
import django
django.setup()
from django.core.management import call_command
from commonpress.domain.members.models import Member
from commonpress.interfaces.transfer.wordpress.run import run
path, last = sys.argv[1], int(sys.argv[2])
if last < 0:
    call_command("migrate", verbosity=0)
    Member.objects.create(email="ada@example.org", handle="ada", name="Ada", role="owner")
else:
    def step(done, total, title):
        if last and done >= last:
            os.kill(os.getpid(), 9)
    report = run(path, by=Member.objects.get(handle="ada"), fetch_media=False, progress=step)
    assert report.adds_up
"""
WORDS = {
    "stories_story": "slug, path, headline, body, state, published_at, comment_count",
    "site_page": "slug, title, body, is_public",
    "site_redirect": "path, target",
    "members_member": "email, handle, name",
    "stories_topic": "slug, name",
    "stories_section": "slug, name, is_listed",
    "conversation_comment": "body, state, depth",
    "stories_lead": "position",
    "transfer_imported": "source, key, fingerprint",
}


def child(home: Path, path: Path, last: int) -> int:
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "commonpress.config.settings",
        "COMMONPRESS_HOME": str(home),
        "COMMONPRESS_DATABASE_URL": f"sqlite:///{home / 'paper.sqlite3'}",
    }
    return subprocess.run(
        [sys.executable, "-c", CHILD, str(path), str(last)], env=env, timeout=120
    ).returncode


def content_of(home: Path) -> dict[str, list[tuple[object, ...]]]:
    base = sqlite3.connect(home / "paper.sqlite3")
    return {
        name: sorted(base.execute(f"select {words} from {name}"), key=repr) for name, words in WORDS.items()
    }


@pytest.mark.once
@pytest.mark.slow
def test_an_import_killed_at_any_point_goes_on_and_ends_as_if_it_had_not_been(
    shared_data: Path, tmp_path: Path
) -> None:
    path = shared_data / "wordpress-theme-unit-test.xml"
    homes = [tmp_path / "whole", tmp_path / "killed"]
    for home in homes:
        home.mkdir()
        assert child(home, path, -1) == 0
    assert child(homes[0], path, 0) == 0
    for last in (1, 49, 120):
        assert child(homes[1], path, last) == -signal.SIGKILL
    assert child(homes[1], path, 0) == 0
    assert content_of(homes[1]) == content_of(homes[0])
