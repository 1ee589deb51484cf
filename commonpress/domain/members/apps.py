from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "commonpress.domain.members"
    label = "members"
    verbose_name = _("Members")

    def ready(self) -> None:
        from commonpress.domain.members import settle
        from commonpress.engines.events import readers

        readers.follower("trust")(settle.tick)
