# SPDX-License-Identifier: GPL-3.0-or-later
"""Giver: asks our own server over HTTP for what it gives to all its laptops."""

import json
from typing import Final
from urllib.parse import quote

from editor.cms import answers
from editor.cms.http import Http
from editor.model.look import Look
from editor.model.operation import Doc, RulePacks
from editor.model.outlet import Outlet

_JSON: Final = {"Content-Type": "application/json"}


class Giver:
    """The part of `Reference`.

    Args:
        http: the line to the server.
    """

    def __init__(self, http: Http) -> None:
        self._http = http

    def packs(self) -> RulePacks:
        """See `Site`."""
        return answers.packs(self._read("/v1/packs"))

    def put_pack(self, name: str, text: str) -> RulePacks:
        """See `Site`."""
        body, path = json.dumps({"text": text}).encode(), f"/v1/packs/{quote(name, safe='')}"
        reply = self._http.ask("PUT" if text else "DELETE", path, content=body, headers=_JSON)
        if reply.status != 200:
            raise reply.trouble()
        return answers.packs(reply.doc)

    def look(self) -> Look:
        """See `Site`."""
        return answers.look(self._read("/v1/look"))

    def outlet(self) -> Outlet:
        """See `Site`."""
        return answers.outlet(self._read("/v1/outlet"))

    def _read(self, path: str) -> Doc:
        reply = self._http.ask("GET", path)
        if reply.status != 200:
            raise reply.trouble()
        return reply.doc
