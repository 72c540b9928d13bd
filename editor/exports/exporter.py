# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures on their way out: files with their words, for print, for the web or for a message."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from editor.captions.stationery import Take
from editor.errors import EditorError, Refused
from editor.exports import names
from editor.exports.sheet import THUMBNAIL_PX, Line, Sheet
from editor.model import framing
from editor.model.article import Article
from editor.model.frame import Frame
from editor.model.picture import Picture, Sha256
from editor.pictures.embedding import Embedded, embed, told, whole
from editor.pictures.smaller import smaller
from editor.pictures.vault import Vault
from editor.sentences import Sentences


class Size(StrEnum):
    """What the files are for."""

    PRINT = "print"
    """As large as the original, its pixels untouched."""
    CLIENT = "client"
    """As large as it is shown, its pixels encoded anew: nothing of the camera's goes along."""
    WEB = "web"
    MESSAGE = "message"
    """Small enough for any messenger."""


MESSAGE_BYTES: Final = 1_000_000
"""What a message's picture may weigh, its words included."""
WORDS_BYTES: Final = 20_000
_SIDES_PX: Final = {
    Size.CLIENT: (1 << 20,),
    Size.WEB: (2048,),
    Size.MESSAGE: (1600, 1280, 1024, 800, 640, 480),
}
"""The longer side at most; of a message's picture the first whose file is light enough."""
_ENDINGS: Final = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/tiff": ".tif",
    "image/heic": ".heic",
    "image/avif": ".avif",
    "image/gif": ".gif",
}


@dataclass(frozen=True, slots=True)
class Original:
    """A picture to send out: where its bytes are, and its words as they stand now."""

    path: Path
    picture: Picture


Sent = Embedded | EditorError


class Exporter:
    """Writes copies of pictures with their words; no original is ever changed.

    Args:
        vault: the originals that were taken in.
        resources: the program's own, for the fonts and the words of the caption sheet.
        take: the language and the person, asked for anew at each export.
        clock: for the day on the caption sheet.
    """

    def __init__(
        self,
        vault: Vault,
        resources: Path,
        take: Callable[[], Take],
        clock: Callable[[], datetime],
    ) -> None:
        self._vault = vault
        self._resources = resources
        self._take = take
        self._clock = clock

    def of_frames(self, frames: Sequence[Frame]) -> list[Original]:
        """What lies on the light table: from its folder or card, else as it was taken in."""
        return [Original(self._path_of(each), each.picture) for each in frames]

    def of_article(self, article: Article, pictures: Mapping[Sha256, Picture]) -> list[Original]:
        """The pictures of a story in their order, with the words that they have in it."""
        return [
            Original(
                self._vault.path(each.sha256),
                replace(
                    pictures[each.sha256],
                    file_name=each.name,
                    caption=each.caption_of(pictures[each.sha256]),
                    alt_text=each.alt_text_of(pictures[each.sha256]),
                ),
            )
            for each in article.placements
            if each.sha256 in pictures
        ]

    def files(
        self,
        originals: Sequence[Original],
        folder: Path,
        *,
        size: Size = Size.PRINT,
        pattern: str = names.PATTERN,
    ) -> Iterator[Sent]:
        """Write each picture with its words into a folder; nothing there is ever overwritten.

        One that fails bars no other. Whoever stops asking stops the export.

        Args:
            originals: in the order in which `{seq}` counts them.
            folder: made when missing.
            size: an animated picture is always sent as it is.
            pattern: for the names of the files, with variables as templates have them.

        Yields:
            For each picture in its turn the file and, where there is one, the words beside it; or
            the `picture.*` or `export.*` error that kept it.

        Raises:
            Refused: `export.bad_pattern`, or `export.no_folder`, before the first is written.

        Cost: of print that of a copy, 10 to 30 ms; of the others 0.2 s for 24 megapixels.
        """
        stems = list(names.stems([each.picture for each in originals], pattern, self._take()))
        taken = names.taken_in(_listed(folder))
        return (
            _sent(original, folder, names.free(stem, taken), size)
            for original, stem in zip(originals, stems, strict=True)
        )

    def sheet(self, originals: Sequence[Original], target: Path, *, title: str = "") -> None:
        """A caption sheet for the desk: a PDF with thumbnails, file names, captions and credits.

        Args:
            originals: in their order; one that cannot be opened stands there without a thumbnail.
            target: what stands there is replaced.
            title: over the first page.

        Raises:
            Refused: `export.full`, `export.failed`.

        Cost: 0.1 s for each picture of 24 megapixels.
        """
        for _picture in self.sheet_in_steps(originals, target, title=title):
            pass

    def sheet_in_steps(
        self, originals: Sequence[Original], target: Path, *, title: str = ""
    ) -> Iterator[Picture]:
        """As `sheet`; each picture is told once it is ready, and then the PDF is written.

        Whoever stops asking stops the sheet: nothing is written before the last one was told.
        """
        lines = list[Line]()
        for each in originals:
            lines.append(Line(each.picture, _thumbnail(each)))
            yield each.picture
        self._write_sheet(lines, target, title)

    def _write_sheet(self, lines: Sequence[Line], target: Path, title: str) -> None:
        language = self._take().language
        sentences = Sentences.load(self._resources / "sentences", language)
        made = Sheet(self._resources / "fonts", sentences, language)
        data = made.pdf(lines, title, self._clock())
        with told(target.name), whole(target) as half:
            half.write_bytes(data)

    def _path_of(self, frame: Frame) -> Path:
        kept = self._vault.path(frame.sha256) if frame.sha256 else None
        return kept if kept is not None and kept.is_file() else Path(frame.path)


