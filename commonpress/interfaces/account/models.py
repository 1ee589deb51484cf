from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class SignedIn(models.Model):
    """One session of a member's, so that they can see and end it. No network address and no browser's fingerprint."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=gettext_lazy("member"),
    )
    session = models.CharField(max_length=40, unique=True, editable=False)  # the key of Django's own row
    browser = models.CharField(gettext_lazy("browser"), max_length=20, blank=True)
    system = models.CharField(gettext_lazy("system"), max_length=20, blank=True)
    seen_at = models.DateTimeField(gettext_lazy("last seen"))

    class Meta:
        verbose_name = gettext_lazy("session")
        verbose_name_plural = gettext_lazy("sessions")
        ordering: ClassVar = ["-seen_at", "-pk"]

    def __str__(self) -> str:
        return self.device

    @property
    def device(self) -> str:
        """In words: "Firefox on Android"."""
        if not self.browser and not self.system:
            return _("A device we do not know")
        if not self.browser or not self.system:
            return self.browser or self.system
        return _("%(browser)s on %(system)s") % {"browser": self.browser, "system": self.system}
