from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def folder(transactional_db: None, settings: Any, tmp_path: Path) -> Path:
    """Of a paper, empty yet; what tests write to its database is committed."""
    found = tmp_path / "paper"
    settings.HOME = found
    settings.MEDIA_ROOT = found / "media"
    settings.STATIC_ROOT = found / "static"
    return found
