"""A conversation as a tag: ``{% load talk %}{% thread nodes %}``."""

from collections.abc import Sequence

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from commonpress.domain.conversation.thread import Node
from commonpress.interfaces.front.threads import Thread

register = template.Library()


@register.simple_tag(takes_context=True)
def thread(context: Context, nodes: Sequence[Node]) -> SafeString:
    """The comments as list items, each with those below it (``front/threads.py``)."""
    return Thread(context["story"], context["signers"], is_open=context["is_open"]).markup(nodes)
