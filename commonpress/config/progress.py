from collections.abc import Callable
from typing import Any

import click


class bar:  # noqa: N801 (used like a function)
    """A progress bar as a callable ``(done, total, title)``; silent when nobody watches."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.shown: Any = None
        self.total = 0

    def __enter__(self) -> Callable[..., None]:
        return self.step

    def step(self, done: int, total: int, title: str = "") -> None:  # noqa: ARG002
        if self.shown is None or total != self.total:
            self.close()
            self.total = total
            self.shown = click.progressbar(length=total, label=self.label, width=40)
            self.shown.__enter__()
        self.shown.update(done - self.shown.pos)

    def close(self) -> None:
        if self.shown is not None:
            self.shown.__exit__(None, None, None)
            self.shown = None

    def __exit__(self, *_: object) -> None:
        self.close()
