from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "commonpress.engines.media"
    label = "media"
    verbose_name = _("Pictures")

    def ready(self) -> None:
        from commonpress.engines.events.readers import follower, reader
        from commonpress.engines.media import pages
        from commonpress.engines.media.guard import settle_changed
        from commonpress.engines.media.health import sweep_daily
        from commonpress.engines.media.prepare import guard_decoders
        from commonpress.engines.media.renditions import render_stored

        guard_decoders()
        follower("orphans")(sweep_daily)
        reader("renditions", {"picture.stored"})(render_stored)
        reader("pictures of pages", pages.KINDS)(pages.follow)
        reader("held pictures", {"picture.shown", "picture.hidden", "picture.rendered"})(settle_changed)
