import multiprocessing
import resource
import struct
import time
import warnings
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import ExifTags, Image, ImageCms, PngImagePlugin

from commonpress.engines.media.prepare import MAX_SIDE, prepare
from commonpress.engines.media.refused import Refused
from commonpress.engines.media.tests.make import chunk, drawn, jpeg, png_bomb, saved

# As the program itself runs; pytest forgets what apps.ready said.
pytestmark = pytest.mark.filterwarnings("error::PIL.Image.DecompressionBombWarning")
HARBOUR = b"60 Quay Street, the back door"


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def rgb(image: Image.Image, at: tuple[int, int]) -> tuple[int, ...]:
    found = image.convert("RGB").getpixel(at)
    assert isinstance(found, tuple)
    return tuple(round(channel) for channel in found)


def with_position() -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.ImageDescription] = HARBOUR.decode()
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef] = "N"
    place[ExifTags.GPS.GPSLatitude] = (44.0, 10.0, 30.0)
    return jpeg(exif=exif, comment=HARBOUR, xmp=b"<x:xmpmeta>" + HARBOUR + b"</x:xmpmeta>")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_every_kind_on_the_list_is_made_anew_as_jpeg(kind: str) -> None:
    made = prepare(saved(drawn(), kind))
    assert (made.format, made.width, made.height) == ("jpeg", 64, 48)
    assert opened(made.data).format == "JPEG"


@pytest.mark.parametrize("kind", ["BMP", "TIFF", "ICO", "PPM", "SGI", "PCX", "JPEG2000", "PDF", "EPS", "TGA"])
def test_every_other_kind_is_refused_with_a_remedy(kind: str) -> None:
    with pytest.raises(Refused, match="Save it as JPEG"):
        prepare(saved(drawn(), kind))


@pytest.mark.parametrize(
    ("sent", "remedy"),
    [
        (b"", "Choose the picture again"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "Save it as PNG"),
        (b"\xef\xbb\xbf\n <?xml version='1.0'?><svg/>", "Save it as PNG"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "Save it as PNG"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
        (b"%PDF-1.7", "Save it as JPEG"),
        (b"GIF89a", "picture"),
        (bytes(1000), "Save it as JPEG"),
    ],
)
def test_what_is_no_picture_is_refused_with_a_remedy(sent: bytes, remedy: str) -> None:
    with pytest.raises(Refused, match=remedy):
        prepare(sent)


def test_position_and_all_other_metadata_are_gone_and_the_turn_is_kept() -> None:
    sent = with_position()
    assert HARBOUR in sent
    assert b"Exif" in sent
    made = prepare(sent)
    assert HARBOUR not in made.data
    assert b"Exif" not in made.data
    image = opened(made.data)
    assert not image.getexif()
    assert set(image.info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "progressive",
        "progression",
    }
    assert image.size == (48, 64)
    assert rgb(image, (24, 8))[0] > 200


def test_png_texts_and_profiles_are_gone() -> None:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", HARBOUR.decode())
    clear = drawn(mode="RGBA")
    clear.putpixel((0, 0), (0, 0, 0, 0))
    for image in (drawn(), clear):
        made = prepare(saved(image, "PNG", pnginfo=texts, exif=b"Exif\0\0" + HARBOUR))
        assert HARBOUR not in made.data
        assert "exif" not in opened(made.data).info


def test_transparency_is_kept_and_an_opaque_alpha_is_dropped() -> None:
    clear = drawn(mode="RGBA")
    clear.putpixel((0, 0), (0, 0, 0, 0))
    made = prepare(saved(clear, "PNG"))
    assert made.format == "webp"
    assert opened(made.data).convert("RGBA").getpixel((0, 0)) == (0, 0, 0, 0)
    assert opened(made.data).convert("RGBA").getpixel((60, 40)) == (0, 0, 255, 255)
    assert prepare(saved(drawn(mode="RGBA"), "PNG")).format == "jpeg"
    assert prepare(saved(clear.quantize(8), "GIF", transparency=0)).format == "webp"


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("1", "PNG"),
        ("L", "PNG"),
        ("LA", "PNG"),
        ("P", "PNG"),
        ("I;16", "PNG"),
        ("L", "JPEG"),
        ("CMYK", "JPEG"),
    ],
)
def test_every_mode_of_pixels_is_taken(mode: str, kind: str) -> None:
    made = prepare(saved(Image.new(mode, (40, 30)), kind))
    assert (made.width, made.height) == (40, 30)


def test_sixteen_bits_of_grey_stay_grey() -> None:
    grey = Image.new("I;16", (40, 30), 0x8000)
    assert all(abs(level - 128) < 4 for level in rgb(opened(prepare(saved(grey, "PNG")).data), (5, 5)))


def test_colours_of_another_profile_are_converted() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    assert prepare(jpeg(icc_profile=lab.tobytes())).width == 64  # of another colour space: ignored
    assert prepare(jpeg(icc_profile=b"rubbish")).width == 64
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = _swap_red_and_blue(srgb)
    made = opened(prepare(jpeg(icc_profile=swapped, quality=95, subsampling=0)).data)
    red, _green, blue = rgb(made, (8, 8))
    assert blue > 200 > red
    assert "icc_profile" not in made.info


