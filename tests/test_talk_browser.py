"""The conversation in a real browser: written, answered, valued, muted, banned; with scripts off; and for everybody."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from commonpress.domain.conversation.models import Comment, Reaction
from commonpress.domain.conversation.moderate import show
from commonpress.domain.conversation.mute import mute
from commonpress.domain.conversation.write import write
from commonpress.domain.members.ban import ban
from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story
from commonpress.engines.lib import clock
from commonpress.engines.site import options
from tests.signing import by_session

pytestmark = pytest.mark.browser


def sign_in(page: Any, live_server: Any, member: Member) -> None:
    """As nobody else any more. The hint tells the scripts that somebody is signed in."""
    page.context.clear_cookies()
    by_session(page, live_server.url, member)
    page.context.add_cookies([{"name": "member", "value": "1", "url": live_server.url}])


def objections(page: Any, axe_script: str) -> list[str]:
    page.evaluate(axe_script)
    found = page.evaluate("axe.run()")
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found["violations"]]


def test_a_conversation_from_the_first_word_to_the_ban(
    page: Any, live_server: Any, story: Story, ada: Member, cleo: Member, dan: Member, axe_script: str
) -> None:
    address = f"{live_server.url}{story.get_absolute_url()}"
    first = write(story, "The lens is from 1862.", by=ada)

    sign_in(page, live_server, cleo)
    page.goto(address)
    ready = page.locator("[data-talk][data-ready]")
    ready.wait_for(state="attached")
    page.get_by_role("link", name="Answer Ada Edits").click()
    form = page.locator(".talk-form")
    form.get_by_role("button", name="Send").click()
    expect(form.locator(".errorlist")).to_contain_text("Write something first.")
    form.locator("textarea").fill("And it was relit <b>today</b>.")
    form.get_by_role("button", name="Send").click()
    own = page.locator(".talk-own")
    expect(own).to_contain_text("Only you see this")
    expect(own).to_contain_text("<b>today</b>")
    page.get_by_role("link", name="React – Ada Edits").click()
    page.get_by_role("button", name="Thank you").click()
    expect(page.locator(f"#comment-{first.pk} > .reactions")).to_contain_text("Thank you 1")
    assert objections(page, axe_script) == []
    said = Comment.objects.get(member=cleo)
    assert (said.parent_id, said.state, Reaction.objects.count()) == (first.pk, Comment.State.WAITING, 1)

    show(said, by=ada)
    page.context.clear_cookies()
    page.goto(address)
    answer = page.locator(f"#comment-{said.pk}")
    expect(answer).to_be_visible()
    page.locator("summary", has_text="1 answer").click()
    expect(answer).to_be_hidden()

    ban(dan, reason="Flooding.", until=clock.now() + timedelta(days=1), by=ada)
    mute(cleo, by=dan)
    sign_in(page, live_server, dan)
    page.goto(address)
    ready.wait_for(state="attached")
    expect(answer.get_by_text("you muted this member")).to_be_visible()
    expect(answer.locator(".comment-body")).to_be_hidden()
    page.get_by_role("link", name="Write a comment").click()
    form.locator("textarea").fill("Buy pills.")
    form.get_by_role("button", name="Send").click()
    expect(form.locator(".errorlist")).to_contain_text("Flooding.")
    expect(form.locator("textarea")).to_have_value("Buy pills.")


def test_with_scripts_off_ben_writes_changes_reacts_and_takes_back(
    browser: Any, live_server: Any, story: Story, ada: Member, ben: Member
) -> None:
    write(story, "The lens is from 1862.", by=ada)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server, ben)
    page.goto(f"{live_server.url}{story.get_absolute_url()}")
    page.get_by_role("link", name="React – Ada Edits").click()
    page.get_by_role("button", name="I agree").click()
    expect(page.get_by_role("button", name="I agree 1")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("link", name="Answer").click()
    page.get_by_label("Your answer to Ada Edits").fill("I saw it.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("It waits for the desk")).to_be_visible()
    page.get_by_role("link", name="Change the words").click()
    page.get_by_label("Your comment").fill("I saw it too.")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("I saw it too.")).to_be_visible()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("You took it back.")).to_be_visible()
    context.close()
    assert Comment.objects.get(member=ben).state == Comment.State.DELETED


def test_with_scripts_off_cleo_reads_without_whom_she_muted_and_with_what_waits_of_her_own(
    browser: Any, live_server: Any, story: Story, ada: Member, cleo: Member, dan: Member
) -> None:
    show(write(story, "Buy my lens.", by=dan), by=ada)
    write(story, "The lens is from 1862.", by=ada)
    mute(dan, by=cleo)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server, cleo)
    page.goto(f"{live_server.url}{story.get_absolute_url()}")
    page.get_by_role("link", name="Write a comment").click()
    page.get_by_label("Your comment").fill("I wait.")
    page.get_by_role("button", name="Send").click()
    page.goto(f"{live_server.url}{story.get_absolute_url()}")
    page.get_by_role("link", name="Newest").click()
    page.get_by_role("link", name="Read it with the members you muted folded away").click()
    expect(page.get_by_text("I wait.")).to_be_visible()
    expect(page.get_by_text("The lens is from 1862.")).to_be_visible()
    expect(page.get_by_text("Buy my lens.")).to_be_hidden()
    page.get_by_text("Dan Floods, whom you muted").click()
    expect(page.get_by_text("Buy my lens.")).to_be_visible()
    context.close()


def test_what_waited_says_that_it_is_out_without_loading_the_page_again(
    page: Any, live_server: Any, story: Story, ada: Member, cleo: Member
) -> None:
    sign_in(page, live_server, cleo)
    page.goto(f"{live_server.url}{story.get_absolute_url()}")
    page.locator("[data-talk][data-ready]").wait_for(state="attached")
    page.get_by_role("link", name="Write a comment").click()
    page.locator(".talk-form textarea").fill("I saw it too.")
    page.locator(".talk-form").get_by_role("button", name="Send").click()
    own = page.locator(".talk-own [role=status]")
    expect(own).to_contain_text("Only you see this")
    show(Comment.objects.get(), by=ada)
    expect(own).to_contain_text("Readers see it now.")


def test_new_comments_are_told_without_loading_the_page_again(
    page: Any, live_server: Any, story: Story, ada: Member
) -> None:
    page.clock.install()
    page.goto(f"{live_server.url}{story.get_absolute_url()}")
    write(story, "Just now.", by=ada)
    page.clock.run_for(61_000)
    expect(page.locator("[data-new]")).to_contain_text("A new comment has come.")


@pytest.mark.once
@pytest.mark.parametrize("width", [320, 768, 1440])
@pytest.mark.parametrize(("scheme", "language"), [("light", "en"), ("dark", "en"), ("dark", "ro")])
def test_the_pages_shut_nobody_out(
    page: Any,
    live_server: Any,
    story: Story,
    ada: Member,
    ben: Member,
    axe_script: str,
    width: int,
    scheme: str,
    language: str,
) -> None:
    options.change({"language": language})
    Member.objects.update(language=language)
    parent = None
    for number in range(6):
        parent = write(story, f"Answer {number}: https://example.org/{'a' * 80}", by=ada, parent=parent)
    assert parent
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    sign_in(page, live_server, ben)
    at = story.get_absolute_url()
    for address in (
        at,
        f"{at}comments/?order=valued",
        f"/talk/{story.pk}/?to={parent.pk}",
        f"/talk/comment/{parent.pk}/",
        f"/talk/{story.pk}/read/",
        "/talk/muted/",
    ):
        page.goto(f"{live_server.url}{address}")
        assert page.locator("html").get_attribute("lang") == language, address
        assert objections(page, axe_script) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
