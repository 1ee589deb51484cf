"""Make the web fonts in commonpress/static/fonts from the @fontsource-variable packages of npm.

    npm install @fontsource-variable/{newsreader,source-serif-4,libre-franklin,public-sans}
    python -m tools.fonts node_modules

Each family comes there in pieces (Latin, Latin Extended); here they become one small file a style, because a paper
with ș and ț on every page would else ask for twice as many. Prints the metrics that ``look.py`` gives to the fallbacks.
"""

import sys
from copy import deepcopy
from pathlib import Path
from shutil import copyfile
from typing import Any
from unicodedata import normalize

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.varLib import instancer

HERE = Path(__file__).resolve().parent.parent / "commonpress" / "static" / "fonts"
Limits = dict[str, Any]

BOLD = (400, 400, 700)
# name: (package, style, limits of the axes). The optical sizes of the serifs would cost 27 KB each, and bold italics 20:
# text, headlines, italics and furniture together must stay within 100 KB.
FACES: dict[str, tuple[str, str, Limits]] = {
    "newsreader": ("newsreader", "normal", {"wght": BOLD}),
    "newsreader-italic": ("newsreader", "italic", {"wght": 400}),
    "source-serif-4": ("source-serif-4", "normal", {"wght": BOLD}),
    "source-serif-4-italic": ("source-serif-4", "italic", {"wght": 400}),
    "libre-franklin": ("libre-franklin", "normal", {"wght": BOLD}),
    "public-sans": ("public-sans", "normal", {"wght": BOLD}),
}
FEATURES = ["kern", "liga", "tnum", "pnum", "lnum", "locl", "ccmp"]
# Romanian (both ways of ș), Hungarian, Polish, Turkish, Czech, Slovak and the western languages.
EXTENDED = "ĂăĄąĆćČčĎďĐđĘęĚěĞğİıĹĺĽľŁłŃńŇňŐőŒœŔŕŘřŚśŞşŠšŢţŤťŮůŰűŸŹźŻżŽžȘșȚț"
LETTERS = [*range(0x20, 0x7F), *range(0xA0, 0x100), *map(ord, EXTENDED)]
SIGNS = [
    0x2009,
    0x200A,
    *range(0x2010, 0x2016),
    *range(0x2018, 0x201F),
    0x2020,
    0x2022,
    0x2026,
    0x202F,
    0x2030,
]
SIGNS += [0x2032, 0x2033, 0x2039, 0x203A, 0x2044, 0x20AC, 0x2116, 0x2122, 0x2190, 0x2192, 0x2212]
WANTED = LETTERS + SIGNS
# Letters in the order of their frequency in the stories; the mean width of a line is measured on them.
SAMPLE = "the quick brown fox jumps over the lazy dog and the council keeps six ferry fares for residents, tomorrow"


def main(modules: Path) -> None:
    HERE.mkdir(parents=True, exist_ok=True)
    for name, (package, style, limits) in FACES.items():
        folder = modules / "@fontsource-variable" / package
        font = face(folder / "files", package, style, limits)
        font.flavor = "woff2"
        font.save(HERE / f"{name}.woff2")
        copyfile(folder / "LICENSE", HERE / f"{package}-LICENSE.txt")
        size = (HERE / f"{name}.woff2").stat().st_size
        print(f"{name:24} {size:7,} bytes  {metrics(font)}")


def face(files: Path, package: str, style: str, limits: Limits) -> TTFont:
    latin, extended = (
        cut(files / f"{package}-{part}-wght-{style}.woff2", limits) for part in ("latin", "latin-ext")
    )
    added = add_letters(latin, extended)
    kern_like_base(latin, added)
    return latin


def cut(path: Path, limits: Limits) -> TTFont:
    """One piece with our letters, features and the part of its axes we use; no hints, they serve no screen of today."""
    font = TTFont(path)
    options = Options(
        layout_features=FEATURES, hinting=False, notdef_outline=True, name_IDs=[1, 2, 4, 6, 13, 14]
    )
    options.drop_tables += ["HVAR", "MVAR", "gasp"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=WANTED)
    subsetter.subset(font)
    return instancer.instantiateVariableFont(font, limits, inplace=True, optimize=True)


