from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commonpress.engines.media.models import Picture


class Sponsor(models.Model):
    """Who pays for a place."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    address = models.URLField(_("address"), max_length=300)

    class Meta:
        verbose_name = _("sponsor")
        verbose_name_plural = _("sponsors")

    def __str__(self) -> str:
        return self.name


class Campaign(models.Model):
    """One booking of a sponsor's, in flight between two moments (UTC; shown in the paper's zone)."""

    sponsor = models.ForeignKey(
        Sponsor, on_delete=models.PROTECT, related_name="campaigns", verbose_name=_("sponsor")
    )
    name = models.CharField(_("name"), max_length=120)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="campaign_ends_after_start")
        ]

    def __str__(self) -> str:
        return self.name


class Creative(models.Model):
    """What stands in the slot: a text card, with a picture or without. Never foreign markup."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="creatives", verbose_name=_("campaign")
    )
    headline = models.CharField(_("headline"), max_length=90)
    words = models.CharField(_("words"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=12, default="en")
    picture = models.ForeignKey(
        Picture, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("picture")
    )
    address = models.URLField(_("address"), max_length=500)

    class Meta:
        verbose_name = _("creative")
        verbose_name_plural = _("creatives")

    def __str__(self) -> str:
        return self.headline

    @property
    def subject(self) -> str:
        return f"creative:{self.pk}"


class Placement(models.Model):
    """A creative in one slot of a page."""

    class Slot(models.TextChoices):
        AFTER_STORY = "after-story", _("after the story")
        AFTER_SEARCH = "after-search", _("after the search box")
        AFTER_READ_MORE = "after-read-more", _("after read more")

    creative = models.ForeignKey(
        Creative, on_delete=models.CASCADE, related_name="placements", verbose_name=_("creative")
    )
    slot = models.CharField(_("slot"), max_length=20, choices=Slot)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["creative", "slot"], name="placement_once"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="placement_weight_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.creative} / {self.slot}"
