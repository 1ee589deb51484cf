"""What stops everything for a while and is nobody's mistake: the database is away, the disk full or not to be written.

Such a request is answered with 503 and asked to come again; what it sent was not kept.
"""

import errno

from django.db import InterfaceError, OperationalError

from commonpress.engines.lib.causes import causes

RETRY_SECONDS = "10"
HEADERS = {"Cache-Control": "no-store", "Retry-After": RETRY_SECONDS}
OF_THE_DISK = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EFBIG, errno.EMFILE, errno.ENFILE}
)


def is_away(problem: BaseException | None) -> bool:
    """Whether it, or what it came from, says that something we stand on is away."""
    return any(
        isinstance(each, OperationalError | InterfaceError)
        or (isinstance(each, OSError) and each.errno in OF_THE_DISK)
        for each in causes(problem)
    )
