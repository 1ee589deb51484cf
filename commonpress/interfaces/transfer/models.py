from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Imported(models.Model):
    """One thing of another paper that is already here; written in the transaction of what it records.

    ``source`` names the other paper ("wordpress:https://example.org"), ``key`` the thing in it ("post:42"), ``subject``
    what it became ("story:7", kind and primary key) and ``fingerprint`` how it read when it was taken.
    """

    source = models.CharField(_("source"), max_length=200)
    key = models.CharField(_("key"), max_length=200)
    subject = models.CharField(_("became"), max_length=80)
    fingerprint = models.CharField(max_length=32)
    at = models.DateTimeField(_("imported"))

    class Meta:
        verbose_name = _("imported item")
        verbose_name_plural = _("imported items")
        constraints: ClassVar = [models.UniqueConstraint(fields=["source", "key"], name="imported_once")]

    def __str__(self) -> str:
        return f"{self.source} {self.key} → {self.subject}"


class Drill(models.Model):
    """One restore that was tried: of which backup, and what went wrong; nothing did when ``trouble`` is empty."""

    began_at = models.DateTimeField(_("began"))
    ended_at = models.DateTimeField(_("ended"), db_index=True)
    backup = models.CharField(_("backup"), max_length=20, blank=True)
    trouble = models.TextField(_("trouble"), blank=True)
    facts = models.JSONField(_("facts"), default=dict)

    class Meta:
        verbose_name = _("restore drill")
        verbose_name_plural = _("restore drills")

    def __str__(self) -> str:
        return f"{self.backup}: {self.trouble or 'proved'}"
