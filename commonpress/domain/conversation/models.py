from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commonpress.domain.stories.models import Story


class Comment(models.Model):
    """One comment; ``path`` is the materialised place in the thread, eight hex digits a level."""

    class State(models.TextChoices):
        VISIBLE = "visible", _("visible")
        WAITING = "waiting", _("waiting")
        HIDDEN = "hidden", _("hidden")
        DELETED = "deleted", _("deleted")

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    author_name = models.CharField(_("name"), max_length=120)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=400, editable=False)
    depth = models.PositiveSmallIntegerField(default=1, editable=False)
    body = models.TextField(_("text"))
    hidden = models.CharField(max_length=200, blank=True, editable=False)  # as a story's
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering: ClassVar = ["path"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["story", "path"], name="comment_place_once"),
            models.CheckConstraint(condition=Q(depth__gte=1, depth__lte=50), name="comment_depth"),
        ]

    def __str__(self) -> str:
        return self.body[:60]

    @property
    def subject(self) -> str:
        return f"comment:{self.pk}"


class Flag(models.Model):
    """One reader's objection to something readers see. ``sender`` is opaque: a member's subject, or a network's hash."""

    class Reason(models.TextChoices):
        FALSE = "false", _("It is not true")
        COPIED = "copied", _("It is copied from elsewhere")
        PROMOTION = "promotion", _("It is an advertisement")
        PRIVACY = "privacy", _("It shows somebody’s private life")
        INSULT = "insult", _("It insults or threatens somebody")
        ILLEGAL = "illegal", _("It is against the law")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        UPHELD = "upheld", _("upheld")
        DISMISSED = "dismissed", _("dismissed")

    subject = models.CharField(_("about"), max_length=80)
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    words = models.TextField(_("in your own words"), blank=True, max_length=2000)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    sender = models.CharField(max_length=80)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("flag")
        verbose_name_plural = _("flags")
        indexes: ClassVar = [models.Index(fields=["subject", "state"], name="flag_about")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subject", "sender"], condition=Q(state="open"), name="flag_once_a_sender"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.reason}"
