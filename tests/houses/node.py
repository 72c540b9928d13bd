# SPDX-License-Identifier: GPL-3.0-or-later
"""Node programs for tests: Node itself, and what a program's own lock file names, out of npm."""

import os
import platform
from pathlib import Path

from tests.houses.processes import NotInstalled, npm_package, run

_MACHINES = {"x86_64": "x64", "aarch64": "arm64"}
_NODE = "node-linux-{}@22.23.3"
"""The package that holds the binary; the one called `node` only fetches it."""
_PNPM = "@pnpm/exe.linux-{}@12.4.2"
"""As above."""
_WHOLE = "node_modules/.whole"
"""Stands where all dependencies have come."""


def unpacked(spec: str, cache: Path) -> Path:
    """The folder of an npm package, unpacked in the cache once.

    Raises:
        NotInstalled: npm is not here.
    """
    package = npm_package(spec, cache)
    found = package.with_suffix("")
    if not (found / "package.json").exists():
        part = package.with_suffix(".part")
        part.mkdir(exist_ok=True)
        run(["tar", "xzf", str(package), "-C", str(part), "--no-same-owner"])
        (part / "package").replace(found)
        part.rmdir()
    return found


def node(cache: Path) -> Path:
    """The program that runs JavaScript.

    Raises:
        NotInstalled: there is none for this machine.
    """
    return _binary(_NODE, "bin/node", cache)


def with_dependencies(spec: str, cache: Path) -> Path:
    """The folder of a program that has all that its lock file names; nothing is compiled.

    Raises:
        NotInstalled: as `node`.
    """
    program = unpacked(spec, cache)
    if (program / _WHOLE).exists():
        return program
    told = {f"XDG_{each}_HOME": str(cache / "xdg" / each) for each in ("CACHE", "DATA", "STATE")}
    path = f"{node(cache).parent}{os.pathsep}{os.environ['PATH']}"
    how = ["--prod", "--frozen-lockfile", "--ignore-scripts", "--reporter=append-only"]
    run(
        [str(_binary(_PNPM, "pnpm", cache)), "install", *how, "--store-dir", f"{cache}/pnpm-store"],
        env={**told, "PATH": path, "NODE_ENV": "production", "CI": "1"},
        cwd=program,
    )
    (program / _WHOLE).touch()
    return program


def _binary(spec: str, path: str, cache: Path) -> Path:
    machine = _MACHINES.get(platform.machine())
    if machine is None:
        raise NotInstalled(f"{spec} for {platform.machine()}")
    found = unpacked(spec.format(machine), cache) / path
    found.chmod(0o755)
    return found
