from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StudioConfig(AppConfig):
    name = "commonpress.interfaces.studio"
    label = "studio"
    verbose_name = _("Studio")

    def ready(self) -> None:
        from commonpress.domain.members import corner
        from commonpress.interfaces.studio.corner import links

        corner.add("studio", 10, links)
