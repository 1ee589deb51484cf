from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "commonpress.domain.members"
    label = "members"
    verbose_name = _("Members")

    def ready(self) -> None:
        from django.contrib import admin

        from commonpress.domain.members import lapse, second_factor, settle
        from commonpress.engines.events import readers

        readers.follower("trust")(settle.tick)
        readers.follower("unconfirmed")(lapse.tick)
        office: Any = admin.site  # engines/site/office.py
        office.demands.append(second_factor.demand)
