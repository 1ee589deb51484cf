from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from commonpress.domain.members.models import Decision
from commonpress.domain.stories.models import Section


class Entry(models.Model):
    """One thing that waits for the desk, with all the list shows of it; the thing itself stays in its own room."""

    class Kind(models.TextChoices):
        STORY = "story", _("Stories")
        COMMENT = "comment", _("Comments")
        ACCOUNT = "account", _("Accounts")
        REVISION = "revision", _("Revisions")
        FLAG = "flag", _("Flags")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        DECIDED = "decided", _("decided")

    class Verdict(models.TextChoices):
        HOLD = "hold", _("hold")
        LOOK = "look", _("look")
        CLEAN = "clean", _("clean")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    subject = models.CharField(_("subject"), max_length=80)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    headline = models.CharField(_("headline"), max_length=300)
    excerpt = models.CharField(max_length=400, blank=True)
    language = models.CharField(_("language"), max_length=12, blank=True)
    section = models.ForeignKey(
        Section,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("section"),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("author"),
    )
    author_name = models.CharField(_("author"), max_length=120, blank=True)
    verdict = models.CharField(_("verdict"), max_length=5, choices=Verdict, default=Verdict.CLEAN)
    risk = models.FloatField(_("risk"), default=0.0)  # 0 to 1, of the report of the checks
    signs = models.JSONField(default=list)  # the kinds of the strongest findings
    times = models.PositiveIntegerField(default=1)  # flags folded into this entry
    at = models.DateTimeField(_("waiting since"))
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("claimed by"),
    )
    claimed_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("waiting entry")
        verbose_name_plural = _("waiting entries")
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "subject"], name="entry_once")]
        indexes: ClassVar = [
            models.Index(fields=["state", "-risk", "at"], name="entry_by_risk"),
            models.Index(fields=["state", "at"], name="entry_by_age"),
            models.Index(fields=["author", "state"], name="entry_of_account"),
        ]

    def __str__(self) -> str:
        return self.headline


class LinkedDomain(models.Model):
    """A domain the text of an entry links to, so that all of one domain can be found at once."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="domains")
    name = models.CharField(_("domain"), max_length=253, db_index=True)

    class Meta:
        verbose_name = _("linked domain")
        verbose_name_plural = _("linked domains")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "name"], name="domain_once_an_entry")
        ]

    def __str__(self) -> str:
        return self.name


class Lesson(models.Model):
    """What the checks learned of one subject from the desk's last word on it, so that it can be unlearned exactly."""

    subject = models.CharField(_("subject"), max_length=80, unique=True)
    label = models.CharField(
        _("lesson"), max_length=8
    )  # "good" or "spam"; empty when only the section was learned
    section = models.CharField(_("section"), max_length=80, blank=True)
    matter = models.JSONField()

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def __str__(self) -> str:
        return f"{self.subject} {self.label} {self.section}"


class Together(models.Model):
    """A decision that was made with others in one go (``bulk.py``), so that one key undoes them all."""

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, primary_key=True, related_name="+")
    go = models.UUIDField(db_index=True)

    class Meta:
        verbose_name = _("decision among many")
        verbose_name_plural = _("decisions among many")

    def __str__(self) -> str:
        return f"{self.decision_id} of {self.go}"


class CannedReason(models.Model):
    """A reason the owner wrote once and editors give with one key; ``rule`` is what the record and statistics call it."""

    class Action(models.TextChoices):
        RETURNED = "returned", _("returning a story")
        DECLINED = "declined", _("declining a story, a comment or an account")
        WITHDRAWN = "withdrawn", _("taking back what is public")

    action = models.CharField(_("for"), max_length=10, choices=Action)
    rule = models.SlugField(_("rule"), max_length=40)
    name = models.CharField(_("name"), max_length=80)
    name_translations = models.JSONField(_("name in other languages"), default=dict, blank=True)
    words = models.TextField(_("what the author reads"), max_length=1000)
    words_translations = models.JSONField(_("the same in other languages"), default=dict, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("canned reason")
        verbose_name_plural = _("canned reasons")
        ordering: ClassVar = ["action", "position", "pk"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return str(self.name_translations.get(get_language() or "", "") or self.name)

    def said_in(self, language: str) -> str:
        """What the author reads, in the author's language where the owner wrote it."""
        return str(self.words_translations.get(language, "") or self.words)
