from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from commonpress.domain.members.models import Member
from commonpress.domain.sponsors.models import Slot
from commonpress.domain.sponsors.place import Placed
from commonpress.domain.stories import access, lists
from commonpress.domain.stories.models import Section
from commonpress.engines.edge.public import public
from commonpress.engines.site import options
from commonpress.interfaces.front import frame, slots, structured
from commonpress.interfaces.front.cards import cards, tags_of


@public(parameters=["before"])
def section(request: HttpRequest, slug: str) -> HttpResponse:
    return section_page(request, get_object_or_404(Section, slug=slug))


def section_page(
    request: HttpRequest, found: Section, placed: Placed | None = None, notice: str = ""
) -> HttpResponse:
    """``placed`` stands in its slot when given, under ``notice``: a preview."""
    within = [found, *found.children.all()]
    head = frame.Head(
        title=found.label,
        path=found.get_absolute_url(),
        description=found.description,
        feeds=((f"{options.paper().name}: {found.label}", found.get_absolute_url()),),
        json_ld=[structured.breadcrumbs([(found.label, found.get_absolute_url())])],
    )
    placed = placed or slots.placed([Slot.SECTION], found)
    context = {"kind": "section", "heading": found.label, "lede": found.description, "section": found}
    context["notice"] = notice
    tags = [*(f"section:{one.slug}" for one in within), *slots.tags(placed)]
    asked = {"sections": [one.pk for one in within]}
    return listing(request, asked, head, context | slots.context(placed), tags, slots.seconds(placed))


@public(parameters=["before"])
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(access.topics_with_readers(), slug=slug)
    head = frame.Head(
        title=found.name,
        path=found.get_absolute_url(),
        description=_("Stories about %(topic)s") % {"topic": found.name},
        feeds=((f"{options.paper().name}: {found.name}", found.get_absolute_url()),),
        json_ld=[structured.breadcrumbs([(found.name, found.get_absolute_url())])],
    )
    context: dict[str, object] = {"kind": "topic", "heading": found.name, "lede": ""}
    return listing(request, {"topic": found.pk}, head, context, [found.subject])


@public(parameters=["before"])
def author(request: HttpRequest, handle: str) -> HttpResponse:
    found = get_object_or_404(Member.objects.select_related("picture"), handle=handle, is_active=True)
    head = frame.Head(
        title=found.name,
        path=found.get_absolute_url(),
        description=words_of(found),
        feeds=((f"{options.paper().name}: {found.name}", found.get_absolute_url()),),
        json_ld=[structured.profile(found, words_of(found))],
    )
    context = {"kind": "author", "heading": found.name, "lede": words_of(found), "member": found}
    return listing(
        request,
        {"member": found.pk},
        head,
        context,
        [f"author:{found.handle}", found.subject, f"picture:{found.picture_id}"],
    )


def words_of(member: Member) -> str:
    return str(member.words_translations.get(options.paper().language) or member.words)


def listing(
    request: HttpRequest,
    asked: Mapping[str, Any],
    head: frame.Head,
    context: dict[str, object],
    tags: list[str],
    seconds: float | None = None,
) -> HttpResponse:
    """A page of a list, which is ``asked`` for as in lists.py; its address is the list's own and the cursor alone."""
    cursor = request.GET.get("before", "")
    page = lists.page(asked, cursor, options.paper().stories_on_a_list)
    if cursor:
        head = replace(head, path=f"{head.path}?before={cursor}")
    elif not page.stories:  # a name and a profile that the desk never let out
        head = replace(head, is_indexed=False)
    shown = cards(page.stories)
    context |= {
        "cards": shown,
        "next_url": f"{request.path}?before={page.next}" if page.next else None,
        "first_url": request.path if cursor else None,
        "empty": _("Nothing has been published here yet."),
    }
    return frame.render("front/list.html", head, context, tags=[*tags, *tags_of(shown)], seconds=seconds)
