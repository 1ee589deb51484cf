"""Static files: copied, compressed and named by their content when a paper is prepared (whitenoise)."""

import hashlib
from collections.abc import Callable
from typing import Any

import brotli
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

LARGE = 65_536  # bytes; what readers are sent is smaller
BEST = 11  # of brotli; its last step costs large files three times the time for one or two parts of a hundred
NEARLY_BEST = 10


class Storage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """A file's address is worked out once for a process: files change with the program only, and a page names three."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.addresses: dict[str, str] = {}

    def url(self, name: str, force: bool = False) -> str:
        found = self.addresses.get(name)
        if found is None:
            found = self.addresses[name] = str(super().url(name, force))
        return found

    def create_compressor(self, **kwargs: Any) -> Compressor:
        return Once(**kwargs)


class Once(Compressor):  # type: ignore[misc]
    """Most files stand there twice, under their name and under that of their content: these are compressed once."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.done: dict[tuple[str, bytes], bytes] = {}

    def compress_brotli(self, data: bytes) -> bytes:
        quality = NEARLY_BEST if len(data) > LARGE else BEST
        return self.once("br", data, lambda: brotli.compress(data, quality=quality))

    def compress_gzip(self, data: bytes) -> bytes:
        return self.once("gz", data, lambda: Compressor.compress_gzip(data))

    def once(self, kind: str, data: bytes, compress: Callable[[], bytes]) -> bytes:
        key = (kind, hashlib.blake2b(data, digest_size=16).digest())
        if key not in self.done:
            self.done[key] = compress()
        return self.done[key]
