# SPDX-License-Identifier: GPL-3.0-or-later
"""A real, unmodified Ghost on a loopback port, wholly under one folder, set back in a moment.

python -m tests.houses.ghost DIR        start one, print what is needed to use it, wait
"""

import json
import secrets
import shutil
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.houses import node
from tests.houses.ghost_people import set_up
from tests.houses.processes import (
    MariaDb,
    NotInstalled,
    Process,
    default_cache,
    free_port,
    spawn,
)

PACKAGE = "ghost@6.65.0"
START_S = 240
"""It makes all its tables at the first start."""
CONTENT = (
    "actions",
    "api_keys",
    "integrations",
    "post_revisions",
    "posts",
    "posts_authors",
    "posts_meta",
    "posts_tags",
    "roles_users",
    "tags",
    "users",
)
"""The tables in which a test writes."""


@dataclass
class Ghost:
    """One that runs."""

    folder: Path
    url: str
    database: MariaDb
    server: Process
    keys: dict[str, str] = field(default_factory=dict)

    def login(self, user: str) -> str:
        """How a person signs in: the id of a key, a colon and its secret."""
        return self.keys[user]

    def reset(self) -> None:
        """Back to how it was just after it was set up; it keeps none of these rows in mind."""
        self.database.copy("pristine", "ghost", CONTENT)
        images = self.folder / "content" / "images"
        shutil.rmtree(images, ignore_errors=True)
        images.mkdir()

    def strike(self) -> None:
        """Nothing: it looks at its own clock."""

    def behind(self, told: str) -> str:
        """Do some SQL in it; what it printed."""
        return self.database.ask(f"USE ghost; {told}")


@contextmanager
def running(folder: Path, cache: Path | None = None) -> Iterator[Ghost]:
    """A Ghost for as long as the block lasts.

    Raises:
        NotInstalled: Node, MariaDB or npm are not here and cannot be had.
    """
    for each in ("log", "mail", "tools"):
        (folder / each).mkdir(parents=True, exist_ok=True)
    kept = cache or default_cache()
    program = node.with_dependencies(PACKAGE, kept)
    _lay_out(folder, program)
    database = MariaDb(folder, "ghost", secrets.token_hex(12))
    try:
        url = _configure(folder, database)
        words = [str(node.node(kept)), "current/index.js"]
        env = {"NODE_ENV": "production", "NO_COLOR": "1"}
        server = spawn(words, folder / "log" / "ghost.log", env=env, cwd=folder)
        try:
            _wait(url, server)
            found = Ghost(folder, url, database, server)
            found.keys = set_up(url, folder / "mail", found.behind)
            database.copy("ghost", "pristine", CONTENT)
            yield found
        finally:
            server.end()
    finally:
        database.end()


def _lay_out(folder: Path, program: Path) -> None:
    """Its own layout: it runs in the folder, and the program is at `current` there."""
    link = folder / "current"
    link.unlink(missing_ok=True)
    link.symlink_to(program)
    if not (folder / "content").exists():
        shutil.copytree(program / "content", folder / "content")
    mailer = folder / "tools" / "sendmail"
    # Mail goes into files, one each; a file has its last name when it is whole.
    part, whole = f"{folder}/mail/.part$$", f"{folder}/mail/$(date +%s%N).eml"
    mailer.write_text(f'#!/bin/sh\ncat > "{part}" && mv "{part}" "{whole}"\n')
    mailer.chmod(0o755)


def _configure(folder: Path, database: MariaDb) -> str:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    login = {"user": "ghost", "password": database.password, "database": "ghost"}
    connection = {**login, "socketPath": str(database.socket)}
    told = {
        "url": url,
        "server": {"host": "127.0.0.1", "port": port, "shutdownTimeout": 3000},
        "database": {"client": "mysql2", "connection": connection},
        "mail": {
            "transport": "sendmail",
            "from": "newsroom@newsroom.example",
            "options": {"path": f"{folder}/tools/sendmail"},
        },
        "paths": {"contentPath": f"{folder}/content/"},
        "logging": {"level": "info", "transports": ["stdout"]},
        "security": {"staffDeviceVerification": False},
        "privacy": {"useUpdateCheck": False, "useGravatar": False, "useRpcPing": False},
    }
    path = folder / "config.production.json"
    path.write_text(json.dumps(told))
    path.chmod(0o600)
    return url


def _wait(url: str, server: Process) -> None:
    until_s = time.monotonic() + START_S
    while True:
        try:
            with urllib.request.urlopen(f"{url}/ghost/api/admin/site/", timeout=30) as reply:
                reply.read()
                return
        except OSError:
            if not server.is_alive or time.monotonic() > until_s:
                raise RuntimeError(server.told()) from None
            time.sleep(0.2)


def main() -> None:
    folder = Path(sys.argv[1]).absolute()
    try:
        with running(folder) as found:
            told = {"url": found.url, "keys": found.keys, "folder": str(folder)}
            print(json.dumps(told), flush=True)
            sys.stdin.read()
    except NotInstalled as error:
        sys.exit(f"not installed: {error}")


if __name__ == "__main__":
    main()
