from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Notice(models.Model):
    """One event told to one member. ``facts`` is all its text is made of, in the language of who reads it."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("member")
    )
    kind = models.CharField(_("kind"), max_length=60)
    subject = models.CharField(_("subject"), max_length=80)
    event = models.PositiveBigIntegerField(_("event"))
    facts = models.JSONField(default=dict)
    at = models.DateTimeField(_("at"))
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    is_by_mail = models.BooleanField(_("by mail"), default=False)
    # Of those that are mailed together: it waits for the next digest.
    is_due = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["member", "event"], name="notice_once_a_member")
        ]
        indexes: ClassVar = [
            models.Index(fields=["member", "-at", "-id"], name="notice_newest"),
            models.Index(fields=["member"], name="notice_unread", condition=models.Q(read_at__isnull=True)),
            models.Index(fields=["member", "at"], name="notice_due", condition=models.Q(is_due=True)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class Silence(models.Model):
    """A kind of notice a member wants no mail of. It still stands in the list."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("member")
    )
    kind = models.CharField(_("kind"), max_length=60)

    class Meta:
        verbose_name = _("silenced kind")
        verbose_name_plural = _("silenced kinds")
        constraints: ClassVar = [models.UniqueConstraint(fields=["member", "kind"], name="silence_once")]

    def __str__(self) -> str:
        return self.kind


class Rhythm(models.Model):
    """How often a member's digest comes, when not once a day, and when the last one was written."""

    class Every(models.IntegerChoices):
        HOUR = 1, _("at most once an hour")
        DAY = 24, _("at most once a day")
        WEEK = 168, _("at most once a week")

    member = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    hours = models.PositiveSmallIntegerField(choices=Every, default=Every.DAY)
    last_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("rhythm of the digest")
        verbose_name_plural = _("rhythms of the digest")

    def __str__(self) -> str:
        return f"{self.member_id} every {self.hours} h"
