"""The old site's addresses, from which readers and search engines still come."""

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from commonpress.interfaces.transfer.wordpress.records import Item
from commonpress.interfaces.transfer.wordpress.site import Site, host_of

LONGEST = 500  # characters, as the column of redirects has


def decoded(slug: str) -> str:
    """WordPress percent-encodes slugs that are not ASCII."""
    return unquote(slug)


def addresses(item: Item, site: Site) -> Iterator[str]:
    """Every old address of an item. The numbered one comes first: it is its own even after renaming."""
    found = dict.fromkeys(spelled(item, site))
    return (path for path in found if len(path) <= LONGEST and "\\" not in path)


def spelled(item: Item, site: Site) -> Iterator[str]:
    if item.id.isdigit() and site.kind == "wordpress":
        yield f"/?p={item.id}"
    path = path_of(item.link)
    if path:
        yield path
        for slug in item.meta.get("_wp_old_slug", ()):
            yield f"{path.rstrip('/').rpartition('/')[0]}/{decoded(slug)}/"
    if host_of(item.guid) == site.host and (guid := path_of(item.guid)):
        yield guid


def path_of(address: str) -> str:
    """The path as a request shows it; none for the front page and for numbered addresses."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    path = "/" + unquote(parts.path).strip("/") + "/"
    return path if parts.scheme in {"http", "https"} and path != "//" and not parts.query else ""
