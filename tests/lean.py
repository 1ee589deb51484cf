"""What was imported and collected stays until the end: the garbage collector need not look through it again and again."""

import gc

import pytest

YOUNG = 20_000  # new objects before it looks; Python's own 700 suit a program that is just beginning


def pytest_collection_finish(session: pytest.Session) -> None:
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 50, 100)
