from django.urls import path, re_path

from commonpress.interfaces.api import service, views

urlpatterns = [
    path("api/", views.reference, name="api"),
    path("api/openapi.json", service.openapi, name="api-description"),
    *[path(f"api/v1/{one.pattern}", one.callback, name=one.name) for one in service.addresses()],
    re_path(r"^api/.+$", service.nothing, name="api-nothing"),
    path("account/tokens/", views.tokens, name="tokens"),
    path("account/tokens/<int:pk>/revoke/", views.revoke, name="token-revoke"),
]
