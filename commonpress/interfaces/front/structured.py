"""What pages say to machines: schema.org (JSON-LD), Open Graph. Vocabulary: schema.org and ogp.me."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Correction, Story
from commonpress.engines.media.address import social_image, structured_images
from commonpress.engines.site.address import absolute
from commonpress.engines.site.options import Paper
from commonpress.interfaces.front.cards import Card
from commonpress.interfaces.front.frame import Head

TYPES = {
    Story.Kind.NEWS: "NewsArticle",
    Story.Kind.REPORTAGE: "ReportageNewsArticle",
    Story.Kind.OPINION: "OpinionNewsArticle",
    Story.Kind.ANALYSIS: "AnalysisNewsArticle",
    Story.Kind.SPONSORED: "AdvertiserContentArticle",
}
LOCALES = {"en": "en_GB", "ro": "ro_RO"}
Thing = dict[str, Any]


def story_head(paper: Paper, card: Card, corrections: Iterable[Correction]) -> Head:
    story = card.story
    credit = getattr(story, "credit", None)
    section = (story.section.label, story.section.get_absolute_url())
    return Head(
        title=story.headline,
        path=story.get_absolute_url(),
        description=story.standfirst or story.excerpt,
        canonical=credit.url if credit and credit.is_canonical and credit.url else "",
        feeds=((f"{paper.name}: {story.section.label}", section[1]),),
        social=story_card(paper, card),
        json_ld=[
            article(paper, card, corrections),
            breadcrumbs([section, (story.headline, story.get_absolute_url())]),
        ],
    )


def article(paper: Paper, card: Card, corrections: Iterable[Correction]) -> Thing:
    """``NewsArticle`` or its kind. Google asks for headline, image, dates with zone, and authors with name and url."""
    story = card.story
    url = absolute(story.get_absolute_url())
    thing: Thing = {
        "@context": "https://schema.org",
        "@type": TYPES[Story.Kind(story.kind)],
        "headline": story.headline,
        "description": story.standfirst or story.excerpt,
        "mainEntityOfPage": {"@type": "WebPage", "@id": url},
        "url": url,
        "datePublished": moment(story.published_at),
        "dateModified": moment(story.updated_at),
        "author": [person(member) for member in card.authors],
        "publisher": publisher(paper),
        "articleSection": story.section.label,
        "inLanguage": story.language,
        "isAccessibleForFree": True,
        "wordCount": story.words,
        "commentCount": story.comment_count,
        "keywords": [topic.name for topic in story.topics.all()],
    }
    if story.picture:
        thing["image"] = [image(story, *found) for found in structured_images(story.picture)]
    notes = [correction_note(entry, url) for entry in corrections]
    if notes:
        thing["correction"] = notes
    return {**thing, **credited(paper, story)}


def credited(paper: Paper, story: Story) -> Thing:
    credit = getattr(story, "credit", None)
    if credit is None:
        own = {"license": paper.licence_url} if paper.licence_url else {}
        return {"copyrightHolder": publisher(paper), **own}
    found = {"creditText": credit.agency, "copyrightHolder": {"@type": "Organization", "name": credit.agency}}
    if credit.url:
        found["isBasedOn"] = credit.url
    if credit.licence_url:
        found["license"] = credit.licence_url
    return found


def image(story: Story, url: str, width: int, height: int) -> Thing:
    thing: Thing = {"@type": "ImageObject", "contentUrl": absolute(url), "url": absolute(url)}
    thing |= {"width": width, "height": height}
    if story.picture and story.picture.credit:
        thing["creditText"] = story.picture.credit
    if story.picture and story.picture.licence_url:
        thing["license"] = story.picture.licence_url
    return thing


def correction_note(entry: Correction, url: str) -> Thing:
    return {
        "@type": "CorrectionComment",
        "text": entry.note,
        "datePublished": moment(entry.at),
        "url": f"{url}changes/{entry.after.number}/",
    }


def person(member: Member) -> Thing:
    return {"@type": "Person", "name": member.name, "url": absolute(member.get_absolute_url())}


def publisher(paper: Paper) -> Thing:
    thing: Thing = {
        "@type": "NewsMediaOrganization",
        "name": paper.organisation or paper.name,
        "url": absolute("/"),
    }
    if paper.logo:
        thing["logo"] = {"@type": "ImageObject", "url": absolute(paper.logo["url"])}
    return thing


def organisation(paper: Paper) -> Thing:
    """The paper itself, with the addresses of its policies (schema.org NewsMediaOrganization)."""
    policies = {
        "publishingPrinciples": absolute("/principles/"),
        "correctionsPolicy": absolute("/corrections/"),
        "masthead": absolute("/about/"),
    }
    return {"@context": "https://schema.org", **publisher(paper), **policies}


def website(paper: Paper) -> Thing:
    search = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": absolute("/search/?q={search_term_string}")},
        "query-input": "required name=search_term_string",
    }
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": paper.name,
        "url": absolute("/"),
        "inLanguage": list(paper.languages),
        "potentialAction": search,
    }


def profile(member: Member, words: str) -> Thing:
    found = {**person(member), "description": words, "identifier": member.handle}
    if member.picture:
        found["image"] = absolute(social_image(member.picture)[0])
    return {"@context": "https://schema.org", "@type": "ProfilePage", "mainEntity": found}


def breadcrumbs(trail: list[tuple[str, str]]) -> Thing:
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": absolute(path)}
        for place, (name, path) in enumerate(trail, start=1)
    ]
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}


def story_card(paper: Paper, card: Card) -> list[tuple[str, str]]:
    """Open Graph properties of a story; other networks fall back to them."""
    story = card.story
    pairs = [
        ("og:type", "article"),
        ("og:title", story.headline),
        ("og:description", story.standfirst or story.excerpt),
        ("og:url", absolute(story.get_absolute_url())),
        ("og:site_name", paper.name),
        ("og:locale", locale(story.language)),
        ("article:published_time", moment(story.published_at)),
        ("article:modified_time", moment(story.updated_at)),
        ("article:section", story.section.label),
        *(("article:author", absolute(member.get_absolute_url())) for member in card.authors),
        *(("article:tag", topic.name) for topic in story.topics.all()),
    ]
    return pairs + picture_card(paper, story)


def picture_card(paper: Paper, story: Story) -> list[tuple[str, str]]:
    if story.picture is None:
        return [("og:image", absolute(paper.icon))] if paper.icon else []
    url, width, height = social_image(story.picture)
    return [
        ("og:image", absolute(url)),
        ("og:image:width", str(width)),
        ("og:image:height", str(height)),
        ("og:image:alt", story.picture.alt),
        ("twitter:card", "summary_large_image"),
    ]


def site_card(paper: Paper) -> list[tuple[str, str]]:
    pairs = [
        ("og:type", "website"),
        ("og:title", paper.name),
        ("og:description", paper.shown_tagline),
        ("og:url", absolute("/")),
        ("og:site_name", paper.name),
        ("og:locale", locale(paper.language)),
    ]
    others = [("og:locale:alternate", locale(code)) for code in paper.languages if code != paper.language]
    return pairs + others + ([("og:image", absolute(paper.icon))] if paper.icon else [])


def locale(language: str) -> str:
    return LOCALES.get(language, language)


def moment(value: Any) -> str:
    """ISO 8601 with the paper's zone."""
    return timezone.localtime(value).isoformat(timespec="seconds") if value else ""
