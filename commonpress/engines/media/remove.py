import logging
from functools import partial

from django.db import transaction
from django.db.models import QuerySet

from commonpress.engines.events.record import record
from commonpress.engines.media import bucket, files
from commonpress.engines.media.models import Picture

log = logging.getLogger(__name__)


@transaction.atomic
def pictures(some: QuerySet[Picture], *, by: str = "") -> int:
    """Take pictures away for good, with every copy; how many. Their files go once the change is committed.

    Should the program end in between, the daily sweep of files without a row takes them.
    """
    names: list[str] = []
    found = list(some)
    for picture in found:
        names += picture.files
        record("picture.removed", picture.subject, stale=[picture.subject], by=by)
    Picture.objects.filter(pk__in=[picture.pk for picture in found]).delete()
    transaction.on_commit(partial(unlink, names))
    return len(found)


def unlink(names: list[str]) -> None:
    try:
        for name in names:
            files.drop(name)
    except bucket.StoreProblem as problem:
        log.warning("media: the daily sweep will take what is left: %s", problem)
