"""What stands between authors, editors and readers: who edits what, revisions that wait, offers of a byline, previews."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SectionEditor(models.Model):
    """An editor with a row edits only these sections and what lies within them; one without a row edits all."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("editor")
    )
    section = models.ForeignKey(
        "stories.Section", on_delete=models.CASCADE, related_name="editors", verbose_name=_("section")
    )

    class Meta:
        verbose_name = _("section editor")
        verbose_name_plural = _("section editors")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["member", "section"], name="section_editor_once")
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.section}"


class Proposal(models.Model):
    """A new text for a published story that waits for the desk. Readers see the old one until it is accepted."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for the desk")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")
        REPLACED = "replaced", _("replaced by a newer one")

    class Weight(models.TextChoices):
        SUBSTANCE = "substance", _("substance")
        TYPO = "typo", _("typo")

    story = models.ForeignKey("stories.Story", on_delete=models.CASCADE, related_name="proposals")
    headline = models.CharField(_("headline"), max_length=300)
    standfirst = models.TextField(_("standfirst"), blank=True)
    body = models.TextField(_("text"), blank=True)
    hidden = models.CharField(max_length=200, blank=True, editable=False)  # as a story's
    note = models.TextField(_("note"), max_length=1000, blank=True)
    weight = models.CharField(
        _("weight of the change"), max_length=10, choices=Weight, default=Weight.SUBSTANCE
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )
    base = models.PositiveIntegerField()  # ``Story.seen`` of the text it was made from
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    at = models.DateTimeField(_("at"))
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("proposed revision")
        verbose_name_plural = _("proposed revisions")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["story"], condition=Q(state="waiting"), name="proposal_one_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.story_id}: {self.headline[:60]}"

    @property
    def subject(self) -> str:
        return f"proposal:{self.pk}"


class BylineOffer(models.Model):
    """Somebody is asked to sign a story too. Nobody's name stands under a text they did not agree to."""

    story = models.ForeignKey("stories.Story", on_delete=models.CASCADE, related_name="offers")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("member")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("offer of a byline")
        verbose_name_plural = _("offers of a byline")
        constraints: ClassVar = [models.UniqueConstraint(fields=["story", "member"], name="offer_once")]

    def __str__(self) -> str:
        return f"{self.story_id} → {self.member}"


class PreviewLink(models.Model):
    """A secret address under which somebody without an account may read an unpublished story."""

    story = models.ForeignKey("stories.Story", on_delete=models.CASCADE, related_name="previews")
    token = models.CharField(max_length=43, unique=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")

    def __str__(self) -> str:
        return f"{self.story_id} {self.at:%Y-%m-%d}"
