# SPDX-License-Identifier: GPL-3.0-or-later
"""Learns a shell: a page read, its places put in, and all files that it names kept."""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import unquote_to_bytes, urldefrag, urljoin

from editor.errors import EditorError, Refused
from editor.model.shell import PARTS, PATH, Sample, Shell, Unit, slot
from editor.shells import page, sheets
from editor.shells.page import Page
from editor.shells.places import Places
from editor.text.trees import Node

MOST_PAGE_BYTES: Final = 4_000_000
MOST_FILE_BYTES: Final = 3_000_000
MOST_BYTES: Final = 24_000_000
MOST_FILES: Final = 160
MOST_DEPTH: Final = 5
"""Sheets that import sheets that import sheets."""
_MAGIC: Final = (
    (b"wOF2", "woff2"),
    (b"wOFF", "woff"),
    (b"\x00\x01\x00\x00", "ttf"),
    (b"true", "ttf"),
    (b"OTTO", "otf"),
    (b"\x89PNG\r\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
)
_SVG: Final = re.compile(
    rb"""
    \s*(?:<\?xml[^>]{0,200}>\s*)?
    (?:(?><!--.{0,2000}?-->)\s*+){0,4}+
    (?:<!DOCTYPE\ svg[^>]{0,300}>\s*)?
    <svg\b
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_CSS_CHARSET: Final = re.compile(rb'@charset "([\w-]{2,40})";')


@dataclass(frozen=True, slots=True)
class Got:
    """What a server gave."""

    address: str
    """Where it was found in the end."""
    data: bytes
    media_type: str = ""
    """With its charset, as it was told."""


Give = Callable[[str, int], Got]
"""An address, and how many bytes there may be -> what is there; raises `EditorError`s."""


def learn(got: Got, sample: Sample, give: Give, *, house: str, at: datetime) -> Shell:
    """The shell of a page.

    Args:
        got: the page of a published story.
        sample: what the house says of that story.
        give: gives the files that it names.
        house: its address.
        at: now; aware.

    Raises:
        Refused: `shell.no_page` for what is no HTML, `shell.tangled`, `shell.no_story`,
            `shell.login_wall`.
    """
    read = _read(got)
    language = read.html_attributes.get("lang", "")
    try:
        places = Places(read.body, sample, language)
    except Refused as error:
        if read.asks_password:
            raise Refused("shell.login_wall", address=got.address) from error
        raise
    places.put_all()
    files = _Files(give, places.lead_sizes)
    base = _joined(got.address, read.base)
    _settle([read.body, *(node for node, _ in places.units.values())], base, files)
    links = "".join(_linked(files, each, base) for each in read.sheets)
    return Shell(
        house=house,
        address=sample.address,
        learned_at=at,
        template=_template(read, links, base, files),
        files=files.kept,
        parts=tuple(each for each in PARTS if each in places.parts),
        units={k: Unit(page.written(node), gap) for k, (node, gap) in places.units.items()},
        figure_classes=sample.figure_classes,
        left_out=files.left_out,
    )


def _read(got: Got) -> page.Page:
    if "html" not in got.media_type.lower() and b"<" not in got.data[:1000]:
        raise Refused("shell.no_page", address=got.address)
    text = page.decoded(got.data, got.media_type)
    if page.is_tangled(text):
        raise Refused("shell.tangled", address=got.address)
    return page.read(text)


def _template(read: Page, links: str, base: str, files: "_Files") -> str:
    root, body = dict(read.html_attributes), dict(read.body.attributes)
    for told in (root, body):
        if "style" in told:
            told["style"] = files.styled(told["style"], base)
    return (
        f'<!DOCTYPE html>\n<html{page.attributes(root)}><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{slot('headline')}</title>{links}</head>"
        f"<body{page.attributes(body)}>{page.inside(read.body)}</body></html>\n"
    )


def _linked(files: "_Files", sheet: page.Sheet, base: str) -> str:
    kept = (
        files.sheet(_joined(base, sheet.address)) if sheet.address else files.text(sheet.text, base)
    )
    told = {"rel": "stylesheet", "href": kept, **({"media": sheet.media} if sheet.media else {})}
    return f"<link{page.attributes(told)}>" if kept else ""


def _settle(waiting: list[Node], base: str, files: "_Files") -> None:
    """Give every address of these trees its kept file, or its whole form."""
    while waiting:
        node = waiting.pop()
        waiting.extend(each for each in node.children if isinstance(each, Node))
        node.attributes = _settled(node, base, files)


def _settled(node: Node, base: str, files: "_Files") -> dict[str, str]:
    told = dict(node.attributes)
    if "style" in told:
        told["style"] = files.styled(told["style"], base)
    if node.tag == "a" and "href" in told:
        told["href"] = _link(told["href"], base)
    if node.tag == "use":
        told = {name: each for name, each in told.items() if "href" not in name or each[:1] == "#"}
    if node.tag == "img" and told.get("src") != slot("lead-src"):
        later = next((told[name] for name in page.LATER if told.get(name)), "")
        source = told.get("src", "")
        chosen = later if later and source[:5] in {"", "data:"} else source
        told = {name: each for name, each in told.items() if name not in {"srcset", *page.LATER}}
        told["src"] = files.file(_joined(base, chosen)) if chosen else ""
    return told


def _link(address: str, base: str) -> str:
    if address.startswith("#"):
        return address
    try:
        whole = urljoin(base, address)
    except ValueError:
        return "#"
    return whole if whole.startswith(("http://", "https://", "mailto:", "tel:")) else "#"


def _joined(base: str, address: str) -> str:
    try:
        return urldefrag(urljoin(base, address.strip()))[0]
    except ValueError:
        return ""


class _Files:
    """The files that are kept; each address is asked for once."""

    def __init__(self, give: Give, lead: set[str]) -> None:
        self._give = give
        self._lead = lead
        self._known: dict[str, str] = {}
        self._asked = 0
        self._size = 0
        self.kept: dict[str, bytes] = {}
        self.left_out = 0

    def file(self, address: str) -> str:
        """Where a font or a picture is kept; empty: nowhere."""
        if address not in self._known:
            self._known[address] = self._fetched(address)
        return self._known[address]

    def sheet(self, address: str, depth: int = 0) -> str:
        """Where a style sheet is kept; empty: nowhere. One that imports itself does so no more."""
        if address not in self._known:
            self._known[address] = ""
            self._known[address] = self._fetched_sheet(address, depth)
        return self._known[address]

    def text(self, css: str, base: str, depth: int = 0) -> str:
        """Where the text of a style sheet is kept."""
        made = sheets.rewritten(
            css,
            lambda each: self.file(_joined(base, each)),
            lambda each: self.sheet(_joined(base, each), depth + 1),
        )
        return self._keep(made.encode("utf-8", "replace"), "css")

    def styled(self, style: str, base: str) -> str:
        """The style of one element with the addresses of kept files."""
        return sheets.rewritten(style, lambda each: self.file(_joined(base, each)), lambda _: "")

    def _fetched_sheet(self, address: str, depth: int) -> str:
        got = self._got(address) if depth < MOST_DEPTH else None
        if got is None:
            return ""
        kind = got.media_type.partition(";")[0].strip().lower()
        if kind not in {"text/css", "", "text/plain"} or got.data.lstrip()[:1] == b"<":
            self.left_out += 1
            return ""
        named = _CSS_CHARSET.match(got.data)
        told = f"{got.media_type}; charset={named[1].decode()}" if named else got.media_type
        return self.text(page.decoded(got.data, told), got.address, depth)

    def _fetched(self, address: str) -> str:
        got = _of_data(address) if address[:5].lower() == "data:" else self._got(address)
        kind = _kind(got.data) if got is not None else ""
        if got is not None and not kind:
            self.left_out += 1
        return self._keep(got.data, kind) if got is not None and kind else ""

    def _got(self, address: str) -> Got | None:
        if not address.lower().startswith(("http://", "https://")):
            return None
        self._asked += 1
        try:
            if self._asked > MOST_FILES:
                raise Refused("shell.too_many")
            return self._give(address, MOST_FILE_BYTES)
        except EditorError:
            # The page is shown without it.
            self.left_out += 1
            return None

    def _keep(self, data: bytes, kind: str) -> str:
        name = f"{hashlib.sha256(data).hexdigest()[:16]}.{kind}"
        if name not in self.kept:
            if self._size + len(data) > MOST_BYTES:
                self.left_out += 1
                return ""
            self._size += len(data)
            self.kept[name] = data
        return f"{PATH}{name}"


def _of_data(address: str) -> Got | None:
    head, _, told = address[5:].partition(",")
    try:
        data = unquote_to_bytes(told)
        if head.lower().rstrip().endswith(";base64"):
            data = base64.b64decode(data)
    except (ValueError, binascii.Error):
        return None
    return Got(address, data, head.partition(";")[0])


def _kind(data: bytes) -> str:
    """What a file is by its bytes, as its name ends; empty: none that a page shows."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:12] in {b"ftypavif", b"ftypavis"}:
        return "avif"
    return "svg" if _SVG.match(data) else ""
