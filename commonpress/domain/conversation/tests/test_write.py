import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from commonpress.domain.conversation.models import Comment
from commonpress.domain.conversation.moderate import show
from commonpress.domain.conversation.post import post
from commonpress.domain.conversation.slow import slow
from commonpress.domain.conversation.words import MOST, to_html
from commonpress.domain.conversation.write import write
from commonpress.domain.members.ban import ban
from commonpress.domain.members.may import Refused, TooOften
from commonpress.domain.members.models import Member
from commonpress.domain.stories.errors import Incomplete
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.open_comments import open_comments
from commonpress.engines.events.models import Event
from commonpress.engines.lib import clock, html
from commonpress.engines.site import options

State = Comment.State


def test_bens_comment_waits_and_adas_is_seen_at_once(story: Story, ben: Member, ada: Member) -> None:
    assert write(story, "I saw it too.", by=ben).state == State.WAITING
    assert write(story, "Noted.", by=ada).state == State.VISIBLE
    story.refresh_from_db()
    assert story.comment_count == 1


def test_a_form_sent_twice_acts_once(story: Story, ben: Member, cleo: Member) -> None:
    first = write(story, "Once.", by=ben, key="k")
    assert write(story, "Once.", by=ben, key="k").pk == first.pk
    assert write(story, "Once.", by=cleo, key="k").pk != first.pk  # a key is the member's own
    assert Comment.objects.count() == 2


def test_nobody_writes_where_the_conversation_ended(story: Story, ben: Member, ada: Member) -> None:
    open_comments(story, False, by=ada)
    for by in (ben, ada):
        with pytest.raises(Refused, match="closed"):
            write(story, "Still here.", by=by)
    open_comments(story, True, by=ada)
    assert write(story, "Again.", by=ben)


def test_a_conversation_ends_with_age_when_the_owner_says_so(
    make_story: Callable[..., Story], ben: Member
) -> None:
    old = make_story("Old", at=clock.now() - timedelta(days=31))
    assert write(old, "In time.", by=ben)
    options.change({"comments_close_after_days": 30})
    with pytest.raises(Refused, match="closed"):
        write(old, "Too late.", by=ben)
    assert write(make_story("New"), "In time.", by=ben)


def test_an_answer_needs_what_it_answers(
    make_story: Callable[..., Story], story: Story, ben: Member, ada: Member
) -> None:
    waiting = write(story, "Waits.", by=ben)
    elsewhere = write(make_story("Another"), "There.", by=ada)
    for parent in (waiting, elsewhere):
        with pytest.raises(Refused):
            write(story, "To that.", by=ben, parent=parent)
    show(waiting, by=ada)
    assert write(story, "To that.", by=ada, parent=waiting).depth == 2
    waiting.refresh_from_db()
    assert waiting.answers == 1


def test_slow_mode_lets_one_comment_through_at_a_time(
    story: Story, ben: Member, cleo: Member, ada: Member
) -> None:
    with pytest.raises(Refused):
        slow(story, 300, by=ben)
    slow(story, 300, by=ada)
    now = clock.now()
    write(story, "One.", by=ben)
    write(story, "One of mine.", by=cleo)
    with pytest.raises(TooOften, match="slowly"):
        write(story, "Two.", by=ben)
    for _time in range(2):
        write(story, "An editor’s.", by=ada)
    with clock.frozen(now + timedelta(seconds=301)):
        assert write(story, "Two.", by=ben)


def test_a_ban_holds_with_its_reason_and_ends_by_itself(story: Story, dan: Member, ada: Member) -> None:
    ban(dan, reason="Flooding.", until=clock.now() + timedelta(days=1), by=ada)
    with pytest.raises(Refused, match="Flooding"):
        write(story, "Buy.", by=dan)
    with clock.frozen(clock.now() + timedelta(days=2)):
        assert write(story, "Sorry.", by=dan)


