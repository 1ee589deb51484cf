"""The owner's screens as one place: named like the paper, dressed like it, shelved by what an owner wants."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from commonpress.engines.site import office_look, options, private
from commonpress.engines.site.owners import OwnersAdmin, Shelf

View = Callable[..., Any]


@dataclass(frozen=True)
class Screen:
    """A page of the owner's with no table behind it; ``view`` is the name of its address."""

    name: Any
    about: Any
    view: str
    shelf: Shelf
    place: int

    def row(self) -> dict[str, Any]:
        more = {"admin_url": reverse(self.view), "add_url": "", "shelf": self.shelf, "place": self.place}
        return {"name": self.name, "about": self.about, **more}


class Office(AdminSite):
    """Django's admin for the owner. Only screens that say where they belong are taken in."""

    index_title = _("Your paper")
    site_url = "/"

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.demands: list[Callable[[HttpRequest], HttpResponse | None]] = []
        self.screens: list[Screen] = []
        self.disable_action("delete_selected")  # rows go one by one, each with its own event

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Leave out what other applications offer by themselves (Django's groups): no role here uses it."""
        if admin_class is not None and issubclass(admin_class, OwnersAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def add(self, screen: Screen) -> None:
        self.screens.append(screen)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is one sign-in, with its limits and its second step; who came in and may not be here is told so."""
        if request.user.is_authenticated:
            raise PermissionDenied
        return private.close(redirect_to_login(request.GET.get("next") or reverse("admin:index")))

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return HttpResponseRedirect(reverse("account_change_password"))

    def admin_view(self, view: View, cacheable: bool = False) -> Any:
        """Django's guard, and before the screen whatever ``demands`` asks of the owner."""

        def demanded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            answers = (demand(request) for demand in self.demands)
            return next((answer for answer in answers if answer), None) or view(request, *args, **kwargs)

        return super().admin_view(wraps(view)(demanded), cacheable)

    def get_urls(self) -> list[URLResolver | URLPattern]:
        look = path("look/<slug:digest>.css", self.look, name="look")
        return [look, *super().get_urls()]

    def look(self, request: HttpRequest, digest: str) -> HttpResponse:
        return office_look.answer(options.paper(), digest)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        paper = options.paper()
        address = reverse("admin:look", args=[office_look.digest(paper)])
        named = {"site_header": paper.name, "site_title": paper.name, "paper": paper, "office_look": address}
        return {**super().each_context(request), **named}

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The shelves of the index; one application's own page stays as Django has it."""
        apps = super().get_app_list(request, app_label)
        rows = [self.row(entry) for app in apps for entry in app["models"]]
        if app_label:
            return [{**app, "models": [self.row(entry) for entry in app["models"]]} for app in apps]
        rows += [screen.row() for screen in self.screens if rows]
        shelves = [self.shelf(shelf, rows) for shelf in Shelf]
        return [shelf for shelf in shelves if shelf["models"]]

    def row(self, entry: dict[str, Any]) -> dict[str, Any]:
        screen = self.screen_of(entry["model"])
        name = capfirst(str(screen.label)) if screen.label else entry["name"]
        return {**entry, "name": name, "about": screen.about, "shelf": screen.shelf, "place": screen.place}

    def shelf(self, shelf: Shelf, rows: list[dict[str, Any]]) -> dict[str, Any]:
        own = sorted((row for row in rows if row["shelf"] == shelf), key=lambda row: row["place"])
        return {
            "name": shelf.label,
            "app_label": shelf.value,
            "app_url": "",
            "has_module_perms": True,
            "models": own,
        }

    def screen_of(self, model: type[Model]) -> OwnersAdmin:
        screen = self._registry[model]
        assert isinstance(screen, OwnersAdmin)  # noqa: S101 (register let nothing else in)
        return screen
