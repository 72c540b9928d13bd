# SPDX-License-Identifier: GPL-3.0-or-later
"""The sample stories that a new store begins with, so that the first window is not empty."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from editor.desk import Desk
from editor.errors import Damaged
from editor.fieldwork import new_id
from editor.model.article import Article, ArticleId, Author, place
from editor.model.rows import StoryFilter
from editor.model.workflow import Act, State, Wish

ORIGIN = "samples"
_PLAIN = ("kicker", "headline", "standfirst", "dateline_place", "category", "slugline")
_MORE = ("url_slug", "ednote", "genre", "language")
_LISTS = ("other_categories", "tags", "flags")


def plant(desk: Desk) -> tuple[ArticleId, ...]:
    """Put the samples of the site's language into a store that has no story yet.

    Those that are meant for readers are published too, but only to the built-in server: nobody
    else's site gets our samples.

    Returns:
        The ids of the new stories, in the order of the list; empty when the store has stories.

    Raises:
        Damaged: `samples.damaged` with the file.
    """
    if desk.settings.site_address or desk.articles.count(StoryFilter(states=tuple(State))):
        return ()
    folder = desk.resources / "samples"
    listed = cast("Sequence[Mapping[str, object]]", _read(folder / "index.toml").get("stories", ()))
    chosen = [each for each in listed if each.get("language") == desk.profile.language]
    # The newest change stands first in the list: so the first is put in last.
    ids = [_put(desk, folder, each) for each in reversed(chosen)]
    return tuple(reversed(ids))


def _put(desk: Desk, folder: Path, listed: Mapping[str, object]) -> ArticleId:
    path = folder / str(listed["file"])
    table = _read(path)
    article = _article(path, table)
    for row in cast("Sequence[Mapping[str, object]]", table.get("placements", ())):
        article = _with_picture(desk, article, folder, row)
    saved = desk.articles.save(article, origin=ORIGIN, reason="sample")
    if listed.get("publish"):
        desk.acts.perform(saved.id, Wish(Act.PUBLISH), profile=desk.profile, origin=ORIGIN)
    return saved.id


def _article(path: Path, table: Mapping[str, object]) -> Article:
    texts = {name: str(table.get(name, "")) for name in (*_PLAIN, *_MORE)}
    lists = {name: tuple(cast("Sequence[str]", table.get(name, ()))) for name in _LISTS}
    authors = tuple(
        Author(**row) for row in cast("Sequence[dict[str, str]]", table.get("authors", ()))
    )
    body = (path.parent / str(table["body"])).read_text(encoding="utf-8").rstrip("\n")
    known: dict[str, object] = {**texts, **lists, "authors": authors, "body": body}
    return Article(id=new_id(), **known)  # type: ignore[arg-type]  # names of Article's own fields


def _with_picture(desk: Desk, article: Article, folder: Path, row: Mapping[str, object]) -> Article:
    taken = desk.intake.take(folder / str(row["file"]))
    credit, creator = str(row.get("credit", "")), str(row.get("creator", ""))
    desk.articles.save_picture(replace(taken, credit=credit, creator=creator), origin=ORIGIN)
    placed = place(article, taken)
    said = replace(
        placed.placements[-1],
        caption=str(row.get("caption", "")),
        alt_text=str(row.get("alt_text", "")),
        is_lead=bool(row.get("is_lead", False)),
    )
    return replace(placed, placements=(*placed.placements[:-1], said))


def _read(path: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Damaged("samples.damaged", file=path.name) from error
