# SPDX-License-Identifier: GPL-3.0-or-later
"""A little Ghost in memory: posts, tags and people, by its Admin API, for what is seldom so."""

import base64
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx

HOME = "https://song.example"
KEY = f"{'0a' * 12}:{'1b' * 32}"
MAI = {"id": "a1", "name": "Mai", "roles": [{"name": "Editor"}]}
LAN = {"id": "b2", "name": "Lan", "roles": [{"name": "Owner"}]}
NEVER = {"custom_excerpt": None, "published_at": None, "feature_image": None, "html": ""}


class LittleGhost(httpx.BaseTransport):
    """Answers what the adapter asks; its clock is its own."""

    def __init__(self) -> None:
        self.now = datetime(2026, 12, 1, 1, tzinfo=UTC)
        self.posts: dict[str, dict[str, object]] = {}
        self.tags = {"t1": {"id": "t1", "name": "Tin tức", "slug": "tin-tuc"}}
        self.asked: list[str] = []
        self.before_update: Callable[[str], None] = lambda _post_id: None
        """What somebody does there between our look and our write."""
        self.is_locked = False
        """Whether whoever asks was suspended."""
        self.is_staff = True

    def write(self, post_id: str = "", **told: object) -> str:
        """What a person does there; without an id a new post."""
        new = {
            "title": "",
            "slug": f"p-{len(self.posts)}",
            "status": "draft",
            "visibility": "public",
        }
        post_id = post_id or f"{len(self.posts) + 1:024x}"
        new |= NEVER | {"id": post_id, "tags": [], "authors": [LAN], "url": f"{HOME}/{post_id}/"}
        found = self.posts.setdefault(post_id, new)
        # Another tag is no change of a post, by its clock.
        if told.keys() - {"tags"} or "updated_at" not in found:
            self.now += timedelta(seconds=1)
            found["updated_at"] = self.now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        found |= told
        return post_id

    def tag(self, name: str, slug: str) -> dict[str, str]:
        """A tag, as somebody makes one there."""
        tag_id = f"t{len(self.tags) + 1}"
        self.tags[tag_id] = {"id": tag_id, "name": name, "slug": slug}
        return self.tags[tag_id]

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """One request."""
        path = request.url.path.removeprefix("/ghost/api/admin").strip("/")
        self.asked.append(f"{request.method} {path}")
        late = abs(self.now - _signed_at(request))
        if late > timedelta(minutes=5):
            return self._reply({"errors": [{"code": "INVALID_JWT", "type": "x"}]}, 401)
        room, _, rest = path.partition("/")
        if self.is_locked and room != "site":
            return self._missing()
        if room == "posts":
            return self._on_posts(request, rest)
        return getattr(self, f"_on_{room}")(request, rest)

    def _on_site(self, _request: httpx.Request, _rest: str) -> httpx.Response:
        site = {"title": "Sông Báo", "url": f"{HOME}/", "version": "6.65", "site_uuid": "u-1"}
        return self._reply({"site": {**site, "timezone": "Asia/Ho_Chi_Minh"}})

    def _on_users(self, _request: httpx.Request, rest: str) -> httpx.Response:
        if rest:
            return self._reply({"users": [MAI]}) if self.is_staff else self._missing()
        return self._reply({"users": [MAI, LAN]})

    def _on_tags(self, request: httpx.Request, _rest: str) -> httpx.Response:
        if request.method == "POST":
            (told,) = json.loads(request.read())["tags"]
            slug = told.get("slug") or told["name"].replace("#", "hash-")
            return self._reply({"tags": [self.tag(told["name"], slug)]}, 201)
        asked = re.findall(r"slug:'?([\w-]+)", request.url.params.get("filter", ""))
        found = [e for e in self.tags.values() if not asked or e["slug"] in asked]
        return self._reply({"tags": found})

    def _on_posts(self, request: httpx.Request, post_id: str) -> httpx.Response:
        if request.method == "POST" or post_id:
            return self._on_post(request, post_id)
        told = request.url.params.get("filter", "")
        slugs, ids = (re.findall(rf"{name}:\[([^\]]*)\]", told) for name in ("slug", "id"))
        found = [self.posts[each] for each in sorted(self.posts)]
        if slugs:
            found = [each for each in found if each["slug"] in slugs[0].split(",")]
        if ids:
            found = [each for each in found if each["id"] in ids[0].split(",")]
        if since := re.findall(r"updated_at:>='([^']*)'", told):
            found = [
                each for each in found if str(each["updated_at"]) >= since[0].replace(" ", "T")
            ]
        return self._reply({"posts": found})

    def _on_post(self, request: httpx.Request, post_id: str) -> httpx.Response:
        if request.method == "POST":
            (told,) = json.loads(request.read())["posts"]
            return self._reply({"posts": [self.posts[self.write("", **self._full(told))]]}, 201)
        if post_id not in self.posts:
            return self._missing()
        if request.method == "PUT":
            self.before_update(post_id)
            (told,) = json.loads(request.read())["posts"]
            if told.pop("updated_at") != self.posts[post_id]["updated_at"]:
                return self._reply({"errors": [{"code": "UPDATE_COLLISION", "type": "x"}]}, 409)
            self.write(post_id, **self._full(told))
        return self._reply({"posts": [self.posts[post_id]]})

    def _full(self, told: dict[str, object]) -> dict[str, object]:
        people = {each["id"]: each for each in (MAI, LAN)}
        for name, known in (("tags", self.tags), ("authors", people)):
            if name in told:
                told[name] = [known[each["id"]] for each in told[name]]
        return told

    def _missing(self) -> httpx.Response:
        return self._reply({"errors": [{"code": None, "type": "NotFoundError"}]}, 404)

    def _reply(self, body: object, status: int = 200) -> httpx.Response:
        headers = {"Date": format_datetime(self.now, usegmt=True)}
        return httpx.Response(status, json=body, headers=headers)


def _signed_at(request: httpx.Request) -> datetime:
    part = request.headers["Authorization"].removeprefix("Ghost ").split(".")[1]
    told = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return datetime.fromtimestamp(told["iat"], UTC)
