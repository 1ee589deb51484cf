"""Loads The Lantern, the demonstration newspaper, through the same verbs as any other way in."""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from commonpress.domain.conversation.models import Comment
from commonpress.domain.conversation.post import post
from commonpress.domain.conversation.react import react
from commonpress.domain.members.models import Member
from commonpress.domain.stories.correct import Wording, correct
from commonpress.domain.stories.grounds import Ground
from commonpress.domain.stories.models import Lead, Section, Story
from commonpress.domain.stories.open_comments import open_comments
from commonpress.domain.stories.publish import publish
from commonpress.domain.stories.write import Credit, Draft, write
from commonpress.engines.events.models import Errand
from commonpress.engines.lib import html
from commonpress.engines.media.models import Picture
from commonpress.engines.media.renditions import render_many
from commonpress.engines.media.store import store
from commonpress.engines.readership import totals
from commonpress.engines.site import options
from commonpress.engines.site.models import MenuItem, Page
from commonpress.interfaces.transfer.demo_sponsors import sell

LANTERN = Path(__file__).parent / "lantern"
PASSWORD = "harbour-light-1862"  # noqa: S105 (printed on the screen: a demonstration has no secrets)
OWNER = "olga@lantern.example"
EDITOR = "irina-dobrescu"

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Told:
    """One story file: its front matter and its body."""

    slug: str
    facts: dict[str, Any]
    body: str


def load(*, language: str = "en", progress: Progress = lambda *_: None) -> int:
    """Fill an empty paper with The Lantern; does nothing when any story is there. Answers the number of stories."""
    if Story.objects.exists():
        return 0
    paper = tomllib.loads((LANTERN / "paper.toml").read_text(encoding="utf-8"))
    stories = list(told())
    pictures = draw_in(stories, paper, progress)
    with transaction.atomic():
        furnish(paper, language)
        members = sign_up(paper, pictures)
        sections = open_sections(paper)
        for done, story in enumerate(stories, start=1):
            tell(story, sections, members, pictures)
            progress(done, len(stories), story.facts["headline"])
        sell(paper, pictures, language)
        # Nobody at The Lantern waits for letters about its own past.
        Errand.objects.filter(reader__startswith="notices").delete()
    return len(stories)


def told() -> Iterator[Told]:
    """The story files, oldest first."""
    found = [read(path) for path in sorted((LANTERN / "stories").glob("*.html"))]
    return iter(sorted(found, key=lambda story: story.facts["published"]))


def read(path: Path) -> Told:
    _, matter, body = path.read_text(encoding="utf-8").split("+++", 2)
    facts = tomllib.loads(matter)
    return Told(facts["slug"], facts, body.strip())


def draw_in(stories: list[Told], paper: dict[str, Any], progress: Progress) -> dict[str, Picture]:
    """Store every picture of the demonstration and make its smaller copies. Keyed by file name without ending."""
    described = {story.slug: story.facts["picture"] for story in stories if "picture" in story.facts}
    described |= {Path(sponsor["picture"]).stem: {"alt": sponsor["alt"]} for sponsor in paper["sponsors"]}
    described |= {f"portrait-{one['handle']}": {"alt": one["name"]} for one in paper["contributors"]}
    found = {
        name: facts for name, facts in described.items() if (LANTERN / "pictures" / f"{name}.webp").exists()
    }
    pictures = {}
    for done, (name, facts) in enumerate(found.items(), start=1):
        data = (LANTERN / "pictures" / f"{name}.webp").read_bytes()
        pictures[name] = store(data, alt=facts.get("alt", ""), credit=facts.get("credit", ""), owner="demo")
        progress(done, len(found), name)
    render_many(list(pictures.values()), processes=2, progress=progress)
    return pictures


def furnish(paper: dict[str, Any], language: str) -> None:
    publication = paper["publication"]
    options.change(
        {
            "name": publication["name"]
            if language != "ro"
            else publication.get("name_ro", publication["name"]),
            "tagline": publication["tagline"],
            "tagline_translations": {"ro": publication["tagline_ro"]},
            "language": language,
            "zone": publication["zone"],
            "contact": "desk@lantern.example",
            "security_contact": "mailto:desk@lantern.example",
            "icon": icon(),
        }
    )
    for page in paper["pages"]:
        write_page(page)
    for place, page in enumerate(paper["pages"]):
        MenuItem.objects.create(
            label=page["title"],
            label_translations={"ro": page["title_ro"]},
            address=f"/{page['slug']}/",
            position=place,
        )


def icon() -> str:
    from commonpress.engines.media.address import picture_url

    return picture_url(store((LANTERN / "icon.png").read_bytes(), alt="The Lantern", owner="demo"), 480)


