# SPDX-License-Identifier: GPL-3.0-or-later
"""A desk in memory: what the writer and the preview ask of the real one."""

import struct
import threading
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

from editor.captions.drawer import Drawer
from editor.copydesk import CopyDesk
from editor.errors import EditorError
from editor.lexicon import Lexicon
from editor.model.article import SERVER_FIELDS, Article
from editor.model.changes import Changes
from editor.model.picture import Picture, Sha256
from editor.model.steps import Kept
from editor.render.page import Pages
from editor.rulebook import RuleBook
from editor.settings import Settings
from editor.snippets import Snippets
from tests.builders import PROFILE
from ui.writer.weave import news

RESOURCES = Path(__file__).parents[3] / "resources"
PAGES = Pages(RESOURCES / "site", PROFILE)
NOW = datetime(2026, 3, 5, 1, 2, tzinfo=UTC)


class FakeArticles:
    """Keeps articles and pictures; tells listeners as the store does."""

    def __init__(self) -> None:
        self.kept: dict[str, Article] = {}
        self.pictures: dict[str, Picture] = {}
        self.saves: list[Article] = []
        self.listeners: list[Callable[[Changes], None]] = []
        self.fault: EditorError | None = None
        self.gate = threading.Event()
        self.gate.set()
        self.is_waiting = False
        self.steps: dict[str, dict[str, Kept]] = {}

    def find(self, article_id):
        return self.kept.get(article_id)

    def get(self, article_id):
        return self.kept[article_id]

    def save(self, article, *, origin, reason="typing", by="", base=None, steps=None):
        self.is_waiting = True
        self.gate.wait(20)
        self.is_waiting = False
        if self.fault is not None:
            raise self.fault
        stood = self.kept.get(article.id)
        if stood is not None:
            left = set() if base is None else {each.name for each in fields(base)}
            left -= news(base, article) if base is not None else set()
            kept = {name: getattr(stood, name) for name in left | SERVER_FIELDS}
            article = replace(article, **kept)
        self.kept[article.id] = article
        self.steps.setdefault(article.id, {}).update(steps or {})
        self.saves.append(article)
        self._tell(Changes(articles=frozenset({article.id}), origin=origin))
        return article

    def known_people(self):
        return ["Lan", "Mai"]

    def save_picture(self, picture, *, origin, base=None):
        if self.fault is not None:
            raise self.fault
        known = self.pictures.get(picture.sha256)
        if base is not None and known is not None:
            names = [each.name for each in fields(Picture)]
            new = {n: getattr(picture, n) for n in names if getattr(base, n) != getattr(picture, n)}
            picture = replace(known, **new)
        self.pictures[picture.sha256] = picture
        self._tell(Changes(pictures=frozenset({picture.sha256}), origin=origin))

    def picture(self, sha256):
        return self.pictures.get(sha256)

    def pictures_of(self, article):
        asked = (each.sha256 for each in article.placements)
        return {sha256: self.pictures[sha256] for sha256 in asked if sha256 in self.pictures}

    def published(self, *, limit, category="", other_than=None):
        return [each for each in self.kept.values() if each.published_at and each.id != other_than]

    def put_from_below(self, article: Article) -> None:
        """What the sync does: server fields too."""
        self.kept[article.id] = article
        self._tell(Changes(articles=frozenset({article.id}), origin="sync"))

    def _tell(self, changes: Changes) -> None:
        for each in list(self.listeners):
            each(changes)


class FakeDatabase:
    def __init__(self, articles: FakeArticles) -> None:
        self._listeners = articles.listeners

    def listen(self, callback):
        self._listeners.append(callback)

        def stop():
            with suppress(ValueError):
                self._listeners.remove(callback)

        return stop


class FakeRenditions:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def file(self, picture, name, *, crop=None):
        path = self._folder / f"{picture.sha256[:8]}-{name}"
        path.write_bytes(PIXEL)
        return path


class FakeDesk:
    def __init__(self, folder: Path | None = None) -> None:
        self.articles = self.planning = FakeArticles()
        self.database = FakeDatabase(self.articles)
        self.steps = SimpleNamespace(read=lambda story: self.articles.steps.get(story, {}))
        self.profile = PROFILE
        self.resources = RESOURCES
        self.pages = PAGES
        self.clock = lambda: NOW
        self.settings = Settings()
        nowhere = Path("nowhere")
        self.copydesk = CopyDesk(RuleBook(nowhere, nowhere), Lexicon(nowhere), nowhere)
        self.rules_off: frozenset[str] = frozenset()
        self.drawer = Drawer(nowhere / "drawer")
        self.snippets = Snippets(nowhere / "snippets.toml")
        self.intake = None
        self.renditions = FakeRenditions(folder) if folder else None

    def knows(self, article: Article, *pictures: Picture) -> tuple[Article, dict[Sha256, Picture]]:
        """Put an article into the store; what a draft of it is made from."""
        self.articles.kept[article.id] = article
        for each in pictures:
            self.articles.pictures[each.sha256] = each
        return article, {each.sha256: each for each in pictures}


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        told = kind + data
        return struct.pack(">I", len(data)) + told + struct.pack(">I", zlib.crc32(told))

    head = struct.pack(">IIBBBBB", 64, 1, 8, 2, 0, 0, 0)
    parts = (
        chunk(b"IHDR", head),
        chunk(b"IDAT", zlib.compress(b"\0" + b"\xff\0\0" * 64)),
        chunk(b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


PIXEL = _png()
"""A short red line."""
