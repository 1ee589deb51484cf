from django.urls import path

from commonpress.interfaces.desk import strikes, views

urlpatterns = [
    path("figures/", views.figures, name="desk-figures"),
    path("figures/<int:pk>/", views.story, name="desk-story"),
    path("figures/strikes/", strikes.strikes, name="desk-strikes"),
    path("figures/strikes/<int:pk>/undo/", strikes.undo, name="desk-unstrike"),
]
