# SPDX-License-Identifier: GPL-3.0-or-later
"""The headless commands by which stories and pictures leave: news formats, exports, sheets."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from editor import exchange, fieldwork, handing, receiving
from editor.caption_commands import CaptionCommands
from editor.commands import Answer
from editor.errors import EditorError, Refused
from editor.exports.exporter import Original, Size
from editor.handing import Form, Handed
from editor.model.picture import NamedCrop
from editor.pictures import metadata
from editor.pictures.embedding import Embedded


class ExportCommands(CaptionCommands):
    """All commands, with those that send stories and pictures out."""

    def export(
        self, article_id: str, form: str, target: Path | None, *, for_colleagues: bool = False
    ) -> Answer:
        """A story in another form; in a form of news with its pictures, where a file is named.

        Args:
            article_id: which.
            form: one of `handing.Form`, or as `Commands.export` has it.
            target: the file of the story; None: it is only told.
            for_colleagues: notes, real names and the copy as typed go along.

        Raises:
            Refused: `command.not_written`, `export.no_folder`.
        """
        if form not in frozenset(Form):
            return super().export(article_id, form, target)
        article = self._get(article_id)
        if target is None:
            handed = handing.told(self._desk, article, Form(form), for_colleagues=for_colleagues)
            value: object = {"id": article.id, "text": handed.text}
            if handing.ENDINGS[Form(form)] == ".json":
                value = json.loads(handed.text)
            return Answer(value, handed.text, notes=self._noted(handed))
        handed = handing.write(
            self._desk, article, Form(form), target, for_colleagues=for_colleagues
        )
        files = [str(target), *map(str, handed.pictures)]
        value = {"path": files[0], "pictures": files[1:]}
        return Answer(value, "\n".join(files), notes=self._noted(handed))

    def original(self, article_id: str, target: Path | None) -> Answer:
        """An imported story as it was when it came in, untouched.

        Args:
            article_id: which.
            target: where it is written; None: it is told.

        Raises:
            Refused: `files.no_original`, `command.not_written`.
        """
        article = self._get(article_id)
        text = receiving.original(self._desk, article.id).data.decode("utf-8", "replace")
        if target is None:
            return Answer({"id": article.id, "original": text}, text)
        exchange.write_text(target, text)
        return Answer({"id": article.id, "path": str(target)}, str(target))

    def _noted(self, handed: Handed) -> tuple[str, ...]:
        return tuple(self._say(each.code, each.values) for each in handed.notes)

    def export_pictures(
        self,
        article_id: str,
        folder: Path,
        only: Sequence[str] = (),
        *,
        size: str = Size.PRINT.value,
        pattern: str = "",
    ) -> Answer:
        """Write the pictures of an article into a folder, with the words they have in it.

        Args:
            article_id: which.
            folder: made when missing; nothing in it is overwritten.
            only: the names of pictures; none: all of them.
            size: `print`, `web` or `message`.
            pattern: for the names of the files; empty: as they are called.

        Raises:
            Refused: `command.no_such_picture`, `export.bad_pattern`, `export.no_folder`.
        """
        originals = self._originals(article_id, only)
        sent = self._desk.exporter.files(originals, folder, size=Size(size), pattern=pattern)
        done, refused = list[Embedded](), list[EditorError]()
        for each in sent:
            if isinstance(each, EditorError):
                refused.append(each)
            else:
                done.append(each)
        value = [
            {"path": str(e.path), "sidecar": str(e.sidecar or ""), "reason": e.reason} for e in done
        ]
        return Answer(value, "\n".join(map(self._sent_line, done)), tuple(refused))

    def caption_sheet(self, article_id: str, target: Path, only: Sequence[str] = ()) -> Answer:
        """Write a PDF with the pictures of an article, small, and their captions and credits.

        Raises:
            Refused: `command.no_such_picture`, `export.full`, `export.failed`.
        """
        title = self._get(article_id).headline
        originals = self._originals(article_id, only)
        self._desk.exporter.sheet(originals, target, title=title)
        return Answer({"path": str(target), "pictures": len(originals)}, str(target))

    def read_files(self, files: Sequence[Path]) -> Answer:
        """What picture files say of themselves, in IIM, XMP and Exif; nothing is taken in."""
        value, lines, refused = list[object](), list[str](), list[EditorError]()
        for path in files:
            if not path.is_file():
                refused.append(Refused("command.no_file", path=str(path)))
                continue
            known = metadata.read(path)
            value.append({"file": str(path), **{n: fieldwork.plain(v) for n, v in known.items()}})
            told = [self._field_line(name, each) for name, each in known.items() if each]
            lines.append("\n".join([str(path), *told]))
        return Answer(value, "\n\n".join(lines), tuple(refused))

    def _originals(self, article_id: str, only: Sequence[str]) -> list[Original]:
        article = self._get(article_id)
        chosen = tuple(placement for placement, _ in self._placed(article, only))
        known = self._desk.articles.pictures_of(article)
        return self._desk.exporter.of_article(replace(article, placements=chosen), known)

    def _sent_line(self, sent: Embedded) -> str:
        if sent.sidecar is None:
            return str(sent.path)
        values = {"file": sent.path.name, "sidecar": sent.sidecar.name}
        return f"{sent.path}\n  {self._say(sent.reason, values)}"

    def _field_line(self, name: str, value: object) -> str:
        told = _sides(value) if name == "crops" else fieldwork.readable(value)
        return f"  {self._word('picture_field', name)}: {told}"


def _sides(crops: object) -> str:
    """Left, top, width and height of each crop, in hundredths."""
    told = [(each.name, each.crop) for each in crops if isinstance(each, NamedCrop)]  # type: ignore[attr-defined]  # a field that holds crops
    return "; ".join(
        f"{name} {crop.left:.0%} {crop.top:.0%} {crop.width:.0%} {crop.height:.0%}"
        for name, crop in told
    )
