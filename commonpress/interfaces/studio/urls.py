from django.urls import path

from commonpress.interfaces.studio import views

urlpatterns = [
    path("figures/", views.figures, name="studio-figures"),
    path("figures/<int:pk>/", views.story, name="studio-story"),
]
