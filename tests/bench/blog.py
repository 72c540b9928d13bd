# SPDX-License-Identifier: GPL-3.0-or-later
"""An unmodified WordPress with one article in it, on MariaDB, with PHP's cache of code."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import tarfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

PACKAGE = "wp-studio@1.22.0"
"""Of npm; it carries the newest WordPress as it is published."""
NEEDED = ("php", "mariadbd", "mariadb", "mariadb-install-db", "npm")
PATIENCE_S = 60.0
_INSIDE = "package/dist/cli/wp-files/latest/wordpress/"
_CONFIG = """<?php
define('DB_NAME', 'wordpress');
define('DB_USER', 'wordpress');
define('DB_PASSWORD', '{password}');
define('DB_HOST', 'localhost:{folder}/m.sock');
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
$table_prefix = 'wp_';
define('WP_HOME', 'http://127.0.0.1:{port}');
define('WP_SITEURL', 'http://127.0.0.1:{port}');
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
define('DISABLE_WP_CRON', true);
if (!defined('ABSPATH')) {{ define('ABSPATH', __DIR__ . '/'); }}
require_once ABSPATH . 'wp-settings.php';
"""
_SETUP = """<?php
$told = json_decode(stream_get_contents(STDIN), true);
$_SERVER += ['HTTP_HOST' => $told['host'], 'REQUEST_URI' => '/', 'REQUEST_METHOD' => 'GET',
    'SERVER_NAME' => '127.0.0.1', 'SERVER_PROTOCOL' => 'HTTP/1.1', 'REMOTE_ADDR' => '127.0.0.1'];
define('WP_INSTALLING', true);
ob_start();
require $told['home'] . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Bench', 'bench', 'bench@example.org', true, '', $told['password']);
$made = wp_insert_post(['post_title' => $told['headline'], 'post_content' => $told['copy'],
    'post_status' => 'publish', 'post_author' => 1], true);
ob_end_clean();
echo json_encode(['post' => $made, 'version' => $GLOBALS['wp_version']]);
"""


def lacking() -> list[str]:
    """The programs that are not installed here."""
    return [each for each in NEEDED if not shutil.which(each, path=_path())]


@contextmanager
def serving(build: Path, folder: Path, headline: str, copy: str) -> Iterator[tuple[int, str, str]]:
    """A WordPress with one published article: its port, the article's path, its version.

    Args:
        build: keeps the package between two runs.
        folder: for everything else; with a short name, as a socket stands in it.
        headline: of the article.
        copy: of the article.
    """
    home, password = folder / "www", secrets.token_hex(12)
    _unpack(build / "wordpress", home)
    port = _free_port()
    config = _CONFIG.format(password=password, folder=folder, port=port)
    (home / "wp-config.php").write_text(config, encoding="utf-8")
    told = {"host": f"127.0.0.1:{port}", "home": str(home), "password": password}
    with _database(folder, password):
        setup = folder / "setup.php"
        setup.write_text(_SETUP, encoding="utf-8")
        given = json.dumps({**told, "headline": headline, "copy": copy})
        made = json.loads(_run(["php", setup], given))
        with _running(["php", "-d", "opcache.enable=1", "-S", f"127.0.0.1:{port}", "-t", home]):
            _await(lambda: socket.create_connection(("127.0.0.1", port)).close())
            yield port, f"/?p={made['post']}", str(made["version"])


def _unpack(kept: Path, home: Path) -> None:
    kept.mkdir(parents=True, exist_ok=True)
    packages = sorted(kept.glob("*.tgz"))
    if not packages:
        _run(["npm", "pack", "--silent", "--pack-destination", kept, PACKAGE])
        packages = sorted(kept.glob("*.tgz"))
    with tarfile.open(packages[0]) as package:
        for member in package:
            if member.name.startswith(_INSIDE):
                member.name = member.name.removeprefix(_INSIDE)
                package.extract(member, home, filter="data")


@contextmanager
def _database(folder: Path, password: str) -> Iterator[None]:
    data, line = folder / "db", folder / "m.sock"
    auth = "--auth-root-authentication-method=normal"
    _run(["mariadb-install-db", "--no-defaults", auth, "--skip-test-db", f"--datadir={data}"])
    sizes = ("--innodb-buffer-pool-size=96M", "--innodb-log-file-size=24M", "--skip-log-bin")
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    where = [f"--datadir={data}", f"--socket={line}", "--skip-networking"]
    where += ["--user=root"] if is_root else []
    sql = (
        "CREATE DATABASE wordpress CHARACTER SET utf8mb4;"
        f"CREATE USER wordpress@localhost IDENTIFIED BY '{password}';"
        "GRANT ALL ON wordpress.* TO wordpress@localhost;"
    )
    with _running(["mariadbd", "--no-defaults", *where, *sizes]):
        asked = ["mariadb", "--no-defaults", "-uroot", f"--socket={line}", "-e", sql]
        _await(lambda: _run(asked))
        yield


@contextmanager
def _running(command: Sequence[object]) -> Iterator[None]:
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(_found(command), **quiet) as child:
        try:
            yield
        finally:
            child.terminate()


def _run(command: Sequence[object], told: str = "") -> str:
    run = subprocess.run(_found(command), input=told, capture_output=True, text=True, check=False)
    if run.returncode:
        raise RuntimeError(f"{command[0]}: {run.stdout[-500:]}{run.stderr[-500:]}")
    return run.stdout


def _found(command: Sequence[object]) -> list[str]:
    name, *rest = (str(each) for each in command)
    return [shutil.which(name, path=_path()) or name, *rest]


def _path() -> str:
    # Where Debian puts servers is not on everybody's path.
    return f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin"


def _await(attempt: Callable[[], object]) -> None:
    deadline_s = time.monotonic() + PATIENCE_S
    while True:
        try:
            attempt()
        except (OSError, RuntimeError):
            if time.monotonic() > deadline_s:
                raise
            time.sleep(0.2)
        else:
            return


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
