# SPDX-License-Identifier: GPL-3.0-or-later
"""What a WordPress has, by pages: all of it at first, then what changed, now and then the ids."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import quote

from editor.cms.adapter import Listing, Post
from editor.cms.foreign import Answer, Foreign
from editor.cms.wordpress import posts, troubles

PAGE: Final = 100
OVERLAP: Final = timedelta(seconds=120)
"""Times there are of whole seconds and not always in order."""
SWEEP_EVERY: Final = timedelta(hours=1)
_API: Final = "/wp-json/wp/v2/posts"
_ALL: Final = f"{_API}?context=edit&per_page={PAGE}&orderby=id&order=asc&status={posts.STATUSES}"
_MODE, _PAGE, _BEGAN, _SINCE, _SWEPT, _IDS = "mode", "page", "began", "since", "swept", "ids"
DUE: Final = "due"

Told = Callable[[Mapping[str, object]], Post]


def next_listing(line: Foreign, told: Told, facts: Mapping[str, str], now: datetime) -> Listing:
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
    page = int(facts.get(_PAGE, "") or 1)
    began = facts.get(_BEGAN, "") or posts.spelt(now)
    if mode == "sweep":
        return _sweep(line, facts, page, began)
    since = f"&modified_after={quote(facts[_SINCE])}Z" if mode == "changes" else ""
    answer = _asked(line, f"{_ALL}{since}&page={page}&_fields={posts.LISTED}")
    found = [told(row) for row in answer.rows]
    has_more = page < _pages(answer)
    go_on = {_MODE: mode, _PAGE: str(page + 1), _BEGAN: began}
    since_told = posts.spelt(_read(began) - OVERLAP)
    done = {_MODE: "", _PAGE: "", _BEGAN: "", _SINCE: since_told}
    if mode == "all":
        done[_SWEPT] = began
    due, left = _due(line, told, facts, now) if not has_more else ((), facts.get(DUE, "{}"))
    kept = {**(go_on if has_more else done), DUE: _with_new(left, found)}
    return Listing((*found, *due), kept, has_more)


def _sweep(line: Foreign, facts: Mapping[str, str], page: int, began: str) -> Listing:
    """Ids alone: only these show what is gone."""
    answer = _asked(line, f"{_ALL}&page={page}&_fields=id")
    told = " ".join(str(row.get("id")) for row in answer.rows)
    ids = f"{facts.get(_IDS, '')} {told}".strip()
    if page < _pages(answer):
        go_on = {_MODE: "sweep", _PAGE: str(page + 1), _BEGAN: began, _IDS: ids}
        return Listing((), go_on, has_more=True)
    done = {_MODE: "", _PAGE: "", _BEGAN: "", _IDS: "", _SWEPT: began}
    # What changed meanwhile is asked for next.
    return Listing((), done, has_more=True, all_ids=frozenset(ids.split()))


def _due(
    line: Foreign, told: Told, facts: Mapping[str, str], now: datetime
) -> tuple[tuple[Post, ...], str]:
    """Posts whose time has passed: going before readers changes no time of theirs."""
    waiting: dict[str, str] = json.loads(facts.get(DUE, "") or "{}")
    passed = [each for each, at in waiting.items() if _read(at) <= now]
    if not passed:
        return (), json.dumps(waiting)
    path = f"{_ALL}&include={','.join(passed[:PAGE])}&_fields={posts.LISTED}"
    found = tuple(told(row) for row in _asked(line, path).rows)
    left = {each: at for each, at in waiting.items() if each not in passed[:PAGE]}
    return found, _with_new(json.dumps(left), found)


def _with_new(waiting: str, found: list[Post] | tuple[Post, ...]) -> str:
    told: dict[str, str] = json.loads(waiting or "{}")
    for each in found:
        told.pop(each.remote_id, None)
        if each.fields["status"] == "future" and each.at is not None:
            told[each.remote_id] = posts.spelt(each.at)
    return json.dumps(told, sort_keys=True)


def _asked(line: Foreign, path: str) -> Answer:
    answer = line.call("GET", path)
    if answer.status != 200:
        raise troubles.of(answer)
    return answer


def _pages(answer: Answer) -> int:
    """How many there are; short and empty ones in between hold what this person may not see."""
    told = {name.lower(): each for name, each in answer.headers.items()}.get("x-wp-totalpages", "")
    return int(told) if told.isdigit() else 1


def _is_sweep_due(facts: Mapping[str, str], now: datetime) -> bool:
    swept = facts.get(_SWEPT, "")
    return not swept or not timedelta() <= now - _read(swept) < SWEEP_EVERY


def _read(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
