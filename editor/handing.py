# SPDX-License-Identifier: GPL-3.0-or-later
"""Handing on: a story in the form that its receiver takes, its pictures beside it, a receipt."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Final

from editor import exchange
from editor.desk import Desk
from editor.errors import EditorError
from editor.exports.exporter import Original, Size
from editor.files import newswire
from editor.files.news import dispatch, newsml, ninjs, nitf
from editor.files.news.dispatch import Dispatch, Enclosed, Reader, Stamp
from editor.model import framing, rights
from editor.model.article import Article
from editor.model.picture import Picture
from editor.render.body import elsewhere
from editor.text import measure

PICTURES: Final = "pictures"
"""What the folder of the pictures is called at the end: `story-pictures`."""


class Form(StrEnum):
    """The forms of news in which a story is handed on."""

    NINJS = "ninjs"
    NINJS_2_1 = "ninjs2.1"
    NINJS_1_3 = "ninjs1.3"
    NEWSML = "newsml"
    NITF = "nitf"


ENDINGS: Final[Mapping[Form, str]] = MappingProxyType(
    {
        Form.NINJS: ".json",
        Form.NINJS_2_1: ".json",
        Form.NINJS_1_3: ".json",
        Form.NEWSML: ".xml",
        Form.NITF: ".xml",
    }
)
"""How the file of each form is called at the end."""


def _as_json(document: Callable[[Dispatch], object]) -> Callable[[Dispatch], str]:
    return lambda made: json.dumps(document(made), ensure_ascii=False, indent=2)


_WRITERS: Final[Mapping[Form, Callable[[Dispatch], str]]] = MappingProxyType(
    {
        Form.NINJS: _as_json(ninjs.document),
        Form.NINJS_2_1: _as_json(partial(ninjs.document, version=ninjs.Version.OLDER)),
        Form.NINJS_1_3: _as_json(newswire.ninjs),
        Form.NEWSML: newsml.document,
        Form.NITF: nitf.document,
    }
)


@dataclass(frozen=True, slots=True)
class Note:
    """Something that whoever hands a story on should know; with `values` it becomes a sentence."""

    code: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Handed:
    """A story in a form of news."""

    text: str
    """The whole file."""
    path: Path | None = None
    """Where it was written; None: nowhere."""
    pictures: tuple[Path, ...] = ()
    """The files beside it."""
    notes: tuple[Note, ...] = ()
    """What its receiver does not get, and why."""


def told(desk: Desk, article: Article, form: Form, *, for_colleagues: bool = False) -> Handed:
    """A story in a form of news, its pictures by their names and words alone."""
    made, notes = _dispatch(desk, article, _reader(for_colleagues=for_colleagues), {})
    return Handed(_WRITERS[form](made), notes=notes)


def _reader(*, for_colleagues: bool) -> Reader:
    return Reader.COLLEAGUES if for_colleagues else Reader.CLIENTS


def write(
    desk: Desk, article: Article, form: Form, target: Path, *, for_colleagues: bool = False
) -> Handed:
    """Write a story into a file, and its pictures with their words into a folder beside it.

    Args:
        desk: where it stands.
        article: the story.
        form: what its receiver takes.
        target: the file; what stands there is replaced, whole or not at all.
        for_colleagues: notes, real names and the copy as typed go along.

    Raises:
        Refused: `command.not_written`, `export.no_folder`.

    Cost: that of a copy of each picture.
    """
    reader = _reader(for_colleagues=for_colleagues)
    folder = target.with_name(f"{target.stem}-{PICTURES}")
    sent, lost = _send(desk, article, reader, folder)
    hrefs = {name: f"{folder.name}/{path.name}" for name, path in sent.items()}
    made, notes = _dispatch(desk, article, reader, hrefs)
    text = _WRITERS[form](made)
    exchange.write_text(target, text)
    return Handed(text, target, tuple(sent.values()), (*notes, *lost))


def _send(
    desk: Desk, article: Article, reader: Reader, folder: Path
) -> tuple[dict[str, Path], list[Note]]:
    """The pictures as files; those that could not be written, with why."""
    here = [each for each in _enclosed(desk, article, reader, {})[0] if _is_here(desk, each)]
    if not here:
        return {}, []
    originals = [
        Original(desk.vault.path(e.picture.sha256), replace(e.picture, file_name=e.name))
        for e in here
    ]
    # Where a picture was taken, and with which camera, is the house's to know.
    size = Size.CLIENT if reader is Reader.CLIENTS else Size.PRINT
    files = desk.exporter.files(originals, folder, size=size)
    sent, lost = dict[str, Path](), list[Note]()
    for each, made in zip(here, files, strict=True):
        if isinstance(made, EditorError):
            lost.append(Note(made.code, made.values))
        else:
            sent[each.name] = made.path
    return sent, lost


def _is_here(desk: Desk, enclosed: Enclosed) -> bool:
    return desk.vault.has(enclosed.picture.sha256)


def _enclosed(
    desk: Desk, article: Article, reader: Reader, hrefs: Mapping[str, str]
) -> tuple[tuple[Enclosed, ...], list[Note]]:
    """The pictures that may go to this receiver, and a note for each that may not."""
    known = desk.articles.pictures_of(article)
    barred = {
        each.name: Note(f"handing.{found.bar}", {"name": each.name})
        for each in article.placements
        if reader is Reader.CLIENTS and each.sha256 in known
        if (found := rights.standing(known[each.sha256], desk.clock())) is not None
    }
    if reader is Reader.CLIENTS:
        known = {sha256: _as_sent(each) for sha256, each in known.items()}
    kept = dispatch.enclosed(article, known, reader, hrefs)
    return tuple(e for e in kept if e.name not in barred), list(barred.values())


def _as_sent(picture: Picture) -> Picture:
    """What is said of the file of a picture that clients get: see `Size.CLIENT`."""
    if picture.is_animated:
        return picture
    view = framing.shown(picture)
    kind = "image/png" if picture.has_alpha else "image/jpeg"
    return replace(picture, width_px=view.width_px, height_px=view.height_px, media_type=kind)


def _dispatch(
    desk: Desk, article: Article, reader: Reader, hrefs: Mapping[str, str]
) -> tuple[Dispatch, tuple[Note, ...]]:
    shown, withheld = dispatch.shown_to(article, reader)
    pictures, notes = _enclosed(desk, article, reader, hrefs)
    figures = dispatch.named(pictures)
    made = Dispatch(
        shown,
        pictures,
        desk.profile,
        _stamp(desk, article),
        elsewhere(shown.body, figures.get, desk.profile),
        measure.visible(shown.body).strip("\n"),
        shown.body if reader is Reader.COLLEAGUES else "",
        withheld,
    )
    told = (
        (Note("handing.withheld", {"field": withheld}), withheld),
        (Note("handing.no_place", {"field": made.unheld}), made.unheld),
    )
    return made, (*(note for note, is_some in told if is_some), *notes, *_absent(desk, pictures))


def _absent(desk: Desk, pictures: Iterable[Enclosed]) -> Iterable[Note]:
    return (
        Note("handing.picture_not_here", {"name": each.name})
        for each in pictures
        if not _is_here(desk, each)
    )


def _stamp(desk: Desk, article: Article) -> Stamp:
    """Which version it is, by the history; a story that was never saved is new now."""
    versions = desk.history.versions(article.id)
    if not versions:
        return Stamp(1, desk.clock(), desk.clock())
    return Stamp(versions[0].number, versions[-1].at, versions[0].at)
