# SPDX-License-Identifier: GPL-3.0-or-later
"""Stories out of files and into files, with their pictures, on an open desk."""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import cast

from editor import carrying
from editor.desk import Desk
from editor.errors import EditorError, Refused
from editor.fieldwork import new_id
from editor.files import bundle, documents
from editor.files.documents import Document
from editor.model.article import Article, ArticleId, Author, place
from editor.model.picture import Picture, Sha256
from editor.model.workflow import Act, Wish
from editor.store.articles import AT_ONCE
from editor.text import legacy, pasted
from editor.text.clean import Receipt
from editor.text.legacy import Found
from editor.text.pasted import Missing, Page, Taken
from editor.text.writing import FoundPicture

ORIGIN = "import"
LETTERS_AT_ONCE = 4_000_000
"""Stories that are read and not stored yet hold no more letters than that, but for the last."""
PICTURES_AT_ONCE = 4
_PLACED = frozenset({"caption", "alt_text"})
"""What is said of a picture in its story, and not of the picture itself."""
_WRITTEN = ("kicker", "headline", "standfirst", "body", "ednote")
_IN_FRONT = ("kicker", "headline", "standfirst", "category", "dateline_place", "language", "tags")

Counts = Mapping[str, Mapping[str, int]]
"""What a file lost and kept on its way, each by kind and number."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A story that came out of a file."""

    article: Article
    receipt: Counts = field(default_factory=dict)
    """`kept` and `dropped`, each by kind and number."""
    missing: Mapping[str, Missing] = field(default_factory=dict)
    """Pictures that the copy names and that did not come along, by these names."""
    found: Found | None = None
    """How its letters are written that are not plain Unicode, where nobody has converted them."""
    was_here: bool = False
    """It came by hand, and was merged with what stood here: there is no taking it back."""


Outcome = Brought | EditorError


def bring_in(desk: Desk, path: Path, *, converts: bool = False) -> Brought:
    """Make a story out of a file: as stored, with the receipt of what was kept and dropped.

    Args:
        desk: where it goes.
        path: the file.
        converts: letters of old fonts are put into Unicode; else they stay as they are.

    Raises:
        Refused, Damaged: as `editor.files` says, and `carrying` of a bundle.
    """
    if _is_bundle(path):
        carried = carrying.take_in(desk, path, origin=ORIGIN)
        return Brought(carried.article, was_here=carried.was_here)
    made = _read(desk, path, converts=converts)
    return replace(made, article=_save(desk, made.article))


def bring_in_all(desk: Desk, paths: Iterable[Path], *, converts: bool = False) -> Iterator[Outcome]:
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
    waiting: list[Outcome] = []
    letters = 0
    for path in paths:
        if _is_bundle(path):
            # It brings its own history, and its story may be among those before it.
            yield from store(desk, waiting)
            yield _tried(bring_in, desk, path)
            waiting, letters = [], 0
            continue
        made = _tried(partial(_read, converts=converts), desk, path)
        waiting.append(made)
        letters += 0 if isinstance(made, EditorError) else len(made.article.body)
        if len(waiting) >= AT_ONCE or letters >= LETTERS_AT_ONCE:
            yield from store(desk, waiting)
            waiting, letters = [], 0
    yield from store(desk, waiting)


def _tried(work: Callable[[Desk, Path], Brought], desk: Desk, path: Path) -> Outcome:
    try:
        return work(desk, path)
    except EditorError as error:
        return error


def store(desk: Desk, waiting: Sequence[Outcome]) -> Iterator[Outcome]:
    """Store stories that are ready, in one transaction; an error among them is passed on."""
    made = [each.article for each in waiting if not isinstance(each, EditorError)]
    try:
        desk.articles.save_all(made, origin=ORIGIN, reason="import")
    except EditorError:
        # What fails for many may hold for one: each is tried, and told, by itself.
        yield from (_stored_alone(desk, each) for each in waiting)
    else:
        yield from waiting


def _stored_alone(desk: Desk, made: Outcome) -> Outcome:
    if isinstance(made, EditorError):
        return made
    try:
        return replace(made, article=_save(desk, made.article))
    except EditorError as error:
        return error


def _save(desk: Desk, article: Article) -> Article:
    return desk.articles.save(article, origin=ORIGIN, reason="import")


def _is_bundle(path: Path) -> bool:
    return path.suffix.lower() == bundle.ENDING


def read_page(desk: Desk, path: Path) -> Page:
    """A document as copy that goes into a story which is there already; its pictures are stored.

    Its headline becomes a heading, its standfirst the first paragraph: no word of it is left out.

    Raises:
        Refused: as `editor.files.documents.read` says.
    """
    found = documents.read(path)
    taken, missing = _taken(desk, found)
    receipt = Receipt(found.receipt.get("kept", {}), found.receipt.get("dropped", {}))
    old = found.found if found.converted else None
    if old is not None:
        old = replace(old, text=_in_one(found.converted))
    return Page(_in_one(found.fields), receipt, taken, missing, old)


def _in_one(fields: Mapping[str, object]) -> str:
    headline = str(fields.get("headline", ""))
    parts = (f"## {headline}" if headline else "", fields.get("standfirst"), fields.get("body"))
    return "\n\n".join(str(each).strip("\n") for each in parts if each)


def _read(desk: Desk, path: Path, *, converts: bool = False) -> Brought:
    """A story out of a document; its pictures are stored, itself is not."""
    return story_of(desk, documents.read(path), converts=converts)


