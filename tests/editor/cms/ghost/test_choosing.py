# SPDX-License-Identifier: GPL-3.0-or-later
"""A Ghost tells its tags as sections and as topics, and its accounts; what it makes has an id."""

import json

import httpx
import pytest

from editor.cms.ghost.choosing import Choosing
from editor.model.mapping import Kind

KEY = f"{'0a' * 12}:{'1b' * 32}"
SITE = "http://127.0.0.1:9"


class Few(httpx.BaseTransport):
    """A Ghost of few tags and people; `role` is what we are to it, none for a key of nobody's."""

    def __init__(self, count=2, role="Editor"):
        self.tags = [{"id": f"t{n}", "name": f"Tin {n}", "slug": f"tin-{n}"} for n in range(count)]
        self.role = role

    def handle_request(self, request):
        room = request.url.path.removeprefix("/ghost/api/admin/").strip("/")
        if room == "users/me":
            me = {"id": "u1", "name": "Mai", "roles": [{"name": self.role}]}
            return httpx.Response(200 if self.role else 404, json={"users": [me]})
        if room == "users":
            told = [{"id": "u1", "name": "Mai"}, {"id": "u2", "name": "Sông Hậu"}]
            return httpx.Response(200, json={"users": told})
        if request.method == "POST":
            made = json.loads(request.read())["tags"][0] | {"id": "new"}
            return httpx.Response(201, json={"tags": [made]})
        asked = request.url.params
        first = 100 * (int(asked.get("page", 1)) - 1)
        some = [] if "name:" in asked.get("filter", "") else self.tags[first : first + 100]
        return httpx.Response(200, json={"tags": some})


@pytest.mark.parametrize(
    ("role", "me", "may_assign", "may_make"),
    [
        ("Editor", "u1", True, {Kind.CATEGORY, Kind.TAG}),
        ("Author", "u1", False, {Kind.CATEGORY, Kind.TAG}),
        ("Contributor", "u1", False, set()),
        ("", "", True, {Kind.CATEGORY, Kind.TAG}),
    ],
)
def test_what_there_is_and_what_we_may(role, me, may_assign, may_make):
    chooser = Choosing(SITE, KEY, transport=Few(role=role))
    found = chooser.choices([])
    told = [(each.remote_id, each.name, each.slug) for each in found.of(Kind.CATEGORY)]
    assert told == [("t0", "Tin 0", "tin-0"), ("t1", "Tin 1", "tin-1")]
    assert [each.remote_id for each in found.of(Kind.TAG)] == ["t0", "t1"]
    assert [each.name for each in found.of(Kind.PERSON)] == ["Mai", "Sông Hậu"]
    assert (found.me, found.may_assign, found.may_make) == (me, may_assign, may_make)
    chooser.close()


def test_more_tags_than_are_offered_are_said_to_be_more():
    few, many = (Choosing(SITE, KEY, transport=Few(count)) for count in (150, 600))
    assert (len(few.choices([]).of(Kind.TAG)), few.choices([]).is_whole) == (150, True)
    assert (len(many.choices([]).of(Kind.TAG)), many.choices([]).is_whole) == (500, False)
    made = many.make(Kind.TAG, "Lũ lụt")
    assert (made.kind, made.remote_id, made.name) == (Kind.TAG, "new", "Lũ lụt")
    few.close()
    many.close()
