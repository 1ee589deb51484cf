from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReadershipConfig(AppConfig):
    name = "commonpress.engines.readership"
    label = "readership"
    verbose_name = _("Readership")

    def ready(self) -> None:
        from commonpress.engines.events import readers
        from commonpress.engines.readership import closed, most, sweep

        readers.follower("readership")(sweep.tick)
        most.register()
        closed.register()
