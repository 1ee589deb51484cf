"""Ranks and sums that are kept because making them takes long. Not in ``models.py``: they can be made anew."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class MostRead(models.Model):
    """One place in the ranks of a family of subjects ("story") over the last hours."""

    class Span(models.TextChoices):
        DAY = "24h", _("24 hours")
        WEEK = "7d", _("7 days")

    family = models.CharField(max_length=20)
    window = models.CharField(max_length=4, choices=Span)
    place = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=80)
    count = models.PositiveBigIntegerField()

    class Meta:
        app_label = "readership"
        verbose_name = _("most read")
        verbose_name_plural = _("most read")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["family", "window", "place"], name="most_read_place_once")
        ]

    def __str__(self) -> str:
        return f"{self.window} {self.place}. {self.subject}"


class Closed(models.Model):
    """One measure of a long period, without its last days: it changes no more but by a strike. See ``closed.py``."""

    measure = models.CharField(max_length=12)
    family = models.CharField(max_length=20)
    period = models.CharField(max_length=8)
    made_of = models.CharField(max_length=120)  # the moments and the strikes it was made from
    counts = models.JSONField(default=dict)

    class Meta:
        app_label = "readership"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["measure", "family", "period"], name="closed_once")
        ]

    def __str__(self) -> str:
        return f"{self.family} {self.measure} {self.period}"
