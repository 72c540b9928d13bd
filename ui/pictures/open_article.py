# SPDX-License-Identifier: GPL-3.0-or-later
"""What the rooms of pictures ask of the open article; `ui.writer.draft.Draft` is one."""

from typing import Any, Protocol

from editor.model.article import Article, ArticleId
from editor.model.picture import Picture, Sha256


class OpenArticle(Protocol):
    """The open article, as far as its pictures go."""

    changed: Any
    """Signal(frozenset): names of fields; `pictures` for the facts of a picture."""

    @property
    def id(self) -> ArticleId:
        """The article's id."""

    @property
    def header(self) -> Article:
        """The article as it stands, its copy left empty."""

    @property
    def pictures(self) -> dict[Sha256, Picture]:
        """What is known of the pictures of its placements."""

    def change(self, **values: Any) -> None:  # noqa: ANN401  # any field
        """Change several fields at once."""

    def add_picture(self, picture: Picture) -> None:
        """Put a picture at the end of the strip."""

    def remove_picture(self, sha256: Sha256) -> None:
        """Take a picture out of the strip; the copy stays as it is."""

    def set_placement(self, sha256: Sha256, **values: Any) -> None:  # noqa: ANN401  # any field
        """Change what this article says of a picture."""

    def set_picture(self, picture: Picture) -> None:
        """Change the facts of a picture."""
