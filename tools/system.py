"""Programs that tests need and Python cannot bring: Chromium, PostgreSQL, nginx, GNU gettext.

As root on Debian the missing ones are installed; otherwise one line says what is skipped for want of them.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

Needs = Mapping[str, tuple[Callable[[], str | None], str]]


def find_chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def find_postgres() -> str | None:
    """The folder with ``initdb`` and ``postgres``; Debian keeps it off the path. The newest version wins."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    on_path = shutil.which("initdb")
    if debian:
        return str(debian[-1])
    return str(Path(on_path).resolve().parent) if on_path else None


def find_gettext() -> str | None:
    return shutil.which("msgfmt") and shutil.which("xgettext")


def find_nginx() -> str | None:
    """Debian keeps it off the path of whoever is not root."""
    return shutil.which("nginx") or shutil.which("/usr/sbin/nginx")


def find_fonts() -> str | None:
    """What a browser shows until the paper's own fonts arrive; their measures are those of Times and Arial."""
    serif = Path("/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf")
    elsewhere = Path("/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf")
    return next((str(path) for path in (serif, elsewhere) if path.exists()), None)


def find_wrk() -> str | None:
    return shutil.which("wrk")


def find_strace() -> str | None:
    return shutil.which("strace")


def find_faketime() -> str | None:
    """The library for programs with threads; one may be named that lies elsewhere."""
    named = os.environ.get("COMMONPRESS_TEST_FAKETIME", "")
    found = [Path(named), *Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")]
    return next((str(path) for path in found if path.is_file()), None)


# Debian's package, how to find what it brings, and what goes without it.
NEEDS: Needs = {
    "chromium": (find_chromium, "browser tests"),
    "fonts-liberation": (find_fonts, "the test that nothing moves when fonts arrive late"),
    "postgresql": (find_postgres, "the run on PostgreSQL"),
    "nginx-light": (find_nginx, "the test behind nginx"),
    "gettext": (find_gettext, "the check of the message catalogues"),
}
OF_THE_BENCH: Needs = {
    "chromium": (find_chromium, "the weight of a page"),
    "nginx-light": (find_nginx, "the edge beside nginx"),
    "wrk": (find_wrk, "the edge under load"),
}
OF_THE_FAULTS: Needs = {
    "postgresql": (find_postgres, "the faults of PostgreSQL"),
    "strace": (find_strace, "what is synced before it is acknowledged"),
    "libfaketime": (find_faketime, "the jumps of the clock"),
}
OF = {"bench": OF_THE_BENCH, "faults": OF_THE_FAULTS}


def main(arguments: Sequence[str] = ()) -> None:
    """With ``bench`` what benchmarks need, with ``faults`` what those need, else what tests need."""
    needs = next((OF[name] for name in arguments if name in OF), NEEDS)
    if missing(needs) and can_install():
        install(missing(needs))
    if missing(needs):
        left_out = "; ".join(f"{needs[package][1]} ({package})" for package in missing(needs))
        print(
            f"Skipped for want of a program (install it, or run as root on Debian): {left_out}.", flush=True
        )


def missing(needs: Needs) -> list[str]:
    return [package for package, (find, _) in needs.items() if not find()]


def can_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: list[str]) -> None:
    """Ask apt for ``packages``; a failure is told by apt itself and then by what stays missing."""
    print(f"Installing {', '.join(packages)} …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-qq", "-y", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", *arguments], env=environment, stdout=sys.stderr, check=False)


if __name__ == "__main__":
    main(sys.argv[1:])
