# SPDX-License-Identifier: GPL-3.0-or-later
"""Fields as a person types and reads them on a command line: `tags=flood, market`."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from enum import Enum

import uuid_utils

from editor.errors import Refused
from editor.model.article import FLAGS, Article, ArticleId, Author
from editor.model.assignment import TASKS, Assignee
from editor.model.rates import coefficient_text, read_coefficient, read_shares, shares_text
from editor.model.workflow import State
from editor.text.tidy import tidy

SHOWN = (
    "id",
    "state",
    "kicker",
    "headline",
    "standfirst",
    "byline",
    "category",
    "other_categories",
    "tags",
    "dateline_place",
    "language",
    "slugline",
    "url_slug",
    "ednote",
    "flags",
    "genre",
    "royalty_shares",
    "royalty_coefficient",
    "royalty_note",
    "commissioned_length",
    "desk",
    "assignees",
    "due_at",
    "brief",
    "embargoed_until",
    "publish_at",
    "published_at",
    "updated_at",
)
"""What `show` prints of an article, in this order; the body comes last."""


def new_id() -> ArticleId:
    """A UUIDv7: ids made at about the same time lie together in the store."""
    return ArticleId(str(uuid.UUID(int=uuid_utils.uuid7().int)))


def assign(article: Article, assignments: Sequence[str]) -> Article:
    """The article with fields set, each written `field=value`.

    Lists are separated by commas; an author with a pen name is `Person/Pen name`, somebody
    assigned `Person/photographer`; times are ISO 8601 with their offset; an empty value clears.

    Raises:
        Refused: `command.not_an_assignment`, `command.unknown_field`, `command.bad_value`.
    """
    changed: dict[str, object] = {}
    for each in assignments:
        name, sign, value = each.partition("=")
        if not sign:
            raise Refused("command.not_an_assignment", text=each)
        if name not in _READERS:
            raise Refused("command.unknown_field", name=name, known=", ".join(sorted(_READERS)))
        try:
            changed[name] = _READERS[name](tidy(value).strip())
        except ValueError as error:
            raise Refused("command.bad_value", name=name, value=value) from error
    return replace(article, **changed)  # type: ignore[arg-type]  # each was read by its reader


def read_state(text: str) -> State:
    """A state by its name.

    Raises:
        Refused: `command.bad_value`.
    """
    try:
        return State(text)
    except ValueError as error:
        raise Refused("command.bad_value", name="state", value=text) from error


def read_time(text: str) -> datetime:
    """A time as it is written on a command line, with its zone.

    Raises:
        Refused: `command.bad_value`.
    """
    try:
        read = _time(text)
    except ValueError:
        read = None
    if read is None:
        raise Refused("command.bad_value", name="at", value=text)
    return read


def shown(article: Article, name: str) -> str:
    """A field of a story on one line, as `assign` reads it."""
    if name == "royalty_shares":
        return shares_text(article.royalty_shares)
    if name == "royalty_coefficient" and article.royalty_coefficient is not None:
        return coefficient_text(article.royalty_coefficient)
    return readable(getattr(article, name))


def readable(value: object) -> str:
    """A field's value on one line."""
    if isinstance(value, tuple):
        return ", ".join(readable(each) for each in value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, Assignee):
        return f"{value.person}/{value.role}"
    return value.value if isinstance(value, Enum) else str(value)


def plain(value: object) -> object:
    """A value of ours as JSON can say it: times as ISO 8601, names of states as text."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def site_code(code: str) -> str:
    """The code of a sentence for what the server answered; its own codes come without a room."""
    return code if "." in code else f"site.{code}"


def _texts(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.strip() for each in text.split(",") if each.strip()))


def _authors(text: str) -> tuple[Author, ...]:
    named = (each.partition("/") for each in _texts(text))
    return tuple(Author(person=person.strip(), pen_name=pen.strip()) for person, _, pen in named)


def _assignees(text: str) -> tuple[Assignee, ...]:
    named = (each.partition("/") for each in _texts(text))
    found = [(person.strip(), role.strip() or TASKS[0]) for person, _, role in named]
    if not all(person and role in TASKS for person, role in found):
        raise ValueError(text)
    return tuple(Assignee(person, role) for person, role in found)


def _flags(text: str) -> tuple[str, ...]:
    flags = _texts(text)
    if not set(flags) <= set(FLAGS):
        raise ValueError(text)
    return flags


def _time(text: str) -> datetime | None:
    if not text:
        return None
    read = datetime.fromisoformat(text)
    if read.tzinfo is None:
        raise ValueError(text)
    return read.astimezone(UTC)


def _whole(text: str) -> int | None:
    return int(text) if text else None


def _coefficient(text: str) -> int | None:
    return read_coefficient(text) if text else None


def _ids(text: str) -> tuple[ArticleId, ...]:
    return tuple(ArticleId(each) for each in _texts(text))


_READERS: Mapping[str, Callable[[str], object]] = {
    **dict.fromkeys(
        (
            "kicker",
            "headline",
            "standfirst",
            "dateline_place",
            "category",
            "language",
            "slugline",
            "url_slug",
            "ednote",
            "desk",
            "brief",
            "genre",
            "royalty_note",
        ),
        str,
    ),
    "authors": _authors,
    "other_categories": _texts,
    "tags": _texts,
    "flags": _flags,
    "assignees": _assignees,
    "commissioned_length": _whole,
    "due_at": _time,
    "royalty_shares": read_shares,
    "royalty_coefficient": _coefficient,
    "embargoed_until": _time,
    "publish_at": _time,
    "related": _ids,
}
