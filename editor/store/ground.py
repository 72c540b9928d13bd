# SPDX-License-Identifier: GPL-3.0-or-later
"""The ground that a store lies on: a disk of this computer, a network drive, a cloud's folder."""

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import Final

_PLAIN_KINDS: Final = (
    "afs",
    "afpfs",
    "ceph",
    "cifs",
    "coda",
    "davfs",
    "lustre",
    "ncpfs",
    "nfs",
    "nfs4",
    "smb3",
    "smbfs",
    "webdav",
)
_FUSE_KINDS: Final = (
    "curlftpfs",
    "davfs2",
    "glusterfs",
    "google-drive-ocamlfuse",
    "gvfsd-fuse",
    "onedriver",
    "rclone",
    "s3fs",
    "smbnetfs",
    "sshfs",
)
NETWORK_KINDS: Final = frozenset((*_PLAIN_KINDS, *(f"fuse.{each}" for each in _FUSE_KINDS)))
"""Kinds of mounts whose other end is another computer."""
_CLOUD: Final = re.compile(
    r"(?:onedrive|dropbox|google ?drive|icloud ?drive|com~apple~clouddocs|nextcloud|owncloud"
    r"|pcloud ?drive|megasync|yandex\.disk|box sync)(?:$|[ ()\-_.].*)",
    re.IGNORECASE,
)
_CLOUD_VARIABLES: Final = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_MAC_MOUNT: Final = re.compile(r"^.+? on (/.*) \(([\w.]+)[,)]")
_ESCAPE: Final = re.compile(r"\\([0-7]{3})")
_REMOTE_DRIVE: Final = 4
"""What Windows calls a drive on another computer."""


def network_kind(folder: Path) -> str:
    """The kind of network drive that a folder lies on, as the system names it; empty: on none.

    The folder need not exist yet.
    """
    folder = folder.resolve()
    if sys.platform == "win32":
        return "smb" if _is_remote(PureWindowsPath(folder)) else ""
    kind = kind_at(PurePosixPath(folder), _mounts())
    return kind if kind in NETWORK_KINDS else ""


def cloud(folder: PurePath, environment: Mapping[str, str] = os.environ) -> str:
    """The folder above this one, or itself, that a cloud's program carries away; empty: none."""
    for each in (folder, *folder.parents):
        if _CLOUD.fullmatch(each.name):
            return str(each)
    told = (environment.get(name, "") for name in _CLOUD_VARIABLES)
    return next((each for each in told if each and folder.is_relative_to(each)), "")


def kind_at(folder: PurePosixPath, mounts: Iterable[tuple[str, str]]) -> str:
    """The kind of the mount that a folder lies on.

    Args:
        folder: absolute, without links.
        mounts: place and kind of each, in the order in which they were mounted.
    """
    found, depth, inside = "", -1, f"{folder}/"
    for place, kind in mounts:
        mount = place.rstrip("/")
        # Of two at one place the later one hides the earlier.
        if inside.startswith(f"{mount}/") and len(mount) >= depth:
            found, depth = kind, len(mount)
    return found


def linux_mounts(told: str) -> list[tuple[str, str]]:
    """Place and kind of each mount, out of `/proc/self/mounts`."""
    rows = (line.split(" ") for line in told.splitlines())
    return [(_ESCAPE.sub(_letter, row[1]), row[2]) for row in rows if len(row) > 2]


def mac_mounts(told: str) -> list[tuple[str, str]]:
    """Place and kind of each mount, out of what `mount` prints on macOS."""
    found = (_MAC_MOUNT.match(line) for line in told.splitlines())
    return [(each[1], each[2]) for each in found if each]


def _mounts() -> list[tuple[str, str]]:
    try:
        if sys.platform == "darwin":
            run = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False)
            return mac_mounts(run.stdout)
        told = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape")
        return linux_mounts(told)
    except OSError:
        return []


def _letter(found: re.Match[str]) -> str:
    return chr(int(found[1], 8))


if sys.platform == "win32":
    import ctypes

    def _is_remote(folder: PureWindowsPath) -> bool:
        """Whether a folder is named by its computer, or lies on a drive that stands for one."""
        if folder.drive.startswith("\\\\"):
            return True
        return bool(ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == _REMOTE_DRIVE)

else:

    def _is_remote(folder: PureWindowsPath) -> bool:
        return folder.drive.startswith("\\\\")
