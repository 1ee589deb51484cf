from django.urls import path, register_converter

from commonpress.engines.edge.public import public
from commonpress.engines.site.look import serve_look
from commonpress.interfaces.front.converters import Month, Year
from commonpress.interfaces.front.views import (
    archive,
    conversation,
    corrections,
    home,
    lists,
    moderation,
    pace,
    pages,
    search,
    story,
)

register_converter(Year, "year")
register_converter(Month, "month")

# Looked through before all others: most of what is asked for lies below a year.
by_date = [
    path("<year:year>/", archive.year, name="year"),
    path("<year:year>/<month:month>/", archive.month, name="month"),
    path("<year:year>/<month:month>/<slug:slug>/", story.story, name="story"),
    path("<year:year>/<month:month>/<slug:slug>/comments/", conversation.conversation, name="conversation"),
    path(
        "<year:year>/<month:month>/<slug:slug>/comments/count.json", conversation.count, name="comment-count"
    ),
    path(
        "<year:year>/<month:month>/<slug:slug>/comments/<int:number>/",
        conversation.one_branch,
        name="comment",
    ),
    path("<year:year>/<month:month>/<slug:slug>/changes/", corrections.changes, name="changes"),
    path("<year:year>/<month:month>/<slug:slug>/changes/<int:number>/", corrections.change, name="change"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("look/<slug:digest>.css", public(serve_look), name="look"),
    path("section/<slug:slug>/", lists.section, name="section"),
    path("topic/<slug:slug>/", lists.topic, name="topic"),
    path("by/<slug:handle>/", lists.author, name="author"),
    path("search/", search.search, name="search"),
    path("pace.json", pace.pace, name="pace"),
    path("corrections/", corrections.log, name="corrections"),
    path("moderation/", moderation.moderation, name="moderation"),
    path("<slug:slug>/", pages.page, name="page"),
]
