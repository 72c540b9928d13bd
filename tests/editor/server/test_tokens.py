# SPDX-License-Identifier: GPL-3.0-or-later
"""Tokens open the door to one device, end by themselves, and are taken back at once."""

import sqlite3
from datetime import datetime, timedelta

import pytest

from editor.errors import Refused
from editor.model.workflow import Role
from editor.server.tokens import CODE_LIFE, IDLE_LIFE, MAX_FAILURES, WHOLE_LIFE, Caller
from tests.builders import an_article
from tests.contracts.houses import HOUSE_TIME, an_app, an_archive
from tests.editor.server.test_replies import DOC, NEW, Client, key


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now: datetime = HOUSE_TIME

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def archive(tmp_path, clock):
    archive = an_archive(tmp_path / "archive", clock)
    yield archive
    archive.close()


@pytest.fixture
def tokens(archive):
    return archive.tokens


def test_a_token_says_who_and_what(tokens):
    caller = tokens.caller(tokens.make("Lan", "laptop", Role.PHOTO))
    assert (caller.person, caller.device, caller.role) == ("Lan", "laptop", Role.PHOTO)


def test_a_token_has_256_random_bits_and_a_name(tokens):
    made = {tokens.make("Lan", "laptop", Role.WRITER) for _ in range(3)}
    assert len(made) == 3
    assert all(each.startswith("nrt_") and len(each) >= 4 + 43 for each in made)


@pytest.mark.of_files
def test_only_the_hash_is_on_the_disk(archive, tokens, tmp_path):
    token = tokens.make("Lan", "laptop", Role.WRITER)
    code = tokens.pairing_code("Mai", Role.WRITER)
    archive.close()
    stored = b"".join(path.read_bytes() for path in (tmp_path / "archive").glob("archive*"))
    assert b"Lan" in stored
    for secret in (token, token.removeprefix("nrt_"), code, code.replace("-", "")):
        assert secret.encode() not in stored


@pytest.mark.parametrize("token", ["", "nrt_", "nrt_wrong", "x" * 10_000, "\ud800", "ngô"])
def test_any_other_opens_nothing(tokens, token):
    tokens.make("Lan", "laptop", Role.WRITER)
    assert tokens.caller(token) is None


def test_a_token_that_was_taken_back_opens_nothing(tokens):
    token = tokens.make("Lan", "laptop", Role.WRITER)
    tokens.revoke(tokens.caller(token).token_id)
    assert tokens.caller(token) is None
    assert [row.is_revoked for row in tokens.rows()] == [True]


def test_a_token_that_is_not_used_ends(tokens, clock):
    token = tokens.make("Lan", "laptop", Role.WRITER)
    clock.now += IDLE_LIFE + timedelta(seconds=1)
    assert tokens.caller(token) is None


def test_a_token_in_use_goes_on_and_ends_after_a_year(tokens, clock):
    token = tokens.make("Lan", "laptop", Role.WRITER)
    while clock.now + timedelta(days=60) < HOUSE_TIME + WHOLE_LIFE:
        clock.now += timedelta(days=60)
        assert tokens.caller(token) is not None
    clock.now = HOUSE_TIME + WHOLE_LIFE + timedelta(seconds=1)
    assert tokens.caller(token) is None


def test_the_one_who_started_the_server_is_its_administrator(tokens):
    assert tokens.caller("made-up") is None
    tokens.accept_bootstrap("made-up")
    assert tokens.caller("made-up") == Caller("", "", Role.ADMIN)


def test_a_code_is_good_once(tokens):
    code = tokens.pairing_code("Mai", Role.EDITOR)
    token, caller = tokens.pair(code.lower().replace("-", " "), "her laptop")
    assert (caller.person, caller.role) == ("Mai", Role.EDITOR)
    assert tokens.caller(token).device == "her laptop"
    with pytest.raises(Refused, match=r"site\.bad_code"):
        tokens.pair(code, "another")


def test_a_code_ends_soon(tokens, clock):
    code = tokens.pairing_code("Mai", Role.EDITOR)
    clock.now += CODE_LIFE
    with pytest.raises(Refused, match=r"site\.bad_code"):
        tokens.pair(code, "her laptop")


def test_guessing_is_slowed_down_and_then_forgiven(tokens, clock):
    code = tokens.pairing_code("Mai", Role.EDITOR)
    for _ in range(MAX_FAILURES):
        with pytest.raises(Refused, match=r"site\.bad_code"):
            tokens.pair("WRONG-WRONG", "x")
    with pytest.raises(Refused, match=r"site\.too_many") as refused:
        tokens.pair(code, "her laptop")
    clock.now += timedelta(seconds=refused.value.values["retry_after_s"])
    assert tokens.pair(code, "her laptop")


@pytest.mark.of_files
def test_a_column_of_hashes_cannot_be_used_as_tokens(archive, tokens, tmp_path):
    tokens.make("Lan", "laptop", Role.WRITER)
    stored = sqlite3.connect(tmp_path / "archive" / "archive.sqlite")
    ((stored_hash,),) = stored.execute("SELECT hash FROM token").fetchall()
    stored.close()
    assert tokens.caller(stored_hash) is None


def test_a_token_that_opened_the_door_before_opens_none_once_it_is_taken_back(archive, tokens):
    """What this server process remembers of it lets a body be read, and nothing be done."""
    call = Client(an_app(archive), tokens.make("Lan", "laptop", Role.EDITOR))
    path = f"/v1/articles/{an_article().id}"
    made = call("PUT", path, json=DOC, headers={**NEW, **key("1")})
    assert made.status_code == 201
    before = archive.newest()
    tokens.revoke_all("Lan")
    then = {"If-Match": made.json()["etag"]}
    op = {"method": "PATCH", "path": path, "key": "3", "base": made.json()["etag"], "body": {}}
    asked = [
        call("PATCH", path, json={"headline": "Hai"}, headers={**then, **key("2")}),
        call("DELETE", path, headers={**then, **key("2")}),
        call("POST", "/v1/batch", json={"ops": [op]}),
        call("GET", "/v1/changes"),
    ]
    assert {(each.status_code, each.json()["code"]) for each in asked} == {(401, "signed_out")}
    assert archive.newest() == before
