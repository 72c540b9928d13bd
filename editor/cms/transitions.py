# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: what our own house answers to an act: read, allowed, barred; what stands after it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from editor import wire
from editor.errors import Refused
from editor.model.article import Article
from editor.model.ladder import FULL, Ladder
from editor.model.operation import Doc
from editor.model.picture import Sha256
from editor.model.rights import EMBARGO, Bar, Override, bar_name, is_bar_name, standing
from editor.model.workflow import (
    EDITORS,
    GOES_PUBLIC,
    NEEDS_REASON,
    Act,
    Deed,
    Role,
    State,
    newest,
    with_deed,
)

_MAX_EDITION_LETTERS: Final = 100
_MAX_SEEN_LETTERS: Final = 100


@dataclass(frozen=True, slots=True)
class Transition:
    """An act as it was asked for."""

    act: Act
    reason: str = ""
    edition: str = ""
    """What the client calls this edition: the same name goes public once."""
    at: datetime | None = None
    """When it is to go public, by the server's clock; None: now."""
    override: Override | None = None
    """Why it goes public although its embargo or its pictures' rights bar it; None: they hold."""
    seen: str = ""
    """The newest take-down that who asked had seen; see `editor.model.workflow.seen_in`."""


def read_transition(payload: Doc) -> Transition:
    """An act as it was asked for, from its written form.

    Raises:
        Refused: `site.bad_field`.
    """
    edition = payload.get("edition", "")
    reason, override = _told(payload, "reason"), _override(payload)
    if not isinstance(edition, str | int) or isinstance(edition, bool):
        raise Refused("site.bad_field", field="edition")
    name, seen = str(edition), _told(payload, "seen")
    if len(name) > _MAX_EDITION_LETTERS or not name.isprintable():
        raise Refused("site.bad_field", field="edition")
    if len(seen) > _MAX_SEEN_LETTERS:
        raise Refused("site.bad_field", field="seen")
    try:
        act = Act(str(payload.get("act")))
    except ValueError:
        raise Refused("site.bad_field", field="act") from None
    return Transition(act, reason, name, _time_of(payload, act), override, seen)


def _override(payload: Doc) -> Override | None:
    why, bars = _told(payload, "override"), payload.get("bars", [])
    if not isinstance(bars, list) or not all(is_bar_name(each) for each in bars):
        raise Refused("site.bad_field", field="bars")
    return Override(why, tuple(bars)) if why else None


def _told(payload: Doc, name: str) -> str:
    text = payload.get(name, "")
    if not isinstance(text, str):
        raise Refused("site.bad_field", field=name)
    # No text of PostgreSQL has a NUL.
    return " ".join(text.replace("\0", "").split())


def _time_of(payload: Doc, act: Act) -> datetime | None:
    asked = payload.get("at")
    if asked is None or asked == "":
        return None
    try:
        at = datetime.fromisoformat(asked if isinstance(asked, str) else "")
        if at.tzinfo is None or act is not Act.PUBLISH:
            raise Refused("site.bad_field", field="at")
        return at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise Refused("site.bad_field", field="at") from None