def _swap_red_and_blue(profile: bytes) -> bytes:
    return profile.replace(b"rXYZ", b"tXYZ").replace(b"bXYZ", b"rXYZ").replace(b"tXYZ", b"bXYZ")


def test_large_pictures_are_shrunk_and_small_ones_left() -> None:
    assert (prepare(jpeg((4800, 3200))).width, prepare(jpeg((4800, 3200))).height) == (MAX_SIDE, 1600)
    assert prepare(saved(drawn((100, 4800)), "PNG")).height == MAX_SIDE
    assert prepare(jpeg((1, 1))).width == 1


def test_of_an_animation_the_first_frame_is_kept() -> None:
    frames = [drawn(), Image.new("RGB", (64, 48), "green")]
    for kind in ("GIF", "WEBP", "PNG", "AVIF"):
        made = prepare(saved(frames[0], kind, save_all=True, append_images=frames[1:]))
        assert not getattr(opened(made.data), "is_animated", False)
        assert rgb(opened(made.data), (8, 8))[0] > 200


@pytest.mark.parametrize("tail", [b"<script>alert(1)</script>", b"PK\x03\x04payload", b"%PDF-1.7 <html>"])
def test_what_hides_behind_a_picture_is_gone(tail: bytes) -> None:
    comment = jpeg(comment=tail)
    gif = saved(drawn(), "GIF", comment=tail) + tail
    png = saved(drawn(), "PNG")
    inside = png[:33] + chunk(b"zzZz", tail) + png[33:] + tail
    for sent in (jpeg() + tail, comment, gif, inside):
        assert tail in sent
        assert tail not in prepare(sent).data


@pytest.mark.parametrize("size", [(30_000, 30_000), (8_000, 6_000), (2**31 - 1, 1), (65_535, 65_535)])
def test_bombs_are_refused_before_they_are_opened(size: tuple[int, int]) -> None:
    sent = png_bomb(*size)
    before, start = peak(), time.process_time()
    with pytest.raises(Refused, match="Make it smaller"):
        prepare(sent)
    assert time.process_time() - start < 1
    assert peak() - before < 64


def test_a_gif_of_a_huge_screen_is_refused() -> None:
    sent = bytearray(saved(drawn(), "GIF"))
    sent[6:10] = struct.pack("<HH", 60_000, 60_000)
    with pytest.raises(Refused, match="Make it smaller"):
        prepare(bytes(sent))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_cut_off_pictures_are_refused(kind: str) -> None:
    whole = saved(Image.effect_noise((200, 200), 90).convert("RGB"), kind)
    for part in (1, 4, 12, 40, len(whole) // 2, len(whole) * 3 // 4):
        try:
            prepare(whole[:part])
        except Refused as refusal:
            assert "save" in str(refusal).lower()  # noqa: PT017
        else:
            assert (kind in {"GIF", "AVIF"}, part > 40) == (True, True)  # these cannot tell what is missing


def peak() -> float:
    """The largest memory of this process so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _verdict(path: str) -> tuple[str, float, float]:
    """Judge one hostile file in a process of its own: verdict, seconds, megabytes grown."""
    data, before, start = Path(path).read_bytes(), peak(), time.perf_counter()
    try:
        made = prepare(data)
        verdict = f"made {made.format}"
    except Refused:
        verdict = "refused"
    except BaseException as failure:
        verdict = f"failed {failure!r}"
    return verdict, time.perf_counter() - start, peak() - before


def test_hostile_files_are_made_clean_or_refused_in_bounded_time_and_memory(shared_data: Path) -> None:
    paths = sorted(str(path) for path in (shared_data / "hostile-images").iterdir())
    assert len(paths) > 50
    with multiprocessing.get_context("spawn").Pool(1, initializer=_settings) as pool:
        answers: dict[str, Any] = dict(zip(paths, pool.map(_verdict, paths, chunksize=1), strict=True))
    bad = {
        Path(path).name: answer
        for path, answer in answers.items()
        if not answer[0].startswith(("made", "refused")) or answer[1] > 2 or answer[2] > 64
    }
    assert not bad
    assert {answer[0] for answer in answers.values()} >= {"made jpeg", "refused"}


def _settings() -> None:
    import django

    django.setup()


def test_a_decoder_that_stumbles_over_the_beginning_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object, **__: object) -> Image.Image:
        raise struct.error("unpack requires a buffer of 4 bytes")

    monkeypatch.setattr(Image, "open", stumble)
    with pytest.raises(Refused, match="damaged"):
        prepare(jpeg())


def test_a_bomb_that_shows_only_when_it_is_decoded_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = jpeg()

    def burst(*_: object, **__: object) -> None:
        raise Image.DecompressionBombError

    monkeypatch.setattr(Image.Image, "thumbnail", burst)
    with pytest.raises(Refused, match="pixels"):
        prepare(data)


def test_one_transparent_colour_shines_through() -> None:
    data = saved(drawn(), "PNG", transparency=(255, 0, 0))
    image = opened(prepare(data).data)
    assert image.convert("RGBA").getpixel((1, 1))[3] == 0  # type: ignore[index]
    assert image.convert("RGBA").getpixel((60, 1))[3] == 255  # type: ignore[index]


def test_our_own_count_of_pixels_holds_when_the_decoder_only_warns() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        with pytest.raises(Refused, match="Make it smaller"):
            prepare(png_bomb(8_000, 6_000))
