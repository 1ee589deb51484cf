"""The hostile texts, alone and in bundles: a short run sends sixty at once, a long one (`make attacks`) each alone."""

import os
from collections.abc import Iterator
from functools import cache

from commonpress.engines.lib.html import too_deep
from commonpress.engines.lib.tests import payloads

AT_ONCE = int(os.environ.get("COMMONPRESS_ATTACKS_AT_ONCE", "60"))
# Ends whatever the text before it left open, so that the next one is read as its author meant it.
BREAK = "\n</textarea></title></style></script></noscript></select></svg></math>\"'>-->]]>\n\n"
# What browsers run when it is not cleaned, in every place where a text may stand: a line, a value, a script, a style.
LINES = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "'-alert(1)-'",
    "</script><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    '" autofocus onfocus=alert(1) x="',
    "javascript:alert(1)",
    "{{constructor.constructor('alert(1)')()}}",
    "--><img src=//evil.example/x onerror=alert(1)>",
]
# Names a page's own scripts could stumble over (DOM clobbering).
CLOBBER = (
    "<img name=body><img name=getElementById><form id=document><input name=attributes><input name=cookie></form>"
    "<a id=__proto__ href=https://evil.example/>x</a><a id=talk></a><img id=location name=querySelector>"
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>"
)


@cache
def texts() -> tuple[str, ...]:
    found = [
        *payloads.OWN,
        *LINES,
        CLOBBER,
        *payloads.dompurify(),
        *payloads.owasp(),
        *(one for one in payloads.naughty() if "<" in one or "script" in one),
    ]
    return tuple(dict.fromkeys(one for one in found if "\x00" not in one))


def bundles(longest: int = 100_000) -> Iterator[str]:
    """Texts of at most ``longest`` characters that hold all the payloads between them."""
    waiting: list[str] = []
    for one in texts():
        if len(one) > longest:
            continue
        if waiting and (len(waiting) == AT_ONCE or len(BREAK.join([*waiting, one])) > longest):
            yield BREAK.join(waiting)
            waiting = []
        waiting.append(one)
    if waiting:
        yield BREAK.join(waiting)


def whole(longest: int = 100_000) -> list[str]:
    """The bundles, none of which is so deep that the sanitiser makes plain text of it, which would prove nothing."""
    found = list(bundles(longest))
    assert not any(too_deep(one) for one in found)
    return found
