from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SyndicationConfig(AppConfig):
    name = "commonpress.interfaces.syndication"
    label = "syndication"
    verbose_name = _("Syndication")

    def ready(self) -> None:
        from commonpress.interfaces.syndication import places  # noqa: F401 (it registers the addresses of feeds)
