from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonpress.engines.lib.loaded import Loaded


class Setting(models.Model):
    """The stored value of one option that differs from its default. Read through ``options``, never directly."""

    key = models.CharField(max_length=60, primary_key=True)
    value = models.JSONField()

    class Meta:
        verbose_name = _("setting")
        verbose_name_plural = _("settings")

    def __str__(self) -> str:
        return self.key


class Page(models.Model):
    """A static page of the owner's: about, contact, principles. Its body passed the sanitiser."""

    slug = models.SlugField(_("address"), max_length=80)
    language = models.CharField(_("language"), max_length=12)
    title = models.CharField(_("title"), max_length=160)
    body = models.TextField(_("text"), blank=True)
    is_public = models.BooleanField(_("public"), default=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["slug", "language"], name="page_once_a_language")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        return f"page:{self.slug}"


class MenuItem(Loaded):
    """One line of the foot menu, in the owner's order."""

    label = models.CharField(_("label"), max_length=60)
    label_translations = models.JSONField(_("label in other languages"), default=dict, blank=True)
    address = models.CharField(_("address"), max_length=300)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("menu item")
        verbose_name_plural = _("menu")
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.label


class Redirect(models.Model):
    """An address that used to work and where it leads now; both begin with a slash. Chains are folded when written."""

    path = models.CharField(_("old address"), max_length=500, unique=True)
    target = models.CharField(_("leads to"), max_length=500, db_index=True)

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")

    def __str__(self) -> str:
        return f"{self.path} → {self.target}"


class Verification(models.Model):
    """Proof of ownership for one search engine: a meta tag on the front page, a file at the root, or both."""

    engine = models.CharField(_("engine"), max_length=30)
    meta_name = models.CharField(max_length=60, blank=True)
    token = models.CharField(_("token"), max_length=200)
    file_name = models.CharField(_("file"), max_length=120, blank=True, db_index=True)
    file_content = models.TextField(blank=True)

    class Meta:
        verbose_name = _("site verification")
        verbose_name_plural = _("site verifications")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["engine", "token"], name="verification_once"),
            models.UniqueConstraint(
                fields=["file_name"], condition=~models.Q(file_name=""), name="verification_file_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.engine}: {self.token}"


class Spent(models.Model):
    """What somebody used of one limit; see ``limits``. Seconds since 1970, so that one statement can reckon with it."""

    key = models.CharField(max_length=64, primary_key=True)
    full_at = models.FloatField(db_index=True)

    class Meta:
        verbose_name = _("used limit")
        verbose_name_plural = _("used limits")

    def __str__(self) -> str:
        return self.key


class Once(models.Model):
    """A token that was used and may not be used again, and what came of it. Seconds since 1970."""

    key = models.CharField(max_length=64, primary_key=True)
    until = models.FloatField(db_index=True)
    outcome = models.CharField(max_length=40, blank=True, default="", db_default="")

    class Meta:
        verbose_name = _("used token")
        verbose_name_plural = _("used tokens")

    def __str__(self) -> str:
        return self.key


class Kept(models.Model):
    """The table of Django's database cache, made by a migration instead of a command of its own.

    The sign-in library counts its tries there and remembers used codes; what it keeps must hold for all processes.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "site_kept"
        verbose_name = _("kept value")
        verbose_name_plural = _("kept values")

    def __str__(self) -> str:
        return self.cache_key


class Letter(models.Model):
    """A mail that waits to be sent; gone once the mail server has it. See ``mail``."""

    to = models.CharField(_("to"), max_length=320)
    subject = models.CharField(_("subject"), max_length=200)
    words = models.TextField(_("text"))
    language = models.CharField(_("language"), max_length=12)
    headers = models.JSONField(default=dict)
    at = models.DateTimeField(_("at"), db_index=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")

    def __str__(self) -> str:
        return self.subject
