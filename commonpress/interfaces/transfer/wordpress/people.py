"""Authors become members: without a password, without a role, whatever they were on the old site."""

from itertools import count

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from commonpress.domain.members.models import Member
from commonpress.engines.lib.text import slug
from commonpress.interfaces.transfer.wordpress.body import words
from commonpress.interfaces.transfer.wordpress.ledger import batches, pk_of, short
from commonpress.interfaces.transfer.wordpress.move import Move
from commonpress.interfaces.transfer.wordpress.records import Author, fingerprint

NOWHERE = "imported.invalid"  # RFC 2606: no mail ever goes there


def take_authors(move: Move) -> None:
    for logins in batches(move.site.authors):
        known = move.ledger.known(f"author:{login}" for login in logins)
        with transaction.atomic():
            for login in logins:
                author = move.site.authors[login]
                row = known.get(short(author.key))
                member = Member.objects.filter(pk=pk_of(row.subject)).first() if row else None
                take(author, member, move)


def take(author: Author, member: Member | None, move: Move) -> None:
    report, title = move.report, words(author.name)
    if author.login not in move.site.declared:
        report.note("author", author.key, title, "author", author.login)
    if member:
        move.members[author.login] = member
        report.had("author", author.key, title)
        return
    if not move.dry_run:
        move.members[author.login] = member = reused(author, move) or made(author, move)
        move.ledger.write([(author.key, member.subject, fingerprint(author))])
    report.took("author", author.key, title)


def reused(author: Author, move: Move) -> Member | None:
    address = mail_of(author)
    member = Member.objects.filter(email__iexact=address).first() if address else None
    if member:
        move.report.note("author", author.key, words(author.name), "member-here")
    return member


def made(author: Author, move: Move) -> Member:
    handle = free_handle(author.login)
    address = mail_of(author)
    if not address:
        move.report.note("author", author.key, words(author.name), "no-mail")
    member = Member(
        email=address or f"{handle}@{NOWHERE}",
        handle=handle,
        name=(words(author.name) or handle)[:120],
        role=Member.Role.MEMBER,
    )
    member.set_unusable_password()
    member.save()
    return member


def mail_of(author: Author) -> str:
    address = author.email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return address


def free_handle(login: str) -> str:
    wanted = slug(login.partition("@")[0] or login, 36)
    names = (wanted if number == 1 else f"{wanted}-{number}" for number in count(1))
    return next(name for name in names if not Member.objects.filter(handle=name).exists())