def story_of(desk: Desk, document: Document, *, converts: bool = False) -> Brought:
    """A story out of what a file had in it; its pictures are stored, itself is not."""
    found = documents.in_unicode(document) if converts else document
    language = str(found.fields.get("language") or desk.profile.language)
    article = Article(id=new_id(), **{**_fields(found), "language": language})  # type: ignore[arg-type]  # names of Article's own fields
    taken, missing = _taken(desk, found)
    for name, each in taken.items():
        article = _with_picture(article, name, each, is_lead=name == found.lead)
    lost = sum(not each.code.startswith("pasted.") for each in missing.values())
    old = None if converts or found.fields == found.converted else found.found
    return Brought(article, _less_pictures(found.receipt, lost), missing, old)


def _taken(desk: Desk, document: Document) -> tuple[dict[str, Taken], dict[str, Missing]]:
    """Store the pictures of a document: those that are here, and those that are not, with why."""
    held = dict(document.pictures)
    take = partial(_tried_picture, desk, held)
    if len(held) > 1:
        # Decoding and waiting for the disk let others work meanwhile.
        with ThreadPoolExecutor(PICTURES_AT_ONCE) as pool:
            found = list(pool.map(take, document.told))
    else:
        found = list(map(take, document.told))
    pairs = zip(document.told, found, strict=True)
    found = [_said(each, document.words.get(told.name, {})) for told, each in pairs]
    known = {each: desk.articles.picture(each) for each in _digests(found)}
    new = {e.sha256: e for e in found if isinstance(e, Picture) and known[e.sha256] is None}
    if new:
        desk.articles.save_pictures(tuple(new.values()), origin=ORIGIN)
    taken: dict[str, Taken] = {}
    missing: dict[str, Missing] = {}
    for told, each in zip(document.told, found, strict=True):
        if isinstance(each, Picture):
            # A picture that is known keeps what the desk has written about it.
            taken[told.name] = pasted.taken_as(told, known[each.sha256] or each)
        else:
            missing[told.name] = pasted.missing_for(told, each)
    return taken, missing


def _said(found: Picture | Refused, words: Mapping[str, object]) -> Picture | Refused:
    """A picture with what is said of it beside its file, over what is in the file."""
    known = {name: value for name, value in words.items() if name not in _PLACED}
    return replace(found, **known) if isinstance(found, Picture) else found  # type: ignore[arg-type]  # names of Picture's own fields


def _digests(found: Iterable[Picture | Refused]) -> set[Sha256]:
    return {each.sha256 for each in found if isinstance(each, Picture)}


def _tried_picture(desk: Desk, held: Mapping[str, bytes], told: FoundPicture) -> Picture | Refused:
    if told.name not in held:
        return pasted.elsewhere(told)
    try:
        return desk.intake.take_bytes(held[told.name], told.name)
    except Refused as error:
        # The words are worth more than a drawing that no browser shows. Its name stays in the
        # copy, and the checks ask for it.
        if not error.code.startswith("picture."):
            raise
        return error


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


def _fields(found: Document) -> dict[str, object]:
    fields = dict(found.fields)
    named = cast("tuple[str | Author, ...]", fields.get("authors", ()))
    fields["authors"] = tuple(Author(e) if isinstance(e, str) else e for e in named)
    return fields


def _less_pictures(receipt: Counts, lost: int) -> Counts:
    if not lost:
        return receipt
    kept, dropped = dict(receipt.get("kept", {})), dict(receipt.get("dropped", {}))
    kept["pictures"] = max(0, kept.get("pictures", 0) - lost)
    dropped["pictures"] = dropped.get("pictures", 0) + lost
    return {"kept": kept, "dropped": dropped}


def _with_picture(article: Article, name: str, taken: Taken, *, is_lead: bool) -> Article:
    """The story with one more picture: what its page said of it stands beside it in the strip."""
    sha256 = taken.picture.sha256
    is_new = all(each.sha256 != sha256 for each in article.placements)
    placed = place(article, taken.picture)
    stands = next(each for each in placed.placements if each.sha256 == sha256)
    body = placed.body
    if is_new:
        said = replace(
            stands,
            caption=taken.caption or None,
            alt_text=taken.alt_text or None,
            is_lead=is_lead,
        )
        others = (said if each is stands else each for each in placed.placements)
        placed = replace(placed, placements=tuple(others))
        body = pasted.without_captions(body, {name: taken.caption_blocks})
    return replace(placed, body=body.replace(f"]({name})", f"]({stands.name})"))


def take_back(desk: Desk, ids: Iterable[ArticleId]) -> None:
    """Spike stories that were just brought in: they leave the list, and can be revived.

    Raises:
        Refused: as `editor.acts.Acts.perform` says.
    """
    for each in ids:
        desk.acts.perform(each, Wish(Act.SPIKE), profile=desk.profile, origin=ORIGIN)


def convert(desk: Desk, article_id: ArticleId) -> Article:
    """Put the letters of a story that was brought in into Unicode, as a version of its own."""
    article = desk.articles.get(article_id)
    found = {name: legacy.recognise(getattr(article, name)) for name in _WRITTEN}
    texts = {name: each.text for name, each in found.items() if each is not None}
    placements = tuple(
        replace(each, caption=_converted(each.caption), alt_text=_converted(each.alt_text))
        for each in article.placements
    )
    return _save(desk, replace(article, placements=placements, **texts))  # type: ignore[arg-type]  # fields of text alone


def _converted(line: str | None) -> str | None:
    found = legacy.recognise(line) if line else None
    return found.text if found else line