def acted(
    doc: Doc, asked: Transition, role: Role, now: datetime, *, by: str = "", ladder: Ladder = FULL
) -> dict[str, object]:
    """The document after an act; the address and the pictures are the house's to look after.

    Args:
        doc: as it stands.
        asked: the act.
        role: of who asks.
        now: by the house's clock.
        by: who asks; the story keeps it.
        ladder: the newspaper's.

    Raises:
        Refused: `site.forbidden`, `site.invalid_transition`, `site.reason_missing`,
            `site.taken_down_since` (`by`, `at`), `site.embargo` (`until`).
    """
    article = wire.article_from_doc(doc)
    state = _state_after(ladder, article.state, asked.act, role)
    _refuse_setting_aside(asked, role)
    if asked.act in NEEDS_REASON and not asked.reason:
        raise Refused("site.reason_missing", act=asked.act.value)
    is_later = waits(asked, now)
    deed = Deed(0, asked.act.value, by, now, asked.reason, asked.at if is_later else None)
    deeds = wire.deeds_to_doc(with_deed(article.deeds, deed))
    result = {**doc, "state": state.value, "deeds": deeds}
    if asked.act not in GOES_PUBLIC:
        is_called_off = article.state is State.SCHEDULED
        return {**result, "publish_at": None} if is_called_off else result
    _refuse_unseen(article, asked)
    if is_later:
        return {**result, "state": State.SCHEDULED.value, "publish_at": iso(asked.at or now)}
    _refuse_embargoed(article, asked, now)
    first = article.published_at or now
    return {**result, "published_at": iso(first), "updated_at": iso(now)}


def _refuse_setting_aside(asked: Transition, role: Role) -> None:
    """Whoever else a newspaper lets publish: rights and embargoes are the editors' to set aside."""
    if asked.override is not None and asked.override.bars and role not in EDITORS:
        raise Refused("site.forbidden", act=asked.act.value, role=role.value)


def _refuse_unseen(article: Article, asked: Transition) -> None:
    """A take-down wins over all that was asked for by somebody who had not seen it."""
    last = newest(article.deeds, Act.TAKE_DOWN)
    if last is not None and last.name != asked.seen:
        raise Refused("site.taken_down_since", by=last.by, at=iso(last.at))


def _refuse_embargoed(article: Article, asked: Transition, now: datetime) -> None:
    until = article.embargoed_until
    is_set_aside = asked.override is not None and EMBARGO in asked.override.bars
    if until is not None and until > now and not is_set_aside:
        raise Refused("site.embargo", until=iso(until))


def waits(asked: Transition, now: datetime) -> bool:
    """Is it to be done later?"""
    return asked.at is not None and asked.at > now


def refuse_holes(article: Article, has: Callable[[Sha256], bool]) -> None:
    """A story never goes live with a hole where a picture was (`site.missing_picture`)."""
    for placement in article.placements:
        if not has(placement.sha256):
            values = {"name": placement.name, "sha256": str(placement.sha256)}
            raise Refused("site.missing_picture", **values)


def refuse_barred(
    article: Article, pictures: Mapping[Sha256, Doc], asked: Transition, now: datetime
) -> None:
    """A picture whose rights bar it goes before no reader, unless an editor set that bar aside.

    Args:
        article: as it would go public.
        pictures: the documents of its pictures, as far as they are known.
        asked: the act; only those that go public are looked at.
        now: by the server's clock; what is to wait is looked at as of its time.

    Raises:
        Refused: `site.picture_barred`, `site.picture_embargoed` (`until`) or
            `site.picture_expired`, each with the picture's name.
    """
    if asked.act not in GOES_PUBLIC:
        return
    set_aside = asked.override.bars if asked.override is not None else ()
    at = asked.at if asked.at is not None and asked.at > now else now
    for placement in article.placements:
        # A picture that was deleted has an empty document: a hole, which is told elsewhere.
        doc = pictures.get(placement.sha256)
        found = standing(wire.picture_from_doc(doc), at) if doc else None
        if found is not None and bar_name(placement.sha256, found.bar) not in set_aside:
            until = {"until": iso(found.at)} if found.bar is Bar.EMBARGOED and found.at else {}
            raise Refused(f"site.{found.bar}", name=placement.name, **until)


def _state_after(ladder: Ladder, state: State, act: Act, role: Role) -> State:
    try:
        return ladder.after(state, act, role)
    except Refused as error:
        if error.code == "workflow.not_yours":
            raise Refused("site.forbidden", act=act.value, role=role.value) from None
        raise Refused("site.invalid_transition", act=act.value, state=state.value) from None


def iso(at: datetime) -> str:
    """A time as documents say it: UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
