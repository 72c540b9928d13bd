# SPDX-License-Identifier: GPL-3.0-or-later
"""How surely old fonts and misread bytes are told from clean text, and what telling costs."""

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from editor.text import legacy
from editor.text.charsets import Charset
from editor.text.syllables import TONES, spelt
from editor.text.tidy import tidy
from tests import old_letters

PARAGRAPHS = 5_000
FOUND_GOAL = 0.995
WORDS = 10_000
ONSETS = "b c d đ g h l m n ng nh ph qu s t th tr v x"
RHYMES = "a oa ô ơ ê i ang"
Way = tuple[str, Charset, Callable[[str], str]]


def clean(count: int) -> Iterator[tuple[str, list[str]]]:
    """(language, clean paragraphs), as written and as words in no order."""
    vietnamese = old_letters.own_vietnamese()
    for name, sentences in (
        ("Vietnamese", vietnamese),
        ("French", old_letters.OWN_FRENCH.strip().split("\n")),
        ("Danish", old_letters.OWN_DANISH.strip().split("\n")),
        ("English", old_letters.OWN_ENGLISH.strip().split("\n")),
        ("six others", old_letters.OWN_OTHERS.strip().split("\n")),
    ):
        whole = old_letters.paragraphs(sentences, count // 2, seed=1)
        yield name, [*whole, *old_letters.jumbled(sentences, count - count // 2, seed=2)]
    yield "any syllables", list(syllables(count))


def syllables(count: int) -> Iterator[str]:
    """Rows of syllables that the orthography allows, common or never heard."""
    draw = random.Random(3)
    onsets, rhymes = ONSETS.split(), RHYMES.split()
    for _ in range(count):
        drawn = (
            spelt(draw.choice(onsets), draw.choice(rhymes), draw.choice(TONES))
            for _ in range(draw.randint(2, 25))
        )
        yield " ".join(drawn)


def ways() -> list[Way]:
    """Every way in which a paragraph may come in: its name, what it is, and what writes it."""
    plain = [(each.value, each, partial(old_letters.written, charset=each)) for each in Charset]
    vietnam = partial(old_letters.misread, reader="cp1258")
    return [
        *plain,
        ("misread, cp1258", Charset.MISREAD, vietnam),
        ("misread twice", Charset.MISREAD, lambda text: old_letters.misread(plain_misread(text))),
    ]


def plain_misread(text: str) -> str:
    """Misread once."""
    return old_letters.misread(text)


def found(way: Way, texts: list[str]) -> tuple[int, int]:
    """How many are known for what they are, and how many of these come back letter by letter."""
    _, charset, write = way
    known = came_back = 0
    for text in texts:
        told = legacy.recognise(write(text))
        known += told is not None and told.charset is charset
        if told is not None:
            # TCVN3 has no marked capitals.
            same = tidy(told.text) == tidy(text)
            came_back += same or tidy(told.text).lower() == text.lower()
    return known, came_back


def cost_ms(text: str) -> float:
    """CPU time of one look."""
    began = time.process_time()
    legacy.recognise(text)
    return (time.process_time() - began) * 1000


def main() -> int:
    """Print the tables; 1 when a goal was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true")
    count = 500 if parser.parse_args().small else PARAGRAPHS
    print(f"{'clean paragraphs':<20} {'number':>8} {'alarms':>8}   goal 0")
    alarms = 0
    for name, texts in clean(count):
        wrong = [text for text in texts if legacy.recognise(text)]
        alarms += len(wrong)
        print(f"{name:<20} {len(texts):>8,} {len(wrong):>8}   {wrong[0][:60] if wrong else ''}")
    texts = list(old_letters.paragraphs(old_letters.own_vietnamese(), count, seed=4))
    print(f"\n{'old paragraphs':<20} {'number':>8} {'found':>8} {'whole':>8}   goal 99.5 %")
    least = 1.0
    for way in ways():
        known, whole = found(way, texts)
        least = min(least, known / count, whole / count)
        print(f"{way[0]:<20} {count:>8,} {known / count:>8.2%} {whole / count:>8.2%}")
    words = " ".join(texts).split()[:WORDS]
    story = "\n\n".join(" ".join(words[at : at + 60]) for at in range(0, len(words), 60))
    print(f"\n{f'a story of {len(words):,} words':<40} {'CPU ms':>8}")
    for name, text in (
        ("clean", story),
        ("tcvn3", old_letters.written(story, Charset.TCVN3)),
        ("floor: the same through tidy", ""),
    ):
        began = time.process_time()
        took = cost_ms(text) if text else (tidy(story), (time.process_time() - began) * 1000)[1]
        print(f"{name:<40} {took:>8.1f}")
    return int(alarms > 0 or least < FOUND_GOAL)


if __name__ == "__main__":
    sys.exit(main())
