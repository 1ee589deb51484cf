"""The rules decisions are made by, in words. A paper's own reasons bring rules of their own, which are shown as written."""

from django.utils.translation import gettext as _


def known() -> dict[str, str]:
    """Every rule the house itself gives, in the language that is active."""
    return {
        "editor": _("an editor read it"),
        "read": _("an editor read it afterwards"),
        "own": _("an editor’s own"),
        "author": _("the author’s own wish"),
        "appeal": _("the appeal was right"),
        "trusted": _("the author is trusted"),
        "known-and-clean": _("the author is known and the checks found nothing"),
        "trust": _("the author is trusted"),
        "moved-in": _("moved in from elsewhere"),
        "due": _("its moment had come"),
        "command": _("a command at the machine"),
        "undo": _("taken back"),
        "flag": _("a reader’s flag"),
        "ban": _("a ban"),
        "application": _("an application"),
        "spam": _("spam"),
        "promotion": _("advertising"),
        "copied": _("copied from elsewhere"),
        "unsourced": _("sources are missing"),
        "clarity": _("hard to follow"),
        "other_side": _("the other side is missing"),
        "pictures": _("pictures without words"),
        "off_topic": _("not for this paper"),
        "privacy": _("somebody’s private life"),
        "insult": _("insults"),
        "false": _("not true"),
        "illegal": _("against the law"),
        "other": _("another reason"),
    }


def in_words(code: str) -> str:
    return known().get(code, code.replace("_", " ").replace("-", " "))
