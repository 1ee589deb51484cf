"""What is learned from the desk, who linked where, what became of links, and the owner's lists."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonpress.engines.site.models import Setting


class Weight(models.Model):
    """What one feature of a text says of promotion, in millionths of a nat, and how often it was seen.

    Both are sums over the lessons, so that processes add to them at the same time and a lesson can be taken out again.
    """

    feature = models.CharField(max_length=80, primary_key=True)
    weight = models.BigIntegerField(default=0)
    seen = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("learned weight")
        verbose_name_plural = _("learned weights")

    def __str__(self) -> str:
        return f"{self.feature} {self.weight / 1e6:+.3f}"


class Lesson(models.Model):
    """One decision that was learned, with what it added (deflated JSON), so that it can be taken back exactly.

    ``counted`` is empty for all but the first of an author on one day with one label: nobody teaches twice a day.
    """

    subject = models.CharField(max_length=80, unique=True)
    label = models.CharField(max_length=5)
    counted = models.CharField(max_length=110, null=True, unique=True)  # noqa: DJ001 (many rows have none)
    added = models.BinaryField(default=b"")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def __str__(self) -> str:
        return f"{self.subject} {self.label}"


class LinkOfText(models.Model):
    """A text of the archive links to a domain: says whether a domain is new here, and where one member's links lead.

    ``vouches``: an editor read the text and it is public.
    """

    subject = models.CharField(max_length=80)
    author = models.CharField(max_length=80, blank=True, db_index=True)
    domain = models.CharField(max_length=253, db_index=True)
    vouches = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("link of a text")
        verbose_name_plural = _("links of texts")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject", "domain"], name="domain_once_a_text")
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.domain}"


class LinkState(models.Model):
    """What was found when an address was last asked for."""

    class State(models.TextChoices):
        FINE = "fine", _("works")
        DEAD = "dead", _("dead")
        MOVED = "moved", _("leads elsewhere")
        UNKNOWN = "unknown", _("did not answer")

    address = models.CharField(max_length=2000)
    key = models.CharField(max_length=64, unique=True)  # a hash: PostgreSQL indexes no long text
    state = models.CharField(max_length=8, choices=State)
    status = models.PositiveSmallIntegerField(default=0)
    leads_to = models.CharField(max_length=2000, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("state of a link")
        verbose_name_plural = _("states of links")

    def __str__(self) -> str:
        return f"{self.address} {self.state}"


class SectionText(models.Model):
    """A published story as the section check compares it: where it stands, whose it is, the beginnings of its words."""

    subject = models.CharField(max_length=80, unique=True)
    section = models.CharField(max_length=80)
    author = models.CharField(max_length=80, blank=True)
    stems = models.TextField()

    class Meta:
        verbose_name = _("story of a section")
        verbose_name_plural = _("stories of sections")

    def __str__(self) -> str:
        return f"{self.subject} {self.section}"


class Phrase(models.Model):
    """A phrase of the owner's: promotion of some strength, or harmless although the built-in list has it."""

    class Strength(models.TextChoices):
        STRONG = "strong", _("almost surely promotion")
        CLEAR = "clear", _("sounds like promotion")
        MILD = "mild", _("a slight hint")
        HARMLESS = "harmless", _("harmless here")

    words = models.CharField(_("phrase"), max_length=80, unique=True)
    strength = models.CharField(_("what it says"), max_length=8, choices=Strength, default=Strength.CLEAR)

    class Meta:
        verbose_name = _("phrase")
        verbose_name_plural = _("phrases")
        ordering: ClassVar = ["words"]

    def __str__(self) -> str:
        return self.words


class Domain(models.Model):
    """What the owner thinks of links to a domain."""

    class Rule(models.TextChoices):
        ALLOWED = "allowed", _("never promotion")
        BLOCKED = "blocked", _("always to an editor")

    name = models.CharField(_("domain"), max_length=253, unique=True)
    rule = models.CharField(_("links to it are"), max_length=8, choices=Rule)

    class Meta:
        verbose_name = _("domain")
        verbose_name_plural = _("domains")
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class Promotion(Setting):
    """The option of the check of promotion, for the owner's screen of it."""

    class Meta:
        proxy = True
        verbose_name = _("judging promotion")
        verbose_name_plural = _("judging promotion")
