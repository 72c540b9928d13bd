# SPDX-License-Identifier: GPL-3.0-or-later
"""What a Ghost has, by pages: all of it at first, then what changed, now and then all tags."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import quote

from editor.cms.adapter import Listing, Post
from editor.cms.foreign import Answer
from editor.cms.ghost import posts
from editor.cms.ghost.line import Line
from editor.errors import Offline

PAGE: Final = 100
OVERLAP: Final = timedelta(seconds=120)
"""Times there are of whole seconds, and what is being saved comes late."""
SWEEP_EVERY: Final = timedelta(hours=1)
_MODE, _PAGE, _LAST, _BEGAN, _SINCE, _SWEPT, _IDS = (
    "mode",
    "page",
    "last",
    "began",
    "since",
    "swept",
    "ids",
)
TAGS: Final = "tags"
"""The fact that says which post had which tags: another tag changes no time."""

Told = Callable[[Mapping[str, object]], Post]


def next_listing(line: Line, told: Told, facts: Mapping[str, str], now: datetime) -> Listing:
    """The next page of what the facts say is under way; of what changed, where nothing is.

    Args:
        line: the way to the house.
        told: makes a post of an answer.
        facts: where the last listing said to go on.
        now: by the house's clock.

    Raises:
        Offline, Refused: as `Site` says.
    """
    mode = facts.get(_MODE, "") or ("changes" if facts.get(_SINCE) else "all")
    if mode == "changes" and not facts.get(_MODE) and _is_sweep_due(facts, now):
        mode = "sweep"
    began = facts.get(_BEGAN, "") or _spelt(now)
    if mode == "sweep":
        return _sweep(line, told, facts, began)
    if mode == "changes":
        return _changes(line, told, facts, began)
    return _all(line, told, facts, began)


def _all(line: Line, told: Told, facts: Mapping[str, str], began: str) -> Listing:
    """By id, each page from the last one of the page before: none is passed over."""
    last = facts.get(_LAST, "")
    answer = line.asked(f"/posts/?{posts.LISTED}&{_by_id(last)}")
    rows = _rows(answer)
    found = [told(row) for row in rows]
    marks = _marked(facts, found)
    if len(rows) == PAGE:
        go_on = {_MODE: "all", _LAST: found[-1].remote_id, _BEGAN: began, **marks}
        return Listing(tuple(found), go_on, has_more=True)
    done = {**_ended(), _SINCE: _since(began), _SWEPT: began, **marks}
    return Listing(tuple(found), done)


def _changes(line: Line, told: Told, facts: Mapping[str, str], began: str) -> Listing:
    page, since = int(facts.get(_PAGE, "") or 1), facts[_SINCE]
    after = quote(f">='{since}'")
    asked = f"filter=updated_at:{after}&order=updated_at%20asc,id%20asc"
    answer = line.asked(f"/posts/?{posts.LISTED}&{asked}&limit={PAGE}&page={page}")
    rows = _rows(answer)
    found = tuple(told(row) for row in rows)
    marks = _marked(facts, found)
    if len(rows) == PAGE:
        go_on = {_MODE: "changes", _PAGE: str(page + 1), _BEGAN: began, **marks}
        return Listing(found, go_on, has_more=True)
    return Listing(found, {**_ended(), _SINCE: _since(began), **marks})


def _sweep(line: Line, told: Told, facts: Mapping[str, str], began: str) -> Listing:
    """Ids and tags alone: only these show what is gone, and which tags are others."""
    last = facts.get(_LAST, "")
    rows = _rows(line.asked(f"/posts/?fields=id&include=tags&{_by_id(last)}"))
    known: dict[str, str] = json.loads(facts.get(TAGS, "") or "{}")
    here = [str(row.get("id", "")) for row in rows]
    other = [
        each
        for each, row in zip(here, rows, strict=True)
        if known.get(each) != _digest(posts.ids(posts.rows(row, "tags")))
    ]
    found = _these(line, told, other)
    marks = _marked(facts, found)
    ids = f"{facts.get(_IDS, '')} {' '.join(here)}".strip()
    if len(rows) == PAGE:
        go_on = {_MODE: "sweep", _LAST: here[-1], _BEGAN: began, _IDS: ids, **marks}
        return Listing(found, go_on, has_more=True)
    done = {**_ended(), _IDS: "", _SWEPT: began, **marks}
    # What changed meanwhile is asked for next.
    return Listing(found, done, has_more=True, all_ids=frozenset(ids.split()))


def _these(line: Line, told: Told, some: Sequence[str]) -> tuple[Post, ...]:
    if not some:
        return ()
    asked = f"/posts/?{posts.LISTED}&filter=id:[{','.join(some)}]&limit={PAGE}"
    return tuple(told(row) for row in _rows(line.asked(asked)))


def _by_id(last: str) -> str:
    after = f"&filter=id:%3E%27{last}%27" if last else ""
    return f"order=id%20asc&limit={PAGE}{after}"


def _rows(answer: Answer) -> list[Mapping[str, object]]:
    if not isinstance(answer.doc.get("posts"), list):
        raise Offline("line.not_our_server")
    return posts.rows(answer.doc, "posts")


def _marked(facts: Mapping[str, str], found: Sequence[Post]) -> dict[str, str]:
    """The fact of the tags with those of some posts; none where it stays as it is.

    In a large house it is long, and news are asked for all day.
    """
    known: dict[str, str] = json.loads(facts.get(TAGS, "") or "{}")
    told = known | {each.remote_id: _digest(each.fields["tags"]) for each in found}
    if told == known and TAGS in facts:
        return {}
    return {TAGS: json.dumps(told, sort_keys=True, separators=(",", ":"))}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8] if text != "[]" else ""


def _ended() -> dict[str, str]:
    return {_MODE: "", _PAGE: "", _LAST: "", _BEGAN: ""}


def _since(began: str) -> str:
    return _spelt(_read(began) - OVERLAP)


def _spelt(at: datetime) -> str:
    """A time as a filter wants it: with a blank and no zone; any other form finds nothing."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


def _is_sweep_due(facts: Mapping[str, str], now: datetime) -> bool:
    swept = facts.get(_SWEPT, "")
    return not swept or not timedelta() <= now - _read(swept) < SWEEP_EVERY


def _read(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
