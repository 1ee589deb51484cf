"""PostgreSQL stops at once (an immediate shutdown, as when its machine dies) and comes back."""

import contextlib
import signal
from collections.abc import Iterator

from tests.faults.hurt import hurt
from tests.faults.judge import Verdict
from tests.faults.stand import Postgres, on_postgres


def run(is_long: bool) -> list[Verdict]:
    with on_postgres() as (paper, facts, postgres), paper.served() as server:
        once = hurt("PostgreSQL restarted at once", server, facts, restarted(postgres), 0.5)
    with on_postgres() as (paper, facts, postgres), paper.served() as server:
        return [once, hurt("PostgreSQL away", server, facts, away(postgres), 20.0 if is_long else 8.0)]


@contextlib.contextmanager
def restarted(postgres: Postgres) -> Iterator[None]:
    postgres.stop(signal.SIGQUIT)
    postgres.start()
    yield


@contextlib.contextmanager
def away(postgres: Postgres) -> Iterator[None]:
    postgres.stop(signal.SIGQUIT)
    yield
    postgres.start()
