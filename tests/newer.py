"""A version that is newer by one room and its migration, and readers who go on reading; also for ``make bench``."""

import threading
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LAST = max((ROOT / "commonpress/domain/stories/migrations").glob("0*.py")).stem
MOOD = """
from django.db import migrations
from time import sleep

def fill(apps, editor):
    editor.execute("UPDATE stories_story SET mood = 'calm'")
    sleep({seconds})

class Migration(migrations.Migration):
    dependencies = [{before}]
    operations = [
        {column}migrations.RunSQL("CREATE INDEX newer_mood ON stories_story (mood)"),
        migrations.RunPython(fill),
    ]
"""
COLUMN = """migrations.RunSQL("ALTER TABLE stories_story ADD COLUMN mood varchar(20) DEFAULT '' NOT NULL"),"""
FIRST = """
from django.db import migrations

class Migration(migrations.Migration):
    may_stand = True
    dependencies = [("stories", "{last}")]
    operations = [{column}]
"""
BROKEN = """
from django.db import migrations

class Migration(migrations.Migration):
    dependencies = [("newer", "0001_mood")]
    operations = [
        migrations.RunSQL("ALTER TABLE stories_story ADD COLUMN weather varchar(20) DEFAULT '' NOT NULL"),
        migrations.RunSQL("INSERT INTO nowhere VALUES (1)"),
    ]
"""


def written_to(folder: Path, *, seconds: float = 1, in_stages: bool = False) -> Path:
    """A folder for PYTHONPATH in which the program has one more room, with a migration to come, or ``in_stages`` with two,
    of which the first may stand; ``seconds`` are what it takes longer than this paper's few stories would have it."""
    (folder / "newer" / "migrations").mkdir(parents=True)
    for name in ("newer/__init__.py", "newer/migrations/__init__.py"):
        (folder / name).touch()
    before, column = f'("stories", "{LAST}")', COLUMN
    if in_stages:
        (folder / "newer" / "migrations" / "0000_column.py").write_text(
            FIRST.format(last=LAST, column=COLUMN)
        )
        before, column = '("newer", "0000_column")', ""
    mood = MOOD.format(before=before, column=column, seconds=seconds)
    (folder / "newer" / "migrations" / "0001_mood.py").write_text(mood)
    (folder / "sitecustomize.py").write_text(
        "import os\nos.environ['DJANGO_SETTINGS_MODULE'] = 'newer_settings'\n"
    )
    (folder / "newer_settings.py").write_text(
        "from commonpress.config.settings import *\nINSTALLED_APPS = [*INSTALLED_APPS, 'newer']\n"
    )
    return folder


def break_it(folder: Path) -> Path:
    """Give it a second migration, which fails half way."""
    file = folder / "newer" / "migrations" / "0002_broken.py"
    file.write_text(BROKEN)
    return file


class Readers:
    """Two ask for pages that are in no memory, a third for one that is, until they are told to stop."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.stop = threading.Event()
        self.wrong: list[str] = []
        self.wrong_of_kept: list[str] = []
        self.read = self.read_of_kept = 0
        self.threads = [threading.Thread(target=self.go, args=(number,)) for number in range(2)]
        self.threads.append(threading.Thread(target=self.go_to_kept))

    def go(self, number: int) -> None:
        while not self.stop.wait(0.02):
            self.read += 1
            self.wrong += self.asked(f"/search/?q=ferry+{number}+{self.read}")

    def go_to_kept(self) -> None:
        while not self.stop.wait(0.05):
            self.read_of_kept += 1
            self.wrong_of_kept += self.asked("/")

    def asked(self, path: str) -> list[str]:
        """What went wrong, if anything did."""
        try:
            with urllib.request.urlopen(f"{self.base}{path}", timeout=20) as answer:
                return [] if answer.status == 200 else [str(answer.status)]
        except (OSError, urllib.error.URLError) as problem:
            return [str(problem)]

    def __enter__(self) -> "Readers":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join()
