from django.http import HttpRequest, HttpResponse, JsonResponse

from commonpress.domain.sponsors.pace import live
from commonpress.engines.edge.public import public, tag

SECONDS = 1.0  # so long at most after a campaign has all it may have, readers are still shown it


@public
def pace(request: HttpRequest) -> HttpResponse:
    """How often each placement may be shown at this moment, for slots.js; who is missing here rests. The same for all."""
    return tag(JsonResponse({str(number): one for number, one in live().items()}), ["pace"], seconds=SECONDS)
