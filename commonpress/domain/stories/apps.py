from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    name = "commonpress.domain.stories"
    label = "stories"
    verbose_name = _("Stories")

    def ready(self) -> None:
        from commonpress.domain.members.portability import contribute
        from commonpress.domain.stories import appear, figures, indexing, pictured, portability
        from commonpress.engines.events import readers
        from commonpress.engines.media import guard

        contribute("stories", export=portability.export, erase=portability.erase)
        indexing.register()
        figures.register()
        guard.lets(pictured.may_see)
        readers.follower("appear")(appear.tick)
