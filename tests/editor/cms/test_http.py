# SPDX-License-Identifier: GPL-3.0-or-later
"""Nobody but our server is believed, whatever they answer; and the token is nowhere to be read."""

import gzip
import socket
import traceback
from pathlib import Path

import httpx
import pytest

from editor import wire
from editor.cms.foreign import Foreign
from editor.cms.http import Http
from editor.cms.reference import Reference, pair
from editor.errors import Clash, Damaged, EditorError, Offline, Refused
from editor.model.operation import Entity, Operation, OpKind, Rejected, Unknown
from tests.builders import a_picture, an_article
from tests.editor.cms.liars import OURS, SILENT, lying, reply

TOKEN = "nrt_swordfish"
LOGIN = b"<html><form action=/login>Wi-Fi of the hotel</form></html>"
HTML = "text/html; charset=utf-8"
PATCH = Operation(
    op_id="k-1",
    entity=Entity.ARTICLE,
    entity_id=an_article().id,
    kind=OpKind.PATCH,
    payload=wire.canonical({"kicker": "Mới"}),
    base='"1-00000000"',
)
PAGE = {"changes": [], "next": "e-1.0.00000000", "more": False}
ENTITY = {
    "type": "articles",
    "id": an_article().id,
    "rev": 2,
    "etag": '"2-00000000"',
    "deleted": False,
    "author": "Lan",
    "op_id": "k-1",
    "address": "/x.html",
    "doc": {},
}

FOREIGN = {
    "a login page": reply(200, LOGIN, "", HTML),
    "a login page behind a redirect": reply(302, b"", "Location: http://127.0.0.1:9/\r\n", HTML),
    "a proxy that finds nothing": reply(404, LOGIN, "", HTML),
    "a proxy that finds nothing, in JSON": reply(404, {"code": "unknown_id"}, ""),
    "a proxy that wants a password": reply(401, LOGIN, "", HTML),
    "a proxy that says gone": reply(410, {"code": "deleted"}, ""),
    "JSON that anybody might say": reply(200, {"ok": True}, ""),
    "our name on a page": reply(200, LOGIN, OURS, HTML),
    "our name on a list": reply(200, [], OURS),
    "our name on broken JSON": reply(200, b'{"changes": [', OURS),
    "our name on another schema": reply(200, {"ok": True}, OURS),
    "our name on a problem without a code": reply(409, {}, OURS),
    "a broken packing": reply(200, b"not gzip", f"{OURS}Content-Encoding: gzip\r\n"),
    "deep brackets": reply(200, b"[" * 100_000, OURS),
}


@pytest.fixture
def site():
    opened = []

    def opening(liar, **more):
        opened.append(Reference(liar.address, more.pop("token", TOKEN), **more))
        return opened[-1]

    yield opening
    for each in opened:
        each.close()


def trouble(call, *asked) -> EditorError:
    with pytest.raises(EditorError) as caught:
        call(*asked)
    assert "swordfish" not in "".join(traceback.format_exception(caught.value))
    return caught.value


@pytest.mark.parametrize("answer", FOREIGN.values(), ids=FOREIGN)
def test_who_is_not_our_server_is_not_believed(site, answer, tmp_path):
    with lying(*[answer] * 6) as liar:
        foreign = site(liar)
        assert trouble(foreign.changes, "").code == "line.not_our_server"
        assert trouble(foreign.hello).code == "line.not_our_server"
        assert trouble(foreign.fetch, Entity.ARTICLE, "a").code == "line.not_our_server"
        assert trouble(foreign.missing, [a_picture().sha256]).code == "line.not_our_server"
        assert foreign.push(PATCH) == Unknown("line.not_our_server")
        error = trouble(foreign.get_blob, a_picture().sha256, tmp_path / "x")
        assert isinstance(error, Offline | Damaged | Refused)
        assert list(tmp_path.iterdir()) == []


