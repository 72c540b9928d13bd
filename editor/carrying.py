# SPDX-License-Identifier: GPL-3.0-or-later
"""Stories carried by hand: put whole into one file, and merged with what stands at its end."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

from editor.desk import Desk
from editor.errors import Damaged
from editor.files import bundle
from editor.files.bundle import Bundle
from editor.model.article import Article
from editor.model.picture import Picture
from editor.pictures.intake import LIMIT_BYTES
from editor.pictures.kinds import HEAD_BYTES, kind_of

ORIGIN = "carry"
AT_ONCE = 4
"""Originals that are taken in side by side."""


class Carried(NamedTuple):
    """A story that came by hand."""

    article: Article
    was_here: bool
    """It was merged with what stood here."""


def write(desk: Desk, article: Article, path: Path) -> None:
    """Put a story with its pictures and its history into one file.

    Raises:
        Refused: `files.not_written`; Damaged: `files.original_damaged`.
    """
    # What was carried off must be found again in the history when it comes back.
    desk.history.seal(article.id, origin=ORIGIN)
    pictures = desk.articles.pictures_of(article)
    here = {each: desk.vault.path(each) for each in pictures if desk.vault.has(each)}
    bundle.write(path, article, pictures, here, desk.history.whole(article.id))


def take_in(desk: Desk, path: Path, *, origin: str) -> Carried:
    """A story out of a bundle, merged with what stands here: see `History.take_in`.

    Originals come first, each looked at by its bytes; of a bundle that is refused nothing stands.

    Returns:
        The article as it then stands, and whether it was here before.

    Raises:
        Refused, Damaged: as `bundle.opened` says; `files.damaged` for bytes that are not what
            their name says; what vault and store raise.

    Cost: at least half the speed of a plain copy: see `tests/bench/bench_bundle.py`.
    """
    with bundle.opened(path) as found:
        new = [each for each in found.pictures if not desk.vault.has(each.sha256)]
        # To hash and to wait for the disk lets others work meanwhile.
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for _ in pool.map(partial(_take_original, desk, found, path.name), new):
                pass
        story = found.article, found.pictures, found.history
    was_here = desk.articles.find(story[0].id) is not None
    return Carried(desk.history.take_in(*story, origin=origin), was_here)


def _take_original(desk: Desk, found: Bundle, file: str, picture: Picture) -> None:
    source = found.original(picture.sha256)
    if source is None:
        return
    with source, desk.vault.staged(source, limit_bytes=LIMIT_BYTES) as staged:
        with staged.path.open("rb") as made:
            kind = kind_of(made.read(HEAD_BYTES))
        if staged.sha256 != picture.sha256 or kind != picture.media_type:
            raise Damaged("files.damaged", file=file)
        staged.keep()
