# SPDX-License-Identifier: GPL-3.0-or-later
"""A process that types into a store and says what it has saved, until somebody kills it.

Started once, it forks a typist for each seed that it reads: a fork starts in milliseconds, and is
as real a process to kill as any.
"""

import gc
import io
import os
import random
import sys
from dataclasses import replace
from pathlib import Path

from editor.model.article import Article, ArticleId, place
from editor.model.picture import Picture
from editor.pictures.vault import Vault
from editor.store.articles import Articles
from editor.store.database import Database

STORIES = 4
_WORDS = "sông chợ ghe nước lũ về bến sáng nay người bán hàng đủ ".split()  # noqa: SIM905


def article_id(number: int) -> ArticleId:
    """The id of one of the few stories that are typed into."""
    return ArticleId(f"01900000-0000-7000-8000-{number:012d}")


def body(seed: int, step: int) -> str:
    """What stands in the copy after so many steps of a typist; says both in its first line."""
    draw = random.Random(seed)
    words = (draw.choice(_WORDS) for _ in range(step * 12))
    return f"{seed} {step}\n\n" + " ".join(words)


def picture_bytes(seed: int, step: int) -> bytes:
    """The bytes of the picture that a typist puts in at a step."""
    draw = random.Random(f"{seed} {step}")
    return b"\xff\xd8\xff\xe0" + draw.randbytes(draw.randrange(1, 400_000))


def type_on(folder: Path, seed: int) -> None:
    """Type until killed. A line on standard output follows each commit, never before it."""
    articles = Articles(Database.open(folder))
    vault = Vault(folder / "pictures")
    number = seed % STORIES
    article = articles.find(article_id(number)) or Article(id=article_id(number))
    step = 0
    while True:
        step += 1
        if step % 7 == 3:
            article = place(article, put_picture(articles, vault, seed, step))
        article = articles.save(replace(article, body=body(seed, step)), origin="typist")
        say(f"saved {number} {seed} {step}")


def put_picture(articles: Articles, vault: Vault, seed: int, step: int) -> Picture:
    """Take a picture in, and say so."""
    data = picture_bytes(seed, step)
    sha256 = vault.put(io.BytesIO(data))
    picture = Picture(sha256, f"{seed}-{step}.jpg", len(data), "image/jpeg", 10, 10)
    articles.save_picture(picture, origin="typist")
    say(f"picture {sha256}")
    return picture


def say(line: str) -> None:
    """Tell it in one write, so that no kill cuts it in two."""
    os.write(1, f"{line}\n".encode())


def main() -> None:
    """Fork a typist for each seed on standard input; tell its process id, and when it is dead."""
    folder = Path(sys.argv[1])
    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                type_on(folder, int(line))
            finally:
                os._exit(1)
        say(f"typist {child}")
        _, status = os.waitpid(child, 0)
        say(f"dead {os.waitstatus_to_exitcode(status)}")


if __name__ == "__main__":
    main()