def test_what_is_packed_twice_is_not_opened():
    """A few kilobytes become all that a memory holds."""
    told = {"content-type": "application/json", "content-encoding": "gzip, gzip"}
    body = gzip.compress(gzip.compress(b"{}"))
    line = Foreign(
        "https://bao.example",
        "",
        transport=httpx.MockTransport(
            lambda _: httpx.Response(200, headers=told, stream=httpx.ByteStream(body))
        ),
    )
    with pytest.raises(Offline, match=r"line\.not_our_server"):
        line.call("GET", "/")
    line.close()


def test_another_server_under_the_same_address_is_not_believed(site):
    other = "Newsroom-Server: nr-2\r\n"
    with lying(reply(200, PAGE), reply(200, PAGE, other), reply(200, PAGE, other)) as liar:
        known = site(liar)
        known.changes("")
        for each in (known, site(liar, server_id="nr-1")):
            error = trouble(each.changes, "")
            assert (type(error), error.code) == (Refused, "line.other_server")


def test_a_token_that_is_refused_is_told_so(site):
    with lying(*[reply(401, {"code": "signed_out"})] * 2) as liar:
        error = trouble(site(liar).changes, "")
        assert isinstance(error, Refused)
        assert error.code == "line.signed_out"
        assert site(liar).push(PATCH) == Unknown("line.signed_out")


def test_who_never_signed_in_is_told_so(site):
    with lying(reply(401, {"code": "signed_out"})) as liar:
        assert trouble(site(liar, token="").changes, "").code == "line.not_signed_in"


@pytest.mark.parametrize(
    ("headers", "wait_s"),
    [
        ("Retry-After: 7\r\n", 7.0),
        ("", 30.0),
        ("Retry-After: soon\r\n", 30.0),
        ("Retry-After: 99999999\r\n", 3600.0),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_waited_for(site, status, headers, wait_s):
    with lying(*[reply(status, b"busy", headers, HTML)] * 2) as liar:
        error = trouble(site(liar).changes, "")
        assert (error.code, error.values["retry_after_s"]) == ("line.busy", wait_s)
        assert site(liar).push(PATCH) == Unknown("line.busy", wait_s)


def test_a_server_that_fails_says_nothing_about_the_write(site):
    with lying(*[reply(500, {"code": "internal"})] * 2) as liar:
        assert trouble(site(liar).changes, "").code == "line.failed"
        assert site(liar).push(PATCH) == Unknown("line.failed")


def test_silence_ends(site):
    with lying(SILENT, SILENT) as liar:
        assert trouble(site(liar, stall_s=0.1).changes, "").code == "line.timeout"
        assert site(liar, stall_s=0.1).push(PATCH) == Unknown("line.timeout")


@pytest.mark.parametrize(
    "answer", [b"", b"HTTP/1.1 200 OK\r\n", reply(200, PAGE)[:-5], b"\x00\x01\x02\r\n\r\n"]
)
def test_only_reading_is_tried_twice(site, answer):
    with lying(answer, reply(200, PAGE)) as liar:
        assert site(liar).changes("").cursor == PAGE["next"]
        assert len(liar.heard) == 2
    with lying(answer, reply(200, ENTITY)) as liar:
        assert site(liar).push(PATCH) == Unknown("line.down")
        assert len(liar.heard) == 1


def test_nobody_there_is_offline():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    nobody = Reference(f"http://127.0.0.1:{port}", TOKEN)
    assert trouble(nobody.hello).code == "line.down"
    assert nobody.push(PATCH) == Unknown("line.down")
    nobody.close()
    assert trouble(nobody.hello).code == "line.down"


def test_a_repeat_sends_the_same_key_and_says_what_it_was_made_against(site):
    with lying(reply(200, ENTITY)) as liar:
        outcome = site(liar).push(PATCH)
        assert outcome.remote.address == f"{liar.address}/x.html"
        (heard,) = liar.heard
    assert "idempotency-key: k-1\r\n" in heard.lower()
    assert 'if-match: "1-00000000"\r\n' in heard.lower()
    assert heard.startswith(f"PATCH /v1/articles/{an_article().id} ")


def test_the_token_goes_to_the_server_and_into_no_address(site):
    with lying(reply(200, PAGE)) as liar:
        site(liar).changes("c")
        (heard,) = liar.heard
    assert f"authorization: bearer {TOKEN}\r\n".lower() in heard.lower()
    assert TOKEN not in heard.partition("\r\n")[0]


def test_what_never_will_be_is_rejected_with_its_code(site):
    problem = {"code": "embargo", "status": 409, "until": "2027-01-01T00:00:00Z"}
    with lying(reply(409, problem)) as liar:
        outcome = site(liar).push(PATCH)
    assert isinstance(outcome, Rejected)
    assert outcome.code == "embargo"
    assert "2027" in outcome.detail


def test_what_is_still_being_done_is_not_rejected(site):
    with lying(reply(409, {"code": "in_progress"})) as liar:
        assert site(liar).push(PATCH) == Unknown("line.busy")


@pytest.mark.parametrize(("status", "code"), [(409, "epoch_changed"), (410, "cursor_expired")])
def test_a_replaced_or_forgotten_history_is_told(site, status, code):
    with lying(reply(status, {"code": code})) as liar:
        assert isinstance(trouble(site(liar).changes, "e-0.9.00000000"), Clash)


def test_a_server_of_another_version_is_told(site):
    with lying(reply(200, {"api": 2})) as liar:
        assert trouble(site(liar).hello).code == "line.other_version"


def test_bytes_that_are_not_what_was_asked_for_leave_no_file(site, tmp_path):
    answer = reply(200, b"other bytes", OURS, "application/octet-stream")
    with lying(answer) as liar:
        error = trouble(site(liar).get_blob, a_picture().sha256, tmp_path / "x")
    assert error.code == "site.digest_mismatch"
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_not_there_cannot_be_sent(site, tmp_path):
    with lying() as liar:
        error = trouble(site(liar).put_blob, a_picture().sha256, tmp_path / "x")
    assert error.code == "site.no_bytes"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nonsense",
        "ftp://example.org",
        "http://",
        "https://me:pw@example.org",
        "https://x:999999",
        "https://x:y",
    ],
)
def test_an_address_that_is_none_is_told(address):
    assert trouble(Http, address, TOKEN).code == "line.bad_address"


