"""How a piece of a backup is packed: compressed always, sealed when a key was given.

Sealed means AES-256-GCM under a key made of the operator's by scrypt; the piece's own name is authenticated with it, so
that no piece can stand in for another. Names are then keyed hashes too: who has no key cannot even test a guess.
"""

import hashlib
import hmac
import os
import zlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PLAIN, SEALED = b"CPB1p", b"CPB1s"
LEVEL = 3  # of zlib: 6 takes twice the time for a twentieth less
NONCE_BYTES = 12  # of GCM
DIGEST_BYTES = 32
SCRYPT_COST = 2**14  # with blocks of 8: 16 MiB and some 50 ms for one guess


class Damaged(Exception):
    """What was packed is not what is there now."""


@dataclass(frozen=True)
class Keys:
    """Three keys of one, so that none is used for two things."""

    name: bytes
    seal: bytes
    check: bytes

    @classmethod
    def of(cls, secret: str, salt: bytes) -> "Keys":
        master = hashlib.scrypt(secret.encode(), salt=salt, n=SCRYPT_COST, r=8, p=1, dklen=32)
        return cls(*(hmac.digest(master, use, "sha256") for use in (b"name", b"seal", b"check")))

    @property
    def proof(self) -> str:
        """Kept beside the backups: tells a wrong key from a damaged file."""
        return hmac.new(self.check, b"commonpress backup", "sha256").hexdigest()


class Vault:
    def __init__(self, keys: Keys | None) -> None:
        self.keys = keys
        self._cipher = AESGCM(keys.seal) if keys else None

    @property
    def is_sealed(self) -> bool:
        return self.keys is not None

    def name_of(self, content: bytes) -> str:
        """The same content has the same name, so that it is kept once."""
        if self.keys:
            return hmac.new(self.keys.name, content, "sha256").hexdigest()
        return hashlib.sha256(content).hexdigest()

    def pack(self, label: str, content: bytes) -> bytes:
        packed = zlib.compress(content, LEVEL)
        if self._cipher is None:
            return PLAIN + hashlib.sha256(packed).digest() + packed
        nonce = os.urandom(NONCE_BYTES)
        return SEALED + nonce + self._cipher.encrypt(nonce, packed, label.encode())

    def unpack(self, label: str, data: bytes, *, most: int) -> bytes:
        """The content, at most ``most`` bytes of it. Raises ``Damaged``."""
        kind, rest = data[: len(PLAIN)], data[len(PLAIN) :]
        if kind != (SEALED if self._cipher else PLAIN):
            raise Damaged
        return self._inflate(self._open(label, rest), most)

    def _open(self, label: str, data: bytes) -> bytes:
        if self._cipher is None:
            digest, packed = data[:DIGEST_BYTES], data[DIGEST_BYTES:]
            if hashlib.sha256(packed).digest() != digest:
                raise Damaged
            return packed
        try:
            return self._cipher.decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], label.encode())
        except (InvalidTag, ValueError):
            raise Damaged from None

    def _inflate(self, packed: bytes, most: int) -> bytes:
        inflater = zlib.decompressobj()
        try:
            content = inflater.decompress(packed, most + 1)
        except zlib.error:
            raise Damaged from None
        if len(content) > most or not inflater.eof:
            raise Damaged
        return content
