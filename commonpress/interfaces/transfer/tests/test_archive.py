"""The archive of a whole paper: out, in, out again; and what is refused."""

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import DEFAULT_DB_ALIAS, connection, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as bounds
from hypothesis import strategies as st

from commonpress.domain.conversation.post import post
from commonpress.domain.members.models import Member
from commonpress.domain.stories.correct import Wording, correct
from commonpress.domain.stories.models import Revision, Section, Story
from commonpress.engines.lib import clock
from commonpress.engines.media import files, guard
from commonpress.engines.media.models import Picture
from commonpress.engines.media.store import store
from commonpress.engines.media.tests.make import jpeg
from commonpress.engines.site import options
from commonpress.interfaces.transfer.archive import form, rows, tables
from commonpress.interfaces.transfer.archive.take import take
from commonpress.interfaces.transfer.archive.write import export
from commonpress.interfaces.transfer.problem import ImportProblem

pytestmark = pytest.mark.django_db(transaction=True)


def emptied() -> None:
    rows.empty(tables.everything_but_kinds(), DEFAULT_DB_ALIAS)


def out(tmp_path: Path, name: str = "paper.tar") -> Path:
    export(tmp_path / name)
    return tmp_path / name


def inside(archive: Path) -> dict[str, bytes]:
    with tarfile.open(archive) as tar:
        return {found.name: tar.extractfile(found).read() for found in tar.getmembers()}  # type: ignore[union-attr]


def remade(archive: Path, contents: dict[str, bytes], *, honest: bool = True) -> Path:
    """An archive of these contents, with sums that agree unless it is not ``honest``."""
    contents = dict(contents)
    sums = contents.pop(form.SUMS)
    if honest:
        sums = b"".join(
            form.sum_line(hashlib.sha256(data).hexdigest(), name) for name, data in contents.items()
        )
    with tarfile.open(archive, "w", format=tarfile.USTAR_FORMAT) as tar:
        for name, data in {**contents, form.SUMS: sums}.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
    return archive


def test_a_paper_comes_back_byte_for_byte(
    make_story: Callable[..., Story], ada: Member, tmp_path: Path, settings: Any
) -> None:
    options.change({"name": "The Harbour „Ț”"})
    story = make_story(body="<p>At noon.</p>")
    correct(story, Wording("The ferry is back", "", "<p>At one.</p>"), note="It was one.", by=ada)
    shown, held = (
        store(jpeg((300, 300)), alt="x"),
        store(jpeg((301, 300)), owner=ada.subject, is_guarded=True),
    )
    post(story, "<p>Yes.</p>", author_name="Cleo")
    first = out(tmp_path)
    assert first.stat().st_mode & 0o777 == 0o600
    emptied()
    settings.MEDIA_ROOT = tmp_path / "another"
    done = take(first)
    assert (done.files, done.cleaned) == (2, 0)
    assert out(tmp_path, "again.tar").read_bytes() == first.read_bytes()
    assert files.shown_path(shown.name).exists()
    assert files.held_path(held.name).exists()
    assert not files.shown_path(held.name).exists()
    assert Member.objects.get(handle="ada").check_password("harbour-light-1862")
    assert make_story().pk > story.pk  # the next number is free on either database
    again = inside(first)
    assert json.loads(again[form.ABOUT])["version"] == 1
    sums = again[form.SUMS].decode().splitlines()
    assert f"{hashlib.sha256(again[form.ABOUT]).hexdigest()}  {form.ABOUT}" == sums[0]


def test_an_archive_is_on_the_disk_with_its_folder(
    story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(Path(f"/proc/self/fd/{handle}").readlink()))
    out(tmp_path)
    assert (synced[-2].parent, synced[-1]) == (tmp_path, tmp_path)


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
SITES = st.fixed_dictionaries(
    {
        "name": TEXT,
        "members": st.lists(TEXT, max_size=3),
        "sections": st.lists(
            st.tuples(TEXT, st.dictionaries(st.sampled_from(["ro", "en"]), TEXT)), min_size=1, max_size=3
        ),
        "stories": st.lists(st.tuples(TEXT, TEXT, st.booleans()), max_size=4),
        "when": st.datetimes(
            clock.now().replace(year=1971, tzinfo=None), clock.now().replace(year=2100, tzinfo=None)
        ),
        "facts": st.recursive(
            st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXT,
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
            max_leaves=6,
        ),
    }
)


