"""The signed link in a mail that stops mails of its kind (RFC 8058): a post does it, without a cookie or an account."""

from django.core import signing
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonpress.domain.members.models import Member
from commonpress.engines.site.address import absolute
from commonpress.interfaces.notices.kinds import BUNDLED, KINDS, OPTIONAL
from commonpress.interfaces.notices.models import Notice, Silence

DIGEST = "digest"  # stands for all kinds that are mailed together
signer = signing.Signer(salt="commonpress.notices.unsubscribe")


def headers(member: Member, kind: str) -> dict[str, str]:
    """Both headers mail programs ask for, to show a button of their own."""
    return {
        "List-Unsubscribe": f"<{absolute(address(member, kind))}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def address(member: Member, kind: str) -> str:
    return reverse("notices-unsubscribe", args=[signer.sign(f"{member.pk}.{kind}")])


def read(token: str) -> tuple[int, str] | None:
    """The number of the member and the kind a link speaks of; nothing for one that we never signed."""
    try:
        number, _, kind = signer.unsign(token).partition(".")
    except signing.BadSignature:
        return None
    return (int(number), kind) if kind == DIGEST or kind in OPTIONAL else None


def label_of(kind: str) -> str | Promise:
    return _("The digest of what is said to you in conversations") if kind == DIGEST else KINDS[kind].label


def silence(number: int, kind: str) -> None:
    """No more mails of that kind. An account that is gone gets none anyway."""
    if not Member.objects.filter(pk=number).exists():
        return
    for name in BUNDLED if kind == DIGEST else [kind]:
        Silence.objects.get_or_create(member_id=number, kind=name)
        Notice.objects.filter(member=number, kind=name, is_due=True).update(is_due=False)


def settings_address() -> str:
    return reverse("notices-settings")
