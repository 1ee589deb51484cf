"""What a person types, run as a person would: the real program in an empty folder."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.stand import descendants, is_running

pytestmark = pytest.mark.once

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
        "export",
        "move",
        "upgrade",
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


@pytest.mark.parametrize("text", ["", "COMMONPRESS_SECRET_KEY=\n"])
def test_a_paper_that_lost_its_key_is_not_served(tmp_path: Path, text: str) -> None:
    """With the key that stands in the source anybody could sign in as anybody."""
    (tmp_path / "paper").mkdir()
    (tmp_path / "paper" / "paper.env").write_text(text)
    for command in ("serve", "worker"):
        done = run(command, "paper", cwd=tmp_path)
        assert done.returncode == 1
        assert "there is no secret key" in done.stderr
        assert "from a backup" in done.stderr
        assert "Traceback" not in done.stderr


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
        (("import", "ghost", "notes.txt", "--paper", "paper"), 1, "no Ghost export"),
        (
            ("import", "notes.txt", "--paper", "paper"),
            1,
            "Export it again: commonpress export",
        ),
        (("move", "--paper", "paper", "--to", "nonsense"), 1, "postgres://user"),
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


def test_ctrl_c_ends_the_server_and_all_its_children(server: tuple[subprocess.Popen[str], str]) -> None:
    process, url = server
    assert "The Harbour" in wait_for(url)
    born = descendants(process.pid)
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
    for pid in (before := descendants(process.pid)):
        os.kill(pid, signal.SIGKILL)
    end = time.monotonic() + 30
    while len(set(descendants(process.pid)) - set(before)) < 2 and time.monotonic() < end:
        time.sleep(0.1)
    assert "The Harbour" in wait_for(url)
    assert len(set(descendants(process.pid)) - set(before)) >= 2


def test_no_child_outlives_a_killed_parent(server: tuple[subprocess.Popen[str], str]) -> None:
    process, _url = server
    born = descendants(process.pid)
    process.kill()
    process.wait()
    end = time.monotonic() + 20
    while any(is_running(pid) for pid in born) and time.monotonic() < end:
        time.sleep(0.1)
    assert not any(is_running(pid) for pid in born)


def test_a_taken_port_is_named_before_anything_starts(paper: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("serve", "paper", "--port", str(port), cwd=paper.parent)
    assert done.returncode == 1
    assert f"--port {port + 1}" in done.stderr
