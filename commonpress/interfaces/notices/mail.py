"""A notice as a letter, in its reader's language, with a way to want no more of its kind."""

from django.template.loader import render_to_string

from commonpress.engines.site import mail
from commonpress.engines.site.address import absolute, host
from commonpress.interfaces.notices import unsubscribe
from commonpress.interfaces.notices.models import Notice
from commonpress.interfaces.notices.told import Told, told


def write(notice: Notice) -> None:
    """Write the letter; call it in the transaction that keeps the notice, so that there is one of each or neither."""
    with mail.speaking(notice.member.language):
        said = told(notice)
        context = {
            "told": said,
            "address": absolute(said.address) if said.address else "",
            "settings": absolute(unsubscribe.settings_address()),
        }
        words = render_to_string("notices/mail.txt", context)
        mail.send(notice.member.email, said.title, words, headers=headers(notice, said))


def headers(notice: Notice, said: Told) -> dict[str, str]:
    # The name of a letter is its notice's: should a worker die between the mail server's yes and its own note of it,
    # the letter goes out again under the same name, and mail programs show one.
    found = {
        "Message-ID": f"<notice-{notice.event}-{notice.member_id}@{host()}>",
        "Auto-Submitted": "auto-generated",
    }
    return found if said.is_required else found | unsubscribe.headers(notice.member, notice.kind)
