from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    name = "commonpress.engines.site"
    label = "site"
    verbose_name = _("Paper")

    def ready(self) -> None:
        from commonpress.engines.events import readers
        from commonpress.engines.site import certificate, mail, sweep, tables

        readers.follower("site")(sweep.tick)
        readers.follower("tables", every=tables.EVERY_SECONDS)(tables.tick)
        readers.follower("certificate", every=certificate.EVERY_SECONDS)(certificate.tick)
        readers.reader("mail", ["letter.written"])(mail.carry)
