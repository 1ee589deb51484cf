from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "commonpress.domain.members"
    label = "members"
    verbose_name = _("Members")

    def ready(self) -> None:
        from django.contrib import admin

        from commonpress.domain.members import lapse, pictured, second_factor, settle
        from commonpress.engines.events import readers
        from commonpress.engines.media import guard

        readers.follower("trust")(settle.tick)
        readers.follower("unconfirmed")(lapse.tick)
        guard.lets(pictured.may_see)
        office: Any = admin.site  # engines/site/office.py
        office.demands.append(second_factor.demand)
