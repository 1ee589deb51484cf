from django.utils.translation import gettext as _


class Refused(Exception):
    """An upload we do not keep. The message is for the person who sent it and says what to do instead."""


def away() -> Refused:
    return Refused(
        _("Pictures cannot be kept at this moment. Nothing else is lost: send it again in a few minutes.")
    )


def empty() -> Refused:
    return Refused(_("The file is empty. Choose the picture again."))


def too_heavy(limit: int) -> Refused:
    return Refused(
        _("The file is larger than %(megabytes)d MB. Make the picture smaller and send it again.")
        % {"megabytes": limit // 1_000_000}
    )


def too_many_pixels(limit: int) -> Refused:
    return Refused(
        _("The picture has more than %(megapixels)d million pixels. Make it smaller and send it again.")
        % {"megapixels": limit // 1_000_000}
    )


def drawing() -> Refused:
    return Refused(
        _("SVG drawings and web pages can carry programs: not accepted. Save it as PNG and send that.")
    )


def heic() -> Refused:
    return Refused(_("Browsers cannot show HEIC pictures. Save it as JPEG and send that."))


def unknown() -> Refused:
    return Refused(
        _("This is not a picture we can read. Save it as JPEG, PNG, WebP, GIF or AVIF and send that.")
    )


def damaged() -> Refused:
    return Refused(
        _("The picture is damaged or incomplete. Open it in a picture program, save it anew and send that.")
    )
