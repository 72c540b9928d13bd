# SPDX-License-Identifier: GPL-3.0-or-later
"""EXIF, IPTC, XMP -> Picture fields."""

import logging
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import Any

from editor.model.picture import CAMERA_WORDS, is_file_name
from editor.pictures import jpeg

_log = logging.getLogger(__name__)

SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
"""What the IPTC's terms for the origin of a picture start with."""

_UTF8_MARK = b"\x1b%G"
_LANGUAGES = ("x-default", "vi", "vi-VN", "en", "en-US", "en-GB")

# exiv2's XMP tool kit keeps its namespaces in one place for all threads. A read takes 1 ms.
_one_at_a_time = Lock()


@dataclass(frozen=True, slots=True)
class _Raw:
    """What the three blocks say, before anyone decides."""

    xmp: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    iim: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exif: Mapping[str, str] = field(default_factory=dict)
    is_iim_newer: bool = False

    def texts(self, xmp_key: str, iim_key: str = "") -> tuple[str, ...]:
        """XMP before IIM, unless a program that knows only IIM wrote later.

        Even then a value that is XMP's, cut at IIM's length, is not news.
        """
        modern, legacy = self.xmp.get(xmp_key, ()), self.iim.get(iim_key, ())
        if not modern or not legacy:
            return modern or legacy
        is_cut = len(modern) == len(legacy) and all(
            new.startswith(old) for new, old in zip(modern, legacy, strict=True)
        )
        return legacy if self.is_iim_newer and not is_cut else modern

    def text(self, xmp_key: str, iim_key: str = "") -> str:
        """As `texts`, for a field with one value."""
        return next(iter(self.texts(xmp_key, iim_key)), "")


def read(path: Path, *, file_name: str = "") -> dict[str, object]:
    """The fields of a Picture that its file tells, each under Picture's own name.

    XMP, IIM and Exif are weighed by the rules of the IPTC Mapping Guidelines. Nothing found is
    an empty value. What cameras write by themselves and file names are never captions. Broken
    metadata is no metadata: this never fails.

    Args:
        path: the original.
        file_name: as it was called before it came into the vault.

    Cost: 1 ms for a JPEG of 7 MB.
    """
    raw = _raw(path)
    return {
        "caption": _caption(raw, file_name or path.name),
        "alt_text": raw.text("Xmp.iptc.AltTextAccessibility"),
        "creator": ", ".join(raw.texts("Xmp.dc.creator", "Byline")) or _person(raw.exif, "Artist"),
        "credit": raw.text("Xmp.photoshop.Credit", "Credit"),
        "source": raw.text("Xmp.photoshop.Source", "Source"),
        "copyright_notice": raw.text("Xmp.dc.rights", "Copyright") or raw.exif.get("Copyright", ""),
        "usage_terms": raw.text("Xmp.xmpRights.UsageTerms"),
        "people": raw.texts("Xmp.iptcExt.PersonInImage"),
        "sublocation": raw.text("Xmp.iptc.Location", "SubLocation"),
        "city": raw.text("Xmp.photoshop.City", "City"),
        "province": raw.text("Xmp.photoshop.State", "ProvinceState"),
        "country": raw.text("Xmp.photoshop.Country", "CountryName"),
        "taken_at": _taken_at(raw),
        "keywords": raw.texts("Xmp.dc.subject", "Keywords"),
        "digital_source_type": _source_type(raw),
    }


def _caption(raw: _Raw, file_name: str) -> str:
    # Exif's ImageDescription is left out: cameras fill it.
    told = raw.text("Xmp.dc.description", "Caption")
    return "" if is_file_name(told, file_name) else told


def _person(exif: Mapping[str, str], key: str) -> str:
    name = exif.get(key, "")
    return "" if name.casefold() in CAMERA_WORDS else name


def _source_type(raw: _Raw) -> str:
    term = raw.text("Xmp.iptcExt.DigitalSourceType")
    if term:
        return term if "/" in term else SOURCE_TYPES + term
    return SOURCE_TYPES + "digitalCapture" if raw.exif.get("Model") else ""


def _taken_at(raw: _Raw) -> str:
    date, time = raw.iim.get("DateCreated", ("",))[0], raw.iim.get("TimeCreated", ("",))[0]
    of_iim = _joined_time(date, time)
    of_xmp = _joined_time(*raw.text("Xmp.photoshop.DateCreated").partition("T")[::2])
    # Program and camera often write only the day in IIM: then XMP's longer form says more.
    is_news = raw.is_iim_newer and of_iim and not of_xmp.startswith(of_iim)
    of_exif = _joined_time(
        *raw.exif.get("DateTimeOriginal", "").partition(" ")[::2],
        raw.exif.get("OffsetTimeOriginal", ""),
    )
    return of_iim if is_news else of_xmp or of_iim or of_exif


_DATE = re.compile(r"(\d{4})\D?(\d{2})\D?(\d{2})")
_TIME = re.compile(r"(\d{2})\D?(\d{2})(?:\D?(\d{2}))?(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?")


