from django.urls import path

from commonpress.interfaces.notices import views

urlpatterns = [
    path("", views.notices, name="notices"),
    path("read/", views.read, name="notices-read"),
    path("settings/", views.settings, name="notices-settings"),
    path("unsubscribe/<str:token>/", views.unsubscribed, name="notices-unsubscribe"),
]
