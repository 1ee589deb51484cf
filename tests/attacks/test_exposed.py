"""What must not be there: the program's own files, other programs' screens, and rooms the paper does not have."""

import time

import pytest

from tests.attacks.line import Target, ask

NOBODYS = """
/.git/config /.git/HEAD /.env /paper.env /paper.sqlite3 /db.sqlite3 /static/../paper.env /media/../paper.env
/media/%2e%2e/paper.env /media/..%2fpaper.env /media/%2e%2e%2fpaper.sqlite3 /static/%2e%2e/paper.env
/static/..%2f..%2fpaper.env /media/held/ /media/ /static/ /media/.. /index/ /backup/ /backups/ /paper.tar
/server-status /phpinfo.php /wp-admin/ /wp-login.php /xmlrpc.php /.svn/entries /.DS_Store /.htaccess /debug/
/__debug__/ /silk/ /actuator/health /console /graphql /api/docs /api/v1/docs /api/v1/openapi.json /swagger.json
/requirements.lock /pyproject.toml /manage.py /commonpress/config/settings.py //etc/passwd /etc/passwd
/..%2f..%2f..%2fetc%2fpasswd /%2e%2e/%2e%2e/etc/passwd /.well-known/../paper.env /.well-known/%2e%2e%2fpaper.env
/google%00.html /google../../paper.env.html /.well-known/acme-challenge/../../paper.env /ads.txt/ /ads.txt%00
/.well-known/security.txt%2f..%2f..%2fpaper.env /robots.txt/..;/admin/ /;/admin/ /%61dmin/%2e%2e/paper.env
""".split()
# Features the paper has not got. Whoever adds one brings the tests of its lines in ATTACKS: 9, 10, 42 and 48.
FEDERATION = """
/.well-known/webfinger?resource=acct:ben@paper.example /.well-known/nodeinfo /nodeinfo/2.1 /inbox /outbox /users/olga
/users/olga/inbox /actor /oembed?url=https://paper.example/ /.well-known/oauth-authorization-server /oauth/token
""".split()
REDIS = ("redis", "django_redis", "celery")


@pytest.mark.parametrize("paths", [NOBODYS, FEDERATION], ids=["files", "federation"])
def test_nothing_stands_where_nothing_should(target: Target, paths: list[str]) -> None:
    for path in paths:
        answer = ask(target.server, path, host="paper.example")
        assert answer.status in {301, 302, 400, 404}, (path, answer.status)
        for secret in (b"SECRET_KEY", b"root:x:", b"SQLite format", b"[core]", b"Index of"):
            assert secret not in answer.body, path
        if answer.status < 400:  # a slash is added, nothing else
            where = answer["location"]
            assert where.startswith("/"), (path, where)
            assert ask(target.server, where, host="paper.example").status in {302, 404}, (path, where)
        assert not answer["cache-control"].startswith("public"), path


def test_the_same_question_is_answered_where_something_is(target: Target) -> None:
    """The control: the server does answer files, at their own addresses."""
    for path in ("/robots.txt", "/.well-known/security.txt", target.places["picture"]):
        assert ask(target.server, path, host="paper.example").status == 200, path


def test_no_other_service_is_spoken_to() -> None:
    """Redis has no part in it: its faults and attacks have nothing to meet."""
    from importlib.util import find_spec

    assert not [name for name in REDIS if find_spec(name)]


def test_an_error_tells_nothing_of_the_program(target: Target) -> None:
    for path, method, body in (
        ("/there-never-was/%ff", "GET", b""),
        ("/search/?q=%00%ff&page=x&author[]=1", "GET", b""),
        ("/api/v1/stories/?cursor=%00", "GET", b""),
        ("/api/v1/me/stories/", "POST", b'{"headline": ' + b"[" * 100_000),
        ("/account/sign-in/", "POST", b"\xff" * 100),
        ("/2026/11/%27%20OR%201=1--/", "GET", b""),
    ):
        sent = {"authorization": f"Bearer {target.places['token']}", "content_type": "application/json"}
        began = time.monotonic()
        answer = ask(target.server, path, method, body, host="paper.example", **sent)
        assert 200 <= answer.status < 500, (path, answer.status)
        assert time.monotonic() - began < 5
        for word in (
            b"Traceback",
            b"site-packages",
            b"DEBUG",
            b"sqlite3.",
            b"psycopg",
            str(target.folder).encode(),
        ):
            assert word not in answer.body, (path, word)
