"""Videos of other sites as a link that becomes a player only after a click.

Nothing is loaded from the other site before that. The address written into ``data-embed`` is always built
here from a host and an identifier that matched, never copied from the text. Keep ``config.security.EMBEDS``
in step.
"""

import re
from collections.abc import Iterable
from html import escape, unescape
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from django.utils.translation import gettext as _


class Provider(NamedTuple):
    """``page`` finds the identifier in path?query; ``player`` and ``link`` are filled with it."""

    name: str
    page: re.Pattern[str]
    player: str
    link: str


YOUTUBE = Provider(
    "YouTube",
    re.compile(r"/(?:watch\?(?:[^#]*&)?v=|shorts/|live/|embed/|v/)(?P<id>[\w-]{6,20})(?![\w-])", re.ASCII),
    "https://www.youtube-nocookie.com/embed/{id}{start}",
    "https://www.youtube.com/watch?v={id}{and_start}",
)
VIMEO = Provider(
    "Vimeo",
    re.compile(
        r"/(?:video/|channels/[\w-]+/)?(?P<id>\d{4,12})(?:/(?P<hash>[0-9a-f]{6,20}))?(?![\w-])", re.ASCII
    ),
    "https://player.vimeo.com/video/{id}?dnt=1{and_hash}",
    "https://vimeo.com/{id}{slash_hash}",
)
PEERTUBE = Provider(
    "PeerTube",
    re.compile(r"/(?:w|videos/watch|videos/embed)/(?P<id>[\w-]{8,40})(?![\w-])", re.ASCII),
    "https://{host}/videos/embed/{id}",
    "https://{host}/w/{id}",
)
SHORT = YOUTUBE._replace(page=re.compile(r"/(?P<id>[\w-]{6,20})(?![\w-])", re.ASCII))
HOSTS: dict[str, Provider] = {
    "youtube.com": YOUTUBE,
    "m.youtube.com": YOUTUBE,
    "music.youtube.com": YOUTUBE,
    "youtube-nocookie.com": YOUTUBE,
    "youtu.be": SHORT,
    "vimeo.com": VIMEO,
    "player.vimeo.com": VIMEO,
}
HOST = re.compile(r"[a-z0-9.-]{1,253}(:\d{1,5})?")
HASH = re.compile(r"[0-9a-f]{6,20}")
START = re.compile(r"(\d{1,6})s?")
# On cleaned HTML only, where every tag has one form. "figure" is what other editors wrap an address in.
LONE = re.compile(
    r"<(?P<box>p|figure)>\s*"
    r'(?:<a href="(?P<href>[^"]*)"[^<>]*>(?P<text>[^<]*)</a>|(?P<bare>https?://[^\s<]+))\s*'
    r"(?:<figcaption>(?P<caption>(?:(?!</?figcaption>|</figure>).)*)</figcaption>\s*)?</(?P=box)>",
    re.DOTALL,
)
# A browser reads an iframe's content as text up to its end tag, or to the end of everything.
IFRAME = re.compile(r"<iframe\b([^<>]*)>[^<]*(?:<(?!/iframe)[^<]*)*(?:</iframe[^<>]*>|\Z)", re.IGNORECASE)
SRC = re.compile(r"""\s(?:data-)?src\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""", re.IGNORECASE)


class Embed(NamedTuple):
    provider: str
    player: str
    link: str


def with_embeds(html: str, hosts: Iterable[str] | None = None) -> str:
    """Cleaned HTML whose lone links to a video of ``hosts`` have become click-to-load figures.

    ``hosts`` are names without "www."; None means all known ones, any other
    name is taken for a PeerTube.
    Run it when showing, not before storing: ``clean`` would undo it.
    """
    allowed = frozenset(HOSTS if hosts is None else hosts)
    return LONE.sub(lambda match: figure(match, allowed), html)


def embeds_to_links(html: str, hosts: Iterable[str] | None = None) -> str:
    """Raw HTML whose iframes of ``hosts`` have become lone links; ``clean`` drops the others."""
    allowed = frozenset(HOSTS if hosts is None else hosts)
    return IFRAME.sub(lambda match: lone_link(match, allowed), html)


def find(address: str, hosts: Iterable[str]) -> Embed | None:
    """What to load for the page or player at ``address``, when it is a video of one of ``hosts``."""
    try:
        parts = urlsplit("https:" + address if address.startswith("//") else address)
    except ValueError:
        return None
    host = parts.netloc.lower().removeprefix("www.")
    if parts.scheme not in {"http", "https"} or not HOST.fullmatch(host) or host not in hosts:
        return None
    provider = HOSTS.get(host, PEERTUBE)
    found = provider.page.match(f"{parts.path}?{parts.query}")
    return built(provider, host, found, parse_qs(parts.query)) if found else None


def built(provider: Provider, host: str, found: re.Match[str], query: dict[str, list[str]]) -> Embed:
    known = found.groupdict()
    key = known.get("hash") or matching(HASH, query.get("h", []))
    start = matching(START, query.get("t", []) + query.get("start", []))
    seconds = start.rstrip("s")
    blanks = {
        "host": host,
        "id": known["id"],
        "and_hash": key and f"&h={key}",
        "slash_hash": key and f"/{key}",
        "start": seconds and f"?start={seconds}",
        "and_start": seconds and f"&t={seconds}",
    }
    return Embed(provider.name, provider.player.format(**blanks), provider.link.format(**blanks))


def matching(form: re.Pattern[str], values: list[str]) -> str:
    return next((value for value in values if form.fullmatch(value)), "")


def figure(match: re.Match[str], hosts: frozenset[str]) -> str:
    embed = find(unescape(match["href"] or match["bare"]).strip(), hosts)
    if embed is None or (match["caption"] and match["box"] == "p"):
        return match[0]
    said = unescape(match["text"] or "").strip()
    shown = said if said and "://" not in said else embed.link.removeprefix("https://")
    label = _("%(provider)s: %(title)s") % {"provider": embed.provider, "title": shown}
    notice = _("The video loads from %(provider)s only after you choose it.") % {"provider": embed.provider}
    caption = f"{match['caption']} <small>{escape(notice)}</small>" if match["caption"] else escape(notice)
    return (
        f'<figure class="embed" data-embed="{escape(embed.player)}">'
        f'<a href="{escape(embed.link)}" rel="noopener">{escape(label)}</a>'
        f"<figcaption>{caption}</figcaption></figure>"
    )


def lone_link(match: re.Match[str], hosts: frozenset[str]) -> str:
    src = SRC.search(match[1])
    embed = find(unescape("".join(filter(None, src.groups()))).strip(), hosts) if src else None
    if embed is None:
        return match[0]
    return f'<p><a href="{escape(embed.link)}">{escape(embed.link)}</a></p>'
