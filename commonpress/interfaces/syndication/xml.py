"""XML that is well formed whatever text goes in: the tree is lxml's, and what XML 1.0 forbids is left out."""

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

# The complement of Char in XML 1.0, 2.2: most controls, lone surrogates, two noncharacters.
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Element = etree._Element
XML = "http://www.w3.org/XML/1998/namespace"
LANG = f"{{{XML}}}lang"


def legal(text: str) -> str:
    return FORBIDDEN.sub("", text)


def root(name: str, spaces: Mapping[Any, str] | None = None, **attributes: str) -> Element:
    """A new document's outermost element; ``name`` as lxml spells it (``{namespace}local``); ``spaces`` by prefix."""
    return etree.Element(name, {key: legal(value) for key, value in attributes.items()}, dict(spaces or {}))


def add(parent: Element, name: str, text: str | None = None, **attributes: str) -> Element:
    """Append an element with its text and attributes."""
    element = etree.SubElement(parent, name, {key: legal(value) for key, value in attributes.items()})
    if text is not None:
        element.text = legal(text)
    return element


def add_markup(parent: Element, name: str, html: str) -> Element:
    """Append an element that holds HTML as CDATA, which people who read the source can read too."""
    element = etree.SubElement(parent, name)
    element.text = etree.CDATA(legal(html).replace("]]>", "]]&gt;"))
    return element


def document(element: Element) -> bytes:
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8")
