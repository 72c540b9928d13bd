# SPDX-License-Identifier: GPL-3.0-or-later
"""The routes of the public site: pages, pictures and the files that pages ask for."""

import re
from typing import Annotated, Final, cast

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse

from editor.errors import EditorError
from editor.model import framing
from editor.model.operation import Entity
from editor.model.picture import Sha256
from editor.pictures.renditions import Renditions
from editor.server import caching
from editor.server.archive import Archive
from editor.server.editions import Gone, Moved, Sight
from editor.server.kept import KeptPages
from editor.server.pages import Made, PublicPages
from editor.server.requests import ArchiveIs, MaybeCaller
from editor.wire import picture_from_doc

_SHA256 = re.compile(r"[0-9a-f]{64}")
_PART = re.compile(r"[1-9][0-9]{0,5}")
_MOST_TYPED: Final = 200
_OLD_NAME = re.compile(r"(?P<width>[1-9][0-9]{0,3})\.(?P<ending>jpg|png|webp)")

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
    "Cache-Control": caching.PAGE,
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Frame-Options": "DENY",
}
_FILE_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

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
    return kept.page(request.scope, lambda: pages.home() or not_found(pages))


@router.api_route("/media/{sha256}/{name}", methods=READING)
def media(  # noqa: PLR0913, PLR0917  # FastAPI gives them by name
    request: Request,
    archive: ArchiveIs,
    renditions: RenditionsAre,
    pages: PagesAre,
    caller: MaybeCaller,
    sha256: str,
    name: str,
) -> Response:
    """One size of a picture that readers may see; any picture for one of the newsroom."""
    is_inside = caller is not None
    if not _SHA256.fullmatch(sha256):
        return not_found(pages)
    sight = _sight(archive, sha256, name, is_inside=is_inside)
    if sight is None:
        return _as_it_was_called(archive, sha256, name) or not_found(pages)
    found = framing.find(sight.picture, name, sight.crop)
    try:
        path = renditions.file(sight.picture, name, crop=sight.crop)
    except EditorError:
        return not_found(pages)
    if _sight(archive, sha256, name, is_inside=is_inside) is None:
        # Taken down while the size was made: caches were told by now, and would hold it for ever.
        return not_found(pages)
    kept_for: str = request.app.state.holding
    headers = {
        "Cache-Control": kept_for.replace("public", "private") if is_inside else kept_for,
        "Content-Security-Policy": _FILE_POLICY,
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Vary": "Authorization",
        **caching.headers([caching.picture(sha256)]),
    }
    return FileResponse(path, headers=headers, media_type=found[1].media_type if found else None)


@router.api_route("/site/{name:path}", methods=READING)
def asset(request: Request, pages: PagesAre, name: str) -> Response:
    """A file that the pages ask for; its address changes with it when it has a version."""
    found = pages.asset(name)
    if found is None:
        return not_found(pages)
    kept = _kept_for(request.query_params.get("v", ""), pages.version())
    headers = {"Cache-Control": kept, "Content-Security-Policy": _FILE_POLICY}
    if found.path is None:
        return Response(found.own, 200, headers, found.media_type)
    return FileResponse(found.path, headers=headers, media_type=found.media_type)


def _kept_for(asked: str, now: str) -> str:
    """How long a file holds: for ever only by the very version that it has.

    While a program or a look is changed, one process may be asked for a file as another has it.
    """
    if not asked:
        return caching.FOR_AN_HOUR
    return caching.FOR_EVER if asked == now else caching.PAGE


@router.api_route("/imprint", methods=READING)
def imprint(request: Request, kept: KeptAre, pages: PagesAre) -> Response:
    """Who publishes the newspaper."""
    return kept.page(request.scope, pages.imprint)


@router.api_route("/search", methods=READING)
def search(pages: PagesAre, q: str = "", page: str = "") -> Response:
    """The answers to a question: the one page with a form, and none that is kept here."""
    at = _part_of(page) or 1
    made = pages.search(q[:_MOST_TYPED].replace("\0", ""), at)
    policy = POLICY.replace("form-action 'none'", "form-action 'self'")
    headers = {**PAGE_HEADERS, "Content-Security-Policy": policy, **caching.headers(made.keys)}
    return HTMLResponse(made.text, 200, headers)


