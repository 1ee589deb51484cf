"""The text of an item as HTML a story can hold. The sanitiser still comes after: nothing here is about safety."""

from dataclasses import dataclass, field
from functools import partial
from html import escape, unescape

from commonpress.engines.lib import html
from commonpress.interfaces.transfer.wordpress import blocks, tree
from commonpress.interfaces.transfer.wordpress.paragraphs import paragraphs
from commonpress.interfaces.transfer.wordpress.records import Item
from commonpress.interfaces.transfer.wordpress.shortcodes import Expand, Shortcode, expand, link
from commonpress.interfaces.transfer.wordpress.site import Medium, Site

PARTS = ("<!--more-->", "<!--nextpage-->", "<!--noteaser-->")
GALLERY_MOST = 500  # pictures of one gallery
PLAYERS = "audio video playlist soundcloud tweet twitter instagram facebook googlemaps wpvideo videopress ted dailymotion"


@dataclass
class Text:
    """``notes`` are (code, detail) of what is not as it was; each once."""

    html: str = ""
    notes: dict[tuple[str, str], None] = field(default_factory=dict)

    def note(self, code: str, detail: str = "") -> None:
        self.notes[code, detail] = None


def convert(item: Item, site: Site) -> Text:
    """The body of a post or page: blocks unmarked, shortcodes expanded, paragraphs and pictures put right."""
    text = Text()
    raw = item.content
    if site.kind != "wordpress":  # blocks, shortcodes and bare paragraphs are its own
        text.html = tree.put_right(html.embeds_to_links(raw), site, text.note)
        return text
    with_blocks = blocks.has_blocks(raw)
    if with_blocks:
        raw = blocks.unmark(raw, partial(text.note, "block"))
    for part in PARTS:
        raw = raw.replace(part, "\n\n")
    raw = expand(raw, Kinds(item, site, text).table(), partial(text.note, "shortcode"))
    if not with_blocks:
        raw = paragraphs(raw)
    text.html = tree.put_right(html.embeds_to_links(raw), site, text.note)
    return text


def words(raw: str) -> str:
    """Plain words of a title or excerpt, in which WordPress allows markup and shortcodes."""
    bare = expand(raw, {}, lambda _: None)
    return " ".join(html.to_text(bare).split())


def remark(raw: str) -> str:
    """The HTML of a comment, which is stored as typed."""
    return paragraphs(raw)


class Kinds:
    """What each shortcode we know becomes, for one item."""

    def __init__(self, item: Item, site: Site, text: Text) -> None:
        self.item = item
        self.site = site
        self.text = text

    def table(self) -> dict[str, Expand]:
        return {
            "gallery": self.gallery,
            "caption": caption,
            "wp_caption": caption,
            "embed": self.embed,
            "youtube": partial(self.video, "https://www.youtube.com/watch?v="),
            "vimeo": partial(self.video, "https://vimeo.com/"),
            "code": code,
            "sourcecode": code,
            **dict.fromkeys(PLAYERS.split(), self.player),
        }

    def gallery(self, code: Shortcode) -> str:
        """The pictures named, else all that hang on the item, in a figure of figures."""
        named = code.words.get("ids") or code.words.get("include") or ""
        keys = [key.strip() for key in named.split(",") if key.strip()]
        found = [self.site.medium(key) for key in keys] if keys else self.site.children(self.item.id)
        shown = [medium for medium in found if medium and medium.is_picture][:GALLERY_MOST]
        inner = "".join(figure(medium) for medium in shown)
        if not inner:
            self.text.note("shortcode", "gallery")
        return f'\n\n<figure class="gallery">{inner}</figure>\n\n' if inner else ""

    def embed(self, code: Shortcode) -> str:
        address = code.address()
        return link(address) if address else code.inner

    def video(self, stem: str, code: Shortcode) -> str:
        address = code.address() or stem + (code.words.get("id") or code.words.get("0") or code.inner.strip())
        return link(address)

    def player(self, code: Shortcode) -> str:
        """Sound and film stay where they are; the reader gets a link."""
        address = code.address()
        keys = [key.strip() for key in code.words.get("ids", "").split(",")]
        listed = [medium for key in keys if (medium := self.site.medium(key))]
        if not address and not listed:
            self.text.note("shortcode", code.name)
            return code.inner
        self.text.note("player", address or listed[0].url)
        own = link(address, tree.file_name(address) if self.site.at(address) else "") if address else ""
        return own + "".join(link(medium.url, words(medium.title)) for medium in listed)


def figure(medium: Medium) -> str:
    said = f"<figcaption>{medium.words}</figcaption>" if medium.words else ""
    return f'<figure><img src="{escape(medium.url)}" alt="{escape(medium.alt)}">{said}</figure>'


def caption(code: Shortcode) -> str:
    """Old form: the words are an attribute. New form: they follow the picture."""
    inner, said = code.inner.strip(), code.words.get("caption", "")
    if not said:
        inner, said = parted(inner)
    shown = f"<figcaption>{said.strip()}</figcaption>" if said.strip() else ""
    return f"\n\n<figure>{inner}{shown}</figure>\n\n"


def parted(inner: str) -> tuple[str, str]:
    """The picture with its link, and what follows it."""
    start = inner.lower().find("<img")
    end = inner.find(">", start) + 1 if start >= 0 else 0
    linked = inner[end:].lstrip()
    if end and linked.lower().startswith("</a>"):
        end = inner.lower().find("</a>", end) + len("</a>")
    return inner[:end], inner[end:]


def code(code: Shortcode) -> str:
    return f"\n\n<pre><code>{escape(unescape(code.inner.strip()), quote=False)}</code></pre>\n\n"
