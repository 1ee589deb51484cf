"""A store that speaks S3, on this machine, with an empty bucket for each test that asks for one."""

import logging
import secrets
from collections.abc import Iterator
from typing import Any

import pytest

from commonpress.engines.lib.s3 import Access, Bucket


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(s3_server: str, settings: Any) -> Bucket:
    """``s3://<a new one>/paper``; the settings lead to its store."""
    settings.S3 = {"endpoint": s3_server, "key": "olga", "secret": "harbour-light", "region": "us-east-1"}
    found = Bucket.at(f"s3://b-{secrets.token_hex(6)}/paper", Access(**settings.S3))
    found._client.create_bucket(Bucket=found.name)
    return found
