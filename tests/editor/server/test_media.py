# SPDX-License-Identifier: GPL-3.0-or-later
"""A bucket keeps originals as a folder does, and the folder before it may vanish."""

import base64
import hashlib
import shutil
import subprocess
import sys
import time
from io import BytesIO
from socket import create_server
from urllib.request import urlopen

import pytest
import urllib3
from minio import Minio
from PIL import Image

from editor.errors import Offline, Refused
from editor.model import framing
from editor.model.workflow import Role
from editor.pictures.intake import Intake
from editor.pictures.renditions import Renditions
from editor.pictures.vault import Vault
from editor.server.archive import Archive, open_media
from tests.builders import PROFILE
from tests.contracts.houses import an_app
from tests.editor.server.test_replies import Client

pytestmark = pytest.mark.of_files
BUCKET = "newsroom"
DATA = b"\x89PNG\r\n\x1a\n some bytes"
SHA256 = hashlib.sha256(DATA).hexdigest()
START_S = 60
TUS = {"Tus-Resumable": "1.0.0"}


@pytest.fixture(scope="module")
def endpoint():
    """A server that speaks S3, in a process of its own."""
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = ["-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(
        [sys.executable, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield _answering(f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        process.wait()


def _answering(address: str) -> str:
    deadline = time.monotonic() + START_S
    while True:
        try:
            urlopen(address).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return address


@pytest.fixture
def bucket(endpoint, monkeypatch):
    """The address of an empty bucket."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "stet")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    urlopen(f"{endpoint}/moto-api/reset", data=b"").close()
    Minio(endpoint.removeprefix("http://"), "stet", "secret", secure=False).make_bucket(BUCKET)
    return f"s3://{BUCKET}/originals?endpoint={endpoint}"


@pytest.fixture
def vault(bucket, tmp_path):
    return open_media(tmp_path / "a", bucket)


def test_bytes_come_back_by_another_process(vault, bucket, tmp_path):
    assert not vault.has(SHA256)
    assert vault.put(BytesIO(DATA)) == SHA256
    other = open_media(tmp_path / "b", bucket)
    assert other.has(SHA256)
    assert other.near(SHA256).read_bytes() == DATA


def test_the_folder_before_the_bucket_may_vanish(vault, tmp_path):
    vault.put(BytesIO(DATA))
    shutil.rmtree(tmp_path / "a")
    assert vault.has(SHA256)
    assert vault.near(SHA256).read_bytes() == DATA


def test_the_same_bytes_twice_are_one(vault):
    assert vault.put(BytesIO(DATA)) == vault.put(BytesIO(DATA))


def test_what_was_only_looked_at_is_not_sent(vault, bucket, tmp_path):
    with vault.staged(BytesIO(DATA)) as staged:
        assert staged.sha256 == SHA256
    assert not open_media(tmp_path / "b", bucket).has(SHA256)


def test_what_nobody_sent_is_not_there(vault):
    assert not vault.near(SHA256).exists()


def test_a_name_never_becomes_a_key(vault):
    with pytest.raises(Refused, match=r"vault\.bad_name"):
        vault.has("../../secret")


def test_sizes_are_made_from_the_bucket(vault, bucket, tmp_path):
    data = BytesIO()
    Image.new("RGB", (400, 300), "teal").save(data, "PNG")
    picture = Intake(Vault(tmp_path / "laptop")).take_bytes(data.getvalue(), "a.png")
    vault.put(BytesIO(data.getvalue()))
    other = Renditions(open_media(tmp_path / "b", bucket), tmp_path / "sizes")
    assert other.file(picture, framing.shown(picture).renditions[0].name).stat().st_size > 0


def test_the_server_keeps_its_pictures_there(bucket, tmp_path):
    archive = Archive(tmp_path / "archive", PROFILE, media=bucket)
    call = Client(an_app(archive), archive.tokens.make("Lan", "laptop", Role.ADMIN))
    assert call("PUT", f"/v1/blobs/{SHA256}", content=DATA).status_code == 201
    assert call("PUT", f"/v1/blobs/{SHA256}", content=DATA).status_code == 200
    shutil.rmtree(tmp_path / "archive" / "media")
    assert call("GET", f"/v1/blobs/{SHA256}").content == DATA
    archive.close()


def _begin(call) -> str:
    name = base64.b64encode(SHA256.encode()).decode()
    told = {"Upload-Length": str(len(DATA)), "Upload-Metadata": f"sha256 {name}"}
    return call("POST", "/v1/uploads", headers={**TUS, **told}).headers["location"]


def _add(call, place: str, offset: int, data: bytes):
    told = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": str(offset)}
    return call("PATCH", place, content=data, headers={**TUS, **told})


def _opened(folder, media: str) -> tuple[Archive, Client]:
    archive = Archive(folder, PROFILE, media=media)
    return archive, Client(an_app(archive), archive.tokens.make("Lan", "laptop", Role.ADMIN))


def test_an_upload_goes_on_after_the_server_was_started_anew(bucket, tmp_path):
    archive, call = _opened(tmp_path / "archive", bucket)
    place = _begin(call)
    assert _add(call, place, 0, DATA[:9]).status_code == 204
    archive.close()
    archive, call = _opened(tmp_path / "archive", bucket)
    assert call("HEAD", place, headers=TUS).headers["upload-offset"] == "9"
    assert _add(call, place, 9, DATA[9:]).status_code == 204
    assert open_media(tmp_path / "b", bucket).near(SHA256).read_bytes() == DATA
    archive.close()


def test_a_bucket_that_fails_at_the_last_byte_costs_no_byte_again(bucket, tmp_path):
    archive, call = _opened(tmp_path / "archive", bucket)
    place, there = _begin(call), archive.vault._client
    archive.vault._client = _gone()
    failed = _add(call, place, 0, DATA)
    assert (failed.status_code, failed.json()["code"]) == (503, "bucket_down")
    assert call("HEAD", place, headers=TUS).headers["upload-offset"] == str(len(DATA))
    archive.vault._client = there
    assert not archive.vault.has(SHA256)
    assert _add(call, place, len(DATA), b"").status_code == 204
    assert open_media(tmp_path / "b", bucket).near(SHA256).read_bytes() == DATA
    archive.close()


def test_a_picture_that_the_bucket_did_not_take_is_nowhere(bucket, tmp_path):
    archive, call = _opened(tmp_path / "archive", bucket)
    there, archive.vault._client = archive.vault._client, _gone()
    assert call("PUT", f"/v1/blobs/{SHA256}", content=DATA).status_code == 503
    archive.vault._client = there
    missing = call("POST", "/v1/blobs/query", json={"sha256": [SHA256]}).json()["missing"]
    assert missing == [SHA256]
    assert call("PUT", f"/v1/blobs/{SHA256}", content=DATA).status_code == 201
    archive.close()


def _gone() -> Minio:
    """A bucket whose server is away."""
    once = urllib3.PoolManager(retries=False)
    return Minio("127.0.0.1:1", "stet", "secret", secure=False, http_client=once)


def test_a_bucket_that_stops_answering_is_told(vault):
    vault._client = _gone()
    with pytest.raises(Offline, match=r"server\.bucket_down"):
        vault.has(SHA256)


@pytest.mark.parametrize(
    "address", ["s3://", "s3:///x", "s3://Bad_Name!?endpoint=http://127.0.0.1:1"]
)
def test_an_address_that_is_none_is_told(tmp_path, address):
    with pytest.raises(Refused, match=r"server\.bad_media"):
        open_media(tmp_path, address)


def test_a_bucket_that_is_not_there_is_told(bucket, tmp_path):
    with pytest.raises(Refused, match=r"server\.no_bucket"):
        open_media(tmp_path, bucket.replace(BUCKET, "elsewhere"))


def test_a_folder_can_be_named_too(tmp_path):
    vault = open_media(tmp_path / "archive", str(tmp_path / "media"))
    vault.put(BytesIO(DATA))
    assert Vault(tmp_path / "media").has(SHA256)
