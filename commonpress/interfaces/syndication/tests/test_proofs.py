"""Proofs of ownership as a search engine fetches them; what they are made of is proved in engines/site."""

import pytest
from django.test import Client

from commonpress.engines.site.models import Page, Verification
from commonpress.engines.site.redirects import lead
from commonpress.engines.site.verification import accept, forget

pytestmark = pytest.mark.django_db
GOOGLE = "google1234567890abcdef.html"
A, B = "0123456789ABCDEF0123456789ABCDEF", "FEDCBA9876543210FEDCBA9876543210"


def test_a_file_is_answered_byte_for_byte_with_nothing_around_it(client: Client) -> None:
    accept(GOOGLE)
    response = client.get(f"/{GOOGLE}")
    assert response.status_code == 200
    assert response.content == b"google-site-verification: google1234567890abcdef.html"
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert not response.cookies


def test_every_owner_stands_in_bings_one_file(client: Client) -> None:
    for token in (A, B):
        accept(f"<users><user>{token}</user></users>")
    response = client.get("/BingSiteAuth.xml")
    assert response["Content-Type"] == "text/xml; charset=utf-8"
    assert response.content.decode() == (
        f'<?xml version="1.0"?>\n<users>\n\t<user>{A}</user>\n\t<user>{B}</user>\n</users>'
    )
    forget(Verification.objects.get(token=A))
    assert A.encode() not in client.get("/BingSiteAuth.xml").content
    assert B.encode() in client.get("/BingSiteAuth.xml").content


def test_the_tags_stand_on_the_front_page(client: Client) -> None:
    accept(f'<meta content="{A}" name="msvalidate.01">')
    accept(f"yandex_{'0' * 16}.html")
    home = client.get("/").content.decode()
    assert f'<meta name="msvalidate.01" content="{A}">' in home
    assert f'<meta name="yandex-verification" content="{"0" * 16}">' in home


@pytest.mark.parametrize(
    "path",
    [
        "/google0000000000000000.html",
        "/GOOGLE1234567890ABCDEF.HTML",
        "/google1234567890ABCDEF.html",
        "/google1234567890abcdef.html/",
        "/google1234567890abcdef.html%00",
        "/google1234567890abcdef.html%0a",
        "/google1234567890abcdef.html%2f..",
        "/..%2fgoogle1234567890abcdef.html",
        "/x/google1234567890abcdef.html",
        "/BingSiteAuth.xml",
        "/bingsiteauth.xml",
        f"/yandex_{'a' * 16}.html",
        "/anything.html",
        "/anything%00.html",
        f"/{'a' * 30}.html",
    ],
)
def test_unknown_names_are_not_found(client: Client, path: str) -> None:
    accept(GOOGLE)
    assert client.get(path).status_code == 404


def test_no_redirect_of_an_import_answers_at_a_marked_name(client: Client) -> None:
    lead(f"/{GOOGLE}", "/2026/11/elsewhere/")
    lead(f"/{'a' * 30}.html", "/2026/11/an-old-page/")
    assert client.get(f"/{GOOGLE}").status_code == 404
    assert client.get(f"/{'a' * 30}.html").status_code == 301


def test_pages_of_the_owner_are_not_shadowed(client: Client) -> None:
    for slug in ("about", f"ahrefs_{'a' * 64}", "google1234567890abcdef"):
        Page.objects.create(slug=slug, language="en", title="A page of ours")
        assert b"A page of ours" in client.get(f"/{slug}/").content
