# mypy: ignore-errors
# ruff: noqa
from django.urls import include, path
from newsroom.views import search
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as admin_urls

urlpatterns = [
    path("admin/", include(admin_urls)),
    path("search/", search, name="search"),
    path("", include(wagtail_urls)),
]
