from pathlib import Path

import pytest
from PIL import Image

from commonpress.engines.events import work
from commonpress.engines.events.models import Errand, Event
from commonpress.engines.media import files
from commonpress.engines.media.copies import widths_for
from commonpress.engines.media.models import Picture
from commonpress.engines.media.renditions import is_rendered, render_many, render_now
from commonpress.engines.media.store import store
from commonpress.engines.media.tests.make import drawn, jpeg, saved

pytestmark = pytest.mark.django_db


def listed(picture: Picture, kind: str) -> list[int]:
    return sorted(
        copy["width"] for copy in picture.renditions if copy["format"] == kind and "crop" not in copy
    )


def crops(picture: Picture) -> dict[str, tuple[int, int]]:
    return {copy["crop"]: (copy["width"], copy["height"]) for copy in picture.renditions if "crop" in copy}


@pytest.mark.parametrize(
    ("width", "made"),
    [
        (2400, [1600, 960, 480, 160]),
        (1600, [1600, 960, 480, 160]),
        (1000, [1000, 480, 160]),
        (1200, [1200, 960, 480, 160]),
        (480, [480, 160]),
        (100, [100]),
        (1, [1]),
    ],
)
def test_widths_never_exceed_the_picture(width: int, made: list[int]) -> None:
    assert widths_for(width) == made


def test_the_worker_makes_every_copy_and_tells() -> None:
    picture = store(jpeg((1600, 1067)))
    while work.turn():
        pass
    picture.refresh_from_db()
    assert listed(picture, "avif") == listed(picture, "webp") == [160, 480, 960, 1600]
    assert listed(picture, "jpeg") == [160, 480, 960]
    assert crops(picture) == {
        "social": (1200, 630),
        "1x1": (1067, 1067),
        "4x3": (1200, 900),
        "16x9": (1200, 675),
    }
    event = Event.objects.get(kind="picture.rendered")
    assert event.stale == [picture.subject]
    assert not Errand.objects.exists()


def test_the_list_tells_the_truth_about_the_files() -> None:
    picture = store(jpeg((1200, 800)))
    render_now(picture)
    for copy in picture.renditions:
        path = files.path_of(copy["name"])
        assert path.stat().st_size == copy["bytes"]
        with Image.open(path) as image:
            assert image.format == copy["format"].upper()
            assert image.size == (copy["width"], copy["height"])


def test_making_copies_twice_changes_nothing() -> None:
    picture = store(jpeg((700, 500)))
    render_now(picture)
    first = picture.renditions
    render_now(picture)
    assert picture.renditions == first


def test_a_second_errand_finds_nothing_to_do() -> None:
    picture = store(jpeg((700, 500)))
    render_now(picture)
    told = Event.objects.count()
    while work.turn():
        pass
    assert Event.objects.count() == told


def test_a_lost_copy_is_made_again() -> None:
    picture = store(jpeg((700, 500)))
    render_now(picture)
    files.path_of(picture.renditions[0]["name"]).unlink()
    assert not is_rendered(picture)
    render_many([picture], processes=1)
    assert is_rendered(picture)


def test_an_errand_for_a_picture_that_is_gone_ends_quietly() -> None:
    store(jpeg()).delete()
    while work.turn():
        pass
    assert not Errand.objects.exists()


def test_a_lost_original_is_told_to_a_human() -> None:
    picture = store(jpeg())
    files.path_of(picture.name).unlink()
    with pytest.raises(OSError, match="No such file"):
        render_now(picture)


def test_transparent_pictures_keep_what_shines_through_except_in_crops() -> None:
    clear = drawn((800, 800), "RGBA")
    clear.paste((0, 0, 0, 0), (0, 0, 800, 400))
    picture = store(saved(clear, "PNG"))
    render_now(picture)
    assert listed(picture, "jpeg") == []
    small = next(copy for copy in picture.renditions if copy["format"] == "avif" and copy["width"] == 480)
    with Image.open(files.path_of(small["name"])) as image:
        found = image.convert("RGBA").getpixel((100, 20))
        assert isinstance(found, tuple)
        assert found[3] == 0
    square = next(copy for copy in picture.renditions if copy.get("crop") == "1x1")
    with Image.open(files.path_of(square["name"])) as image:
        assert image.getpixel((100, 20)) == (255, 255, 255)


def test_small_pictures_are_not_enlarged_for_crops() -> None:
    picture = store(jpeg((600, 400)))
    render_now(picture)
    assert crops(picture) == {"social": (600, 315), "1x1": (400, 400), "4x3": (533, 400), "16x9": (600, 338)}
    tiny = store(jpeg((100, 100)))
    render_now(tiny)
    assert crops(tiny) == {}


def test_many_are_drawn_by_other_processes(tmp_path: Path) -> None:
    pictures = [store(jpeg((300 + step, 200))) for step in range(3)]
    told: list[tuple[int, int, str]] = []
    render_many(pictures, processes=2, progress=lambda *step: told.append(step))
    assert [(done, of) for done, of, _ in told] == [(1, 3), (2, 3), (3, 3)]
    assert {name for _, _, name in told} == {picture.name for picture in pictures}
    assert all(is_rendered(picture) for picture in Picture.objects.all())
    render_many(pictures, progress=lambda *_: pytest.fail("nothing was left to do"))


def test_of_a_picture_removed_meanwhile_nothing_is_told(db: None) -> None:
    picture = store(jpeg((600, 400)))
    Picture.objects.filter(pk=picture.pk).delete()
    render_now(picture)
    assert not Event.objects.filter(kind="picture.rendered").exists()
