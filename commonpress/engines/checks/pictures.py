"""Pictures without a description, too small to print, or much like one another member brought."""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from django.utils.translation import gettext as _

from commonpress.engines.checks import sketch
from commonpress.engines.checks.check import Check, Evidence
from commonpress.engines.checks.finding import Finding, Severity
from commonpress.engines.checks.matter import Matter
from commonpress.engines.media.files import NAME
from commonpress.engines.media.models import Picture

KIND, VERSION = "pictures", "pictures-1"
LEAST_LEAD = 1200  # pixels of width: what search engines ask of the picture above a story
LEAST_IN_TEXT = 480  # a telephone's width
MOST = 40  # pictures looked at
IMAGE = re.compile(r'<img src="/media/([^"]+)" alt="([^"]*)"')
NOBODYS = {"", "paper"}  # owners who are no byline


def gather(matter: Matter) -> Evidence:
    """What is known of each picture, and which older ones of other members look like it."""
    shown = [*((number, "", True) for number in matter.pictures), *in_text(matter)][:MOST]
    rows = Picture.objects.in_bulk([number for number, _alt, _is_lead in shown])
    return {
        "pictures": [
            described(rows[number], alt, is_lead, own_of(matter))
            for number, alt, is_lead in shown
            if number in rows
        ]
    }


def in_text(matter: Matter) -> Iterator[tuple[int, str, bool]]:
    """Picture, description and that it is no lead, for each picture of ours in the body."""
    written = [(match[1], unescape(match[2])) for match in IMAGE.finditer(matter.body)]
    stems = [found["stem"] if (found := NAME.fullmatch(name)) else "" for name, _alt in written]
    names = [f"{stem}.{ending}" for stem in stems if stem for ending in ("jpg", "webp")]
    known = Picture.objects.filter(name__in=names).values_list("name", "pk") if names else []
    numbers = {name.rpartition(".")[0]: pk for name, pk in known}
    for stem, (_name, alt) in zip(stems, written, strict=True):
        if stem in numbers:
            yield numbers[stem], alt, False


def own_of(matter: Matter) -> set[str]:
    """Whose pictures are nobody else's here: all who sign, and the paper."""
    return NOBODYS | {matter.author, *matter.facts.get("signers", ())}


def described(picture: Picture, alt: str, is_lead: bool, own: set[str]) -> dict[str, Any]:
    return {
        "picture": picture.pk,
        "lead": is_lead,
        "alt": bool((alt or picture.alt).strip()),
        "decorative": picture.is_decorative,
        "width": picture.width,
        "owner": picture.owner,
        "like": [
            {"picture": like.picture.pk, "owner": like.picture.owner, "distance": like.distance}
            for like in sketch.alike(picture)
            if like.picture.owner not in own
        ],
    }


def judge(matter: Matter, evidence: Evidence) -> list[Finding]:
    pictures = evidence["pictures"]
    found = [
        together(
            "alt",
            Severity.WARN,
            [one for one in pictures if not one["alt"] and not one["decorative"]],
            pictures,
        ),
        together("small", Severity.NOTE, [one for one in pictures if one["width"] < least(one)], pictures),
        borrowed([one for one in pictures if one["owner"] not in own_of(matter) and matter.author]),
        *(copied(one) for one in pictures if one["like"]),
    ]
    return [one for one in found if one]


def least(picture: Mapping[str, Any]) -> int:
    return LEAST_LEAD if picture["lead"] else LEAST_IN_TEXT


def together(code: str, severity: Severity, which: list[Any], pictures: list[Any]) -> Finding | None:
    if not which:
        return None
    facts = {"pictures": [one["picture"] for one in which], "widths": [one["width"] for one in which]}
    return Finding(KIND, code, severity, round(len(which) / len(pictures), 4), VERSION, facts=facts)


def borrowed(which: list[Any]) -> Finding | None:
    """Shown from another member's own upload: an editor may have put it there, so it is only a note."""
    if not which:
        return None
    facts = {"pictures": [one["picture"] for one in which], "owners": sorted({one["owner"] for one in which})}
    return Finding(KIND, "borrowed", Severity.NOTE, 1.0, VERSION, facts=facts)


def copied(picture: Mapping[str, Any]) -> Finding:
    nearest = picture["like"][0]
    facts = {"picture": picture["picture"], "like": picture["like"]}
    score = round(1 - nearest["distance"] / (2 * sketch.NEAR), 4)
    return Finding(KIND, "copied", Severity.WARN, score, VERSION, facts=facts)


def for_author(finding: Finding) -> str:
    match finding.code:
        case "alt":
            return _("Describe each picture for those who cannot see it, or mark it as decorative.")
        case "small":
            return _(
                "A picture is small and will look coarse on large screens. Send a larger one if you have it."
            )
        case "borrowed":
            return ""
        case _:
            return _("A picture looks like one that somebody else brought. Say in its credit whose it is.")


def for_editor(finding: Finding) -> str:
    match finding.code:
        case "alt":
            return _("A picture has no description.")
        case "small":
            return _("A picture is only %(width)d pixels wide.") % {"width": min(finding.facts["widths"])}
        case "borrowed":
            return _("A picture was uploaded by another member.")
        case _:
            return _("A picture looks like one that another member brought earlier.")


CHECK = Check(KIND, VERSION, judge, for_author, for_editor, gather=gather, is_quick=True)
