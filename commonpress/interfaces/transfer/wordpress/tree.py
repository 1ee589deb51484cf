"""Mends the markup of an old site as a tree: pictures, galleries, players, and text without a paragraph."""

import re
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _
from lxml import etree
from lxml.html import HtmlElement, fragment_fromstring, tostring

from commonpress.engines.lib import html
from commonpress.interfaces.transfer.wordpress.site import Medium, Site

Note = Callable[[str, str], None]
RENAMED = {
    "h5": "h4", "h6": "h4", "del": "s", "strike": "s", "ins": "u", "kbd": "code", "samp": "code", "tt": "code",
    "acronym": "abbr", "dfn": "em", "var": "em", "big": "strong", "summary": "strong",
}  # fmt: skip
BOXES = ("div", "section", "article", "aside", "main", "header", "footer", "nav", "center", "form", "fieldset",
         "details", "address", "legend")  # fmt: skip
BLOCKS = frozenset(
    ("p", "h1", "h2", "h3", "h4", "blockquote", "ul", "ol", "dl", "pre", "figure", "table", "hr", *BOXES)
)
GONE = html.SWALLOWED - {"audio", "video", "iframe", "style", "script", "template", "noscript"}
BACKGROUND = re.compile(
    r"background(?:-image)?\s*:[^;]{0,200}?url\(\s*[\"']?(https?://[^\"')\s]+)", re.IGNORECASE
)
NUMBERED = re.compile(r"\bwp-image-(\d{1,12})\b")
WEB = ("http://", "https://")
LAZY = ("data-orig-file", "data-src", "data-lazy-src", "data-original", "src")


def put_right(raw: str, site: Site, note: Note) -> str:
    """The markup, mended; as it came when it cannot be read as a tree (the sanitiser copes with anything)."""
    if not raw.strip() or html.too_deep(raw):
        return raw
    try:
        root = fragment_fromstring(raw, create_parent="div")
    except (etree.LxmlError, ValueError):
        return raw
    covers(root)
    renames(root)
    players(root, note)
    for image in list(root.iter("img")):
        picture(image, site, note)
    galleries(root)
    loose(root)
    return str(tostring(root, encoding="unicode")).removeprefix("<div>").removesuffix("</div>")


def renames(root: HtmlElement) -> None:
    for element in root.iter(*RENAMED):
        element.tag = RENAMED[str(element.tag)]


def covers(root: HtmlElement) -> None:
    """A picture behind text becomes a picture before it."""
    for element in list(root.iter("div", "section", "figure")):
        if found := BACKGROUND.search(element.get("style", "")):
            figure = etree.Element("figure")
            etree.SubElement(figure, "img", src=found[1], alt="")
            figure.tail, element.text = element.text, None
            element.insert(0, figure)


def players(root: HtmlElement, note: Note) -> None:
    """Sound, film and frames of other sites become links; what the sanitiser will swallow is reported."""
    for element in list(root.iter("audio", "video", "iframe")):
        sources = [element.get("src", ""), *(source.get("src", "") for source in element.iter("source"))]
        address = next((source for source in map(absolute, sources) if source.startswith(WEB)), "")
        if address:
            note("player", address)
            replace(element, linked(address, file_name(address)))
        else:
            element.drop_tree()
    for element in list(root.iter(*GONE)):
        note("element", str(element.tag))
        if any(child.tag in BLOCKS for child in element.iter()):
            element.drop_tag()  # its end was forgotten: what follows is no part of it
        else:
            element.drop_tree()
    for box in list(root.iter("div")):
        if "wp-block-embed__wrapper" in box.get("class", "") and absolute(
            (box.text or "").strip()
        ).startswith(WEB):
            replace(box, linked(absolute((box.text or "").strip())))


def absolute(address: str) -> str:
    return f"https:{address}" if address.startswith("//") else address


def picture(image: HtmlElement, site: Site, note: Note) -> None:
    """A picture that was taken gets its new address; another becomes a link: nothing is shown from elsewhere."""
    address = next((a for key in LAZY if (a := absolute(image.get(key, "").strip())).startswith(WEB)), "")
    medium = found(image, address, site)
    if medium and medium.file:
        taken(image, medium, site)
    elif not address or is_pixel(image):
        if not is_pixel(image):
            note("picture-lost", "")
        image.drop_tree()
    else:
        note("picture-link", address)
        left(image, address)


