# SPDX-License-Identifier: GPL-3.0-or-later
"""Rule packs: bounded in time whatever stands in them, and tried by the tests they carry."""

import pytest

from editor.errors import Refused
from editor.text.style import trial
from editor.text.style.check import CopyCheck, Settings
from editor.text.style.house import Guard, Pack, parse

HOSTILE = r"(?:x|xx)+$"
STRAIN = "x" * 60 + "!"
HEAD = 'language = "en"\n'


def rule(name: str, pattern: str, **more: object) -> str:
    lines = [f"{key} = {value!r}" for key, value in more.items()]
    told = "\n".join([f"name = '{name}'", f"pattern = '{pattern}'", "why = 'Because.'", *lines])
    return f"[[rule]]\n{told}\n"


def test_a_rule_without_an_end_is_stopped_and_the_others_go_on():
    """It says nothing from then on; what the others find does not change."""
    pack = parse(HEAD + rule("endless", HOSTILE) + rule("tea", r"\btee\b"), "ours")
    guard = Guard()
    check = CopyCheck(Settings(packs=(pack,)), "en", guard)
    for copy in (f"A cup of tee, {STRAIN}", f"More tee here, {STRAIN}"):
        assert [each.words for each in check.slips(copy) if each.rule == "house.tea"] == ["tee"]
    assert guard.stopped(pack) == ("endless",)
    assert guard.stopped(parse(pack.text + "\n", "ours")) == ()


def test_a_pack_full_of_endless_rules_is_given_up():
    """After five in vain none of its rules is tried any more, so that all end in time."""
    text = HEAD + "".join(rule(f"endless-{n}", HOSTILE) for n in range(200))
    pack, guard = parse(text, "ours"), Guard()
    check = CopyCheck(Settings(packs=(pack,)), "en", guard)
    assert not [each for each in check.slips(STRAIN) if each.rule.startswith("house.")]
    assert len(guard.stopped(pack)) == Guard.MOST_STOPPED


def test_each_failure_is_told():
    """What it misses, where it cries wolf, a mend that mends nothing, no end, a name twice."""
    text = HEAD + (
        rule("misses", "colour", wrong=["A grey wall."], right=["A wall."])
        + rule("alarms", "wall", wrong=["A wall."], right=["The wall fell."])
        + rule("stays", "tea", suggestion="tea", wrong=["Some tea."])
        + rule("endless", HOSTILE, wrong=[STRAIN])
        + rule("twice", "one", wrong=["one"])
        + rule("twice", "two", wrong=["two"])
    )
    told = [(each.code, each.values["rule"]) for each in trial.failures(parse(text, "ours"))]
    assert told == [
        ("style.rule_twice", "twice"),
        ("style.rule_misses", "misses"),
        ("style.rule_alarms", "alarms"),
        ("style.rule_stays", "stays"),
        ("style.rule_slow", "endless"),
    ]


def test_a_pack_may_hold_words_that_every_reader_knows():
    """And nothing else, where that is all."""
    pack = parse('language = "vi"\nabbreviations = ["QTDND"]', "ours")
    assert pack == Pack("vi", (), "ours", ("QTDND",), pack.text)
    assert trial.failures(pack) == []


@pytest.mark.parametrize(
    "text",
    [
        'language = "fr"',
        HEAD + "[[rule]]\nname = 'a'\npattern = 'b'\nwhy = {}",
        HEAD + rule("a", "b" * 3_000),
        HEAD + rule("a", "(" * 4_000),
        HEAD + "[[rule]]\nname = 'a'\npattern = '(?P<n>a)(?P<n'\nwhy = 'b'",
        "# " + "x" * 1_000_001,
    ],
)
def test_what_is_no_pack_is_refused(text):
    """Whatever is wrong with it, as one kind of error with the name of its file."""
    with pytest.raises(Refused) as caught:
        parse(text, "ours")
    assert (caught.value.code, caught.value.values["file"]) == ("style.bad_pack", "ours.toml")
