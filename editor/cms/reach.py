# SPDX-License-Identifier: GPL-3.0-or-later
"""Where an address leads: onto the open network, or to a computer of a private one."""

import ipaddress
import socket
from collections.abc import Callable, Iterable, Mapping
from typing import cast

import httpcore
import httpx

Resolve = Callable[[str], Iterable[str]]
"""The addresses of a host; raises OSError where there is none."""


class Private(Exception):  # a branch, told at once to the caller
    """It leads where no reader gets."""


def resolved(host: str) -> list[str]:
    """The addresses of a host, as the system knows them."""
    found = socket.getaddrinfo(host.strip("[]"), None, type=socket.SOCK_STREAM)
    return [str(each[4][0]) for each in found]


def is_public(address: str) -> bool:
    """Whether an address is one of the open network."""
    told = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(told, "ipv4_mapped", None) or told
    return bool(inner.is_global and not inner.is_multicast)


def web_address(address: str) -> httpx.URL:
    """An address of the web, with a host and nobody's name or password in it.

    Raises:
        Private: it is none.
    """
    if not address.lower().startswith(("http://", "https://")):
        raise Private
    url = httpx.URL(address)
    if not url.host or url.userinfo:
        raise Private
    return url


def refuse_private(address: str, resolve: Resolve) -> None:
    """Look at an address before anything is sent there.

    Raises:
        Private: it is no address of the web, or leads nowhere public.
        OSError: there is no such host.
    """
    url = web_address(address)
    if not all(map(is_public, resolve(url.host))):
        raise Private


def refuse_dialled(event: str, told: Mapping[str, object]) -> None:
    """The name may have meant another computer when it was dialled than when it was looked up."""
    if event != "connection.connect_tcp.complete":
        return
    stream = cast("httpcore.NetworkStream", told["return_value"])
    place = stream.get_extra_info("server_addr")
    if place and not is_public(str(place[0])):
        stream.close()
        raise Private
