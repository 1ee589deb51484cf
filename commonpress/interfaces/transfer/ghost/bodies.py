"""The text of a post as HTML. Ghost keeps it ready made; only where it does not, it is made of the editor's own form."""

import json
from collections.abc import Callable
from html import escape
from typing import Any

Node = dict[str, Any]
BOLD, ITALIC, CODE = 1, 2, 16  # bits of a text's format in Lexical


def body_of(post: Node) -> str:
    for name, way in WAYS.items():
        given = post.get(name)
        if isinstance(given, str) and given.strip():
            try:
                return way(given)
            except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
                continue
    return ""


def of_lexical(given: str) -> str:
    return children(json.loads(given)["root"])


def children(node: Node) -> str:
    """What stands in a node; of one whose kind we do not know that is all we take."""
    return "".join(NODES.get(child.get("type", ""), children)(child) for child in node.get("children", ()))


def words(node: Node) -> str:
    said = escape(str(node.get("text", "")))
    given = node.get("format")
    form = given if isinstance(given, int) else 0
    for bit, tag in ((CODE, "code"), (ITALIC, "em"), (BOLD, "strong")):
        if form & bit:
            said = f"<{tag}>{said}</{tag}>"
    return said


def block(tag: str) -> Callable[[Node], str]:
    return lambda node: f"<{tag}>{children(node)}</{tag}>"


def heading(node: Node) -> str:
    tag = node.get("tag")
    return block(tag if tag in {"h1", "h2", "h3", "h4", "h5", "h6"} else "h2")(node)


def listing(node: Node) -> str:
    return block("ol" if node.get("listType") == "number" else "ul")(node)


def link(node: Node) -> str:
    return f'<a href="{escape(str(node.get("url", "")))}">{children(node)}</a>'


def image(node: Node) -> str:
    caption = node.get("caption") or ""
    figure = f'<img src="{escape(str(node.get("src", "")))}" alt="{escape(str(node.get("alt") or ""))}">'
    return f"<figure>{figure}{f'<figcaption>{caption}</figcaption>' if caption else ''}</figure>"


def pointer(node: Node) -> str:
    """A card that shows another page."""
    url = escape(str(node.get("url", "")))
    return f'<p><a href="{url}">{url}</a></p>' if url else ""


def paragraphs(node: Node) -> str:
    parts = str(node.get("markdown", "")).split("\n\n")
    return "".join(f"<p>{escape(part.strip())}</p>" for part in parts if part.strip())


NODES: dict[str, Callable[[Node], str]] = {
    "text": words,
    "extended-text": words,
    "linebreak": lambda _: "<br>",
    "paragraph": block("p"),
    "heading": heading,
    "extended-heading": heading,
    "quote": block("blockquote"),
    "extended-quote": block("blockquote"),
    "aside": block("blockquote"),
    "list": listing,
    "listitem": block("li"),
    "link": link,
    "autolink": link,
    "image": image,
    "html": lambda node: str(node.get("html", "")),
    "markdown": paragraphs,
    "codeblock": lambda node: f"<pre><code>{escape(str(node.get('code', '')))}</code></pre>",
    "horizontalrule": lambda _: "<hr>",
    "bookmark": pointer,
    "embed": pointer,
}


def of_mobiledoc(given: str) -> str:
    """Sections of marked up words, and cards. https://github.com/bustle/mobiledoc-kit/blob/master/MOBILEDOC.md"""
    doc = json.loads(given)
    return "".join(section(found, doc) for found in doc["sections"])


def section(found: list[Any], doc: Node) -> str:
    kind = found[0]
    if kind == 1:
        return f"<p>{markers(found[2])}</p>"
    if kind == 3:
        return "<ul>" + "".join(f"<li>{markers(item)}</li>" for item in found[2]) + "</ul>"
    if kind == 10:
        name, payload = doc["cards"][found[1]]
        return NODES.get("markdown" if name == "card-markdown" else name, children)(payload)
    return ""


def markers(found: list[Any]) -> str:
    return "".join(escape(str(marker[3])) for marker in found if marker[0] == 0)


WAYS: dict[str, Callable[[str], str]] = {"html": str, "lexical": of_lexical, "mobiledoc": of_mobiledoc}
