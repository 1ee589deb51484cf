"""What a person types. Each command finds the paper's folder first, then starts Django, then calls a room.

Exit codes: 0 done, 1 something is wrong with the paper or the file (the message names the remedy), 2 a mistyped command.
"""

import os
import secrets
import sys
from pathlib import Path

import click

from commonpress import __version__
from commonpress.cli_backups import backup, drill, night, restore
from commonpress.cli_imports import bring_in
from commonpress.cli_moving import export, move, upgrade
from commonpress.config.progress import bar
from commonpress.engines.lib import durable
from commonpress.shell import fail, needs_paper, prepare, prepare_aside, start

PAPER = click.argument(
    "folder", type=click.Path(path_type=Path, file_okay=False), default=Path(), required=False
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="commonpress")
def main() -> None:
    """Commonpress, a self-hosted community newspaper. FOLDER is the paper's folder; this one when left out."""


@main.command()
@PAPER
@click.option("--name", default="", help="Name of the paper; it can be changed in the browser.")
@click.option(
    "--language", type=click.Choice(["en", "ro"]), default="en", show_default=True, help="Of the interface."
)
@click.option("--zone", default="UTC", show_default=True, help="Time zone, such as Europe/Bucharest.")
@click.option(
    "--owner", "email", default="", help="E-mail of the owner; an account is made and its password shown."
)
def new(folder: Path, name: str, language: str, zone: str, email: str) -> None:
    """Make the folder of a new paper: its key, database and static files."""
    check_zone(zone)
    if (folder / "paper.env").exists():
        fail(f"{folder} already holds a paper. Start it with: commonpress serve {folder}")
    found(folder)
    start(folder)
    prepare()
    from commonpress.engines.site import options

    options.change({"name": name or folder.resolve().name.title(), "language": language, "zone": zone})
    click.echo(f"A new paper stands in {folder}.")
    if email:
        show_account(email)
    else:
        click.echo(f"Next, an account for its owner: commonpress owner YOU@EXAMPLE.ORG {folder}")
    click.echo(f"Then: commonpress serve {folder}")


@main.command()
@PAPER
@click.option(
    "--language", type=click.Choice(["en", "ro"]), default="en", show_default=True, help="Of the interface."
)
@click.option("--desk", is_flag=True, help="Put sixty submissions before its desk as well.")
def demo(folder: Path, language: str, *, desk: bool) -> None:
    """Fill a new or empty paper with The Lantern, the demonstration newspaper."""
    if not (folder / "paper.env").exists():
        found(folder)
    start(folder)
    prepare()
    from commonpress.engines.search import rebuild
    from commonpress.interfaces.transfer import demo as lantern

    with bar("Loading The Lantern") as progress:
        count = lantern.load(language=language, progress=progress)
    if count:
        with bar("Indexing") as progress:
            rebuild.rebuild(progress=progress)
    if desk:
        fill_desk()
    elif not count:
        click.echo("There are stories here already; nothing was changed.")
        return
    click.echo(f"{count} stories. Accounts (password {lantern.PASSWORD}):")
    click.echo(f"  owner    {lantern.OWNER}   (settings: /admin/)")
    click.echo(f"  editor   {lantern.EDITOR}@lantern.example")
    click.echo("  writers  tom-hartley@lantern.example and seven more")


def fill_desk() -> None:
    """Submissions for the demonstration's desk; only The Lantern has the archive they are made for."""
    from commonpress.domain.members.models import Member
    from commonpress.interfaces.transfer import demo as lantern
    from commonpress.interfaces.transfer import demo_desk

    if not Member.objects.filter(email=lantern.OWNER).exists():
        fail("the submissions are made for The Lantern; this is another paper. Choose an empty folder.")
    with bar("Handing in submissions") as progress:
        count = demo_desk.load(progress=progress)
    click.echo(f"{count} submissions wait at /desk/." if count else "The submissions were there already.")


@main.command()
@PAPER
@click.option("--host", envvar="HOST", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", envvar="PORT", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Worker processes.")
@click.option("--threads", default=4, show_default=True, type=click.IntRange(1, 64), help="Threads of each.")
@click.option(
    "--errands/--no-errands", default=True, help="Run the errand worker as well (default), or elsewhere."
)
def serve(folder: Path, host: str, port: int, workers: int, threads: int, *, errands: bool) -> None:
    """Serve the paper until Ctrl-C."""
    needs_paper(folder)
    os.environ["COMMONPRESS_LISTEN"] = f"{reachable(host)}:{port}"
    start(folder)
    needs_key(folder)
    prepare_aside()
    check_port(host, port)
    from commonpress.config.server import Serving, serve
    from commonpress.engines.site import options

    click.echo(f"{options.load().name} is open at http://{host}:{port}/   (Ctrl-C ends it)")
    serve(Serving(host=host, port=port, workers=workers, threads=threads, runs_errands=errands))
    click.echo("Closed.")


