"""The demonstration stories, straight from their files through the verbs of the stories room, and indexed."""

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from commonpress.domain.members.models import Member
from commonpress.domain.stories.grounds import Ground
from commonpress.domain.stories.models import Section, Story
from commonpress.domain.stories.publish import publish
from commonpress.domain.stories.write import Draft, write
from commonpress.engines.search import rebuild

STORIES = Path(__file__).resolve().parents[2] / "commonpress/interfaces/transfer/lantern/stories"


@dataclass(frozen=True)
class Paper:
    """The stories by slug; ``slug`` gives the slug of an index subject."""

    stories: dict[str, Story]

    def slug(self, subject: str) -> str:
        return next(slug for slug, story in self.stories.items() if story.subject == subject)


def load() -> Paper:
    """Write, publish and index every demonstration story; pictures, comments and counts are left out."""
    told = [read(path) for path in sorted(STORIES.glob("*.html"))]
    sections = {slug: open_section(slug) for slug in {facts["section"] for facts, _ in told}}
    members = {handle: sign_up(handle) for facts, _ in told for handle in facts["authors"]}
    paper = Paper({facts["slug"]: tell(facts, body, sections, members) for facts, body in told})
    rebuild.rebuild()
    return paper


def read(path: Path) -> tuple[dict[str, Any], str]:
    _, matter, body = path.read_text(encoding="utf-8").split("+++", 2)
    return tomllib.loads(matter), body.strip()


def open_section(slug: str) -> Section:
    return Section.objects.get_or_create(slug=slug, defaults={"name": slug.title()})[0]


def sign_up(handle: str) -> Member:
    found = {"email": f"{handle}@example.org", "name": handle.replace("-", " ").title()}
    return Member.objects.get_or_create(handle=handle, defaults=found)[0]


def tell(facts: dict[str, Any], body: str, sections: dict[str, Section], members: dict[str, Member]) -> Story:
    draft = Draft(
        headline=facts["headline"],
        standfirst=facts["standfirst"],
        body=body,
        slug=facts["slug"],
        section=sections[facts["section"]],
        language=facts["language"],
        kind=facts["kind"],
        authors=[members[handle] for handle in facts["authors"]],
        topics=facts["topics"],
    )
    story = write(draft, by=None)
    when = facts["published"].replace(tzinfo=UTC)
    return publish(story, by=None, ground=Ground.MOVED_IN, at=min(when, datetime.now(UTC)))
