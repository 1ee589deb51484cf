"""The API as a whole: its operations by room, its description (OpenAPI 3.1), its addresses."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe
from ninja import NinjaAPI

from commonpress.engines.site import options
from commonpress.interfaces.api import company, desk, own, problem, proposals, published, talk
from commonpress.interfaces.api.gate import guarded

VERSION = "1"
ABOUT = (
    "Read what the paper has published; write and send in your own stories; decide as an editor. "
    "The same guards, limits and records as on the site. Errors are RFC 9457 problems with a remedy."
)


class Service(NinjaAPI):
    """Ninja's, whose description says of errors that they are problems."""

    def get_openapi_schema(self, **how: Any) -> Any:
        schema = super().get_openapi_schema(**how)
        for operations in schema["paths"].values():
            for operation in operations.values():
                told(operation)
        return schema


def told(operation: dict[str, Any]) -> None:
    for status, response in operation["responses"].items():
        if int(status) >= 400:
            response["content"] = {problem.MEDIA_TYPE: response["content"]["application/json"]}
            response["description"] = problem.TITLES[int(status)]


def made() -> Service:
    api = Service(
        title="Commonpress",
        version=VERSION,
        description=ABOUT,
        docs_url=None,
        openapi_url=None,
        urls_namespace="api",
    )
    problem.teach(api)
    for router in (published.router, talk.router, own.router, company.router, desk.router, proposals.router):
        api.add_router("", router)
    return api


service = made()


def description() -> dict[str, Any]:
    schema: dict[str, Any] = service.get_openapi_schema(path_prefix="/api/v1/")
    return schema


@guarded
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    schema = description()
    schema["info"] = {**schema["info"], "title": options.paper().name}
    return JsonResponse(schema, json_dumps_params={"ensure_ascii": False})


@guarded
def nothing(request: HttpRequest) -> HttpResponse:
    """Any other address below the API's: a problem, not a page."""
    raise problem.missing()


def addresses() -> list[URLPattern]:
    """The operations behind the gate. Ninja's own pages are left out: ours are in the paper's dress, without a CDN."""
    patterns: list[Any] = service.urls[0]
    ours = [pattern for pattern in patterns if pattern.name != "api-root"]
    return [path(str(pattern.pattern), guarded(pattern.callback), name=None) for pattern in ours]
