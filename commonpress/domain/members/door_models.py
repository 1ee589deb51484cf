"""Who wants to join and who invited whom; django finds these through ``models.py``."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonpress.domain.members.models import Member
from commonpress.engines.site.models import Setting


class Application(models.Model):
    """What somebody who wants to join answered; the desk reads it and admits or refuses."""

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("address not confirmed")
        WAITING = "waiting", _("waiting")
        ADMITTED = "admitted", _("admitted")
        REFUSED = "refused", _("refused")

    member = models.OneToOneField(
        Member, on_delete=models.CASCADE, related_name="application", verbose_name=_("member")
    )
    question = models.TextField(_("question"), blank=True)
    answer = models.TextField(_("answer"), max_length=2000)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.UNCONFIRMED)
    words = models.TextField(_("words of the desk"), blank=True, max_length=1000)
    at = models.DateTimeField(_("at"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")

    def __str__(self) -> str:
        return f"{self.member}: {self.state}"


class Invitation(models.Model):
    """A link one member gave to one person. The token is kept as a keyed hash; who came by it is the tree."""

    by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64, unique=True)
    note = models.CharField(_("for whom"), max_length=120, blank=True)
    at = models.DateTimeField(_("at"))
    until = models.DateTimeField(_("until"))
    used_at = models.DateTimeField(_("used"), null=True, blank=True)
    used_by = models.OneToOneField(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return self.note or str(self.at)


class Joining(Setting):
    """The options of joining, for the owner's screen of them."""

    class Meta:
        proxy = True
        verbose_name = _("joining and signing in")
        verbose_name_plural = _("joining and signing in")
