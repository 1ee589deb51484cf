"""A destination: pieces by the hash of their content, and one manifest for each backup.

    store               format; salt and proof of the key when it is sealed
    objects/ab/abcd…    a piece: part of the database or of a file, packed (``vault.py``)
    snapshots/<moment>  a manifest, packed; written last

Equal content has one name and is kept once, so each backup adds only what is new; and a killed one, run again, finds what
it had written.
"""

import json
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from pydantic import ValidationError

from commonpress.interfaces.transfer.backup.manifest import MOMENT, Manifest
from commonpress.interfaces.transfer.backup.place import Place
from commonpress.interfaces.transfer.backup.problem import BackupProblem
from commonpress.interfaces.transfer.backup.vault import Damaged, Keys, Vault

MOST_PIECE = 4 * 1024 * 1024  # bytes
MOST_MANIFEST = 512 * 1024 * 1024  # a database of some 200 GB
HANDS = 4  # threads: packing, hashing and waiting for the disk all let go of Python's lock
AHEAD = 16  # pieces in memory
SHORTEST_KEY = 16  # signs


class Store:
    """Use ``opened``. ``known`` are the pieces that are there."""

    def __init__(self, place: Place, vault: Vault) -> None:
        self.place = place
        self.vault = vault
        self.known = {name.rpartition("/")[2] for name in place.names("objects")}
        self.added_bytes = 0
        self._counting = threading.Lock()

    def put_all(self, pieces: Iterable[bytes]) -> list[str]:
        """Keep the pieces; their names in the same order."""
        names: list[str] = []
        waiting: deque[Future[str]] = deque()
        with ThreadPoolExecutor(HANDS) as hands:
            for piece in pieces:
                waiting.append(hands.submit(self.put, piece))
                if len(waiting) >= AHEAD:
                    names.append(waiting.popleft().result())
            names += [each.result() for each in waiting]
        return names

    def put(self, content: bytes) -> str:
        name = self.vault.name_of(content)
        if name not in self.known:
            packed = self.vault.pack(name, content)
            self.place.write(address(name), packed)
            with self._counting:
                self.known.add(name)
                self.added_bytes += len(packed)
        return name

    def get_all(self, names: Iterable[str], part: str) -> Iterator[bytes]:
        """The pieces of ``part``, each proved. Raises ``BackupProblem``."""
        for name in names:
            yield self.get(name, part)

    def get(self, name: str, part: str) -> bytes:
        try:
            content = self.vault.unpack(name, self.place.read(address(name)), most=MOST_PIECE)
        except FileNotFoundError:
            raise BackupProblem(self._lost(part, name, "is missing")) from None
        except Damaged:
            raise BackupProblem(self._lost(part, name, "was cut or changed")) from None
        if self.vault.name_of(content) != name:
            raise BackupProblem(self._lost(part, name, "was changed"))
        return content

    def _lost(self, part: str, name: str, how: str) -> str:
        return (
            f"{part}: {self.place}/{address(name)} {how}. If the paper still stands, delete that file and run"
            " `commonpress backup`: it writes what is missing anew. If not, restore an older backup with --at"
            f" (their moments: {self.place.listing('snapshots')})."
        )

    def moments(self) -> list[str]:
        """Of all backups, oldest first."""
        found = [name.rpartition("/")[2] for name in self.place.names("snapshots")]
        return sorted(moment for moment in found if MOMENT.fullmatch(moment))

    def keep(self, manifest: Manifest) -> None:
        content = manifest.model_dump_json().encode()
        self.place.settle()  # its pieces first
        self.place.write(
            f"snapshots/{manifest.moment}", self.vault.pack(f"snapshot {manifest.moment}", content)
        )
        self.place.settle()

    def newest(self) -> Manifest:
        """Raises ``BackupProblem`` when there is none or it cannot be read."""
        moments = self.moments()
        if not moments:
            raise BackupProblem(
                f"there is no backup in {self.place}. Make one: commonpress backup {self.place}"
            )
        return self.snapshot(moments[-1])

    def snapshot(self, moment: str) -> Manifest:
        if moment not in self.moments():
            raise BackupProblem(
                f"there is no backup of {moment}. There are: {', '.join(self.moments()) or 'none'}."
            )
        try:
            data = self.place.read(f"snapshots/{moment}")
            content = self.vault.unpack(f"snapshot {moment}", data, most=MOST_MANIFEST)
            check_format(content)
            manifest = Manifest.model_validate_json(content)
        except (Damaged, ValidationError) as problem:
            why = (
                "it holds what no backup of ours holds"
                if isinstance(problem, ValidationError)
                else "cut or changed"
            )
            raise BackupProblem(
                f"the list of the backup {moment} cannot be trusted: {why}. Restore an older one with --at (their moments:"
                f" {self.place.listing('snapshots')}), or make a new one: commonpress backup {self.place}"
            ) from None
        return manifest

    def sweep(self, keep: int) -> int:
        """Forget all but the newest ``keep`` backups, and pieces none of the kept ones needs. Only inside ``alone``.

        Nothing is swept while a kept list cannot be read: its pieces would be lost with it.
        """
        moments = self.moments()
        needed = {name for moment in moments[-keep:] for name in pieces_of(self.snapshot(moment))}
        for moment in moments[:-keep]:
            self.place.remove(f"snapshots/{moment}")
        over = self.known - needed
        for name in over:
            self.place.remove(address(name))
        self.known -= over
        return len(over)


