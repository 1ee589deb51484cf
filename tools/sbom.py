"""The bill of materials: what requirements.lock installs, as CycloneDX 1.5 in JSON (https://cyclonedx.org/docs/1.5/json/).

python -m tools.sbom    to build/sbom.json
"""

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
OUT = ROOT / "build" / "sbom.json"
ENTRY = re.compile(
    r"^(?P<name>[a-z0-9][a-z0-9._-]*)(?:\[[^\]]*\])?==(?P<version>[^\s;\\]+)(?P<rest>(?:.*\\\n)+.*)$",
    re.MULTILINE,
)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def written() -> str:
    """The same for the same lock: no time and no number of its own."""
    found = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "commonpress"}},
        "components": [component(entry) for entry in ENTRY.finditer(LOCK.read_text(encoding="utf-8"))],
    }
    return json.dumps(found, indent=2) + "\n"


def component(entry: re.Match[str]) -> dict[str, object]:
    name, version = entry["name"], entry["version"]
    return {
        "type": "library",
        "name": name,
        "version": version,
        "purl": f"pkg:pypi/{name}@{version}",
        "hashes": [{"alg": "SHA-256", "content": digest} for digest in HASH.findall(entry["rest"])],
    }


if __name__ == "__main__":
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(written(), encoding="utf-8")
    print(OUT.relative_to(ROOT))
