"""What each search engine asks for, and how to know its proofs. Sources: the files and tags they hand out.

Google and Naver give the tag and the file different codes, so that one paste proves one of the two: two rows each.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

Parts = Mapping[str, str]
BING = "BingSiteAuth.xml"


class Proof(NamedTuple):
    """The columns of ``Verification``. What is empty the engine does not take with this code."""

    engine: str
    token: str
    meta_name: str = ""
    file_name: str = ""
    file_content: str = ""


class Engine(NamedTuple):
    """One engine's ways, as regular expressions.

    ``meta_code`` is the code in a tag called ``meta``; ``bare_code`` a code pasted alone, so narrow that it can be told
    from others. ``file`` is the file's name, ``content`` (searched for) what stands in it; where they hold the code
    it is the group "token". ``file_of`` makes name and content of what the groups found, or nothing.
    ``is_marked``: a name that no page of an old site can have had.
    """

    name: str
    label: str
    example: str
    meta: str = ""
    meta_code: str = ""
    bare_code: str = ""
    file: str = ""
    content: str = ""
    file_of: Callable[[Parts], tuple[str, str] | None] = lambda _parts: None
    is_marked: bool = True

    def proof(self, parts: Parts) -> Proof:
        name, content = self.file_of(parts) or ("", "")
        return Proof(self.name, parts["token"], self.meta, name, content)


def google(parts: Parts) -> tuple[str, str]:
    name = f"google{parts['token']}.html"
    return name, f"google-site-verification: {name}"


def naver(parts: Parts) -> tuple[str, str]:
    name = f"naver{parts['token']}.html"
    return name, f"naver-site-verification: {name}"


def bing(parts: Parts) -> tuple[str, str]:
    return BING, bing_content([parts["token"]])


def bing_content(tokens: Iterable[str]) -> str:
    """Bing has one name for everybody's file, and room for several in it."""
    users = "".join(f"\t<user>{token}</user>\n" for token in tokens)
    return f'<?xml version="1.0"?>\n<users>\n{users}</users>'


def yandex(parts: Parts) -> tuple[str, str]:
    token = parts["token"]
    return f"yandex_{token}.html", (
        '<html>\n    <head>\n        <meta http-equiv="Content-Type" content="text/html; charset=UTF-8">\n'
        f"    </head>\n    <body>Verification: {token}</body>\n</html>"
    )


def pinterest(parts: Parts) -> tuple[str, str]:
    """The file is called after the first five characters of the code, or after all of it."""
    token = parts["token"]
    name = f"pinterest-{token if parts.get('whole') else token[:5]}.html"
    tag = f'<meta name="p:domain_verify" content="{token}"/>'
    return name, f"<!DOCTYPE html>\n<html>\n<head>\n{tag}\n</head>\n<body></body>\n</html>"


def meta(parts: Parts) -> tuple[str, str]:
    return f"{parts['token']}.html", parts["token"]


def seznam(parts: Parts) -> tuple[str, str]:
    return f"seznam-wmt-{parts['token']}.txt", parts["token"]


def ahrefs(parts: Parts) -> tuple[str, str]:
    return f"ahrefs_{parts['token']}", f"ahrefs-site-verification_{parts['token']}"


def baidu(parts: Parts) -> tuple[str, str] | None:
    """The file's content cannot be told from its name or from the tag."""
    return (f"baidu_verify_{parts['token']}.html", parts["secret"]) if parts.get("secret") else None


