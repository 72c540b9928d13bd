# SPDX-License-Identifier: GPL-3.0-or-later
"""The routes that carry pictures: whole ones, and big ones piece by piece (tus 1.0)."""

import base64
from collections.abc import Callable, Sequence
from dataclasses import replace
from email.utils import format_datetime
from functools import partial
from typing import Annotated, Final, TypeVar

from fastapi import APIRouter, Depends, Header, Request, Response
from fastapi.responses import FileResponse
from starlette.concurrency import run_in_threadpool

from editor.cms import rules
from editor.errors import Refused
from editor.model.operation import Entity
from editor.server.archive import Archive
from editor.server.halves import Half
from editor.server.pouring import pour
from editor.server.replies import json_reply
from editor.server.requests import (
    MAX_BLOB_BYTES,
    MAX_PAGE,
    MAX_UPLOAD_BYTES,
    ArchiveIs,
    Body,
    CallerIs,
    Sender,
    SenderIs,
    limited,
    name_of,
    read_doc,
)
from editor.server.uploads import DIGESTS, Digest, Summed, Upload, Uploads

TUS: Final = "1.0.0"
PIECE_TYPE: Final = "application/offset+octet-stream"
_TUS: Final = {"Tus-Resumable": TUS, "Cache-Control": "no-store"}

Result = TypeVar("Result")

router = APIRouter(prefix="/v1", generate_unique_id_function=name_of)


@router.post("/blobs/query")
def missing_blobs(archive: ArchiveIs, _: CallerIs, body: Body) -> Response:
    """Which of up to 500 pictures have no bytes here."""
    asked = read_doc(body).get("sha256")
    if not isinstance(asked, list) or len(asked) > MAX_PAGE:
        raise Refused("site.bad_field", field="sha256")
    for each in asked:
        rules.check_id(Entity.PICTURE, str(each))
    return json_reply({"missing": [each for each in asked if not archive.vault.has(each)]})


@router.put("/blobs/{sha256}")
async def put_blob(
    request: Request,
    archive: ArchiveIs,
    sender: SenderIs,
    sha256: str,
    content_digest: Annotated[str, Header()] = "",
) -> Response:
    """Take the bytes of a picture, when they hash to their name."""
    rules.check_id(Entity.PICTURE, sha256)
    if content_digest and not _tells(content_digest, sha256):
        raise Refused("site.digest_mismatch", sha256=sha256)
    half = await run_in_threadpool(_fresh, archive, sender)
    try:
        body = limited(request, MAX_BLOB_BYTES)
        is_new = await pour(body, half.add, partial(_keep_blob, archive, half, sha256))
    finally:
        half.drop()
    return json_reply({"sha256": sha256}, status=201 if is_new else 200)


@router.get("/blobs/{sha256}")
def get_blob(request: Request, archive: ArchiveIs, _: CallerIs, sha256: str) -> Response:
    """The bytes of a picture, whole or a range of them."""
    rules.check_id(Entity.PICTURE, sha256)
    path = archive.vault.near(sha256)
    if not path.is_file():
        raise Refused("site.unknown_id", id=sha256)
    headers = {
        "ETag": f'"{sha256}"',
        "Cache-Control": "private, max-age=31536000, immutable",
        "Content-Disposition": "attachment",
    }
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return FileResponse(path, headers=headers, media_type="application/octet-stream")


async def _uploader(sender: SenderIs, tus_resumable: Annotated[str, Header()] = "") -> Sender:
    if tus_resumable != TUS:
        raise Refused("site.tus_version", version=TUS)
    return sender


UploaderIs = Annotated[Sender, Depends(_uploader)]


@router.options("/uploads")
async def tus_options() -> Response:
    """What of the tus protocol is spoken here."""
    told = {
        "Tus-Version": TUS,
        "Tus-Extension": "creation,creation-with-upload,checksum,expiration,termination",
        "Tus-Max-Size": str(MAX_UPLOAD_BYTES),
        "Tus-Checksum-Algorithm": ",".join(DIGESTS),
    }
    return Response(status_code=204, headers={**_TUS, **told})


@router.post("/uploads")
async def begin_upload(
    request: Request,
    archive: ArchiveIs,
    sender: UploaderIs,
    upload_length: Annotated[str, Header()] = "",
    upload_metadata: Annotated[str, Header()] = "",
) -> Response:
    """Begin to send a picture, or go on with one that was left (`sha256` in the metadata).

    With a body, the upload is a new one and the body its first bytes, all of them or some.
    """
    size_bytes = _count(upload_length, "Upload-Length")
    if not size_bytes:
        raise Refused("site.bad_field", field="Upload-Length")
    if size_bytes > MAX_UPLOAD_BYTES:
        raise Refused("site.too_large", limit_bytes=MAX_UPLOAD_BYTES)
    sha256 = _metadata(upload_metadata).get("sha256", "")
    rules.check_id(Entity.PICTURE, sha256)
    if request.headers.get("content-type") == PIECE_TYPE:
        upload = await _begin_with_bytes(request, archive, sender, sha256, size_bytes)
    else:
        begin = archive.uploads.begin
        upload = await run_in_threadpool(_for_sender, sender, begin, sha256, size_bytes)
    return _place(upload, 201, Location=f"/v1/uploads/{upload.upload_id}")


