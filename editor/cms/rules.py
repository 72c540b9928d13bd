# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: what our own house answers to a write: who may, what stands after, tag, feed link."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from editor import wire
from editor.cms import pay, spoken
from editor.errors import EditorError, Refused
from editor.model.article import SERVER_FIELDS, Article, ArticleId
from editor.model.operation import Doc, Entity
from editor.model.picture import Crop, Picture
from editor.model.remark import DECIDERS
from editor.model.workflow import Role, State
from editor.pictures.kinds import is_picture, kind_of
from editor.text.vietnamese import slug

GENESIS: Final = "0" * 64
"""The chain before the first change."""

_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_MEDIA_TYPES = frozenset(
    f"image/{kind}" for kind in ("jpeg", "png", "webp", "gif", "avif", "heic", "tiff")
)
_MAX_SIDE_PX = 100_000
_MAX_PIXELS = 250_000_000
_MAX_SLUG_LETTERS = 120
_ROUNDING = 1e-6
_TURNS = frozenset({0, 90, 180, 270})
_FIXED = {
    Entity.ARTICLE: SERVER_FIELDS | {"id"},
    Entity.PICTURE: frozenset({"sha256", "size_bytes"}),
}
_AUTHORS = frozenset({Role.WRITER, Role.EDITOR, Role.ADMIN})
_CAPTIONERS = _AUTHORS | {Role.PHOTO}
_REMOVERS = frozenset({Role.EDITOR, Role.ADMIN})
_KEPT_STATES = frozenset({State.PUBLISHED, State.SCHEDULED, State.TAKEN_DOWN})


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in the change feed, bound to the history that led to it."""

    epoch: str
    seq: int
    chain8: str

    def __str__(self) -> str:
        """As it is written: `epoch.seq.chain8`."""
        return f"{self.epoch}.{self.seq}.{self.chain8}"

    @staticmethod
    def read(text: str) -> "Cursor | None":
        """A cursor from its written form; None for one that no server of ours wrote."""
        parts = text.split(".")
        if len(parts) != 3 or not parts[1].isascii() or not parts[1].isdigit():
            return None
        return Cursor(parts[0], int(parts[1]), parts[2]) if len(parts[1]) <= 15 else None


def etag_of(rev: int, doc: Doc) -> str:
    """The tag of a revision: `"<rev>-<first 8 of its hash>"`, quotes included."""
    return f'"{rev}-{wire.digest(doc)[:8]}"'


def link(chain: str, entity: Entity, entity_id: str, etag: str) -> str:
    """The next link of the feed's chain: no two histories that differ ever share one."""
    told = " ".join((chain, entity.value, entity_id, etag))
    return hashlib.sha256(told.encode()).hexdigest()


def tick(chain: str, about: str, tag: str) -> str:
    """The next link for what is news and no entity, such as the rule packs."""
    return hashlib.sha256(f"{chain} {about} {tag}".encode()).hexdigest()


def is_id(entity: Entity, entity_id: str) -> bool:
    """Can this be the id of anything?"""
    form = _ID if entity is Entity.ARTICLE else _SHA256
    return form.fullmatch(entity_id) is not None


def check_id(entity: Entity, entity_id: str) -> None:
    """Refuse an id that could be anything else than a name (`site.bad_field`)."""
    if not is_id(entity, entity_id):
        raise Refused("site.bad_field", field="id")


def created(entity: Entity, entity_id: str, payload: Doc, role: Role) -> dict[str, object]:
    """The document that a new entity begins with; what the server decides is not taken over.

    Raises:
        Refused: `site.forbidden`, `site.bad_field`, `site.too_new`.
    """
    _demand(role, _AUTHORS if entity is Entity.ARTICLE else _CAPTIONERS)
    check_id(entity, entity_id)
    key = "id" if entity is Entity.ARTICLE else "sha256"
    if payload.get(key, entity_id) != entity_id:
        raise Refused("site.bad_field", field=key)
    return _whole(entity, {**pay.as_made(payload, role), key: entity_id})


def patched(
    entity: Entity, entity_id: str, current: Doc, changed: Doc, role: Role
) -> dict[str, object]:
    """The document after some of its fields changed; the others stay, known or not.

    Everybody may speak of a story, and that stays; who may not change its copy accepts nothing.

    Raises:
        Refused: `site.forbidden`, `site.field` (the server's own, or not this role's),
            `site.undecided`, `site.bad_field`, `site.too_new`.
    """
    is_said = entity is Entity.ARTICLE and bool(changed) and set(changed) <= {"remarks", "v"}
    _demand(role, frozenset(Role) if is_said else _CAPTIONERS)
    fixed = _FIXED[entity]
    if entity is Entity.ARTICLE and role not in DECIDERS:
        fixed = fixed | (frozenset(changed) - {"placements", "remarks", "v"})
        spoken.check_said(current.get("remarks", []), changed.get("remarks"))
    elif entity is Entity.ARTICLE:
        pay.check(current, changed, role)
        changed = spoken.kept(current, changed)
    for name, value in changed.items():
        if name in fixed and value != current.get(name):
            raise Refused("site.field", field=name)
    return _whole(entity, {**current, **changed})


