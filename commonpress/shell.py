"""What every command needs: an error that ends it, the paper's folder, Django started on it."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click


def fail(message: str) -> NoReturn:
    click.echo(f"commonpress: {message}", err=True)
    sys.exit(1)


@contextmanager
def told_of(problem: type[Exception]) -> Iterator[None]:
    """Problems an operator can mend, and the disk's, end the command with their remedy."""
    try:
        yield
    except problem as found:
        fail(str(found))
    except OSError as found:
        fail(
            f"{found.strerror}: {found.filename}. Check the disk and who may write there."
            if found.strerror
            else str(found)
        )


def needs_paper(folder: Path) -> None:
    if not (folder / "paper.env").exists():
        fail(f"there is no paper in {folder.resolve()}. Make one with: commonpress new {folder}")


def start(folder: Path) -> None:
    """Start Django for the paper in ``folder``."""
    os.environ["COMMONPRESS_HOME"] = str(folder.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonpress.config.settings")
    import django

    django.setup()


def prepare() -> None:
    """Bring the database and the static files to this version; quick when they are."""
    from commonpress.config.prepare import prepare

    try:
        prepare()
    except Exception as problem:
        if type(problem).__name__ == "UpgradeProblem":
            fail(str(problem))
        if type(problem).__name__ not in {"OperationalError", "PermissionError", "OSError"}:
            raise
        fail(
            f"the database or the folder cannot be used: {problem}. Check COMMONPRESS_DATABASE_URL and the disk."
        )


def prepare_aside() -> None:
    """The same in a process that ends with it: all migrations and their history are not the server's to hold."""
    import multiprocessing

    if "fork" not in multiprocessing.get_all_start_methods():
        prepare()
        return
    aside = multiprocessing.get_context("fork").Process(target=prepare)
    aside.start()
    aside.join()
    if aside.exitcode:
        sys.exit(aside.exitcode)
