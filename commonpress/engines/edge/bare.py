"""What the edge says alone, when Django is not asked or has no answer: plain text that nobody keeps."""

Headers = list[tuple[str, str]]

EMPTY: Headers = [
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
    ("content-security-policy", "default-src 'none'"),
]
PLAIN: Headers = [("content-type", "text/plain; charset=utf-8"), *EMPTY]
TOO_MUCH: Headers = [*PLAIN, ("retry-after", "2")]
TOO_MANY = b"Too many readers at once. Please try again in a moment.\n"
UNMEASURED = b"Say in Content-Length how long the body is, and send it again. Nothing was changed.\n"
NOT_MADE = b"This page could not be made. Please try again.\n"
