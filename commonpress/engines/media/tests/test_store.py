import os
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from commonpress.engines.events.models import Errand, Event
from commonpress.engines.media import files
from commonpress.engines.media.models import Picture
from commonpress.engines.media.refused import Refused
from commonpress.engines.media.store import store
from commonpress.engines.media.tests.make import drawn, jpeg, saved

pytestmark = pytest.mark.django_db


def test_a_picture_is_stored_with_its_words_and_told() -> None:
    picture = store(jpeg(), alt="A ferry", credit="Ben", licence="CC BY 4.0", owner="member:7", by="member:7")
    kept = Picture.objects.get()
    assert (kept.alt, kept.credit, kept.licence, kept.owner) == ("A ferry", "Ben", "CC BY 4.0", "member:7")
    assert (kept.format, kept.width, kept.height) == ("jpeg", 64, 48)
    assert kept.colour.startswith("#")
    assert len(kept.colour) == 7
    assert files.path_of(kept.name).stat().st_size == kept.bytes
    event = Event.objects.get()
    assert (event.kind, event.subject, event.by) == ("picture.stored", picture.subject, "member:7")
    assert Errand.objects.filter(reader="renditions").count() == 1


def test_files_and_uploads_are_read() -> None:
    assert store(BytesIO(jpeg())).pk
    assert store(SimpleUploadedFile("<b>../../x.php", jpeg((80, 60)))).pk


def test_the_name_says_nothing_and_is_a_stored_name() -> None:
    picture = store(jpeg(), owner="member:7")
    assert files.NAME.fullmatch(picture.name)
    assert picture.sha256 not in picture.name
    assert not picture.name.startswith(picture.sha256[:2] + "/" + picture.sha256[2:8])


def test_the_same_picture_of_one_owner_is_kept_once_and_of_two_twice() -> None:
    first = store(jpeg(), owner="member:1")
    again = store(jpeg(), owner="member:1", alt="A ferry")
    other = store(jpeg(), owner="member:2")
    assert first.pk == again.pk != other.pk
    assert first.name != other.name
    assert Picture.objects.get(pk=first.pk).alt == "A ferry"
    assert list(Event.objects.values_list("kind", flat=True)) == [
        "picture.stored",
        "picture.described",
        "picture.stored",
    ]


def test_words_that_stand_are_not_overwritten_by_sending_again() -> None:
    store(jpeg(), alt="A ferry at noon")
    assert store(jpeg(), alt="IMG_2040").alt == "A ferry at noon"


def test_the_loser_of_a_race_gets_the_winners_row(monkeypatch: Any) -> None:
    winner = store(jpeg())
    with monkeypatch.context() as patch:
        patch.setattr(Picture.objects, "filter", lambda **_: Picture.objects.none())
        assert store(jpeg()).pk == winner.pk
    assert Picture.objects.count() == 1


def test_a_lost_file_is_mended_by_sending_the_picture_again() -> None:
    picture = store(jpeg())
    files.path_of(picture.name).unlink()
    store(jpeg())
    assert files.path_of(picture.name).exists()


def test_what_is_too_heavy_is_refused_without_reading_it_all() -> None:
    class Endless:
        read_bytes = 0

        def read(self, size: int, /) -> bytes:
            self.read_bytes += size
            return bytes(size)

    endless = Endless()
    with pytest.raises(Refused, match="larger than 1 MB"):
        store(endless, max_bytes=1_000_000)
    assert endless.read_bytes <= 1_000_001
    with pytest.raises(Refused, match="larger"):
        store(jpeg(), max_bytes=100)


def test_a_refused_picture_leaves_nothing_behind() -> None:
    with pytest.raises(Refused):
        store(b"<svg/>")
    assert not Picture.objects.exists()
    assert not Event.objects.exists()
    assert not files.folder().exists()


def test_a_failed_write_leaves_neither_row_nor_half_a_file(monkeypatch: Any) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        store(jpeg())
    assert not Picture.objects.exists()
    assert [path for path in files.folder().rglob("*") if path.is_file()] == []


def test_a_stored_picture_is_found_again_after_a_power_cut(monkeypatch: Any) -> None:
    """Its bytes are synced, then the folder it stands in, which was itself made and synced before."""
    synced: list[Path] = []
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(Path(f"/proc/self/fd/{handle}").readlink()))
    folder = files.path_of(store(jpeg()).name).parent
    assert (synced[-3], synced[-2].parent, synced[-1]) == (folder.parent, folder, folder)


def test_a_rolled_back_row_takes_its_event_with_it() -> None:
    with transaction.atomic():
        store(jpeg())
        transaction.set_rollback(True)
    assert not Picture.objects.exists()
    assert not Event.objects.exists()


def test_the_colour_is_the_commonest() -> None:
    image = drawn((100, 100))
    image.paste("red", (0, 0, 80, 100))
    red = bytes.fromhex(store(saved(image, "PNG")).colour[1:])
    assert red[0] > 200
    assert red[2] < 60


def test_what_is_kept_again_as_everybodys_is(db: None) -> None:
    held = store(jpeg((300, 300)), owner="paper", is_guarded=True)
    assert not files.shown_path(held.name).exists()
    shown = store(jpeg((300, 300)), owner="paper")
    assert (shown.pk, shown.is_guarded, files.shown_path(held.name).exists()) == (held.pk, False, True)
    assert not store(jpeg((300, 300)), owner="paper", is_guarded=True).is_guarded, "a logo stays a logo"


def test_what_is_no_stored_name_has_no_place() -> None:
    with pytest.raises(ValueError, match="not a name"):
        files.checked("../paper.env")
