"""How large a picture may be, and how much is said of it. The numbers stand here once more, as numbers."""

from typing import Any

import pytest

from commonpress.engines.media import prepare, remove
from commonpress.engines.media.address import original, picture_url
from commonpress.engines.media.describe import describe
from commonpress.engines.media.models import Picture
from commonpress.engines.media.refused import Refused
from commonpress.engines.media.renditions import render_now
from commonpress.engines.media.store import store
from commonpress.engines.media.tests.make import jpeg, png_bomb


@pytest.mark.parametrize(
    ("bytes_sent", "said"), [(20_000_000, "not a picture"), (20_000_001, "larger than 20 MB")]
)
def test_twenty_megabytes_are_looked_at_and_no_byte_more(bytes_sent: int, said: str) -> None:
    with pytest.raises(Refused, match=said):
        store(bytes(bytes_sent))


@pytest.mark.parametrize(
    ("width", "height", "said"), [(8000, 5000, "damaged"), (8001, 5000, "more than 40 million pixels")]
)
@pytest.mark.filterwarnings("error::PIL.Image.DecompressionBombWarning")
def test_forty_million_pixels_are_opened_and_no_line_more(width: int, height: int, said: str) -> None:
    with pytest.raises(Refused, match=said):
        prepare.prepare(png_bomb(width, height))


def test_the_longer_side_is_kept_up_to_2400_pixels() -> None:
    for sent, kept in ((2400, 2400), (2402, 2400)):
        assert prepare.prepare(jpeg((sent, 10))).width == kept


@pytest.mark.django_db
def test_words_are_cut_where_their_column_ends() -> None:
    long = "x" * 600
    store(jpeg(), alt=long, credit=long, licence=long, licence_url=long)
    kept = Picture.objects.get()
    words = ("alt", "credit", "licence", "licence_url")
    assert [len(getattr(kept, name)) for name in words] == [500, 200, 80, 300]
    columns: dict[str, Any] = {name: Picture._meta.get_field(name) for name in words}
    assert all(column.max_length == len(getattr(kept, name)) for name, column in columns.items())


@pytest.mark.django_db
def test_a_description_is_cut_where_its_column_ends() -> None:
    picture = describe(store(jpeg()), alt="x" * 600, credit="y" * 600, is_decorative=False)
    assert (len(picture.alt), len(picture.credit)) == (500, 200)


@pytest.mark.django_db
def test_crops_are_made_from_two_hundred_pixels_on_and_up_to_twelve_hundred() -> None:
    def crops(width: int, height: int) -> set[tuple[str, int, int]]:
        picture = store(jpeg((width, height)))
        render_now(picture)
        return {
            (copy["crop"], copy["width"], copy["height"]) for copy in picture.renditions if "crop" in copy
        }

    assert crops(200, 200) == {("1x1", 200, 200)}
    assert crops(199, 199) == set()
    assert ("1x1", 1200, 1200) in crops(1220, 1220)


@pytest.mark.django_db
def test_a_strip_of_one_line_stays_one() -> None:
    picture = store(jpeg((1000, 1)))
    render_now(picture)
    assert {copy["height"] for copy in picture.renditions} == {1}


@pytest.mark.django_db
def test_who_removes_pictures_is_told_how_many() -> None:
    store(jpeg())
    store(jpeg((80, 60)))
    assert [remove.pictures(Picture.objects.all()) for _time in range(2)] == [2, 0]


@pytest.mark.django_db
def test_who_asks_for_more_than_there_is_gets_the_largest() -> None:
    picture = store(jpeg((1000, 10)))
    render_now(picture)
    assert picture_url(picture, 5000) == original(picture).url