ENGINES = (
    Engine(
        "google",
        "Google",
        "abcDEF123-… (43)",
        meta="google-site-verification",
        meta_code=r"[A-Za-z0-9_+/=-]{40,100}",
        bare_code=r"[A-Za-z0-9_-]{43}",
    ),
    Engine(
        "google",
        "Google",
        "google1234567890abcdef.html",
        file=r"google(?P<token>[0-9a-f]{16})\.html",
        content=r"google-site-verification:\s*google(?P<token>[0-9a-f]{16})\.html(?![\w.-])",
        file_of=google,
    ),
    Engine(
        "bing",
        "Bing",
        "0123456789ABCDEF… (32)",
        meta="msvalidate.01",
        meta_code=r"[0-9A-Fa-f]{32}",
        bare_code=r"[0-9A-F]{32}",
        file=r"BingSiteAuth\.xml",
        content=r"<user>\s*(?P<token>[0-9A-Fa-f]{32})\s*</user>",
        file_of=bing,
    ),
    Engine(
        "yandex",
        "Yandex",
        "1234567890abcdef (16)",
        meta="yandex-verification",
        meta_code=r"[0-9a-f]{16}",
        bare_code=r"[0-9a-f]{16}",
        file=r"yandex_(?P<token>[0-9a-f]{16})\.html",
        content=r"\bVerification:\s*(?P<token>[0-9a-f]{16})(?!\w)",
        file_of=yandex,
    ),
    Engine(
        "pinterest",
        "Pinterest",
        "0123456789abcdef… (32)",
        meta="p:domain_verify",
        meta_code=r"[0-9a-f]{32}",
        bare_code=r"[0-9a-f]{32}",
        file=r"pinterest-(?:(?P<token>(?P<whole>[0-9a-f]{32}))|[0-9a-f]{5})\.html",
        file_of=pinterest,
    ),
    Engine(
        "naver",
        "Naver",
        "0123456789abcdef… (40)",
        meta="naver-site-verification",
        meta_code=r"[0-9a-f]{40}",
        bare_code=r"[0-9a-f]{40}",
    ),
    Engine(
        "naver",
        "Naver",
        "naver0123456789abcdef….html",
        file=r"naver(?P<token>[0-9a-f]{32})\.html",
        content=r"naver-site-verification:\s*naver(?P<token>[0-9a-f]{32})\.html(?![\w.-])",
        file_of=naver,
    ),
    Engine(
        "seznam",
        "Seznam",
        "aBcD1234… (32)",
        meta="seznam-wmt",
        meta_code=r"[A-Za-z0-9]{32}",
        bare_code=r"(?=.*[G-Zg-z])[A-Za-z0-9]{32}",
        file=r"seznam-wmt-(?P<token>[A-Za-z0-9]{32})\.txt",
        file_of=seznam,
    ),
    Engine(
        "baidu",
        "Baidu",
        "codeva-aBcD123456",
        meta="baidu-site-verification",
        meta_code=r"(?:code(?:va)?-)?[A-Za-z0-9]{10}",
        bare_code=r"code(?:va)?-[A-Za-z0-9]{10}",
        file=r"baidu_verify_(?:code(?:va)?-)?[A-Za-z0-9]{10}\.html",
        content=r"baidu_verify_(?P<token>(?:code(?:va)?-)?[A-Za-z0-9]{10})\.html\s+(?P<secret>[0-9A-Za-z]{10,64})\Z",
        file_of=baidu,
    ),
    Engine(
        "ahrefs",
        "Ahrefs",
        "0123456789abcdef… (64)",
        meta="ahrefs-site-verification",
        meta_code=r"[0-9a-f]{64}",
        bare_code=r"[0-9a-f]{64}",
        file=r"ahrefs_(?P<token>[0-9a-f]{64})",
        content=r"ahrefs-site-verification_(?P<token>[0-9a-f]{64})(?!\w)",
        file_of=ahrefs,
    ),
    Engine(
        "meta",
        "Meta (Facebook)",
        "abc123… (30)",
        meta="facebook-domain-verification",
        meta_code=r"[a-z0-9]{30}",
        bare_code=r"[a-z0-9]{30}",
        file=r"(?P<token>[a-z0-9]{30})\.html",
        file_of=meta,
        is_marked=False,
    ),
)
BY_META = {engine.meta: engine for engine in ENGINES if engine.meta}


def ungrouped(pattern: str) -> str:
    """The pattern without its named groups, so that several fit into one."""
    return pattern.replace("?P<token>", "?:").replace("?P<whole>", "?:")