def address(name: str) -> str:
    return f"objects/{name[:2]}/{name}"


def pieces_of(manifest: Manifest) -> Iterator[str]:
    yield from manifest.pages
    yield from manifest.settings
    for rows in manifest.rows.values():
        yield from rows.pieces
    for file in manifest.media:
        yield from file.pieces


def check_format(content: bytes) -> None:
    """Raises ``BackupProblem`` for a list a later version wrote; its other fields may then mean anything."""
    try:
        number = json.loads(content)["format"]
    except (ValueError, KeyError, TypeError):
        raise Damaged from None
    if isinstance(number, int) and number > 1:
        raise BackupProblem("this backup was written by a newer Commonpress. Install that version first.")


def opened(place: Place, secret: str, *, make: bool = False) -> Store:
    """The store in ``place``; with ``make`` a new one when nothing is there. Raises ``BackupProblem``.

    ``secret`` is the operator's key, empty for a store that is not sealed.
    """
    if secret and len(secret) < SHORTEST_KEY:
        raise BackupProblem(
            f"the key has fewer than {SHORTEST_KEY} signs. Make one: openssl rand -base64 32 > backup.key"
        )
    try:
        about = json.loads(place.read("store"))
    except FileNotFoundError:
        if not make:
            raise BackupProblem(
                f"{place} holds no backup of ours. Is the folder right, is the disk mounted?"
            ) from None
        return made(place, secret)
    except ValueError:
        raise BackupProblem(f"{place}/store was cut or changed. Back up to another folder.") from None
    return Store(place, vault_of(about, secret, place))


def made(place: Place, secret: str) -> Store:
    if any(name != "lock" for name in place.names("")):
        raise BackupProblem(f"{place} holds other files. Choose an empty folder for backups.")
    salt = os.urandom(16)
    keys = Keys.of(secret, salt) if secret else None
    about = {"format": 1, "salt": salt.hex() if keys else "", "proof": keys.proof if keys else ""}
    place.write("store", json.dumps(about).encode())
    place.settle()
    return Store(place, Vault(keys))


def vault_of(about: dict[str, Any], secret: str, place: Place) -> Vault:
    is_sealed = bool(about.get("salt"))
    if is_sealed and not secret:
        raise BackupProblem(f"the backups in {place} are sealed. Give their key: --key-file FILE")
    if secret and not is_sealed:
        raise BackupProblem(
            f"the backups in {place} are not sealed, but a key was given. Leave --key-file and"
            " COMMONPRESS_BACKUP_KEY out, or back up to another folder."
        )
    if not is_sealed:
        return Vault(None)
    keys = Keys.of(secret, bytes.fromhex(about["salt"]))
    if keys.proof != about.get("proof"):
        raise BackupProblem(
            f"this is not the key of the backups in {place}. Give the one they were made with: --key-file FILE;"
            " without it they cannot be read."
        )
    return Vault(keys)
