"""The message catalogues in ``commonpress/locale``: collected from the code, compiled, and looked over.

    python -m tools.catalogues update    collect new texts, keep the translations, compile (`make messages`)
    python -m tools.catalogues check     end with 1 and say why when anything is missing, in doubt or stale

The .po files and the .mo files compiled from them are both kept in the repository: an installed paper needs no gettext.
English fills itself: its text is the one in the code.
"""

import copy
import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from gettext import c2py
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "commonpress"
LANGUAGES = ("en", "ro")
ENDINGS = ("*.py", "*.html", "*.txt", "*.xml")
# Unicode CLDR: one; few (0, 2-19 and what ends in 01-19); other.
ROMANIAN = "nplurals=3; plural=(n==1 ? 0 : (n==0 || (n%100>0 && n%100<20)) ? 1 : 2);"
CEDILLAS = set(
    "\u015e\u015f\u0162\u0163"
)  # s and t with a cedilla, which is Turkish; Romanian has a comma below
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
ENOUGH = 400  # no plural rule of CLDR needs greater numbers to be told apart


def main(verb: str) -> int:
    if verb == "update":
        update()
        return 0
    complaints = list(check())
    print("\n".join(complaints))
    return 1 if complaints else 0


def update() -> None:
    fresh = collected()
    for language in LANGUAGES:
        path = po_of(language)
        catalogue = load(path, language) if path.exists() else Catalog(locale=language)
        catalogue.update(copy.deepcopy(fresh), no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        settle(catalogue, language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalogue, width=110, sort_by_file=False, omit_header=False, include_lineno=False)
        path.with_suffix(".mo").write_bytes(compiled(load(path, language)))
        empty = sum(1 for message in texts(catalogue) if not is_translated(message))
        print(f"{language}: {len(catalogue)} texts, {empty} to translate. {path.relative_to(ROOT)}")


def settle(catalogue: Catalog, language: str) -> None:
    """A head without dates, so that the file changes only when a text does; and English from the code itself."""
    catalogue.fuzzy = False
    catalogue.project, catalogue.version = "Commonpress", "1"
    catalogue.creation_date = catalogue.revision_date = BEGINNING
    catalogue.last_translator = catalogue.language_team = "the Commonpress contributors"
    catalogue.msgid_bugs_address = ""
    catalogue.header_comment = f"# Commonpress, texts of the interface ({language}). MIT, as the project."
    if language == "ro":
        catalogue.mime_headers = [("Plural-Forms", ROMANIAN)]
    if language == "en":
        for message in texts(catalogue):
            message.string = message.id


def check() -> Iterator[str]:
    fresh = collected()
    for language in LANGUAGES:
        path = po_of(language)
        if not path.exists():
            yield f"{path.relative_to(ROOT)} is missing: make messages"
            continue
        catalogue = load(path, language)
        yield from (f"{language}: {complaint}" for complaint in complaints_of(catalogue, fresh, path))


def complaints_of(catalogue: Catalog, fresh: Catalog, path: Path) -> Iterator[str]:
    for wanted in texts(fresh):
        found = catalogue.get(wanted.id, wanted.context)
        if found is None:
            yield f"not in the catalogue (make messages): {wanted.id!r}"
        elif found.fuzzy or not is_translated(found):
            yield f"{'in doubt' if found.fuzzy else 'not translated'}: {wanted.id!r}"
        else:
            yield from (f"{problem}: {wanted.id!r}" for problem in found.check(catalogue))
    if catalogue.locale_identifier == "ro":
        yield from complaints_of_romanian(catalogue)
    compiled_file = path.with_suffix(".mo")
    if not compiled_file.exists() or compiled_file.read_bytes() != compiled(catalogue):
        yield f"{compiled_file.name} is not what {path.name} says: make messages"


def complaints_of_romanian(catalogue: Catalog) -> Iterator[str]:
    rule, wanted = c2py(str(catalogue.plural_expr)), c2py(ROMANIAN.partition("plural=")[2].rstrip(";"))
    if catalogue.num_plurals != 3 or any(rule(n) != wanted(n) for n in range(ENOUGH)):
        yield f"the rule of plurals is not Romanian: {catalogue.plural_forms}"
    for message in texts(catalogue):
        if CEDILLAS & set("".join(strings(message))):
            yield f"a cedilla where a comma belongs: {message.string!r}"


def collected() -> Catalog:
    """The texts in the code as they stand, by Django's makemessages (GNU gettext) in a copy of the package."""
    with tempfile.TemporaryDirectory(prefix="commonpress-texts-") as folder:
        place = Path(folder)
        for path in (path for ending in ENDINGS for path in PACKAGE.rglob(ending)):
            if "tests" not in path.parts and "migrations" not in path.parts:
                (place / path.relative_to(ROOT)).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, place / path.relative_to(ROOT))
        (place / "locale").mkdir()
        extensions = ",".join(ending[2:] for ending in ENDINGS)
        command = [sys.executable, "-m", "django", "makemessages", "-l", "en", "-e", extensions]
        done = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"makemessages failed (is GNU gettext installed?): {done.stdout}{done.stderr}")
        return load(place / "locale/en/LC_MESSAGES/django.po", "en")


def po_of(language: str) -> Path:
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"


def load(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


def compiled(catalogue: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def texts(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def strings(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, list | tuple) else (message.string or "",)


def is_translated(message: Message) -> bool:
    return bool(message.string) and all(strings(message))


if __name__ == "__main__":
    if sys.argv[1:] not in (["update"], ["check"]):
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
