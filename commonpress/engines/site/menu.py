"""The owner's menu, as the foot of every page shows it, public or private."""

from django.utils.translation import get_language

from commonpress.engines.lib.prepared import Prepared
from commonpress.engines.site.models import MenuItem

MENU = Prepared(lambda: MenuItem.objects.all())


def menu() -> list[dict[str, str]]:
    """Labels in the language of the interface, and where they lead. One query."""
    language = get_language() or ""
    return [
        {"label": item.label_translations.get(language) or item.label, "address": item.address}
        for item in MENU()
    ]
