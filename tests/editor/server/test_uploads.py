# SPDX-License-Identifier: GPL-3.0-or-later
"""Big pictures come piece by piece: what arrived is kept, what is wrong leaves no trace."""

import base64
import hashlib
import random
import socket
import threading
import time
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest

from editor.cms import uploads as client
from editor.cms.pace import Pace
from editor.cms.reference import Reference
from editor.errors import Offline, Refused
from editor.model.picture import Sha256
from editor.model.workflow import Role
from editor.pictures.vault import Vault
from editor.server.uploads import LIFE, SWEEP_EVERY, Uploads
from tests.contracts.houses import HOUSE_TIME, an_app, an_archive, answering
from tests.editor.server.test_replies import Client

DATA = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 400
SHA256 = hashlib.sha256(DATA).hexdigest()
TUS = {"Tus-Resumable": "1.0.0"}


@pytest.fixture
def now():
    return [HOUSE_TIME]


@pytest.fixture
def archive(tmp_path, now):
    archive = an_archive(tmp_path / "archive", lambda: now[0])
    yield archive
    archive.close()


@pytest.fixture
def call(archive):
    return Client(an_app(archive), archive.tokens.make("Lan", "laptop", Role.PHOTO))


def _begin(call, data=DATA, sha256=SHA256):
    name = base64.b64encode(sha256.encode()).decode()
    told = {"Upload-Length": str(len(data)), "Upload-Metadata": f"sha256 {name},filename"}
    return call("POST", "/v1/uploads", headers={**TUS, **told})


def _add(call, place, offset, data, **headers):
    told = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": str(offset)}
    return call("PATCH", place, content=data, headers={**TUS, **told, **headers})


def _checksum(algorithm, data):
    value = base64.b64encode(hashlib.new(algorithm, data).digest()).decode()
    return {"Upload-Checksum": f"{algorithm} {value}"}


def _files(archive):
    return [path.name for path in (archive.folder / "uploads").glob("*")]


def test_the_server_says_what_it_speaks(call):
    told = call("OPTIONS", "/v1/uploads").headers
    assert told["tus-version"] == "1.0.0"
    assert set(told["tus-extension"].split(",")) == {
        "creation",
        "creation-with-upload",
        "checksum",
        "expiration",
        "termination",
    }
    assert int(told["tus-max-size"]) > len(DATA)


def test_pieces_become_the_picture(call, archive):
    place = _begin(call).headers["location"]
    assert _add(call, place, 0, DATA[:50_000]).headers["upload-offset"] == "50000"
    head = call("HEAD", place, headers=TUS)
    assert (head.headers["upload-offset"], head.headers["upload-length"]) == (
        "50000",
        str(len(DATA)),
    )
    assert not archive.vault.has(SHA256)
    last = _add(call, place, 50_000, DATA[50_000:])
    assert (last.status_code, last.headers["upload-offset"]) == (204, str(len(DATA)))
    assert archive.vault.path(SHA256).read_bytes() == DATA
    assert call("HEAD", place, headers=TUS).status_code == 404
    assert _files(archive) == []


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_damaged_piece_leaves_no_trace(call, algorithm):
    place = _begin(call).headers["location"]
    _add(call, place, 0, DATA[:100], **_checksum(algorithm, DATA[:100]))
    reply = _add(call, place, 100, DATA[100:200], **_checksum(algorithm, b"other"))
    assert (reply.status_code, reply.json()["code"]) == (460, "checksum_mismatch")
    assert call("HEAD", place, headers=TUS).headers["upload-offset"] == "100"


@pytest.mark.parametrize("text", ["md5 AAAA", "sha256 ***", "x"])
def test_a_checksum_that_is_none_is_refused(call, text):
    place = _begin(call).headers["location"]
    assert _add(call, place, 0, b"x", **{"Upload-Checksum": text}).status_code == 400


@pytest.mark.parametrize("offset", ["1", "100000", "-1", "x", ""])
def test_a_piece_goes_where_the_upload_stands(call, offset):
    place = _begin(call).headers["location"]
    reply = _add(call, place, offset, DATA[:10])
    assert reply.status_code in {400, 409}
    assert call("HEAD", place, headers=TUS).headers["upload-offset"] == "0"


