"""Which sections an editor edits."""

from django.utils.translation import gettext as _

from commonpress.domain.members.may import Refused, must_edit
from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Section, SectionEditor, Story


def sections_of(member: Member) -> set[int] | None:
    """The numbers of the sections a member edits, those within included; nothing means all. At most two queries."""
    if not member.is_editor:
        return set()
    if member.role == Member.Role.OWNER:
        return None
    own = set(SectionEditor.objects.filter(member=member).values_list("section", flat=True))
    return with_those_within(own) if own else None


def with_those_within(sections: set[int]) -> set[int]:
    above = dict(Section.objects.values_list("pk", "parent"))
    found = set(sections)
    while more := {pk for pk, parent in above.items() if parent in found} - found:
        found |= more
    return found


def edits(member: Member, section: int) -> bool:
    own = sections_of(member)
    return own is None or section in own


def must_edit_it(member: Member, story: Story) -> None:
    """Raise ``Refused`` unless the member may decide about this story now."""
    must_edit(member)
    if not edits(member, story.section_id):
        raise Refused(_("This section is edited by others."))


def signs(member: Member, story: Story) -> bool:
    """Whether the member's name stands under the story. One query."""
    return story.bylines.filter(member=member).exists()
