# SPDX-License-Identifier: GPL-3.0-or-later
"""What caches between the server and its readers are told: how long a page holds, and its keys."""

from collections.abc import Iterable
from typing import Final
from urllib.parse import quote

FRESH_S: Final = 10
"""So long a cache gives a page without asking."""
STALE_S: Final = 20
"""So long after that it may give it once more while it asks."""
PROMISED_S: Final = FRESH_S + STALE_S
"""No reader gets a page that is older, while the server answers its caches."""
WITHOUT_US_S: Final = 600
"""So long a cache may go on with what it has while the server does not answer."""

PAGE: Final = (
    f"public, max-age={FRESH_S // 2}, s-maxage={FRESH_S}, "
    f"stale-while-revalidate={STALE_S}, stale-if-error={WITHOUT_US_S}"
)
FOR_EVER: Final = "public, max-age=31536000, immutable"
FOR_EVER_BUT_IN_CACHES: Final = f"public, max-age=31536000, s-maxage={PROMISED_S}, immutable"
"""Of pictures that a replica still gives after caches were told that they are taken down."""
FOR_AN_HOUR: Final = "public, max-age=3600"

MOST_KEYS: Final = 100
"""On one reply: caches bound how long a header is."""
_ID_LETTERS: Final = 12


def story(article_id: str) -> str:
    """The key of every page that shows a story, its own page among them."""
    # The end of the id is chance; twelve digits of it are nobody else's.
    return f"s-{article_id.replace('-', '')[-_ID_LETTERS:]}"


def listing(path: str) -> str:
    """The key of a list of stories and of its feeds, in all parts: `/van-hoa/` -> `l-van-hoa`."""
    return f"l-{quote(path.strip('/').replace('/', '-'), safe='') or 'home'}"


def picture(sha256: str) -> str:
    """The key of every size of a picture."""
    return f"p-{sha256[:_ID_LETTERS]}"


def headers(keys: Iterable[str]) -> dict[str, str]:
    """The keys of a reply as caches read them: by blanks here, by commas there."""
    told = list(dict.fromkeys(keys))[:MOST_KEYS]
    return {"Surrogate-Key": " ".join(told), "Cache-Tag": ",".join(told)} if told else {}