def test_more_than_was_said_is_refused(call):
    place = _begin(call).headers["location"]
    assert _add(call, place, 0, DATA + b"more").status_code == 413


def test_bytes_of_another_picture_are_forgotten(call, archive):
    place = _begin(call, sha256="0" * 64).headers["location"]
    reply = _add(call, place, 0, DATA)
    assert (reply.status_code, reply.json()["code"]) == (422, "digest_mismatch")
    assert call("HEAD", place, headers=TUS).status_code == 404
    assert not archive.vault.has("0" * 64)
    assert _files(archive) == []


def test_what_is_no_picture_is_forgotten(call, archive):
    data = b"<html>" * 100
    place = _begin(call, data, hashlib.sha256(data).hexdigest()).headers["location"]
    assert _add(call, place, 0, data).status_code == 415
    assert _files(archive) == []


def test_an_upload_ends_by_itself(call, archive, now):
    place = _begin(call).headers["location"]
    _add(call, place, 0, DATA[:100])
    now[0] += LIFE + timedelta(seconds=1)
    reply = _add(call, place, 100, DATA[100:])
    assert (reply.status_code, reply.json()["code"]) == (410, "expired")
    assert _begin(call).headers["location"] != place
    assert _files(archive) == []


def test_old_uploads_are_looked_for_now_and_then(call, archive, now):
    """Their bytes go with the first picture of another hour, not with each that comes."""
    place = _begin(call).headers["location"]
    _add(call, place, 0, DATA[:100])
    now[0] += LIFE - SWEEP_EVERY / 2
    _begin(call, sha256="1" * 64)
    now[0] += SWEEP_EVERY - timedelta(seconds=1)
    again = _begin(call)
    assert again.headers["location"] != place
    assert place.rpartition("/")[2] in _files(archive)
    now[0] += timedelta(seconds=1)
    assert _begin(call).headers["location"] == again.headers["location"]
    assert place.rpartition("/")[2] not in _files(archive)


def test_a_clock_that_was_set_back_delays_no_sweep(call, archive, now):
    now[0] += timedelta(days=3650)
    _begin(call, sha256="1" * 64)
    now[0] -= timedelta(days=3650)
    place = _begin(call).headers["location"]
    _add(call, place, 0, DATA[:100])
    now[0] += LIFE + SWEEP_EVERY
    _begin(call)
    assert place.rpartition("/")[2] not in _files(archive)


def _taken(archive, place):
    return archive.uploads.take("Lan", place.rpartition("/")[2])


def test_who_was_slower_with_the_last_piece_finds_the_picture(call, archive):
    place = _begin(call).headers["location"]
    upload, half = _taken(archive, place)
    half.add([DATA])
    assert archive.vault.put(BytesIO(DATA)) == SHA256
    half.path.unlink()
    archive.uploads.finish(upload, half)
    archive.uploads.leave(upload, half)
    assert archive.vault.near(SHA256).read_bytes() == DATA
    assert _files(archive) == []


def test_one_at_a_time_adds_to_an_upload(call, archive):
    """In this process and in another one, which has a memory of its own."""
    place = _begin(call).headers["location"]
    other = Uploads(archive.database, archive.folder / "uploads", archive.vault, archive.clock)
    upload, half = _taken(archive, place)
    for each in (archive.uploads, other):
        with pytest.raises(Refused, match=r"site\.offset_mismatch"):
            each.take("Lan", upload.upload_id)
    half.add([DATA[:100], b"", DATA[100:200]])
    archive.uploads.leave(upload, half)
    upload, half = other.take("Lan", upload.upload_id)
    assert upload.offset_bytes == 200
    half.add([DATA[200:300]])
    other.leave(upload, half)
    assert _add(call, place, 300, DATA[300:]).status_code == 204
    assert archive.vault.verify(SHA256)