def add_letters(font: TTFont, other: TTFont) -> dict[str, int]:
    """Bring the letters only ``other`` has into ``font``. Answers glyph name -> code point of what came."""
    missing = {code: glyph for code, glyph in other.getBestCmap().items() if code not in font.getBestCmap()}
    names = shared_names(font, other)
    for glyph in closure(other, missing.values()):
        if glyph not in names:
            names[glyph] = f"ext.{glyph}"
            bring(font, other, glyph, names)
    for table in font["cmap"].tables:
        table.cmap.update({code: names[glyph] for code, glyph in missing.items()})
    return {names[glyph]: code for code, glyph in missing.items()}


def shared_names(font: TTFont, other: TTFont) -> dict[str, str]:
    own = font.getBestCmap()
    return {glyph: own[code] for code, glyph in other.getBestCmap().items() if code in own}


def closure(font: TTFont, glyphs: Any) -> list[str]:
    """The glyphs with what they are composed of, parts before wholes."""
    found: dict[str, None] = {}
    for glyph in glyphs:
        outline = font["glyf"][glyph]
        if outline.isComposite():
            found.update(dict.fromkeys(closure(font, [part.glyphName for part in outline.components])))
        found[glyph] = None
    return list(found)


def bring(font: TTFont, other: TTFont, glyph: str, names: dict[str, str]) -> None:
    outline = deepcopy(other["glyf"][glyph])
    if outline.isComposite():
        for part in outline.components:
            part.glyphName = names[part.glyphName]
    new = names[glyph]
    font.setGlyphOrder([*font.getGlyphOrder(), new])
    font["glyf"].glyphs[new] = outline
    font["glyf"].glyphOrder = font.getGlyphOrder()
    font["hmtx"].metrics[new] = other["hmtx"].metrics[glyph]
    if "gvar" in font:
        font["gvar"].variations[new] = deepcopy(other["gvar"].variations.get(glyph, []))


def kern_like_base(font: TTFont, added: dict[str, int]) -> None:
    """Give ș the kerning of s: the pieces' own tables know only the letters of their piece."""
    cmap = font.getBestCmap()
    bases = {glyph: cmap.get(ord(normalize("NFD", chr(code))[0])) for glyph, code in added.items()}
    twins = {glyph: base for glyph, base in bases.items() if base and base != glyph}
    if "GPOS" not in font:
        return
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            table = getattr(table, "ExtSubTable", table)
            if isinstance(table, otTables.PairPos):
                (kern_classes if table.Format == 2 else kern_pairs)(font, table, twins)


def kern_classes(font: TTFont, table: Any, twins: dict[str, str]) -> None:
    covered = set(table.Coverage.glyphs)
    for glyph, base in twins.items():
        if base in covered:
            table.Coverage.glyphs.append(glyph)
            copy_class(table.ClassDef1.classDefs, glyph, base)
        copy_class(table.ClassDef2.classDefs, glyph, base)
    table.Coverage.glyphs.sort(key=font.getGlyphID)


def copy_class(classes: dict[str, int], glyph: str, base: str) -> None:
    if base in classes:
        classes[glyph] = classes[base]


def kern_pairs(font: TTFont, table: Any, twins: dict[str, str]) -> None:
    sets = dict(zip(table.Coverage.glyphs, table.PairSet, strict=True))
    for glyph, base in twins.items():
        if base in sets:
            sets[glyph] = deepcopy(sets[base])
    order = sorted(sets, key=font.getGlyphID)
    table.Coverage.glyphs, table.PairSet = order, [sets[glyph] for glyph in order]
    table.PairSetCount = len(order)


def metrics(font: TTFont) -> str:
    """Mean advance of a letter in ems, ascent and descent in per cent of the em."""
    em, head = font["head"].unitsPerEm, font["hhea"]
    cmap, widths = font.getBestCmap(), font["hmtx"].metrics
    mean = sum(widths[cmap[ord(letter)]][0] for letter in SAMPLE) / len(SAMPLE) / em
    return f"mean {mean:.4f} ascent {head.ascent / em:.4f} descent {-head.descent / em:.4f} gap {head.lineGap / em:.4f}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
