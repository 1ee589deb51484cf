from django.http import HttpRequest

from commonpress.domain.members.models import Member


def acting(request: HttpRequest) -> Member | None:
    """The member who sends this request, for the ``by`` of a verb."""
    return request.user if isinstance(request.user, Member) else None
