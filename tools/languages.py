"""Make commonpress/engines/checks/languages.json, the profiles by which a text's language is told.

    python -m tools.languages

A profile is the commonest groups of three letters of a language with their share, in parts of 10,000. They are counted in
two things we may use, each with half the weight: the translations that come with Django (BSD) and django-allauth (MIT),
and the small words of small_words.txt, which any grammar lists and every page of prose is full of.
"""

import gettext
import json
import re
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

from commonpress.engines.checks.letters import groups

HERE = Path(__file__).resolve().parent.parent / "commonpress" / "engines" / "checks" / "languages.json"
KEPT = 600  # groups of a language: fewer missed short texts, more made only the file larger
SCALE = 10_000
MARKUP = re.compile(r"%\(?\w*\)?[sd]?|\{\w*\}|<[^>]*>|&\w+;|https?://\S+")
SMALL = dict(
    line.split(": ", 1)
    for line in Path(__file__).with_name("small_words.txt").read_text("utf-8").splitlines()
)


def main() -> None:
    profiles = {language: profile(language) for language in sorted(SMALL)}
    lines = (f"{json.dumps(language)}:{written(profile)}" for language, profile in profiles.items())
    HERE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    print(f"{HERE.name}: {len(profiles)} languages, {HERE.stat().st_size / 1000:.0f} KB")


def written(profile: dict[str, int]) -> str:
    return json.dumps(profile, ensure_ascii=False, separators=(",", ":"))


def profile(language: str) -> dict[str, int]:
    """Groups by falling share."""
    texts, small = Counter(groups(translated(language))), Counter(groups(SMALL[language]))
    shares: Counter[str] = Counter()
    for counted in (texts, small):
        for group, count in counted.items():
            shares[group] += SCALE / 2 * count / counted.total()  # type: ignore[assignment]
    return {group: max(round(share), 1) for group, share in shares.most_common(KEPT)}


def translated(language: str) -> str:
    """All translations of a language in the packages that are installed; for English what is translated."""
    found: list[str] = []
    source = language == "en"
    for package in ("django", "allauth"):
        spec = find_spec(package)
        folder = Path(spec.origin or "").parent if spec else Path()
        names = {"pt": ("pt", "pt_PT", "pt_BR"), "en": ("fr",)}.get(language, (language,))
        for name in names:
            for file in sorted(folder.glob(f"**/locale/{name}/LC_MESSAGES/*.mo")):
                with file.open("rb") as opened:
                    messages = vars(gettext.GNUTranslations(opened))["_catalog"]
                found += [said_in(key) if source else said for key, said in messages.items() if key]
    return MARKUP.sub(" ", "\n".join(found))


def said_in(key: str | tuple[str, int]) -> str:
    """The English of a message: without its context, and without the number of a plural."""
    return (key if isinstance(key, str) else key[0]).rpartition("\x04")[2]


if __name__ == "__main__":
    main()
