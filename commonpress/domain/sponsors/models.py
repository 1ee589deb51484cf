from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commonpress.engines.lib.loaded import Loaded
from commonpress.engines.media.models import Picture

HEADLINE, WORDS = 90, 200  # characters of a creative


class Slot(models.TextChoices):
    """The places of a page that are sold."""

    AFTER_STORY = "after-story", _("after the story")
    AFTER_SEARCH = "after-search", _("after the search box")
    AFTER_READ_MORE = "after-read-more", _("after read more")
    FRONT = "front", _("on the front page")
    SECTION = "section", _("on a section’s page")


OF_A_STORY = (Slot.AFTER_STORY, Slot.AFTER_SEARCH, Slot.AFTER_READ_MORE)


class Sponsor(models.Model):
    """Who pays for a place."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    address = models.URLField(_("address"), max_length=300)

    class Meta:
        verbose_name = _("sponsor")
        verbose_name_plural = _("sponsors")

    def __str__(self) -> str:
        return self.name


class Campaign(Loaded):
    """One booking of a sponsor's, in flight between two moments (UTC; shown in the paper's zone)."""

    class Goal(models.TextChoices):
        IMPRESSIONS = "impressions", _("a number of impressions")
        CLICKS = "clicks", _("a number of clicks")
        SHARE = "share", _("a share of voice")
        TIME = "time", _("the whole flight, in turn with others")
        HOUSE = "house", _("none: the paper’s own, in empty slots")

    sponsor = models.ForeignKey(
        Sponsor, on_delete=models.PROTECT, related_name="campaigns", verbose_name=_("sponsor")
    )
    name = models.CharField(_("name"), max_length=120)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    goal = models.CharField(_("goal"), max_length=12, choices=Goal, default=Goal.TIME)
    # Impressions or clicks; per cent of a share. Nothing for the others.
    amount = models.PositiveIntegerField(_("amount"), null=True, blank=True)
    daily_cap = models.PositiveIntegerField(_("impressions a day at most"), null=True, blank=True)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    # Opaque names of sections ("section:3"); empty means everywhere.
    sections = models.JSONField(_("sections"), default=list, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    # Of a thousand impressions, of a click, or of the whole flight, as the goal is.
    price = models.DecimalField(_("price"), max_digits=10, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    stopped_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="campaign_ends_after_start"),
            models.CheckConstraint(
                condition=Q(amount__gt=0) | Q(amount=None) & ~Q(goal__in=["impressions", "clicks", "share"]),
                name="campaign_goal_positive",
            ),
            models.CheckConstraint(condition=Q(weight__gt=0), name="campaign_weight_positive"),
            models.CheckConstraint(
                condition=Q(daily_cap=None) | Q(daily_cap__gt=0), name="campaign_cap_positive"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["ends_at"], name="campaign_ends")]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        return f"campaign:{self.pk}"

    @property
    def is_limited(self) -> bool:
        """Whether how often it is shown depends on what was counted."""
        return self.daily_cap is not None or self.goal in {self.Goal.IMPRESSIONS, self.Goal.CLICKS}


class Creative(Loaded):
    """What stands in the slot: a text card, with a picture or without. Never foreign markup."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="creatives", verbose_name=_("campaign")
    )
    headline = models.CharField(_("headline"), max_length=HEADLINE)
    words = models.CharField(_("words"), max_length=WORDS, blank=True)
    language = models.CharField(_("language"), max_length=12, default="en")
    picture = models.ForeignKey(
        Picture, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("picture")
    )
    address = models.URLField(_("address"), max_length=500)
    # What was counted stays, so a creative is never deleted: it is no longer shown.
    is_shown = models.BooleanField(_("shown"), default=True)

    class Meta:
        verbose_name = _("creative")
        verbose_name_plural = _("creatives")

    def __str__(self) -> str:
        return self.headline

    @property
    def subject(self) -> str:
        return f"creative:{self.pk}"


def counted_as(creative: int, slot: str) -> str:
    """The subject under which readership counts a creative in one slot."""
    return f"creative:{creative}:{slot}"


class Placement(Loaded):
    """A creative in one slot of a page."""

    Slot = Slot

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

    @property
    def subject(self) -> str:
        return counted_as(self.creative_id, self.slot)


class ReportLink(models.Model):
    """A secret address under which a sponsor opens the report of one campaign, without an account."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="report_links")
    token = models.CharField(max_length=43, unique=True)
    at = models.DateTimeField(_("at"))
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("report link")
        verbose_name_plural = _("report links")

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.at:%Y-%m-%d}"
