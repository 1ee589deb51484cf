"""From the bytes somebody sent to bytes of our own making, or ``Refused``. No files, no database."""

import threading
import warnings
from contextlib import suppress
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from commonpress.engines.media import refused
from commonpress.engines.media.colour import dominant

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")  # the only decoders hostile bytes may reach
MAX_PIXELS = 40_000_000  # judged from the header, before anything is decoded: 160 MB when opened
MAX_SIDE = 2400  # pixels of the longer side of what we keep
JPEG_QUALITY = 85
HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}
# A picture at the pixel limit takes up to 750 MB for a second or four: ten sent at once must not take ten times that.
ONE_AT_A_TIME = threading.Lock()
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


class Prepared(NamedTuple):
    """``data`` holds no metadata and nothing of the original's bytes; ``format`` is "jpeg" or "webp"."""

    data: bytes
    format: str
    width: int
    height: int
    colour: str


def guard_decoders() -> None:
    """Make Pillow itself stop at our pixel limit, also for sizes it learns while decoding (GIF frames)."""
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)


def prepare(data: bytes) -> Prepared:
    """Decode, turn upright, shrink to ``MAX_SIDE``, convert to sRGB and encode anew. Raises ``Refused``.

    Of an animation only the first frame is kept. Opaque pictures become JPEG, the others lossless WebP.
    """
    with ONE_AT_A_TIME:
        return _made_anew(data)


def _made_anew(data: bytes) -> Prepared:
    image = _opened(data)
    crisp = image.format not in {"JPEG", "MPO"}  # drawn, or a screenshot: edges of colour matter
    try:
        image = _in_srgb(_upright(_shrunk(image)))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise refused.too_many_pixels(MAX_PIXELS) from None
    except Exception as failure:  # a decoder fed with rubbish may raise nearly anything
        raise refused.damaged() from failure
    return _encoded(image, crisp=crisp)


def _opened(data: bytes) -> Image.Image:
    if not data:
        raise refused.empty()
    try:
        image = Image.open(BytesIO(data), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise refused.too_many_pixels(MAX_PIXELS) from None
    except UnidentifiedImageError:
        raise _unidentified(data) from None
    except Exception as failure:
        raise refused.damaged() from failure
    if image.width * image.height > MAX_PIXELS:
        raise refused.too_many_pixels(MAX_PIXELS)
    return image


def _unidentified(data: bytes) -> refused.Refused:
    if data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return refused.drawing()
    if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS:
        return refused.heic()
    return refused.unknown()


def _shrunk(image: Image.Image) -> Image.Image:
    """At most ``MAX_SIDE`` on the longer side, in a mode that can be scaled; JPEG is decoded small."""
    if image.mode.startswith("I"):  # 16 bits of grey; a plain convert would clip nearly all of it to white
        image = _eight_bits(image)
    elif image.mode not in {"RGB", "RGBA", "L", "LA", "CMYK"}:
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    elif image.has_transparency_data and image.mode in {"RGB", "L"}:
        image = image.convert("RGBA")
    image.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    image.load()
    return image


def _eight_bits(image: Image.Image) -> Image.Image:
    info = image.info
    image = image.convert("I").point(lambda level: level / 256).convert("L")
    image.info = {key: info[key] for key in ("exif",) if key in info}
    return image


def _upright(image: Image.Image) -> Image.Image:
    with suppress(Exception):  # broken EXIF costs the turn, not the picture
        return ImageOps.exif_transpose(image)
    return image


def _in_srgb(image: Image.Image) -> Image.Image:
    """RGB, or RGBA when something shines through, with nothing else attached."""
    alpha = image.getchannel("A") if image.mode in {"RGBA", "LA"} else None
    colours = _converted(image.convert({"LA": "L", "RGBA": "RGB"}.get(image.mode, image.mode)))
    if alpha is not None and alpha.getextrema() != (255, 255):
        colours.putalpha(alpha)
    colours.info = {}  # some encoders copy comments and profiles from here
    return colours


def _converted(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if profile:
        with suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError):  # a broken profile is no profile
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            if converted := ImageCms.profileToProfile(image, source, SRGB, outputMode="RGB"):
                return converted
    return image.convert("RGB")


def _encoded(image: Image.Image, *, crisp: bool) -> Prepared:
    out = BytesIO()
    if image.mode == "RGBA":
        image.save(out, "WEBP", lossless=True, quality=30, method=2, exact=False)
        kind = "webp"
    else:
        sampling = "4:4:4" if crisp else "4:2:0"
        image.save(out, "JPEG", quality=JPEG_QUALITY, subsampling=sampling, optimize=True, progressive=True)
        kind = "jpeg"
    return Prepared(out.getvalue(), kind, image.width, image.height, dominant(image))
