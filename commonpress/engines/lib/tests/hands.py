"""Eight hands at once, each with a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

HANDS = 8


def at_once(refused: tuple[type[Exception], ...], act: Callable[[int], object]) -> int:
    """How many of eight threads succeeded; the others were refused in words."""
    start = Barrier(HANDS)

    def one(number: int) -> int:
        start.wait()
        try:
            act(number)
        except refused:
            return 0
        finally:
            connection.close()
        return 1

    with ThreadPoolExecutor(HANDS) as hands:
        return sum(hands.map(one, range(HANDS)))
