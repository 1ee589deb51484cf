from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FrontConfig(AppConfig):
    name = "commonpress.interfaces.front"
    label = "front"
    verbose_name = _("Pages")

    def ready(self) -> None:
        from commonpress.interfaces.front import counts, places, preview, read_more  # noqa: F401 (they register)
