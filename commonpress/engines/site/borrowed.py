"""Texts of Django that its own Romanian lacks. Nothing imports this: it is read by `make messages`, and ours win."""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

COUNTED = (
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
    ngettext_lazy("Please correct the error below.", "Please correct the errors below."),
)
SAID = (
    _("Enter a valid domain name."),
    _("Enter a valid JSON."),
    _("File extension “%(extension)s” is not allowed. Allowed extensions are: %(allowed_extensions)s."),
    # On the owner's screens:
    _("The %(name)s “%(obj)s” was deleted successfully."),
    _("%(name)s with ID “%(key)s” doesn’t exist. Perhaps it was deleted?"),
    _("You don’t have permission to view or edit anything."),
    _("This object doesn’t have a change history. It probably wasn’t added via this admin site."),
    _("Hold down “Control”, or “Command” on a Mac, to select more than one."),
    _("Select this object for an action - {}"),
    _("Select all objects on this page for an action"),
    _("View selected %(model)s"),
    _("Show counts"),
    _("Hide counts"),
    _("Added:"),
    _("Changed:"),
    _("Deleted:"),
)
