from django.apps import AppConfig
from django.conf import settings


class Works(AppConfig):
    """What watches all rooms at once."""

    name = "commonpress.config"
    label = "works"

    def ready(self) -> None:
        from django.core.signals import got_request_exception
        from django.db.backends.signals import connection_created

        from commonpress.config import health_screen, requests
        from commonpress.engines.lib import queries

        queries.Slow.ms = settings.SLOW_QUERY_MS
        connection_created.connect(queries.watch, dispatch_uid="queries")
        got_request_exception.connect(requests.failed, dispatch_uid="failures")
        health_screen.install()
