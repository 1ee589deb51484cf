"""The bytes of an export file as a parser may safely have them.

Real exports hold control characters and stray bytes of another encoding, which a strict parser refuses; and a hostile
one holds a document type, with which entities are blown up. The first are mended and counted, the second refused. A
recovering parser is not used: it drops what it does not understand without saying so.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from commonpress.interfaces.transfer.problem import ImportProblem

CHUNK = 256 * 1024  # bytes read at a time
HEAD = 64 * 1024  # bytes in which the first element must begin
MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
DECLARED = re.compile(r"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
# Encodings that keep ASCII as it is; utf-7 and the like could hide a document type from us.
KNOWN = re.compile(r"utf-?8|(us-)?ascii|iso-?8859-\d{1,2}|latin-?\d|(windows|cp)-?125\d|koi8-[ru]|gbk?|gb2312|gb18030|"
                   r"big5|shift_jis|euc-(jp|kr)", re.IGNORECASE)  # fmt: skip
ASIDE = re.compile(r"<!--.*?-->|<\?.*?\?>", re.DOTALL)
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
STRAY = "commonpress-stray-bytes"


@dataclass
class Mended:
    """How often the file had to be mended, for the report."""

    bytes: int = 0
    controls: int = 0


_strays = Mended()


def read_stray(problem: UnicodeError) -> tuple[str, int]:
    """Bytes that are not of the encoding, read as what Windows would have meant; counted."""
    if not isinstance(problem, UnicodeDecodeError):
        raise problem
    wrong = problem.object[problem.start : problem.end]
    _strays.bytes += len(wrong)
    return wrong.decode("cp1252", "replace"), problem.end


codecs.register_error(STRAY, read_stray)


def chunks(path: Path, mended: Mended) -> Iterator[bytes]:
    """The file as UTF-8, a part at a time. Raises ``ImportProblem`` when it is empty, unreadable or defines entities."""
    encoding, skip = look(path)
    decoder = codecs.getincrementaldecoder(encoding)(STRAY)
    _strays.bytes = 0
    with path.open("rb") as file:
        file.seek(skip)
        while part := file.read(CHUNK):
            yield mend(decoder.decode(part), mended)
        yield mend(decoder.decode(b"", final=True), mended)
    mended.bytes = _strays.bytes


def mend(text: str, mended: Mended) -> bytes:
    if found := len(FORBIDDEN.findall(text)):
        mended.controls += found
        text = FORBIDDEN.sub("", text)
    return text.encode("utf-8", "replace")


def look(path: Path) -> tuple[str, int]:
    """The encoding of the file and how many bytes its mark takes; the head is judged on the way."""
    head = first_bytes(path)
    if not head.strip(b"\0 \t\r\n"):
        raise ImportProblem(_("The file is empty. Export it again in WordPress: Tools, Export, All content."))
    mark = next((mark for mark in MARKS if head.startswith(mark)), b"")
    encoding = MARKS.get(mark) or declared(head)
    judge(head[len(mark) :].decode(encoding, "replace"))
    return encoding, len(mark)


def first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(HEAD)
    except OSError as error:
        raise ImportProblem(
            _("The file %(path)s cannot be read: %(why)s") % {"path": path, "why": error.strerror or error}
        ) from error


def declared(head: bytes) -> str:
    found = DECLARED.search(head.decode("latin-1"))
    name = found[1] if found else "utf-8"
    try:
        if KNOWN.fullmatch(name):
            return codecs.lookup(name).name
    except LookupError:
        pass
    raise ImportProblem(
        _("The file says it is written in “%(name)s”, which is not known. Save it as UTF-8.") % {"name": name}
    )


def hostile() -> ImportProblem:
    return ImportProblem(
        _(
            "The file defines entities or a document type, which no WordPress export does and which can be an attack. "
            "Export it again in WordPress: Tools, Export, All content."
        )
    )


def judge(head: str) -> None:
    """Refuse what is no XML and every document type: an export of WordPress has none, an entity bomb needs one."""
    bare = ASIDE.sub("", head).lstrip("\ufeff \t\r\n")
    if re.match(r"<!\s*(DOCTYPE|ENTITY)", bare, re.IGNORECASE):
        raise hostile()
    if not bare.startswith("<"):
        raise ImportProblem(
            _("The file is no XML. What is wanted is the .xml file from WordPress: Tools, Export, All content. "
              "If you have a .zip or .gz, unpack it first.")
        )  # fmt: skip