def _joined_time(date: str, time: str = "", offset: str = "") -> str:
    day = _DATE.match(date.strip())
    if day is None or not ("01" <= day[2] <= "12" and "01" <= day[3] <= "31"):
        return ""
    moment = _TIME.match(time.strip())
    joined = "-".join(day.groups())
    if moment is None or not (moment[1] < "24" and moment[2] < "60"):
        return joined
    zone = (moment[4] or offset.strip()).replace("Z", "+00:00")
    zone = zone if len(zone) != 5 else f"{zone[:3]}:{zone[3:]}"
    zone = zone if re.fullmatch(r"[+-]\d{2}:\d{2}", zone) else ""
    return f"{joined}T{moment[1]}:{moment[2]}:{moment[3] or '00'}{zone}"


def _raw(path: Path) -> _Raw:
    try:
        with _one_at_a_time:
            image = _exiv2().ImageFactory.open(str(path))
            image.readMetadata()
            iim, xmp, exif = _iim(image), _xmp(image), _exif(image)
        return _Raw(xmp, iim, exif, bool(iim and xmp) and _is_iim_newer(path))
    except Exception as error:  # noqa: BLE001  # foreign reader of foreign bytes: anything comes out
        _log.info("metadata of a picture left out: %s", error)
        return _Raw()


def _is_iim_newer(path: Path) -> bool:
    data = path.read_bytes()
    return data.startswith(b"\xff\xd8") and jpeg.is_iim_newer(data)


@cache
def _exiv2() -> ModuleType:
    # 16 MB of library: the window must not wait for it at start.
    import exiv2  # noqa: PLC0415  # loaded at the first picture

    exiv2.LogMsg.setLevel(exiv2.LogMsg.Level.mute)  # it would print on the person's terminal
    return exiv2  # type: ignore[no-any-return]  # exiv2 has no types


def _xmp(image: Any) -> dict[str, tuple[str, ...]]:  # noqa: ANN401  # exiv2 has no types
    found = {}
    for datum in image.xmpData():
        texts = _tidied(_safely(_xmp_texts, datum))
        if texts:
            found[datum.key()] = texts
    return found


def _xmp_texts(datum: Any) -> list[str]:  # noqa: ANN401  # exiv2 has no types
    exiv2, value = _exiv2(), datum.value()
    if isinstance(value, exiv2.LangAltValue):
        told = dict(value)
        chosen = next((told[each] for each in _LANGUAGES if told.get(each)), None)
        return [chosen or next(iter(told.values()), "")]
    if isinstance(value, exiv2.XmpArrayValue):
        return [str(each) for each in value]
    return [str(value)]


def _iim(image: Any) -> dict[str, tuple[str, ...]]:  # noqa: ANN401  # exiv2 has no types
    raw: dict[str, list[bytes]] = {}
    for datum in image.iptcData():
        raw.setdefault(datum.tagName(), []).append(_bytes_of(datum))
    is_utf8 = b"".join(raw.pop("CharacterSet", [])).strip() == _UTF8_MARK
    decoded = {name: [_decoded(each, is_utf8=is_utf8) for each in raw[name]] for name in raw}
    return {name: texts for name in decoded if (texts := _tidied(decoded[name]))}


def _bytes_of(datum: Any) -> bytes:  # noqa: ANN401  # exiv2 has no types
    value = datum.value()
    if hasattr(value, "data"):
        return bytes(value.data())
    return str(value).encode("utf-8")  # dates and times, which exiv2 has parsed


def _decoded(raw: bytes, *, is_utf8: bool) -> str:
    """Old blocks say nothing of their letters: UTF-8 if it can be, else Western Windows."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if is_utf8 and error.end == len(raw) and error.reason.startswith("unexpected end"):
            return raw[: error.start].decode("utf-8")  # cut at a byte by the length limit
        return raw.decode("cp1252", "replace")


def _exif(image: Any) -> dict[str, str]:  # noqa: ANN401  # exiv2 has no types
    wanted = {
        "Exif.Image.Artist",
        "Exif.Image.Copyright",
        "Exif.Image.Model",
        "Exif.Photo.DateTimeOriginal",
        "Exif.Photo.OffsetTimeOriginal",
    }
    found = {}
    for datum in image.exifData():
        key = datum.key()
        if key in wanted:
            texts = _tidied(_safely(_exif_texts, datum))
            found[key.rpartition(".")[2]] = texts[0] if texts else ""
    return found


def _exif_texts(datum: Any) -> list[str]:  # noqa: ANN401  # exiv2 has no types
    raw = _bytes_of(datum).rstrip(b"\x00")
    # Photographer, NUL, editor: the Exif form of two copyrights.
    return [_decoded(raw.replace(b"\x00", b"; "), is_utf8=False)]


def _safely(read_texts: Callable[[Any], list[str]], datum: object) -> list[str]:
    try:
        return read_texts(datum)
    except Exception as error:  # noqa: BLE001  # one broken value must not hide the others
        _log.info("a value of a picture's metadata left out: %s", error)
        return []


def _tidied(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(text for each in texts if (text := _tidy(each)))


def _tidy(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    shown = "".join(
        char for char in lines if char == "\n" or unicodedata.category(char) not in ("Cc", "Cs")
    )
    return unicodedata.normalize("NFC", shown).strip()
