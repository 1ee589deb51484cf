from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from commonpress.engines.lib.loaded import Loaded
from commonpress.engines.media.models import Picture
from commonpress.engines.site.address import address_of


class Section(Loaded):
    """A category of the paper; nested at most two deep on the page, without limit in the data."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=80)
    name_translations = models.JSONField(
        _("name in other languages"), default=dict, blank=True, help_text=_('For example {"ro": "Port"}.')
    )
    words = models.CharField(_("what it is for"), max_length=300, blank=True)
    words_translations = models.JSONField(_("the same in other languages"), default=dict, blank=True)
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        verbose_name=_("within"),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_listed = models.BooleanField(_("shown in the list of sections"), default=True)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering: ClassVar = ["position", "name"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(parent=F("id")), name="section_not_in_itself")
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the language of the interface, else as the owner wrote it."""
        return str(self.name_translations.get(get_language() or "", "") or self.name)

    @property
    def description(self) -> str:
        return str(self.words_translations.get(get_language() or "", "") or self.words)

    @property
    def subject(self) -> str:
        return f"section:{self.slug}"

    def get_absolute_url(self) -> str:
        return address_of("section", self.slug)


class Topic(Loaded):
    """A free tag."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        return f"topic:{self.slug}"

    def get_absolute_url(self) -> str:
        return address_of("topic", self.slug)


class Story(Loaded):
    """One story and its text as it stands. What a story can *do* lives in the verbs beside this file."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("waiting for the desk")
        RETURNED = "returned", _("changes asked")
        DECLINED = "declined", _("declined")
        SCHEDULED = "scheduled", _("scheduled")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Kind(models.TextChoices):
        NEWS = "news", _("News")
        REPORTAGE = "reportage", _("Reportage")
        OPINION = "opinion", _("Opinion")
        ANALYSIS = "analysis", _("Analysis")
        SPONSORED = "sponsored", _("Sponsored")

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.NEWS)
    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, related_name="stories", verbose_name=_("section")
    )
    language = models.CharField(_("language"), max_length=12)
    slug = models.SlugField(_("address"), max_length=90)
    path = models.CharField(_("place"), max_length=110, null=True, unique=True, editable=False)  # noqa: DJ001 (unique)
    headline = models.CharField(_("headline"), max_length=300)
    standfirst = models.TextField(_("standfirst"), blank=True, max_length=1000)
    body = models.TextField(_("text"), blank=True)
    # What the markup as handed in held unseen: the sanitiser lets nothing stay hidden, the checks are told.
    hidden = models.CharField(max_length=200, blank=True, editable=False)
    excerpt = models.CharField(max_length=400, blank=True, editable=False)
    words = models.PositiveIntegerField(default=0, editable=False)
    picture = models.ForeignKey(
        Picture, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("picture")
    )
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    authors = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Byline", related_name="+")
    topics = models.ManyToManyField(Topic, blank=True, related_name="stories", verbose_name=_("topics"))
    is_open_for_comments = models.BooleanField(_("open for comments"), default=True)
    comment_count = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("written"))
    due_at = models.DateTimeField(_("to appear"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    updated_at = models.DateTimeField(_("updated"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawal_reason = models.CharField(_("reason of the withdrawal"), max_length=500, blank=True)
    # What let it out, or will when it is due: a ``Ground``. Only publish, schedule and undo write it.
    ground = models.CharField(max_length=10, blank=True, editable=False)
    embargo_until = models.DateTimeField(_("not before"), null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Counts the changes of the text: whoever saves says which one they saw, and nobody overwrites what they did not see.
    seen = models.PositiveIntegerField(default=0, editable=False)
    kept = models.PositiveIntegerField(default=0, editable=False)  # ``seen`` when a revision was last kept
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    edited_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="story_public_has_place",
                condition=~Q(state__in=["published", "withdrawn"])
                | Q(path__isnull=False, published_at__isnull=False, updated_at__isnull=False),
            ),
            models.CheckConstraint(
                name="story_scheduled_has_time", condition=~Q(state="scheduled") | Q(due_at__isnull=False)
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "-published_at", "-id"], name="story_newest"),
            models.Index(fields=["section", "state", "-published_at", "-id"], name="story_newest_in_section"),
            # When anything of a section, topic or author changed last, without reading the rows with their bodies.
            models.Index(fields=["state", "section", "updated_at"], name="story_changed"),
            models.Index(fields=["state", "-updated_at"], name="story_lately"),
            # The owner's list, and a search in it: whatever stands in the rows, it reads this.
            models.Index(fields=["-published_at", "-id", "headline", "slug"], name="story_owners_list"),
            models.Index(fields=["due_at"], name="story_due", condition=Q(state="scheduled")),
        ]

    def __str__(self) -> str:
        return self.headline

    @property
    def subject(self) -> str:
        return f"story:{self.pk}"

    @property
    def is_sponsored(self) -> bool:
        return self.kind == self.Kind.SPONSORED

    def get_absolute_url(self) -> str:
        """``/2026/11/slug/``; only a story that has been published has an address."""
        if not self.path:
            raise ValueError(f"story {self.pk} has no address before publication")
        return f"/{self.path}/"


class Byline(Loaded):
    """Who signed a story, in the order shown."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="bylines")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("member")
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["story", "member"], name="byline_once")]

    def __str__(self) -> str:
        return str(self.member)


class SourceCredit(Loaded):
    """Where copy that is not our own came from."""

    story = models.OneToOneField(Story, on_delete=models.CASCADE, related_name="credit")
    agency = models.CharField(_("agency"), max_length=120)
    url = models.URLField(_("original"), max_length=500, blank=True)
    licence = models.CharField(_("licence"), max_length=80, blank=True)
    licence_url = models.URLField(_("licence text"), max_length=300, blank=True)
    is_canonical = models.BooleanField(
        _("the original is the canonical address"),
        default=False,
        help_text=_("Search engines are then sent to the original."),
    )

    class Meta:
        verbose_name = _("source credit")
        verbose_name_plural = _("source credits")

    def __str__(self) -> str:
        return self.agency


class Revision(Loaded):
    """The text as it stood after one change. Never altered."""

    class Weight(models.TextChoices):
        SUBSTANCE = "substance", _("substance")
        TYPO = "typo", _("typo")

    story = models.ForeignKey(
        Story, on_delete=models.CASCADE, related_name="revisions", verbose_name=_("story")
    )
    number = models.PositiveIntegerField(_("number"))
    headline = models.CharField(_("headline"), max_length=300)
    standfirst = models.TextField(_("standfirst"), blank=True)
    body = models.TextField(_("text"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("by"),
    )
    weight = models.CharField(
        _("weight of the change"), max_length=10, choices=Weight, default=Weight.SUBSTANCE
    )
    at = models.DateTimeField(_("at"))
    # The chain of this story's revisions: see ``chain.py``.
    previous = models.CharField(max_length=64, blank=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["story", "number"], name="revision_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.story_id} r{self.number}"


class Correction(Loaded):
    """The public note of what changed after publication, between two revisions."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="corrections")
    before = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(_("note"), max_length=1000)
    at = models.DateTimeField(db_index=True)
    # The chain of all corrections of the paper: see ``chain.py``.
    previous = models.CharField(max_length=64, blank=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["after"], name="correction_once_a_change")]

    def __str__(self) -> str:
        return self.note[:80]

    def get_absolute_url(self) -> str:
        return f"{self.story.get_absolute_url()}changes/{self.after.number}/"


class Lead(models.Model):
    """A story an editor put at the top of the front page; position 1 is the first story of the paper."""

    story = models.OneToOneField(Story, on_delete=models.CASCADE, related_name="lead")
    position = models.PositiveSmallIntegerField(_("position"), unique=True)

    class Meta:
        verbose_name = _("front page slot")
        verbose_name_plural = _("front page slots")
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return f"{self.position}. {self.story}"


class ReadMore(models.Model):
    """An editor's word on the "read more" of one story: this one always, or this one never."""

    class Verdict(models.TextChoices):
        PIN = "pin", _("always")
        FORBID = "forbid", _("never")

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="read_more")
    other = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="+", verbose_name=_("story"))
    verdict = models.CharField(_("verdict"), max_length=8, choices=Verdict, default=Verdict.PIN)

    class Meta:
        verbose_name = _("read-more verdict")
        verbose_name_plural = _("read-more verdicts")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["story", "other"], name="read_more_once"),
            models.CheckConstraint(condition=~Q(story=F("other")), name="read_more_not_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.story_id} → {self.other_id} {self.verdict}"


# Django looks for a room's models here.
from commonpress.domain.stories.desk_models import BylineOffer, PreviewLink, Proposal, SectionEditor  # noqa: E402

__all__ = [
    "Byline",
    "BylineOffer",
    "Correction",
    "Lead",
    "PreviewLink",
    "Proposal",
    "ReadMore",
    "Revision",
    "Section",
    "SectionEditor",
    "SourceCredit",
    "Story",
    "Topic",
]
