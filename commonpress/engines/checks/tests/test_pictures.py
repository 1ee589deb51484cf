import random
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageEnhance

from commonpress.engines.checks import pictures, sentences, sketch, store
from commonpress.engines.checks.finding import Finding, Severity
from commonpress.engines.checks.matter import Matter
from commonpress.engines.checks.models import Sketch
from commonpress.engines.checks.run import examine
from commonpress.engines.events import work
from commonpress.engines.media.models import Picture
from commonpress.engines.media.store import store as keep

pytestmark = pytest.mark.django_db


def drawn(seed: int, size: tuple[int, int] = (1280, 800)) -> Image.Image:
    """A picture of coloured boxes, the same one each time."""
    chance = random.Random(seed)
    image = Image.new("RGB", size, tuple(chance.randrange(256) for _ in range(3)))
    pen = ImageDraw.Draw(image)
    for _ in range(30):
        x, y = chance.randrange(size[0]), chance.randrange(size[1])
        width, height = chance.randrange(60, size[0] // 2), chance.randrange(60, size[1] // 2)
        pen.rectangle((x, y, x + width, y + height), fill=tuple(chance.randrange(256) for _ in range(3)))
    return image


def sent(image: Image.Image, owner: str, **words: Any) -> Picture:
    data = BytesIO()
    image.save(data, "JPEG", quality=words.pop("quality", 90))
    return keep(data.getvalue(), owner=owner, **{"alt": "Boxes", **words})


def look(*shown: Picture, author: str = "member:2", body: str = "") -> list[Finding]:
    matter = Matter("story:1", author, body=body, pictures=tuple(one.pk for one in shown))
    found = examine(matter, only={"pictures"})
    assert store.recompute(store.keep(matter, found))
    return found


def codes(found: list[Finding]) -> set[str]:
    return {finding.code for finding in found}


@pytest.mark.parametrize(
    "changed",
    [
        lambda image: image.resize((900, 562)),
        lambda image: ImageEnhance.Brightness(image).enhance(1.25),
        lambda image: ImageEnhance.Contrast(image).enhance(0.8),
        lambda image: image.convert("L").convert("RGB"),
        lambda image: image.crop((8, 6, 1272, 794)),
    ],
    ids=["smaller", "brighter", "paler", "grey", "trimmed"],
)
def test_another_members_picture_is_known_again(changed: Any) -> None:
    first = sent(drawn(1), "member:1")
    work.run_due()
    assert Sketch.objects.filter(picture=first).exists()
    copy = sent(changed(drawn(1)), "member:2", quality=70)
    found = [one for one in look(copy) if one.code == "copied"]
    assert [one.severity for one in found] == [Severity.WARN]
    assert found[0].facts["like"][0]["picture"] == first.pk
    assert sentences.for_author(found[0])
    assert sentences.for_editor(found[0])


def test_ones_own_picture_and_the_papers_may_be_used_again() -> None:
    for owner in ("member:2", "paper", ""):
        sent(drawn(1), owner)
    work.run_due()
    assert codes(look(sent(drawn(1).resize((1200, 750)), "member:2", alt="Other"))) == set()


def test_whoever_signs_with_the_author_brings_no_others_pictures() -> None:
    sent(drawn(1), "member:3")
    work.run_due()
    again = sent(drawn(1).resize((1200, 750)), "member:3", alt="Other")
    both = Matter("story:1", "member:2", pictures=(again.pk,), facts={"signers": ["member:2", "member:3"]})
    assert codes(list(examine(both, only={"pictures"}))) == set()
    assert codes(look(again)) == {"borrowed", "copied"}


def test_who_was_first_is_not_told() -> None:
    first = sent(drawn(1), "member:1")
    sent(drawn(1).resize((900, 562)), "member:2")
    work.run_due()
    assert codes(look(first, author="member:1")) == set()


def test_different_pictures_are_not_alike() -> None:
    for seed in range(2, 40):
        sent(drawn(seed, (640, 400)), "member:1")
    work.run_due()
    assert codes(look(sent(drawn(1), "member:2"))) == set()


def test_fog_is_like_nothing() -> None:
    sent(Image.new("RGB", (1280, 800), "#888888"), "member:1")
    assert sketch.hashes(Image.new("RGB", (1280, 800), "#999999")) is None
    assert codes(look(sent(Image.new("RGB", (1280, 810), "#888888"), "member:2"))) == set()


def test_a_missing_description_is_asked_for_and_decorative_is_an_answer() -> None:
    bare = sent(drawn(1), "member:2", alt="")
    assert codes(look(bare)) == {"alt"}
    assert codes(look(sent(drawn(2), "member:2", alt="", is_decorative=True))) == set()


def test_a_picture_in_the_text_is_judged_by_the_words_there() -> None:
    bare = sent(drawn(1), "member:2", alt="")
    name = bare.name.replace(".jpg", "-960.jpg")
    assert codes(look(body=f'<p>Text</p><img src="/media/{name}" alt="Boxes on a quay">')) == set()
    assert codes(look(body=f'<img src="/media/{name}" alt="">')) == {"alt"}
    assert codes(look(body='<img src="/media/none.jpg" alt="">')) == set()


def test_small_pictures_and_others_uploads_are_notes() -> None:
    small = sent(drawn(1, (700, 500)), "member:2")
    (found,) = look(small)
    assert (found.code, found.severity) == ("small", Severity.NOTE)
    assert "700" in sentences.for_editor(found)
    (found,) = look(sent(drawn(3), "member:1"))
    assert (found.code, found.severity) == ("borrowed", Severity.NOTE)


def test_a_lost_file_breaks_nothing() -> None:
    picture = sent(drawn(1), "member:2")
    Picture.objects.filter(pk=picture.pk).update(name="ab/" + "c" * 30 + ".jpg")
    assert codes(look(picture)) == set()
    assert pictures.CHECK.is_quick
