from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from commonpress.domain.members.acting import acting


@contextmanager
def of_the_reader(request: HttpRequest) -> Iterator[None]:
    """Speak the language the member chose, on a page for them alone; else go on in the paper's."""
    member = acting(request)
    if member is None or member.language not in dict(settings.LANGUAGES):
        yield
        return
    with translation.override(member.language):
        yield
