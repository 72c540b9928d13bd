# SPDX-License-Identifier: GPL-3.0-or-later
"""The copy check: how often it is right on the gold file, and what a key and a whole story cost."""

import argparse
import random
import re
import sys
import time
from pathlib import Path
from statistics import median

HOME = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOME))

from editor.text.style.check import RULES, CopyCheck, Settings  # noqa: E402
from editor.text.style.listing import listed  # noqa: E402
from editor.text.style.slip import Tier  # noqa: E402
from editor.text.style.texts import Text  # noqa: E402
from tests import gold  # noqa: E402

GOAL_PRECISION = 0.98
GOAL_KEY_MS = 10
GOAL_WHOLE_MS = 300
GOAL_STORY = 26
WORDS = 10_000


def main() -> int:
    """Print the tables; 1 when a goal was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true")
    keys = 30 if parser.parse_args().small else 300
    is_precise = _gold()
    is_quick = _cost(keys)
    return int(not (is_precise and is_quick and _story()))


def _gold() -> bool:
    known = gold.lines()
    told = gold.scores(known)
    clean = sum(not each.rules for each in known)
    print(f"{len(known)} sentences, {clean} of them clean")
    print(
        f"{'rule':<20} {'tier':>5} {'right':>6} {'wrong':>6} {'missed':>7} {'prec.':>7} {'rec.':>7}"
    )
    for rule in sorted(told):
        _score(rule, RULES.get(rule, Tier.BEFORE), told[rule])
    for tier in Tier:
        _score(f"all of tier {tier.upper()}", tier, gold.tier_score(told, tier))
    precision = gold.tier_score(told, Tier.LIVE).precision
    print(f"goal for tier A {GOAL_PRECISION:.0%}\n")
    return precision >= GOAL_PRECISION


def _score(name: str, tier: Tier, score: gold.Score) -> None:
    print(
        f"{name:<20} {tier.upper():>5} {score.right:>6} {score.wrong:>6} {score.missed:>7}"
        f" {score.precision:>7.1%} {score.recall:>7.1%}"
    )


def _cost(keys: int) -> bool:
    """CPU of a key in a long story, and of all of it anew, beside a bare search of its words."""
    chance, copy = random.Random(5), ""
    base = [each.copy for each in gold.lines() if not each.rules and "\n" not in each.copy]
    while len(copy.split()) < WORDS:
        copy += " ".join(chance.sample(base, 6)) + "\n\n"
    check = CopyCheck(Settings(packs=gold.PACKS))
    floor_ms = _spent_ms(lambda: re.findall(r"\w+", copy))
    anew_ms = _spent_ms(lambda: check.slips(copy))
    listed_ms = _spent_ms(lambda: listed([Text("body", copy)], gold.KNOWN))
    whole_ms = anew_ms + listed_ms
    spent = []
    for _ in range(keys):
        at = chance.randrange(len(copy))
        copy = copy[:at] + chance.choice("aeiou ") + copy[at:]
        spent.append(_spent_ms(lambda text=copy: check.slips(text)))
    print(f"{WORDS:,} words, CPU ms          {'':>4} {'goal':>6}")
    print(f"floor: words found       {floor_ms:>8.1f}")
    print(f"tiers A and B, all anew  {anew_ms:>8.1f}")
    print(f"tier C, the list         {listed_ms:>8.1f}")
    print(f"all tiers, all anew      {whole_ms:>8.1f} {GOAL_WHOLE_MS:>6}")
    print(f"after a key, median      {median(spent):>8.1f} {GOAL_KEY_MS:>6}")
    print(f"after a key, worst       {max(spent):>8.1f}\n")
    return median(spent) <= GOAL_KEY_MS and whole_ms <= GOAL_WHOLE_MS


def _spent_ms(work) -> float:
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


def _story() -> bool:
    slips = CopyCheck(Settings(packs=gold.PACKS)).slips(gold.article())
    print(f"a whole story: {len(slips)} slips of tiers A and B, goal {GOAL_STORY}")
    return len(slips) >= GOAL_STORY


if __name__ == "__main__":
    sys.exit(main())