@main.command()
@PAPER
def worker(folder: Path) -> None:
    """Run errands in a process of its own, for papers served with --no-errands."""
    needs_paper(folder)
    start(folder)
    needs_key(folder)
    from commonpress.config.server import run_errands

    run_errands()


@main.command()
@PAPER
def index(folder: Path) -> None:
    """Build the search index anew from the database. Safe at any time, also while the paper is served."""
    needs_paper(folder)
    start(folder)
    from commonpress.engines.search import rebuild

    with bar("Indexing") as progress:
        count = rebuild.rebuild(progress=progress)
    click.echo(f"{count} stories are in the index.")


@main.group()
def checks() -> None:
    """Look after what the checks keep."""


@checks.command("rebuild")
@PAPER
@click.option("--anew", is_flag=True, help="Of all texts, not only of those that are out of date.")
def rebuild_checks(folder: Path, *, anew: bool) -> None:
    """Take the fingerprints of the archive anew. May be stopped and repeated, also while the paper is served."""
    needs_paper(folder)
    start(folder)
    prepare()
    from commonpress.engines.checks import rebuild

    with bar("Reading the archive") as progress:
        count = rebuild.rebuild(anew=anew, progress=progress)
    click.echo(f"The fingerprints of {count} texts were taken anew." if count else "All are of today.")


@main.command()
@click.argument("email")
@PAPER
def owner(email: str, folder: Path) -> None:
    """Make EMAIL the owner of the paper, with a new password that is shown once."""
    needs_paper(folder)
    start(folder)
    show_account(email)


@main.command()
@PAPER
def doctor(folder: Path) -> None:
    """Check the installation and say what to do about each finding."""
    needs_paper(folder)
    start(folder)
    from commonpress.config.doctor import examine

    findings = examine()
    for finding in findings:
        click.echo(f"{finding.mark} {finding.what}")
        if finding.remedy:
            click.echo(f"    → {finding.remedy}")
    if any(finding.is_serious for finding in findings):
        sys.exit(1)


@main.command()
@click.argument("campaign", type=int)
@PAPER
def audit(campaign: int, folder: Path) -> None:
    """Recompute the report of a sponsor's CAMPAIGN (its number) from the stored counts; both must agree to the unit."""
    needs_paper(folder)
    start(folder)
    from commonpress.domain.sponsors.audit import Campaign, audit

    if not (found := Campaign.objects.filter(pk=campaign).first()):
        fail(f"there is no campaign {campaign}. Their numbers stand in the addresses under /sponsors/.")
    told = audit(found)
    click.echo("\n".join([found.name, *told.lines(found.currency)]))
    sys.exit(bool(told.differences))


for command in (backup, restore, drill, night, bring_in, export, move, upgrade):
    main.add_command(command)


def check_zone(zone: str) -> None:
    import zoneinfo

    if zone not in zoneinfo.available_timezones():
        fail(f"{zone} is not a time zone. Write it like Europe/Bucharest.")


def reachable(host: str) -> str:
    """The address a browser on this machine would use for a listening address."""
    import ipaddress

    try:
        return "127.0.0.1" if ipaddress.ip_address(host).is_unspecified else host
    except ValueError:
        return host


def check_port(host: str, port: int) -> None:
    import socket

    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            fail(f"cannot listen on {host}:{port} ({problem.strerror}). Choose another: --port {port + 1}")


def needs_key(folder: Path) -> None:
    """Without one of its own a paper would sign what members are known by with a key that stands in the source."""
    from django.conf import settings

    if settings.SECRET_KEY == settings.NO_KEY:
        fail(
            f"there is no secret key. Put {folder / 'paper.env'} back from a backup. With a new COMMONPRESS_SECRET_KEY=…"
            " in it the paper opens as well: everybody signs in again, and sets up their second step anew."
        )


def found(folder: Path) -> None:
    """Make the folder, its key, and the word that opens its figures. The file is for the operator alone."""
    lines = [
        f"COMMONPRESS_SECRET_KEY={secrets.token_urlsafe(48)}",
        f"COMMONPRESS_METRICS_TOKEN={secrets.token_urlsafe(24)}",
        "# COMMONPRESS_BASE_URL=https://paper.example.org",
        "# COMMONPRESS_HOSTS=paper.example.org",
    ]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        durable.keep(folder / "paper.env", "\n".join([*lines, ""]))
    except OSError as problem:
        fail(f"cannot make a paper in {folder}: {problem.strerror}. Choose a folder you may write to.")


def show_account(email: str) -> None:
    from commonpress.domain.members.appoint import AppointError, appoint_owner

    try:
        password = appoint_owner(email)
    except AppointError as problem:
        fail(str(problem))
    click.echo(f"Owner: {email}   password: {password}   (shown once; sign in at /admin/)")
