"""What decisions are about, as a person names it: a headline, the words of a comment, somebody's name."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable

from django.utils.translation import gettext as _

from commonpress.domain.conversation.models import Comment
from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story
from commonpress.engines.lib import html
from commonpress.engines.lib.text import excerpt

COMMENT = 120  # characters


def of(subjects: Iterable[str]) -> dict[str, str]:
    """Every subject with its name, also of what is gone. One query a noun."""
    numbers = defaultdict(set)
    for subject in subjects:
        noun, _colon, number = subject.partition(":")
        numbers[noun].add(int(number) if number.isdecimal() else 0)
    named = {noun: NOUNS[noun](wanted) for noun, wanted in numbers.items() if noun in NOUNS}
    return {
        f"{noun}:{number}": found.get(number) or gone(noun)
        for noun, found in named.items()
        for number in numbers[noun]
    }


def gone(noun: str) -> str:
    return {"story": _("(a story without a headline)"), "comment": _("(a comment that is gone)")}.get(
        noun, _("(a former member)")
    )


def stories(numbers: Collection[int]) -> dict[int, str]:
    return dict(Story.objects.filter(pk__in=numbers).values_list("pk", "headline"))


def comments(numbers: Collection[int]) -> dict[int, str]:
    rows = Comment.objects.filter(pk__in=numbers).values_list("pk", "body")
    return {number: excerpt(html.to_text(body), COMMENT) for number, body in rows}


def members(numbers: Collection[int]) -> dict[int, str]:
    return dict(Member.objects.filter(pk__in=numbers).values_list("pk", "name"))


NOUNS: dict[str, Callable[[Collection[int]], dict[int, str]]] = {
    "story": stories,
    "comment": comments,
    "member": members,
}