def check_removal(entity: Entity, current: Doc, role: Role) -> None:
    """May an entity be deleted? What readers ever had never is: it is kept, and taken down.

    Raises:
        Refused: `site.forbidden`, `site.invalid_transition`.
    """
    _demand(role, _REMOVERS)
    was_out = current.get("published_at") is not None or current.get("state") in _KEPT_STATES
    if entity is Entity.ARTICLE and was_out:
        state = str(current.get("state"))
        raise Refused("site.invalid_transition", act="delete", state=state)


def free_slug(article: Article, frozen: str, owner: Callable[[str], ArticleId | None]) -> str:
    """The address that an article gets, or keeps.

    Args:
        article: as it goes public.
        frozen: the address that it had at its newest publication; empty: none yet.
        owner: whose an address is, or ever was.
    """
    asked = slug(article.url_slug) or frozen or slug(article.headline) or slug(article.id)
    wanted = asked[:_MAX_SLUG_LETTERS].strip("-") or "x"
    if owner(wanted) in (None, article.id):
        return wanted
    return f"{wanted}-{_free_number(lambda n: owner(f'{wanted}-{n}') in (None, article.id))}"


def _free_number(is_free: Callable[[int], bool]) -> int:
    """A number from 2 on that is free: the lowest where those below it were given out in order.

    Looked for in steps that double, then between two of them: a column that has had one headline
    for years costs a dozen questions, not thousands.
    """
    taken, free = 1, 2
    while not is_free(free):
        taken, free = free, free * 2
    while free - taken > 1:
        middle = (taken + free) // 2
        taken, free = (taken, middle) if is_free(middle) else (middle, free)
    return free


def check_uploader(role: Role) -> None:
    """Refuse one who may neither write nor bring pictures (`site.forbidden`)."""
    _demand(role, _CAPTIONERS)


def check_remover(role: Role) -> None:
    """Refuse one who may not take away what others made (`site.forbidden`)."""
    _demand(role, _REMOVERS)


def check_bytes(head: bytes) -> None:
    """Refuse bytes that are not those of a picture (`site.not_a_picture`).

    Args:
        head: how they begin; `editor.pictures.kinds.HEAD_BYTES` are enough.
    """
    if not is_picture(kind_of(head)):
        raise Refused("site.not_a_picture")


def problem_code(error: EditorError) -> str:
    """What a house calls an error on the wire: our code without its room."""
    return error.code.rpartition(".")[2]


def _demand(role: Role, roles: frozenset[Role]) -> None:
    if role not in roles:
        raise Refused("site.forbidden", role=role.value)


def _whole(entity: Entity, doc: Doc) -> dict[str, object]:
    """The document with every known field present and right, and unknown ones untouched."""
    try:
        written = _ROUND[entity](doc)
        wire.canonical(doc)
    except EditorError as error:
        code = problem_code(error)
        raise Refused(f"site.{code}", **error.values) from None
    except (ValueError, OverflowError, RecursionError):
        raise Refused("site.bad_field", field="") from None
    return {**written, **doc}


def _article_round(doc: Doc) -> dict[str, object]:
    article = wire.article_from_doc(doc)
    for placement in article.placements:
        if not _SHA256.fullmatch(placement.sha256) or not placement.name:
            raise Refused("site.bad_field", field="placements")
    if len({each.sha256 for each in article.placements}) < len(article.placements):
        raise Refused("site.bad_field", field="placements")
    spoken.check(article.remarks)
    pay.check_article(article)
    return wire.article_to_doc(article)


def _picture_round(doc: Doc) -> dict[str, object]:
    picture = wire.picture_from_doc(doc)
    _check_picture(picture)
    return wire.picture_to_doc(picture)


def _check_picture(picture: Picture) -> None:
    tests = {
        "media_type": picture.media_type in _MEDIA_TYPES,
        "width_px": 0 < picture.width_px <= _MAX_SIDE_PX,
        "height_px": 0 < picture.height_px <= _MAX_SIDE_PX
        and picture.width_px * picture.height_px <= _MAX_PIXELS,
        "size_bytes": picture.size_bytes >= 0,
        "colour": _COLOUR.fullmatch(picture.colour) is not None,
        "rating": 0 <= picture.rating <= 5,
        "colour_class": 0 <= picture.colour_class <= 8,
        "turn_degrees": picture.turn_degrees in _TURNS,
        "straighten_degrees": -45 <= picture.straighten_degrees <= 45,
        "focal_point": all(0 <= each <= 1 for each in picture.focal_point or ()),
        "crops": all(_is_inside(each.crop) for each in picture.crops),
    }
    for name, is_right in tests.items():
        if not is_right:
            raise Refused("site.bad_field", field=name)


def _is_inside(crop: Crop) -> bool:
    sides = (crop.left, crop.top, crop.width, crop.height)
    is_some = crop.width > 0 and crop.height > 0
    ends = (crop.left + crop.width, crop.top + crop.height)
    return is_some and min(sides) >= 0 and max(ends) <= 1 + _ROUNDING


_ROUND: Mapping[Entity, Callable[[Doc], dict[str, object]]] = {
    Entity.ARTICLE: _article_round,
    Entity.PICTURE: _picture_round,
}
