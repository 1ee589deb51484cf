"""Contrast of colours (WCAG 2.2) and the nearest one that passes. Colours are "#rrggbb" or "#rgb".

OKLab and its matrices: Björn Ottosson, "A perceptual color space for image processing" (2020).
"""

import re
from collections.abc import Sequence
from math import hypot

HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
STEPS = 500  # of lightness from black to white: finer than one step of an 8-bit channel in the mid tones
CHROMA_STEPS = 16  # halvings when a colour must lose chroma to exist on a screen
Triple = tuple[float, float, float]


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio, from 1 to 21. ValueError when either is not a hex colour."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def nearest_passing(colour: str, against: Sequence[str], ratio: float = 4.5) -> str | None:
    """``colour`` or the nearest to it in OKLCH lightness that reaches ``ratio`` against all, or None.

    The hue is kept, chroma as far as the screen can show it. ValueError when a colour is not hex.
    """
    grounds = [luminance(ground) for ground in against]
    if passes(written(rgb(colour)), grounds, ratio):
        return written(rgb(colour))
    lightness, a, b = to_oklab(linear(rgb(colour)))
    for candidate in sorted((step / STEPS for step in range(STEPS + 1)), key=lambda x: abs(x - lightness)):
        found = written(in_gamut(candidate, a, b))
        if passes(found, grounds, ratio):
            return found
    return None


def passes(colour: str, grounds: Sequence[float], ratio: float) -> bool:
    own = luminance(colour) + 0.05
    return all(max(own, ground + 0.05) / min(own, ground + 0.05) >= ratio for ground in grounds)


def luminance(colour: str) -> float:
    r, g, b = linear(rgb(colour))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def rgb(colour: str) -> Triple:
    """Three channels from 0 to 1."""
    if not HEX.fullmatch(colour):
        raise ValueError(f"not a hex colour: {colour!r}")
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    r, g, b = bytes.fromhex(digits)
    return r / 255, g / 255, b / 255


def written(channels: Triple) -> str:
    return "#" + bytes(round(min(max(c, 0), 1) * 255) for c in channels).hex()


def linear(channels: Triple) -> Triple:
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return r, g, b


def gamma(channels: Triple) -> Triple:
    r, g, b = (12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in channels)
    return r, g, b


def to_oklab(channels: Triple) -> Triple:
    r, g, b = channels
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    medium = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def from_oklab(lightness: float, a: float, b: float) -> Triple:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def in_gamut(lightness: float, a: float, b: float) -> Triple:
    """The screen colour of that lightness and hue with as much of the chroma as fits."""
    if hypot(a, b) == 0 or shows(from_oklab(lightness, a, b)):
        return gamma(clamped(from_oklab(lightness, a, b)))
    low, high = 0.0, 1.0
    for _ in range(CHROMA_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if shows(from_oklab(lightness, a * middle, b * middle)) else (low, middle)
    return gamma(clamped(from_oklab(lightness, a * low, b * low)))


def shows(channels: Triple) -> bool:
    return all(-0.0001 <= c <= 1.0001 for c in channels)


def clamped(channels: Triple) -> Triple:
    r, g, b = (min(max(c, 0.0), 1.0) for c in channels)
    return r, g, b
