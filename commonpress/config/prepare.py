"""Brings a paper's folder to the installed version: migrations and static files."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from commonpress.config import one_node
from commonpress.engines.lib import planner
from commonpress.interfaces.transfer.upgrade.apply import apply, due


def prepare() -> None:
    """Migrate when there is something to migrate, collect static files when any changed. Raises ``UpgradeProblem``."""
    if due():
        with one_node.alone():
            if migrations := due():  # another node that starts may have done them meanwhile
                apply(migrations)
                planner.look()
    stamp = Path(settings.STATIC_ROOT) / ".stamp"
    fingerprint = static_fingerprint()
    if not stamp.exists() or stamp.read_text() != fingerprint:
        call_command("collectstatic", verbosity=0, interactive=False)
        stamp.write_text(fingerprint)


def static_fingerprint() -> str:
    """Of the names, sizes and times of all static files, in place of reading them."""
    digest = hashlib.blake2b(digest_size=16)
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            digest.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
