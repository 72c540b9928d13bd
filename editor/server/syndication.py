# SPDX-License-Identifier: GPL-3.0-or-later
"""The routes that programs read the site by: feeds, site maps, robots.txt."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Request, Response

from editor.server import caching
from editor.server.archive import Archive
from editor.server.pages import Made, PublicPages
from editor.server.public import PAGE_HEADERS, READING, KeptAre, PagesAre, not_found
from editor.server.requests import ArchiveIs

# Loaded with the first request, as the pages are: see `editor.server.pages`.
if TYPE_CHECKING:
    from editor.server.digests import Digests

_XML: Final = "application/xml; charset=utf-8"
_PLAIN: Final = "text/plain; charset=utf-8"

router = APIRouter(include_in_schema=False)


@router.api_route("/rss.xml", methods=READING)
@router.api_route("/{category}/rss.xml", methods=READING)
def rss(
    request: Request, archive: ArchiveIs, kept: KeptAre, pages: PagesAre, category: str = ""
) -> Response:
    """The newest stories of the site, or of one of its categories, as RSS 2.0."""

    def make() -> Made | Response:
        return _digests(request, archive, pages).rss(category) or not_found(pages)

    return kept.page(request.scope, make, name=_name(request, archive))


@router.api_route("/atom.xml", methods=READING)
@router.api_route("/{category}/atom.xml", methods=READING)
def atom(
    request: Request, archive: ArchiveIs, kept: KeptAre, pages: PagesAre, category: str = ""
) -> Response:
    """The newest stories of the site, or of one of its categories, as Atom."""

    def make() -> Made | Response:
        return _digests(request, archive, pages).atom(category) or not_found(pages)

    return kept.page(request.scope, make, name=_name(request, archive))


@router.api_route("/sitemap-news.xml", methods=READING)
def news_map(request: Request, archive: ArchiveIs, kept: KeptAre, pages: PagesAre) -> Response:
    """The stories of the last two days, for those who collect news."""
    make = _digests(request, archive, pages).news_map
    return kept.page(request.scope, make, name=_name(request, archive))


@router.api_route("/sitemap.xml", methods=READING)
def map_index(request: Request, archive: ArchiveIs, pages: PagesAre) -> Response:
    """Where the site maps are."""
    return _unless_known(request, archive, _digests(request, archive, pages).map_index)


@router.api_route("/sitemap-{number}.xml", methods=READING)
def site_map(request: Request, archive: ArchiveIs, pages: PagesAre, number: str) -> Response:
    """A part of all that readers may see."""
    digests = _digests(request, archive, pages)
    if f"/sitemap-{number}.xml" not in digests.maps():
        return not_found(pages)
    return _unless_known(request, archive, lambda: digests.site_map(int(number)))


@router.api_route("/robots.txt", methods=READING)
def robots(request: Request, archive: ArchiveIs, pages: PagesAre) -> Response:
    """What programs may read."""
    return Response(_digests(request, archive, pages).robots(), 200, PAGE_HEADERS, _PLAIN)


def _digests(request: Request, archive: Archive, pages: PublicPages) -> "Digests":
    from editor.server.digests import Digests  # noqa: PLC0415  # see above

    # Programs want whole addresses: where the site has none, the one that the reader came by.
    address = archive.profile.address or str(request.base_url).rstrip("/")
    return Digests(archive, pages, replace(archive.profile, address=address))


def _name(request: Request, archive: Archive) -> str:
    """What a feed is kept as: where the site has no address, one for each way in."""
    path = request.url.path
    return path if archive.profile.address else f"{request.base_url} {path}"


def _unless_known(request: Request, archive: Archive, make: Callable[[], str]) -> Response:
    """A map, made anew unless nothing went public since it was read: too large to be kept."""
    told = f"{archive.editions.mark()} {request.url}"
    etag = f'W/"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'
    # Every act on a story is told by the key of the home page.
    headers = {**PAGE_HEADERS, "ETag": etag, **caching.headers([caching.listing("/")])}
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(make(), 200, headers, _XML)
