import time

import pytest

from commonpress.engines.readership.robots import is_automated, is_robot
from commonpress.engines.readership.tests.people import CHROME, FIREFOX

ROBOTS = [
    "",
    "   ",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
    "CCBot/2.0 (https://commoncrawl.org/faq/)",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    CHROME.replace("Chrome/", "HeadlessChrome/"),
    "Mozilla/5.0 (Unknown; Linux x86_64) AppleWebKit/538.1 (KHTML, like Gecko) PhantomJS/2.1.1 Safari/538.1",
    f"{CHROME} Chrome-Lighthouse",
    *("curl/8.5.0", "Wget/1.24", "python-requests/2.32", "Python-urllib/3.11", "Go-http-client/2.0", "okhttp/4.12.0"),
    *("Java/17.0.2", "node", "undici", "axios/1.7", "Apache-HttpClient/4.5", "libwww-perl/6.7", "PostmanRuntime/7.4"),
    "x" * 513,
]  # fmt: skip
PEOPLE = [
    CHROME,
    FIREFOX,
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 10; CUBOT_X30) AppleWebKit/537.36 Chrome/141.0.0.0 Mobile Safari/537.36",
    "Opera/9.80 (J2ME/MIDP; Opera Mini/7.1) Presto/2.12 Version/12.16",
    "Lynx/2.9.0dev.5 libwww-FM/2.14",
]


@pytest.mark.parametrize("user_agent", ROBOTS)
def test_robots_and_programs_are_no_readers(user_agent: str) -> None:
    assert is_robot(user_agent)


@pytest.mark.parametrize("user_agent", PEOPLE)
def test_people_are(user_agent: str) -> None:
    assert not is_robot(user_agent)


def test_hints_give_away_a_hidden_robot() -> None:
    assert is_automated('"HeadlessChrome";v="141", "Not?A_Brand";v="8"')
    assert not is_automated('"Chromium";v="141", "Google Chrome";v="141"')


def test_a_verdict_is_remembered_and_the_memory_bounded() -> None:
    is_robot.cache_clear()
    begun = time.process_time()
    for n in range(5000):
        is_robot(f"{CHROME} {n}")
    assert is_robot.cache_info().currsize == 4096
    assert time.process_time() - begun < 10
