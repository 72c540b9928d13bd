# SPDX-License-Identifier: GPL-3.0-or-later
"""The routes of the public site: pages, pictures and the files that pages ask for."""

import re
from typing import Annotated, Final, cast

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse

from editor.errors import EditorError
from editor.model.operation import Entity
from editor.model.picture import Picture, Sha256
from editor.pictures.renditions import Renditions
from editor.server.archive import Archive
from editor.server.editions import Gone, Moved
from editor.server.kept import KeptPages
from editor.server.pages import Made, PublicPages
from editor.server.requests import ArchiveIs, MaybeCaller
from editor.wire import picture_from_doc

_SHA256 = re.compile(r"[0-9a-f]{64}")

# Style attributes are the colours under pictures, written by our own templates.
POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "img-src 'self'",
        "font-src 'self'",
        "style-src 'self'",
        "style-src-attr 'unsafe-inline'",
        "script-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
PAGE_HEADERS: Final = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Frame-Options": "DENY",
}
_FILE_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
_FOR_EVER: Final = "public, max-age=31536000, immutable"
_FOR_AN_HOUR: Final = "public, max-age=3600"

router = APIRouter(include_in_schema=False)
READING: Final = ["GET", "HEAD"]


async def _pages(request: Request) -> PublicPages:
    return cast("PublicPages", request.app.state.pages)


async def _renditions(request: Request) -> Renditions:
    return cast("Renditions", request.app.state.renditions)


async def _kept(request: Request) -> KeptPages:
    return cast("KeptPages", request.app.state.kept)


KeptAre = Annotated[KeptPages, Depends(_kept)]
PagesAre = Annotated[PublicPages, Depends(_pages)]
RenditionsAre = Annotated[Renditions, Depends(_renditions)]


@router.api_route("/", methods=READING)
def home(request: Request, kept: KeptAre, pages: PagesAre) -> Response:
    """The home page."""
    return kept.page(request.scope, pages.home)


@router.api_route("/media/{sha256}/{name}", methods=READING)
def media(
    archive: ArchiveIs,
    renditions: RenditionsAre,
    pages: PagesAre,
    caller: MaybeCaller,
    sha256: str,
    name: str,
) -> Response:
    """One size of a picture that readers may see; any picture for one of the newsroom."""
    picture = _picture(archive, sha256, is_inside=caller is not None)
    size = picture.named_rendition(name) if picture else None
    if picture is None or size is None:
        return not_found(pages)
    try:
        path = renditions.file(picture, name)
    except EditorError:
        return not_found(pages)
    is_public = caller is None
    headers = {
        "Cache-Control": _FOR_EVER if is_public else _FOR_EVER.replace("public", "private"),
        "Content-Security-Policy": _FILE_POLICY,
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Vary": "Authorization",
    }
    return FileResponse(path, headers=headers, media_type=size.media_type)


@router.api_route("/site/{name:path}", methods=READING)
def asset(request: Request, pages: PagesAre, name: str) -> Response:
    """A file that the pages ask for; its address changes with it when it has a version."""
    found = pages.asset(name)
    if found is None:
        return not_found(pages)
    kept = _FOR_EVER if request.query_params.get("v") else _FOR_AN_HOUR
    headers = {"Cache-Control": kept, "Content-Security-Policy": _FILE_POLICY}
    return FileResponse(found.path, headers=headers, media_type=found.media_type)


@router.api_route("/favicon.ico", methods=READING)
def favicon() -> Response:
    """Where browsers look of their own accord."""
    return RedirectResponse("/site/icon.svg", 301, {"Cache-Control": _FOR_AN_HOUR})


@router.api_route("/{slug}.html", methods=READING)
def article(
    request: Request, archive: ArchiveIs, kept: KeptAre, pages: PagesAre, slug: str
) -> Response:
    """An article's page, or where it went."""
    return kept.page(request.scope, lambda: _article(archive, pages, slug))


def _article(archive: Archive, pages: PublicPages, slug: str) -> Made | Response:
    found = archive.editions.at(slug)
    if found is None:
        return not_found(pages)
    if isinstance(found, Gone):
        return page(pages.gone(), status=410)
    if isinstance(found, Moved):
        return RedirectResponse(f"/{found.slug}.html", 301, {"Cache-Control": _FOR_AN_HOUR})
    return pages.article(found)


@router.api_route("/{category}/", methods=READING)
def category(request: Request, kept: KeptAre, pages: PagesAre, category: str) -> Response:
    """The page of one category of the site."""
    return kept.page(request.scope, lambda: pages.category(category) or not_found(pages))


def page(html: str, *, status: int = 200) -> Response:
    """A page, with what keeps everything but our own files out of it."""
    return HTMLResponse(html, status, PAGE_HEADERS)


def not_found(pages: PublicPages) -> Response:
    """The page that says so."""
    return page(pages.not_found(), status=404)


def _picture(archive: Archive, sha256: str, *, is_inside: bool) -> Picture | None:
    if not _SHA256.fullmatch(sha256):
        return None
    shown = archive.editions.picture(sha256)
    if shown is not None or not is_inside:
        return shown
    known = archive.fetch(Entity.PICTURE, Sha256(sha256))
    return None if known is None else picture_from_doc(known.doc)
