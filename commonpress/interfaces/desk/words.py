"""What the desk calls things that other rooms know by a short code, in the reader's language."""

from django.utils.translation import gettext as _


def kinds_of_findings() -> dict[str, str]:
    """The checks, as a list names what they found."""
    return {
        "copied": _("copied"),
        "spam": _("promotion"),
        "links": _("links"),
        "language": _("language"),
        "section": _("section"),
        "headline": _("headline"),
        "pictures": _("pictures"),
    }


def remedies_in_words(names: tuple[str, ...]) -> list[str]:
    """What the author may still do."""
    said = {
        "revise": _("The author may change the text."),
        "submit": _("The author may send it in again."),
        "appeal": _("The author may appeal once; another editor answers."),
        "hear": _("The author may say how they see it."),
    }
    return [said[name] for name in names]
