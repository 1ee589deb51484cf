from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "commonpress.interfaces.notices"
    label = "notices"
    verbose_name = _("Notices")

    def ready(self) -> None:
        from commonpress.domain.members import corner
        from commonpress.domain.members.portability import contribute
        from commonpress.engines.events.readers import reader as reads
        from commonpress.interfaces.notices import digest, mine, portability, reader

        reader.register()
        digest.register()
        corner.add("notices", 30, mine.links)
        reads("notices-forget-name", {"comments.left"})(portability.forget_name)
        contribute("notices", export=portability.export, erase=portability.erase)
