"""Why something was not taken, or not taken as it was: one translated sentence for each code."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

REASONS: dict[str, Promise] = {
    # not taken
    "differs": _("It is already here and the file has another version of it. Ours was left as it is."),
    "twice": _("The file holds it twice. The first one was taken."),
    "trash": _("It is in the old site's bin."),
    "auto-draft": _("It is an empty draft the old site made by itself."),
    "revision": _("It is an older version of another item."),
    "menu": _("Menus are not taken over. Set the menu in the site's settings."),
    "taxonomy": _("It belongs to a grouping this paper does not have: %(detail)s."),
    "type": _("It is of a kind this paper does not have: %(detail)s."),
    "not-picture": _("It is a file that is no picture. It is still at %(detail)s"),
    "no-address": _("The file does not say where it was kept."),
    "not-fetched": _(
        "Pictures were not fetched: --no-media was given, or no --site with a file from Ghost. It is still at %(detail)s"
    ),
    "unreachable": _("It could not be fetched: %(detail)s"),
    "refused-picture": _("It was fetched but not kept: %(detail)s"),
    "spam": _("The old site holds it for spam."),
    "ping": _("It is an automatic notice of a link from another site, no comment."),
    "page-comment": _("It stands under a page. Pages have no comments here."),
    "comment-long": _(
        "It has %(detail)s characters, more than a comment may have here. It is still in the file."
    ),
    "parent-lost": _("What it stands under was not taken."),
    "empty": _("It is empty."),
    "failed": _("It could not be stored: %(detail)s"),
    # taken, but not as it was
    "private": _("It was private. It is a draft here."),
    "private-page": _("It was private. It is a page that is not public here."),
    "password": _("It was behind a password, which is not taken over. It is not published here."),
    "status": _("Its state “%(detail)s” is unknown. It is a draft here."),
    "due-passed": _("It was to appear on %(detail)s, which has passed. It is a draft here."),
    "future": _("Its date %(detail)s is still to come. It is scheduled here."),
    "page-future": _("It was to appear later. It is a page that is not public here."),
    "date": _("Its date “%(detail)s” is not valid. Another date of the item was used."),
    "no-date": _("It has no valid date. It is a draft here."),
    "comment-date": _("It has no valid date. It carries the date of the story."),
    "no-title": _("It has no title. It was named after its first words."),
    "author": _("Its author “%(detail)s” is not in the file's list of authors."),
    "no-mail": _("There is no usable e-mail address. Set one before the member can sign in."),
    "member-here": _(
        "A member with this e-mail address is already here. Role and profile were left as they are."
    ),
    "section-here": _("A section with this address is already here. The stories were put into it."),
    "unlisted": _("No published story has it as its first category. The section is not listed."),
    "no-section": _("It has no category. It was put into “%(detail)s”."),
    "moved-page": _("The address was taken. The page is at %(detail)s"),
    "shortcode": _("[%(detail)s] was removed; the text inside it was kept."),
    "player": _("A player became a link: %(detail)s"),
    "element": _("<%(detail)s> cannot stand in a text here. It was removed with what was in it."),
    "block": _("The block “%(detail)s” shows what only the old site knows. It was removed."),
    "picture-link": _("A picture became a link to its old address: %(detail)s"),
    "picture-lost": _("A picture without a usable address was removed."),
    "lead-picture": _("Its picture was not taken: %(detail)s"),
    "pictures-late": _("Pictures that could not be fetched before were fetched now and stand in it."),
    "answer-moved": _("The comment it answered was not taken. It stands one level higher."),
    "cut": _("Its title was longer than fits and was cut."),
    # the file
    "bytes": ngettext_lazy(
        "%(detail)d byte was not valid in the file's encoding and was read as Windows-1252.",
        "%(detail)d bytes were not valid in the file's encoding and were read as Windows-1252.",
        "detail",
    ),
    "controls": ngettext_lazy(
        "%(detail)d character that XML forbids was removed.",
        "%(detail)d characters that XML forbids were removed.",
        "detail",
    ),
}
COUNTED = {"bytes", "controls"}  # whose detail is a number


def sentence(code: str, detail: str) -> str:
    """The reason in the language of the moment."""
    return str(REASONS[code] % {"detail": int(detail) if code in COUNTED else detail})
