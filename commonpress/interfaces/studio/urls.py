from django.urls import path

from commonpress.interfaces.studio import (
    answers,
    begin,
    history,
    own,
    people,
    propose,
    show,
    upload,
    views,
    write,
)

urlpatterns = [
    path("", own.stories, name="studio"),
    path("back/", own.back, name="studio-back"),
    path("new/", begin.new, name="studio-new"),
    path("pictures/", upload.pictures, name="studio-pictures"),
    path("pictures/<int:pk>/", upload.words, name="studio-picture"),
    path("figures/", views.figures, name="studio-figures"),
    path("figures/<int:pk>/", views.story, name="studio-story"),
    path("offers/<int:pk>/", people.offer, name="studio-offer"),
    path("shown/<str:token>/", show.shown, name="studio-shown"),
    path("<int:pk>/", own.story, name="studio-own"),
    path("<int:pk>/write/", write.write, name="studio-write"),
    path("<int:pk>/preview/", show.preview, name="studio-preview"),
    path("<int:pk>/people/", people.people, name="studio-people"),
    path("<int:pk>/history/", history.history, name="studio-history"),
    path("<int:pk>/correct/", propose.propose, name="studio-propose"),
    path("<int:pk>/take-back/", answers.take_back, name="studio-take-back"),
    path("<int:pk>/answer/", answers.hear, name="studio-hear"),
    path("<int:pk>/appeal/<int:decision>/", answers.appeal, name="studio-appeal"),
]
