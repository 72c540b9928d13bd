# SPDX-License-Identifier: GPL-3.0-or-later
"""An nginx of the tests' own, with the configuration that the manual shows."""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

MANUAL = Path(__file__).parents[2] / "docs" / "growing.md"
NAME = "news.example.org"
START_S = 30
_MODULES = Path("/usr/lib/nginx/modules/ngx_http_cache_purge_module.so")
_WHOLE = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
load_module {module};
worker_processes 1;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {manual}
}}
"""


@dataclass(frozen=True)
class Nginx:
    """A running nginx."""

    address: str
    """Over TLS, with a certificate of its own; ask for it by `NAME`."""
    purge: str
    """Where it is told what changed."""
    folder: Path


def why_not() -> str:
    """Why it cannot be started here; empty: it can."""
    if shutil.which("nginx") is None:
        return "nginx is not installed (Debian's package `nginx`)"
    if not _MODULES.is_file():
        return "nginx cannot purge (Debian's package `libnginx-mod-http-cache-purge`)"
    return "" if shutil.which("openssl") else "openssl is not installed"


def configuration() -> str:
    """The configuration in the manual, as it stands there."""
    (found,) = re.findall(r"```nginx\n(.+?)```", MANUAL.read_text("utf-8"), re.DOTALL)
    return str(found)


@contextmanager
def running(
    folder: Path,
    newsroom: Sequence[str],
    readers: Sequence[str],
    *,
    changed: Mapping[str, str] = {},
) -> Iterator[Nginx]:
    """The manual's nginx before some servers, for as long as the block lasts.

    Args:
        folder: an empty one, for all of its files.
        newsroom: addresses of servers for laptops, `http://127.0.0.1:8000`.
        readers: of servers for readers.
        changed: what else is put in, in the place of what stands in the manual.
    """
    tls, purge = _free_port(), _free_port()
    _make_certificate(folder)
    told = {
        "/var/cache/nginx/stet": str(folder / "cache"),
        "listen 443 ssl": f"listen 127.0.0.1:{tls} ssl",
        "/etc/ssl/news.pem": str(folder / "news.pem"),
        "/etc/ssl/news.key": str(folder / "news.key"),
        "127.0.0.1:8081": f"127.0.0.1:{purge}",
        **changed,
    }
    manual = _with_servers(_with_servers(configuration(), "newsroom", newsroom), "readers", readers)
    for old, new in told.items():
        assert old in manual, old
        manual = manual.replace(old, new)
    file = folder / "nginx.conf"
    # As the owner of the folder, which nobody else may enter.
    user = "user root;" if os.geteuid() == 0 else ""
    file.write_text(_WHOLE.format(user=user, folder=folder, module=_MODULES, manual=manual))
    command = ["nginx", "-c", str(file), "-e", str(folder / "error.log")]
    subprocess.run([*command, "-t", "-q"], check=True)
    process = subprocess.Popen(command)
    try:
        _await(tls, process)
        yield Nginx(f"https://127.0.0.1:{tls}", f"http://127.0.0.1:{purge}", folder)
    finally:
        process.terminate()
        process.wait()


def _with_servers(text: str, name: str, addresses: Sequence[str]) -> str:
    lines = "".join(f"    server {each.removeprefix('http://')};\n" for each in addresses)
    told, count = re.subn(
        rf"(upstream {name} {{\n    least_conn;\n)(?:    server .+;\n)+", rf"\1{lines}", text
    )
    assert count == 1, name
    return told


def _make_certificate(folder: Path) -> None:
    told = ["-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}"]
    files = ["-keyout", str(folder / "news.key"), "-out", str(folder / "news.pem")]
    command = ["openssl", "req", "-x509", *told, *files]
    subprocess.run(command, check=True, capture_output=True)


def _free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        return int(free.getsockname()[1])


def _await(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_S
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return
