"""Names lead nowhere: the resolver is an address that never answers. Pages and writes wait for no name."""

from contextlib import nullcontext
from pathlib import Path

from tests.faults.hurt import hurt
from tests.faults.judge import Verdict
from tests.faults.stand import Server, on_sqlite

DEAD = "nameserver 192.0.2.1\noptions timeout:5 attempts:3\n"  # TEST-NET-1: nobody is there


def run(is_long: bool) -> list[Verdict]:
    with on_sqlite(COMMONPRESS_MAIL_URL="smtp://mail.paper.example:25") as (paper, facts):
        resolver = paper.folder.parent / "resolv.conf"
        resolver.write_text(DEAD)
        server = Nameless(paper, resolver=str(resolver))
        try:
            server.wait()
            return [hurt("names lead nowhere", server, facts, nullcontext(), 20.0 if is_long else 6.0)]
        finally:
            server.stop()


class Nameless(Server):
    """Served where /etc/resolv.conf is another one: in a mount namespace of its own."""

    def __init__(self, *given: object, resolver: str) -> None:
        self.resolver = resolver
        super().__init__(*given)  # type: ignore[arg-type]

    def command(self) -> list[str]:
        place = str(Path("/etc/resolv.conf").resolve())
        inside = 'mount --bind "$0" "$1" && shift && exec "$@"'
        return ["unshare", "--mount", "sh", "-c", inside, self.resolver, place, *super().command()]
