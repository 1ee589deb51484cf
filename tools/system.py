"""Programs that tests need and Python cannot bring: Chromium, PostgreSQL, nginx, GNU gettext.

As root on Debian the missing ones are installed; otherwise one line says what is skipped for want of them.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path


def find_chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def find_postgres() -> str | None:
    """The folder with ``initdb`` and ``postgres``; Debian keeps it off the path. The newest version wins."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    on_path = shutil.which("initdb")
    if debian:
        return str(debian[-1])
    return str(Path(on_path).resolve().parent) if on_path else None


def find_nginx() -> str | None:
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def find_gettext() -> str | None:
    return shutil.which("msgfmt") and shutil.which("xgettext")


# Debian's package, how to find what it brings, and what goes without it.
NEEDS = {
    "chromium": (find_chromium, "browser tests"),
    "postgresql": (find_postgres, "the run on PostgreSQL"),
    "nginx-light": (find_nginx, "the test behind nginx"),
    "gettext": (find_gettext, "the check of the message catalogues"),
}


def main() -> None:
    if missing() and can_install():
        install(missing())
    if missing():
        left_out = "; ".join(f"{NEEDS[package][1]} ({package})" for package in missing())
        print(
            f"Skipped for want of a program (install it, or run as root on Debian): {left_out}.", flush=True
        )


def missing() -> list[str]:
    return [package for package, (find, _) in NEEDS.items() if not find()]


def can_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: list[str]) -> None:
    """Ask apt for ``packages``; a failure is told by apt itself and then by what stays missing."""
    print(f"Installing {', '.join(packages)} …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-qq", "-y", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", *arguments], env=environment, stdout=sys.stderr, check=False)


if __name__ == "__main__":
    main()
