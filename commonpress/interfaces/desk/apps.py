from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "commonpress.interfaces.desk"
    label = "desk"
    verbose_name = _("Desk")

    def ready(self) -> None:
        from commonpress.engines.events.readers import follower, reader
        from commonpress.interfaces.desk import catch_up, corner, forget, intake, lessons

        intake.register()
        lessons.register()
        corner.register()
        reader("desk-forget", {"story.erased", "member.left"})(forget.forget)
        reader("desk-forget-comments", {"comments.left"})(forget.forget_comments)
        reader("desk-forget-removed", {"comment.removed"})(forget.forget_removed)
        follower("desk-catch-up")(catch_up.tick)
