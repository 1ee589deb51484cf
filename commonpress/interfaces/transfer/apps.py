from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TransferConfig(AppConfig):
    name = "commonpress.interfaces.transfer"
    label = "transfer"
    verbose_name = _("Import and export")

    def ready(self) -> None:
        from commonpress.engines.events import readers
        from commonpress.interfaces.transfer.backup import nightfall

        readers.follower("backup")(nightfall.tick)
