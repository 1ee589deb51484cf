from django.urls import path, re_path

from commonpress.interfaces.api import page, service

urlpatterns = [
    path("", page.reference, name="api"),
    path("openapi.json", service.openapi, name="description"),
    *[path(f"v1/{one.pattern}", one.callback, name=one.name) for one in service.addresses()],
    re_path(r"^.+$", service.nothing, name="nothing"),
]
