# SPDX-License-Identifier: GPL-3.0-or-later
"""Press: renders the open article in the preview's lane, and tells what of the page changes."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, islice
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, Protocol

from editor.model import framing
from editor.model.article import Article, ArticleId
from editor.model.picture import Crop, Picture, Sha256
from editor.model.shell import ADDRESS, MEDIA_TYPES

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from editor.desk import Desk
    from editor.model.profile import SiteProfile
    from editor.model.shell import Shell
    from editor.render.body import Block, Body
    from editor.render.page import Story

_COPY = ' id="copy">'
_ELEMENTS = attrgetter("elements")


class Source(Protocol):
    """An open article at one moment; `ui.writer.shelf.Snapshot` is one."""

    @property
    def article(self) -> Article:
        """The whole article."""

    @property
    def pictures(self) -> Mapping[Sha256, Picture]:
        """The pictures of its placements."""


class Illustrated(Protocol):
    """The open story, as far as its pictures go."""

    @property
    def header(self) -> Article:
        """The article, its copy left empty."""

    @property
    def pictures(self) -> Mapping[Sha256, Picture]:
        """What is known of the pictures of its placements."""


class Open(Illustrated, Protocol):
    """What is previewed; `ui.writer.draft.Draft` is one."""

    changed: "SignalInstance"

    def snapshot(self) -> Source:
        """The whole at this moment."""


class Patch(NamedTuple):
    """So many elements of the copy, from one on, give way to the HTML."""

    start: int
    removed: int
    html: str


@dataclass(frozen=True, slots=True)
class Printed:
    """A page as it is to be shown."""

    address: str
    html: str
    """The whole page, byte for byte what the server would send; empty when only the copy was
    rendered."""
    around: str
    """The page with an empty copy."""
    blocks: "tuple[Block, ...]"
    starts: Sequence[int]
    """The number of the first element of each block, and of all elements at the end."""
    patch: Patch | None
    """From the copy that was shown to this one; None: nothing changes."""
    anchor: str = ""
    """The id of the part that is looked at first; empty: the top."""

    def block(self, line: float) -> tuple[int, int, int, int]:
        """What a source line is rendered with; zeros when there is no copy.

        Returns: its first element, how many elements, its first line, the line after its last.
        """
        at = max(0, bisect_right(self.blocks, line, key=lambda each: each.line) - 1)
        return self._bounds(at)

    def block_of(self, element: int) -> tuple[int, int, int, int]:
        """The same for an element of the copy."""
        return self._bounds(bisect_right(self.starts, element) - 1)

    def place(self, line: float) -> tuple[int, float]:
        """Where a source line stands: (number of the element, part of it); -1: above the copy."""
        if line < 0 or not self.blocks:
            return -1, max(0.0, 1 + min(line, 0.0))
        at = max(0, bisect_right(self.blocks, line, key=lambda each: each.line) - 1)
        block = self.blocks[at]
        inside = (line - block.line) / max(1, block.end_line - block.line)
        parts = min(max(inside, 0.0), 1.0) * block.elements
        whole = min(int(parts), max(0, block.elements - 1))
        return self.starts[at] + whole, min(1.0, parts - whole)

    def line(self, element: int, part: float) -> float:
        """The source line of a place on the page; from -1 to 0 above the copy."""
        if element < 0 or not self.blocks:
            return part - 1
        at = min(bisect_right(self.starts, element) - 1, len(self.blocks) - 1)
        block = self.blocks[at]
        inside = (element - self.starts[at] + part) / max(1, block.elements)
        return block.line + min(1.0, inside) * (block.end_line - block.line)

    def _bounds(self, at: int) -> tuple[int, int, int, int]:
        if not self.blocks:
            return 0, 0, 0, 0
        at = min(at, len(self.blocks) - 1)
        block = self.blocks[at]
        return self.starts[at], block.elements, block.line, block.end_line


@dataclass(frozen=True, slots=True)
class Order:
    """What the preview wants rendered."""

    source: Source
    kind: str
    """`page`: its own; `card`: the home page with it; `row`: another story with it below; `share`:
    its link where readers pass it on."""
    is_whole: bool
    """All of the page, not only the copy."""
    shown: Printed | None
    words: Mapping[str, str] = field(default_factory=dict)
    """What the parts of a `share` page are called."""


class Press:
    """Renders. Thread: only work of the preview's lane calls it.

    Args:
        desk: whose house style and pages it is.
        is_wanted: a long story asks it as it goes on; then it gives up.
    """

    def __init__(self, desk: "Desk", is_wanted: Callable[[], bool] = lambda: True) -> None:
        self._desk = desk
        self._is_wanted = is_wanted
        self._body: tuple[SiteProfile, str, tuple[str, str] | None, Body] | None = None

    def print(self, order: Order) -> Printed:
        """Render what changed. Cost: a millisecond and what grows with the changed blocks."""
        from editor.render.page import Story, address_of  # noqa: PLC0415 - Jinja2: not for the start

        article = order.source.article
        story = Story(article, order.source.pictures)
        if order.kind != "page":
            return self._elsewhere(story, order)
        shell = self._shell()
        blocks = self._blocks(story, shell)
        starts = [0, *accumulate(map(_ELEMENTS, blocks))]
        shown = order.shown
        patch = difference(shown.blocks, blocks) if shown else None
        if shown is not None and not order.is_whole:
            return Printed(shown.address, "", shown.around, blocks, starts, patch)
        copy = "".join(each.html for each in blocks)
        if shell is not None:
            html, around = (self._in_shell(shell, story, each) for each in (copy, ""))
            return Printed(ADDRESS, html, around, blocks, starts, patch)
        html, around = self._page(story, copy)
        return Printed(address_of(article), html, around, blocks, starts, patch)

    def _shell(self) -> "Shell | None":
        # A desk whose pages are ours does not even load what knows of others.
        settings = self._desk.settings
        is_known = settings.site_kind and not settings.is_preview_plain
        return self._desk.shells.shell() if is_known else None

    def _page(self, story: "Story", copy: str) -> tuple[str, str]:
        related = self._below(story)
        now = self._desk.clock()
        html = self._desk.pages.article(story, now=now, related=related, copy_html=copy).html
        start = html.index(_COPY) + len(_COPY)
        return html, html[:start] + html[start + len(copy) :]

    def _in_shell(self, shell: "Shell", story: "Story", copy: str) -> str:
        from editor.render import shell as shells  # noqa: PLC0415 - as above

        return shells.page(shell, story, self._desk.profile, self._desk.clock(), copy)

    def _elsewhere(self, story: "Story", order: Order) -> Printed:
        """The story where it stands among others."""
        from editor.render.page import Story  # noqa: PLC0415 - as above

        pages, now = self._desk.pages, self._desk.clock()
        if order.kind == "share":
            html = pages.share(story, now=now, words=order.words)
        elif order.kind == "row":
            others = self._others(story, 8)
            # While it is the only one it stands below itself.
            host = others[0] if others else Story(replace(story.article, id=ArticleId("")), {})
            html = pages.article(host, now=now, related=[story, *others]).html
        else:
            html = pages.home([story, *self._others(story, 8)], now=now)
        anchor = "related" if order.kind == "row" else ""
        address = "/" if order.kind == "card" else f"/{order.kind}.html"
        return Printed(address, html, html, (), [0], None, anchor)

    def _below(self, story: "Story") -> "list[Story]":
        """The list below the story, chosen as the server chooses it."""
        from editor.render import related  # noqa: PLC0415 - as above
        from editor.render.page import Story  # noqa: PLC0415 - as above

        articles = self._desk.articles
        pool = articles.published(limit=related.POOL, other_than=story.article.id)
        found = related.chosen(story.article, pool)
        return [Story(each, articles.pictures_of(each)) for each in found]

    def _others(self, story: "Story", limit: int) -> "list[Story]":
        from editor.render.page import Story  # noqa: PLC0415 - as above

        articles = self._desk.articles
        found = articles.published(limit=limit, other_than=story.article.id)
        return [Story(each, articles.pictures_of(each)) for each in found]

    def _blocks(self, story: "Story", shell: "Shell | None") -> "tuple[Block, ...]":
        from editor.render import shell as shells  # noqa: PLC0415 - Markdown: not for the start
        from editor.render.body import Body  # noqa: PLC0415 - as above

        profile, article = self._desk.profile, story.article
        figures = shell.figure_classes if shell is not None else None
        if self._body is None or self._body[:3] != (profile, article.id, figures):
            made = Body(profile, shells.figure_in(shell) if shell is not None else None)
            self._body = (profile, article.id, figures, made)
        body, self._body = self._body, None
        blocks = body[3].blocks(article, story.pictures, self._is_wanted)
        # Kept only when it was not given up half way.
        self._body = body
        return blocks if shell is None else shells.with_beside(shell, article, profile, blocks)


def found(desk: "Desk", story: Illustrated | None, path: str) -> tuple[bytes, str] | None:
    """Bytes and media type of `/site/...` and `/media/<sha256>/<name>`, as the server has them.

    And of `/shell/<name>`, as a house of another kind had them when its look was learned.

    Thread: any.

    Args:
        desk: where the files are, and what is known of the pictures of other stories.
        story: the open one.
        path: what the page asks for.

    Raises:
        Refused: as `Renditions.file`.
    """
    kind, _, name = path.lstrip("/").partition("/")
    if kind == "shell":
        return _of_shell(desk, name)
    if kind == "site":
        asset = desk.pages.asset(name)
        return (asset.read(), asset.media_type) if asset else None
    sha256, _, size = name.partition("/")
    for picture, crop in _sights(desk, story, Sha256(sha256)) if kind == "media" else ():
        known = framing.find(picture, size, crop)
        if known is not None:
            made = desk.renditions.file(picture, size, crop=crop)
            return made.read_bytes(), known[1].media_type
    return None


def _of_shell(desk: "Desk", name: str) -> tuple[bytes, str] | None:
    shell = desk.shells.shell() if desk.settings.site_kind else None
    data = shell.files.get(name) if shell is not None else None
    return (data, MEDIA_TYPES[name.rpartition(".")[2]]) if data is not None else None


def _sights(
    desk: "Desk", story: Illustrated | None, sha256: Sha256
) -> Iterator[tuple[Picture, Crop | None]]:
    """A picture as the open story shows it, then as the store has it for the others."""
    here = story.pictures.get(sha256) if story is not None else None
    if story is not None and here is not None:
        placed = (each for each in story.header.placements if each.sha256 == sha256)
        yield here, next((each.crop for each in placed), None)
    kept = desk.articles.picture(sha256)
    if kept is not None:
        yield kept, None


def difference(old: "Sequence[Block]", new: "Sequence[Block]") -> Patch | None:
    """The one splice that makes the old copy the new one; None when they read the same.

    A block that is text only cannot be counted in elements: its neighbours go with it.
    """
    head = _common_head(old, new)
    if head == len(old) == len(new):
        return None
    tail = _common_tail(old, new, head)
    while head > 0 and not _starts_with_element(old, head):
        head -= 1
    while tail > 0 and not _starts_with_element(old, len(old) - tail):
        tail -= 1
    start = sum(map(_ELEMENTS, old[:head]))
    if start == 0:
        head = 0
    gone, come = old[head : len(old) - tail], new[head : len(new) - tail]
    removed = sum(map(_ELEMENTS, gone))
    return Patch(start, removed, "".join(each.html for each in come))


def _common_head(old: "Sequence[Block]", new: "Sequence[Block]") -> int:
    return _alike(zip(old, new, strict=False), min(len(old), len(new)))


def _common_tail(old: "Sequence[Block]", new: "Sequence[Block]", head: int) -> int:
    limit = min(len(old), len(new)) - head
    return _alike(islice(zip(reversed(old), reversed(new), strict=False), limit), limit)


def _alike(pairs: "Iterable[tuple[Block, Block]]", most: int) -> int:
    """How many of the pairs read the same until the first that do not."""
    # Mostly they are the very same block, which is told in half the time.
    places = enumerate(pairs)
    differ = (at for at, (one, two) in places if one is not two and one.html != two.html)
    return next(differ, most)


def _starts_with_element(blocks: "Sequence[Block]", at: int) -> bool:
    """Whether what follows there can be found by counting elements, or nothing follows."""
    following = (each for each in blocks[at:] if each.html)
    return next((bool(each.elements) for each in following), True)
