from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commonpress.domain.stories.models import Story
from commonpress.engines.lib.loaded import Loaded
from commonpress.engines.site.models import Setting


class Comment(Loaded):
    """One comment; ``path`` is the materialised place in the thread, eight hex digits a level.

    ``body`` is what readers see, ``source`` what its author typed; ``answers`` counts the visible ones below it,
    ``value`` and
    ``reacted`` the reactions to it. ``form_key`` is the key of the form it came by: a form sent twice acts once.
    """

    class State(models.TextChoices):
        VISIBLE = "visible", _("visible")
        WAITING = "waiting", _("waiting")
        HIDDEN = "hidden", _("hidden")
        DELETED = "deleted", _("deleted")

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="+", verbose_name=_("story"))
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    author_name = models.CharField(_("name"), max_length=120)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=400, editable=False)
    depth = models.PositiveSmallIntegerField(default=1, editable=False)
    body = models.TextField(_("text"))
    hidden = models.CharField(max_length=200, blank=True, editable=False)  # as a story's
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    at = models.DateTimeField(_("written"))
    source = models.TextField(blank=True, default="", editable=False)
    edited_at = models.DateTimeField(_("changed"), null=True, blank=True, editable=False)
    # When readers saw it first: who is answered or named in it is told then, and once.
    appeared_at = models.DateTimeField(null=True, blank=True, editable=False)
    answers = models.PositiveIntegerField(default=0, editable=False)
    value = models.PositiveIntegerField(default=0, editable=False)
    reacted = models.JSONField(
        default=dict, editable=False
    )  # {"thanks": 2}, told from the rows of ``Reaction``
    form_key = models.CharField(max_length=40, blank=True, default="", editable=False)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering: ClassVar = ["path"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["story", "path"], name="comment_place_once"),
            models.CheckConstraint(condition=Q(depth__gte=1, depth__lte=50), name="comment_depth"),
            models.UniqueConstraint(
                fields=["member", "form_key"], condition=~Q(form_key=""), name="comment_once_a_form"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["story", "-id"], condition=Q(parent__isnull=True), name="comment_roots"),
            models.Index(
                fields=["story", "-value", "-id"], condition=Q(parent__isnull=True), name="comment_valued"
            ),
            models.Index(fields=["member", "story", "-at"], name="comment_of_member"),
        ]

    def __str__(self) -> str:
        return self.body[:60]

    @property
    def subject(self) -> str:
        return f"comment:{self.pk}"


class Reaction(models.Model):
    """One word of one member to one comment; the words there are stand in ``reactions.py``."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=16)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("reaction")
        verbose_name_plural = _("reactions")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["comment", "kind", "member"], name="reaction_once_a_member")
        ]

    def __str__(self) -> str:
        return f"{self.kind} to comment:{self.comment_id}"


class Thread(models.Model):
    """What an editor set for the conversation under one story. No row: nothing is set."""

    story = models.OneToOneField(Story, on_delete=models.CASCADE, related_name="+")
    slow_seconds = models.PositiveIntegerField(_("seconds between two comments of one member"), default=0)

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")

    def __str__(self) -> str:
        return f"story:{self.story_id}"


class Mute(models.Model):
    """Whom a member does not want to read. Personal: nobody else is told or sees less."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    muted = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("muted member")
        verbose_name_plural = _("muted members")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["member", "muted"], name="mute_once"),
            models.CheckConstraint(condition=~Q(member=F("muted")), name="mute_not_oneself"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} mutes {self.muted_id}"


class Flag(models.Model):
    """One reader's objection to something readers see. ``sender`` is opaque: a member's subject, or a network's hash."""

    class Reason(models.TextChoices):
        FALSE = "false", _("It is not true")
        COPIED = "copied", _("It is copied from elsewhere")
        PROMOTION = "promotion", _("It is an advertisement")
        PRIVACY = "privacy", _("It shows somebody’s private life")
        INSULT = "insult", _("It insults or threatens somebody")
        ILLEGAL = "illegal", _("It is against the law")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        UPHELD = "upheld", _("upheld")
        DISMISSED = "dismissed", _("dismissed")

    subject = models.CharField(_("about"), max_length=80)
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    words = models.TextField(_("in your own words"), blank=True, max_length=2000)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    sender = models.CharField(max_length=80)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    at = models.DateTimeField(_("at"))
    # The decision it was settled with: when that is undone, the flag is open again.
    settled_by = models.ForeignKey(
        "members.Decision", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("flag")
        verbose_name_plural = _("flags")
        indexes: ClassVar = [models.Index(fields=["subject", "state"], name="flag_about")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subject", "sender"], condition=Q(state="open"), name="flag_once_a_sender"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.reason}"


class Talking(Setting):
    """The options of the conversation, for the owner's screen of them."""

    class Meta:
        proxy = True
        verbose_name = _("conversation under stories")
        verbose_name_plural = _("conversation under stories")