def test_what_came_after_the_end_is_swept_away(call, archive, now):
    place = _begin(call).headers["location"]
    upload, half = _taken(archive, place)
    archive.uploads.forget(upload)
    archive.uploads.leave(upload, half)
    (archive.folder / "uploads" / upload.upload_id).write_bytes(DATA)
    with pytest.raises(Refused, match=r"site\.unknown_id"):
        archive.uploads.find("Lan", upload.upload_id)
    now[0] = datetime.now(UTC) + 3 * LIFE
    archive.uploads.begin("Lan", SHA256, len(DATA))
    assert _files(archive) == []


def test_bytes_that_are_gone_are_told(call, archive):
    place = _begin(call).headers["location"]
    upload, half = _taken(archive, place)
    half.add([DATA])
    half.path.unlink()
    with pytest.raises(Refused, match=r"site\.unknown_id"):
        archive.uploads.finish(upload, half)
    archive.uploads.leave(upload, half)


def test_a_piece_that_was_cut_is_not_in_the_sum(call, archive):
    place = _begin(call).headers["location"]
    _add(call, place, 0, DATA[:100])
    _add(call, place, 100, b"wrong", **_checksum("sha1", b"other"))
    assert _add(call, place, 100, DATA[100:]).status_code == 204
    assert archive.vault.verify(SHA256)


def test_an_upload_can_be_given_up(call, archive):
    place = _begin(call).headers["location"]
    _add(call, place, 0, DATA[:100])
    assert call("DELETE", place, headers=TUS).status_code == 204
    assert call("HEAD", place, headers=TUS).status_code == 404
    assert _files(archive) == []


def test_who_left_an_upload_finds_it_again(call, archive):
    place = _begin(call).headers["location"]
    _add(call, place, 0, DATA[:100])
    again = _begin(call)
    assert (again.headers["location"], again.headers["upload-offset"]) == (place, "100")
    other = Client(call.app, archive.tokens.make("Mai", "laptop", Role.PHOTO))
    assert _begin(other).headers["location"] != place
    assert other("HEAD", place, headers=TUS).status_code == 404


@pytest.mark.parametrize("version", ["", "0.2.2"])
def test_another_version_is_refused(call, version):
    reply = call("POST", "/v1/uploads", headers={"Tus-Resumable": version, "Upload-Length": "9"})
    assert (reply.status_code, reply.json()["code"]) == (412, "tus_version")


@pytest.mark.parametrize("length", ["", "0", "x", "-4", "9" * 20])
def test_a_length_that_is_none_is_refused(call, length):
    reply = call("POST", "/v1/uploads", headers={**TUS, "Upload-Length": length})
    assert reply.status_code == 400


def test_readers_upload_nothing(call, archive):
    reader = Client(call.app, archive.tokens.make("Tí", "laptop", Role.READER))
    assert _begin(reader).status_code == 403


def test_what_came_before_the_line_broke_is_kept(archive):
    token = archive.tokens.make("Lan", "laptop", Role.PHOTO)
    with answering(an_app(archive)) as address:
        place = _begin(Client(an_app(archive), token)).headers["location"]
        host, _, port = address.removeprefix("http://").partition(":")
        head = (
            f"PATCH {place} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n"
            "Tus-Resumable: 1.0.0\r\nContent-Type: application/offset+octet-stream\r\n"
            f"Upload-Offset: 0\r\nContent-Length: {len(DATA)}\r\n\r\n"
        )
        with socket.create_connection((host, int(port))) as line:
            line.sendall(head.encode() + DATA[:70_000])
        _await_bytes(archive, 60_000)
    # The server has ended: all that it was told is on the disk.
    with answering(an_app(archive)) as address:
        site = Reference(address, token)
        told: list[int] = []
        sent = _count_bytes(site)
        _small_pieces(site, archive, told)
        site.close()
    assert archive.vault.has(SHA256)
    assert told[0] > 60_000
    assert sum(sent) <= len(DATA) - 60_000


def _begin_with(call, data, *, size_bytes=None, sha256=SHA256):
    name = base64.b64encode(sha256.encode()).decode()
    told = {
        "Upload-Length": str(size_bytes or len(DATA)),
        "Upload-Metadata": f"sha256 {name}",
    }
    kind = {"Content-Type": "application/offset+octet-stream"}
    return call("POST", "/v1/uploads", content=data, headers={**TUS, **told, **kind})


