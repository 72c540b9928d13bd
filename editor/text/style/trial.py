# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: the tests that a rule pack carries, put to it: what it misses, alarms at or never ends."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from editor.errors import Refused
from editor.text.style.house import Guard, Pack, Rule
from editor.text.style.prose import line

_STRAINS: Final = ("a" * 5_000, " " * 5_000, "0" * 5_000, "a " * 2_500, "ab, " * 1_200)
"""Texts in which a pattern that tries too much is caught."""
LONGEST_TOLD: Final = 80
"""Letters of a test sentence that are told."""


def failures(pack: Pack) -> list[Refused]:
    """What a pack does otherwise than its own tests say, a sentence each; none: it holds.

    `style.rule_twice`, `style.rule_misses`, `style.rule_alarms`, `style.rule_stays` where the mend
    is found again, `style.rule_slow`; each with the pack, the rule and the sentence.

    Cost: about a millisecond a rule; at most 50 ms for one that does not end.
    """
    twice = [name for name, count in Counter(each.name for each in pack.rules).items() if count > 1]
    found = [Refused("style.rule_twice", pack=pack.name, rule=name) for name in twice]
    guard = Guard()
    for rule in pack.rules:
        found += _of_rule(pack, rule, guard)
        if len(guard.stopped(pack)) >= Guard.MOST_STOPPED:
            break
    return found


def _of_rule(pack: Pack, rule: Rule, guard: Guard) -> Iterator[Refused]:
    told = [*rule.wrong, *rule.right]
    for text in (*told, *(each * 50 for each in told[:4]), *_STRAINS):
        guard.matches(pack, rule, text)
        if rule.name in guard.stopped(pack):
            yield _failed("rule_slow", pack, rule, text)
            return
    alone = Pack(pack.language, (rule,), pack.name)
    for text in rule.wrong:
        slips = list(alone.slips(line(text), "en"))
        if not slips:
            yield _failed("rule_misses", pack, rule, text)
        elif slips[0].mend == slips[0].words:
            yield _failed("rule_stays", pack, rule, text)
    for text in rule.right:
        if any(alone.slips(line(text), "en")):
            yield _failed("rule_alarms", pack, rule, text)


def _failed(code: str, pack: Pack, rule: Rule, text: str) -> Refused:
    told = text if len(text) <= LONGEST_TOLD else f"{text[:LONGEST_TOLD]}…"
    return Refused(f"style.{code}", pack=pack.name, rule=rule.name, text=told)
