"""What every page of the desk carries: what can still be undone, and how many appeals wait."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from commonpress.domain.members.guard import member_of
from commonpress.engines.site import private
from commonpress.interfaces.desk import access, undo


def render(request: HttpRequest, template: str, title: str, context: dict[str, Any]) -> HttpResponse:
    """A page of the desk. Two queries of its own."""
    member = member_of(request)
    around = {"undoable": undo.undoable(member), "appeals_waiting": access.appeals(member).count()}
    return private.render(request, template, title, {**around, **context})