def test_a_picture_that_comes_with_its_first_request_needs_no_other(call, archive):
    reply = _begin_with(call, DATA)
    assert (reply.status_code, reply.headers["upload-offset"]) == (201, str(len(DATA)))
    assert archive.vault.path(SHA256).read_bytes() == DATA
    assert (archive.counts()["uploads"], _files(archive)) == (0, [])


def test_first_bytes_that_are_not_all_wait_for_the_others(call, archive):
    reply = _begin_with(call, DATA[:50_000])
    assert (reply.status_code, reply.headers["upload-offset"]) == (201, "50000")
    last = _add(call, reply.headers["location"], 50_000, DATA[50_000:])
    assert (last.status_code, last.headers["upload-offset"]) == (204, str(len(DATA)))
    assert archive.vault.path(SHA256).read_bytes() == DATA
    assert (archive.counts()["uploads"], _files(archive)) == (0, [])


@pytest.mark.parametrize(
    ("data", "sha256", "status"),
    [
        (DATA, "0" * 64, 422),
        (b"<html>", hashlib.sha256(b"<html>").hexdigest(), 415),
        (DATA + b"more", SHA256, 413),
    ],
)
def test_first_bytes_that_are_wrong_leave_no_trace(call, archive, data, sha256, status):
    size = len(DATA) if status == 413 else len(data)
    assert _begin_with(call, data, size_bytes=size, sha256=sha256).status_code == status
    assert (archive.counts()["uploads"], _files(archive)) == (0, [])
    assert not archive.vault.has(sha256)


def test_who_sends_first_bytes_twice_hears_how_far_the_others_came(call, archive):
    place = _begin_with(call, DATA[:50_000]).headers["location"]
    again = _begin_with(call, DATA[:60_000])
    assert (again.headers["location"], again.headers["upload-offset"]) == (place, "50000")
    other = Client(an_app(archive), archive.tokens.make("Minh", "laptop", Role.PHOTO))
    assert _begin_with(other, DATA[:10]).headers["upload-offset"] == "10"
    assert _add(call, place, 50_000, DATA[50_000:]).status_code == 204
    assert archive.vault.has(SHA256)


def test_first_bytes_before_the_line_broke_are_kept(archive):
    token = archive.tokens.make("Lan", "laptop", Role.PHOTO)
    name = base64.b64encode(SHA256.encode()).decode()
    with answering(an_app(archive)) as address:
        host, _, port = address.removeprefix("http://").partition(":")
        head = (
            f"POST /v1/uploads HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n"
            "Tus-Resumable: 1.0.0\r\nContent-Type: application/offset+octet-stream\r\n"
            f"Upload-Length: {len(DATA)}\r\nUpload-Metadata: sha256 {name}\r\n"
            f"Content-Length: {len(DATA)}\r\n\r\n"
        )
        with socket.create_connection((host, int(port))) as line:
            line.sendall(head.encode() + DATA[:70_000])
        _await_bytes(archive, 60_000)
    found = _begin(Client(an_app(archive), token))
    offset = int(found.headers["upload-offset"])
    assert offset >= 60_000
    rest = _add(Client(an_app(archive), token), found.headers["location"], offset, DATA[offset:])
    assert rest.status_code == 204
    assert archive.vault.has(SHA256)


