from django.db import transaction

from commonpress.engines.events.record import record
from commonpress.engines.media.models import Picture


@transaction.atomic
def describe(picture: Picture, *, alt: str, credit: str, is_decorative: bool, by: str = "") -> Picture:
    """Set what a picture shows, who made it, and whether it says anything at all. Nothing is recorded when nothing changed.

    A decorative picture keeps no description. Texts are cut at the length of their column.
    """
    words = {
        "alt": "" if is_decorative else " ".join(alt.split())[:500],
        "credit": " ".join(credit.split())[:200],
        "is_decorative": is_decorative,
    }
    changed = [field for field, value in words.items() if getattr(picture, field) != value]
    if changed:
        for field in changed:
            setattr(picture, field, words[field])
        picture.save(update_fields=changed)
        record("picture.described", picture.subject, stale=[picture.subject], by=by)
    return picture
