"""Public pages go out compressed, and only those: a secret beside what a stranger chose would be betrayed (BREACH)."""

import gzip
import re

import brotli

WORTHWHILE = 500  # bytes; below this the headers outweigh the gain
BROTLI_QUALITY = 5  # of 0-11: 30 kB of page in half a millisecond, within a few per cent of the best
BROTLI_WINDOWS = (16, 22)  # bits, the smallest and the largest
GZIP_LEVEL = 6
PLAIN_TYPES = ("text/", "application/json", "application/feed+json", "application/xml", "image/svg+xml")
CODING = re.compile(r"\s*([\w*-]+)\s*(?:;\s*q\s*=\s*([0-9.]+))?\s*")


def choose(accepted: str) -> str:
    """``br``, ``gzip`` or nothing, from an Accept-Encoding header (RFC 9110, 12.5.3); what has q=0 is refused."""
    wanted = {
        match[1].lower(): weight(match[2]) for match in map(CODING.fullmatch, accepted.split(",")) if match
    }
    for coding in ("br", "gzip"):
        if wanted.get(coding, 0) > 0:
            return coding
    return ""


def weight(q: str | None) -> float:
    try:
        return float(q) if q else 1.0
    except ValueError:
        return 0.0


def is_worthwhile(content_type: str, length: int) -> bool:
    kind = content_type.partition(";")[0].strip()
    return length >= WORTHWHILE and (kind.startswith(PLAIN_TYPES) or kind.endswith("+xml"))


def window(length: int) -> int:
    """No larger than the page: what brotli sets up for one of 4 MB, its default, is a quarter of the time a page takes."""
    smallest, largest = BROTLI_WINDOWS
    return min(max(length.bit_length(), smallest), largest)


def compress(body: bytes, coding: str) -> bytes:
    if coding == "br":
        packed: bytes = brotli.compress(body, quality=BROTLI_QUALITY, lgwin=window(len(body)))
        return packed
    return gzip.compress(body, GZIP_LEVEL, mtime=0)
