"""The code that guards, cleans, takes files, fetches, keeps pages and moves papers in: here, and in no other list.

Each file must be run to its last line and branch by the tests named beside its group (tools/cover.py).
"""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Group:
    """Files as patterns below ``commonpress``; tests as paths that pytest takes; how much they must run, of a hundred."""

    files: tuple[str, ...]
    tests: tuple[str, ...]
    least: int = 100

    def paths(self) -> list[Path]:
        return sorted(path for pattern in self.files for path in (ROOT / "commonpress").glob(pattern))


GROUPS = {
    "cleans": Group(
        tuple(
            f"engines/lib/{name}.py" for name in ("html", "addresses", "embeds", "hidden", "text", "differ")
        ),
        ("commonpress/engines/lib",),
    ),
    "fetches": Group(
        tuple(f"engines/lib/{name}.py" for name in ("http", "public", "peers")),
        ("commonpress/engines/lib", "commonpress/engines/edge/tests/test_bridge.py"),
    ),
    "takes files": Group(
        tuple(
            f"engines/media/{name}.py" for name in ("prepare", "store", "files", "serve", "guard", "refused")
        ),
        ("commonpress/engines/media", "commonpress/interfaces/studio/tests/test_pictures.py"),
    ),
    "keeps pages": Group(
        tuple(
            f"engines/edge/{name}.py"
            for name in (
                "bare",
                "bridge",
                "compress",
                "holes",
                "keys",
                "memory",
                "page",
                "public",
                "render",
                "too_large",
            )
        ),
        ("commonpress/engines/edge",),
    ),
    "guards": Group(
        (
            "config/security.py",
            "domain/*/access.py",
            "domain/members/guard.py",
            "domain/members/may.py",
            "interfaces/api/auth.py",
            "interfaces/api/gate.py",
            "interfaces/desk/access.py",
        ),
        (
            "commonpress/domain",
            "commonpress/interfaces/api",
            "commonpress/interfaces/desk",
            "commonpress/interfaces/studio",
            "tests/test_matrix.py",
        ),
    ),
    "moves papers in": Group(
        ("interfaces/transfer/wordpress/*.py",),
        ("commonpress/interfaces/transfer/tests/test_wordpress*.py",),
        95,  # what broken exports may hold has more kinds than tests yet
    ),
}
