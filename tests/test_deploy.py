"""The recipes of deploy/: what a linter of each kind would say, as far as one is here, and that they name what there is."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from commonpress.cli import main
from tools.map import ROOT

DEPLOY = ROOT / "deploy"
PEM = ROOT / "commonpress" / "engines" / "lib" / "tests" / "localhost.pem"
COMMAND = re.compile(r"commonpress (serve|worker|new)((?: [^\s;&|\"\]]+)*)")


def text(name: str) -> str:
    return (DEPLOY / name).read_text()


def compose(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(text(name))
    return found


@pytest.mark.parametrize("name", ["commonpress.service", "node.conf", "Containerfile"])
def test_the_commands_in_them_are_the_programs_own(name: str) -> None:
    found = COMMAND.findall(text(name))
    assert found
    for command, words in found:
        told = CliRunner().invoke(main, [command, "--help"]).output
        assert all(option in told for option in re.findall(r"--[a-z-]+", words))


def test_the_unit_is_one_systemd_takes(tmp_path: Path) -> None:
    """With programs and users that are here; where systemd is not, its form alone is read."""
    unit = text("commonpress.service")
    lines = [line for line in unit.splitlines() if line and not line.startswith("#")]
    assert all(re.fullmatch(r"\[\w+\]|[A-Z]\w+=.*", line) for line in lines)
    for wanted in ("NoNewPrivileges=yes", "ProtectSystem=strict", "User=commonpress", "Restart=always"):
        assert wanted in lines
    if shutil.which("systemd-analyze"):
        here = re.sub(r"^(User|Group)=.*", r"\1=root", unit, flags=re.MULTILINE)
        node = text("node.conf")  # one node of several: over the same unit
        (tmp_path / "commonpress.service.d").mkdir()
        for name, words in {"commonpress.service": here, "commonpress.service.d/node.conf": node}.items():
            (tmp_path / name).write_text(words.replace("/opt/commonpress/bin/commonpress", "/bin/true"))
        done = subprocess.run(
            ["systemd-analyze", "verify", str(tmp_path / "commonpress.service")],
            capture_output=True,
            text=True,
        )
        assert (done.returncode, done.stderr) == (0, "")


def test_the_container_is_nobodys_root_and_is_asked_how_it_is() -> None:
    lines = [line for line in text("Containerfile").splitlines() if line and not line.startswith("#")]
    assert [line for line in lines if line.startswith("USER")][-1] not in {"USER root", "USER 0"}
    assert "/-/health" in text("Containerfile").split("HEALTHCHECK")[1]
    assert "--require-hashes" in text("Containerfile")
    assert {line.split()[1] for line in lines if line.startswith("FROM")} == {"$PYTHON_IMAGE"}
    (image,) = re.findall(r"^ARG PYTHON_IMAGE=(\S+)$", text("Containerfile"), re.MULTILINE)
    assert ":" in image
    assert not image.endswith(":latest")
    for copied in re.findall(r"^COPY (?!--)(.*) \S+$", text("Containerfile"), re.MULTILINE):
        assert all((ROOT / name).exists() for name in copied.split())


@pytest.mark.parametrize("name", ["compose.yaml", "compose-node.yaml"])
def test_the_composition_names_settings_and_services_there_are(name: str) -> None:
    services = compose(name)["services"]
    for service in services.values():
        waited = service.get("depends_on", [])
        assert set(waited) <= set(services)
        assert service["restart"] == "unless-stopped"
        for volume in service["volumes"]:
            source = volume.split(":")[0]
            assert source in compose(name)["volumes"] or (DEPLOY / source).exists()
    paper = services["paper"]
    assert paper["read_only"] is True
    assert paper["cap_drop"] == ["ALL"]
    known = (ROOT / "docs" / "operating" / "README.md").read_text()
    for each in [*paper["environment"], *re.findall(r"COMMONPRESS_\w+", text("commonpress.service"))]:
        assert f"`{each}`" in known


@pytest.mark.parametrize("name", ["nginx.conf", "nginx-many.conf"])
def test_nginx_takes_its_recipe(name: str, tmp_path: Path) -> None:
    """With a certificate that is here; where nginx is not, only what must stand in it is looked for."""
    recipe = text(name)
    for wanted in (
        "X-Forwarded-For",
        "X-Forwarded-Proto",
        "Host $host",
        "X-Request-ID",
        "client_max_body_size 25m",
    ):
        assert wanted in recipe
    if program := shutil.which("nginx"):
        here = re.sub(r"/etc/letsencrypt/\S+;", f"{PEM};", recipe)
        (tmp_path / "site.conf").write_text(here)
        inside = f"access_log off; include {tmp_path}/site.conf;"
        whole = f"pid {tmp_path}/pid; error_log stderr; events {{}} http {{ {inside} }}"
        (tmp_path / "nginx.conf").write_text(whole)
        done = subprocess.run(
            [program, "-t", "-q", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")],
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["nginx.conf", "nginx-many.conf", "Caddyfile"])
def test_no_proxy_hands_on_what_is_for_watchers(name: str) -> None:
    assert re.search(r"/-/.{0,20}\n.{0,30}404", text(name))