@router.api_route("/favicon.ico", methods=READING)
def favicon() -> Response:
    """Where browsers look of their own accord."""
    return RedirectResponse("/site/icon.svg", 301, {"Cache-Control": caching.FOR_AN_HOUR})


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
        # No longer than a page: the story may go back to where it was.
        return RedirectResponse(f"/{found.slug}.html", 301, {"Cache-Control": caching.PAGE})
    return pages.article(found)


@router.api_route("/page/{number}/", methods=READING)
def older_home(request: Request, kept: KeptAre, pages: PagesAre, number: str) -> Response:
    """An older part of the home page."""
    at = _part_of(number)
    return kept.page(request.scope, lambda: (at and pages.home(at)) or not_found(pages))


@router.api_route("/{category}/", methods=READING)
def category(request: Request, kept: KeptAre, pages: PagesAre, category: str) -> Response:
    """The page of one category of the site."""
    return kept.page(request.scope, lambda: pages.category(category) or not_found(pages))


@router.api_route("/{category}/page/{number}/", methods=READING)
def older_category(
    request: Request, kept: KeptAre, pages: PagesAre, category: str, number: str
) -> Response:
    """An older part of the page of a category."""
    at = _part_of(number)
    return kept.page(
        request.scope, lambda: (at and pages.category(category, at)) or not_found(pages)
    )


@router.api_route("/tag/{slug}/", methods=READING)
@router.api_route("/tag/{slug}/page/{number}/", methods=READING)
@router.api_route("/author/{slug}/", methods=READING)
@router.api_route("/author/{slug}/page/{number}/", methods=READING)
def topic(
    request: Request, kept: KeptAre, pages: PagesAre, slug: str, number: str = ""
) -> Response:
    """The stories of a tag, or of a name in bylines."""
    kind = request.url.path.split("/", maxsplit=2)[1]
    at = _part_of(number) if number else 1
    return kept.page(
        request.scope, lambda: (at and pages.topic(kind, slug, at)) or not_found(pages)
    )


def _part_of(number: str) -> int:
    """Which part of a list an address names, from 2 on; 0: it names none."""
    return int(number) if _PART.fullmatch(number) and number != "1" else 0


def page(html: str, *, status: int = 200) -> Response:
    """A page, with what keeps everything but our own files out of it."""
    return HTMLResponse(html, status, PAGE_HEADERS)


def not_found(pages: PublicPages) -> Response:
    """The page that says so."""
    return page(pages.not_found(), status=404)


def _sight(archive: Archive, sha256: str, name: str, *, is_inside: bool) -> Sight | None:
    """What an address shows: of what is public, and for colleagues of the picture as it is now."""
    shown = archive.editions.sight(sha256, name)
    if shown is not None or not is_inside:
        return shown
    known = archive.fetch(Entity.PICTURE, Sha256(sha256))
    sight = None if known is None else Sight(picture_from_doc(known.doc), None)
    return sight if sight and framing.find(sight.picture, name) else None


def _as_it_was_called(archive: Archive, sha256: str, name: str) -> Response | None:
    """Where a name leads that said the width alone, as links from elsewhere still do."""
    called = _OLD_NAME.fullmatch(name)
    shown = archive.editions.sights(sha256) if called else []
    if called is None or not shown:
        return None
    view = framing.shown(shown[0].picture, shown[0].crop)
    # The best kind that reads like the old one: WebP where it was, else what all can read.
    every = view.of_type("image/webp") if called["ending"] == "webp" else ()
    every = every or view.of_type(view.media_types[-1])
    wide = [each for each in every if each.width_px >= int(called["width"])]
    now = (wide or every[-1:])[0]
    return RedirectResponse(
        f"/media/{sha256}/{now.name}", 302, {"Cache-Control": caching.FOR_AN_HOUR}
    )
