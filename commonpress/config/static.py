"""Static files: copied, compressed and named by their content when a paper is prepared (whitenoise)."""

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """A file's address is worked out once for a process: files change with the program only, and a page names three."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.addresses: dict[str, str] = {}

    def url(self, name: str, force: bool = False) -> str:
        found = self.addresses.get(name)
        if found is None:
            found = self.addresses[name] = str(super().url(name, force))
        return found
