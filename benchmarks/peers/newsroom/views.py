# mypy: ignore-errors
# ruff: noqa
from django.core.paginator import Paginator
from django.template.response import TemplateResponse
from newsroom.models import StoryPage

SHOWN = 10


def search(request):
    """As Wagtail's project template has it, of stories alone; the search asks for both words, as ours does."""
    asked = request.GET.get("query", "")
    found = StoryPage.objects.live().select_related("author").search(asked, operator="and") if asked else []
    page = Paginator(found, SHOWN).get_page(request.GET.get("page", 1))
    return TemplateResponse(request, "newsroom/search.html", {"asked": asked, "found": page})
