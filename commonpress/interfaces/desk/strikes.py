from django.http import HttpRequest, HttpResponse


def strikes(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def undo(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse()