@pytest.mark.parametrize("seed", range(4))
def test_a_body_cut_anywhere_is_whole_and_the_next_request_is_heard(archive, seed):
    """Segments end where they like: amid a head, amid the body, behind the next request."""
    token, draw = archive.tokens.make("Lan", "laptop", Role.PHOTO), random.Random(seed)
    data = b"\x89PNG\r\n\x1a\n" + draw.randbytes(300_000)
    sha256 = hashlib.sha256(data).hexdigest()
    who = f"Host: x\r\nAuthorization: Bearer {token}\r\n"
    head = f"PUT /v1/blobs/{sha256} HTTP/1.1\r\n{who}Content-Length: {len(data)}\r\n\r\n"
    after = f"GET /v1/server HTTP/1.1\r\n{who}Connection: close\r\n\r\n"
    stream = head.encode() + data + after.encode()
    with answering(an_app(archive)) as address:
        host, _, port = address.removeprefix("http://").partition(":")
        with socket.create_connection((host, int(port))) as line:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while stream:
                count = draw.choice([1, 50, 1000, 40_000, 200_000])
                line.sendall(stream[:count])
                stream = stream[count:]
            told = b"".join(iter(lambda: line.recv(65_536), b""))
    assert told.count(b"HTTP/1.1 201") == 1
    assert told.count(b"HTTP/1.1 200") == 1
    assert archive.vault.path(sha256).read_bytes() == data


