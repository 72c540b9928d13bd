# SPDX-License-Identifier: GPL-3.0-or-later
"""Stand-ins for the desk and the open article, with real pictures behind them."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw
from PySide6.QtCore import QObject, Signal

from editor.captions.drawer import Drawer
from editor.model.article import Article, ArticleId, Author, displace, place
from editor.model.picture import Picture, Sha256
from editor.model.profile import SiteProfile
from editor.model.workflow import Role
from editor.pictures.intake import Intake
from editor.pictures.renditions import Renditions
from editor.pictures.vault import Vault
from editor.settings import Settings
from editor.snippets import Snippets
from tests.builders import PROFILE


class MemoryArticles:
    """Keeps articles and pictures in memory."""

    def __init__(self) -> None:
        self.kept: dict[ArticleId, Article] = {}
        self.pictures: dict[Sha256, Picture] = {}
        self.authors: list[Author] = []
        self.tags: list[str] = []

    def find(self, article_id: ArticleId) -> Article | None:
        return self.kept.get(article_id)

    def save(self, article: Article, *, origin: str) -> Article:
        assert origin
        self.kept[article.id] = article
        return article

    def picture(self, sha256: Sha256) -> Picture | None:
        return self.pictures.get(sha256)

    def save_picture(self, picture: Picture, *, origin: str, base: Picture | None = None) -> None:
        assert origin
        self.pictures[picture.sha256] = picture

    def known_authors(self) -> list[Author]:
        return list(self.authors)

    def known_people(self) -> list[str]:
        return ["Lan", "Mai", "Nguyễn Văn Ấn"]

    def known_tags(self) -> list[str]:
        return list(self.tags)


class DeskWithPictures:
    """A desk with a real vault, intake and renditions in a folder."""

    def __init__(self, folder: Path, profile: SiteProfile = PROFILE) -> None:
        self.articles = self.planning = MemoryArticles()
        self.vault = Vault(folder / "pictures")
        self.intake = Intake(self.vault)
        self.renditions = Renditions(self.vault, folder / "sizes")
        self.drawer = Drawer(folder / "drawer")
        self.profile = profile
        self.role = Role.ADMIN
        self.settings = Settings()
        self.snippets = Snippets(folder / "snippets.toml")
        self.clock = lambda: datetime(2026, 3, 5, 1, 2, tzinfo=UTC)

    def take(self, number: int, **facts: object) -> Picture:
        """A picture of our own, already in the vault."""
        picture = self.intake.take_bytes(a_jpeg(number), f"market-{number}.jpg")
        return replace(picture, **facts)


class OpenDraft(QObject):
    """An open article without a store."""

    changed = Signal(frozenset)

    def __init__(self, article: Article, pictures: tuple[Picture, ...] = ()) -> None:
        super().__init__()
        self.header = article
        self._pictures: dict[Sha256, Picture] = {}
        for picture in pictures:
            self.add_picture(picture)

    @property
    def id(self) -> ArticleId:
        return self.header.id

    @property
    def pictures(self) -> dict[Sha256, Picture]:
        return dict(self._pictures)

    def set_field(self, name: str, value: object) -> None:
        self.change(**{name: value})

    def change(self, **values: Any) -> None:
        told = {name for name, each in values.items() if getattr(self.header, name) != each}
        if told:
            self.header = replace(self.header, **values)
            self.changed.emit(frozenset(told))

    def add_picture(self, picture: Picture) -> None:
        self._pictures.setdefault(picture.sha256, picture)
        self.change(placements=place(self.header, picture).placements)

    def remove_picture(self, sha256: Sha256) -> None:
        self.change(placements=displace(self.header, sha256).placements)

    def set_placement(self, sha256: Sha256, **values: Any) -> None:
        placements = tuple(
            replace(each, **values) if each.sha256 == sha256 else each
            for each in self.header.placements
        )
        self.change(placements=placements)

    def set_picture(self, picture: Picture) -> None:
        self._pictures[picture.sha256] = picture
        self.changed.emit(frozenset({"pictures"}))


def a_jpeg(number: int = 1, size_px: tuple[int, int] = (480, 320)) -> bytes:
    """A river with a few boats, different for every number."""
    width, height = size_px if number % 3 else size_px[::-1]
    image = Image.new("RGB", (width, height), (150 + 10 * number % 60, 180, 200))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, height * 6 // 10, width, height), fill=(60, 110, 120 + 9 * number % 80))
    for boat in range(number % 5 + 1):
        left = width * (boat + 1) // 7
        draw.ellipse(
            (left, height // 2, left + 70, height // 2 + 50), fill=(170, 60 + 8 * boat, 40)
        )
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=85)
    return buffer.getvalue()
