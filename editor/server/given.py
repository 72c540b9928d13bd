# SPDX-License-Identifier: GPL-3.0-or-later
"""The routes of what the house gives to all its laptops: packs, look, how its outlet stands."""

from base64 import b64encode
from typing import Annotated

from fastapi import APIRouter, Header, Response

from editor.cms import rules
from editor.errors import Refused
from editor.model.operation import RulePacks
from editor.server.archive import Archive
from editor.server.looks import Looks
from editor.server.outlet.news import outlet_of
from editor.server.packs import Packs
from editor.server.replies import json_reply
from editor.server.requests import ArchiveIs, Body, CallerIs, name_of, read_doc

router = APIRouter(prefix="/v1", generate_unique_id_function=name_of)


@router.get("/look")
def look(archive: ArchiveIs, _: CallerIs, if_none_match: Annotated[str, Header()] = "") -> Response:
    """The newspaper's own templates, style sheets and words; every other file is as it ships."""
    found = Looks(archive.database).current()
    headers = {"ETag": f'"{found.tag}"'}
    if if_none_match == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    files = [{"name": name, "data": b64encode(data).decode()} for name, data in found.files.items()]
    return json_reply({"files": files, "tag": found.tag}, headers=headers)


@router.get("/outlet")
def outlet(
    archive: ArchiveIs, _: CallerIs, if_none_match: Annotated[str, Header()] = ""
) -> Response:
    """The site outside that the server publishes to, and the stories on their way there."""
    with archive.database.reading() as connection:
        found = outlet_of(connection, archive.clock())
    headers = {"ETag": f'"{found.tag}"'}
    if if_none_match == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return json_reply(found.written, headers=headers)


@router.get("/packs")
def packs(
    archive: ArchiveIs, _: CallerIs, if_none_match: Annotated[str, Header()] = ""
) -> Response:
    """The rule packs that all laptops of the newsroom check by, each as it was written."""
    found = _kept(archive).all()
    headers = {"ETag": f'"{found.tag}"'}
    if if_none_match == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return _told_packs(found)


@router.put("/packs/{name}")
def put_pack(archive: ArchiveIs, caller: CallerIs, name: str, body: Body) -> Response:
    """Give a rule pack (`{text}`) to all laptops of the newsroom; editors only, and it is noted."""
    rules.check_remover(caller.role)
    text = read_doc(body).get("text")
    if not isinstance(text, str) or not text:
        raise Refused("site.bad_field", field="text")
    return _told_packs(_kept(archive).put(name, text, (caller.person, caller.device)))


@router.delete("/packs/{name}")
def remove_pack(archive: ArchiveIs, caller: CallerIs, name: str) -> Response:
    """Take a rule pack away from all laptops; editors only, and it is noted."""
    rules.check_remover(caller.role)
    return _told_packs(_kept(archive).put(name, "", (caller.person, caller.device)))


def _kept(archive: Archive) -> Packs:
    return Packs(archive.database, archive.clock)


def _told_packs(found: RulePacks) -> Response:
    told = [{"name": name, "text": text} for name, text in found.texts.items()]
    return json_reply({"packs": told, "tag": found.tag}, headers={"ETag": f'"{found.tag}"'})
