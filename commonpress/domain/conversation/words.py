"""From what somebody types to what readers see: paragraphs, quotations, links and names, and nothing else."""

import re
from collections.abc import Iterable
from html import escape
from itertools import groupby

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from commonpress.domain.members.models import Member
from commonpress.domain.stories.errors import Incomplete
from commonpress.engines.lib import hidden, html
from commonpress.engines.lib.text import excerpt, normalise
from commonpress.engines.site.address import address_of
from commonpress.engines.site.mail import pieces

FIELD = "text"
MOST = 5000  # characters: eight hundred words, a long letter to the editor
NAMED = 10  # members named in one comment; more is a call, not a conversation
MOST_MARKS = 4  # signs above and below one letter; more climb over other people's lines
PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")
MENTION = re.compile(r"(?<![\w/@.])@([a-z0-9]+(?:-[a-z0-9]+)*)")
MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
PILES = re.compile(f"([{MARKS}]{{{MOST_MARKS}}})[{MARKS}]+")


def checked(typed: str) -> str:
    """The words without what nobody sees. Raises ``Incomplete`` when nothing is left, or too much."""
    if len(typed) > MOST * 2:  # line ends may count twice in a form
        raise Incomplete(FIELD, too_long(len(typed)))
    words = PILES.sub(r"\1", normalise(typed.replace("\r\n", "\n").replace("\r", "\n"))).strip()
    if len(words) > MOST:
        raise Incomplete(FIELD, too_long(len(words)))
    if not any(letter.isprintable() and not letter.isspace() for letter in words):
        raise Incomplete(FIELD, _("Write something first."))
    return words


def too_long(length: int) -> str:
    return _(
        "At most %(most)s characters; yours are %(length)s. Shorten it, or send it to us as a story."
    ) % {
        "most": number_format(MOST, force_grouping=True),
        "length": number_format(length, force_grouping=True),
    }


def unseen(typed: str) -> str:
    """What stood in the words and would not have been seen: for the checks, which are told."""
    return excerpt(" ".join(hidden.disguised(typed)), hidden.LONGEST)


def named_in(words: str) -> list[Member]:
    """Whom the words name with an @. One query, none without a name."""
    handles = list(dict.fromkeys(MENTION.findall(words)))[:NAMED]
    return list(Member.objects.filter(handle__in=handles, is_active=True)) if handles else []


def to_html(words: str, named: Iterable[Member] = ()) -> str:
    """Plain words as the HTML readers see. What was typed as markup is shown as it was typed."""
    handles = {member.handle for member in named}
    made = "".join(block(part, handles) for part in PARAGRAPHS.split(words) if part.strip())
    return html.clean(made, html.COMMENT)


def block(part: str, handles: set[str]) -> str:
    """A paragraph; what was quoted in it stands apart from the answer that follows on the next line."""
    runs = groupby(part.strip("\n").split("\n"), key=lambda line: line.startswith(">"))
    return "".join(run(list(lines), handles, is_quoted=is_quoted) for is_quoted, lines in runs)


def run(lines: list[str], handles: set[str], *, is_quoted: bool) -> str:
    said = "<br>".join(
        line_of(line.removeprefix(">" if is_quoted else "").strip(), handles) for line in lines
    )
    return f"<blockquote><p>{said}</p></blockquote>" if is_quoted else f"<p>{said}</p>"


def line_of(line: str, handles: set[str]) -> str:
    return "".join(
        f'<a href="{escape(piece)}">{escape(piece)}</a>' if is_link else with_names(piece, handles)
        for piece, is_link in pieces(line)
    )


def with_names(piece: str, handles: set[str]) -> str:
    def link(match: re.Match[str]) -> str:
        handle = match[1]
        return f'<a href="{address_of("author", handle)}">@{handle}</a>' if handle in handles else match[0]

    return MENTION.sub(link, escape(piece))
