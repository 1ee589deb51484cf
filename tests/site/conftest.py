"""Servers and browsers of the whole-site tests: one server a language, one browser context a kind of reader."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.conftest import PATIENCE
from tests.site import paper
from tests.site.paper import Server
from tests.site.reading import Read, read_all

DESK = {"width": 1440, "height": 900}
PHONE = {"width": 320, "height": 640}


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder with one paper a language; the workers of a run share it."""
    base = tmp_path_factory.getbasetemp()
    return paper.prepared((base if worker_id == "master" else base.parent) / "site")


@pytest.fixture(scope="session")
def english(papers: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with paper.served(papers / "en", tmp_path_factory.mktemp("log") / "en") as server:
        yield server
    assert "Traceback" not in server.log.read_text()


@pytest.fixture(scope="session")
def romanian(papers: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with paper.served(papers / "ro", tmp_path_factory.mktemp("log") / "ro") as server:
        yield server
    assert "Traceback" not in server.log.read_text()


@pytest.fixture(params=paper.LANGUAGES)
def server(request: pytest.FixtureRequest) -> Server:
    """The paper in both languages."""
    found: Server = request.getfixturevalue({"en": "english", "ro": "romanian"}[request.param])
    return found


@pytest.fixture(scope="session")
def readers(
    browser: Browser, browser_context_args: dict[str, Any]
) -> Iterator[Callable[..., BrowserContext]]:
    """Browser contexts by their options, each opened once and kept: opening one costs more than a page does."""
    opened: dict[str, BrowserContext] = {}

    def reader(**options: Any) -> BrowserContext:
        key = repr(sorted(options.items()))
        if key not in opened:
            opened[key] = browser.new_context(**{**browser_context_args, "viewport": DESK, **options})
            opened[key].set_default_timeout(PATIENCE)
        return opened[key]

    yield reader
    for context in opened.values():
        context.close()


@pytest.fixture
def tab(readers: Callable[..., BrowserContext]) -> Iterator[Page]:
    """A page at a desk."""
    page = readers().new_page()
    yield page
    page.close()


@pytest.fixture
def phone(readers: Callable[..., BrowserContext]) -> Iterator[Page]:
    """A page on the narrowest telephone, touched."""
    page = readers(viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2).new_page()
    yield page
    page.close()


@pytest.fixture
def plain(readers: Callable[..., BrowserContext]) -> Iterator[Page]:
    """A page in a browser whose scripts are off."""
    page = readers(java_script_enabled=False).new_page()
    yield page
    page.close()


@pytest.fixture(scope="session")
def read_in_english(english: Server) -> dict[str, Read]:
    return read_all(english)


@pytest.fixture(scope="session")
def read_in_romanian(romanian: Server) -> dict[str, Read]:
    return read_all(romanian)


@pytest.fixture(params=paper.LANGUAGES)
def reading(request: pytest.FixtureRequest) -> dict[str, Read]:
    """All pages a reader can reach, in both languages."""
    name = {"en": "read_in_english", "ro": "read_in_romanian"}[request.param]
    found: dict[str, Read] = request.getfixturevalue(name)
    return found
