from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    name = "commonpress.domain.stories"
    label = "stories"
    verbose_name = _("Stories")

    def ready(self) -> None:
        from commonpress.domain.stories import appear, figures, indexing
        from commonpress.engines.events import readers

        indexing.register()
        figures.register()
        readers.follower("appear")(appear.tick)
