"""Every way in for a text: each writes what it is given as a person or a program would, and names the pages it is on."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from commonpress.domain.conversation.models import Comment
from commonpress.domain.members.models import Member
from commonpress.domain.stories.decline import decline
from commonpress.domain.stories.grounds import Ground
from commonpress.domain.stories.hand_back import hand_back
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.publish import publish
from commonpress.domain.stories.submit import submit
from commonpress.interfaces.api.tests.conftest import Program
from commonpress.interfaces.sales.tests.test_booking import booking
from commonpress.interfaces.transfer.feed.read import Feed
from commonpress.interfaces.transfer.ghost.read import Export
from commonpress.interfaces.transfer.tests import test_ghost_and_feeds as ghost
from commonpress.interfaces.transfer.tests.wxr import attachment, item, remark, saved, wxr
from commonpress.interfaces.transfer.wordpress.run import run
from commonpress.interfaces.transfer.wordpress.site import Source
from tests.attacks import hostile

Pages = Iterator[str]  # where it stands now
Documents = Iterator[str]  # as it was answered
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_member(member: Member, **headers: str) -> Client:
    client = Client(**headers)  # type: ignore[arg-type]
    client.force_login(member)
    return client


def published(story: Story) -> str:
    story = publish(Story.objects.get(pk=story.pk), by=None, ground=Ground.MOVED_IN)
    return story.get_absolute_url()


def by_the_api(writer: Member, texts: Iterable[str], lines: list[str]) -> Pages:
    """Raw JSON, past every script of the editor."""
    program = Program(writer)
    for number, text in enumerate(texts):
        line = lines[number % len(lines)]
        words = {
            "headline": line or "x",
            "standfirst": line,
            "body": text,
            "topics": [f"{line[:70]} {number}"],
            "section": "harbour",
        }
        answer = program.post("/me/stories/", words)
        assert answer.status_code == 201, answer.content
        yield published(Story.objects.get(pk=answer.json()["id"]))


def by_the_editors_form(writer: Member, text: str, line: str, *, out: bool) -> Pages:
    """Its writer's pages, then, when it is to go out, its public page."""
    from commonpress.interfaces.studio.forms import initial

    client = as_member(writer)
    client.post("/studio/new/", {"section": "harbour"})
    story = Story.objects.latest("pk")
    sent = {name: value for name, value in initial(story).items() if value is not None and value is not False}
    words = {"headline": line, "standfirst": line, "topics": line, "credit_agency": line, "body": text}
    answer = client.post(f"/studio/{story.pk}/write/", {**sent, **words, "do": "save"})
    assert answer.status_code == 302, answer.content[:2000]
    yield from (f"/studio/{story.pk}/{page}" for page in ("write/", "preview/", "history/", "people/", ""))
    if out:
        yield published(story)


def by_comments(writer: Member, story: Story, texts: Iterable[str]) -> Pages:
    client = as_member(writer)
    for text in texts:
        answer = client.post(f"/talk/{story.pk}/", {"text": text})
        assert answer.status_code == 302, answer.content[:2000]
    newest = Comment.objects.latest("pk")
    yield from (story.get_absolute_url(), f"{story.get_absolute_url()}comments/")
    yield from (f"/talk/comment/{newest.pk}/edit/", f"/talk/{story.pk}/?to={newest.pk}")


def by_the_profile(member: Member, line: str) -> Pages:
    """A name, an address and some words; see ``about_oneself`` for long ones."""
    client = as_member(member)
    words = {"name": line[:60], "handle": member.handle, "words": line, "links": f"{line} https://x.example/"}
    client.post("/account/profile/", {**words, "language": ""})
    client.post("/account/profile/", {**words, "links": "", "language": ""})
    yield from (f"/by/{member.handle}/", "/account/profile/", "/account/")


def about_oneself(member: Member, texts: Iterable[str]) -> Documents:
    """Each text is the last word of its writer for a moment: the page as it stands then."""
    client = as_member(member)
    for text in texts:
        words = {"name": member.name, "handle": member.handle, "words": text, "links": "", "language": ""}
        answer = client.post("/account/profile/", words)
        assert answer.status_code == 302, answer.context["form"].errors
        yield client.get(f"/by/{member.handle}/").content.decode()


def by_the_words_of_the_desk(editor: Member, author: Member, stories: list[Story], line: str) -> Pages:
    """Reasons, to the author and on record."""
    back, no = (submit(story, by=author) for story in stories)
    hand_back(back, words=line, rule="other", by=editor)
    decline(no, words=line, rule="other", by=editor)
    yield from ("/desk/decisions/", "/desk/", "/notices/")
    yield from (f"/studio/{story.pk}/" for story in stories)


