# SPDX-License-Identifier: GPL-3.0-or-later
"""Conversations with a real house: written down as they went, and played back word for word."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx

PLAYED = "http://127.0.0.1:9"
"""Where a house that is played back seems to be; nothing is ever dialled."""
_KEPT = ("content-type", "date", "x-wp-total", "x-wp-totalpages", "retry-after")
ONCE = re.compile(r"[?&]_=\d+$")
"""What makes each address another, for caches."""
_TIME = re.compile(r"\d{4}-\d\d-\d\d(T|%20|\+| )\d\d(:|%3A)\d\d(:|%3A)\d\d(\.\d+)?")
_UNREAD = re.compile(
    "tiers|primary_author|primary_tag|count|comment_id|uuid|newsletter|permissions|tour|last_seen|"
    "accessibility|cover_image|profile_image|bio|website|location|facebook|twitter|threads|bluesky|"
    "mastodon|tiktok|youtube|instagram|linkedin|frontmatter|email_.*|.*_notifications?|og_.*|"
    "twitter_.*|meta_.*|canonical_url|custom_template|accent_color|show_title_.*|reading_time|"
    "codeinjection_head|email_only|readability|visibility"
)
"""Names in what a Ghost says."""
_LOOKS = re.compile(r"<style\b[^>]*>[^<]{500,}</style>|\n[ \t]+")
"""What a page says about its looks, at length."""


class Recorder(httpx.BaseTransport):
    """Passes requests on to a real house, and writes down what went and what came.

    Args:
        house: its address; it is written down as `PLAYED`.
        who_of: who signed a request, by its header.
    """

    def __init__(self, house: str, who_of: Callable[[str], str]) -> None:
        self._house, self._who_of = house, who_of
        self._inner = httpx.HTTPTransport()
        self.rows: list[dict[str, object]] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        asked = _asked(request, self._who_of)
        target = request.url.copy_with(
            host=httpx.URL(self._house).host, port=httpx.URL(self._house).port
        )
        moved = httpx.Request(
            request.method,
            target,
            headers={**request.headers, "host": target.netloc.decode()},
            content=request.read(),
        )
        reply = self._inner.handle_request(moved)
        body = reply.read().decode("utf-8", "replace")
        body = _slim(
            body.replace(self._house, PLAYED).replace(_escaped(self._house), _escaped(PLAYED))
        )
        kept = told_by(request, reply)
        self.rows.append({**asked, "status": reply.status_code, "headers": kept, "body": body})
        return httpx.Response(reply.status_code, headers=kept, content=body.encode())

    def close(self) -> None:
        self._inner.close()

    def write(self, path: Path) -> None:
        """Put the whole conversation into a file, one exchange a line."""
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = [json.dumps(each, ensure_ascii=False, sort_keys=True) for each in self.rows]
        path.write_text("".join(f"{each}\n" for each in lines), "utf-8")


def told_by(request: httpx.Request, reply: httpx.Response) -> dict[str, str]:
    """The headers of an answer that somebody reads."""
    # How long it is tells of the answer itself, but where that is all that was asked for.
    names = (*_KEPT, "content-length") if request.method == "HEAD" else _KEPT
    return {name: reply.headers[name] for name in names if name in reply.headers}


class Replayer(httpx.BaseTransport):
    """Answers as the house did, if it is asked just the same in the same order.

    Args:
        path: what a `Recorder` wrote.
        who_of: as the `Recorder` has it.
    """

    def __init__(self, path: Path, who_of: Callable[[str], str]) -> None:
        self._rows: Iterator[dict[str, object]] = map(
            json.loads, path.read_text("utf-8").splitlines()
        )
        self._path, self._who_of = path, who_of

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        asked, row = _asked(request, self._who_of), next(self._rows, None)
        wanted = {name: row[name] for name in asked} if row is not None else None
        if wanted is None or {n: _plain(e) for n, e in asked.items()} != {
            n: _plain(e) for n, e in wanted.items()
        }:
            message = f"{self._path.name}: asked {asked}, recorded was {wanted}; record anew"
            raise AssertionError(message)
        return httpx.Response(
            int(str(row["status"])), headers=row["headers"], content=str(row["body"]).encode()
        )

    def left(self) -> list[dict[str, object]]:
        """What was recorded and has not been asked for."""
        return list(self._rows)


def _asked(request: httpx.Request, who_of: Callable[[str], str]) -> dict[str, object]:
    body = request.read()
    kind, _, more = request.headers.get("content-type", "").partition("; boundary=")
    if more:
        # What parts are divided by is another each time.
        body = body.replace(more.encode(), b"boundary")
    told = body.decode() if kind == "application/json" else hashlib.sha256(body).hexdigest()
    # A password is another each time; who asked is not.
    return {
        "who": who_of(request.headers.get("authorization", "")),
        "method": request.method,
        "target": ONCE.sub("", request.url.raw_path.decode()),
        "sent": told if body else "",
    }


def _plain(value: object) -> object:
    """What is asked for, without times: they are others at each recording."""
    return _TIME.sub("<time>", value) if isinstance(value, str) else value


def _slim(body: str) -> str:
    """An answer without what no adapter reads."""
    try:
        doc = json.loads(body)
    except ValueError:
        return _LOOKS.sub("", body)
    for row in doc if isinstance(doc, list) else [doc]:
        if isinstance(row, dict) and isinstance(row.get("_links"), dict):
            row["_links"] = {k: e for k, e in row["_links"].items() if k == "version-history"}
    if isinstance(doc, dict):
        rooms = {room: _read(rows) for room, rows in doc.items() if isinstance(rows, list)}
        doc |= rooms
    return json.dumps(doc, ensure_ascii=False)


def _read(told: object) -> object:
    """What of a Ghost's rows, and of the rows in these, somebody reads."""
    if isinstance(told, list):
        return [_read(each) for each in told]
    if not isinstance(told, dict):
        return told
    return {name: _read(each) for name, each in told.items() if not _UNREAD.fullmatch(name)}


def _escaped(address: str) -> str:
    return address.replace("/", "\\/")
