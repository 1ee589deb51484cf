from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """One thing that happened; written in the transaction of the change and never altered. Also the audit log."""

    kind = models.CharField(_("kind"), max_length=60)
    subject = models.CharField(_("subject"), max_length=80, db_index=True)
    by = models.CharField(_("by"), max_length=80, blank=True)
    stale = models.JSONField(_("pages made old"), default=list)
    facts = models.JSONField(_("facts"), default=dict)
    at = models.DateTimeField(_("at"), db_index=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class Errand(models.Model):
    """What one reader still has to do about one event. Claimed by a conditional update, safe to run twice."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        CLAIMED = "claimed", _("claimed")
        FAILED = "failed", _("failed")

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="errands", verbose_name=_("event")
    )
    reader = models.CharField(_("reader"), max_length=60)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    due_at = models.DateTimeField(_("due"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    claimed_until = models.DateTimeField(_("claimed until"), null=True, blank=True)
    claimed_by = models.CharField(_("claimed by"), max_length=60, blank=True, default="", db_default="")
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("errand")
        verbose_name_plural = _("errands")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "reader"], name="errand_once_a_reader")
        ]
        indexes: ClassVar = [models.Index(fields=["state", "due_at"], name="errand_due")]

    def __str__(self) -> str:
        return f"{self.reader} of event {self.event_id}"


class Sign(models.Model):
    """When something last went well, and what was to be said of it: the worker's beat, the last letter. See ``signs``."""

    name = models.CharField(_("name"), max_length=120, primary_key=True)
    at = models.DateTimeField(_("at"))
    facts = models.JSONField(_("facts"), default=dict)

    class Meta:
        verbose_name = _("sign of life")
        verbose_name_plural = _("signs of life")

    def __str__(self) -> str:
        return self.name
