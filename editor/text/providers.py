# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: whose page an address is: sites of videos and posts by their hosts, as a table."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from urllib.parse import urlsplit

LONGEST_TOLD = 80
"""Characters of an address that stand for a title."""


class Kind(StrEnum):
    """What lies behind an address, as far as the address tells."""

    PAGE = "page"
    POST = "post"
    VIDEO = "video"


@dataclass(frozen=True, slots=True)
class Provider:
    """A site that readers know by name."""

    name: str
    hosts: tuple[str, ...]
    """Theirs, and all below them: `youtube.com` is `m.youtube.com` too."""
    kind: Kind
    """Of what stands there, unless `videos` says otherwise."""
    videos: str = ""
    """A pattern for the paths of its videos; empty: as `kind` says."""


PROVIDERS = (
    Provider("YouTube", ("youtube.com", "youtu.be", "youtube-nocookie.com"), Kind.VIDEO),
    Provider("Vimeo", ("vimeo.com",), Kind.VIDEO),
    Provider("Dailymotion", ("dailymotion.com", "dai.ly"), Kind.VIDEO),
    Provider("TikTok", ("tiktok.com",), Kind.VIDEO),
    Provider("Twitch", ("twitch.tv",), Kind.VIDEO),
    Provider("Facebook", ("fb.watch",), Kind.VIDEO),
    Provider("Facebook", ("facebook.com", "fb.com"), Kind.POST, r"/(?:watch|reel|[^/]+/videos)\b"),
    Provider("Instagram", ("instagram.com",), Kind.POST, r"/(?:reel|tv)/"),
    Provider("Threads", ("threads.net", "threads.com"), Kind.POST),
    Provider("X", ("x.com", "twitter.com"), Kind.POST, r"/[^/]+/status/\d+/video\b"),
    Provider("Zalo", ("zalo.me", "zaloapp.com"), Kind.POST),
    Provider("Zing MP3", ("zingmp3.vn",), Kind.PAGE),
    Provider("Telegram", ("t.me", "telegram.me"), Kind.POST),
    Provider("LinkedIn", ("linkedin.com",), Kind.POST),
    Provider("Bluesky", ("bsky.app",), Kind.POST),
    Provider("Reddit", ("reddit.com",), Kind.POST),
    Provider("Pinterest", ("pinterest.com", "pin.it"), Kind.POST),
    Provider("Spotify", ("spotify.com",), Kind.PAGE),
    Provider("SoundCloud", ("soundcloud.com",), Kind.PAGE),
    Provider("VTV", ("vtv.vn", "vtvgo.vn"), Kind.PAGE, r"/(?:video|vod)\b"),
    Provider("Google Maps", ("maps.app.goo.gl", "maps.google.com"), Kind.PAGE),
    Provider("Wikipedia", ("wikipedia.org",), Kind.PAGE),
)
"""Who is who; the first that fits counts."""

_BY_HOST = MappingProxyType({host: each for each in reversed(PROVIDERS) for host in each.hosts})


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads, as readers are told."""

    site: str
    """The name of the site; a host when nobody knows it by name."""
    kind: Kind
    told: str
    """The address without its scheme, short enough for a line."""


def target(address: str, own: Mapping[str, str] = MappingProxyType({})) -> Target | None:
    """Whose page an address is; None: it is no address of the web.

    Args:
        address: with `http` or `https`.
        own: hosts of the newspaper itself -> its name.
    """
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host:
        return None
    told = _short(host + parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else ""))
    if host in own:
        return Target(own[host], Kind.PAGE, told)
    known = _provider(host)
    if known is None:
        return Target(host, Kind.PAGE, told)
    is_video = known.kind is Kind.VIDEO or (known.videos and re.match(known.videos, parts.path))
    return Target(known.name, Kind.VIDEO if is_video else known.kind, told)


def _provider(host: str) -> Provider | None:
    labels = host.split(".")
    below = (".".join(labels[at:]) for at in range(len(labels) - 1))
    return next((_BY_HOST[each] for each in below if each in _BY_HOST), None)


def _short(told: str) -> str:
    return told if len(told) <= LONGEST_TOLD else told[: LONGEST_TOLD - 1] + "…"
