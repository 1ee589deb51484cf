from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from commonpress.domain.members import handles
from commonpress.engines.lib.loaded import Loaded
from commonpress.engines.media.models import Picture
from commonpress.engines.site.address import address_of


class Trust(models.IntegerChoices):
    """How far the desk has come to trust a member, by what it decided. Computed in ``trust.py``, by nobody's word."""

    NEWCOMER = 0, _("newcomer")
    KNOWN = 1, _("known")
    TRUSTED = 2, _("trusted")


class MemberManager(BaseUserManager["Member"]):
    def get_by_natural_key(self, username: str | None) -> "Member":
        return self.get(email=(username or "").lower())


class Member(Loaded, AbstractBaseUser):
    """An account. A member who wrote is a contributor; editors and the owner differ by ``role`` alone."""

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        EDITOR = "editor", _("editor")
        OWNER = "owner", _("owner")

    email = models.EmailField(_("e-mail"), unique=True)
    handle = models.SlugField(_("handle"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    words = models.TextField(_("about"), blank=True, max_length=1000)
    words_translations = models.JSONField(_("about, in other languages"), default=dict, blank=True)
    language = models.CharField(_("language"), max_length=12, blank=True)
    picture = models.ForeignKey(
        Picture, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("picture")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.MEMBER)
    is_active = models.BooleanField(_("active"), default=True)
    # As last settled, for what is shown (links, lists). A verb that publishes asks ``trust.level``, which computes it.
    trust = models.PositiveSmallIntegerField(
        _("trust"), choices=Trust, default=Trust.NEWCOMER, editable=False
    )
    waits = models.BooleanField(_("waits to be let in"), default=False)
    is_gone = models.BooleanField(_("account deleted"), default=False)
    links = models.JSONField(
        _("links"), default=list, blank=True
    )  # [{"label": "My page", "address": "https://…"}]
    look_alike = models.CharField(max_length=80, db_index=True, editable=False, default="")
    invited_by = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("invited by"),
    )
    sign_outs = models.PositiveIntegerField(default=0, editable=False)  # counted up, it ends every session
    joined_at = models.DateTimeField(_("joined"), auto_now_add=True)

    objects = MemberManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["handle", "name"]

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.look_alike = handles.look_alike(self.handle)
        fields = kwargs.get("update_fields")
        if fields is not None and "handle" in fields:
            kwargs["update_fields"] = {*fields, "look_alike"}
        super().save(*args, **kwargs)

    def _get_session_auth_hash(self, secret: Any = None) -> str:
        """What each session carries: it ends with a new password and with ``sign_outs``."""
        words = f"{self.password}\n{self.sign_outs}"
        return salted_hmac("members.session", words, secret=secret, algorithm="sha256").hexdigest()

    @property
    def subject(self) -> str:
        return f"member:{self.pk}"

    def get_absolute_url(self) -> str:
        return address_of("author", self.handle)

    @property
    def is_editor(self) -> bool:
        return self.is_active and self.role in {self.Role.EDITOR, self.Role.OWNER}

    @property
    def is_staff(self) -> bool:
        """Django's admin asks this: may the member open the owner's screens at all."""
        return self.is_active and self.role == self.Role.OWNER

    def has_perm(self, perm: str, obj: Any = None) -> bool:  # noqa: ARG002 (Django's signature)
        return self.is_staff

    def has_perms(self, perms: Any, obj: Any = None) -> bool:  # noqa: ARG002
        return self.is_staff

    def has_module_perms(self, app_label: str) -> bool:  # noqa: ARG002
        return self.is_staff


# Django looks for a room's models here.
from commonpress.domain.members.door_models import Application, Invitation, Joining  # noqa: E402
from commonpress.domain.members.record_models import Ban, Decision  # noqa: E402

__all__ = ["Application", "Ban", "Decision", "Invitation", "Joining", "Member", "MemberManager", "Trust"]
