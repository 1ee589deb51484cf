"""What is installed is what was locked: every package with the hash of every file it may come as."""

import json
import re
from pathlib import Path

import pytest

from tools import sbom

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted(ROOT.glob("requirements*.lock"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_package_is_locked_with_its_hashes_and_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    packages = re.findall(
        r"^([a-z0-9][^\s\\]*)(?:(?: ;|\n| \\)[^\n]*\n?)((?:\s+--hash=\S+(?: \\)?\n?)*)", text, re.MULTILINE
    )
    assert packages
    for name, hashes in packages:
        assert "==" in name, name
        assert "--hash=sha256:" in hashes, name
    assert not re.search(r"https?://|--index-url|--find-links|--trusted-host", text)


def test_what_comes_from_npm_is_locked_too() -> None:
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert text.count('"integrity": "sha512-') >= text.count('"version":') - 2


def test_the_bill_of_materials_names_every_locked_package() -> None:
    bill = json.loads(sbom.written())
    locked = set(
        re.findall(
            r"^([a-z0-9][a-z0-9._-]*)(?:\[[^\]]*\])?==",
            (ROOT / "requirements.lock").read_text(),
            re.MULTILINE,
        )
    )
    assert bill["bomFormat"] == "CycloneDX"
    assert {one["name"] for one in bill["components"]} == locked
    for one in bill["components"]:
        assert one["purl"] == f"pkg:pypi/{one['name']}@{one['version']}"
        assert one["hashes"], one["name"]


def test_a_fault_has_somebody_to_be_told_to() -> None:
    policy = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    assert "within seven days" in policy
    assert "/.well-known/security.txt" in policy
