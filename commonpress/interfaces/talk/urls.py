from django.urls import path

from commonpress.interfaces.talk import mine, muting, one, reading, settings, writing

urlpatterns = [
    path("muted/", muting.muted, name="talk-muted"),
    path("muted/<slug:handle>/", muting.mute, name="talk-mute"),
    path("comment/<int:pk>/", one.comment, name="talk-comment"),
    path("comment/<int:pk>/edit/", writing.edit, name="talk-edit"),
    path("comment/<int:pk>/remove/", one.remove, name="talk-remove"),
    path("comment/<int:pk>/react/", one.react, name="talk-react"),
    path("comment/<int:pk>/hide/", one.hide, name="talk-hide"),
    path("<int:story>/", writing.write, name="talk-write"),
    path("<int:story>/mine/", mine.mine, name="talk-mine"),
    path("<int:story>/read/", reading.read, name="talk-read"),
    path("<int:story>/settings/", settings.settings, name="talk-settings"),
]
