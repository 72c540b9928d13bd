# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: the key to a Ghost, and the token that is made of it for each request."""

import base64
import hashlib
import hmac
import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from editor.errors import Refused

_KEY: Final = re.compile(r"([0-9a-f]{24}):([0-9a-f]{64})", re.IGNORECASE)
LASTS_S: Final = 240
"""How long a token is good: the house bears no older than five minutes."""


@dataclass(frozen=True, slots=True)
class Key:
    """An Admin API key or a staff access token: both are written `id:secret`."""

    name: str
    secret: bytes

    def __repr__(self) -> str:
        """Its name; never the secret."""
        return f"Key({self.name!r})"

    @classmethod
    def read(cls, text: str) -> "Key":
        """A key as a person pasted it.

        Raises:
            Refused: `line.not_signed_in` for nothing, `line.not_a_key` for what is none.
        """
        if not text.strip():
            raise Refused("line.not_signed_in")
        found = _KEY.fullmatch("".join(text.split()))
        if found is None:
            raise Refused("line.not_a_key")
        return cls(found[1].lower(), bytes.fromhex(found[2]))

    def token(self, now: datetime) -> str:
        """A JSON Web Token (RFC 7519, HS256) for one request.

        Args:
            now: by the house's clock.
        """
        at = int(now.timestamp())
        head = _part({"alg": "HS256", "kid": self.name, "typ": "JWT"})
        body = _part({"iat": at, "exp": at + LASTS_S, "aud": "/admin/"})
        signed = f"{head}.{body}"
        seal = hmac.new(self.secret, signed.encode(), hashlib.sha256).digest()
        return f"{signed}.{_written(seal)}"


def _part(told: dict[str, object]) -> str:
    return _written(json.dumps(told, separators=(",", ":")).encode())


def _written(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
