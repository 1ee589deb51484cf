from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Token(models.Model):
    """A member's key for a program of theirs. What was shown once is kept as a hash: the words have 256 random bits."""

    class Scope(models.TextChoices):
        READ = "read", _("read my own stories and what was decided")
        WRITE = "write", _("write: begin, change and send in my stories")
        DESK = "desk", _("decide as an editor")

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("member")
    )
    name = models.CharField(_("name"), max_length=80)
    scopes = models.JSONField(_("may"), default=list)
    start = models.CharField(_("begins with"), max_length=12)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made"))
    used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("token")
        verbose_name_plural = _("tokens")
        ordering: ClassVar = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def may(self) -> list[str]:
        """What it may do, in words."""
        return [str(self.Scope(scope).label) for scope in self.scopes if scope in self.Scope.values]

    @property
    def subject(self) -> str:
        return f"token:{self.pk}"


class Deed(models.Model):
    """The answer to a write that bore an Idempotency-Key, so that sending it again acts no second time."""

    token = models.ForeignKey(Token, on_delete=models.CASCADE, related_name="deeds")
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.TextField(blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("answered request")
        verbose_name_plural = _("answered requests")
        constraints: ClassVar = [models.UniqueConstraint(fields=["token", "key"], name="deed_once")]

    def __str__(self) -> str:
        return self.key
