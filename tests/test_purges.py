"""The audit of cache tags: whatever changes, no page that is kept differs from the one that would be made anew.

Every public address is kept in a real memory. One thing changes, through its verb or its screen; the tags of the events
it recorded are purged; then each page that still counts as fresh has its holes filled anew, as the edge does within half a
minute, and is compared to the byte with the one made again.
"""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from lxml import html

from commonpress.config.edge import changed_here
from commonpress.config.wsgi import application
from commonpress.domain.conversation.edit import edit
from commonpress.domain.conversation.models import Comment
from commonpress.domain.conversation.moderate import hide, show
from commonpress.domain.conversation.post import post
from commonpress.domain.conversation.react import react
from commonpress.domain.conversation.remove import remove
from commonpress.domain.conversation.write import write
from commonpress.domain.members.models import Member
from commonpress.domain.members.role import give_role
from commonpress.domain.sponsors.creative import change as change_creative
from commonpress.domain.sponsors.models import Slot
from commonpress.domain.sponsors.tests.bookings import booked, card
from commonpress.domain.sponsors.watch import settle
from commonpress.domain.stories.correct import Wording, correct, mend_typo
from commonpress.domain.stories.illustrate import illustrate
from commonpress.domain.stories.lead import lead
from commonpress.domain.stories.merge_topics import merge_topics
from commonpress.domain.stories.models import ReadMore, Section, Story, Topic
from commonpress.domain.stories.move import move, rename
from commonpress.domain.stories.open_comments import open_comments
from commonpress.domain.stories.withdraw import withdraw
from commonpress.engines.edge import holes, render
from commonpress.engines.events.models import Event
from commonpress.engines.lib import clock
from commonpress.engines.media import renditions
from commonpress.engines.media.store import store
from commonpress.engines.media.tests.make import jpeg
from commonpress.engines.readership import most, totals
from commonpress.engines.readership.figures import Part
from commonpress.engines.readership.models import MostRead
from commonpress.engines.site import options
from commonpress.engines.site.models import MenuItem, Page
from tests.kept import Paper, words_of

MINUTE = 60


@pytest.fixture
def still() -> Iterator[None]:
    """Time alone changes "3 seconds ago", and is not what is looked for here."""
    with clock.frozen(clock.now()):
        yield


@pytest.fixture
def paper(
    one_connection: None,
    still: None,
    make_story: Callable[..., Story],
    section: Section,
    owner: Member,
    ada: Member,
    ben: Member,
    cleo: Member,
    client: Client,
) -> Paper:
    within = Section.objects.create(slug="quay", name="Quay", parent=section)
    pictures = [store(jpeg((40 + n, 30)), alt=f"Picture {n}", owner="test") for n in range(3)]
    Member.objects.filter(pk=ben.pk).update(picture=pictures[2])
    body = f'<p>The ferry came back.</p><img src="/media/{pictures[1].name}" alt="The ferry">'
    stories = [
        make_story(
            "The ferry is back",
            body=body,
            topics=["Ferry"],
            picture=pictures[0],
            at=clock.now() - timedelta(hours=n + 1),
        )
        if n == 0
        else make_story(
            f"Rope number {n}", topics=["Rope"], authors=[ben, cleo], section=within if n % 2 else section
        )
        for n in range(4)
    ]
    wording = Wording("The ferry is back again", "", body)
    correct(stories[0], wording, note="It had been away twice.", by=ada)
    comment = post(stories[0], "Good news.", member=cleo, state=Comment.State.VISIBLE)
    page = Page.objects.create(slug="about", title="About", language="en", body=body, is_public=True)
    menu = MenuItem.objects.create(label="About", address="/about/", position=1)
    lead(stories[:1], by=ada)
    client.force_login(owner)
    creative = booked().creatives.get()
    ferry = Topic.objects.get(slug="ferry")
    most.put("story", MostRead.Span.DAY, [Part(story.subject, 9) for story in stories])
    ReadMore.objects.create(story=stories[0], other=stories[1], verdict=ReadMore.Verdict.PIN)
    lead_picture, body_picture, portrait = pictures
    return Paper(
        stories=stories,
        harbour=section,
        within=within,
        ada=ada,
        ben=ben,
        cleo=cleo,
        office=client,
        comment=comment,
        lead_picture=lead_picture,
        body_picture=body_picture,
        portrait=portrait,
        creative=creative,
        topic=ferry,
        page=page,
        menu=menu,
    )


def through_the_screen(address: str, **changes: str) -> Callable[[Paper], None]:
    """What the owner does: opens a screen, types something else, saves."""

    def change(paper: Paper) -> None:
        place = address.format(paper=paper)
        tree: Any = html.document_fromstring(paper.office.get(place).content)
        form = tree.get_element_by_id("content").xpath(".//form")[0]
        sent = paper.office.post(place, {**dict(form.form_values()), **changes, "_save": "Save"})
        assert sent.status_code == 302, place

    return change


