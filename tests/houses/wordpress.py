# SPDX-License-Identifier: GPL-3.0-or-later
"""A real, unmodified WordPress on a loopback port, wholly under one folder, set back in a second.

python -m tests.houses.wordpress DIR        start one, print what is needed to use it, wait
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

from tests.houses import php
from tests.houses.processes import (
    START_S,
    MariaDb,
    NotInstalled,
    Process,
    default_cache,
    free_port,
    need_debian,
    npm_package,
    run,
    spawn,
)

PACKAGE = "wp-studio@1.22.0"
"""Carries a whole WordPress, its translations and its command line."""
TIME_ZONE = "Asia/Ho_Chi_Minh"
"""On purpose: whoever mixes up the site's time and UTC is seven hours off."""
USERS = (
    ("lan", "administrator", "Lan"),
    ("mai", "editor", "Mai"),
    ("minh", "author", "Minh"),
    ("hoa", "contributor", "Hoa"),
)
CATEGORIES = {"tin-tuc": "Tin tức", "van-hoa": "Văn hóa", "ngo-doc": "Hỏi & đáp"}
_WHERE = "package/dist/cli/wp-files/latest/wordpress"
_WORDS = "package/dist/cli/wp-files/latest/languages/vi.l10n.php"
"""What it says, in Vietnamese."""


@dataclass
class WordPress:
    """One that runs."""

    folder: Path
    url: str
    database: MariaDb
    server: Process
    passwords: dict[str, str] = field(default_factory=dict)

    def login(self, user: str) -> str:
        """How a person signs in: a name, a colon and an application password."""
        return f"{user}:{self.passwords[user]}"

    def reset(self) -> None:
        """Back to how it was just after it was set up."""
        self.database.copy("pristine", "wordpress")
        uploads = self.folder / "www" / "wp-content" / "uploads"
        shutil.rmtree(uploads, ignore_errors=True)
        uploads.mkdir()

    def strike(self) -> None:
        """Do what is due: posts whose time has come go before readers."""
        with urllib.request.urlopen(f"{self.url}/wp-cron.php?doing_wp_cron", timeout=60) as reply:
            reply.read()

    def behind(self, told: str) -> str:
        """Run PHP inside it; what it printed."""
        load = f"require '{self.folder}/www/wp-load.php'; {told}"
        return run(["php", "-d", "display_errors=0", "-r", load])

    def requests(self) -> list[str]:
        """Every request that reached it, as its log has them."""
        lines = self.server.log.read_text("utf-8", "replace").splitlines()
        return [each for each in lines if "]: " in each]


@contextmanager
def running(folder: Path, cache: Path | None = None) -> Iterator[WordPress]:
    """A WordPress for as long as the block lasts.

    Raises:
        NotInstalled: PHP, MariaDB or npm are not here and cannot be had.
    """
    _need_php()
    for each in ("run", "log", "tools", "mail"):
        (folder / each).mkdir(parents=True, exist_ok=True)
    _place(folder, npm_package(PACKAGE, cache or default_cache()))
    database = MariaDb(folder, "wordpress", secrets.token_hex(12))
    try:
        made = _set_up(folder, database)
        try:
            yield made
        finally:
            made.server.end()
    finally:
        database.end()


def _need_php() -> None:
    known = run(["php", "-m"]).lower().split() if shutil.which("php") else []
    if not all(each in known for each in php.MODULES):
        need_debian(*php.PACKAGES)


def _place(folder: Path, package: Path) -> None:
    if (folder / "www" / "wp-load.php").exists():
        return
    inner = ["--no-same-owner", _WHERE, _WORDS]
    run(["tar", "xzf", str(package), "-C", str(folder / "run"), *inner])
    (folder / "run" / _WHERE).replace(folder / "www")
    languages = folder / "www" / "wp-content" / "languages"
    languages.mkdir(exist_ok=True)
    (folder / "run" / _WORDS).replace(languages / "vi.l10n.php")
    (folder / "www" / "wp-content" / "uploads").mkdir(exist_ok=True)


def _set_up(folder: Path, database: MariaDb) -> WordPress:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    told = {"password": database.password, "socket": database.socket, "url": url}
    config = php.CONFIG.format(**told, salt=secrets.token_hex(16))
    (folder / "www" / "wp-config.php").write_text(config)
    (folder / "tools" / "router.php").write_text(php.ROUTER)
    (folder / "tools" / "setup.php").write_text(php.SETUP)
    people = [
        {"login": login, "role": role, "display": name, "email": f"{login}@newsroom.example"}
        for login, role, name in USERS
    ]
    asked = {
        "root": str(folder / "www"),
        "host": f"127.0.0.1:{port}",
        "users": [{**each, "password": secrets.token_urlsafe(12)} for each in people],
        "name": "Sông Báo",
        "timezone": TIME_ZONE,
        "categories": CATEGORIES,
    }
    flags = ["-d", "sendmail_path=/bin/true", "-d", "display_errors=0", "-d", "memory_limit=256M"]
    passwords = json.loads(
        run(["php", *flags, f"{folder}/tools/setup.php"], text=json.dumps(asked))
    )
    database.copy("wordpress", "pristine")
    limits = ["-d", "upload_max_filesize=8M", "-d", "post_max_size=8M", "-d", "expose_php=0"]
    words = ["php", *flags, *limits, "-S", f"127.0.0.1:{port}", "-t", f"{folder}/www"]
    env = {"PHP_CLI_SERVER_WORKERS": "4"}
    log = folder / "log" / "http.log"
    server = spawn([*words, f"{folder}/tools/router.php"], log, env=env, cwd=folder / "www")
    found = WordPress(folder, url, database, server, passwords)
    _wait(found)
    return found


def _wait(found: WordPress) -> None:
    until_s = time.monotonic() + START_S
    while True:
        try:
            with urllib.request.urlopen(f"{found.url}/wp-json/", timeout=30) as reply:
                reply.read()
                return
        except OSError:
            if not found.server.is_alive or time.monotonic() > until_s:
                found.server.end()
                raise RuntimeError(found.server.told()) from None
            time.sleep(0.05)


def main() -> None:
    folder = Path(sys.argv[1]).absolute()
    try:
        with running(folder) as found:
            told = {"url": found.url, "passwords": found.passwords, "folder": str(folder)}
            print(json.dumps(told), flush=True)
            sys.stdin.read()
    except NotInstalled as error:
        sys.exit(f"not installed: {error}")


if __name__ == "__main__":
    main()
