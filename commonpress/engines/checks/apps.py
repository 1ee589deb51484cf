from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChecksConfig(AppConfig):
    name = "commonpress.engines.checks"
    label = "checks"
    verbose_name = _("Checks")

    def ready(self) -> None:
        from commonpress.engines.checks import links, links_visit, sketch, wire
        from commonpress.engines.events.readers import follower, reader

        follower("wire")(wire.tick)
        reader("sketch", {"picture.stored"})(sketch.draw_stored)
        reader("links", {links.WANTED})(links_visit.visit_links)
