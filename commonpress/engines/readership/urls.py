from django.urls import path

from commonpress.engines.readership.count import count

urlpatterns = [path("seen/", count, name="seen")]
