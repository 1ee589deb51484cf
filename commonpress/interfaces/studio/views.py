from django.http import HttpRequest, HttpResponse


def figures(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def story(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse()
