# SPDX-License-Identifier: GPL-3.0-or-later
"""What real servers of other kinds need: processes ended by their id, packages, a database."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_S = 60
KILL_S = 10


class NotInstalled(RuntimeError):
    """A package that a server needs is not here and cannot be had."""


@dataclass(frozen=True)
class Process:
    """A server of ours in a process group of its own."""

    popen: "subprocess.Popen[bytes]"
    log: Path

    @property
    def is_alive(self) -> bool:
        return self.popen.poll() is None

    def end(self) -> None:
        """End it and what it forked; nothing else is in its group."""
        for how in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.popen.pid, how)
                self.popen.wait(KILL_S)
            except ProcessLookupError:
                break
            except subprocess.TimeoutExpired:
                continue
        self.popen.poll()

    def told(self) -> str:
        """The end of what it wrote down."""
        return self.log.read_bytes()[-1500:].decode("utf-8", "replace")


def spawn(words: Sequence[str], log: Path, *, env: Mapping[str, str], cwd: Path) -> Process:
    """Start a server; it ends with `Process.end`."""
    with log.open("ab") as out:
        popen = subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            cwd=cwd,
            env={**os.environ, **env},
            start_new_session=True,
        )
    return Process(popen, log)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run(
    words: Sequence[str],
    *,
    text: str = "",
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> str:
    """A command to its end; what it printed.

    Raises:
        RuntimeError: with what it said when it failed.
    """
    told = {**os.environ, **(env or {})}
    done = subprocess.run(
        words, input=text, env=told, cwd=cwd, capture_output=True, text=True, check=False
    )
    if done.returncode:
        message = f"{words[0]}: {done.stdout[-1500:]}{done.stderr[-1500:]}"
        raise RuntimeError(message)
    return done.stdout


def need_debian(*packages: str) -> None:
    """Install Debian packages; root alone can."""
    words = ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=300", "install", "-y"]
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("apt-get"):
        raise NotInstalled(" ".join(packages))
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    asked = [*words, "--no-install-recommends", *packages]
    done = subprocess.run(asked, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotInstalled(done.stdout[-1500:])


def default_cache() -> Path:
    """Where packages are kept from one run to the next."""
    return Path(os.environ.get("STET_HOUSES_CACHE") or ROOT / "build" / "houses")


def npm_package(spec: str, cache: Path) -> Path:
    """The tarball of an npm package, from the cache or from where npm finds packages."""
    kept = cache / f"{spec.replace('@', '-').replace('/', '-').strip('-')}.tgz"
    if kept.exists():
        return kept
    if not shutil.which("npm"):
        raise NotInstalled("npm")
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        run(["npm", "pack", "--silent", "--pack-destination", folder, spec])
        (made,) = Path(folder).glob("*.tgz")
        made.replace(kept)
    return kept


class MariaDb:
    """A database server of our own, on a socket in a folder.

    Args:
        folder: where its files are.
        name: of the database and of its one user.
        password: the user's.
    """

    def __init__(self, folder: Path, name: str, password: str) -> None:
        if not shutil.which("mariadbd", path=f"{os.environ['PATH']}:/usr/sbin"):
            need_debian("mariadb-server-core", "mariadb-client-core")
        self.folder, self.name, self.password = folder, name, password
        # A socket's path has 107 bytes at most.
        self._short = tempfile.mkdtemp(prefix="m")
        self.socket = Path(self._short) / "s"
        self.process = self._start()

    def ask(self, sql: str) -> str:
        """Do some SQL as root."""
        return run(["mariadb", "--no-defaults", "-uroot", f"--socket={self.socket}", "-e", sql])

    def copy(self, source: str, target: str, names: Sequence[str] = ()) -> None:
        """Make tables of one database as they are in another.

        Args:
            source: the one that is read.
            target: the one that is written.
            names: of the tables; none: all there are, and those that are not there are dropped.
        """
        sql = [f"CREATE DATABASE IF NOT EXISTS {target}"]
        if not names:
            names = self.ask(f"SHOW TABLES FROM {source}").split()[1:]
            there = self.ask("SELECT table_schema, table_name FROM information_schema.tables")
            rows = [each.split("\t") for each in there.splitlines()]
            extra = {name for schema, name in rows if schema == target} - set(names)
            sql += [f"DROP TABLE {target}.{each}" for each in extra]
        for each in names:
            sql += [
                f"CREATE TABLE IF NOT EXISTS {target}.{each} LIKE {source}.{each}",
                f"TRUNCATE TABLE {target}.{each}",
                f"INSERT INTO {target}.{each} SELECT * FROM {source}.{each}",
            ]
        first = ["SET sql_mode='NO_AUTO_VALUE_ON_ZERO'", "SET foreign_key_checks=0"]
        self.ask(";".join([*first, *sql]))

    def end(self) -> None:
        self.process.end()
        shutil.rmtree(self._short, ignore_errors=True)

    def _start(self) -> Process:
        root = ["--user=root"] if os.geteuid() == 0 else []
        data = self.folder / "db"
        if not (data / "mysql").exists():
            made = ["--auth-root-authentication-method=normal", "--skip-test-db"]
            run(["mariadb-install-db", "--no-defaults", f"--datadir={data}", *made, *root])
        words = [
            shutil.which("mariadbd", path=f"{os.environ['PATH']}:/usr/sbin") or "mariadbd",
            "--no-defaults",
            f"--datadir={data}",
            f"--socket={self.socket}",
            f"--pid-file={self._short}/pid",
            "--innodb-use-native-aio=0",
            "--innodb-buffer-pool-size=96M",
            "--innodb-flush-log-at-trx-commit=2",
            "--performance-schema=OFF",
            "--character-set-server=utf8mb4",
            "--skip-log-bin",
            "--skip-networking",
            *root,
        ]
        process = spawn(words, self.folder / "log" / "mariadb.log", env={}, cwd=self.folder)
        self._wait(process)
        return process

    def _wait(self, process: Process) -> None:
        sql = (
            f"CREATE DATABASE IF NOT EXISTS {self.name} CHARACTER SET utf8mb4 "
            f"COLLATE utf8mb4_unicode_ci; CREATE USER IF NOT EXISTS '{self.name}'@'%'; "
            f"ALTER USER '{self.name}'@'%' IDENTIFIED BY '{self.password}'; "
            f"GRANT ALL ON {self.name}.* TO '{self.name}'@'%';"
        )
        until_s = time.monotonic() + START_S
        while True:
            try:
                self.ask(sql)
            except RuntimeError:
                if not process.is_alive or time.monotonic() > until_s:
                    raise
                time.sleep(0.1)
            else:
                return