def ferry(paper: Paper) -> Wording:
    story = Story.objects.get(pk=paper.stories[0].pk)
    return Wording(story.headline, story.standfirst, story.body)


def rope(paper: Paper) -> Story:
    return Story.objects.get(pk=paper.stories[1].pk)


def topics(paper: Paper) -> Any:
    merge_topics(Topic.objects.get(slug="rope"), Topic.objects.get(slug="ferry"), by=paper.ada)


CHANGES: dict[str, Callable[[Paper], Any]] = {
    "a story appears": lambda paper: paper_story(paper),
    "a story is withdrawn": lambda paper: withdraw(paper.stories[0], reason="Untrue.", by=paper.ada),
    "another is withdrawn": lambda paper: withdraw(rope(paper), reason="Untrue.", by=paper.ada),
    "a story is corrected": lambda paper: correct(
        rope(paper), Wording("Rope, twisted", "", "<p>Rope.</p>"), note="Twisted.", by=paper.ada
    ),
    "a typo is mended": lambda paper: mend_typo(
        paper.stories[0], ferry(paper)._replace(headline="The ferry is here"), by=paper.ada
    ),
    "a story moves": lambda paper: move(rope(paper), paper.harbour, by=paper.ada),
    "a story gets another address": lambda paper: rename(paper.stories[0], "new-place", by=paper.ada),
    "pictures came late": lambda paper: illustrate(rope(paper), body=rope(paper).body, by=paper.ada),
    "comments close": lambda paper: open_comments(paper.stories[0], False, by=paper.ada),
    "a comment is hidden": lambda paper: hide(paper.comment, by=paper.ada),
    "a comment is changed": lambda paper: edit(
        write(rope(paper), "Well.", by=paper.ada), "Well!", by=paper.ada
    ),
    "a comment is taken back": lambda paper: remove(write(rope(paper), "Well.", by=paper.ada), by=paper.ada),
    "a comment is answered": lambda paper: write(paper.stories[0], "So?", by=paper.ada, parent=paper.comment),
    "a commenter edits the paper": lambda paper: give_role(paper.cleo, "editor", is_active=True, by=None),
    "a comment comes": lambda paper: show(post(rope(paper), "Well.", member=paper.cleo), by=paper.ada),
    "another story leads": lambda paper: lead([rope(paper)], by=paper.ada),
    "topics are merged": topics,
    "a picture gets its copies": lambda paper: renditions.render_now(paper.lead_picture),
    "a picture of a body gets its copies": lambda paper: renditions.render_now(paper.body_picture),
    "a portrait gets its copies": lambda paper: renditions.render_now(paper.portrait),
    "the paper gets another name": lambda _: options.change({"name": "The Beacon"}),
    "a story is read": lambda paper: totals.add(paper.stories[0].subject, 3),
    "a comment is valued": lambda paper: react(paper.comment, "agree", by=paper.ben),
    "a value is taken back": lambda paper: [
        react(paper.comment, "agree", by=paper.ben, is_on=on) for on in (True, False)
    ],
    "other reactions are offered": lambda paper: valued(paper),
    "others are read most": lambda paper: most.put(
        "story", MostRead.Span.DAY, [Part(story.subject, 9) for story in reversed(paper.stories)]
    ),
    "a section gets another name": through_the_screen(
        "/admin/stories/section/{paper.harbour.pk}/change/", name="Port"
    ),
    "a topic gets another name": through_the_screen(
        "/admin/stories/topic/{paper.topic.pk}/change/", name="Ferries"
    ),
    "an author gets another name": through_the_screen(
        "/admin/members/member/{paper.ben.pk}/change/", name="Benjamin"
    ),
    "a commenter gets another name": through_the_screen(
        "/admin/members/member/{paper.cleo.pk}/change/", name="Cleopatra"
    ),
    "a static page changes": through_the_screen("/admin/site/page/{paper.page.pk}/change/", title="About us"),
    "the menu changes": through_the_screen(
        "/admin/site/menuitem/{paper.menu.pk}/change/", label="Who we are"
    ),
    "a picture is described": through_the_screen(
        "/admin/media/picture/{paper.lead_picture.pk}/change/", alt="Seen"
    ),
    "a creative changes": lambda paper: change_creative(paper.creative, card(headline="Cord")),
    "a campaign is booked": lambda _: booked([Slot.AFTER_STORY, Slot.FRONT, Slot.SECTION], sponsor="Bakery"),
    "a campaign has all it bought": lambda paper: settle(paper.creative.campaign, is_delivered=True),
}


def valued(paper: Paper) -> None:
    react(paper.comment, "agree", by=paper.ben)
    options.change({"reactions": ["thanks"]})


