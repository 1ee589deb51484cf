"""The content security policy. One fixed header, because a cached page cannot carry a nonce."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# The hosts a click may load an embed from: keep in step with engines/lib/html.py.
EMBEDS = "https://www.youtube-nocookie.com https://player.vimeo.com"
POLICY = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data:",
        "style-src 'self'",
        "script-src 'self'",
        f"frame-src {EMBEDS}",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
# For previews: our own pages in frames of our own pages.
OWN_FRAMES = POLICY.replace(f"frame-src {EMBEDS}", "frame-src 'self'").replace(
    "frame-ancestors 'none'", "frame-ancestors 'self'"
)
Answer = Callable[[HttpRequest], HttpResponse]


def content_security_policy(answer: Answer) -> Answer:
    """Add the policy, and refuse the powers of the browser no page of ours asks for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        policy = OWN_FRAMES if getattr(response, "own_frames", False) else POLICY
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"
        )
        return response

    return middleware