@bounds(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(SITES)
def test_every_paper_comes_back_byte_for_byte(db_folder: Path, site: dict[str, Any]) -> None:
    emptied()
    filled(site)
    first, again = db_folder / "first.tar", db_folder / "again.tar"
    export(first)
    emptied()
    take(first)
    export(again)
    assert again.read_bytes() == first.read_bytes()


@pytest.fixture
def db_folder(tmp_path: Path) -> Path:
    return tmp_path


def filled(site: dict[str, Any]) -> None:
    from html import escape

    from commonpress.domain.stories.write import Draft, write
    from commonpress.engines.events.record import record

    at = site["when"].replace(tzinfo=clock.now().tzinfo)
    options.change({"name": site["name"].strip() or "x"})
    people = [
        Member.objects.create(email=f"m{number}@example.org", handle=f"m{number}", name=name[:60] or "x")
        for number, name in enumerate(site["members"])
    ]
    for number, (name, others) in enumerate(site["sections"]):
        above = Section.objects.order_by("pk").first()
        Section.objects.create(
            slug=f"s{number}", name=name[:60] or "x", name_translations=others, parent=above
        )
    section = Section.objects.order_by("-pk")[0]
    for headline, body, is_open in site["stories"]:
        draft = Draft(
            headline=headline.strip() or "x", body=f"<p>{escape(body)}</p>", section=section, authors=people,
            is_open_for_comments=is_open, created_at=at,
        )  # fmt: skip
        write(draft, by=None)
    with transaction.atomic():
        record("bell.rung", "bell:1", facts={"facts": site["facts"]})


def test_whatever_an_archive_holds_its_texts_pass_the_sanitiser(story: Story, tmp_path: Path) -> None:
    evil = "<p>x</p><script>alert(1)</script><img src=x onerror=alert(1)>"
    Story.objects.update(body=evil)
    Revision.objects.update(body=evil)
    archive = out(tmp_path)
    emptied()
    assert take(archive).cleaned == 2
    assert not any(
        "script" in text or "onerror" in text for text in Story.objects.values_list("body", flat=True)
    )
    assert not any(
        "script" in text or "onerror" in text for text in Revision.objects.values_list("body", flat=True)
    )


def test_a_paper_with_members_takes_no_archive(story: Story, tmp_path: Path) -> None:
    archive = out(tmp_path)
    with pytest.raises(ImportProblem, match="Make a new one"):
        take(archive)


@pytest.fixture
def contents(story: Story, tmp_path: Path) -> dict[str, bytes]:
    store(jpeg((300, 300)))
    found = inside(out(tmp_path))
    emptied()
    return found


def refused(archive: Path) -> str:
    with pytest.raises(ImportProblem) as caught:
        take(archive)
    assert not Story.objects.exists()
    return str(caught.value)


def test_an_archive_that_was_changed_is_refused(contents: dict[str, bytes], tmp_path: Path) -> None:
    story = "tables/stories.Story/000001.jsonl"
    other = {**contents, story: contents[story].replace(b"ferry", b"truck")}
    assert f"{story} in the archive is not what" in refused(remade(tmp_path / "a.tar", other, honest=False))
    less = {name: data for name, data in contents.items() if name != story}
    assert "is not what its SHA256SUMS says" in refused(remade(tmp_path / "a.tar", less, honest=False))
    whole = remade(tmp_path / "a.tar", contents).read_bytes()
    for size in (0, 700, len(whole) // 2, len(whole) // 1024 * 512):
        (tmp_path / "cut.tar").write_bytes(whole[:size])
        assert "was cut" in refused(tmp_path / "cut.tar") or size > len(whole) - 20 * 512
    (tmp_path / "b.tar").write_bytes(b"x" * 2000)
    assert "no archive of a paper" in refused(tmp_path / "b.tar")


STRANGE: list[tuple[dict[str, bytes], str]] = [
    ({"archive.json": b'{"format": "commonpress-archive", "version": 2}'}, "of version 2"),
    ({"archive.json": b'{"format": "else", "version": 1}'}, "no archive of a paper"),
    ({"archive.json": b"[" * 100_000}, "cannot be read"),
    (
        {"tables/stories.Poem/000001.jsonl": b"{}\n"},
        "table stories.Poem, which this version does not know",
    ),
    ({"tables/sessions.Session/000001.jsonl": b"{}\n"}, "does not know"),
    ({"tables/../../etc/passwd": b""}, "which no paper has"),
    ({"media/../paper.env": b""}, "which no paper has"),
    ({"media/ab/x.html": b""}, "which no paper has"),
    ({"/etc/passwd": b""}, "which no paper has"),
    (
        {"tables/stories.Lead/000001.jsonl": b'{"id": 1, "secret": 1}\n'},
        "columns this version does not know: secret",
    ),
    (
        {"tables/stories.Lead/000001.jsonl": b'{"id": "1", "position": 1, "story_id": 1}\n'},
        "cannot stand in the column id",
    ),
    (
        {"tables/stories.Lead/000001.jsonl": b'{"id": 1, "position": 1, "story_id": 999}\n'},
        "database did not take it",
    ),
    ({"tables/stories.Lead/000001.jsonl": b'{"id": 1, "position": 1}\n'}, "lacks the column story_id"),
    ({"tables/stories.Lead/000001.jsonl": b"[" * 100_000 + b"\n"}, "is no JSON"),
    ({"tables/stories.Lead/000001.jsonl": b"7\n"}, "is no object"),
    (
        {"tables/stories.Lead/000001.jsonl": b'{"id": 1' + b"0" * 400 + b', "position": 1, "story_id": 1}\n'},
        "did not take",
    ),
]


def test_an_archive_with_strange_things_in_it_is_refused(contents: dict[str, bytes], tmp_path: Path) -> None:
    order = [tables.label(table) for table in tables.of_the_archive()]

    def place(name: str) -> tuple[int, int, str]:
        found = form.PART.fullmatch(name)
        if found and found["table"] in order:
            return (1, order.index(found["table"]), name)
        return (0 if name == form.ABOUT else 3 if name == form.SUMS else 2, 0, name)

    for change, said in STRANGE:
        mixed = contents | change
        archive = remade(tmp_path / "a.tar", {name: mixed[name] for name in sorted(mixed, key=place)})
        assert said in refused(archive)


def test_only_plain_files_are_read(tmp_path: Path) -> None:
    kinds = (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.DIRTYPE, tarfile.GNUTYPE_SPARSE)
    for kind in kinds:
        with tarfile.open(tmp_path / "a.tar", "w", format=tarfile.USTAR_FORMAT) as tar:
            entry = tarfile.TarInfo(f"media/ab/{'0' * 30}.jpg")
            entry.type, entry.linkname = kind, "/etc/passwd"
            tar.addfile(entry)
        assert "which is no plain file" in refused(tmp_path / "a.tar")


def test_nothing_comes_twice_and_nothing_is_too_large(
    contents: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *others = contents
    upside_down = {name: contents[name] for name in [first, *reversed(others)]}
    assert "out of order" in refused(remade(tmp_path / "a.tar", upside_down))
    monkeypatch.setattr(form, "MOST_ABOUT", 10)
    assert "10 are allowed" in refused(remade(tmp_path / "a.tar", contents))


def test_an_import_that_broke_off_begins_anew(
    contents: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = remade(tmp_path / "a.tar", contents)
    with monkeypatch.context() as patch:
        patch.setattr(guard, "settle_all", lambda: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            take(archive)
    assert not Story.objects.exists()
    written: list[str] = []
    monkeypatch.setattr(files, "keep", lambda name, *_given, **_more: written.append(name))
    take(archive)
    assert (Story.objects.count(), Picture.objects.count(), written) == (1, 1, [])


def test_an_import_that_was_killed_while_it_indexed_is_told_that_all_is_there(
    story: Story, tmp_path: Path
) -> None:
    archive = out(tmp_path)
    emptied()
    first = take(archive)
    again = take(archive)
    assert (again.rows, again.files, again.is_from_before) == (first.rows, first.files, True)
    assert Story.objects.count() == 1
    story.refresh_from_db()
    Story.objects.update(headline="Another paper's")
    with pytest.raises(ImportProblem, match="has stories or members already"):
        take(out(tmp_path, "other.tar"))


def test_every_table_is_in_the_archive_or_left_out_with_a_reason() -> None:
    known = {tables.label(table) for table in tables.everything()}
    assert set(tables.LEFT_OUT) <= known
    assert len(tables.of_the_archive()) + len(tables.LEFT_OUT) == len(known)
    for table in tables.everything():
        for field in rows.columns(table):
            rows.plain(field)
            rows.reading(field)


def test_an_export_sees_one_moment_and_keeps_nobody_waiting(
    make_story: Callable[..., Story], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_story()
    lines, seen = rows.lines, []

    def meddled(table: Any, using: str) -> Any:
        if tables.label(table) == "stories.Section":
            with connection.cursor() as cursor:
                cursor.execute("UPDATE stories_story SET headline = 'Later'")
        seen.append(table)
        return lines(table, using)

    monkeypatch.setattr(rows, "lines", meddled)
    assert b"The ferry is back" in inside(out(tmp_path))["tables/stories.Story/000001.jsonl"]
    assert Story.objects.get().headline == "Later"
    assert len(seen) == len(tables.of_the_archive())
