"""Pictures in a bucket: kept, served, guarded and swept as in a folder; and what happens when it is away."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client

from commonpress.engines.lib import clock
from commonpress.engines.lib.s3 import Bucket
from commonpress.engines.media import files, guard, health, refused, remove
from commonpress.engines.media.models import Picture
from commonpress.engines.media.renditions import is_rendered, render_now
from commonpress.engines.media.store import store
from commonpress.engines.media.tests.make import jpeg

pytestmark = [pytest.mark.django_db, pytest.mark.urls("commonpress.engines.media.urls")]
STORY = "story:1"


@pytest.fixture
def pictures(bucket: Bucket, settings: Any) -> Bucket:
    settings.MEDIA = str(bucket)
    return bucket


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_a_picture_kept_on_one_machine_is_served_by_another(
    client: Client, pictures: Bucket, settings: Any, tmp_path: Any
) -> None:
    picture = store(jpeg((600, 400)))
    render_now(picture)
    assert {thing.name for thing in pictures.all()} == set(picture.files)
    settings.MEDIA_ROOT = tmp_path / "another"
    assert is_rendered(picture)
    for name in picture.files:
        answer = client.get(f"/media/{name}")
        assert (answer.status_code, body(answer)) == (200, pictures.get(name))
        assert "immutable" in answer["Cache-Control"]
        assert client.get(f"/media/{name}", headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert client.get(f"/media/ab/{'0' * 30}.jpg").status_code == 404


def test_a_picture_hidden_on_one_machine_is_hidden_on_all_at_once(
    client: Client, pictures: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    def judge(request: HttpRequest, _picture: Picture, stands_in: frozenset[str]) -> bool:
        return STORY in stands_in and request.GET.get("word") == "sesame"

    monkeypatch.setattr(guard, "_lets", [judge])
    picture = store(jpeg((300, 300)), owner="member:1", is_guarded=True)
    guard.note(STORY, [guard.stem_of(picture.name)])
    assert client.get(f"/media/{picture.name}").status_code == 404
    private = client.get(f"/media/{picture.name}?word=sesame")
    assert (private.status_code, private["Cache-Control"]) == (200, "private, no-store")
    guard.show(STORY, [guard.stem_of(picture.name)])
    assert client.get(f"/media/{picture.name}").status_code == 200
    guard.hide(STORY)
    assert client.get(f"/media/{picture.name}").status_code == 404
    # Whoever serves the folder itself finds none of them there.
    assert not files.shown_path(picture.name).exists()


def test_while_the_bucket_is_away_uploads_say_so_and_copies_are_still_served(
    client: Client, pictures: Bucket, settings: Any, tmp_path: Any
) -> None:
    picture = store(jpeg((300, 300)))
    settings.S3 = {**settings.S3, "endpoint": "http://127.0.0.1:9"}
    with pytest.raises(refused.Refused, match="send it again in a few minutes"):
        store(jpeg((301, 300)))
    assert Picture.objects.count() == 1
    assert client.get(f"/media/{picture.name}").status_code == 200
    settings.MEDIA_ROOT = tmp_path / "another"
    answer = client.get(f"/media/{picture.name}")
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "30", "no-store")
    remove.unlink(picture.files)  # left to the sweep


def test_what_no_picture_lists_is_swept_and_what_is_missing_is_named(
    pictures: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, lost = store(jpeg((300, 300))), store(jpeg((301, 300)))
    pictures.remove(lost.name)
    orphan = f"ab/{'1' * 30}.jpg"
    pictures.put(orphan, b"")
    pictures.put("the-owners/notes.txt", b"")
    assert health.missing_files() == [lost.name]
    assert health.sweep_orphans() == []
    later = clock.now() + timedelta(hours=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert health.sweep_orphans(dry_run=False) == [orphan]
    assert {thing.name for thing in pictures.all()} == {kept.name, "the-owners/notes.txt"}
    monkeypatch.setattr(health, "COPIES_KEPT", -1)
    health.sweep_orphans(dry_run=False)
    assert not files.path_of(kept.name).exists()
    assert files.here(kept.name).read_bytes() == pictures.get(kept.name)


def test_a_removed_picture_is_gone_from_the_bucket(
    pictures: Bucket, django_capture_on_commit_callbacks: Any
) -> None:
    picture = store(jpeg((300, 300)))
    with django_capture_on_commit_callbacks(execute=True):
        remove.pictures(Picture.objects.all())
    assert list(pictures.all()) == []
    assert not files.path_of(picture.name).exists()


def test_in_a_bucket_nothing_is_laid_elsewhere_for_the_rows_are_asked(pictures: Bucket) -> None:
    picture = store(jpeg((300, 300)), owner="member:1", is_guarded=True)
    before = files.here(picture.name)
    files.move(picture.name, held=False)
    assert files.here(picture.name) == before
