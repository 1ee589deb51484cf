from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tally(models.Model):
    """How often a subject was seen or clicked, in all."""

    class Kind(models.TextChoices):
        SEEN = "seen", _("seen")
        CLICKED = "clicked", _("clicked")

    subject = models.CharField(max_length=80)
    kind = models.CharField(max_length=8, choices=Kind)
    total = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        constraints: ClassVar = [models.UniqueConstraint(fields=["subject", "kind"], name="tally_once")]

    def __str__(self) -> str:
        return f"{self.subject} {self.kind} {self.total}"
