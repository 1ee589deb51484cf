"""Figures in templates: ``{% load figures %}``."""

from django import template
from django.utils.translation import get_language

from commonpress.engines.lib import amounts

register = template.Library()


@register.filter
def whole(n: float | None) -> str:
    """A number in full, grouped as the interface's language does. A median may end in a half."""
    number = n or 0
    return amounts.whole(round(number), get_language() or "en")


@register.filter
def percent(share: float) -> str:
    return amounts.percent(share, get_language() or "en")
