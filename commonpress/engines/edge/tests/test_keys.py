import pytest

from commonpress.engines.edge import keys


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("/", "/"),
        ("/?utm_source=a", "/"),
        ("/search/?q=ferry", "/search/?q=ferry"),
        ("/search/?q=ferry&utm=1&section=sport", "/search/?q=ferry&section=sport"),
        ("/search/?section=sport&q=ferry", "/search/?q=ferry&section=sport"),
        ("/search/?q=a&q=b", "/search/?q=b"),
        ("/search/?q=%C8%99i", "/search/?q=%C8%99i"),
        ("/search/?q=și", "/search/?q=%C8%99i"),
        ("/search/?q=a+b", "/search/?q=a+b"),
        ("/search/?q=a%26section%3Dx", "/search/?q=a%26section%3Dx"),
        ("/2026/11/ferry/?x=1", "/2026/11/ferry/"),
    ],
)
def test_the_key_is_the_canonical_address(address: str, key: str) -> None:
    path, _, query = address.partition("?")
    assert keys.key_of(path, query) == key


@pytest.mark.parametrize(
    "path",
    [
        "/me/", "/studio/figures/", "/desk/figures/", "/admin/", "/account/sign-in/", "/seen/", "/static/paper.js",
        "/media/a.webp", "/account/x.css", "/me/.js", "/me/;.js", "/me/\n", "/me", "/account/../", "//", "/?a",
        "/account/%2e%2e/static/a.js", "/studio/figures/a.css",
    ],
)  # fmt: skip
def test_what_did_not_opt_in_has_no_key(path: str) -> None:
    assert keys.key_of(path, "") is None


def test_a_question_too_long_is_not_kept() -> None:
    assert keys.key_of("/search/", f"q={'a' * keys.LONGEST_QUERY}") is None
