"""The names members show: words a reader can trust to be one person's."""

import unicodedata

from django.utils.translation import gettext as _

from commonpress.domain.members.models import Member
from commonpress.engines.lib import text
from commonpress.engines.site import options

LONGEST = 80


def refusal(name: str, *, own: int = 0) -> str:
    """Why a member may not show this name, in words; empty when they may."""
    if not any(character.isalpha() for character in name):
        return _("A name has letters.")
    if mixes_alphabets(name):
        return _("Use letters of one alphabet: mixed ones are used to look like somebody else.")
    folded = text.fold(name)
    if folded == text.fold(options.paper().name):
        return _("This is the name of the paper. Choose another.")
    editors = Member.objects.filter(role__in=[Member.Role.EDITOR, Member.Role.OWNER]).exclude(pk=own)
    if folded in {text.fold(other) for other in editors.values_list("name", flat=True)}:
        return _("An editor of this paper has this name. Add something that tells you apart.")
    return ""


def mixes_alphabets(name: str) -> bool:
    """Latin, Greek and Cyrillic have letters that look the same; a name in two of them is a disguise."""
    found = {unicodedata.name(character, "").partition(" ")[0] for character in name if character.isalpha()}
    return len(found & {"LATIN", "GREEK", "CYRILLIC", "FULLWIDTH", "MATHEMATICAL"}) > 1
