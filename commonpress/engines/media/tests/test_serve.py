from http.client import HTTPConnection
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from commonpress.engines.media import files
from commonpress.engines.media.models import Picture
from commonpress.engines.media.serve import POLICY, serve
from commonpress.engines.media.store import store
from commonpress.engines.media.tests.make import drawn, jpeg, saved

pytestmark = pytest.mark.urls("commonpress.engines.media.urls")
STEM = "0123456789abcdef0123456789abcd"


@pytest.fixture
def picture(db: None) -> Picture:
    return store(jpeg())


def test_a_picture_is_served_whole_and_for_ever(client: Client, picture: Picture) -> None:
    answer = client.get(f"/media/{picture.name}")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == files.path_of(picture.name).read_bytes()  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Length"] == str(picture.bytes)
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["Content-Security-Policy"] == POLICY == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_serving_asks_the_database_nothing(picture: Picture, rf: RequestFactory) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert serve(rf.get("/"), picture.name).status_code == 200
        assert serve(rf.get("/"), f"ab/{STEM}.jpg").status_code == 404
    assert len(queries) == 0


@pytest.mark.parametrize(("mode", "kind"), [("RGB", "image/jpeg"), ("RGBA", "image/webp")])
def test_the_type_comes_from_the_table(client: Client, db: None, mode: str, kind: str) -> None:
    image = drawn(mode=mode)
    image.putpixel((0, 0), (0, 0, 0, 0)[: len(mode)])
    name = store(saved(image, "PNG")).name
    assert client.get(f"/media/{name}")["Content-Type"] == kind


def test_head_answers_the_headers_alone(client: Client, picture: Picture) -> None:
    answer = client.head(f"/media/{picture.name}")
    assert answer.status_code == 200
    assert answer.content == b""
    assert answer["Content-Length"] == str(picture.bytes)
    assert answer["Content-Type"] == "image/jpeg"


def test_who_has_it_is_told_so(client: Client, picture: Picture) -> None:
    first = client.get(f"/media/{picture.name}")
    same = client.get(f"/media/{picture.name}", headers={"If-None-Match": first["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    assert same["ETag"] == first["ETag"]
    assert "immutable" in same["Cache-Control"]
    since = client.get(f"/media/{picture.name}", headers={"If-Modified-Since": first["Last-Modified"]})
    assert since.status_code == 304
    assert client.get(f"/media/{picture.name}", headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
def test_pictures_are_only_read(client: Client, picture: Picture, method: str) -> None:
    answer = getattr(client, method)(f"/media/{picture.name}")
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    "path",
    [
        "",
        "ab",
        "ab/",
        f"ab/{STEM}.jpg",
        f"ab/{STEM}",
        "../paper.sqlite3",
        "../secret.jpg",
        "ab/../../secret.jpg",
        "ab/%2e%2e/%2e%2e/secret.jpg",
        "ab/..%2f..%2fsecret.jpg",
        "..%5c..%5csecret.jpg",
        "/etc/passwd",
        "//etc/passwd",
        "%2fetc%2fpasswd",
        f"ab/{STEM}.jpg%00.png",
        f"ab/{STEM}%00.jpg",
        f"ab/{STEM}.jpg%0a",
        f"ab/{STEM}.jpg/",
        f"ab/{STEM}.svg",
        f"ab/{STEM}.html",
        f"ab/{STEM}.jpg.html",
        f"ab/{STEM}-9999999.jpg",
        f"ab/{STEM}-0.jpg",
        f"ab/{STEM}-٣.jpg",
        f"ab/{STEM}-1x2.jpg",
        "ab/.part-0123456789abcdef",
        "%c0%ae%c0%ae/secret.jpg",
        "ab/" + "a" * 5000 + ".jpg",
    ],
)
def test_nothing_but_a_stored_name_is_found(client: Client, picture: Picture, path: str) -> None:
    (files.folder().parent / "secret.jpg").write_bytes(jpeg())
    (files.folder() / "ab").mkdir(exist_ok=True)
    (files.folder() / "ab" / ".part-0123456789abcdef").write_bytes(b"half")
    (files.folder() / "ab" / f"{STEM}.svg").write_bytes(b"<svg/>")
    answer = client.get(f"/media/{path}")
    assert answer.status_code == 404
    assert b"secret" not in answer.content


@pytest.mark.parametrize(
    "change", [str.upper, lambda name: name.replace(".jpg", ".JPG"), lambda name: name + " "]
)
def test_another_spelling_of_a_name_is_not_it(client: Client, picture: Picture, change: object) -> None:
    assert callable(change)
    assert client.get(f"/media/{quote(change(picture.name))}").status_code == 404


def test_a_link_and_a_folder_are_not_served(client: Client, picture: Picture) -> None:
    (files.folder() / "ab").mkdir(exist_ok=True)
    files.path_of(f"ab/{STEM}.jpg").symlink_to("/etc/passwd")
    files.path_of(f"ab/{STEM}.webp").mkdir()
    assert client.get(f"/media/ab/{STEM}.jpg").status_code == 404
    assert client.get(f"/media/ab/{STEM}.webp").status_code == 404


def test_a_missing_picture_is_not_remembered(client: Client, db: None) -> None:
    answer = client.get(f"/media/ab/{STEM}.jpg")
    assert (answer.status_code, answer["Cache-Control"]) == (404, "no-store")


def test_the_raw_request_line_cannot_climb(live_server: object, picture: Picture) -> None:
    (files.folder().parent / "secret.jpg").write_bytes(b"the secret")
    host = str(live_server).removeprefix("http://")
    for path in ("/media/../secret.jpg", "/media/ab/../../secret.jpg", "/media/..\\secret.jpg"):
        wire = HTTPConnection(host, timeout=5)
        wire.putrequest("GET", path, skip_accept_encoding=True)
        wire.endheaders()
        assert b"the secret" not in wire.getresponse().read()
        wire.close()
