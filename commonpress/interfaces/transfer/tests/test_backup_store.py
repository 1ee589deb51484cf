"""Pieces, seals and lists, without a paper: what is kept comes back as it was, or is refused with a remedy."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from commonpress.interfaces.transfer.backup.manifest import File, Manifest, Table
from commonpress.interfaces.transfer.backup.place import Folder
from commonpress.interfaces.transfer.backup.problem import BackupProblem
from commonpress.interfaces.transfer.backup.store import Store, address, opened
from commonpress.interfaces.transfer.backup.tally import Tally
from commonpress.interfaces.transfer.backup.vault import Damaged, Keys, Vault

KEY = "a key of the operator's own"
VAULTS = [Vault(None), Vault(Keys.of(KEY, b"salt"))]


def manifest(moment: str = "20261126T010203Z", pieces: list[str] | None = None, **words: object) -> Manifest:
    given: dict[str, object] = {
        "program": "1",
        "moment": moment,
        "began": "",
        "seen": "",
        "vendor": "sqlite",
        "migrations": [],
        "tables": {"t": Table(rows=1, digest="0")},
        "media": [File(name="ab/c.jpg", size=1, changed=1, sha256="0", pieces=pieces or [])],
    }
    return Manifest.model_validate({**given, **words})


@pytest.fixture(params=["", KEY], ids=["plain", "sealed"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return opened(Folder(tmp_path / "backups"), request.param, make=True)


def file_of(store: Store, name: str) -> Path:
    assert isinstance(store.place, Folder)
    return store.place.root / address(name)


@pytest.mark.parametrize("vault", VAULTS, ids=["plain", "sealed"])
@given(content=st.binary(max_size=4000))
@settings(max_examples=40, deadline=None)
def test_what_is_packed_comes_back(vault: Vault, content: bytes) -> None:
    assert vault.unpack("x", vault.pack("x", content), most=4000) == content


@pytest.mark.parametrize("vault", VAULTS, ids=["plain", "sealed"])
@given(at=st.integers(0, 200), bit=st.integers(0, 7))
@settings(max_examples=60, deadline=None)
def test_a_changed_bit_or_a_cut_is_found(vault: Vault, at: int, bit: int) -> None:
    packed = bytearray(vault.pack("x", bytes(range(256))))
    packed[at] ^= 1 << bit
    with pytest.raises(Damaged):
        vault.unpack("x", bytes(packed), most=256)
    with pytest.raises(Damaged):
        vault.unpack("x", vault.pack("x", b"whole")[: at % 30], most=256)


def test_a_piece_that_would_burst_the_memory_is_refused() -> None:
    for vault in VAULTS:
        with pytest.raises(Damaged):
            vault.unpack("x", vault.pack("x", bytes(1_000_000)), most=999_999)


def test_a_sealed_piece_can_not_stand_in_for_another() -> None:
    vault = VAULTS[1]
    with pytest.raises(Damaged):
        vault.unpack("another", vault.pack("one", b"x"), most=10)


def test_a_sealed_store_shows_nothing_of_what_is_in_it(tmp_path: Path) -> None:
    store = opened(Folder(tmp_path / "backups"), KEY, make=True)
    name = store.put(b"the canary sings")
    store.keep(manifest())
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"canary" not in kept
    assert b"ab/c.jpg" not in kept
    assert name != Vault(None).name_of(b"the canary sings")


def test_equal_content_is_kept_once_and_comes_back_in_order(store: Store) -> None:
    names = store.put_all([b"one", b"two", b"one"] * 20)
    assert list(store.get_all(names, "x")) == [b"one", b"two", b"one"] * 20
    assert len(list(store.place.names("objects"))) == 2


def test_files_and_folders_are_the_operators_alone(store: Store) -> None:
    store.put(b"one")
    store.keep(manifest())
    assert isinstance(store.place, Folder)
    for path in [store.place.root, *store.place.root.rglob("*")]:
        wanted = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path


def test_a_cut_a_changed_and_a_missing_piece_are_named_with_the_remedy(store: Store) -> None:
    name, other = store.put_all([b"x" * 1000, b"y" * 1000])
    whole = file_of(store, name).read_bytes()
    for damage, words in ((whole[:-7], "cut or changed"), (file_of(store, other).read_bytes(), "changed")):
        file_of(store, name).write_bytes(damage)
        with pytest.raises(BackupProblem, match=rf"ab/c.jpg: .*{name}.*{words}.*commonpress backup"):
            store.get(name, "ab/c.jpg")
    file_of(store, name).unlink()
    with pytest.raises(BackupProblem, match=r"is missing.*--at"):
        store.get(name, "ab/c.jpg")


def test_a_write_that_fails_leaves_nothing_behind(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device", "disk")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        store.put(b"one")
    assert list(store.place.names("objects")) == []
    assert isinstance(store.place, Folder)
    assert not list(store.place.root.rglob(".part-*"))


def test_only_the_newest_backups_and_what_they_need_are_kept(store: Store) -> None:
    old, shared, new = store.put_all([b"old", b"shared", b"new"])
    store.keep(manifest("20261101T000000Z", [old, shared]))
    store.keep(manifest("20261102T000000Z", [shared]))
    store.keep(manifest("20261103T000000Z", [shared, new]))
    assert store.sweep(2) == 1
    assert store.moments() == ["20261102T000000Z", "20261103T000000Z"]
    assert store.known == {shared, new} == {name[-64:] for name in store.place.names("objects")}


def test_nothing_is_swept_while_a_kept_list_can_not_be_read(store: Store) -> None:
    needed, old = store.put_all([b"needed", b"old"])
    for moment, piece in (
        ("20261101T000000Z", old),
        ("20261102T000000Z", needed),
        ("20261103T000000Z", needed),
    ):
        store.keep(manifest(moment, [piece]))
    assert isinstance(store.place, Folder)
    os.truncate(store.place.root / "snapshots/20261102T000000Z", 20)
    with pytest.raises(BackupProblem, match="20261102T000000Z cannot be trusted"):
        store.sweep(2)
    assert len(store.moments()) == 3
    assert len(list(store.place.names("objects"))) == 2


def test_two_backups_never_write_to_one_place_at_once(tmp_path: Path) -> None:
    with (
        Folder(tmp_path / "b").alone(),
        pytest.raises(BackupProblem, match="Wait for it"),
        Folder(tmp_path / "b").alone(),
    ):
        pass
    (tmp_path / "b" / ".part-left").touch()
    with Folder(tmp_path / "b").alone():
        assert not (tmp_path / "b" / ".part-left").exists()


@pytest.mark.parametrize(
    ("made_with", "opened_with", "remedy"),
    [
        (KEY, "", "are sealed. Give their key: --key-file"),
        (KEY, "another key altogether", "not the key of the backups"),
        ("", KEY, "are not sealed"),
        ("", "short", "openssl rand"),
    ],
)
def test_a_wrong_key_is_told_from_damage(
    tmp_path: Path, made_with: str, opened_with: str, remedy: str
) -> None:
    opened(Folder(tmp_path / "b"), made_with, make=True)
    with pytest.raises(BackupProblem, match=remedy):
        opened(Folder(tmp_path / "b"), opened_with)


def test_a_folder_of_something_else_is_no_destination(tmp_path: Path) -> None:
    with pytest.raises(BackupProblem, match="is the disk mounted"):
        opened(Folder(tmp_path / "nowhere"), "")
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").touch()
    with pytest.raises(BackupProblem, match="Choose an empty folder"):
        opened(Folder(tmp_path / "photos"), "", make=True)
    (tmp_path / "photos" / "store").write_text("{")
    with pytest.raises(BackupProblem, match="store was cut"):
        opened(Folder(tmp_path / "photos"), "")


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "a/../../b", "a\\..\\b", "", "a//b", "./a", "a\0b"])
def test_a_list_whose_files_lead_out_of_the_folder_is_refused(name: str, store: Store) -> None:
    good = manifest()
    with pytest.raises(ValidationError):
        File(name=name, size=1, changed=1, sha256="0", pieces=[])
    bad = (
        good.model_dump_json()
        .replace("ab/c.jpg", name.replace("\\", "\\\\").replace("\0", "\\u0000"))
        .encode()
    )
    packed = store.vault.pack(f"snapshot {good.moment}", bad)
    store.place.write(f"snapshots/{good.moment}", packed)
    with pytest.raises(BackupProblem, match="cannot be trusted"):
        store.newest()


def test_a_list_that_is_moved_cut_or_of_the_future_is_refused(tmp_path: Path) -> None:
    store = opened(Folder(tmp_path / "b"), KEY, make=True)
    store.keep(manifest())
    folder = tmp_path / "b" / "snapshots"
    (folder / "20270101T000000Z").write_bytes((folder / "20261126T010203Z").read_bytes())
    with pytest.raises(BackupProblem, match="cannot be trusted"):
        store.newest()
    with pytest.raises(BackupProblem, match="There are: 2026"):
        store.snapshot("20250101T000000Z")
    late = manifest().model_dump_json().replace('"format":1', '"format":2').encode()
    store.place.write("snapshots/20280101T000000Z", store.vault.pack("snapshot 20280101T000000Z", late))
    with pytest.raises(BackupProblem, match="newer Commonpress"):
        store.newest()
    store.place.write("snapshots/20290101T000000Z", store.vault.pack("snapshot 20290101T000000Z", b"[]"))
    with pytest.raises(BackupProblem, match="cannot be trusted"):
        store.newest()


def test_a_tally_does_not_depend_on_the_order_but_on_every_row() -> None:
    def of(*rows: bytes) -> Table:
        tally = Tally()
        for row in rows:
            tally.add(row)
        return tally.table

    assert of(b"a", b"b", b"b") == of(b"b", b"a", b"b")
    assert len({of(*rows).digest for rows in ([b"a", b"b"], [b"a", b"b", b"b"], [b"a", b"c"], [])}) == 4
