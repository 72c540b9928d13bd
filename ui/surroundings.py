# SPDX-License-Identifier: GPL-3.0-or-later
"""Surroundings: what Qt reads from the environment, set before Qt is loaded."""

import os
import sys
from collections.abc import MutableMapping
from pathlib import Path
from typing import Final

CARDS: Final = ("dri/*", "nvidiactl", "dxg")
"""Where Linux shows a graphics card: the kernel's own drivers, NVIDIA's, and that of Windows."""

BY_PROCESSOR: Final = {"QT_QUICK_BACKEND": "software", "QT_XCB_GL_INTEGRATION": "none"}
"""Without a card, OpenGL is the processor's work and a compiler of 60 MB; Qt draws without it."""

ONE_ZYGOTE: Final = "--no-unsandboxed-zygote"
"""Every process of a page is sandboxed: the second parent, of those that are not, stands idle."""

_FLAGS: Final = "QTWEBENGINE_CHROMIUM_FLAGS"


def prepare(
    environment: MutableMapping[str, str] = os.environ,
    *,
    platform: str = sys.platform,
    devices: Path = Path("/dev"),
    is_root: bool | None = None,
) -> None:
    """Set what Qt is to read; what the person has set stands.

    Args:
        environment: the process's own.
        platform: as `sys.platform` says it.
        devices: where a graphics card would be seen.
        is_root: None: ask the system.
    """
    if _is_root() if is_root is None else is_root:
        # Chromium's sandbox cannot run as root; for everybody else it stays on.
        environment.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")
    if environment.get("QT_IM_MODULE", "").startswith("fcitx"):
        # The wheel has no plug-in for fcitx, and fcitx5 answers to ibus's name.
        environment["QT_IM_MODULE"] = "ibus"
    if platform == "linux":
        environment[_FLAGS] = f"{environment.get(_FLAGS, '')} {ONE_ZYGOTE}".strip()
        if not _has_card(devices) and "QT_QUICK_BACKEND" not in environment:
            for name, value in BY_PROCESSOR.items():
                environment.setdefault(name, value)


def has_screen(
    environment: MutableMapping[str, str] = os.environ, *, platform: str = sys.platform
) -> bool:
    """Whether there is anything to show a window on."""
    if platform != "linux" or environment.get("QT_QPA_PLATFORM"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def is_unsealed(environment: MutableMapping[str, str] = os.environ) -> bool:
    """Whether the sandbox of the pages is off."""
    return environment.get("QTWEBENGINE_DISABLE_SANDBOX") == "1"


def _has_card(devices: Path) -> bool:
    return any(next(devices.glob(each), None) is not None for each in CARDS)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
