"""Addresses that programs ask for. At the root stand only files; no page of front's, which all end with a slash."""

from django.urls import URLPattern, path, re_path, register_converter

from commonpress.engines.site.verification import FILES
from commonpress.interfaces.syndication.views import feeds, files, proofs, sitemaps


class Kind:
    regex = "|".join(feeds.FORMATS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class FileNumber:
    """From 1, as short as it can be, and never too large for a database's integer."""

    regex = "[1-9][0-9]{0,8}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(Kind, "feed_kind")
register_converter(FileNumber, "file_number")

urlpatterns: list[URLPattern] = [
    path("feed.<feed_kind:kind>", feeds.paper, name="feed"),
    path("section/<slug:slug>/feed.<feed_kind:kind>", feeds.section, name="section-feed"),
    path("topic/<slug:slug>/feed.<feed_kind:kind>", feeds.topic, name="topic-feed"),
    path("by/<slug:handle>/feed.<feed_kind:kind>", feeds.author, name="author-feed"),
    path("corrections/feed.<feed_kind:kind>", feeds.corrections, name="corrections-feed"),
    path("sitemap.xml", sitemaps.all_files, name="sitemap"),
    path("sitemap-stories-<file_number:number>.xml", sitemaps.of_stories, name="sitemap-stories"),
    path("sitemap-sections.xml", sitemaps.of_lists_and_pages, name="sitemap-sections"),
    path("sitemap-news.xml", sitemaps.of_news, name="sitemap-news"),
    path("robots.txt", files.robots_txt, name="robots"),
    path("ads.txt", files.ads_txt, name="ads"),
    path("favicon.ico", files.favicon, name="favicon"),
    path("opensearch.xml", files.search_description, name="opensearch"),
    path(".well-known/security.txt", files.security, name="security"),
    path(".well-known/gpc.json", files.gpc, name="gpc"),
    path(".well-known/change-password", files.change_password, name="change-password"),
    re_path(rf"^(?P<name>{FILES})$", proofs.proof, name="proof"),
]
