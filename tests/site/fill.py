"""Makes the paper that the tests of the whole site read. Run by paper.py in the environment of that paper.

python -m tests.site.fill FOLDER fill          The Lantern, and what it lacks: a story with everything, a withdrawn one
python -m tests.site.fill FOLDER translate     the same paper with a Romanian interface
python -m tests.site.fill FOLDER rename NAME   the paper under another name, as an owner would call it at another node
"""

import json
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonpress import shell

if TYPE_CHECKING:
    from commonpress.domain.members.models import Member
    from commonpress.domain.stories.models import Story
    from commonpress.engines.media.models import Picture

# One key for all: names of pictures are made with it, and their copies are kept from run to run.
KEY = "COMMONPRESS_SECRET_KEY=the-tests-of-the-whole-site-keep-no-secrets-0123456789\n"
EVERYTHING = (Path(__file__).parent / "everything.html").read_text(encoding="utf-8")
LONG_WORD = "Mecklenburgisch-Vorpommersche-Küstenschifffahrtsgenossenschaftsversammlung"


def main(folder: Path, what: str, *words: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "paper.env").write_text(KEY, encoding="utf-8")
    shell.start(folder)
    shell.prepare()
    doings: dict[str, Callable[..., None]] = {"fill": fill, "translate": translate, "rename": rename}
    doings[what](*words)


def fill() -> None:
    from commonpress.engines.search import rebuild
    from commonpress.interfaces.transfer import demo

    vars(demo)["render_many"] = remembered
    demo.load()
    add_everything()
    add_withdrawn()
    rebuild.rebuild()
    work_off()


def translate() -> None:
    from commonpress.engines.site import options

    options.change({"language": "ro", "name": "Felinarul"})
    work_off()


def rename(name: str) -> None:
    from commonpress.engines.site import options

    options.change({"name": name})


def remembered(pictures: Iterable["Picture"], **_: Any) -> None:
    """In place of ``render_many``: draw only what no earlier run has drawn."""
    from django.conf import settings

    from commonpress.engines.media import renditions
    from commonpress.engines.media.models import Picture

    book = Path(settings.MEDIA_ROOT) / "drawn.json"
    drawn = json.loads(book.read_text()) if book.exists() else {}
    for picture in pictures:
        Picture.objects.filter(pk=picture.pk).update(renditions=drawn.get(picture.name, []))
    all_pictures = list(Picture.objects.all())
    renditions.render_many(all_pictures)
    book.write_text(json.dumps({picture.name: picture.renditions for picture in all_pictures}))


def work_off() -> None:
    """Nothing is left for the server's worker: what the tests read does not change under them."""
    from commonpress.engines.events import work

    while work.turn():
        pass


def add_everything() -> None:
    """One story that holds all a story may hold, old enough to stand on no front page."""
    from commonpress.domain.stories.correct import Wording, correct
    from commonpress.domain.stories.models import Story
    from commonpress.engines.media.address import picture_url

    picture = Story.objects.get(slug="ferry-returns-electric").picture
    assert picture
    body = EVERYTHING.replace("PICTURE", picture_url(picture, 960))
    story = written(
        f"Everything a story may hold, and {LONG_WORD}", "everything", body.replace("NOW", "ninety")
    )
    now = Wording(story.headline, story.standfirst, body.replace("NOW", "forty"))
    correct(story, now, note="An earlier version counted ninety boats.", by=member(), at=moment(9))
    correct(
        story,
        now._replace(standfirst="A standfirst that was mended, too."),
        note="The standfirst named the wrong quay.",
        by=member(),
        at=moment(10),
    )


def add_withdrawn() -> None:
    from commonpress.domain.stories.withdraw import withdraw

    story = written("The story that was taken back", "taken-back", "<p>It was wrong.</p>")
    withdraw(story, reason="Its only source had made it up.", by=member())


def written(headline: str, slug: str, body: str) -> "Story":
    from commonpress.domain.conversation.models import Comment
    from commonpress.domain.conversation.post import post
    from commonpress.domain.stories.grounds import Ground
    from commonpress.domain.stories.models import Section, Story
    from commonpress.domain.stories.publish import publish
    from commonpress.domain.stories.write import Credit, Draft, write
    from commonpress.engines.readership import totals

    pictured = Story.objects.get(slug="ferry-returns-electric")
    draft = Draft(
        headline=headline,
        standfirst="A standfirst.",
        body=body,
        slug=slug,
        section=Section.objects.get(slug="other"),
        authors=[member(), *(line.member for line in pictured.bylines.all())],
        kind=Story.Kind.OPINION,
        topics=["Ferry", "A topic with a very long name that has to wrap somewhere on a narrow telephone"],
        picture=pictured.picture,
        caption="A caption.",
        credit=Credit(
            agency="Coast Wire",
            url="https://wire.example/original",
            licence="CC BY 4.0",
            licence_url="https://creativecommons.org/licenses/by/4.0/",
        ),
        created_at=moment(7),
    )
    story = publish(write(draft, by=member()), by=None, ground=Ground.MOVED_IN, at=moment(8))
    totals.carry_over(story.subject, 1_234_567)
    parent = None
    for depth in range(6):
        parent = post(
            story,
            f"Answer {depth}, with https://example.org/{'a' * 80} in it.",
            member=member() if depth % 2 else None,
            author_name=f"Reader {depth}",
            parent=parent,
            state=Comment.State.VISIBLE,
            at=moment(11 + depth),
        )
    return story


def member() -> "Member":
    from commonpress.domain.members.models import Member

    return Member.objects.get(handle="irina-dobrescu")


def moment(hour: int) -> datetime:
    return datetime(2025, 3, 3, hour, tzinfo=UTC)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
