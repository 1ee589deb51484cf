from django.utils.translation import gettext as _


def script_words() -> dict[str, str]:
    """What the scripts of the writing page say, in the language of the page."""
    return {
        "typing": _("Typing…"),
        "sending": _("Saving…"),
        "kept": _("Saved"),
        "offline": _("Not saved yet: no connection. A copy is kept in this browser, and it is tried again."),
        "server": _(
            "Not saved yet: the paper does not answer. A copy is kept in this browser, and it is tried again."
        ),
        "signed-out": _("Not saved: you are signed out. Your text stays here."),
        "signIn": _("Sign in in another tab"),
        "conflict": _("Not saved: this story was changed elsewhere. Choose above which text to keep."),
        "refused": _("Not saved: something here cannot be kept. See the words beside it."),
        "partly": _("Saved, but for what is marked."),
        "gone": _("Not saved: this story is no longer yours to change. Copy your text before you leave."),
        "long": _("Not saved: the text is longer than the paper takes. Make two stories of it."),
        "left": _("Written in this browser: %s"),
        "placeholder": _("Write here."),
        "video": _("Readers see a player here that loads when they choose it."),
        "caption": _("A caption, if it needs one"),
        "describe": _("Describe it"),
        "remove": _("Take it out"),
        "shows": _("It shows:"),
        "decorative": _("Decoration."),
        "undescribed": _("Not described yet."),
        "uploading": _("Sending"),
        "heavy": _("It is larger than 20 MB. Make the picture smaller and send it again."),
        "unsent": _("It could not be sent. Try again."),
        "close": _("Close"),
    }
