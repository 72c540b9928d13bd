# SPDX-License-Identifier: GPL-3.0-or-later
"""The key to a Ghost: read as a person pastes it, never shown, and a token of it for a request."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime

import pytest

from editor.cms.ghost.keys import LASTS_S, Key
from editor.errors import Refused

SECRET = "ab" * 32
TEXT = f"6b0e156f094dc670bc83e047:{SECRET}"
NOW = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)


def opened(part):
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def test_a_token_is_sealed_with_the_secret_and_lasts_for_minutes():
    head, body, seal = Key.read(TEXT).token(NOW).split(".")
    assert opened(head) == {"alg": "HS256", "kid": "6b0e156f094dc670bc83e047", "typ": "JWT"}
    at = int(NOW.timestamp())
    assert opened(body) == {"iat": at, "exp": at + LASTS_S, "aud": "/admin/"}
    known = hmac.new(bytes.fromhex(SECRET), f"{head}.{body}".encode(), hashlib.sha256).digest()
    assert seal == base64.urlsafe_b64encode(known).rstrip(b"=").decode()
    # The house takes none that is older than five minutes.
    assert LASTS_S <= 300


def test_a_key_is_read_with_the_blanks_of_a_paste():
    assert Key.read(f"  {TEXT[:40]}\n {TEXT[40:].upper()} ") == Key.read(TEXT)
    assert SECRET not in repr(Key.read(TEXT))
    assert bytes.fromhex(SECRET).decode("latin-1") not in repr(Key.read(TEXT))


@pytest.mark.parametrize("text", ["mai:mật khẩu", TEXT[:-1], TEXT.replace(":", ""), f"{TEXT}0"])
def test_what_is_no_key_is_told_before_anything_is_sent(text):
    with pytest.raises(Refused, match=r"line\.not_a_key"):
        Key.read(text)


def test_without_a_key_nobody_is_signed_in():
    with pytest.raises(Refused, match=r"line\.not_signed_in"):
        Key.read(" ")
