# SPDX-License-Identifier: GPL-3.0-or-later
"""Stories out of files and into files, with their pictures, on an open desk."""

import contextlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import cast

from editor.desk import Desk
from editor.errors import Refused
from editor.fieldwork import new_id
from editor.files import bundle, documents, newswire
from editor.files.documents import Document
from editor.model.article import Article, Author, place
from editor.render.body import whole

ORIGIN = "import"
_IN_FRONT = ("kicker", "headline", "standfirst", "category", "dateline_place", "language", "tags")


def bring_in(desk: Desk, path: Path) -> tuple[Article, Mapping[str, Mapping[str, int]]]:
    """Make a story out of a file.

    Returns:
        The story as stored, and the receipt of what was kept and dropped.

    Raises:
        Refused, Damaged: as `editor.files` says; `files.known_story` for a bundle whose story is
            in the store already.
    """
    if path.suffix.lower() == bundle.ENDING:
        return _unbundle(desk, path), {}
    found = documents.read(path)
    language = str(found.fields.get("language") or desk.profile.language)
    article = Article(id=new_id(), **{**_fields(found), "language": language})  # type: ignore[arg-type]  # names of Article's own fields
    lost = 0
    for name, data in found.pictures:
        try:
            article = _with_picture(desk, article, name, data)
        except Refused as error:
            # The words are worth more than a drawing that no browser shows. Its name stays in the
            # copy, and the checks ask for it.
            if not error.code.startswith("picture."):
                raise
            lost += 1
    saved = desk.articles.save(article, origin=ORIGIN, reason="import")
    return saved, _less_pictures(found.receipt, lost)


def markdown(article: Article) -> str:
    """A story as one Markdown file with its fields in front."""
    fields = {name: getattr(article, name) for name in (*_IN_FRONT, "body")}
    named = [each.byline for each in article.authors if each.byline]
    return documents.write_markdown({**fields, "tags": list(article.tags), "authors": named})


def write_text(path: Path, text: str) -> None:
    """Put a text into a file: all of it, or what stood there before.

    Raises:
        Refused: `command.not_written`.
    """
    half = path.with_name(f".{path.name}.half")
    try:
        half.write_text(text, encoding="utf-8")
        half.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)
        raise Refused("command.not_written", path=str(path)) from error


def ninjs(desk: Desk, article: Article) -> dict[str, object]:
    """A story as ninjs."""
    pictures = desk.articles.pictures_of(article)
    body_html = whole(article, pictures, desk.profile)
    return newswire.ninjs(article, pictures, desk.profile, body_html)


def write_bundle(desk: Desk, article: Article, path: Path) -> None:
    """Put a story with its pictures and its history into one file."""
    pictures = desk.articles.pictures_of(article)
    here = {each: desk.vault.path(each) for each in pictures if desk.vault.has(each)}
    versions = reversed(desk.history.versions(article.id))
    history = tuple((each, desk.history.article(article.id, each.number)) for each in versions)
    bundle.write(path, article, pictures, here, history)


def _unbundle(desk: Desk, path: Path) -> Article:
    found = bundle.read(path)
    if desk.articles.find(found.article.id) is not None:
        raise Refused("files.known_story", file=path.name)
    for picture, data in found.pictures:
        if data and not desk.vault.has(picture.sha256):
            taken = desk.intake.take_bytes(data, picture.file_name)
            if taken.sha256 != picture.sha256:
                raise Refused("files.damaged", file=path.name)
        if desk.articles.picture(picture.sha256) is None:
            desk.articles.save_picture(picture, origin=ORIGIN)
    desk.history.take_in(found.history, origin=ORIGIN)
    return desk.articles.save(found.article, origin=ORIGIN, reason="import")


def _fields(found: Document) -> dict[str, object]:
    fields = dict(found.fields)
    named = cast("tuple[str, ...]", fields.get("authors", ()))
    fields["authors"] = tuple(Author(person=each) for each in named)
    return fields


def _less_pictures(
    receipt: Mapping[str, Mapping[str, int]], lost: int
) -> Mapping[str, Mapping[str, int]]:
    if not lost:
        return receipt
    kept, dropped = dict(receipt.get("kept", {})), dict(receipt.get("dropped", {}))
    kept["pictures"] = max(0, kept.get("pictures", 0) - lost)
    dropped["pictures"] = dropped.get("pictures", 0) + lost
    return {"kept": kept, "dropped": dropped}


def _with_picture(desk: Desk, article: Article, name: str, data: bytes) -> Article:
    picture = desk.intake.take_bytes(data, name)
    if desk.articles.picture(picture.sha256) is None:
        desk.articles.save_picture(picture, origin=ORIGIN)
    placed = place(article, picture)
    stands = next(each for each in placed.placements if each.sha256 == picture.sha256)
    return replace(placed, body=placed.body.replace(f"]({name})", f"]({stands.name})"))