def by_an_import(owner: Member, folder: Path, texts: Iterable[str], lines: list[str]) -> Pages:
    items = []
    for number, text in enumerate(texts):
        line, text = (one.replace("]]>", "") for one in (lines[number % len(lines)], text))
        marks = (
            f'<category domain="post_tag" nicename="t{number}"><![CDATA[{line}]]></category>'
            f'<category domain="category" nicename="c"><![CDATA[{line}]]></category>'
        )
        items.append(item(number + 10, marks, remark(number + 10, content=text), title=line, content=text))
    who = (
        "<wp:author><wp:author_login>maria</wp:author_login><wp:author_display_name>"
        f"<![CDATA[{lines[0]}]]></wp:author_display_name></wp:author>"
    )
    file = attachment(9, 'https://old.example/"><img src=x onerror=alert(1)>.jpg')
    page = item(8, post_type="page", title=lines[0], content=hostile.CLOBBER, post_name="of-old")
    run(saved(folder, wxr(who, *items, file, page)), by=owner, fetch_media=False)
    for story in Story.objects.filter(slug__startswith="ferry-"):
        yield story.get_absolute_url()
    yield "/of-old/"


def by_ghost(owner: Member, folder: Path, texts: Iterable[str], lines: list[str]) -> Pages:
    posts, tags = [], []
    for number, text in enumerate(texts):
        line = lines[number % len(lines)]
        words = {
            "title": line,
            "custom_excerpt": line,
            "html": text,
            "feature_image_alt": line,
            "feature_image_caption": line,
        }
        posts.append(ghost.post(number, **words))
        tags.append({"id": f"t{number}", "slug": f"t{number}", "name": line, "visibility": "public"})
    users = [{"id": "1", "slug": "maria", "name": lines[0], "email": "maria@old.example", "bio": lines[2]}]
    related = [
        {"post_id": post["id"], "tag_id": tag["id"], "sort_order": 0}
        for post, tag in zip(posts, tags, strict=True)
    ]
    by = [{"post_id": post["id"], "author_id": "1", "sort_order": 0} for post in posts]
    file = ghost.export(folder, *posts, users=users, tags=tags, posts_tags=related, posts_authors=by)
    yield from brought(owner, file, Source("ghost", Export("https://old.example").records))


def by_a_feed(owner: Member, folder: Path, texts: Iterable[str], lines: list[str]) -> Pages:
    entries = []
    for number, text in enumerate(texts):
        line, text = escape(lines[number % len(lines)]), escape(NO_XML.sub("", text))
        entries.append(
            f"<entry><id>tag:{number}</id><title type='html'>{escape(line)}</title><author><name>{line}</name></author>"
            f"<link href='https://old.example/fed-{number}'/><category term='{line}'/>"
            f"<updated>2024-01-02T03:04:05Z</updated><summary>{line}</summary><content type='html'>{text}</content></entry>"
        )
    file = folder / "feed.xml"
    head = "<feed xmlns='http://www.w3.org/2005/Atom'><id>x</id><link href='https://old.example/'/>"
    file.write_text(f"{head}<title>{escape(lines[0])}</title>{''.join(entries)}</feed>", encoding="utf-8")
    yield from brought(owner, str(file), Source("feed", Feed(str(file)).records))


def brought(owner: Member, file: Path | str, source: Source) -> Pages:
    newest = Story.objects.latest("pk").pk
    report = run(file, by=owner, fetch_media=False, source=source)
    made = list(Story.objects.filter(pk__gt=newest, state=Story.State.PUBLISHED))
    assert len(made) > 1, report.as_text()
    yield from (story.get_absolute_url() for story in made)


def by_a_creative(owner: Member, line: str) -> Pages:
    picture = BytesIO()
    Image.new("RGB", (64, 32), "navy").save(picture, "PNG")
    client = as_member(owner)
    words = {"new_sponsor": line[:120], "name": line[:120], "headline": line[:90], "words": line[:200]}
    file = SimpleUploadedFile(f"{line}.png".replace("/", ""), picture.getvalue(), "image/png")
    days = {"first_day": "2020-01-01", "last_day": "2099-01-01"}
    answer = client.post("/sponsors/book/", booking(**words, **days, file=file, alt=line[:100]))
    assert answer.status_code == 302, answer.context["form"].errors
    yield from ("/sponsors/", answer["Location"], "/sponsors/calendar/")


def by_a_file(member: Member, line: str) -> Pages:
    """Its name and its words, and an SVG under a picture's name."""
    picture = BytesIO()
    Image.new("RGB", (64, 32), "navy").save(picture, "PNG")
    client = as_member(member)
    for data in (picture.getvalue(), f"<svg xmlns='http://www.w3.org/2000/svg'>{line}</svg>".encode()):
        client.post("/studio/pictures/", {"file": SimpleUploadedFile(line.replace("/", "") + ".png", data)})
    yield "/studio/"


def by_headers(member: Member, line: str) -> Pages:
    """What a browser says of itself, shown to its owner in the list of sessions."""
    client = Client()
    sent = {"login": member.email, "password": "harbour-light-1862"}
    client.post(
        "/account/sign-in/", sent, headers={"user-agent": line, "referer": line, "accept-language": line}
    )
    yield "/account/sessions/"


def by_questions(lines: Iterable[str]) -> Pages:
    """Whatever may stand in an address."""
    yield f"/account/sign-in/?next={quote('javascript:alert(1)')}"
    for line in map(quote, lines):
        yield f"/search/?q={line}"
        yield from (
            f"/account/sign-in/?next={line}",
            f"/{line}",
            f"/flag/?subject={line}",
            f"/desk/?kind={line}",
        )


def by_long_questions(texts: Iterable[str]) -> Documents:
    for text in texts:
        yield Client().get("/search/", {"q": text}).content.decode()
