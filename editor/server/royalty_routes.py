# SPDX-License-Identifier: GPL-3.0-or-later
"""The routes of royalties: the sheet of a month, and its closing."""

from fastapi import APIRouter, Response

from editor.cms import rules
from editor.royalties import written
from editor.royalties.sheet import Sheet
from editor.server.replies import json_reply
from editor.server.requests import ArchiveIs, CallerIs, name_of
from editor.server.royalties import Royalties

router = APIRouter(prefix="/v1", generate_unique_id_function=name_of)


@router.get("/royalties/{month}")
def royalty_sheet(archive: ArchiveIs, caller: CallerIs, month: str) -> Response:
    """What the stories first published in a month earn whom; to a writer what is theirs."""
    rules.check_uploader(caller.role)
    return _told(Royalties(archive).sheet(month, caller))


@router.put("/royalties/{month}/closing")
def close_royalties(archive: ArchiveIs, caller: CallerIs, month: str) -> Response:
    """Close a month that is over, so that its figures stay; editors only, and it is noted."""
    rules.check_remover(caller.role)
    return _told(Royalties(archive).close(month, caller))


def _told(sheet: Sheet) -> Response:
    return json_reply(written.to_doc(sheet))
