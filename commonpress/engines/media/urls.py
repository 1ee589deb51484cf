from django.urls import URLPattern, path

from commonpress.engines.media.serve import serve

urlpatterns: list[URLPattern] = [path("media/<path:name>", serve, name="media")]
