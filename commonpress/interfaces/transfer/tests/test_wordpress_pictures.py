import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from commonpress.domain.members.models import Member
from commonpress.domain.stories.correct import Wording, mend_typo
from commonpress.domain.stories.models import Revision, Story
from commonpress.engines.events import work
from commonpress.engines.events.models import Event
from commonpress.engines.lib import http
from commonpress.engines.media.models import Picture
from commonpress.engines.site.models import Page
from commonpress.interfaces.transfer.models import Imported
from commonpress.interfaces.transfer.tests.wxr import FERRY, attachment, item, meta, saved, wxr
from commonpress.interfaces.transfer.wordpress.run import run


def jpeg() -> bytes:
    out = BytesIO()
    Image.new("RGB", (320, 200), "navy").save(out, "JPEG")
    return out.getvalue()


class OldSite(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        kinds = {"/ferry.jpg": ("image/jpeg", jpeg()), "/evil.jpg": ("image/jpeg", b"<svg onload=alert(1)>")}
        kind, body = kinds.get(self.path, ("", b""))
        self.send_response(200 if kind else 404)
        self.send_header("Content-Type", kind or "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: Any) -> None:
        """Quiet."""


def anywhere(address: str, port: int) -> None:
    """A judge that lets the test's own server be asked."""


@pytest.fixture
def old_site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), OldSite)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setattr(http, "fetch", partial(http.fetch, judge=anywhere))
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_pictures_are_fetched_kept_and_shown_from_here(owner: Member, tmp_path: Path, old_site: str) -> None:
    path = saved(
        tmp_path,
        wxr(
            item(7, FERRY, meta("_thumbnail_id", "8"), content=f'<img src="{old_site}/ferry-300x200.jpg">'),
            attachment(8, f"{old_site}/ferry.jpg"),
            attachment(9, f"{old_site}/gone.jpg"),
            attachment(10, f"{old_site}/evil.jpg"),
            attachment(11, f"{old_site}/minutes.pdf"),
        ),
    )
    report = run(path, by=owner)
    story, picture = Story.objects.get(), Picture.objects.get()
    assert story.picture == picture
    assert picture.alt == "A white ferry"
    assert f'<img src="/media/{picture.name}" alt="A white ferry"' in story.body
    reported = {line.key: line.code for line in report.reported()}
    assert reported == {
        "attachment:9": "unreachable", "attachment:10": "refused-picture", "attachment:11": "not-picture",
    }  # fmt: skip
    assert all(old_site in line.reason for line in report.reported())
    assert report.adds_up
    again = run(path, by=owner)
    assert (again.new, Picture.objects.count(), again.adds_up) == (0, 1, True)


def test_a_picture_fetched_later_is_shown_then(owner: Member, tmp_path: Path, old_site: str) -> None:
    path = saved(
        tmp_path,
        wxr(
            item(6, FERRY, content=f'<p>Edited.</p><img src="{old_site}/ferry.jpg">'),
            item(
                7, FERRY, meta("_thumbnail_id", "8"), content=f'<p>Look.</p><img src="{old_site}/ferry.jpg">'
            ),
            item(12, FERRY, post_type="page", content=f'<img src="{old_site}/ferry.jpg">'),
            attachment(8, f"{old_site}/ferry.jpg"),
        ),
    )
    run(path, by=owner, fetch_media=False)
    edited, story = Story.objects.order_by("pk")
    mend_typo(edited, Wording(edited.headline, "", "<p>Mended.</p>"), by=owner)
    assert run(path, by=owner, fetch_media=False).new == 0
    late = run(path, by=owner)
    picture = Picture.objects.get()
    story.refresh_from_db()
    edited.refresh_from_db()
    assert picture.name in story.body
    assert story.picture == picture
    assert edited.body == "<p>Mended.</p>"
    assert picture.name in Page.objects.get().body
    assert {line.key for line in late.notes() if line.code == "pictures-late"} == {"post:7", "page:12"}
    before = state()
    assert run(path, by=owner).adds_up
    assert state() == before


def state() -> list[list[tuple[Any, ...]]]:
    return [
        list(model.objects.order_by("pk").values_list()) for model in (Story, Page, Revision, Event, Imported)
    ]


def test_a_picture_inside_our_own_network_is_never_asked_for(owner: Member, tmp_path: Path) -> None:
    path = saved(
        tmp_path, wxr(attachment(8, "http://127.0.0.1:9/x.jpg"), attachment(9, "http://[::1]/x.jpg"))
    )
    report = run(path, by=owner)
    assert {line.code for line in report.reported()} == {"unreachable"}
    assert not Picture.objects.exists()
    assert report.adds_up


@pytest.mark.parametrize(
    ("status", "answer"), [("publish", 200), ("draft", 404), ("private", 404), ("pending", 404)]
)
def test_a_picture_is_public_only_with_a_text_that_is(
    status: str, answer: int, owner: Member, tmp_path: Path, old_site: str, client: Client
) -> None:
    picture = f'<p>Look.</p><img src="{old_site}/ferry.jpg">'
    posts = item(7, FERRY, meta("_thumbnail_id", "8"), content=picture, status=status)
    run(saved(tmp_path, wxr(posts, attachment(8, f"{old_site}/ferry.jpg"))), by=owner)
    name = Picture.objects.get().name
    work.run_due()
    assert client.get(f"/media/{name}").status_code == answer
    client.force_login(owner)
    assert client.get(f"/media/{name}").status_code == 200


def test_a_picture_of_a_static_page_is_public_as_long_as_the_page(
    owner: Member, tmp_path: Path, old_site: str, client: Client
) -> None:
    page = item(12, FERRY, post_type="page", content=f'<img src="{old_site}/ferry.jpg">')
    run(saved(tmp_path, wxr(page, attachment(8, f"{old_site}/ferry.jpg"))), by=owner)
    work.run_due()
    address = f"/media/{Picture.objects.get().name}"
    assert client.get(address).status_code == 200
    client.force_login(owner)
    kept = Page.objects.get()
    words = {"title": kept.title, "slug": kept.slug, "language": kept.language, "body": kept.body}
    assert client.post(f"/admin/site/page/{kept.pk}/change/", words).status_code == 302
    work.run_due()
    assert not Page.objects.get().is_public
    assert Client().get(address).status_code == 404
    client.post(f"/admin/site/page/{kept.pk}/change/", {**words, "is_public": "on"})
    work.run_due()
    assert Client().get(address).status_code == 200
