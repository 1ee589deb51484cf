import os
import time
from pathlib import Path

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory

from commonpress.engines.events import work
from commonpress.engines.events.models import Event
from commonpress.engines.media import files, guard, remove
from commonpress.engines.media.health import missing_files, sweep_orphans
from commonpress.engines.media.models import Picture
from commonpress.engines.media.renditions import render_now
from commonpress.engines.media.serve import serve
from commonpress.engines.media.store import store
from commonpress.engines.media.tests.make import jpeg

pytestmark = [pytest.mark.django_db, pytest.mark.urls("commonpress.engines.media.urls")]
STORY = "story:1"


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Picture:
    """A guarded picture of a story, which only a request with the right word may see."""

    def judge(request: HttpRequest, _picture: Picture, stands_in: frozenset[str]) -> bool:
        return STORY in stands_in and request.GET.get("word") == "sesame"

    monkeypatch.setattr(guard, "_lets", [judge])
    picture = store(jpeg((300, 300)), owner="member:1", is_guarded=True)
    guard.note(STORY, [guard.stem_of(picture.name)])
    return picture


def settled() -> None:
    while work.turn():
        pass


def test_a_guarded_picture_is_answered_to_whom_a_room_lets(client: Client, held: Picture) -> None:
    answer = client.get(f"/media/{held.name}?word=sesame")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == files.held_path(held.name).read_bytes()  # type: ignore[attr-defined]
    assert answer["Cache-Control"] == "private, no-store"
    assert {"ETag", "Last-Modified", "Cache-Tag"}.isdisjoint(answer.headers)
    assert client.head(f"/media/{held.name}?word=sesame").status_code == 200


def test_nobody_else_can_tell_it_from_one_that_is_not(client: Client, held: Picture) -> None:
    render_now(held)
    refused, missing = client.get(f"/media/{held.name}"), client.get(f"/media/ab/{'0' * 30}.jpg")
    assert refused.status_code == missing.status_code == 404
    for answer in (refused, missing):
        del answer["X-Request-ID"]  # its own for each
    assert (refused.content, dict(refused.items())) == (missing.content, dict(missing.items()))
    for name in held.files:
        assert client.get(f"/media/{name}").status_code == 404
        assert client.get(f"/media/held/{name}?word=sesame").status_code == 404


def test_once_everybody_reads_it_no_question_is_asked(
    held: Picture, rf: RequestFactory, django_assert_num_queries: object
) -> None:
    render_now(held)
    guard.show(STORY, [guard.stem_of(held.name)])
    settled()
    with django_assert_num_queries(0):  # type: ignore[operator]
        for name in held.files:
            answer = serve(rf.get("/"), name)
            assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
            assert answer["Cache-Tag"] == f"media:{guard.stem_of(held.name)}"
    assert missing_files() == []


def test_the_first_reader_may_be_faster_than_the_files(client: Client, held: Picture) -> None:
    guard.show(STORY, [guard.stem_of(held.name)])
    assert client.get(f"/media/{held.name}")["Cache-Control"].startswith("public")
    assert files.shown_path(held.name).exists()


def test_what_is_hidden_again_is_gone_for_readers(client: Client, held: Picture) -> None:
    render_now(held)
    guard.show(STORY, [guard.stem_of(held.name)])
    settled()
    guard.hide(STORY)
    settled()
    assert {client.get(f"/media/{name}").status_code for name in held.files} == {404}
    assert client.get(f"/media/{held.name}?word=sesame").status_code == 200


def test_it_stays_open_while_one_thing_shows_it(client: Client, held: Picture) -> None:
    for subject in (STORY, "member:1"):
        guard.note(subject, [guard.stem_of(held.name)])
        guard.show(subject, [guard.stem_of(held.name)])
    guard.hide(STORY)
    settled()
    assert client.get(f"/media/{held.name}").status_code == 200


def test_who_only_knows_a_name_makes_nothing_of_it(client: Client, held: Picture) -> None:
    guard.note("story:2", [guard.stem_of(held.name)], may=lambda _: False)
    guard.show("story:2", [guard.stem_of(held.name)])
    assert not guard.is_open(held)


def test_a_picture_kept_for_everybody_stays_so(client: Client) -> None:
    picture = store(jpeg(), owner="paper")
    assert store(jpeg(), owner="paper", is_guarded=True).pk == picture.pk
    assert client.get(f"/media/{picture.name}").status_code == 200


def test_the_sweep_lays_files_where_they_belong(held: Picture, client: Client) -> None:
    files.move(held.name, held=False)
    guard.settle_all()
    assert client.get(f"/media/{held.name}").status_code == 404
    assert sweep_orphans() == []


def test_held_files_are_swept_and_removed_too(
    held: Picture, django_capture_on_commit_callbacks: object
) -> None:
    lost = store(jpeg((9, 9)), is_guarded=True)
    path = files.held_path(lost.name)
    Picture.objects.filter(pk=lost.pk).delete()
    age(path)
    assert sweep_orphans(dry_run=False) == [lost.name]
    assert not path.exists()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        remove.pictures(Picture.objects.all())
    assert not files.held_path(held.name).exists()


def test_where_no_guarded_picture_is_nothing_changes(held: Picture) -> None:
    before = Event.objects.count()
    guard.show("story:9", [])
    guard.hide("story:9")
    assert Event.objects.count() == before


def age(path: Path) -> None:
    then = time.time() - 2 * 3600
    os.utime(path, (then, then))
