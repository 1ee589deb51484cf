"""What is kept of a view. ``Tally``, ``Hourly``, ``Strike`` and ``StrikeLine`` stay; the rest dies within the day.

At any moment a tally's ``total`` is its ``carried`` plus the sum of the hours' counts of its subject and kind.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

SUBJECT = 80  # characters; the width of every column that names a subject
AGENT = 24
REFERRER = 80
READER = 32  # hex digits of 16 bytes
NETWORK = 16  # hex digits of 8 bytes


class Kind(models.TextChoices):
    SEEN = "seen", _("seen")
    CLICKED = "clicked", _("clicked")


class Counted(models.Model):
    """The five that tell one count from another. ``hour`` is the start of an hour of the paper's zone."""

    subject = models.CharField(max_length=SUBJECT)
    kind = models.CharField(max_length=8, choices=Kind)
    hour = models.DateTimeField()
    agent = models.CharField(max_length=AGENT)  # see agents.py
    referrer = models.CharField(max_length=REFERRER, blank=True)  # a host; empty: none, or the paper itself

    class Meta:
        abstract = True


class Tally(models.Model):
    """How often a subject was seen or clicked, in all. ``carried`` of it came from another system."""

    Kind = Kind

    subject = models.CharField(max_length=SUBJECT)
    kind = models.CharField(max_length=8, choices=Kind)
    total = models.PositiveBigIntegerField(default=0)
    carried = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        constraints: ClassVar = [models.UniqueConstraint(fields=["subject", "kind"], name="tally_once")]

    def __str__(self) -> str:
        return f"{self.subject} {self.kind} {self.total}"


class Hourly(Counted):
    """Counts of one hour. Old ones are folded into days: ``folded``, and ``hour`` is then the day's first."""

    count = models.PositiveBigIntegerField(default=0)
    folded = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("hour")
        verbose_name_plural = _("hours")
        constraints: ClassVar = [  # in this order it is the index of (subject, hour) as well
            models.UniqueConstraint(
                fields=["subject", "hour", "kind", "agent", "referrer"], name="hourly_once"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["hour"], name="hourly_hour"),
            models.Index(fields=["hour"], condition=Q(folded=False), name="hourly_to_fold"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.kind} {self.hour:%Y-%m-%d %H:%M} {self.count}"


class Recent(models.Model):
    """When a reader was last counted: whoever is here counts again after half an hour. Kept for that long."""

    subject = models.CharField(max_length=SUBJECT)
    kind = models.CharField(max_length=8, choices=Kind)
    reader = models.CharField(max_length=READER)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reader", "subject", "kind"], name="recent_once")
        ]
        indexes: ClassVar = [models.Index(fields=["at"], name="recent_at")]

    def __str__(self) -> str:
        return f"{self.subject} {self.kind}"


class DayKey(models.Model):
    """What makes hashes of the readers of one day of the paper. Without it nobody can be found in them again."""

    day = models.DateField(unique=True)
    key = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return str(self.day)


class Strike(models.Model):
    """A batch of counts struck out, from ``start`` to before ``end`` (whole hours); empty fields narrow nothing."""

    start = models.DateTimeField()
    end = models.DateTimeField()
    agent = models.CharField(max_length=AGENT, blank=True)
    network = models.CharField(max_length=NETWORK, blank=True)
    subject = models.CharField(max_length=SUBJECT, blank=True)
    reason = models.CharField(max_length=300)
    taken = models.PositiveBigIntegerField(default=0)  # the sum of its lines
    by = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField(db_index=True)
    undone_by = models.CharField(max_length=80, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("strike")
        verbose_name_plural = _("strikes")

    def __str__(self) -> str:
        return f"strike:{self.pk} {self.taken}"


class StrikeLine(Counted):
    """Exactly what one strike took from one hour."""

    strike = models.ForeignKey(Strike, on_delete=models.CASCADE, related_name="lines")
    count = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return f"{self.subject} {self.kind} -{self.count}"


class Sighting(Counted):
    """One counted view, while its day's key lives. ``strike`` is the one that took it."""

    reader = models.CharField(max_length=READER)
    network = models.CharField(max_length=NETWORK)
    at = models.DateTimeField()
    strike = models.ForeignKey(
        Strike, null=True, blank=True, on_delete=models.SET_NULL, related_name="sightings", db_index=False
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["network", "subject", "kind", "at"], name="sighting_network"),
            models.Index(fields=["hour"], name="sighting_hour"),
            models.Index(fields=["strike"], condition=Q(strike__isnull=False), name="sighting_struck"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.kind} {self.at:%H:%M}"


from commonpress.engines.readership.most_models import Closed as Closed  # noqa: E402 (Django looks for models here)
from commonpress.engines.readership.most_models import MostRead as MostRead  # noqa: E402
