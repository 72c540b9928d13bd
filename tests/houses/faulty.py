# SPDX-License-Identifier: GPL-3.0-or-later
"""A line that misbehaves on request, between a laptop and a house."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import httpx

from tests.houses.recording import ONCE, told_by

PORTAL = b"<!DOCTYPE html><title>Wi-Fi</title><h1>Welcome to the hotel network</h1>"
HTML = {"content-type": "text/html; charset=utf-8"}


@dataclass
class Rule:
    """One fault, for the requests that it fits."""

    fault: str
    method: str = ""
    path: str = ""
    times: int = 1
    code: int = 503

    def fits(self, request: httpx.Request) -> bool:
        is_method = self.method in ("", request.method)
        target = request.url.raw_path.decode()
        return self.times > 0 and is_method and re.search(self.path, target) is not None


FAULTS = (
    "drop-request",
    "drop-response",
    "timeout",
    "status",
    "status-after",
    "truncate",
    "captive",
    "strip-auth",
    "duplicate",
    "stale",
)
"""Before the house hears of it; after it did what it was asked; or somebody else in its place."""


class Faulty(httpx.BaseTransport):
    """Passes requests on, but for those that a rule fits.

    Args:
        inner: the way to the house.
        rules: what goes wrong, the first that fits.
        draw: asked for a rule where none fits; None: all goes well.
    """

    def __init__(
        self,
        inner: httpx.BaseTransport,
        rules: Iterable[Rule] = (),
        draw: Callable[[httpx.Request], Rule | None] = lambda _: None,
    ) -> None:
        self._inner = inner
        self.rules = list(rules)
        self.draw = draw
        self.log: list[tuple[str, str, str]] = []
        self._last: dict[str, httpx.Response] = {}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        rule = next((each for each in self.rules if each.fits(request)), None) or self.draw(request)
        target = request.url.raw_path.decode()
        self.log.append((request.method, target, "" if rule is None else rule.fault))
        if rule is None:
            reply = self._passed(request)
            if request.method == "GET" and reply.status_code == 200:
                self._last[_page(target)] = reply
            return reply
        rule.times -= 1
        return self._faulted(rule, request, target)

    def _faulted(self, rule: Rule, request: httpx.Request, target: str) -> httpx.Response:
        if rule.fault == "drop-request":
            raise httpx.ConnectError("reset")
        if rule.fault == "status":
            return httpx.Response(rule.code, headers=HTML, content=b"<h1>busy</h1>")
        if rule.fault == "captive":
            return httpx.Response(200, headers=HTML, content=PORTAL)
        if rule.fault == "strip-auth":
            request.headers.pop("authorization", None)
            return self._passed(request)
        if rule.fault == "stale" and _page(target) in self._last:
            return self._last[_page(target)]
        reply = self._passed(request)
        if rule.fault == "duplicate":
            return self._passed(request)
        if rule.fault == "drop-response":
            raise httpx.ReadError("reset")
        if rule.fault == "timeout":
            raise httpx.ReadTimeout("silence")
        if rule.fault == "status-after":
            return httpx.Response(504, headers=HTML, content=b"<h1>late</h1>")
        if rule.fault == "truncate":
            half = reply.content[: len(reply.content) // 2]
            return httpx.Response(reply.status_code, headers=told_by(request, reply), content=half)
        return reply

    def _passed(self, request: httpx.Request) -> httpx.Response:
        # A request is read once; what is sent twice is made anew.
        body = request.read()
        again = httpx.Request(request.method, request.url, headers=request.headers, content=body)
        reply = self._inner.handle_request(again)
        data = reply.read()
        return httpx.Response(reply.status_code, headers=told_by(request, reply), content=data)


def _page(target: str) -> str:
    """The address as a cache knows it that passes over what makes each request another."""
    return ONCE.sub("", target)
