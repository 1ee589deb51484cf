"""Every address of the site, for everybody: who may open it, who may send to it, and that no other site sends for them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from commonpress.domain.conversation.write import write
from commonpress.domain.members.ban import ban
from commonpress.domain.members.models import Member
from commonpress.domain.sponsors.tests.bookings import booked
from commonpress.domain.stories.decline import decline
from commonpress.domain.stories.models import Section, Story
from commonpress.domain.stories.submit import submit
from commonpress.engines.events import work
from commonpress.engines.lib import clock
from commonpress.interfaces.account.models import SignedIn
from commonpress.interfaces.api.models import Token
from commonpress.interfaces.api.tokens import make as make_token
from commonpress.interfaces.desk.models import Entry
from commonpress.interfaces.notices import unsubscribe
from tests.matrix import NOT_COOKIES, PRIVATE, PUBLIC, SHARED

ROLES = ("stranger", "cleo", "ben", "ada", "olga", "dan")
SIGN_IN = ("/account/sign-in/", "/admin/login/")
EVIL = "https://evil.example"


@dataclass(frozen=True)
class Route:
    """An address as the URLconf has it."""

    pattern: str
    name: str
    view: Any

    @property
    def key(self) -> str:
        return "proof" if self.name == "proof" else self.pattern

    @property
    def is_public(self) -> bool:
        return hasattr(self.view, "public_parameters")


def routes(patterns: Any = None, before: str = "") -> Iterator[Route]:
    for one in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, route)
        elif isinstance(one, URLPattern):
            yield Route(route, one.name or "", one.callback)


def ours() -> dict[str, Route]:
    """All but the owner's screens, which Django's admin makes: those are for the owner alone, see below."""
    return {route.key: route for route in routes() if not route.pattern.startswith("admin/")}


World = dict[str, Any]


@pytest.fixture
def world(
    make_story: Callable[..., Story],
    section: Section,
    ada: Member,
    ben: Member,
    cleo: Member,
    owner: Member,
    dan: Member,
) -> World:
    """One of everything, Ben's where it is anybody's; and a client for each of the six."""
    published = make_story("Out", topics=["Ferry"])
    draft = make_story("Draft", published=False)
    waiting = submit(make_story("Waiting", published=False), by=ben)
    decision = decline(
        submit(make_story("Declined", published=False), by=ben), words="x", rule="promotion", by=ada
    )
    while work.run_due():  # what waits gets its place in the queue
        pass
    ban(dan, reason="Flooding", until=clock.now() + timedelta(days=1), by=ada)
    token, _words = make_token(ben, "x", ["read"])
    creative = booked(name="Rope").creatives.get()
    members = {"cleo": cleo, "ben": ben, "ada": ada, "olga": owner, "dan": dan}
    clients = {role: client_of(members.get(role)) for role in ROLES}
    return {
        "published": published,
        "draft": draft,
        "waiting": waiting,
        "decision": decision,
        "token": token,
        "said": write(published, "Noted.", by=ada),
        "waits": write(published, "I saw it too.", by=ben),
        "creative": creative,
        "campaign": creative.campaign,
        "sponsor": creative.campaign.sponsor,
        "entry": Entry.objects.get(subject=waiting.subject),
        "unsubscribe": unsubscribe.address(ben, "story.published"),
        "clients": clients,
        "session": SignedIn.objects.get(member=ben),
    }


def client_of(member: Member | None, **how: Any) -> Client:
    client = Client(**how)
    if member:
        client.force_login(member)
    return client


def address(route: str, world: World) -> str:
    """The address of a route, with the numbers of what is in the world."""
    story: Story = world["published"]
    year, month, slug = (story.path or "//").split("/")
    if route in SPECIAL:
        return SPECIAL[route](world)
    filled = route
    for part, value in {
        "<year:year>": year,
        "<month:month>": month,
        "<slug:digest>": "0" * 8,
        "<slug:handle>": "ben",
        "<feed_kind:kind>": "rss",
        "<file_number:number>": "1",
        "comments/<int:number>": f"comments/{world['said'].pk}",
        "<int:number>": "1",
        "<int:story>": str(story.pk),
        "<slug:form>": "csv",
        "<path:name>": "none.jpg",
        "<number>": str(world["draft"].pk),
        "<int:decision>": str(world["decision"].pk),
        "<str:token>": "none",
        "<slug:provider_id>": "none",
        "<slug:slot>": "after-story",
        "<int:link>": "1",
    }.items():
        filled = filled.replace(part, value)
    filled = filled.replace(
        "<slug:slug>", slug if filled[:1].isdigit() else SLUGS.get(filled.split("/")[0], "about")
    )
    return "/" + filled.replace("<int:pk>", str(number(route, world)))


SLUGS = {"section": "harbour", "topic": "ferry"}
SPECIAL: dict[str, Callable[[World], str]] = {
    "proof": lambda _: "/google0123456789abcdef.html",
    "^api/.+$": lambda _: "/api/nothing",
    "account/^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": lambda _: "/account/password/new/1-none/",
    "flag/": lambda world: f"/flag/?subject={world['published'].subject}",
    "notices/unsubscribe/<str:token>/": lambda world: str(world["unsubscribe"]),
    "desk/decisions/<int:pk>/": lambda world: f"/desk/decisions/{world['decision'].pk}/",
}


def number(route: str, world: World) -> int:
    """Ben's draft in the studio, what waits at the desk, his token, his decision, a published story's figures."""
    for part, thing in NUMBERS.items():
        if route.startswith(part):
            return int(world[thing].pk)
    return 1


NUMBERS = {
    "studio/figures/": "published",
    "studio/pictures/": "token",  # no such picture
    "studio/<int:pk>/correct": "published",
    "studio/<int:pk>/take-back": "waiting",
    "studio/<int:pk>": "draft",
    "talk/": "waits",
    "decision/": "decision",
    "desk/decisions/": "decision",
    "desk/figures/<": "published",
    "desk/<int:pk>/": "entry",
    "account/tokens/": "token",
    "account/sessions/": "session",
    "sponsors/creatives/": "creative",
    "sponsors/of/": "sponsor",
    "sponsors/": "campaign",
    "go/": "creative",
}


def letter(response: HttpResponse) -> str:
    """How it was answered, in a letter of the matrix. Raises for what is broken."""
    status = response.status_code
    assert status < 500, response.content[:500]
    if status in {301, 302} and response["Location"].startswith(SIGN_IN):
        return "s"
    return {401: "t", 403: "f", 404: "n", 405: "m"}.get(status, "o")


def asked(client: Client, method: str, path: str, **how: Any) -> HttpResponse:
    """The answer, and whatever it did undone, to the database and to the client's cookies."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        response: Any = client.generic(method, path, **how) if method != "POST" else client.post(path, **how)
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.update(cookies)
    answered: HttpResponse = response
    return answered


