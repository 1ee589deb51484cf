"""What the desk keeps about its own doings: decisions, and bans. Django finds them through ``models.py``."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

# What may be written after the fact, once: the author's answer, the appeal and its answer.
LATER = frozenset(
    "heard_at heard_words appealed_at appeal_words answered_by answered_at answer answer_words".split()
)


class DecisionRows(models.QuerySet["Decision"]):
    """Rows that are added and never altered, but for what the author and the second editor say later."""

    def update(self, **kwargs: Any) -> int:
        if kwargs.keys() - LATER:
            raise TypeError("a decision is not altered: decide anew, or undo it")
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("a decision is not deleted")


class Decision(models.Model):
    """One change of what readers may see or a member may do: who or what decided it, when, by which rule, on what facts.

    ``subject`` is opaque ("story:42", "comment:7", "member:3"). ``by`` is empty when the machine decided.
    """

    class Action(models.TextChoices):
        PUBLISHED = "published", _("published")
        SCHEDULED = "scheduled", _("scheduled")
        KEPT = "kept", _("read afterwards and left standing")
        MOVED = "moved", _("moved to another section")
        RETURNED = "returned", _("changes asked")
        DECLINED = "declined", _("declined")
        SPAM = "spam", _("declined as spam")
        WITHDRAWN = "withdrawn", _("withdrawn")
        REVISED = "revised", _("a revision accepted")
        REVISION_REFUSED = "revision_refused", _("a revision refused")
        HIDDEN = "hidden", _("hidden")
        SHOWN = "shown", _("shown")
        FLAGGED = "flagged", _("flagged")
        FLAG_DISMISSED = "flag_dismissed", _("a flag dismissed")
        BANNED = "banned", _("banned for a time")
        UNBANNED = "unbanned", _("a ban lifted")
        ADMITTED = "admitted", _("let in")
        TURNED_AWAY = "turned_away", _("not let in")
        ROLE = "role", _("a role given")
        UNDONE = "undone", _("undone")

    class Answer(models.TextChoices):
        GRANTED = "granted", _("the appeal was right")
        REFUSED = "refused", _("the decision stands")

    subject = models.CharField(_("subject"), max_length=80)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("member"),
    )
    action = models.CharField(_("decision"), max_length=20, choices=Action)
    rule = models.CharField(_("rule"), max_length=40)
    facts = models.JSONField(_("facts"), default=dict, blank=True)
    words = models.TextField(_("words"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("at"))
    undoes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="undone_by"
    )
    heard_at = models.DateTimeField(_("the author was heard"), null=True, blank=True)
    heard_words = models.TextField(_("the author's words"), blank=True)
    appealed_at = models.DateTimeField(_("appealed"), null=True, blank=True)
    appeal_words = models.TextField(_("words of the appeal"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answer = models.CharField(_("answer"), max_length=8, choices=Answer, blank=True)
    answer_words = models.TextField(_("words of the answer"), blank=True)

    objects = DecisionRows.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["subject", "-id"], name="decision_subject"),
            models.Index(fields=["member", "action", "-at"], name="decision_member"),
            models.Index(fields=["-at"], name="decision_newest"),
            models.Index(
                fields=["appealed_at"],
                name="decision_appealed",
                condition=Q(appealed_at__isnull=False, answered_at__isnull=True),
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="decision_answered_by_another",
                condition=Q(answered_by__isnull=True) | Q(by__isnull=True) | ~Q(answered_by=F("by")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.action}"

    @property
    def remedies(self) -> tuple[str, ...]:
        """What the member may still do about it: see ``remedies.py``."""
        from commonpress.domain.members.remedies import remedies

        return remedies(self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("a decision is not altered: decide anew, or undo it")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:  # noqa: ARG002
        raise TypeError("a decision is not deleted")


class Ban(models.Model):
    """For how long a member may write nothing, and why."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("member"),
    )
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("since"))
    until = models.DateTimeField(_("until"))
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)

    class Meta:
        verbose_name = _("ban")
        verbose_name_plural = _("bans")
        indexes: ClassVar = [models.Index(fields=["member", "until"], name="ban_current")]

    def __str__(self) -> str:
        return f"{self.member_id} until {self.until:%Y-%m-%d %H:%M}"
