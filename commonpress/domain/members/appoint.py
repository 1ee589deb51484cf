import secrets

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from commonpress.domain.members import handles
from commonpress.domain.members.models import Member
from commonpress.engines.events.record import record
from commonpress.engines.lib.text import slug


class AppointError(Exception):
    """The account cannot be made; the message may be shown."""


@transaction.atomic
def appoint_owner(email: str) -> str:
    """Make ``email`` an owner, with a fresh password, which is answered. The account is made when there is none."""
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise AppointError(_("%(email)s is not an e-mail address.") % {"email": email}) from None
    name = address.partition("@")[0]
    member, _made = Member.objects.get_or_create(
        email=address, defaults={"handle": free_handle(name), "name": name.replace(".", " ").title()}
    )
    password = secrets.token_urlsafe(12)
    member.set_password(password)
    member.role, member.is_active, member.waits = Member.Role.OWNER, True, False
    member.save(update_fields=["password", "role", "is_active", "waits"])
    # Whoever can run this holds the paper's machine: the way back in for an owner who lost the second step.
    EmailAddress.objects.filter(user=member).delete()
    EmailAddress.objects.create(user=member, email=address, verified=True, primary=True)
    Authenticator.objects.filter(user=member).delete()
    record("member.appointed", member.subject, facts={"role": member.role})
    return password


def free_handle(wanted: str) -> str:
    """A handle like ``wanted`` that nobody has, of at most 40 characters."""
    base = slug(wanted, 34)
    number = 1
    handle = base
    while handles.is_reserved(handle) or handles.is_taken(handle):
        number += 1
        handle = f"{base}-{number}"
    return handle
