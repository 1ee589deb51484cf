from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConversationConfig(AppConfig):
    name = "commonpress.domain.conversation"
    label = "conversation"
    verbose_name = _("Conversation")

    def ready(self) -> None:
        from commonpress.domain.conversation import portability
        from commonpress.domain.members.portability import contribute

        contribute("conversation", export=portability.export, erase=portability.erase)
