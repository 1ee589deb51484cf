"""What the desk has for those who do not edit: the form to flag something, and the decisions that concern a member."""

from django.urls import path

from commonpress.interfaces.desk import concerns, flagging

urlpatterns = [
    path("flag/", flagging.flags, name="flag"),
    path("decision/<int:pk>/", concerns.concern, name="concern"),
]
