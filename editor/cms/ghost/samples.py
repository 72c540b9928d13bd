# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples of a Ghost: published posts with what stands on their pages, to learn from."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import quote, unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import httpx

from editor.cms.ghost import posts
from editor.cms.ghost.keys import Key
from editor.cms.ghost.line import Line
from editor.cms.spelling import instant, nfc
from editor.model.shell import Sample

COUNT: Final = 10
"""Of the newest posts the one that shows most is taken."""
_PUBLIC: Final = "status:published%2Bvisibility:public"
"""What only members may read is no page for everybody."""
_FIGURE: Final = ("kg-card kg-image-card", "kg-image")


class Samples:
    """A `Sampler`: see `editor.cms.sampler`.

    Args:
        address: as `Ghost` has it.
        login: as `Ghost` has it.
        transport: carries the requests; None: the network.

    Raises:
        Refused: `line.bad_address`, `line.not_safe`, `line.not_signed_in`, `line.not_a_key`.
    """

    def __init__(
        self, address: str, login: str, *, transport: httpx.BaseTransport | None = None
    ) -> None:
        self._line = Line(address, Key.read(login), transport)

    def sample(self, address: str) -> Sample | None:
        """See `Sampler`."""
        name = unquote(urlsplit(address).path).strip("/").rpartition("/")[2]
        if address and not name:
            return Sample(address)
        only = f"%2Bslug:{quote(name, safe='')}" if address else ""
        path = f"/posts/?{posts.LISTED}&filter={_PUBLIC}{only}&limit={COUNT}"
        rows = posts.rows(self._line.asked(f"{path}&order=published_at%20desc").doc, "posts")
        zone = self._zone()
        found = [_sample(row, zone) for row in rows]
        if address:
            # One that is no post has a look all the same; what stands on it is then told by signs.
            return next((each for each in found if each.address), Sample(address))
        return max(found, key=lambda each: each.richness, default=None)

    def close(self) -> None:
        """See `Sampler`."""
        self._line.close()

    def _zone(self) -> ZoneInfo:
        """By which clock the pages write their dates."""
        told = posts.rows(self._line.asked("/settings/?group=site").doc, "settings")
        named = {str(row.get("key")): str(row.get("value") or "") for row in told}
        try:
            return ZoneInfo(named.get("timezone") or "UTC")
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return ZoneInfo("UTC")


def _sample(row: Mapping[str, object], zone: ZoneInfo) -> Sample:
    at = instant(row.get("published_at"))
    tags = [e for e in posts.rows(row, "tags") if str(e.get("visibility")) != "internal"]
    names = tuple(nfc(str(each.get("name", ""))) for each in tags)
    authors = [nfc(str(each.get("name", ""))) for each in posts.rows(row, "authors")]
    picture = str(row.get("feature_image") or "")
    return Sample(
        address=str(row.get("url") or ""),
        headline=nfc(str(row.get("title") or "")),
        standfirst=nfc(str(row.get("custom_excerpt") or "")),
        html=str(row.get("html") or ""),
        author=next(iter(authors), ""),
        at=at.astimezone(zone) if at is not None else None,
        pictures=(picture,) if picture else (),
        sections=names[:1],
        tags=names,
        figure_classes=_FIGURE,
    )
