# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples of a WordPress: published posts with what stands on their pages, to learn from."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta, timezone
from typing import Final, cast
from urllib.parse import quote, unquote, urlsplit

import httpx

from editor.cms.foreign import Foreign
from editor.cms.spelling import instant, plain
from editor.cms.wordpress import troubles
from editor.cms.wordpress.choosing import basic
from editor.model.shell import Sample

COUNT: Final = 10
"""Of the newest posts the one that shows most is taken."""
_FIELDS: Final = (
    "id,link,date,date_gmt,title.rendered,content.rendered,content.protected,excerpt.rendered,"
    "_links,_embedded"
)
_EMBEDDED: Final = "author,wp:featuredmedia,wp:term"
_POSTS: Final = (
    f"/wp-json/wp/v2/posts?status=publish&per_page={COUNT}&_embed={_EMBEDDED}&_fields={_FIELDS}"
)
_FIGURE: Final = ("wp-block-image", "wp-image-0")
"""As `editor.cms.wordpress.copy.figure` has them; no file of the house has that number."""
_KINDS: Final = {"category": "sections", "post_tag": "tags"}


class Samples:
    """A `Sampler`: see `editor.cms.sampler`.

    Args:
        address: as `Wordpress` has it.
        login: as `Wordpress` has it.
        transport: carries the requests; None: the network.

    Raises:
        Refused: `line.bad_address`, `line.not_safe`, `line.not_signed_in`.
    """

    def __init__(
        self, address: str, login: str, *, transport: httpx.BaseTransport | None = None
    ) -> None:
        self._line = Foreign(address, basic(login), transport=transport)

    def sample(self, address: str) -> Sample | None:
        """See `Sampler`."""
        name = unquote(urlsplit(address).path).strip("/").rpartition("/")[2].removesuffix(".html")
        if address and not name:
            return Sample(address)
        asked = f"{_POSTS}&slug={quote(name, safe='')}" if address else _POSTS
        answer = self._line.call("GET", asked)
        if answer.status != 200:
            raise troubles.of(answer)
        found = [_sample(row) for row in answer.rows if not _is_closed(row)]
        if address:
            # One that is no post has a look all the same; what stands on it is then told by signs.
            return next((each for each in found if _is_at(each, address)), Sample(address))
        return max(found, key=lambda each: each.richness, default=None)

    def close(self) -> None:
        """See `Sampler`."""
        self._line.close()


def _is_at(found: Sample, address: str) -> bool:
    one, other = (urlsplit(unquote(each)).path.strip("/") for each in (found.address, address))
    return one == other


def _is_closed(row: Mapping[str, object]) -> bool:
    content = row.get("content")
    return isinstance(content, dict) and content.get("protected") is True


def _sample(row: Mapping[str, object]) -> Sample:
    within = row.get("_embedded")
    embedded = cast("Mapping[str, object]", within) if isinstance(within, dict) else {}
    terms = list(_terms(embedded.get("wp:term")))
    named = {
        kind: tuple(name for each, name in terms if each == taxonomy)
        for taxonomy, kind in _KINDS.items()
    }
    return Sample(
        address=str(row.get("link", "")),
        headline=plain(_rendered(row, "title")),
        standfirst=plain(_rendered(row, "excerpt")),
        html=_rendered(row, "content"),
        author=next(
            (plain(str(each.get("name", ""))) for each in _docs(embedded.get("author"))), ""
        ),
        at=_at(row),
        pictures=tuple(_pictures(embedded.get("wp:featuredmedia"))),
        sections=named["sections"],
        tags=named["tags"],
        figure_classes=_FIGURE,
    )


def _rendered(row: Mapping[str, object], name: str) -> str:
    found = row.get(name)
    return str(found.get("rendered", "")) if isinstance(found, dict) else ""


def _at(row: Mapping[str, object]) -> datetime | None:
    """When it was published, by the site's clock: it tells both times without a zone."""
    here, there = instant(row.get("date")), instant(row.get("date_gmt"))
    if here is None or there is None:
        return there
    offset = here - there
    is_sane = abs(offset) < timedelta(hours=24)
    return there.astimezone(timezone(offset)) if is_sane else there


def _docs(found: object) -> Iterator[Mapping[str, object]]:
    if isinstance(found, list):
        yield from (each for each in found if isinstance(each, dict))


def _terms(found: object) -> Iterator[tuple[str, str]]:
    for group in found if isinstance(found, list) else ():
        for each in _docs(group):
            yield str(each.get("taxonomy", "")), plain(str(each.get("name", "")))


def _pictures(found: object) -> Iterable[str]:
    return (str(each["source_url"]) for each in _docs(found) if each.get("source_url"))
