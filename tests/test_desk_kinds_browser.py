"""Every kind of thing in the one queue: filtered, sorted, claimed, decided by its keys, undone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from commonpress.domain.conversation.flag import flag
from commonpress.domain.conversation.models import Comment, Flag
from commonpress.domain.conversation.write import write
from commonpress.domain.members.models import Application, Member
from commonpress.domain.stories.amend import amend
from commonpress.domain.stories.correct import Wording
from commonpress.domain.stories.grounds import Ground
from commonpress.domain.stories.models import Proposal, Section, Story
from commonpress.domain.stories.submit import submit
from commonpress.engines.events import work
from commonpress.engines.lib import clock
from commonpress.interfaces.desk.models import CannedReason, Entry
from tests.signing import by_session

pytestmark = pytest.mark.browser
Make = Callable[..., Story]


LIFTED = (
    "The harbour master measured the water in the drain on every Monday since March, wrote each height into a green book, "
    "and found that it rises two hours after the tide whenever the wind stands in the north-east for longer than a night."
)


@dataclass(frozen=True)
class Kind:
    """An entry, how its thing stands, what ``a`` makes of it, and the keys that open a list of reasons on its page."""

    entry: Entry
    stands: Callable[[], object]
    after: object
    panels: str


@pytest.fixture
def kinds(live_server: Any, make_story: Make, ben: Member, cleo: Member, dan: Member) -> list[Kind]:
    for action in ("declined", "returned", "withdrawn"):
        CannedReason.objects.get_or_create(action=action, rule="other", name="Other", words="Not so.")
    waiting = submit(make_story("The ferry is late", published=False), by=ben)
    public = make_story("The quay is full")
    comment = write(public, "I saw it too.", by=cleo)
    flag(make_story("The fog is thick"), "false", "Not so.", by=cleo)
    corrected = make_story("The tide is high")
    amend(
        corrected,
        Wording("The tide is low", "", "<p>Low.</p>"),
        by=ben,
        seen=corrected.seen,
        note="It is low.",
    )
    unread = make_story("The lamp is lit")
    Story.objects.filter(pk=unread.pk).update(ground=Ground.TRUST)
    Entry.objects.create(kind="story", subject=unread.subject, headline=unread.headline, at=clock.now())
    Member.objects.filter(pk=dan.pk).update(waits=True)
    Application.objects.create(member=dan, answer="I row.", state="waiting", at=clock.now())
    Entry.objects.create(kind="account", subject=dan.subject, headline=dan.name, at=clock.now())
    while work.run_due():
        pass

    def of(kind: str, subject: str, stands: Callable[[], object], after: object, panels: str) -> Kind:
        return Kind(Entry.objects.get(kind=kind, subject=subject), stands, after, panels)

    def state(story: Story) -> Callable[[], object]:
        return lambda: Story.objects.get(pk=story.pk).state

    return [
        of("story", waiting.subject, state(waiting), "published", "rdm"),
        of("story", unread.subject, lambda: Story.objects.get(pk=unread.pk).ground, Ground.EDITOR, "dm"),
        of("comment", comment.subject, lambda: Comment.objects.get().state, "visible", "d"),
        of("flag", Flag.objects.get().subject, lambda: Flag.objects.get().state, "dismissed", "dm"),
        of("revision", corrected.subject, lambda: Proposal.objects.get().state, "accepted", "d"),
        of("account", dan.subject, lambda: Member.objects.get(pk=dan.pk).waits, False, "d"),
    ]


def test_each_kind_is_filtered_decided_with_one_key_and_undone_from_the_list(
    page: Any, live_server: Any, kinds: list[Kind], ada: Member
) -> None:
    by_session(page, live_server.url, ada)
    for one in kinds:
        before = one.stands()
        page.goto(f"{live_server.url}/desk/?kind={one.entry.kind}&order=age")
        row = page.locator(f"[data-row]:has(#entry-{one.entry.pk})")
        assert {mark.split(" ")[0] for mark in page.locator(".desk-about").all_text_contents()} == {
            one.entry.kind
        }
        row.locator("[data-open]").focus()
        with page.expect_navigation():
            page.keyboard.press("a")
        assert one.stands() == one.after, one
        assert row.count() == 0
        box = page.locator(".desk-undo").bounding_box()
        assert box["y"] + box["height"] <= page.viewport_size["height"], "in sight, wherever the list is"
        with page.expect_navigation():
            page.keyboard.press("u")
        assert one.stands() == before, one
        assert Entry.objects.get(pk=one.entry.pk).state == Entry.State.WAITING


def test_each_kind_is_opened_claimed_and_decided_on_its_own_page(
    page: Any, browser: Any, live_server: Any, kinds: list[Kind], ada: Member, owner: Member
) -> None:
    by_session(page, live_server.url, ada)
    other = browser.new_context().new_page()
    by_session(other, live_server.url, owner)
    for one in kinds:
        page.goto(f"{live_server.url}/desk/?kind={one.entry.kind}")
        page.locator(f"#entry-{one.entry.pk}").focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        page.locator(".desk-claim button[value=release]").wait_for()
        other.goto(f"{live_server.url}/desk/")
        assert (
            "Ada Edits" in other.locator(f"[data-row]:has(#entry-{one.entry.pk}) .desk-about").text_content()
        )
        for key in one.panels:
            page.keyboard.press(key)
            page.locator(f"#{key}[open]").wait_for()
            page.keyboard.press("Escape")
        with page.expect_navigation():
            page.keyboard.press("a")
        assert one.stands() == one.after, one
    other.context.close()


def test_the_list_is_sorted_by_risk_and_by_age(
    page: Any, live_server: Any, kinds: list[Kind], ada: Member
) -> None:
    for number, one in enumerate(kinds):
        at = clock.now() - timedelta(hours=number)
        Entry.objects.filter(pk=one.entry.pk).update(risk=number / 10, at=at)
    by_session(page, live_server.url, ada)
    numbers = [f"entry-{one.entry.pk}" for one in kinds]
    for order, expected in (
        ("risk", numbers[::-1]), ("safe", numbers), ("age", numbers[::-1]), ("new", numbers),
    ):  # fmt: skip
        page.goto(f"{live_server.url}/desk/?order={order}")
        assert [link.get_attribute("id") for link in page.locator("[data-open]").all()] == expected


def settled() -> None:
    while work.run_due():
        pass


def test_m_moves_the_section_u_calls_it_back_and_c_opens_the_passages_beside_their_original(
    page: Any, live_server: Any, make_story: Make, ben: Member, ada: Member
) -> None:
    sport = Section.objects.create(slug="sport", name="Sport")
    original = make_story("The drain", body=f"<p>{LIFTED}</p>")
    settled()
    waiting = submit(make_story("My drain", published=False, body=f"<p>{LIFTED}</p>"), by=ben)
    settled()
    entry = Entry.objects.get(subject=waiting.subject)
    by_session(page, live_server.url, ada)
    page.goto(f"{live_server.url}/desk/{entry.pk}/")
    with page.expect_navigation():
        page.keyboard.press("c")
    assert page.url.endswith(f"/desk/{entry.pk}/copies/")
    assert original.headline in page.locator("h2").first.text_content()
    sent_in, there = page.locator(".desk-copies td").all_text_contents()[:2]
    assert sent_in.strip() == there.strip() == LIFTED.rstrip(".")
    with page.expect_navigation():
        page.keyboard.press("c")
    home = waiting.section
    page.keyboard.press("m")
    page.locator("#m[open]").wait_for()
    page.keyboard.press("1")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert Story.objects.get(pk=waiting.pk).section == sport
    assert Entry.objects.get(pk=entry.pk).state == Entry.State.WAITING
    with page.expect_navigation():
        page.keyboard.press("u")
    assert Story.objects.get(pk=waiting.pk).section == home
