from django.urls import URLResolver, path
from django.urls.resolvers import RoutePattern

from commonpress.interfaces.api import views


class Later(URLResolver):
    """Addresses whose module is loaded when one of them is asked for or named; their names have a namespace of their own.

    Pydantic and all the shapes of the API are a tenth of a small server's memory, and many papers have no programs.
    """

    def _populate(self) -> None:
        """Django would load every module to learn the names that need no namespace; here are none."""


urlpatterns = [
    Later(
        RoutePattern("api/"),
        "commonpress.interfaces.api.service_urls",
        app_name="programs",
        namespace="programs",
    ),
    path("account/tokens/", views.tokens, name="tokens"),
    path("account/tokens/<int:pk>/revoke/", views.revoke, name="token-revoke"),
]
