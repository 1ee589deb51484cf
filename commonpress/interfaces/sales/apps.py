from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SalesConfig(AppConfig):
    name = "commonpress.interfaces.sales"
    label = "sales"
    verbose_name = _("Sales of places")

    def ready(self) -> None:
        from commonpress.domain.sponsors import within
        from commonpress.interfaces.sales import corner, inventory

        corner.register()
        within.known(inventory.within)
