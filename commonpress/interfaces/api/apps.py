from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    name = "commonpress.interfaces.api"
    label = "api"
    verbose_name = _("API")

    def ready(self) -> None:
        from commonpress.domain.members.portability import contribute
        from commonpress.engines.media import guard
        from commonpress.interfaces.api import pictures, portability

        contribute("api", export=portability.export, erase=portability.erase)
        guard.lets(pictures.may_see)
