"""Every address of the site. The root belongs to the owner and to this list; nothing a member chooses stands here."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from commonpress.config import health_screen
from commonpress.interfaces.front.urls import by_date

urlpatterns: list[URLPattern | URLResolver] = [
    *by_date,
    *health_screen.urls(),
    path("admin/", admin.site.urls),
    path("", include("commonpress.interfaces.account.urls")),
    path("studio/", include("commonpress.interfaces.studio.urls")),
    path("", include("commonpress.interfaces.desk.everybody_urls")),
    path("talk/", include("commonpress.interfaces.talk.urls")),
    path("desk/", include("commonpress.interfaces.desk.urls")),
    path("", include("commonpress.interfaces.api.urls")),
    path("sponsors/", include("commonpress.interfaces.sales.urls")),
    path("", include("commonpress.interfaces.sales.everybody_urls")),
    path("notices/", include("commonpress.interfaces.notices.urls")),
    path("", include("commonpress.interfaces.syndication.urls")),
    path("", include("commonpress.engines.media.urls")),
    path("", include("commonpress.engines.readership.urls")),
    path("", include("commonpress.interfaces.front.urls")),
]

handler400 = "commonpress.interfaces.front.views.errors.bad_request"
handler403 = "commonpress.interfaces.front.views.errors.forbidden"
handler404 = "commonpress.interfaces.front.views.errors.not_found"
handler413 = "commonpress.config.refusals.too_large"
handler500 = "commonpress.config.refusals.server_error"
