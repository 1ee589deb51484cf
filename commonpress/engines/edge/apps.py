from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EdgeConfig(AppConfig):
    name = "commonpress.engines.edge"
    label = "edge"
    verbose_name = _("Edge")

    def ready(self) -> None:
        from commonpress.engines.edge import cdn
        from commonpress.engines.events import readers

        if order := cdn.Order.of_settings():
            readers.follower("cdn")(cdn.Teller(order).tick)
