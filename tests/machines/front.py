"""nginx before the nodes, with the recipe of deploy/nginx-many.conf."""

import re
import signal
import subprocess
import time
from collections.abc import Collection, Sequence
from pathlib import Path

from tests.faults.stand import end
from tests.machines.network import Network, address
from tools.postgres import die_with_parent
from tools.system import find_nginx

ROOT = Path(__file__).resolve().parents[2]
RECIPE = ROOT / "deploy" / "nginx-many.conf"
AROUND = """
daemon off; worker_processes 1; pid {home}/pid; error_log {home}/error.log info;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    client_body_temp_path {home}/body; proxy_temp_path {home}/proxy; fastcgi_temp_path {home}/f;
    uwsgi_temp_path {home}/u; scgi_temp_path {home}/s;
    include {home}/paper.conf;
}}
"""
START_LIMIT = 20.0


class Front:
    def __init__(self, network: Network, nodes: Sequence[str], home: Path) -> None:
        self.network, self.nodes, self.home = network, nodes, home / "front"
        self.program = find_nginx() or ""
        if not self.program:
            raise RuntimeError("nginx is not installed: `apt-get install nginx-light`")
        self.home.mkdir()
        (self.home / "nginx.conf").write_text(AROUND.format(home=self.home))
        self.write(())
        reuse = network.on(
            "front", ["sysctl", "-qw", "net.ipv4.tcp_tw_reuse=1"]
        )  # as docs/operating/scale.md says
        subprocess.run(reuse, check=True)
        with (self.home / "log").open("w") as log:
            self.process = subprocess.Popen(
                network.on(
                    "front", [self.program, "-c", str(self.home / "nginx.conf"), "-p", str(self.home)]
                ),
                stdout=log,
                stderr=log,
                preexec_fn=die_with_parent,
            )
        self.wait()

    def wait(self) -> None:
        until = time.monotonic() + START_LIMIT
        while not (self.home / "pid").exists():
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"nginx did not start: {(self.home / 'log').read_text()[-1000:]}")
            time.sleep(0.05)

    def write(self, resting: Collection[str]) -> None:
        """The recipe with our nodes; those that rest get no new request."""
        servers = "\n".join(
            f"    server {address(node)}:8000 max_fails=4 fail_timeout=2s{' down' if node in resting else ''};"
            for node in self.nodes
        )
        recipe = re.sub(r"(?m)^ +server 10\.0\.0\.\d+:8000.*\n", "", RECIPE.read_text())
        recipe = recipe.replace("upstream paper {\n", f"upstream paper {{\n{servers}\n")
        (self.home / "paper.conf").write_text(without_tls(recipe))

    def rest(self, *resting: str) -> None:
        """Send nobody to these nodes from now on; what they are answering goes on."""
        self.write(resting)
        self.process.send_signal(signal.SIGHUP)
        time.sleep(1.0)  # until its new worker listens

    def stop(self) -> None:
        end(self.process, signal.SIGTERM, 10)


def without_tls(recipe: str) -> str:
    """Certificates prove nothing here: the second server block answers on port 80."""
    blocks = recipe.split("\nserver {")
    kept = "\nserver {".join([blocks[0], blocks[-1]])
    kept = re.sub(r"(?m)^ +ssl_.*\n|^ +listen \[.*\n", "", kept)
    kept = kept.replace(
        "Host $host", "Host $http_host"
    )  # the crowd writes its port, which browsers leave out
    return kept.replace("listen 443 ssl http2;", "listen 80;").replace("$scheme", "http")