def found(image: HtmlElement, address: str, site: Site) -> Medium | None:
    medium = site.at(address) if address else None
    numbered = NUMBERED.search(image.get("class", ""))
    return medium or (site.medium(numbered[1]) if numbered else None)


def taken(image: HtmlElement, medium: Medium, site: Site) -> None:
    alt = image.get("alt", "").strip() or medium.alt
    image.attrib.clear()
    image.attrib.update({"src": medium.file, "alt": alt})
    if medium.width:
        image.attrib.update({"width": str(medium.width), "height": str(medium.height)})
    parent = image.getparent()
    if parent is not None and parent.tag == "a" and leads_to_picture(parent.get("href", ""), site):
        parent.drop_tag()


def leads_to_picture(address: str, site: Site) -> bool:
    return address.startswith(WEB) and bool(site.at(address) or site.page_of(address))


def left(image: HtmlElement, address: str) -> None:
    name = image.get("alt", "").strip() or file_name(address)
    words = _("Picture: %(name)s") % {"name": name}
    within = any(parent.tag == "a" for parent in image.iterancestors())
    span = etree.Element("span")
    span.text = words
    replace(image, span if within else linked(address, words))


def is_pixel(image: HtmlElement) -> bool:
    return image.get("width", "") in {"0", "1"} or image.get("height", "") in {"0", "1"}


def linked(address: str, words: str = "") -> etree._Element:
    link = etree.Element("a", href=address)
    link.text = words or address
    return link


def replace(old: HtmlElement, new: etree._Element) -> None:
    """What follows the old one follows the new one."""
    old.addprevious(new)
    old.drop_tree()


def galleries(root: HtmlElement) -> None:
    """The lists of old gallery blocks become figures in a figure; pull quotes keep their name."""
    for figure in root.iter("figure"):
        kinds = figure.get("class", "")
        if "wp-block-gallery" in kinds:
            figure.set("class", "gallery")
        elif "wp-block-pullquote" in kinds:
            figure.set("class", "pullquote")
    for item in list(root.iter("ul", "li")):
        kinds = item.get("class", "")
        if "wp-block-gallery" in kinds:
            item.tag = "figure"
            item.set("class", "gallery")
        elif "blocks-gallery" in kinds:
            item.drop_tag()


def loose(root: HtmlElement) -> None:
    """Boxes mean nothing here: what is in them stands in paragraphs; paragraphs that hold blocks or nothing go."""
    for paragraph in root.iter("p"):
        if any(child.tag in BLOCKS for child in paragraph):
            paragraph.tag = "div"
    for box in reversed(list(root.iter(*BOXES))):
        settle(box, is_root=box is root)
    for element in reversed(list(root.iter("p", "dt", "dl", "ul", "ol", "figure", "h1", "h2", "h3", "h4"))):
        if is_empty(element):
            element.drop_tree()


def is_empty(element: HtmlElement) -> bool:
    """Nothing to see in it: neither words nor a picture."""
    return next(element.iter("img", "hr"), None) is None and not "".join(element.itertext()).strip()


def settle(box: HtmlElement, *, is_root: bool) -> None:
    if not is_root and not any(child.tag in BLOCKS for child in box):
        box.tag = "p" if fits_paragraph(box) else box.tag
        return
    run: list[etree._Element] = []
    text, box.text = box.text or "", None
    for child in list(box):
        if child.tag in BLOCKS:
            wrap(box, child, text, run)
            text, child.tail, run = child.tail or "", None, []
        else:
            run.append(child)
    wrap(box, None, text, run)
    if not is_root:
        box.drop_tag()


def fits_paragraph(box: HtmlElement) -> bool:
    return not any(
        parent.tag in {"p", "h1", "h2", "h3", "h4", "pre", "figcaption"} for parent in box.iterancestors()
    )


def wrap(box: HtmlElement, before: etree._Element | None, text: str, run: Iterable[etree._Element]) -> None:
    """Put a run of text and inline elements into a paragraph of its own, before a block or at the end."""
    run = list(run)
    if not text.strip() and not any(element.tag != "br" or (element.tail or "").strip() for element in run):
        for element in run:
            box.remove(element)
        return
    paragraph = etree.Element("p")
    paragraph.text = text
    place = len(box) if before is None else box.index(before)
    box.insert(place, paragraph)
    for element in run:
        paragraph.append(element)


def file_name(address: str) -> str:
    """Its last part; the whole when it is no address, as in old texts it may be."""
    try:
        return PurePosixPath(unquote(urlsplit(address).path)).name or address
    except ValueError:
        return address
