from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "commonpress.engines.events"
    label = "events"
