import pytest

from commonpress.engines.readership.agents import agent_class, classes

KIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
IOS = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)"
PHONE = "AppleWebKit/605.1.15 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("user_agent", "expected"),
    [
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {KIT} Chrome/141.0.0.0 Safari/537.36", "chrome-desktop"),
        (f"Mozilla/5.0 (Linux; Android 10; K) {KIT} Chrome/141.0.0.0 Mobile Safari/537.36", "chrome-mobile"),
        (f"Mozilla/5.0 (Linux; Android 10; K) {KIT} Chrome/141.0.0.0 Safari/537.36", "chrome-tablet"),
        (f"{IOS} {PHONE} CriOS/141.0 Mobile/15E148 Safari/604.1", "chrome-mobile"),
        (f"{IOS} {PHONE} Version/18.0 Mobile/15E148 Safari/604.1", "safari-mobile"),
        (f"Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) {PHONE} Version/18.0 Mobile/15E148 Safari/604.1", "safari-tablet"),
        (f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {PHONE} Version/18.0 Safari/605.1.15", "safari-desktop"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0", "firefox-desktop"),
        ("Mozilla/5.0 (Android 15; Mobile; rv:144.0) Gecko/144.0 Firefox/144.0", "firefox-mobile"),
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {KIT} Chrome/141.0.0.0 Safari/537.36 Edg/141.0", "edge-desktop"),
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {KIT} Chrome/141.0.0.0 Safari/537.36 OPR/120.0", "opera-desktop"),
        (f"Mozilla/5.0 (Linux; Android 10; K) {KIT} SamsungBrowser/28 Chrome/130 Mobile Safari/537.36", "samsung-mobile"),
        ("Dillo/3.2", "other"),
        ("", "other"),
    ],
)  # fmt: skip
def test_a_browser_is_known_by_its_kind_and_no_closer(user_agent: str, expected: str) -> None:
    assert agent_class(user_agent) == expected
    assert expected in classes()


def test_every_class_fits_its_column() -> None:
    assert max(map(len, classes())) <= 24
