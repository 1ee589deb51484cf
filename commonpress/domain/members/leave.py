from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.utils.translation import gettext as _

from commonpress.domain.members.models import Application, Invitation, Member
from commonpress.domain.members.portability import Wish, erase_all
from commonpress.domain.members.role import LastOwner, active_owners
from commonpress.engines.events.record import record
from commonpress.engines.media import guard, remove
from commonpress.engines.media.models import Picture


@transaction.atomic
def leave(member: Member, wish: Wish) -> None:
    """Delete an account: what others read of it loses its name or goes, and the row becomes a nameless tombstone.

    Raises ``LastOwner``. Bylines and the record of decisions point at the tombstone; nothing leads from it to a person.
    """
    owners = set(active_owners().select_for_update().values_list("pk", flat=True))
    if owners == {member.pk}:
        raise LastOwner(_("A paper needs an owner who can sign in. Make somebody else an owner first."))
    old = member.handle
    staying = erase_all(member, wish)
    remove.pictures(Picture.objects.filter(owner=member.subject).exclude(name__in=staying))
    Picture.objects.filter(owner=member.subject).update(owner="gone")
    forget_the_ways_in(member)
    bury(member)
    # The site's pages, because bylines and comments with the name stand anywhere.
    guard.hide(member.subject)
    record("member.left", member.subject, stale=["site"], gone=[f"author:{old}"])


def forget_the_ways_in(member: Member) -> None:
    for model in (EmailAddress, Authenticator, SocialAccount):
        model._default_manager.filter(user=member).delete()
    Application.objects.filter(member=member).delete()
    Invitation.objects.filter(by=member).delete()


def bury(member: Member) -> None:
    """What is left of the row. Its address ends in .invalid, a name that can belong to nobody (RFC 2606)."""
    member.email, member.handle = f"{member.pk}@gone.invalid", f"gone-{member.pk}"
    member.name = _("Former member")
    member.words, member.words_translations, member.links, member.language = "", {}, [], ""
    member.picture, member.role, member.is_active, member.is_gone = None, Member.Role.MEMBER, False, True
    member.last_login = None
    member.sign_outs += 1
    member.set_unusable_password()
    member.save()