def test_every_address_is_in_the_matrix_and_nothing_else() -> None:
    found = ours()
    public = {key for key, route in found.items() if route.is_public}
    assert public == set(PUBLIC), (
        "marked public, and not listed so in tests/matrix.py, or the other way round"
    )
    assert found.keys() - public == PRIVATE.keys(), "add the new route to tests/matrix.py"


def test_public_addresses_are_the_same_for_everybody(world: World) -> None:
    with clock.frozen(clock.now()):  # a page says how long ago something was
        public_answers(world)


def public_answers(world: World) -> None:
    for key in sorted(PUBLIC):
        path = address(key, world)
        answers = {asked(client, "GET", path).content for client in world["clients"].values()}
        assert len(answers) == 1, path
        for role in ("stranger", "olga"):
            assert asked(world["clients"][role], "POST", path).status_code == 405, path


def test_everybody_gets_what_the_matrix_says_and_nobody_keeps_it(world: World) -> None:
    wrong = []
    for key, expected in PRIVATE.items():
        path = address(key, world)
        got = " ".join(told(key, path, method, world) for method in ("GET", "POST"))
        if got != expected:
            wrong.append(f'    "{key}": "{got}",')
    assert not wrong, "\n" + "\n".join(wrong)


def told(key: str, path: str, method: str, world: World) -> str:
    """Six letters; what is shown to somebody must say that no cache may keep it."""
    letters = ""
    for role in ROLES:
        response = asked(world["clients"][role], method, path)
        letters += letter(response)
        kept = response.headers.get("Cache-Control", "")
        if method == "GET" and letters[-1] in "os" and key not in SHARED:
            assert "private" in kept, (path, role, kept)
            assert "no-store" in kept, (path, role, kept)
    return letters


def test_no_form_is_taken_without_its_token_or_from_another_site(world: World, owner: Member) -> None:
    """Sent by the owner's browser, which may do most: without the token, and with it from another site."""
    client = client_of(owner, enforce_csrf_checks=True)
    client.get("/me/")
    cookie = client.cookies["csrf"].value
    for key, expected in PRIVATE.items():
        if key in NOT_COOKIES or key.startswith(("api/", "^api/")) or expected[-2] == "m":
            continue
        path = address(key, world)
        assert asked(client, "POST", path).status_code == 403, path
        headers = {"origin": EVIL, "x-csrftoken": cookie}
        assert asked(client, "POST", path, headers=headers).status_code == 403, path


def test_a_method_in_disguise_is_no_method(world: World) -> None:
    """Nothing that changes something answers GET, whatever header or field asks for it."""
    client = world["clients"]["ben"]
    states = list(Story.objects.order_by("pk").values_list("state", flat=True))
    for key in PRIVATE:
        client.get(address(key, world) + "?_method=POST", headers={"x-http-method-override": "DELETE"})
    assert list(Story.objects.order_by("pk").values_list("state", flat=True)) == states
    assert Token.objects.filter(revoked_at__isnull=True).count() == 1


def test_the_owners_screens_are_the_owners_alone(world: World) -> None:
    doors = {"admin/login/", "admin/logout/", "admin/jsi18n/"}
    for route in routes():
        if not route.pattern.startswith("admin/") or route.pattern in doors or "(?P" in route.pattern:
            continue
        path = "/" + route.pattern.replace("<path:object_id>", "1").replace("<int:content_type_id>", "1")
        path = path.replace("<path:object_id>", "1").replace("<int:pk>", "1")
        if "<" in path:
            continue
        for role in ("stranger", "ada"):  # an editor may most, of those who may not
            for method in ("GET", "POST"):
                assert letter(asked(world["clients"][role], method, path)) in "sfnm", (path, role, method)
