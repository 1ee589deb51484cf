"""What a person types, run as a person would: the real program in an empty folder."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tests.postman import Postman

SECONDS = 60  # for one command on a busy machine


def run(*words: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "commonpress", *words],
        cwd=cwd,
        env={**clean_environment(), **env},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


def clean_environment() -> dict[str, str]:
    """Ours without what would point the program at another paper or database."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("COMMONPRESS_", "DJANGO_"))}
    return {**kept, "PYTHONPATH": str(Path(__file__).resolve().parent.parent)}


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("town")
    done = run("new", "paper", "--name", "The Harbour", "--owner", "olga@example.org", cwd=home)
    assert done.returncode == 0, done.stderr
    assert "olga@example.org" in done.stdout
    return home / "paper"


def test_every_command_has_help(tmp_path: Path) -> None:
    top = run("--help", cwd=tmp_path)
    commands = re.findall(r"^  (\w+) ", top.stdout.split("Commands:")[1], re.M)
    assert {
        "new",
        "serve",
        "demo",
        "import",
        "doctor",
        "index",
        "owner",
        "worker",
        "backup",
        "restore",
        "drill",
    } <= set(commands)
    for command in commands:
        assert run(command, "--help", cwd=tmp_path).returncode == 0


def test_a_new_paper_keeps_its_key_private(paper: Path) -> None:
    assert (paper / "paper.env").stat().st_mode & 0o077 == 0
    assert "COMMONPRESS_SECRET_KEY=" in (paper / "paper.env").read_text()


def test_a_paper_is_not_made_twice(paper: Path) -> None:
    key = (paper / "paper.env").read_text()
    again = run("new", "paper", cwd=paper.parent)
    assert again.returncode == 1
    assert "commonpress serve" in again.stderr
    assert (paper / "paper.env").read_text() == key


def test_the_doctor_finds_a_new_paper_well(paper: Path) -> None:
    done = run("doctor", "paper", cwd=paper.parent)
    assert done.returncode == 0, done.stdout
    assert "ERROR" not in done.stdout


def test_the_doctor_names_the_remedy(paper: Path) -> None:
    (paper / "paper.env").chmod(0o644)
    done = run("doctor", "paper", cwd=paper.parent)
    (paper / "paper.env").chmod(0o600)
    assert done.returncode == 1
    assert "chmod 600" in done.stdout


@pytest.mark.parametrize(
    ("words", "code", "remedy"),
    [
        (("serve", "nowhere"), 1, "commonpress new nowhere"),
        (("doctor", "nowhere"), 1, "commonpress new"),
        (("new", "other", "--zone", "Mars/Olympus"), 1, "Europe/Bucharest"),
        (("new", "other", "--language", "tlh"), 2, "'en'"),
        (("owner", "not-an-address", "paper"), 1, "not an e-mail"),
        (("import", "wordpress", "missing.xml", "--paper", "paper"), 2, "does not exist"),
        (("import", "wordpress", "notes.txt", "--paper", "paper"), 1, "WordPress"),
        (("backup", "--paper", "paper"), 1, "COMMONPRESS_BACKUP_TO"),
        (("backup", "paper/media/x", "--paper", "paper"), 1, "Choose a folder outside"),
        (("backup", "copies", "--paper", "paper", "--key-file", "empty.key"), 1, "openssl rand"),
        (("restore", "nowhere", "new"), 1, "is the disk mounted"),
        (("frobnicate",), 2, "No such command"),
    ],
)
def test_a_mistake_gets_an_error_that_names_the_remedy(
    paper: Path, words: tuple[str, ...], code: int, remedy: str
) -> None:
    (paper.parent / "notes.txt").write_text("Not an export.")
    (paper.parent / "empty.key").touch()
    done = run(*words, cwd=paper.parent)
    assert done.returncode == code
    assert remedy in done.stderr
    assert "Traceback" not in done.stderr
    assert not (paper.parent / "nowhere").exists()


@pytest.fixture
def server(paper: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "commonpress", "serve", str(paper), "--port", str(port)],
        env=clean_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    url = f"http://127.0.0.1:{port}/"
    wait_for(url)
    yield process, url
    if process.poll() is None:
        process.kill()
    process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, seconds: float = SECONDS) -> str:
    """The page, as soon as it answers with 200."""
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return str(answer.read().decode())
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            assert time.monotonic() < end, f"{url} did not answer"
            time.sleep(0.1)


def children(pid: int) -> list[int]:
    """Of all its threads: the errand worker may have been started again by the keeper's."""
    return [
        int(n)
        for task in Path(f"/proc/{pid}/task").iterdir()
        for n in (task / "children").read_text().split()
    ]


