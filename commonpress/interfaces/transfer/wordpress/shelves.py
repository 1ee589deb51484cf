"""Categories become sections, nested as they were; tags become topics.

An item's first category is its section, its further ones become topics: a story stands in one section here.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from commonpress.domain.stories import text
from commonpress.domain.stories.models import Section, Topic
from commonpress.engines.lib.text import slug as make_slug
from commonpress.engines.site import redirects
from commonpress.interfaces.transfer.wordpress import old
from commonpress.interfaces.transfer.wordpress.body import words
from commonpress.interfaces.transfer.wordpress.ledger import pk_of, short
from commonpress.interfaces.transfer.wordpress.move import Move
from commonpress.interfaces.transfer.wordpress.records import Item, Term, fingerprint
from commonpress.interfaces.transfer.wordpress.site import heading, leading

OLD_SHELF = {"ghost": "tag"}  # where the old site showed a category
DEEPEST = 50  # levels of categories; more is a loop


def take_categories(move: Move) -> None:
    """Parents before children. One transaction: a paper has hundreds at most."""
    with transaction.atomic():
        known = move.ledger.known(term.key for term in move.site.categories.values())
        rows = {key: pk_of(row.subject) for key, row in known.items()}
        there = Section.objects.in_bulk(set(rows.values()))
        for term in sorted(move.site.categories.values(), key=lambda term: len(line(term, move))):
            section = there.get(rows.get(short(term.key), 0))
            take_category(term, section, move)


def take_category(term: Term, section: Section | None, move: Move) -> None:
    title = words(term.name)
    if section:
        move.sections[term.slug] = section
        move.report.had("category", term.key, title)
        return
    if not move.dry_run:
        move.sections[term.slug] = made(term, move)
        move.ledger.write([(term.key, f"section:{move.sections[term.slug].pk}", fingerprint(term))])
    move.report.took("category", term.key, title)


def made(term: Term, move: Move) -> Section:
    title, address = words(term.name), make_slug(old.decoded(term.slug))
    if section := Section.objects.filter(slug=address).first():
        move.report.note("category", term.key, title, "section-here")
        return section
    listed = is_listed(term, move)
    if not listed:
        move.report.note("category", term.key, title, "unlisted")
    above = move.sections.get(parent_of(term, move))
    section = Section.objects.create(
        slug=address,
        name=text.line(title, 80) or address,
        words=text.line(words(term.words), 300),
        parent=above,
        position=100,
        is_listed=listed,
    )
    path = "/".join(old.decoded(slug) for slug in reversed([term.slug, *line(term, move)]))
    redirects.lead(f"/{OLD_SHELF.get(move.site.kind, 'category')}/{path}/"[:500], section.get_absolute_url())
    return section


def is_listed(term: Term, move: Move) -> bool:
    """Whether a published story leads to it, or to one below it."""
    below = (slug for slug in move.site.leading if slug in move.site.categories)
    return term.slug in move.site.leading or any(
        term.slug in line(move.site.categories[slug], move) for slug in below
    )


def parent_of(term: Term, move: Move) -> str:
    """The slug of the category above; WXR 1.0 gives its name."""
    categories = move.site.categories
    if not term.parent or term.parent in categories:
        return term.parent
    return next((slug for slug, other in categories.items() if other.name == term.parent), "")


def line(term: Term, move: Move) -> list[str]:
    """The slugs above a category, nearest first; a loop ends it."""
    found: list[str] = []
    above = parent_of(term, move)
    while above and above not in {*found, term.slug} and len(found) < DEEPEST:
        found.append(above)
        above = parent_of(move.site.categories[above], move) if above in move.site.categories else ""
    return found


def take_terms(terms: list[Term], move: Move) -> None:
    """Tags and what belongs to menus and the like, as they come by in the file."""
    known = move.ledger.known(term.key for term in terms)
    with transaction.atomic():
        for term in terms:
            kind, title = heading(term), words(term.name)
            if kind == "category" and move.site.categories[term.slug] == term:
                continue  # counted when its section was made
            if kind == "category" or move.report.seen(kind, term.key):
                move.report.left(kind, term.key, title, "twice")
            elif kind == "term":
                move.report.left(kind, term.key, title, "taxonomy", term.taxonomy)
            elif short(term.key) in known:
                move.report.had(kind, term.key, title)
            else:
                take_tag(term, title, move)


def take_tag(term: Term, title: str, move: Move) -> None:
    if not move.dry_run:
        topic, _made = Topic.objects.get_or_create(
            slug=make_slug(title), defaults={"name": text.line(title, 80) or make_slug(title)}
        )
        redirects.lead(f"/tag/{old.decoded(term.slug)}/"[:500], topic.get_absolute_url())
        move.ledger.write([(term.key, f"topic:{topic.pk}", fingerprint(term))])
    move.report.took("tag", term.key, title)


def section_of(item: Item, move: Move) -> tuple[Section, str]:
    """The section of a story, and the slug of the category it came from ("" when it had none)."""
    slug = leading(item, move.site.categories)
    if slug and slug not in move.sections:
        name = next(term.name for term in item.terms if term.slug == slug)
        move.sections[slug] = existing_or_new(make_slug(old.decoded(slug)), words(name))
    if slug:
        return move.sections[slug], slug
    move.other = move.other or existing_or_new("other", _("Other"))
    return move.other, ""


def existing_or_new(address: str, name: str) -> Section:
    """In a transaction of its own when none is open; a rolled back item may make it again."""
    section, _made = Section.objects.get_or_create(
        slug=address, defaults={"name": text.line(name, 80) or address, "position": 100}
    )
    return section


def topics_of(item: Item, section: str) -> list[str]:
    """The names of its tags, then of its further categories."""
    tags = [term.name for term in item.terms if term.taxonomy == "post_tag"]
    rest = [term.name for term in item.terms if term.taxonomy == "category" and term.slug != section]
    return [name for name in map(words, [*tags, *rest]) if name and name.lower() != "uncategorized"]
