# SPDX-License-Identifier: GPL-3.0-or-later
"""A Ghost as it is set up: its name, its topics, its people and a key of each, by its own API."""

import base64
import email
import email.policy
import hashlib
import hmac
import json
import re
import secrets
import time
from collections.abc import Callable
from pathlib import Path

import httpx

API = "/ghost/api/admin"
TIME_ZONE = "Asia/Ho_Chi_Minh"
OWNER = ("lan", "Lan")
INVITED = (("mai", "Editor", "Mai"), ("minh", "Author", "Minh"))
ROBOT = "may"
"""A key of the house itself, that is no person's."""
TOPICS = {"tin-tuc": "Tin tức", "van-hoa": "Văn hóa", "ngo-doc": "Hỏi & đáp"}
MAIL_S = 30


def key_id(user: str) -> str:
    """The id of a person's key: his name, so that it is the same in each house."""
    return user.encode().hex().ljust(24, "0")


def played(user: str) -> str:
    """A key that opens nothing, for a house that is played back."""
    return f"{key_id(user)}:{'0' * 64}"


def who_of(authorization: str) -> str:
    """Whose key signed a request; the text itself where it is no token."""
    token = authorization.removeprefix("Ghost ").partition(".")[0]
    try:
        head = json.loads(base64.urlsafe_b64decode(f"{token}=="))
        return bytes.fromhex(head["kid"]).rstrip(b"\0").decode()
    except (ValueError, KeyError, TypeError):
        return token


def signed(key: str, *, ago_s: int = 0, lasts_s: int = 300) -> str:
    """What a request has to say to be let in.

    Args:
        key: an id, a colon and a secret.
        ago_s: how long ago it was made, by the clock of who asks.
        lasts_s: how long it holds.
    """
    name, _, secret = key.partition(":")
    now = int(time.time()) - ago_s
    head = {"alg": "HS256", "typ": "JWT", "kid": name}
    text = f"{_base64(head)}.{_base64({'iat': now, 'exp': now + lasts_s, 'aud': '/admin/'})}"
    made = hmac.new(bytes.fromhex(secret), text.encode(), hashlib.sha256).digest()
    return f"Ghost {text}.{base64.urlsafe_b64encode(made).rstrip(b'=').decode()}"


def set_up(url: str, mail: Path, ask: Callable[[str], object]) -> dict[str, str]:
    """Give a new Ghost its people; a key of each.

    Args:
        url: where it is.
        mail: the folder where what it sends is put.
        ask: does some SQL in it.
    """
    owner = Session(url)
    login = {"email": _address(OWNER[0]), "password": secrets.token_urlsafe(16)}
    first = {**login, "name": OWNER[1], "blogTitle": "Sông Báo"}
    owner.call("POST", "authentication/setup/", {"setup": [first]})
    owner.enter(**login)
    zone = {"key": "timezone", "value": TIME_ZONE}
    owner.call("PUT", "settings/", {"settings": [zone]})
    for each in owner.call("GET", "posts/?limit=100&fields=id")["posts"]:
        owner.call("DELETE", f"posts/{each['id']}/")
    for each in owner.call("GET", "tags/?limit=100&fields=id")["tags"]:
        owner.call("DELETE", f"tags/{each['id']}/")
    for slug, name in TOPICS.items():
        owner.call("POST", "tags/", {"tags": [{"name": name, "slug": slug}]})
    keys = {OWNER[0]: owner.key(), ROBOT: _robot(owner)}
    roles = {each["name"]: each["id"] for each in owner.call("GET", "roles/?limit=all")["roles"]}
    for user, role, name in INVITED:
        keys[user] = _invited(owner, mail, user, roles[role], name)
    for user, key in keys.items():
        ask(f"UPDATE api_keys SET id = '{key_id(user)}' WHERE id = '{key.partition(':')[0]}'")
    return {user: f"{key_id(user)}:{key.partition(':')[2]}" for user, key in keys.items()}


class Session:
    """A person at the house's own screen.

    Args:
        url: where the house is.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._told = {"Origin": url}

    def call(self, method: str, path: str, body: object = None) -> dict[str, list[dict[str, str]]]:
        """One request and the document that it is answered with."""
        url = f"{self._url}{API}/{path}"
        reply = httpx.request(method, url, headers=self._told, json=body, timeout=60)
        reply.raise_for_status()
        if "set-cookie" in reply.headers:
            self._told["Cookie"] = reply.headers["set-cookie"].partition(";")[0]
        is_json = reply.headers.get("content-type", "").startswith("application/json")
        return reply.json() if is_json else {}

    def enter(self, email: str, password: str) -> None:
        self.call("POST", "session/", {"username": email, "password": password})

    def key(self) -> str:
        """A key with all the rights of this person."""
        told = self.call("GET", "users/me/token/")["apiKey"]
        return f"{told['id']}:{told['secret']}"


def _robot(owner: Session) -> str:
    asked = {"integrations": [{"name": "Máy"}]}
    (made,) = owner.call("POST", "integrations/?include=api_keys", asked)["integrations"]
    (secret,) = [each["secret"] for each in made["api_keys"] if each["type"] == "admin"]
    return secret


def _invited(owner: Session, mail: Path, user: str, role: str, name: str) -> str:
    address, password = _address(user), secrets.token_urlsafe(16)
    owner.call("POST", "invites/", {"invites": [{"email": address, "role_id": role}]})
    token = _token(mail, address)
    answer = {"token": token, "name": name, "email": address, "password": password}
    guest = Session(owner._url)
    guest.call("POST", "authentication/invitation/", {"invitation": [answer]})
    guest.enter(address, password)
    return guest.key()


def _token(mail: Path, address: str) -> str:
    """What an invitation asks to be answered with, out of the mail that brought it."""
    until_s = time.monotonic() + MAIL_S
    while time.monotonic() < until_s:
        for path in mail.glob("*.eml"):
            with path.open("rb") as file:
                told = email.message_from_binary_file(file, policy=email.policy.default)
            text = told.get_body(("plain",)).get_content()
            found = re.search(r"/signup/([\w\-+/=~]+)/", text)
            if found and address in str(told["To"]):
                return found[1]
        time.sleep(0.1)
    message = f"no invitation for {address}"
    raise RuntimeError(message)


def _address(user: str) -> str:
    return f"{user}@newsroom.example"


def _base64(doc: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(doc).encode()).rstrip(b"=").decode()
