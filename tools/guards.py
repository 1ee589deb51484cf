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
    on_postgres: tuple[str, ...] = ()  # tests that run there as well, for what is only done there

    def paths(self) -> list[Path]:
        return sorted(path for pattern in self.files for path in (ROOT / "commonpress").glob(pattern))


GROUPS = {
    "cleans": Group(
        tuple(
            f"engines/lib/{name}.py" for name in ("html", "addresses", "embeds", "hidden", "text", "differ")
        ),
        tuple(
            f"commonpress/engines/lib/tests/test_{name}*.py"
            for name in ("clean", "read", "addresses", "embeds", "hidden", "text", "differ")
        ),
    ),
    "fetches": Group(
        tuple(f"engines/lib/{name}.py" for name in ("http", "public", "peers")),
        (
            "commonpress/engines/lib/tests/test_http.py",
            "commonpress/engines/lib/tests/test_public.py",
            "commonpress/engines/lib/tests/test_peers.py",
            "commonpress/engines/edge/tests/test_bridge.py",
            "commonpress/engines/site/tests/test_certificate.py",
        ),
    ),
    "takes files": Group(
        (
            *(
                f"engines/media/{name}.py"
                for name in (
                    "address",
                    "bucket",
                    "copies",
                    "describe",
                    "files",
                    "guard",
                    "own",
                    "prepare",
                    "refused",
                    "remove",
                    "renditions",
                    "serve",
                    "store",
                )
            ),
            "domain/members/upload.py",
            "interfaces/studio/upload.py",
        ),
        (
            "commonpress/engines/media/tests",
            "commonpress/interfaces/studio/tests/test_upload.py",
            "commonpress/interfaces/studio/tests/test_pictures.py",
        ),
    ),
    # What decides which page is kept and for whom. The server's own side is driven over the wire, in other processes.
    "keeps pages": Group(
        tuple(
            f"engines/edge/{name}.py"
            for name in (
                "bare",
                "bridge",
                "cdn",
                "compress",
                "holes",
                "keys",
                "lanes",
                "memory",
                "page",
                "parts",
                "places",
                "public",
                "render",
                "too_large",
            )
        ),
        ("commonpress/engines/edge/tests",),
    ),
    "guards": Group(
        (
            "config/security.py",
            "domain/*/access.py",
            "domain/members/guard.py",
            "domain/members/may.py",
            "domain/members/second_factor.py",
            "engines/site/limits.py",
            "interfaces/api/auth.py",
            "interfaces/api/gate.py",
            "interfaces/desk/access.py",
        ),
        (
            "tests/test_gates.py",
            "tests/test_guards.py",
            "commonpress/domain/members/tests/test_limits.py",
            "commonpress/engines/site/tests/test_limits.py",
            "commonpress/interfaces/account/tests/test_second_step.py",
            "commonpress/interfaces/api/tests/test_tokens.py",
        ),
    ),
    "moves papers in": Group(
        (
            "interfaces/transfer/wordpress/*.py",
            "interfaces/transfer/ghost/*.py",
            "interfaces/transfer/feed/*.py",
            "interfaces/transfer/archive/*.py",
        ),
        (
            "commonpress/interfaces/transfer/tests/test_wordpress*.py",
            "commonpress/interfaces/transfer/tests/test_ghost_and_feeds.py",
            "commonpress/interfaces/transfer/tests/test_archive*.py",
            "commonpress/interfaces/transfer/tests/test_bounds.py",
            "commonpress/interfaces/transfer/tests/test_move.py",
        ),
        on_postgres=("commonpress/interfaces/transfer/tests/test_archive.py",),
    ),
}
