"""The class of a user agent: browser and kind of machine, so coarse that it tells nobody from anybody."""

import re
from functools import lru_cache

OTHER = "other"
# The first that fits: nearly every browser also names the ones it descends from.
BROWSERS = (
    ("edge", re.compile(r"\bEdg(?:e|A|iOS)?/")),
    ("opera", re.compile(r"\b(?:OPR|OPiOS|OPT|Opera)[/ ]")),
    ("samsung", re.compile(r"\bSamsungBrowser/")),
    ("firefox", re.compile(r"\b(?:Firefox|FxiOS)/")),
    ("chrome", re.compile(r"\b(?:Chrome|CriOS|Chromium)/")),
    ("safari", re.compile(r"\bVersion/[\d.]+.*\bSafari/|\b(?:iPhone|iPad).*AppleWebKit/")),
)
TABLET = re.compile(r"\biPad\b|\bTablet\b|\bAndroid\b(?!.*\bMobile\b)")
MOBILE = re.compile(r"\bMobile\b|\biPhone\b|\bAndroid\b")
MACHINES = ("desktop", "mobile", "tablet")


def classes() -> list[str]:
    """All classes there are, for forms and lists."""
    return [*(f"{browser}-{machine}" for browser, _ in BROWSERS for machine in MACHINES), OTHER]


@lru_cache(maxsize=4096)
def agent_class(user_agent: str) -> str:
    """Such as ``chrome-mobile`` or ``firefox-desktop``; ``other`` for what is none of the common browsers."""
    for browser, looks in BROWSERS:
        if looks.search(user_agent):
            return f"{browser}-{machine(user_agent)}"
    return OTHER


def machine(user_agent: str) -> str:
    if TABLET.search(user_agent):
        return "tablet"
    return "mobile" if MOBILE.search(user_agent) else "desktop"
