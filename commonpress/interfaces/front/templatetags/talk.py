"""What templates need to show a comment: ``{% load talk %}``."""

from collections.abc import Collection

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from commonpress.domain.conversation.models import Comment
from commonpress.domain.members.models import Member
from commonpress.engines.edge import holes
from commonpress.interfaces.front import counts

register = template.Library()
EDITORS = frozenset({Member.Role.EDITOR, Member.Role.OWNER})


@register.simple_tag
def reactions(comment: Comment) -> SafeString:
    """The hole of what readers left at it; the page has read it already."""
    counts.read("reactions", comment.subject, comment.reacted)
    return holes.mark("reactions", comment.subject)


@register.simple_tag
def role_said(comment: Comment, signers: Collection[int]) -> str:
    """ "Author" of the story, or "Editor" of the paper; nothing for other readers."""
    if comment.member_id and comment.member_id in signers:
        return _("Author of the story")
    return _("Editor") if comment.member and comment.member.role in EDITORS else ""