def write_page(page: dict[str, Any]) -> None:
    for language, ending in (("en", ""), ("ro", "_ro")):
        Page.objects.create(
            slug=page["slug"],
            language=language,
            title=page[f"title{ending}"],
            body=html.clean(page[f"body{ending}"], html.ARTICLE),
        )


def sign_up(paper: dict[str, Any], pictures: dict[str, Picture]) -> dict[str, Member]:
    owner = Member(email=OWNER, handle="olga", name="Olga Stan", role=Member.Role.OWNER)
    owner.set_password(PASSWORD)
    owner.save()
    members = {one["handle"]: contributor(one, pictures, owner.password) for one in paper["contributors"]}
    return {**members, "olga": owner}


def contributor(one: dict[str, Any], pictures: dict[str, Picture], password: str) -> Member:
    return Member.objects.create(
        email=f"{one['handle']}@lantern.example",
        handle=one["handle"],
        name=one["name"],
        words=one["words"],
        words_translations={"ro": one["words_ro"]},
        language=one["language"],
        picture=pictures.get(f"portrait-{one['handle']}"),
        role=Member.Role.EDITOR if one["handle"] == EDITOR else Member.Role.MEMBER,
        password=password,
    )


def open_sections(paper: dict[str, Any]) -> dict[str, Section]:
    return {
        one["slug"]: Section.objects.create(
            slug=one["slug"],
            name=one["name"],
            name_translations={"ro": one["name_ro"]},
            words=one["words"],
            words_translations={"ro": one["words_ro"]},
            position=one["position"],
        )
        for one in paper["sections"]
    }


def tell(
    told: Told, sections: dict[str, Section], members: dict[str, Member], pictures: dict[str, Picture]
) -> Story:
    """Write, publish and, where the file says so, correct one story; then its comments and its count."""
    facts = told.facts
    editor = members[EDITOR]
    published = at(facts["published"])
    change = facts.get("correction")
    body = told.body.replace(change["now"], change["was"]) if change else told.body
    story = write(draft_of(told, body, sections, members, pictures), by=members[facts["authors"][0]])
    publish(story, by=None, ground=Ground.MOVED_IN, at=published)
    if change:
        wording = Wording(story.headline, story.standfirst, told.body)
        correct(story, wording, note=change["note"], by=editor, at=at(change["at"]))
    if "lead" in facts:
        Lead.objects.create(story=story, position=facts["lead"])
    totals.carry_over(story.subject, facts["views"])
    talk(story, facts.get("comments", []), members, is_closed=facts.get("comments_closed", False))
    return story


def draft_of(
    told: Told,
    body: str,
    sections: dict[str, Section],
    members: dict[str, Member],
    pictures: dict[str, Picture],
) -> Draft:
    facts = told.facts
    return Draft(
        headline=facts["headline"],
        standfirst=facts["standfirst"],
        body=body,
        slug=told.slug,
        section=sections[facts["section"]],
        language=facts["language"],
        kind=facts["kind"],
        authors=[members[handle] for handle in facts["authors"]],
        topics=facts["topics"],
        picture=pictures.get(told.slug),
        caption=facts.get("picture", {}).get("caption", ""),
        credit=credit_of(facts.get("credit")),
        created_at=at(facts["published"]) - timedelta(hours=3),
    )


def credit_of(facts: dict[str, Any] | None) -> Credit | None:
    if facts is None:
        return None
    return Credit(
        agency=facts["agency"],
        url=facts["url"],
        licence=facts["licence"],
        licence_url=facts["licence_url"],
        is_canonical=facts.get("canonical", False),
    )


def talk(
    story: Story, comments: list[dict[str, Any]], members: dict[str, Member], *, is_closed: bool
) -> None:
    posted: dict[int, Comment] = {}
    for one in comments:
        posted[one["id"]] = post(
            story,
            one["body"],
            member=members.get(one["author"]),
            author_name=one["author"],
            parent=posted.get(one.get("parent", 0)),
            state=Comment.State.VISIBLE,
            at=at(one["at"]),
        )
        applaud(posted[one["id"]], one.get("reactions", {}), members)
    if is_closed:
        open_comments(story, False, by=None)


def applaud(comment: Comment, reactions: dict[str, int], members: dict[str, Member]) -> None:
    """So many of each word, of members that are not its author."""
    others = [member for member in members.values() if member.pk != comment.member_id]
    for turn, (kind, number) in enumerate(reactions.items()):
        for place in range(number):
            react(comment, kind, by=others[(comment.pk + 3 * turn + place) % len(others)])


def at(moment: datetime) -> datetime:
    """A time of a story file, which is the town's own, as UTC."""
    return moment.replace(tzinfo=ZoneInfo("Europe/Bucharest")).astimezone(UTC)
