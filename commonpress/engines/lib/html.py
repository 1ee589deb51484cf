"""The one sanitiser: what a contributor's HTML may hold, and what is read out of it.

nh3 (html5ever) parses as a browser does and decides on elements and attributes; what it has no option for
(addresses, pictures, rel, h1) is decided tag by tag on its own output, whose form is exact: values in double
quotes, every angle bracket in text and values escaped. So no second parser ever sees hostile markup.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from typing import NamedTuple

import nh3

from commonpress.engines.lib.addresses import link_address, source_address
from commonpress.engines.lib.embeds import embeds_to_links, with_embeds
from commonpress.engines.lib.text import seen

__all__ = [
    "ARTICLE",
    "COMMENT",
    "Image",
    "Link",
    "Policy",
    "clean",
    "embeds_to_links",
    "images",
    "links",
    "to_text",
    "with_embeds",
]


def words(names: str) -> frozenset[str]:
    return frozenset(names.split())


BLOCKS = words(
    "p h1 h2 h3 h4 h5 h6 blockquote ul ol li dl dt dd pre figure figcaption table thead tbody tfoot tr hr "
    "div section article header footer aside main nav address details summary"
)
# Their content is no prose: it goes with them. "form" is not here: some sites wrap a whole page in one.
SWALLOWED = words(
    "script style svg math iframe object embed applet noscript noembed noframes template title textarea "
    "select button datalist audio video canvas xmp plaintext frameset"
)
SCHEMES = frozenset({"http", "https", "mailto"})
DEEPEST = 250  # open elements: html5ever takes quadratic time in depth, and no story is nested like this
MOST = 10_000  # elements that can nest, in all: end tags hidden in comments or values would fool the count
PASSES = 6  # until nothing changes; two is usual, hostile nesting of links and tables needs three or four
TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [^ =>"]+="[^"]*")*)>')
ATTRIBUTE = re.compile(r' ([^ =>"]+)="([^"]*)"')
PRE = re.compile(r"(<pre[^<>]*>)\n+")  # a parser drops the first line break: one less on every pass
RAW_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
ANY_TAG = re.compile(r"<[^<>]*>?")
# Elements whose end tag is often left out or does not exist: counting them would say nothing about depth.
UNCLOSED = words(
    "p li dt dd td th tr thead tbody tfoot option br hr img input wbr meta link source col param"
)
SMALL_NUMBER = re.compile(r"[0-9]{1,4}")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")

Keep = Callable[[str], bool]


@dataclass(frozen=True)
class Policy:
    """One row of the allow-list, and the rel of links that leave the site unless the caller says other."""

    name: str
    rel: str
    cleaner: nh3.Cleaner = field(repr=False, compare=False)


def cleaner(tags: str, attributes: Mapping[str, set[str]], classes: Mapping[str, set[str]]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(words(tags)),
        clean_content_tags=set(SWALLOWED),
        attributes=attributes,
        allowed_classes=classes,
        tag_attribute_values={"th": {"scope": {"row", "col", "rowgroup", "colgroup"}}}
        if "th" in tags
        else None,
        link_rel=None,
        url_schemes=set(SCHEMES),
    )


# "gallery" and "pullquote" come from importers. "embed" is missing: only with_embeds writes it, later.
ARTICLE = Policy(
    "article",
    "ugc noopener",
    cleaner(
        "p h1 h2 h3 h4 blockquote cite q ul ol li dl dt dd strong em b i u s sub sup code pre a img "
        "figure figcaption table thead tbody tfoot tr th td hr br abbr",
        {
            "*": {"lang", "dir"},
            "a": {"href"},
            "abbr": {"title"},
            "img": {"src", "alt", "width", "height"},
            "ol": {"start"},
            "td": {"colspan", "rowspan"},
            "th": {"colspan", "rowspan"},
        },
        {"figure": {"gallery", "pullquote"}, "ul": {"gallery"}, "blockquote": {"pullquote"}},
    ),
)
COMMENT = Policy(
    "comment",
    "ugc nofollow noopener",
    cleaner("p br a em strong blockquote code ul ol li", {"a": {"href"}}, {}),
)
TEXT = cleaner(" ".join(BLOCKS | {"br", "td", "th"}), {}, {})
LINKS = cleaner("a", {"a": {"href"}}, {})


def own_media(src: str) -> bool:
    """Whether ``src`` is a file of ours: under /media/, with no way out of it."""
    return src.startswith("/media/") and ".." not in src


def clean(
    html: str,
    policy: Policy,
    *,
    base: str | None = None,
    allow_image: Keep = own_media,
    rel: str | None = None,
) -> str:
    """Safe HTML of what is allowed in ``html``; cleaning it again with the same arguments changes nothing.

    ``base`` resolves relative addresses (an import's old site); without it only root-relative and fragment
    ones stay. ``allow_image`` is asked with ``src`` as written, then as resolved; a refused picture goes.
    ``rel`` replaces the policy's on links that leave the site. Never raises; what is nested too deep
    becomes plain text.
    """
    marker = Marker(base, allow_image, policy.rel if rel is None else rel)
    text = seen(html)
    for _ in range(PASSES):
        if too_deep(text):
            break
        cleaned = seen(marker.rewrite(policy.cleaner.clean(text)))
        if cleaned == text:
            return text
        text = cleaned
    return policy.cleaner.clean(flattened(text))


def too_deep(html: str) -> bool:
    """Whether more than DEEPEST elements seem to stand open at once, or MOST could: one pass, no parsing."""
    opened: Counter[str] = Counter()
    depth = most = 0
    for closing, written in RAW_TAG.findall(html):
        name = written.lower()
        if name in UNCLOSED or (closing and not opened[name]):
            continue
        step = -1 if closing else 1
        opened[name] += step
        depth += step
        most += not closing
        if depth > DEEPEST or most > MOST:
            return True
    return False


def flattened(html: str) -> str:
    return escape(seen(unescape(ANY_TAG.sub(" ", html))), quote=False).replace("\N{NO-BREAK SPACE}", "&nbsp;")


class Marker:
    """Rewrites the tags of nh3's output one by one."""

    def __init__(self, base: str | None, allow_image: Keep, rel: str) -> None:
        self.base = base
        self.allow_image = allow_image
        self.rel = rel
        self.by_tag: dict[str, Callable[[dict[str, str]], dict[str, str] | None]] = {
            "a": self.link,
            "img": self.image,
        }

    def rewrite(self, html: str) -> str:
        return PRE.sub(r"\1", TAG.sub(self.tag, html))

    def tag(self, match: re.Match[str]) -> str:
        closing, name, written = match.groups()
        name = "h2" if name == "h1" else name
        if closing or (not written and name != "img"):
            return f"<{closing}{name}>"
        attributes = {key: unescape(value) for key, value in ATTRIBUTE.findall(written)}
        kept = self.by_tag.get(name, plain)(attributes)
        return "" if kept is None else f"<{name}{''.join(map(attribute, kept.items()))}>"

    def link(self, attributes: dict[str, str]) -> dict[str, str]:
        """A link keeps an address a reader can follow; one that leaves the site says so to machines."""
        kept = plain({key: value for key, value in attributes.items() if key != "href"})
        href = link_address(attributes.get("href", ""), self.base)
        if href:
            kept["href"] = href
        if href and self.rel and href[0] not in "/#":
            kept["rel"] = self.rel
        return kept

    def image(self, attributes: dict[str, str]) -> dict[str, str] | None:
        src = self.picture(attributes.get("src", "").strip())
        if src is None:
            return None
        return {"src": src, "alt": attributes.get("alt", ""), **plain({**attributes, "src": "", "alt": ""})}

    def picture(self, src: str) -> str | None:
        if source_address(src) == src and self.allow_image(src):
            return src
        resolved = source_address(src, self.base)
        return resolved if resolved and self.allow_image(resolved) else None


def attribute(pair: tuple[str, str]) -> str:
    value = escape(pair[1]).replace("&#x27;", "'").replace("\N{NO-BREAK SPACE}", "&nbsp;")
    return f' {pair[0]}="{value}"'


def plain(attributes: dict[str, str]) -> dict[str, str]:
    """Those with a value of the right form; an empty one says nothing."""
    return {key: value for key, value in attributes.items() if value and FORMS.get(key, anything)(value)}


def anything(value: str) -> bool:
    return bool(value)


def small_number(value: str) -> bool:
    return bool(SMALL_NUMBER.fullmatch(value))


FORMS: dict[str, Keep] = {
    "width": small_number,
    "height": small_number,
    "start": small_number,
    "colspan": lambda value: small_number(value) and len(value) < 3,
    "rowspan": lambda value: small_number(value) and len(value) < 3,
    "dir": lambda value: value in {"ltr", "rtl", "auto"},
    "lang": lambda value: bool(LANGUAGE.fullmatch(value)),
}


class Link(NamedTuple):
    href: str
    text: str


def links(html: str) -> list[Link]:
    """The links of any HTML in order, with address as a browser would follow it; none without one."""
    found = re.findall(r'<a href="([^"]*)">([^<]*)', LINKS.clean(flat_if_deep(html)))
    read = (
        Link(link_address(unescape(href)) or "", " ".join(unescape(text).split())) for href, text in found
    )
    return [link for link in read if link.href]


class Image(NamedTuple):
    src: str
    alt: str


def images(cleaned: str) -> list[Image]:
    """The pictures of a text that passed the sanitiser, in order."""
    found = re.findall(r'<img src="([^"]*)" alt="([^"]*)"', cleaned)
    return [Image(unescape(src), unescape(alt)) for src, alt in found]


def to_text(html: str) -> str:
    """The words of any HTML; blocks, rows and breaks end a line, cells are parted by a space."""
    safe = TEXT.clean(flat_if_deep(html))
    kept = re.sub(r"<pre>[^<]*", lambda match: match[0].replace("\n", "<br>"), safe)
    lines = TAG.sub(space_of, re.sub(r"\s+", " ", kept)).split("\n")
    return "\n".join(line for line in (" ".join(unescape(line).split()) for line in lines) if line)


def space_of(match: re.Match[str]) -> str:
    return " " if match[2] in {"td", "th"} else "\n"


def flat_if_deep(html: str) -> str:
    bare = seen(html)
    return flattened(bare) if too_deep(bare) else bare
