# mypy: ignore-errors
# ruff: noqa
import json

from django.db import models
from django.utils.html import strip_tags
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

RELATED = 4
WORDS_A_MINUTE = 230


class Author(models.Model):
    name = models.CharField(max_length=120)
    slug = models.SlugField(unique=True)

    def __str__(self):
        return self.name


class FrontPage(Page):
    def get_context(self, request, *args, **kwargs):
        newest = StoryPage.objects.live().select_related("author").order_by("-first_published_at")[:20]
        return {**super().get_context(request, *args, **kwargs), "stories": newest}


class SectionPage(Page):
    def get_context(self, request, *args, **kwargs):
        newest = (
            StoryPage.objects.live()
            .child_of(self)
            .select_related("author")
            .order_by("-first_published_at")[:20]
        )
        return {**super().get_context(request, *args, **kwargs), "stories": newest}


class StoryTag(TaggedItemBase):
    content_object = ParentalKey("StoryPage", on_delete=models.CASCADE, related_name="tagged_items")


class StoryPage(Page):
    standfirst = models.TextField(blank=True)
    body = RichTextField(blank=True)
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="+")
    tags = ClusterTaggableManager(through=StoryTag, blank=True)

    search_fields = [*Page.search_fields, index.SearchField("standfirst"), index.SearchField("body")]

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        related = StoryPage.objects.live().sibling_of(self, inclusive=False).select_related("author")
        context["related"] = related.order_by("-first_published_at")[:RELATED]
        context["section"] = self.get_parent()
        context["topics"] = list(self.tags.all())
        context["minutes"] = max(1, round(len(strip_tags(self.body).split()) / WORDS_A_MINUTE))
        context["address"] = self.get_full_url(request)
        context["json_ld"] = self.json_ld(context)
        return context

    def json_ld(self, context):
        said = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": self.title,
            "description": self.standfirst,
            "url": context["address"],
            "datePublished": self.first_published_at.isoformat(),
            "dateModified": self.last_published_at.isoformat(),
            "articleSection": context["section"].title,
            "keywords": [topic.name for topic in context["topics"]],
            "author": [{"@type": "Person", "name": self.author.name, "url": f"/by/{self.author.slug}/"}],
            "isAccessibleForFree": True,
        }
        return json.dumps(said).replace("<", "\\u003c")
