from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "commonpress.engines.search"
    label = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from commonpress.engines.events import readers
        from commonpress.engines.search import follow

        readers.follower("search")(follow.tick)
