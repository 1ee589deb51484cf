"""Files that outlive a power cut."""

import os
from pathlib import Path


def keep(path: Path, text: str) -> None:
    """Make a file for the operator alone; when this returns it is on the disk. Raises ``OSError``, also when it exists."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    sync(path.parent)
    sync(path.parent.parent)  # the folder may be as new as the file


def sync(folder: Path) -> None:
    """What was made, renamed or removed in a folder is on the disk when this returns."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
