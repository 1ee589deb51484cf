from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    name = "commonpress.domain.stories"
    label = "stories"
    verbose_name = _("Stories")

    def ready(self) -> None:
        from commonpress.domain.stories import figures, indexing

        indexing.register()
        figures.register()