def test_ctrl_c_ends_the_server_and_all_its_children(server: tuple[subprocess.Popen[str], str]) -> None:
    process, url = server
    assert "The Harbour" in wait_for(url)
    born = children(process.pid)
    assert len(born) == 2
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "Traceback" not in out
    assert "Closed." in out
    assert not any(Path(f"/proc/{pid}").exists() for pid in born)


def test_a_killed_child_is_replaced_and_the_site_answers_again(
    server: tuple[subprocess.Popen[str], str],
) -> None:
    process, url = server
    for pid in (before := children(process.pid)):
        os.kill(pid, signal.SIGKILL)
    end = time.monotonic() + 30
    while len(set(children(process.pid)) - set(before)) < 2 and time.monotonic() < end:
        time.sleep(0.1)
    assert "The Harbour" in wait_for(url)
    assert len(set(children(process.pid)) - set(before)) >= 2


def test_no_child_outlives_a_killed_parent(server: tuple[subprocess.Popen[str], str]) -> None:
    process, _url = server
    born = children(process.pid)
    process.kill()
    process.wait()
    end = time.monotonic() + 20
    while any(alive(pid) for pid in born) and time.monotonic() < end:
        time.sleep(0.1)
    assert not any(alive(pid) for pid in born)


def alive(pid: int) -> bool:
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False


def test_a_taken_port_is_named_before_anything_starts(paper: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("serve", "paper", "--port", str(port), cwd=paper.parent)
    assert done.returncode == 1
    assert f"--port {port + 1}" in done.stderr


# A worker killed between the mail server's yes and its own note of it. Mail is sent at least once: no sender can know
# whether a yes that was lost was a yes. So the second letter bears the first one's Message-ID, by which mail programs
# show one.

MAKE_A_TOKEN = """
from commonpress import cli
from pathlib import Path
cli.start(Path("paper"))
from commonpress.domain.members.models import Member
from commonpress.interfaces.api.tokens import make
make(Member.objects.get(), "Phone", ["read"])
"""


class Killer(Postman):
    """Takes a letter and, the first time, kills who brought it before it can hear the yes."""

    victim = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 (aiosmtpd)
        said = await super().handle_DATA(server, session, envelope)
        if self.victim:
            os.kill(self.victim, signal.SIGKILL)
            self.victim = 0
        return said


@pytest.fixture
def post() -> Iterator[tuple[Killer, str]]:
    killer = Killer()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(killer, hostname="127.0.0.1", port=port)
    controller.start()
    yield killer, f"smtp://127.0.0.1:{port}"
    controller.stop()


@pytest.fixture
def home(paper: Path) -> Path:
    """The folder of a paper whose owner has just made a token, which is told her by mail."""
    done = subprocess.run(
        [sys.executable, "-c", MAKE_A_TOKEN],
        cwd=paper.parent,
        env=clean_environment(),
        check=False,
        timeout=SECONDS,
    )
    assert done.returncode == 0
    return paper.parent


def worker(home: Path, address: str) -> "subprocess.Popen[bytes]":
    words = [sys.executable, "-m", "commonpress", "worker", "paper"]
    return subprocess.Popen(words, cwd=home, env={**clean_environment(), "COMMONPRESS_MAIL_URL": address})


def ask(home: Path, question: str) -> list[Any]:
    with sqlite3.connect(home / "paper" / "paper.sqlite3", timeout=10) as database:
        return database.execute(question).fetchall()


def test_a_worker_killed_after_the_servers_yes_sends_the_letter_again_under_its_name(
    home: Path, post: tuple[Killer, str]
) -> None:
    killer, address = post
    first = worker(home, address)
    killer.victim = first.pid
    assert first.wait(SECONDS) == -signal.SIGKILL
    assert len(killer.came) == 1
    assert ask(home, "SELECT count(*) FROM site_letter") == [(1,)], "it never came to forget the letter"
    # Five minutes go by: who holds an errand longer is taken for dead.
    ask(home, "UPDATE events_errand SET claimed_until = '2000-01-01 00:00:00' WHERE state = 'claimed'")
    second = worker(home, address)
    until = time.monotonic() + SECONDS
    waiting = "SELECT count(*) FROM events_errand WHERE reader = 'mail'"
    while ask(home, waiting) != [(0,)] and time.monotonic() < until:
        time.sleep(0.1)
    second.terminate()
    second.wait(SECONDS)
    assert [letter["To"] for letter in killer.came] == ["olga@example.org"] * 2
    names = {letter["Message-ID"] for letter in killer.came}
    assert len(names) == 1
    assert names.pop().startswith("<notice-")
    assert ask(home, "SELECT count(*) FROM notices_notice") == [(1,)]
    assert ask(home, "SELECT count(*) FROM site_letter") == [(0,)]
