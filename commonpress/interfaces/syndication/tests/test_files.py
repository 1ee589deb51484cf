from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from urllib.robotparser import RobotFileParser

import pytest
from django.test import Client
from PIL import Image

from commonpress.engines.lib import clock
from commonpress.engines.site import options
from commonpress.engines.site.models import Page
from commonpress.interfaces.syndication.tests.readers import xml

pytestmark = pytest.mark.django_db
PRIVATE = ("/search/", "/admin/", "/studio/", "/desk/", "/account/", "/me/", "/api/", "/sponsors/")


def lines(client: Client, path: str) -> list[str]:
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert not response.cookies
    return response.content.decode().splitlines()


def robots(client: Client) -> RobotFileParser:
    parser = RobotFileParser()
    parser.parse(lines(client, "/robots.txt"))
    return parser


def test_robots_may_read_the_paper_and_nothing_private(client: Client) -> None:
    found = robots(client)
    assert all(
        found.can_fetch("Googlebot", path) for path in ("/", "/2026/11/ferry/", "/section/x/", "/feed.rss")
    )
    assert not any(found.can_fetch("Googlebot", f"{path}x") for path in PRIVATE)
    assert found.site_maps() == [
        "https://lantern.example/sitemap.xml",
        "https://lantern.example/sitemap-news.xml",
    ]


def test_the_robots_the_owner_blocks_may_read_nothing(client: Client) -> None:
    options.change({"blocked_robots": ("GPTBot", " CCBot ", "Evil\nAllow: /", "no spaces", "")})
    found = robots(client)
    assert not any(found.can_fetch(robot, "/2026/11/ferry/") for robot in ("GPTBot", "CCBot"))
    assert found.can_fetch("Googlebot", "/2026/11/ferry/")
    text = "\n".join(lines(client, "/robots.txt"))
    assert "Allow:" not in text
    assert "no spaces" not in text


def test_ads_txt_lets_nobody_sell_the_papers_space(client: Client) -> None:
    assert lines(client, "/ads.txt") == ["placeholder.example.com, placeholder, DIRECT, placeholder"]
    options.change({"ads_txt": "  exchange.example, 1, DIRECT\n"})
    assert lines(client, "/ads.txt") == ["exchange.example, 1, DIRECT"]


@pytest.mark.parametrize(
    ("written", "contacts"),
    [
        ("security@lantern.example", ["mailto:security@lantern.example"]),
        ("https://lantern.example/report", ["https://lantern.example/report"]),
        ("mailto:a@b.example, tel:+40-21-1", ["mailto:a@b.example", "tel:+40-21-1"]),
        ("Ask us\r\nExpires: 1999 http://plain.example a@b.example", ["mailto:a@b.example"]),
    ],
)
def test_security_txt_names_the_contact(client: Client, written: str, contacts: list[str]) -> None:
    options.change({"security_contact": written})
    fields = [line.split(": ", 1) for line in lines(client, "/.well-known/security.txt")]
    assert [value for name, value in fields if name == "Contact"] == contacts
    assert [name for name, _ in fields if name != "Contact"] == [
        "Expires",
        "Preferred-Languages",
        "Canonical",
    ]
    assert ["Canonical", "https://lantern.example/.well-known/security.txt"] in fields
    assert ["Preferred-Languages", "en, ro"] in fields


def test_security_txt_expires_within_a_year_and_is_the_same_all_day(client: Client) -> None:
    options.change({"contact": "desk@lantern.example"})
    day = datetime(2026, 11, 20, tzinfo=UTC)
    texts = []
    for hour in (0, 23):
        with clock.frozen(day + timedelta(hours=hour)):
            texts.append(lines(client, "/.well-known/security.txt"))
    assert texts[0] == texts[1]
    expires = datetime.fromisoformat(next(line for line in texts[0] if line.startswith("Expires: "))[9:])
    assert timedelta(days=300) < expires - day < timedelta(days=365)


def test_without_a_contact_there_is_no_security_txt_but_the_contact_page_will_do(client: Client) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404
    Page.objects.create(slug="contact", language="en", title="Contact")
    assert "Contact: https://lantern.example/contact/" in lines(client, "/.well-known/security.txt")


def test_the_paper_honours_global_privacy_control(client: Client) -> None:
    response = client.get("/.well-known/gpc.json")
    assert response["Content-Type"] == "application/json"
    assert response.json()["gpc"] is True
    assert datetime.strptime(response.json()["lastUpdate"], "%Y-%m-%d").replace(tzinfo=UTC)


def test_password_managers_find_the_form(client: Client) -> None:
    assert client.get("/.well-known/change-password")["Location"] == "/account/password/"


def test_the_icon_is_the_lantern_until_the_owner_has_one(client: Client) -> None:
    response = client.get("/favicon.ico")
    assert response["Content-Type"] == "image/x-icon"
    icon: Any = Image.open(BytesIO(response.content))
    assert icon.info["sizes"] == {(16, 16), (32, 32), (48, 48)}
    options.change({"icon": "/media/icon.png"})
    assert client.get("/favicon.ico")["Location"] == "/media/icon.png"


def test_a_browser_can_search_the_paper(client: Client) -> None:
    options.change({"name": "A paper with a name longer than the format allows"})
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    found = xml(client, "/opensearch.xml")
    assert len(found.findtext(f"{space}ShortName") or "") <= 16
    url = found.find(f"{space}Url")
    assert url is not None
    assert url.get("template") == "https://lantern.example/search/?q={searchTerms}"


@pytest.mark.parametrize(
    "path", ["/humans.txt", "/robots.txt/", "/Robots.txt", "/.well-known/", "/.well-known/x"]
)
def test_nothing_else_stands_at_the_root(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
