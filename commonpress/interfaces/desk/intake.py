"""How what comes in reaches the desk: the checks run here, outside of the verbs, and each reader may run twice."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.db import transaction

from commonpress.domain.conversation import moderate, settle_flags
from commonpress.domain.conversation.models import Comment, Flag
from commonpress.domain.conversation.standing import is_known
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.stories import amend
from commonpress.domain.stories.errors import StoryError
from commonpress.domain.stories.grounds import Ground, lead_author
from commonpress.domain.stories.models import Proposal, Story
from commonpress.domain.stories.publish import publish
from commonpress.engines.checks import links_visit, run, store
from commonpress.engines.checks.models import Report
from commonpress.engines.events import readers
from commonpress.engines.events.models import Event
from commonpress.engines.lib import clock, html
from commonpress.engines.lib.text import excerpt
from commonpress.interfaces.desk import things
from commonpress.interfaces.desk.matters import matter_of
from commonpress.interfaces.desk.models import Entry, LinkedDomain

Kind, State = Entry.Kind, Entry.State
SIGNS = 4  # findings named in the list
DOMAINS = 30  # of one text; more are not told apart any better
CAME_IN = (
    "story.submitted", "story.revision_proposed", "comment.posted", "comment.edited", "flag.raised", "member.applied",
)  # fmt: skip
MOVED_ON = (
    "story.published", "story.declined", "story.returned", "story.scheduled", "story.taken_back", "story.withdrawn",
    "story.undone", "story.moved", "story.kept", "story.corrected", "story.mended", "story.revision_refused",
    "story.revision_accepted",
    "comment.hidden", "comment.shown", "comment.undone", "comment.held", "comment.removed",
    "flag.dismissed", "flag.reopened", "story.appeal_reopened", "member.admitted", "member.refused", "member.undone",
)  # fmt: skip


def register() -> None:
    readers.reader("desk-intake", CAME_IN)(take_in)
    readers.reader("desk-follow", MOVED_ON)(follow)
    readers.reader("desk-renewed", {links_visit.RENEWED})(renewed)


def take_in(event: Event) -> None:
    """Examine what came in and put it where it belongs; what was decided meanwhile is left alone."""
    try:
        thing = things.of_subject(event.subject)
    except things.Gone:
        return
    TAKERS[event.kind](thing)


def story_came(story: Story) -> None:
    if story.state != Story.State.SUBMITTED:
        return
    report = examined(story)
    published(story, report)
    enter(Kind.STORY, story, report)  # what trust let out is read afterwards


def published(story: Story, report: Report) -> bool:
    """Whether trust let it out: always for the trusted, for the known when the checks found nothing."""
    author = lead_author(story)
    if author is None or report.verdict == Report.Verdict.HOLD:
        return False
    try:
        publish(story, by=author, ground=Ground.TRUST, seen=story.seen)
    except (PermissionDenied, StoryError):
        return False
    return True


def revision_came(story: Story) -> None:
    try:
        proposal = things.proposal_for(story.subject)
    except things.Gone:
        return
    report = examined(proposal)
    if report.verdict == Report.Verdict.CLEAN:
        try:
            amend.accept(proposal, by=None, ground=Ground.TRUST)
        except (PermissionDenied, StoryError):
            pass
        else:
            return
    enter(Kind.REVISION, story, report)


def comment_came(comment: Comment) -> None:
    if comment.state != Comment.State.WAITING:
        return
    report = examined(comment)
    is_clean = report.verdict == Report.Verdict.CLEAN
    if is_clean and comment.member and is_known(comment.member):
        moderate.show(comment, by=None, rule="known-and-clean")
        return
    enter(Kind.COMMENT, comment, report)


def comment_changed(comment: Comment) -> None:
    """The checks read the new words; what readers see already is taken back to the queue when something is found."""
    is_seen = comment.state == Comment.State.VISIBLE
    if is_seen and not (comment.member and comment.member.is_editor):
        is_clean = examined(comment).verdict == Report.Verdict.CLEAN
        is_seen = is_clean or not moderate.hold(comment, rule="edited")
    if not is_seen:
        comment_came(comment)


def flag_came(thing: Story | Comment) -> None:
    flags = Flag.objects.filter(subject=thing.subject, state=Flag.State.OPEN).count()
    if flags:
        enter(Kind.FLAG, thing, store.latest([thing.subject]).get(thing.subject), times=flags)


def application_came(member: Member) -> None:
    if not is_applying(member):
        return
    enter(Kind.ACCOUNT, member, examined(member))


TAKERS: dict[str, Any] = {
    "story.submitted": story_came,
    "story.revision_proposed": revision_came,
    "comment.posted": comment_came,
    "comment.edited": comment_changed,
    "flag.raised": flag_came,
    "member.applied": application_came,
}


def examined(thing: Any) -> Report:
    """The report on the thing as it stands: made once for the same words and facts."""
    matter = matter_of(thing)
    last = store.latest([matter.subject]).get(matter.subject)
    if last and last.digest == matter.digest:
        return last
    return store.keep(matter, run.examine(matter))


@transaction.atomic
def enter(kind: str, thing: Any, report: Report | None, *, times: int = 1) -> Entry:
    """The thing's entry in the queue: made, or opened again with what stands there now."""
    shown = SHOWN[type(thing)](thing)
    found, is_new = Entry.objects.get_or_create(
        kind=kind, subject=thing.subject, defaults={**shown, "at": clock.now()}
    )
    waited = found.state == State.WAITING and not is_new
    values = {
        **shown,
        **judged(report),
        "state": State.WAITING,
        "times": times,
        "at": found.at if waited else clock.now(),
    }
    Entry.objects.filter(pk=found.pk).update(**values)
    name_domains(found, thing)
    return found


