"""Who is no reader: robots that say so, programs, and browsers without a person in front of them.

The list of crawlers is crawler-user-agents, kept by many hands; what it does not call a crawler is added here. A robot that
lies about itself is found by what it does (writer.py bounds a network) or struck out later by an editor (strike.py).
"""

import re
from functools import lru_cache

from crawleruseragents import is_crawler

LONGEST = 512  # characters; no browser says as much of itself
PROGRAMS = re.compile(
    r"headless|phantomjs|puppeteer|playwright|selenium|webdriver|cypress|electron|lighthouse|pagespeed|prerender|"
    r"^(?:java|node|undici|deno|bun|php|perl|ruby|lua|dart|python|postmanruntime|insomnia|httpie|libwww|okhttp|"
    r"apache-httpclient|go-http|reqwest|hyper|axios|got|fetch|curl|wget|rest-client|winhttp|cfnetwork)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def is_robot(user_agent: str) -> bool:
    """Whether this user agent is to be left out. The first verdict on one costs about 0.1 ms, later ones nothing."""
    text = user_agent.strip()
    if not text or len(text) > LONGEST:
        return True
    return bool(PROGRAMS.search(text)) or bool(is_crawler(text))


def is_automated(hints: str) -> bool:
    """Whether the client hints (Sec-CH-UA) give away what the user agent hides."""
    return "headless" in hints.lower()