@router.head("/uploads/{upload_id}")
def upload_offset(archive: ArchiveIs, sender: UploaderIs, upload_id: str) -> Response:
    """How much of a picture is here."""
    upload = _for_sender(sender, archive.uploads.find, upload_id)
    return _place(upload, 200, **{"Upload-Length": str(upload.size_bytes)})


@router.patch("/uploads/{upload_id}")
async def add_to_upload(
    request: Request,
    archive: ArchiveIs,
    sender: UploaderIs,
    upload_id: str,
    upload_offset: Annotated[str, Header()] = "",
    upload_checksum: Annotated[str, Header()] = "",
) -> Response:
    """The next bytes of a picture; what came before the line broke is kept."""
    if request.headers.get("content-type") != PIECE_TYPE:
        raise Refused("site.media_type")
    wanted = Digest.read(upload_checksum) if upload_checksum else None
    start = _count(upload_offset, "Upload-Offset")
    take = archive.uploads.take
    upload, half = await run_in_threadpool(_for_sender, sender, take, upload_id)
    try:
        if start != upload.offset_bytes:
            raise Refused("site.offset_mismatch", offset_bytes=upload.offset_bytes)
        await _take_piece(request, archive.uploads, upload, half, Summed(wanted))
    finally:
        archive.uploads.leave(upload, half)
    return Response(status_code=204, headers={**_TUS, "Upload-Offset": str(half.size_bytes)})


@router.delete("/uploads/{upload_id}")
def end_upload(archive: ArchiveIs, sender: UploaderIs, upload_id: str) -> Response:
    """Give up a picture that is on its way."""
    archive.uploads.forget(_for_sender(sender, archive.uploads.find, upload_id))
    return Response(status_code=204, headers=_TUS)


def _for_sender(sender: Sender, work: Callable[..., Result], *about: object) -> Result:
    """What is asked for in the name of a sender who may bring pictures. Blocks.

    Raises:
        Refused: `site.signed_out`, `site.slow_down`, `site.forbidden`, and as `work`.
    """
    caller = sender.caller()
    rules.check_uploader(caller.role)
    return work(caller.person, *about)


def _tells(content_digest: str, sha256: str) -> bool:
    """Is a `Content-Digest` (RFC 9530) that of the bytes so named? Another sum tells nothing."""
    told = {
        name.strip(): value.strip().strip(":")
        for name, _, value in (each.partition("=") for each in content_digest.split(","))
    }
    wanted = base64.b64encode(bytes.fromhex(sha256)).decode()
    return told.get("sha-256", wanted) == wanted


async def _begin_with_bytes(
    request: Request, archive: Archive, sender: Sender, sha256: str, size_bytes: int
) -> Upload:
    uploads = archive.uploads
    start = partial(_for_sender, sender, uploads.start, sha256, size_bytes)
    upload, half = await run_in_threadpool(start)
    if half is None:
        # What comes is here already, or comes once more when its sender has heard how far it is.
        async for _ in limited(request, size_bytes):
            pass
        return upload
    try:
        await _take_piece(request, uploads, upload, half, Summed(None))
    finally:
        if half.path.exists():
            await run_in_threadpool(uploads.set_down, upload, half)
        uploads.leave(upload, half)
    return replace(upload, offset_bytes=half.size_bytes)


async def _take_piece(
    request: Request, uploads: Uploads, upload: Upload, half: Half, summed: Summed
) -> None:
    """Write the body where the upload stands; one that is not what was told leaves no trace."""

    def write(pieces: Sequence[bytes]) -> None:
        summed.add(pieces)
        half.add(pieces)

    def settle() -> None:
        try:
            summed.check()
        except Refused:
            half.cut(upload.offset_bytes)
            raise
        if half.size_bytes == upload.size_bytes:
            uploads.finish(upload, half)

    await pour(limited(request, upload.size_bytes - upload.offset_bytes), write, settle)


def _place(upload: Upload, status: int, **headers: str) -> Response:
    told = {
        "Upload-Offset": str(upload.offset_bytes),
        "Upload-Expires": format_datetime(upload.ends_at, usegmt=True),
    }
    return Response(status_code=status, headers={**_TUS, **told, **headers})


def _count(text: str, name: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 15):
        raise Refused("site.bad_field", field=name)
    return int(text)


def _metadata(text: str) -> dict[str, str]:
    """`name base64, name base64`, as tus writes it."""
    found: dict[str, str] = {}
    for each in text.split(","):
        name, _, value = each.strip().partition(" ")
        try:
            found[name] = base64.b64decode(value, validate=True).decode("utf-8")
        except ValueError:
            raise Refused("site.bad_field", field="Upload-Metadata") from None
    return found


def _fresh(archive: Archive, sender: Sender) -> Half:
    return _for_sender(sender, lambda _person: archive.uploads.fresh())


def _keep_blob(archive: Archive, half: Half, sha256: str) -> bool:
    is_new = not archive.vault.has(sha256)
    archive.uploads.keep(half, sha256)
    return is_new