@pytest.mark.parametrize("address", ["http://example.org", "http://192.0.2.1:8000"])
def test_the_token_never_travels_in_the_clear(address):
    assert trouble(Http, address, TOKEN).code == "line.not_safe"


@pytest.mark.parametrize("host", ["127.0.0.1:1", "localhost:1", "[::1]:1"])
def test_on_this_computer_it_does_not_travel(host):
    Http(f"http://{host}", TOKEN).close()


@pytest.mark.parametrize("token", ["swordfish\n", "sword fish", "swordfish\u00e9", "\x00swordfish"])
def test_a_token_that_cannot_be_sent_is_not_printed_either(token):
    assert trouble(Http, "https://example.org", token).code == "line.signed_out"


def test_nothing_shows_the_token():
    site = Reference("https://example.org", TOKEN)
    assert "swordfish" not in repr(site) + repr(vars(site)) + str(site)
    site.close()


def test_a_wrong_code_is_told():
    with lying(reply(403, {"code": "bad_code"})) as liar:
        assert trouble(pair, liar.address, "WRONG", "laptop").code == "site.bad_code"


def test_a_pairing_hides_its_token():
    paired = {"token": TOKEN, "person": "Lan", "role": "writer"}
    with lying(reply(201, paired)) as liar:
        found = pair(liar.address, "RIGHT", "laptop")
    assert found.token == TOKEN
    assert "swordfish" not in repr(found)


def test_progress_is_told_as_the_bytes_go(site, tmp_path: Path):
    path = tmp_path / "big"
    path.write_bytes(b"x" * 600_000)
    told: list[int] = []
    with lying(reply(201, {"sha256": "x"})) as liar:
        site(liar).put_blob(a_picture().sha256, path, told.append)
    assert told == sorted(told)
    assert told[-1] == 600_000
