"""Pictures by who sent them: an opaque subject such as "member:7"."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Sum
from django.http import Http404

from commonpress.engines.media.models import Picture


def own_picture_or_404(owner: str, number: int) -> Picture:
    found = Picture.objects.filter(owner=owner, pk=number).first() if owner else None
    if found is None:
        raise Http404("no such picture")
    return found


def bytes_of(owner: str) -> int:
    """How much somebody's pictures weigh, without the smaller copies the worker makes of them. One query."""
    return Picture.objects.filter(owner=owner).aggregate(all=Sum("bytes"))["all"] or 0


def by_address(addresses: Iterable[str]) -> dict[str, Picture]:
    """The pictures at these addresses of ours (``/media/…``), by address. One query, none without addresses."""
    prefix = str(settings.MEDIA_URL)
    names = {address.removeprefix(prefix) for address in addresses if address.startswith(prefix)}
    found = Picture.objects.filter(name__in=names) if names else []
    return {prefix + picture.name: picture for picture in found}
