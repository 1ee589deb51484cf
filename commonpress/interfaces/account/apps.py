from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountConfig(AppConfig):
    name = "commonpress.interfaces.account"
    label = "accounts"  # "account" is the sign-in library's
    verbose_name = _("Account")

    def ready(self) -> None:
        from allauth.mfa import signals
        from django.contrib.auth.signals import user_logged_in
        from django.urls import reverse
        from django.utils.translation import gettext

        from commonpress.domain.members import corner
        from commonpress.domain.members.portability import contribute
        from commonpress.interfaces.account import portability, sessions
        from commonpress.interfaces.account.second_step import when_a_step_changed

        for changed in (
            signals.authenticator_added,
            signals.authenticator_removed,
            signals.authenticator_reset,
        ):
            changed.connect(when_a_step_changed)
        user_logged_in.connect(sessions.when_signed_in)
        contribute("account", export=portability.export, erase=portability.erase)
        corner.add("account", 90, lambda _member: [corner.Link(gettext("Account"), reverse("account"))])