@pytest.mark.parametrize("typed", ["", " \n\t ", "\u202e\u200b\ufeff", "\x00\x01"])
def test_nothing_is_no_comment(story: Story, ben: Member, typed: str) -> None:
    with pytest.raises(Incomplete, match="Write something"):
        write(story, typed, by=ben)
    assert not Comment.objects.exists()


@pytest.mark.parametrize("length", [MOST + 1, 1_048_576])
def test_too_much_is_told_with_its_length(story: Story, ben: Member, length: int) -> None:
    with pytest.raises(Incomplete, match="At most 5,000 characters"):
        write(story, "x" * length, by=ben)
    assert not Comment.objects.exists()
    assert write(story, "x" * MOST, by=ben)


def test_markup_is_shown_as_it_was_typed(story: Story, ben: Member) -> None:
    comment = write(story, '<script>alert(1)</script><b onclick="x()">hi</b>', by=ben)
    assert comment.body == ('<p>&lt;script&gt;alert(1)&lt;/script&gt;&lt;b onclick="x()"&gt;hi&lt;/b&gt;</p>')


def test_links_lead_away_without_a_recommendation(story: Story, ben: Member) -> None:
    body = write(story, "See https://example.org/a?b=1&c=2.", by=ben).body
    assert 'href="https://example.org/a?b=1&amp;c=2"' in body
    assert 'rel="ugc nofollow noopener"' in body
    assert body.endswith("</a>.</p>")


def test_lines_paragraphs_quotations_and_names(story: Story, ben: Member) -> None:
    assert to_html("> it was late\n> again\n\nNo.\nOn time.\n\n@ben saw it", [ben]) == (
        "<blockquote><p>it was late<br>again</p></blockquote><p>No.<br>On time.</p>"
        '<p><a href="/by/ben/">@ben</a> saw it</p>'
    )
    assert "<a" not in to_html("@nobody, me@ben.example", [ben])


def test_an_answer_on_the_line_after_a_quotation_is_no_part_of_it() -> None:
    assert to_html("> it was late\nNo.\n> again\nNever.") == (
        "<blockquote><p>it was late</p></blockquote><p>No.</p><blockquote><p>again</p></blockquote><p>Never.</p>"
    )


def test_overrides_of_direction_and_piles_of_marks_are_taken_out(story: Story, ben: Member) -> None:
    comment = write(story, "safe\u202egnp.exe Z" + "\u0310\u0317" * 60, by=ben)
    assert "\u202e" not in comment.body
    assert comment.body.count("\u0310") + comment.body.count("\u0317") <= 5


def test_naughty_strings_do_no_harm(story: Story, ada: Member, shared_data: Path) -> None:
    for line in json.loads((shared_data / "naughty-strings.json").read_text(encoding="utf-8")):
        try:
            body = write(story, line, by=ada).body
        except Incomplete:
            continue
        links = [link.href for link in html.links(body)]
        assert all(href.startswith(("http://", "https://", "/by/")) for href in links), line
        assert not set(re.findall(r"<(\w+)", body)) - {"p", "br", "a", "blockquote"}, line
    assert Comment.objects.count() > 300


def test_who_is_answered_named_or_signs_is_told_once_when_readers_see_it(
    story: Story, ada: Member, ben: Member, cleo: Member
) -> None:
    first = write(story, "First.", by=ada)
    answer = write(story, "@ada and @ben: no.", by=cleo, parent=first)
    told = ("comment.answered", "comment.named", "comment.under_mine")
    assert not Event.objects.filter(subject=answer.subject, kind__in=told).exists()
    show(answer, by=ada)
    events = {event.kind: event.facts["members"] for event in Event.objects.filter(subject=answer.subject)
              if event.kind in told}  # fmt: skip
    assert events == {"comment.answered": [ada.pk], "comment.named": [ben.pk]}  # Ben signs it too: told once


def test_what_is_moved_in_is_told_to_nobody(story: Story, cleo: Member) -> None:
    post(story, "Years ago.", member=cleo, state=State.VISIBLE)
    assert not Event.objects.filter(kind="comment.under_mine").exists()