def renewed(event: Event) -> None:
    """The row says what the newest report says; a proposal's stands under its story."""
    report = store.latest([event.subject]).get(event.subject)
    noun, _colon, number = event.subject.partition(":")
    rows = Entry.objects.filter(subject=event.subject).exclude(kind=Kind.REVISION)
    if noun == "proposal":
        story = Proposal.objects.filter(pk=number, state=Proposal.State.WAITING).values_list(
            "story", flat=True
        )
        rows = Entry.objects.filter(kind=Kind.REVISION, subject__in=[Story(pk=pk).subject for pk in story])
    rows.update(**judged(report))


def judged(report: Report | None) -> dict[str, Any]:
    if report is None:
        return {}
    strongest = sorted(report.found, key=lambda one: (-one.severity, -one.score))
    signs = list(dict.fromkeys(one.kind for one in strongest))[:SIGNS]
    return {"verdict": report.verdict, "risk": report.risk, "signs": signs}


def of_story(story: Story) -> dict[str, Any]:
    author = lead_author(story)
    return {
        "headline": story.headline,
        "excerpt": story.excerpt,
        "language": story.language,
        "section": story.section,
        "author": author,
        "author_name": author.name if author else "",
    }


def of_comment(comment: Comment) -> dict[str, Any]:
    words = html.to_text(comment.body)
    return {
        "headline": excerpt(words, 120),
        "excerpt": excerpt(words, 400),
        "language": comment.story.language,
        "section": comment.story.section,
        "author": comment.member,
        "author_name": comment.author_name,
    }


def of_member(member: Member) -> dict[str, Any]:
    return {
        "headline": member.name,
        "author": member,
        "author_name": member.handle,
        "language": member.language,
    }


SHOWN: dict[type, Any] = {Story: of_story, Comment: of_comment, Member: of_member}


def name_domains(entry: Entry, thing: Any) -> None:
    names = set(list(domains(getattr(thing, "body", "")))[:DOMAINS])
    LinkedDomain.objects.filter(entry=entry).exclude(name__in=names).delete()
    LinkedDomain.objects.bulk_create(
        (LinkedDomain(entry=entry, name=name) for name in sorted(names)), ignore_conflicts=True
    )


def domains(body: str) -> Iterable[str]:
    """The hosts a text links to, without "www." """
    for link in html.links(body):
        host = urlsplit(link.href).hostname
        if host:
            yield host.removeprefix("www.")[:253]


def follow(event: Event) -> None:
    """Keep the queue true to what was decided, whichever way: at the desk, over the API, by the author."""
    try:
        thing = things.of_subject(event.subject)
    except things.Gone:
        Entry.objects.filter(subject=event.subject).update(state=State.DECIDED)
        return
    flags_again(event)
    waits = WAITS[type(thing)](thing)
    entries = Entry.objects.filter(subject=event.subject).exclude(kind__in=[Kind.FLAG, Kind.REVISION])
    entries.update(state=State.WAITING if waits else State.DECIDED)
    follow_revision(event.subject)
    flags = Entry.objects.filter(subject=event.subject, kind=Kind.FLAG)
    open_flags = Flag.objects.filter(subject=event.subject, state=Flag.State.OPEN).exists()
    flags.update(state=State.WAITING if open_flags and is_public(thing) else State.DECIDED)
    if isinstance(thing, Story):
        Entry.objects.filter(subject=event.subject).update(section=thing.section)


def flags_again(event: Event) -> None:
    """The flags that a decision settled are open again when it was undone, at the desk or over the API."""
    if event.kind in {"story.undone", "comment.undone"}:
        for decision in Decision.objects.filter(pk=event.facts["decision"]):
            settle_flags.reopen(decision)


def follow_revision(subject: str) -> None:
    noun, _colon, number = subject.partition(":")
    if noun == "story":
        waits = Proposal.objects.filter(story=int(number), state=Proposal.State.WAITING).exists()
        revisions = Entry.objects.filter(subject=subject, kind=Kind.REVISION)
        revisions.update(state=State.WAITING if waits else State.DECIDED)


def is_unread(story: Story) -> bool:
    """Whether it is public on trust alone, and no editor has read it since."""
    return story.state == Story.State.PUBLISHED and story.ground == Ground.TRUST


def is_applying(member: Member) -> bool:
    return member.waits and member.is_active


def is_public(thing: Any) -> bool:
    return getattr(thing, "state", "") in {Story.State.PUBLISHED, Comment.State.VISIBLE}


WAITS: dict[type, Any] = {
    Story: lambda story: story.state == Story.State.SUBMITTED or is_unread(story),
    Comment: lambda comment: comment.state == Comment.State.WAITING,
    Member: lambda member: is_applying(member),
}
