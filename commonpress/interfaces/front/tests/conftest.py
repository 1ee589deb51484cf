"""A settled world: what the worker would have done is done."""

from collections.abc import Callable

import pytest

from commonpress.engines.search import rebuild


@pytest.fixture
def indexed(db: None) -> Callable[[], int]:
    """Call it when the stories are written, to have them in the index."""
    return rebuild.rebuild
