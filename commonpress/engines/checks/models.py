from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonpress.engines.checks.finding import Finding
from commonpress.engines.media.models import Picture


class Report(models.Model):
    """What the checks said of one subject at one time, with all that is needed to say it again. Never altered."""

    class Verdict(models.TextChoices):
        CLEAN = "clean", _("clean")
        LOOK = "look", _("to be looked at")
        HOLD = "hold", _("held")

    subject = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    risk = models.FloatField()
    verdict = models.CharField(max_length=5, choices=Verdict)
    findings = models.JSONField(default=list)
    basis = models.BinaryField()

    class Meta:
        verbose_name = _("report of the checks")
        verbose_name_plural = _("reports of the checks")
        indexes: ClassVar = [models.Index(fields=["subject", "id"], name="report_of_subject")]

    def __str__(self) -> str:
        return f"{self.subject} {self.verdict}"

    @property
    def found(self) -> list[Finding]:
        """The findings, as the checks made them."""
        return [Finding.from_dict(stored) for stored in self.findings]


class Text(models.Model):
    """One text of the archive that others are compared with: a submission, a published story, an item of a wire.

    ``body`` is its plain words, deflated, ``taken`` how its fingerprints were taken (``winnow.TAKEN`` of the time).
    ``source`` is where a wire's item stands on the web, ``agency`` whose it is.
    """

    subject = models.CharField(max_length=80, unique=True)
    author = models.CharField(max_length=80, blank=True, db_index=True)
    is_public = models.BooleanField(default=False)
    at = models.DateTimeField()
    title = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=500, blank=True)
    agency = models.CharField(max_length=120, blank=True)
    body = models.BinaryField()
    taken = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = _("text of the archive")
        verbose_name_plural = _("texts of the archive")

    def __str__(self) -> str:
        return self.subject


class Passage(models.Model):
    """One fingerprint of one text. The key says all: the fingerprint's 39 bits, then the text's number in 24.

    On SQLite such a row takes 14 bytes and needs no index beside its table; columns with an index took three times that.
    The field is an automatic one because only that is SQLite's own key; its number is always given.
    """

    id = models.BigAutoField(primary_key=True)

    class Meta:
        verbose_name = _("passage of the archive")
        verbose_name_plural = _("passages of the archive")

    def __str__(self) -> str:
        return f"{self.pk:x}"


class WireFeed(models.Model):
    """A feed of an agency or another paper whose texts are no contributor's own. Pulled quietly, shown to nobody."""

    agency = models.CharField(_("whose it is"), max_length=120)
    url = models.URLField(_("address of the feed"), max_length=500, unique=True)
    is_on = models.BooleanField(_("pulled"), default=True)
    due_at = models.DateTimeField(editable=False)
    pulled_at = models.DateTimeField(_("last pulled"), null=True, editable=False)
    etag = models.CharField(max_length=200, blank=True, editable=False)
    modified = models.CharField(max_length=100, blank=True, editable=False)
    failures = models.PositiveSmallIntegerField(default=0, editable=False)
    problem = models.CharField(_("problem"), max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = _("wire feed")
        verbose_name_plural = _("wire feeds")
        ordering: ClassVar = ["agency", "url"]

    def __str__(self) -> str:
        return self.agency

    @property
    def subject(self) -> str:
        return f"wire_feed:{self.pk}"


class WireItem(models.Model):
    """One item of a feed; its words are the archive's text "wire:<pk>"."""

    feed = models.ForeignKey(WireFeed, on_delete=models.CASCADE, related_name="items")
    key = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("item of a wire")
        verbose_name_plural = _("items of wires")
        constraints: ClassVar = [models.UniqueConstraint(fields=["feed", "key"], name="wire_item_once")]

    def __str__(self) -> str:
        return self.subject

    @property
    def subject(self) -> str:
        return f"wire:{self.pk}"


class Sketch(models.Model):
    """What a picture looks like in 128 bits, for finding it again after it was scaled, saved anew or brightened.

    ``across`` and ``down`` are the difference hashes of its rows and columns, in hexadecimal; the four parts of ``across``
    are what is looked up.
    """

    picture = models.OneToOneField(Picture, on_delete=models.CASCADE, related_name="+")
    across = models.CharField(max_length=16)
    down = models.CharField(max_length=16)
    part0 = models.PositiveIntegerField(db_index=True)
    part1 = models.PositiveIntegerField(db_index=True)
    part2 = models.PositiveIntegerField(db_index=True)
    part3 = models.PositiveIntegerField(db_index=True)

    class Meta:
        verbose_name = _("sketch of a picture")
        verbose_name_plural = _("sketches of pictures")

    def __str__(self) -> str:
        return f"{self.across}{self.down}"


from commonpress.engines.checks import desk_models as desk_models  # noqa: E402 (Django finds all tables here)
