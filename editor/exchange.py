# SPDX-License-Identifier: GPL-3.0-or-later
"""Stories out of files and into files, with their pictures, on an open desk."""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import cast

from editor.desk import Desk
from editor.errors import EditorError, Refused
from editor.fieldwork import new_id
from editor.files import bundle, documents, newswire
from editor.files.documents import Document
from editor.model.article import Article, Author, place
from editor.render.body import whole
from editor.store.articles import AT_ONCE

ORIGIN = "import"
LETTERS_AT_ONCE = 4_000_000
"""Stories that are read and not stored yet hold no more letters than that, but for the last."""
_IN_FRONT = ("kicker", "headline", "standfirst", "category", "dateline_place", "language", "tags")

Counts = Mapping[str, Mapping[str, int]]
"""What a file lost and kept on its way, each by kind and number."""
Brought = tuple[Article, Counts] | EditorError


def bring_in(desk: Desk, path: Path) -> tuple[Article, Counts]:
    """Make a story out of a file.

    Returns:
        The story as stored, and the receipt of what was kept and dropped.

    Raises:
        Refused, Damaged: as `editor.files` says; `files.known_story` for a bundle whose story is
            in the store already.
    """
    if _is_bundle(path):
        return _unbundle(desk, path), {}
    article, receipt = _read(desk, path)
    return _save(desk, article), receipt


def bring_in_all(desk: Desk, paths: Iterable[Path], *, converts: bool = False) -> Iterator[Brought]:
    """Make a story out of each file, many in one transaction: as `bring_in` of one by one does.

    Args:
        desk: where they go.
        paths: the files.
        converts: letters of old fonts are put into Unicode; else they stay as they are.

    Yields:
        For each file in its turn what `bring_in` returns, or the error that it raises: a file
        that cannot be taken bars no other.

    Cost: 1 ms for each of 600 words, where one by one takes 3.
    """
    waiting: list[Brought] = []
    letters = 0
    for path in paths:
        if _is_bundle(path):
            # It brings its own history, and is refused when its story is among those before it.
            yield from _store(desk, waiting)
            yield _tried(bring_in, desk, path)
            waiting, letters = [], 0
            continue
        made = _tried(partial(_read, converts=converts), desk, path)
        waiting.append(made)
        letters += 0 if isinstance(made, EditorError) else len(made[0].body)
        if len(waiting) >= AT_ONCE or letters >= LETTERS_AT_ONCE:
            yield from _store(desk, waiting)
            waiting, letters = [], 0
    yield from _store(desk, waiting)


def _tried(work: Callable[[Desk, Path], tuple[Article, Counts]], desk: Desk, path: Path) -> Brought:
    try:
        return work(desk, path)
    except EditorError as error:
        return error


def _store(desk: Desk, waiting: Sequence[Brought]) -> Iterator[Brought]:
    made = [each[0] for each in waiting if not isinstance(each, EditorError)]
    try:
        desk.articles.save_all(made, origin=ORIGIN, reason="import")
    except EditorError:
        # What fails for many may hold for one: each is tried, and told, by itself.
        yield from (_stored_alone(desk, each) for each in waiting)
    else:
        yield from waiting


def _stored_alone(desk: Desk, made: Brought) -> Brought:
    if isinstance(made, EditorError):
        return made
    try:
        return _save(desk, made[0]), made[1]
    except EditorError as error:
        return error


def _save(desk: Desk, article: Article) -> Article:
    return desk.articles.save(article, origin=ORIGIN, reason="import")


def _is_bundle(path: Path) -> bool:
    return path.suffix.lower() == bundle.ENDING


def _read(desk: Desk, path: Path, *, converts: bool = False) -> tuple[Article, Counts]:
    """A story out of a document; its pictures are stored, itself is not."""
    found = documents.read(path)
    found = documents.in_unicode(found) if converts else found
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
    return article, _less_pictures(found.receipt, lost)


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
    return _save(desk, found.article)


def _fields(found: Document) -> dict[str, object]:
    fields = dict(found.fields)
    named = cast("tuple[str, ...]", fields.get("authors", ()))
    fields["authors"] = tuple(Author(person=each) for each in named)
    return fields


def _less_pictures(receipt: Counts, lost: int) -> Counts:
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
