from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commonpress.domain.stories.models import Story


class Comment(models.Model):
    """One comment; ``path`` is the materialised place in the thread, eight hex digits a level."""

    class State(models.TextChoices):
        VISIBLE = "visible", _("visible")
        WAITING = "waiting", _("waiting")
        HIDDEN = "hidden", _("hidden")
        DELETED = "deleted", _("deleted")

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    author_name = models.CharField(_("name"), max_length=120)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=400, editable=False)
    depth = models.PositiveSmallIntegerField(default=1, editable=False)
    body = models.TextField(_("text"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering: ClassVar = ["path"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["story", "path"], name="comment_place_once"),
            models.CheckConstraint(condition=Q(depth__gte=1, depth__lte=50), name="comment_depth"),
        ]

    def __str__(self) -> str:
        return self.body[:60]

    @property
    def subject(self) -> str:
        return f"comment:{self.pk}"
