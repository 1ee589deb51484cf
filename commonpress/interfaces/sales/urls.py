from django.urls import path

from commonpress.interfaces.sales import booking, calendar, creatives, figures, overview, preview

urlpatterns = [
    path("", overview.overview, name="sales"),
    path("house/", overview.house, name="sales-house"),
    path("book/", booking.book, name="sales-book"),
    path("calendar/", calendar.calendar, name="sales-calendar"),
    path("report/<str:token>/", figures.shared, name="sales-report"),
    path("<int:pk>/", figures.campaign, name="sales-campaign"),
    path("<int:pk>/change/", booking.change, name="sales-change"),
    path("<int:pk>/stop/", booking.stop, name="sales-stop"),
    path("<int:pk>/links/", figures.share, name="sales-share"),
    path("<int:pk>/links/<int:link>/revoke/", figures.revoke, name="sales-revoke"),
    path("<int:pk>/creatives/", creatives.add, name="sales-add"),
    path("creatives/<int:pk>/", creatives.change, name="sales-creative"),
    path("creatives/<int:pk>/show/", creatives.show, name="sales-show"),
    path("creatives/<int:pk>/preview/", preview.preview, name="sales-preview"),
    path("creatives/<int:pk>/preview/<slug:slot>/", preview.framed, name="sales-framed"),
    path("of/<int:pk>/", overview.sponsor, name="sales-sponsor"),
]
