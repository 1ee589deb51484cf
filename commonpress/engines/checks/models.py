from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonpress.engines.checks.finding import Finding


class Report(models.Model):
    """What the checks said of one subject at one time, with all that is needed to say it again. Never altered."""

    class Verdict(models.TextChoices):
        CLEAN = "clean", _("clean")
        LOOK = "look", _("to be looked at")
        HOLD = "hold", _("held")

    subject = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    risk = models.FloatField()
    verdict = models.CharField(max_length=5, choices=Verdict)
    findings = models.JSONField(default=list)
    basis = models.BinaryField()

    class Meta:
        verbose_name = _("report of the checks")
        verbose_name_plural = _("reports of the checks")
        indexes: ClassVar = [models.Index(fields=["subject", "id"], name="report_of_subject")]

    def __str__(self) -> str:
        return f"{self.subject} {self.verdict}"

    @property
    def found(self) -> list[Finding]:
        """The findings, as the checks made them."""
        return [Finding.from_dict(stored) for stored in self.findings]
