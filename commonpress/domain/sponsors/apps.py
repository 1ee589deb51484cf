from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SponsorsConfig(AppConfig):
    name = "commonpress.domain.sponsors"
    label = "sponsors"
    verbose_name = _("Sponsors")

    def ready(self) -> None:
        from commonpress.domain.sponsors import pictured, watch
        from commonpress.engines.events import readers
        from commonpress.engines.media import guard

        guard.lets(pictured.may_see)
        readers.follower("sponsors")(watch.tick)
