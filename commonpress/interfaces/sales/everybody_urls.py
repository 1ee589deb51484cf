from django.urls import path

from commonpress.interfaces.sales.go import go

urlpatterns = [path("go/<int:pk>/", go, name="go")]
