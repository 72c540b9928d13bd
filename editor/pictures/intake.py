# SPDX-License-Identifier: GPL-3.0-or-later
"""File in: sniff, bound the pixels, digest."""

import io
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import BinaryIO

from editor.errors import EditorError, Refused
from editor.model.picture import Picture
from editor.pictures import metadata
from editor.pictures.blocks import sidecar_of
from editor.pictures.kinds import HEAD_BYTES, is_picture, kind_of
from editor.pictures.vault import Staged, Vault

LIMIT_BYTES = 200_000_000


class Intake:
    """Takes pictures in, from files and from the clipboard. Safe from several threads.

    A picture is in the vault before it is described; one that is refused is nowhere.

    Args:
        vault: where the bytes go.
    """

    def __init__(self, vault: Vault) -> None:
        self.vault = vault

    def take(self, path: Path) -> Picture:
        """The picture in a file, whatever its name says it is.

        Raises:
            Refused: `picture.gone`, `picture.unreadable`, `picture.not_a_file`, `picture.empty`,
                `picture.too_heavy`, `picture.wrong_kind`, `picture.not_a_picture`,
                `picture.truncated`, `picture.damaged`, `picture.too_many_pixels`, or one of the
                vault's; each names the file.

        Cost: one copy and one decode at an eighth; 0.1 to 0.3 s for 24 megapixels.
        """
        with _about(path.name):
            _check_file(path)
            with path.open("rb") as source:
                return self._take(source, path.name, sidecar_of(path))

    def take_bytes(self, data: bytes, file_name: str) -> Picture:
        """The picture in these bytes, such as a pasted one.

        Raises:
            Refused: as `take`.
        """
        with _about(file_name):
            return self._take(io.BytesIO(data), file_name)

    def _take(self, source: BinaryIO, file_name: str, sidecar: Path | None = None) -> Picture:
        kind = kind_of(source.read(HEAD_BYTES))
        if not is_picture(kind):
            _refuse_kind(kind, is_empty=source.tell() == 0)
        source.seek(0)
        # What is looked at is the copy: the file on the card may change meanwhile.
        with self.vault.staged(source, limit_bytes=LIMIT_BYTES) as staged:
            picture = _described(staged, kind, _plain_name(file_name), sidecar)
            staged.keep()
        return picture


def _described(staged: Staged, media_type: str, file_name: str, sidecar: Path | None) -> Picture:
    seen = _pixels().look(staged.path, media_type)
    known = metadata.read(staged.path, file_name=file_name, sidecar=sidecar)
    return Picture(
        sha256=staged.sha256,
        file_name=file_name,
        size_bytes=staged.size_bytes,
        media_type=media_type,
        width_px=seen.width_px,
        height_px=seen.height_px,
        has_alpha=seen.has_alpha,
        is_animated=seen.is_animated,
        colour=seen.colour,
        **known,  # type: ignore[arg-type]  # its keys are Picture's fields, each of its type
    )


def _pixels() -> ModuleType:
    # Pillow with its codecs costs 0.1 s and more: the window must not wait for it at start.
    from editor.pictures import pixels  # noqa: PLC0415  # loaded at the first picture

    return pixels


def _check_file(path: Path) -> None:
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise Refused("picture.not_a_file")
    if status.st_size > LIMIT_BYTES:
        raise Refused("picture.too_heavy", limit_mb=LIMIT_BYTES // 1_000_000)


def _refuse_kind(kind: str, *, is_empty: bool) -> None:
    if is_empty:
        raise Refused("picture.empty")
    if kind:
        raise Refused("picture.wrong_kind", kind=kind)
    raise Refused("picture.not_a_picture")


@contextmanager
def _about(file_name: str) -> Iterator[None]:
    """Every refusal names the file; what the system says becomes one."""
    name = _plain_name(file_name)
    try:
        yield
    except EditorError as error:
        error.values.setdefault("file", name)
        raise
    except FileNotFoundError as error:
        raise Refused("picture.gone", file=name) from error
    except OSError as error:
        raise Refused("picture.unreadable", file=name) from error


def _plain_name(file_name: str) -> str:
    """The last part of a name in NFC, without what cannot be shown or stored."""
    last = file_name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    whole = last.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    shown = "".join(char for char in whole if unicodedata.category(char)[0] != "C")
    return unicodedata.normalize("NFC", shown).strip()
