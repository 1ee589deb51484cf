"""The one place that knows what time it is; tests freeze it here."""

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """This moment, aware, in UTC."""
    return timezone.now()