def _listed(folder: Path) -> list[str]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [each.name for each in folder.iterdir()]
    except OSError as error:
        reason = error.strerror or str(error)
        raise Refused("export.no_folder", folder=str(folder), reason=reason) from error


def _sent(original: Original, folder: Path, stem: str, size: Size) -> Sent:
    picture = original.picture
    try:
        with told(picture.file_name):
            if size is Size.PRINT or picture.is_animated:
                target = folder / f"{stem}{_ENDINGS.get(picture.media_type, '')}"
                return embed(original.path, target, picture)
            return _sent_smaller(original, folder, stem, size)
    except EditorError as error:
        error.values.setdefault("file", picture.file_name)
        return error


def _sent_smaller(original: Original, folder: Path, stem: str, size: Size) -> Embedded:
    """The new pixels in a file of their own first, then a copy of that with the words."""
    picture = original.picture
    data = _light_enough(smaller(original.path, picture, _SIDES_PX[size]), size)
    target = folder / f"{stem}{'.png' if picture.has_alpha else '.jpg'}"
    with tempfile.TemporaryDirectory(prefix="stet-") as place:
        plain = Path(place) / target.name
        plain.write_bytes(data)
        return embed(plain, target, _shown_whole(picture))


def _light_enough(made: Sequence[bytes], size: Size) -> bytes:
    if size is not Size.MESSAGE:
        return made[0]
    return next((each for each in made if len(each) <= MESSAGE_BYTES - WORDS_BYTES), made[-1])


def _shown_whole(picture: Picture) -> Picture:
    """The words for pixels that are turned and cropped already."""
    is_cropped = any(each.name == framing.FREE for each in picture.crops)
    return replace(
        picture,
        turn_degrees=0,
        straighten_degrees=0.0,
        crops=() if is_cropped else picture.crops,
        focal_point=None if is_cropped else picture.focal_point,
    )


def _thumbnail(original: Original) -> bytes:
    try:
        with told(original.picture.file_name):
            return smaller(original.path, original.picture, (THUMBNAIL_PX,))[0]
    except EditorError:
        return b""
