"""What an export file holds, as plain records. Field names are WXR's own without their prefix."""

import json
from dataclasses import dataclass, field
from hashlib import blake2b


@dataclass(frozen=True)
class Fact:
    """One line about the whole site: title, link, language, base_blog_url …"""

    name: str
    value: str


@dataclass(frozen=True)
class Author:
    login: str
    email: str = ""
    name: str = ""
    id: str = ""

    @property
    def key(self) -> str:
        return f"author:{self.login}"


@dataclass(frozen=True)
class Term:
    """``taxonomy`` is category, post_tag, nav_menu …; ``parent`` the slug (WXR 1.0: the name) of the one above."""

    taxonomy: str
    slug: str
    name: str
    parent: str = ""
    id: str = ""
    words: str = ""

    @property
    def key(self) -> str:
        return f"{self.taxonomy}:{self.slug}"


@dataclass(frozen=True)
class Remark:
    """One comment."""

    id: str
    author: str = ""
    content: str = ""
    date: str = ""
    date_gmt: str = ""
    approved: str = "1"
    type: str = ""
    parent: str = "0"
    user_id: str = "0"

    @property
    def key(self) -> str:
        return f"comment:{self.id}"


@dataclass(frozen=True)
class Item:
    id: str
    type: str = "post"
    status: str = "publish"
    title: str = ""
    link: str = ""
    guid: str = ""
    creator: str = ""
    others: tuple[str, ...] = ()  # who wrote it besides; an export of WordPress names one
    content: str = ""
    excerpt: str = ""
    date: str = ""
    date_gmt: str = ""
    pub_date: str = ""
    name: str = ""
    parent: str = "0"
    password: str = ""
    is_sticky: bool = False
    attachment_url: str = ""
    comment_status: str = "open"
    terms: tuple[Term, ...] = ()
    meta: dict[str, list[str]] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.type}:{self.id}"

    @property
    def kind(self) -> str:
        """Under which heading of the report it is counted."""
        return {"nav_menu_item": "menu"}.get(self.type, self.type if self.type in TAKEN else "other")

    def first(self, meta: str) -> str:
        return next(iter(self.meta.get(meta, ())), "")


TAKEN = frozenset({"post", "page", "attachment"})
Record = Fact | Author | Term | Item


def fingerprint(record: Record | Remark) -> str:
    """The same for the same content; comments have one of their own."""
    content = {
        name: value
        for name, value in vars(record).items()
        if name != "remarks" and (value or name != "others")
    }
    said = json.dumps(content, sort_keys=True, default=vars).encode("utf-8", "replace")
    return blake2b(said, digest_size=16).hexdigest()
