"""The drill's second half, in the restored paper's own process: is it whole, and does it show its pages?"""

from commonpress.engines.media.health import missing_files
from commonpress.interfaces.transfer.backup import pages
from commonpress.interfaces.transfer.backup.manifest import Manifest
from commonpress.interfaces.transfer.backup.problem import BackupProblem


def prove(manifest: Manifest) -> int:
    """The number of pages rendered. Raises ``BackupProblem``."""
    missing = sorted(set(missing_files()) - set(manifest.gone))
    if missing:
        raise BackupProblem(
            f"{len(missing)} pictures the database lists were not in the backup, the first: {missing[0]}. They were missing"
            " from the paper when it was made: restore them into its media folder from an older backup (--at), or"
            " remove the pictures under /admin/; then run `commonpress backup`."
        )
    return pages.render()
