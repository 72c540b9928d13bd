# SPDX-License-Identifier: GPL-3.0-or-later
"""A story whose versions differ on somebody's laptop goes public only when that is settled."""

from datetime import timedelta

import pytest

from editor.errors import Refused
from editor.model.workflow import Role
from editor.server import audit
from editor.server.clashes import refuse_open
from editor.server.tokens import IDLE_LIFE, Caller
from tests.builders import an_article
from tests.contracts.houses import HOUSE_TIME, an_app, an_archive
from tests.editor.server.test_replies import ARTICLE, DOC, NEW, Client, key

LAN = Caller("Lan", "laptop", Role.ADMIN, "")
CLASHES = f"{ARTICLE}/clashes"


@pytest.fixture
def now():
    return [HOUSE_TIME]


@pytest.fixture
def archive(tmp_path, now):
    archive = an_archive(tmp_path / "archive", lambda: now[0])
    yield archive
    archive.close()


@pytest.fixture
def app(archive):
    return an_app(archive)


@pytest.fixture
def mai(app, archive):
    return Client(app, archive.tokens.make("Mai", "laptop", Role.WRITER))


@pytest.fixture
def lan(app, archive):
    return Client(app, archive.tokens.make("Lan", "desk", Role.EDITOR))


@pytest.fixture
def etag(lan) -> str:
    return lan("PUT", ARTICLE, json=DOC, headers=NEW).headers["etag"]


def publish(call, etag, number, **more):
    headers = key(number, **{"If-Match": etag})
    payload = {"act": "publish", **more}
    return call("POST", f"{ARTICLE}/transitions", json=payload, headers=headers)


def test_nobody_publishes_what_is_not_settled(mai, lan, etag):
    told = mai("PUT", CLASHES, json={"fields": ["headline", "body", "body"]})
    assert told.json()["open"] == lan("GET", CLASHES).json()["open"]
    assert told.json()["open"][0]["fields"] == ["body", "headline"]
    refused = publish(lan, etag, 2)
    assert refused.status_code == 409
    assert refused.json()["code"] == "open_conflict"
    assert (refused.json()["person"], refused.json()["device"]) == ("Mai", "laptop")
    assert refused.json()["field"] == "body, headline"
    mai("PUT", CLASHES, json={"fields": []})
    assert publish(lan, etag, 2).status_code == 200


def test_it_bars_no_other_act_and_no_change(mai, lan, etag):
    mai("PUT", CLASHES, json={"fields": ["headline"]})
    headers = key(3, **{"If-Match": etag})
    submitted = lan("POST", f"{ARTICLE}/transitions", json={"act": "submit"}, headers=headers)
    assert submitted.status_code == 200
    tag = submitted.headers["etag"]
    changed = lan("PATCH", ARTICLE, json={"headline": "Ba"}, headers=key(4, **{"If-Match": tag}))
    assert changed.status_code == 200


def test_a_story_that_waits_for_its_time_waits_until_it_is_settled(archive, now, mai, lan, etag):
    at = (HOUSE_TIME + timedelta(minutes=10)).isoformat()
    assert publish(lan, etag, 2, at=at).json()["doc"]["state"] == "scheduled"
    mai("PUT", CLASHES, json={"fields": ["headline"]})
    now[0] += timedelta(minutes=11)
    while archive.publish_due():
        pass
    assert lan("GET", ARTICLE).json()["doc"]["state"] == "scheduled"
    mai("PUT", CLASHES, json={"fields": []})
    now[0] += timedelta(minutes=2)
    while archive.publish_due():
        pass
    assert lan("GET", ARTICLE).json()["doc"]["state"] == "published"


def test_an_editor_sets_it_aside_and_that_is_noted(archive, mai, lan, etag):
    mai("PUT", CLASHES, json={"fields": ["headline"]})
    assert mai("DELETE", CLASHES).status_code == 403
    assert lan("DELETE", CLASHES).json() == {"open": []}
    assert publish(lan, etag, 2).status_code == 200
    with archive.database.reading() as connection:
        deeds = [(each.person, each.deed) for each in audit.entries(connection)]
    assert ("Lan", "set_aside") in deeds


def test_a_device_that_was_shut_out_bars_nobody(archive, mai, lan, etag):
    mai("PUT", CLASHES, json={"fields": ["headline"]})
    archive.tokens.revoke_all("Mai")
    assert lan("GET", CLASHES).json() == {"open": []}
    assert publish(lan, etag, 2).status_code == 200


def test_a_device_that_nobody_uses_any_more_bars_nobody(archive, now, mai):
    mai("PUT", CLASHES, json={"fields": ["headline"]})
    assert archive.clashes.open_in(an_article().id)
    now[0] += IDLE_LIFE + timedelta(minutes=1)
    assert archive.clashes.open_in(an_article().id) == []


def test_who_started_the_server_bars_too(archive):
    assert archive.clashes.tell("a", LAN, ["headline"])
    with archive.database.reading() as connection, pytest.raises(Refused, match="open_conflict"):
        refuse_open(connection, "a", archive.clock())


@pytest.mark.parametrize(
    "body", [{}, {"fields": "headline"}, {"fields": [1]}, {"fields": [""]}, {"fields": ["a\n"]}]
)
def test_what_is_no_list_of_fields_is_refused(mai, body):
    assert mai("PUT", CLASHES, json=body).status_code == 400


def test_a_list_that_is_too_long_is_refused(mai):
    assert mai("PUT", CLASHES, json={"fields": ["x"] * 101}).status_code == 400