def paper_story(paper: Paper) -> None:
    from commonpress.domain.stories.grounds import Ground
    from commonpress.domain.stories.publish import publish
    from commonpress.domain.stories.write import Draft, write

    draft = Draft(
        "A ferry of one's own", paper.within, [paper.cleo], body="<p>A ferry.</p>", topics=["Ferry"]
    )
    publish(write(draft, by=paper.ada), by=None, ground=Ground.MOVED_IN)


@pytest.mark.parametrize("change", CHANGES)
def test_no_kept_page_is_old_after(change: str, paper: Paper) -> None:
    assert paper.wrong_after(CHANGES[change]) == []


def test_a_page_beside_a_changed_story_is_renewed_in_its_part(paper: Paper) -> None:
    ferry = paper.stories[0].get_absolute_url()
    assert paper.wrong_after(CHANGES["a typo is mended"]) == []
    kept = paper.memory.get(ferry)
    assert kept
    assert not kept.is_renewable  # its own story was mended
    assert paper.wrong_after(CHANGES["a story is corrected"]) == []
    kept = paper.memory.get(ferry)
    assert kept
    assert kept.is_renewable
    assert b"Rope, twisted" in render.renew(application, kept).page.body()  # type: ignore[union-attr]


def test_the_audit_sees_a_change_that_purges_nothing(paper: Paper) -> None:
    forgotten = paper.wrong_after(
        lambda _: Story.objects.filter(pk=paper.stories[0].pk).update(headline="Forgotten")
    )
    assert {"/", paper.stories[0].get_absolute_url(), "/feed.rss"} <= set(forgotten)


def test_a_count_is_a_minute_old_at_most(paper: Paper) -> None:
    """In the edge and in whatever keeps the answer in front of it, also where that takes no heed of ``Age``."""
    for address in ("/", "/section/harbour/", "/topic/ferry/", paper.stories[0].get_absolute_url()):
        page = render.make(application, address).page
        assert page
        assert any(hole.name in {"comments", "views"} for hole in page.holes), address
        assert page.old_until - page.filled_at <= MINUTE / 2
        assert dict(page.variant("br").aged(25).head)["age"] == "25"
        said = dict(page.head)["cache-control"]
        kept = max(int(number) for number in re.findall(r"max-?age=(\d+)", said))
        assert 0 < kept < MINUTE - (page.old_until - page.filled_at)


def test_a_conversation_alone_may_go_out_half_a_second_old_where_it_was_written(paper: Paper) -> None:
    told: list[bool] = []
    edge: Any = SimpleNamespace(purge_soon=lambda _tags, here: told.append(here))
    newest = Event.objects.latest("pk").pk
    write(paper.stories[0], "So?", by=paper.ada)
    mend_typo(paper.stories[0], ferry(paper)._replace(headline="The ferry is here"), by=paper.ada)
    for event in Event.objects.filter(pk__gt=newest, kind__in=["comment.posted", "story.mended"]).order_by(
        "pk"
    ):
        changed_here(edge, event.stale)
    assert told == [False, True]


def test_the_audit_reads_what_stands_in_holes(paper: Paper) -> None:
    """A number that nothing purges: right on every card within half a minute, and missed where it is no hole."""
    path = paper.stories[0].get_absolute_url()
    forgotten = paper.wrong_after(
        lambda _: Story.objects.filter(pk=paper.stories[0].pk).update(comment_count=7)
    )
    assert "/" not in forgotten
    assert set(forgotten) == {
        key for key in paper.addresses() if key.startswith(path) and "changes" not in key
    }
    front = paper.memory.get("/")
    assert front
    assert words_of(front) != words_of(front, filled=True)
    assert b"7 comments" in holes.refill(front.body(), front.holes)[0]  # type: ignore[index]


@pytest.mark.parametrize(
    "change",
    [
        lambda paper: write(paper.stories[0], "So?", by=paper.ada, parent=paper.comment),
        lambda paper: react(paper.comment, "agree", by=paper.ben),
    ],
)
def test_a_comment_and_a_reaction_make_no_list_anew(change: Callable[[Paper], Any], paper: Paper) -> None:
    """Only the pages of the conversation are made again; elsewhere the number is filled in within half a minute."""
    paper.keep_all()
    newest = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    change(paper)
    for event in Event.objects.filter(pk__gt=newest):
        paper.memory.purge(event.stale)
    old = {key for key in paper.addresses() if (page := paper.memory.get(key)) and page.stale_since}
    path = paper.stories[0].get_absolute_url()
    assert all(key.startswith(path) for key in old), old
    front = paper.memory.get("/")
    assert front
    filled = holes.refill(front.body(), front.holes)
    said = filled[0].decode() if filled else front.body().decode()
    assert ("2 comments" in said) == bool(old)
