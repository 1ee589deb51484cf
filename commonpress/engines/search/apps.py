from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class SearchConfig(AppConfig):
    name = "commonpress.engines.search"
    label = "search"
    verbose_name = pgettext_lazy("the place", "Search")

    def ready(self) -> None:
        from commonpress.engines.events import readers
        from commonpress.engines.search import follow

        readers.follower("search")(follow.turn)
