from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonpress.engines.lib.loaded import Loaded


class Picture(Loaded):
    """One uploaded picture, re-encoded on arrival; ``renditions`` lists the smaller copies the worker made.

    A rendition is ``{"format": "avif", "width": 960, "height": 640, "name": "…", "bytes": 41234}``;
    a cut one also has ``"crop"``: "social" (1200 x 630), "1x1", "4x3" or "16x9". ``address.py`` reads them.
    """

    name = models.CharField(_("file"), max_length=160, unique=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    format = models.CharField(max_length=8)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    bytes = models.PositiveBigIntegerField()
    colour = models.CharField(max_length=7, default="#cccccc")
    alt = models.CharField(_("description for those who cannot see it"), max_length=500, blank=True)
    is_decorative = models.BooleanField(_("decorative"), default=False)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    licence = models.CharField(_("licence"), max_length=80, blank=True)
    licence_url = models.URLField(max_length=300, blank=True)
    owner = models.CharField(max_length=80, blank=True, db_index=True)
    renditions = models.JSONField(default=list)
    # Not everybody's before it stands where everybody reads: see ``guard.py``.
    is_guarded = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(width__gt=0, height__gt=0), name="picture_has_size")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        return f"picture:{self.pk}"

    @property
    def files(self) -> list[str]:
        """The stored names of the picture and of its copies."""
        return [self.name, *(copy["name"] for copy in self.renditions)]


class Use(models.Model):
    """Where a guarded picture stands or once stood: an opaque subject such as "story:42"."""

    picture = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="uses")
    subject = models.CharField(max_length=80, db_index=True)
    is_open = models.BooleanField()  # whether everybody reads it

    class Meta:
        verbose_name = _("use of a picture")
        verbose_name_plural = _("uses of pictures")
        constraints: ClassVar = [models.UniqueConstraint(fields=["picture", "subject"], name="use_once")]

    def __str__(self) -> str:
        return f"{self.picture_id} {self.subject}"
