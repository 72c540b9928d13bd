# SPDX-License-Identifier: GPL-3.0-or-later
"""A house of few words: posts in memory, by the interface of WordPress, for what is seldom so."""

import json
from collections.abc import Callable
from urllib.parse import parse_qs

import httpx

ME = {"id": 2, "name": "Mai"}
SECTIONS = [{"id": 1, "name": "Khác", "slug": "khac"}, {"id": 2, "name": "Tin", "slug": "tin-tuc"}]
TOPICS = [{"id": 1, "name": "chợ nổi"}]
TEXTS = ("title", "content", "excerpt")


class Small(httpx.BaseTransport):
    """Answers what the adapter asks; each post keeps its revisions.

    Args:
        home: what the site says that its address is.
        zone: more of what its root says.
    """

    def __init__(self, home: str = "https://mot.example", **zone: object) -> None:
        self.root = {"name": "Báo", "description": "", "home": home, "namespaces": ["wp/v2"]} | zone
        self.posts: dict[int, dict[str, object]] = {}
        self.revisions: dict[int, list[str]] = {}
        self.most_revisions = 1000
        self.rights = dict.fromkeys(("edit_posts", "publish_posts"), True)
        self.terms = {"categories": list(SECTIONS), "tags": list(TOPICS)}
        self.users: list[dict[str, object]] = []
        self.before_update: Callable[[int], None] = lambda _number: None
        """What somebody does on the site between our look and our write."""

    def write(self, number: int = 0, **told: object) -> int:
        """What a person does there; 0: a new post."""
        number = number or len(self.posts) + 1
        new = {"id": number, "status": "draft", "slug": f"p-{number}", "link": "", "author": 2}
        new |= {"featured_media": 0, "categories": [1], "tags": []}
        new |= {f"{name}_gmt": "2026-11-30T01:00:00" for name in ("date", "modified")}
        found = self.posts.setdefault(number, new | {name: {"raw": ""} for name in TEXTS})
        texts = {name: {"raw": told[name]} for name in TEXTS if name in told}
        if any(found[name] != each for name, each in texts.items()):
            raw = texts.get("content", found["content"])["raw"]
            self.revisions[number] = [raw, *self.revisions.get(number, [])][: self.most_revisions]
        found |= {name: each for name, each in told.items() if name not in TEXTS} | texts
        return number

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """One request."""
        path = request.url.path.removeprefix("/wp-json").removeprefix("/wp/v2").strip("/")
        room, _, rest = path.partition("/")
        number = int(rest.partition("/")[0] or 0) if room == "posts" else 0
        told = json.loads(request.read() or b"{}")
        if request.method == "DELETE":
            self.posts[number]["status"] = "trash"
            return self._reply(self._shown(number))
        if request.method == "POST" and room in self.terms:
            made = {"id": 100 + len(self.terms[room]), "slug": "made", **told}
            self.terms[room].append(made)
            return self._reply(made, 201)
        if request.method == "POST":
            if number:
                self.before_update(number)
            made = self.write(number, **told)
            return self._reply(self._shown(made), 200 if number else 201)
        if rest.endswith("/revisions"):
            return self._reply([{"content": {"raw": each}} for each in self.revisions[number]])
        if number:
            return self._reply(self._shown(number))
        slugs = parse_qs(request.url.query.decode()).get("slug[]")
        listed = [self._shown(each) for each in sorted(self.posts)]
        some = [each for each in listed if slugs is None or each["slug"] in slugs]
        me = ME | {"capabilities": self.rights}
        rooms = {"": self.root, "users/me": me, "users": self.users, "posts": some} | self.terms
        return self._reply(rooms.get(path, []))

    def _shown(self, number: int) -> dict[str, object]:
        count = len(self.revisions.get(number, []))
        return {**self.posts[number], "_links": {"version-history": [{"count": count}]}}

    def _reply(self, body: object, status: int = 200) -> httpx.Response:
        return httpx.Response(status, json=body)