def test_a_laptop_needs_one_request_for_a_picture_of_one_piece(archive, tmp_path):
    data = DATA + bytes(client.PIECE_BYTES + client.PIECE_BYTES // 5)
    sha256 = Sha256(hashlib.sha256(data).hexdigest())
    (tmp_path / "picture").write_bytes(data)
    token = archive.tokens.make("Lan", "laptop", Role.PHOTO)
    with answering(an_app(archive)) as address:
        site = Reference(address, token)
        sizes = _count_bytes(site)
        site.put_blob(sha256, tmp_path / "picture")
        site.close()
    assert sizes == [len(data)]
    assert archive.vault.has(sha256)


@pytest.mark.parametrize("place", ["there", "begun", "gone", ""])
def test_bytes_that_are_all_there_are_no_picture_until_they_are_put_away(archive, tmp_path, place):
    """The server ended, or its disk was full, between the last byte and the end of the upload."""
    (tmp_path / "picture").write_bytes(DATA)
    token = archive.tokens.make("Lan", "laptop", Role.PHOTO)
    begun = archive.uploads.begin("Lan", SHA256, len(DATA))
    upload, half = archive.uploads.take("Lan", begun.upload_id)
    half.add([DATA])
    archive.uploads.leave(upload, half)
    known = {"there": f"/v1/uploads/{begun.upload_id}", "begun": "/v1/uploads"}
    with answering(an_app(archive)) as address:
        site = Reference(address, token)
        sizes = _count_bytes(site)
        noted = known.get(place, place and "/v1/uploads/gone")
        client.send(site._http, Sha256(SHA256), tmp_path / "picture", place=noted)
        site.close()
    assert archive.vault.has(SHA256)
    assert sum(sizes) == (0 if place else len(DATA))


def _await_bytes(archive, count):
    """Until so many bytes of some half file are on the disk."""
    halves = archive.uploads._folder
    deadline = time.monotonic() + 30
    while not any(each.stat().st_size >= count for each in halves.rglob("*") if each.is_file()):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def _count_bytes(site):
    """The sizes of the pieces that a laptop sends from now on."""
    sent = []
    ask = site._http.ask

    def counting(method, path, **request):
        sent.append(int(request.get("headers", {}).get("Content-Length", 0)))
        return ask(method, path, **request)

    site._http.ask = counting
    return sent


def _small_pieces(site, archive, told):
    path = archive.folder / "picture"
    path.write_bytes(DATA)
    client.send(site._http, Sha256(SHA256), path, told.append, place="/v1/uploads")


def test_a_laptop_sends_big_pictures_in_pieces_and_goes_on(archive, monkeypatch, tmp_path):
    """The line breaks after each piece, before the reply: nothing is sent twice."""
    monkeypatch.setattr(client, "PIECE_BYTES", 16_384)
    monkeypatch.setattr(Pace.__init__, "__defaults__", (16_384,))
    (tmp_path / "picture").write_bytes(DATA)
    token = archive.tokens.make("Lan", "laptop", Role.PHOTO)
    sent, tries, noted = 0, 0, [""]
    with answering(an_app(archive)) as address:
        while not archive.vault.has(SHA256):
            site = Reference(address, token)
            sizes = _count_bytes(site)
            _lose_replies(site, after=2)
            try:
                site.put_blob(
                    Sha256(SHA256),
                    tmp_path / "picture",
                    place=noted[-1],
                    placed=lambda where, _sent: noted.append(where),
                )
            except Offline:
                tries += 1
            sent += sum(sizes)
            site.close()
    assert sent == len(DATA)
    assert tries >= 2


def test_a_laptop_goes_on_at_the_place_that_it_wrote_down(archive, monkeypatch, tmp_path):
    """After a restart: no byte twice; a place that is no more is begun anew."""
    monkeypatch.setattr(client, "PIECE_BYTES", 16_384)
    monkeypatch.setattr(Pace.__init__, "__defaults__", (16_384,))
    (tmp_path / "picture").write_bytes(DATA)
    token = archive.tokens.make("Lan", "laptop", Role.PHOTO)
    noted = []
    with answering(an_app(archive)) as address:
        for place in ("/v1/uploads/gone", ""):
            site = Reference(address, token)
            _lose_replies(site, after=2)
            with pytest.raises(Offline):
                site.put_blob(
                    Sha256(SHA256),
                    tmp_path / "picture",
                    place=place,
                    placed=lambda where, sent: noted.append((where, sent)),
                )
            site.close()
        where, sent = noted[-1]
        site = Reference(address, token)
        sizes, asked = _count_bytes(site), []
        ask = site._http.ask
        site._http.ask = lambda method, path, **told: (
            asked.append(method) or ask(method, path, **told)
        )
        site.put_blob(Sha256(SHA256), tmp_path / "picture", place=where)
        site.close()
    assert asked[0] == "HEAD"
    assert "POST" not in asked
    assert sum(sizes) <= len(DATA) - sent
    assert archive.vault.has(SHA256)


def _lose_replies(site, *, after):
    ask, count = site._http.ask, [0]

    def losing(method, path, **request):
        reply = ask(method, path, **request)
        count[0] += method in {"PATCH", "POST"}
        if count[0] > after:
            raise Offline("line.down")
        return reply

    site._http.ask = losing


class Meeting(Vault):
    """A vault that takes a picture only while another one is being put away as well."""

    def __init__(self, folder):
        super().__init__(folder)
        self._both = threading.Barrier(2)

    def adopt(self, staged):
        self._both.wait(30)
        super().adopt(staged)


@pytest.mark.parametrize("piece_bytes", [16_384, client.PIECE_BYTES])
def test_the_next_picture_comes_while_the_last_is_put_away(
    archive, monkeypatch, tmp_path, piece_bytes
):
    monkeypatch.setattr(client, "PIECE_BYTES", piece_bytes)
    monkeypatch.setattr(Pace.__init__, "__defaults__", (piece_bytes,))
    archive.uploads._vault = Meeting(archive.vault.folder)
    (tmp_path / "one").write_bytes(DATA)
    (tmp_path / "two").write_bytes(DATA + b"2")
    other = Sha256(hashlib.sha256(DATA + b"2").hexdigest())
    token = archive.tokens.make("Lan", "laptop", Role.PHOTO)
    with answering(an_app(archive)) as address:
        site, next_ones = Reference(address, token), []

        def meanwhile():
            next_ones.append(other)
            site.put_blob(other, tmp_path / "two")

        site.put_blob(Sha256(SHA256), tmp_path / "one", meanwhile=meanwhile)
        site.close()
    assert next_ones == [other]
    assert archive.vault.verify(SHA256)
    assert archive.vault.verify(other)


def test_a_laptop_hears_why_a_picture_is_refused(archive, monkeypatch, tmp_path):
    monkeypatch.setattr(client, "PIECE_BYTES", 16_384)
    monkeypatch.setattr(Pace.__init__, "__defaults__", (16_384,))
    (tmp_path / "page").write_bytes(b"<html>" * 20_000)
    sha256 = Sha256(hashlib.sha256(b"<html>" * 20_000).hexdigest())
    token = archive.tokens.make("Lan", "laptop", Role.PHOTO)
    with answering(an_app(archive)) as address:
        site = Reference(address, token)
        with pytest.raises(Refused, match=r"site\.not_a_picture"):
            site.put_blob(sha256, tmp_path / "page")
        site.close()
