"""The scripts of a page are one file: a reader on a telephone waits for requests, not for bytes.

    python -m tools.scripts        writes commonpress/static/story.js (`make scripts`)

A story page carries what every page does (paper.js), what says that it was seen (the readership room's seen.js), what
its conversation needs (the talk room's talk.js), and what chooses among a slot's creatives (the front room's slots.js).
"""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "commonpress"
PARTS = (
    PACKAGE / "static" / "paper.js",
    PACKAGE / "engines/readership/static/readership/seen.js",
    PACKAGE / "interfaces/talk/static/talk/talk.js",
    PACKAGE / "interfaces/front/static/front/slots.js",
)
JOINED = PACKAGE / "static" / "story.js"
HEAD = "// Made of paper.js, seen.js, talk.js and slots.js by `make scripts`: change those.\n"


def joined() -> str:
    return HEAD + "\n".join(part.read_text(encoding="utf-8") for part in PARTS)


if __name__ == "__main__":
    JOINED.write_text(joined(), encoding="utf-8")
