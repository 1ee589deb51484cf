import sys
import time
from collections.abc import Callable
from typing import Any

import click

TOLD_SECONDS = 15.0  # between two lines where no terminal shows a bar: a log, a terminal of another machine


class bar:  # noqa: N801 (used like a function)
    """A progress bar as a callable ``(done, total, title)``; in a log a line now and then, of what takes long."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.shown: Any = None
        self.total = 0
        self.told = time.monotonic()

    def __enter__(self) -> Callable[..., None]:
        return self.step

    def step(self, done: int, total: int, title: str = "") -> None:  # noqa: ARG002
        if self.shown is None or total != self.total:
            self.close()
            self.total = total
            self.shown = click.progressbar(length=total, label=self.label, width=40)
            self.shown.__enter__()
        self.shown.update(done - self.shown.pos)
        if not sys.stdout.isatty() and time.monotonic() - self.told > TOLD_SECONDS:
            self.told = time.monotonic()
            click.echo(f"{self.label}: {done} of {total}")

    def close(self) -> None:
        if self.shown is not None:
            self.shown.__exit__(None, None, None)
            self.shown = None

    def __exit__(self, *_: object) -> None:
        self.close()
