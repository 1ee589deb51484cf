"""The race first: a page that began before a purge must never be kept after it."""

from commonpress.engines.edge.memory import STALE_SECONDS, Memory
from commonpress.engines.edge.page import OVERHEAD_BYTES, Page, new_page

WORDS = b"x" * 100
HTML = [("Content-Type", "text/html; charset=utf-8")]


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def page(key: str, *tags: str, size: int = 100, clock: Clock | None = None) -> Page:
    return new_page(
        key, [("Content-Type", "image/x-icon")], b"x" * size, tags=frozenset(tags), now=(clock or Clock()).now
    )


def kept(memory: Memory, made: Page) -> bool:
    return memory.finish(memory.begin(made.key), made)


def test_a_page_that_began_before_its_purge_is_not_kept() -> None:
    memory = Memory(10_000_000, Clock())
    flight = memory.begin("/story/")
    memory.purge(["story:1"])
    assert not memory.finish(flight, page("/story/", "site", "story:1"))
    assert memory.get("/story/") is None


def test_a_page_that_began_after_its_purge_is_kept_even_when_an_older_one_lands_later() -> None:
    memory = Memory(10_000_000, Clock())
    before = memory.begin("/story/")
    memory.purge(["story:1"])
    after = memory.begin("/story/")
    newer, older = page("/story/", "story:1"), page("/story/", "story:1")
    assert memory.finish(after, newer)
    assert not memory.finish(before, older)
    assert memory.get("/story/") is newer


def test_a_purge_of_something_else_does_not_hinder_a_page_in_the_making() -> None:
    memory = Memory(10_000_000, Clock())
    flight = memory.begin("/story/")
    memory.purge(["story:2"])
    assert memory.finish(flight, page("/story/", "story:1"))


def test_a_purge_makes_every_page_under_the_tag_old_and_no_other() -> None:
    memory = Memory(10_000_000, Clock())
    for made in (page("/", "front", "story:1"), page("/a/", "story:1"), page("/b/", "story:2")):
        kept(memory, made)
    assert {old.key for old in memory.purge(["story:1"])} == {"/", "/a/"}
    assert memory.get("/b/").fresh_until > 0  # type: ignore[union-attr]
    assert memory.get("/a/").fresh_until == 0  # type: ignore[union-attr]


def test_an_old_page_stands_in_for_a_day_but_never_after_a_withdrawal() -> None:
    clock = Clock()
    memory = Memory(10_000_000, clock)
    for made in (page("/a/", "story:1", clock=clock), page("/b/", "story:2", clock=clock)):
        kept(memory, made)
    memory.purge(["story:1", "story:2", "!story:2"])
    assert memory.stand_in("/a/") is not None
    assert memory.stand_in("/b/") is None
    clock.now += STALE_SECONDS + 1
    assert memory.stand_in("/a/") is None


def test_what_is_read_stays_when_a_sweep_through_all_addresses_needs_room() -> None:
    room = (OVERHEAD_BYTES + 100) * 50
    memory = Memory(room + room // 7, Clock())
    hot = page("/hot/", "story:0")
    kept(memory, hot)
    for number in range(500):
        hot.hits += 2
        kept(memory, page(f"/{number}/", f"story:{number}"))
    assert memory.get("/hot/") is hot
    assert memory.plain.bytes <= memory.plain.limit
    assert len(memory.tagged) == len(memory)


def test_a_flood_of_questions_drives_out_no_page_without_one() -> None:
    memory = Memory((OVERHEAD_BYTES + 100) * 80, Clock())
    for number in range(40):
        kept(memory, page(f"/{number}/"))
    for number in range(100_000 // 50):
        asked = page(f"/search/?q={number}")
        asked.hits = 9
        kept(memory, asked)
    assert len(memory.plain.pages) == 40
    assert memory.asked.bytes <= memory.asked.limit


def test_the_bytes_of_what_was_dropped_are_given_back() -> None:
    memory = Memory(10_000_000, Clock())
    kept(memory, page("/a/", "story:1"))
    kept(memory, page("/a/", "story:1", size=300))
    assert memory.bytes() == OVERHEAD_BYTES + 300
    memory.drop("/a/")
    assert (memory.bytes(), len(memory), len(memory.tagged)) == (0, 0, 0)


def test_a_tag_on_one_page_on_several_and_on_none() -> None:
    memory = Memory(10_000_000, Clock())
    for key in ("/a/", "/b/", "/c/"):
        assert kept(memory, page(key, "site", key))
    memory.tagged.add("/a/", "/a/")  # once more, as after a second making
    assert sorted(memory.tagged.keys_of("site")) == ["/a/", "/b/", "/c/"]
    assert list(memory.tagged.keys_of("/a/")) == ["/a/"]
    for key in ("/a/", "/b/", "/c/", "/never/"):
        memory.drop(key)
    assert not list(memory.tagged.keys_of("site"))
    assert len(memory.tagged) == 0
