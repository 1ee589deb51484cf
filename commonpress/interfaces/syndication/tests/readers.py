"""Independent readers of what we write: feedparser, lxml, the schemas, the npm package ``sitemap``."""

import json
from pathlib import Path
from typing import Any

import feedparser
import jsonschema
from django.test import Client
from lxml import etree

HERE = Path(__file__).resolve().parent
ROOT = next(folder for folder in HERE.parents if (folder / "pyproject.toml").exists())
NPM = ROOT / "node_modules" / "sitemap"
SCHEMAS = HERE / "schemas"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
STRICT = etree.XMLParser(resolve_entities=False, no_network=True)


def body(client: Client, path: str) -> bytes:
    response = client.get(path)
    assert response.status_code == 200, f"{path}: {response.status_code}"
    return bytes(response.content)


def xml(client: Client, path: str) -> "etree._Element":
    return etree.fromstring(body(client, path), STRICT)


def attributes(element: "etree._Element") -> dict[str, str]:
    return {str(name): str(value) for name, value in element.attrib.items()}


def feed(client: Client, path: str) -> Any:
    """As feedparser reads it, untouched by its own cleaning; a malformed one fails."""
    found = feedparser.parse(body(client, path), sanitize_html=False, resolve_relative_uris=False)
    assert not found.bozo, f"{path}: {found.get('bozo_exception')}"
    return found


def json_feed(client: Client, path: str) -> Any:
    found = json.loads(body(client, path))
    schema = json.loads((SCHEMAS / "jsonfeed-1.1.json").read_text())
    jsonschema.Draft202012Validator(schema).validate(found)
    return found


def npm_schema() -> Path:
    found = NPM / "schema" / "sitemap.xsd"
    assert found.exists(), f"{found} is missing: run `make test`, or `npm ci` in {ROOT}"
    return found


def check_sitemap(body: bytes) -> None:
    """Against the schema of the protocol (from npm) and ours of the news extension."""
    spaces = {
        "http://www.sitemaps.org/schemas/sitemap/0.9": npm_schema(),
        "http://www.google.com/schemas/sitemap-news/0.9": SCHEMAS / "sitemap-news.xsd",
    }
    imports = "".join(
        f'<import namespace="{space}" schemaLocation="{path.as_uri()}"/>' for space, path in spaces.items()
    )
    whole = f'<schema xmlns="http://www.w3.org/2001/XMLSchema">{imports}</schema>'
    etree.XMLSchema(etree.fromstring(whole)).assertValid(etree.fromstring(body, STRICT))


def check_index(body: bytes) -> None:
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "siteindex.xsd"))
    schema.assertValid(etree.fromstring(body, STRICT))


def locations(client: Client, path: str) -> list[str]:
    return [str(found.text) for found in xml(client, path).iter(f"{SITEMAP}loc")]
