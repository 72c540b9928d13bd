# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps as splices: joined while one types, trimmed, and freed of what came from others."""

import random

import pytest

from editor.model.steps import (
    MOST_BYTES,
    MOST_STEPS,
    Kept,
    Splice,
    Step,
    digest,
    joined,
    kept,
    trimmed,
)


def units(text):
    return text.encode("utf-16-le")


def done(text, step, *, back=False):
    """A text after a step, or before it; None: it does not fit."""
    splices = [each.back for each in reversed(step.splices)] if back else step.splices
    for at, gone, came in splices:
        start = at * 2
        assert text[start : start + len(gone)] == gone
        text = text[:start] + came + text[start + len(gone) :]
    return text


def test_what_is_typed_on_is_one_splice_and_rubbing_out_shortens_it():
    told = ()
    for at, letter in enumerate("ghe"):
        told = joined(told, Splice(4 + at, b"", units(letter)))
    assert told == (Splice(4, b"", units("ghe")),)
    assert joined(told, Splice(6, units("e"), b"")) == (Splice(4, b"", units("gh")),)
    assert len(joined(told, Splice(3, units("x"), b""))) == 2
    assert len(joined(told, Splice(0, b"", units("x")))) == 2


def test_what_both_sides_share_is_cut_off():
    assert trimmed(Splice(3, units("abcde"), units("abXde"))) == Splice(5, units("c"), units("X"))
    assert trimmed(Splice(0, units("aa"), units("aaa"))) == Splice(2, b"", units("a"))
    assert trimmed(Splice(1, b"", units("x"))) == Splice(1, b"", units("x"))


def test_too_much_is_kept_from_its_end_on():
    big = units("x" * (MOST_BYTES // 4))
    steps = [Step((Splice(0, b"", big),)) for _ in range(3)]
    told = kept(steps, 3, b"")
    assert (len(told.steps), told.done) == (2, 2)
    assert kept(steps, 0, b"") == Kept((), 0, digest(b""))


class Unread:
    """A step that nobody may look at."""

    @property
    def is_theirs(self):
        raise AssertionError


def test_a_day_of_writing_costs_a_save_no_more_than_what_of_it_is_kept():
    """What is too old to be kept is not looked at, though others wrote among it all day."""
    own = Step((Splice(9, b"", units("ghe ")),))
    theirs = Step((Splice(0, b"", units("bến ")),), is_theirs=True)
    newest = [*([own] * (MOST_STEPS - 1)), theirs, own]
    told = kept([Unread()] * 10 + newest, 10 + len(newest), b"")
    assert (len(told.steps), told.done) == (MOST_STEPS, MOST_STEPS)
    assert told.steps[0] == Step((Splice(13, b"", units("ghe ")),))


def _step(draw, text, letters, *, is_theirs):
    splices = []
    for _ in range(draw.randrange(1, 3)):
        length = len(text) // 2
        at = draw.randrange(length + 1)
        gone = text[at * 2 : (at + draw.randrange(0, min(3, length - at) + 1)) * 2]
        splice = Splice(at, gone, units(draw.choice(letters) * draw.randrange(4)))
        text = done(text, Step((splice,)))
        splices.append(splice)
    return Step(tuple(splices), is_theirs), text


@pytest.mark.parametrize("seed", range(300))
def test_mine_are_taken_back_and_theirs_stay(seed):
    """All of mine taken back leaves what the others made of the first text; redone, the last."""
    draw = random.Random(seed)
    text, steps = units("." * 30), []
    for _ in range(draw.randrange(1, 7)):
        is_theirs = draw.random() < 0.3
        step, text = _step(draw, text, "XYZ" if is_theirs else "abc", is_theirs=is_theirs)
        steps.append(step)
    told = kept(steps, len(steps), text)
    assert not any(each.is_theirs for each in told.steps)
    before = text
    for step in reversed(told.steps):
        before = done(before, step, back=True)
    if len(told.steps) == sum(not each.is_theirs for each in steps):
        assert not set("abc") & set(before.decode("utf-16-le")), seed
    for step in told.steps:
        before = done(before, step)
    assert before == text, seed


def test_what_was_taken_back_is_kept_up_to_the_first_of_theirs():
    mine, theirs = (
        Step((Splice(0, b"", units("a")),)),
        Step((Splice(0, b"", units("X")),), is_theirs=True),
    )
    assert kept([mine, mine, theirs, mine], 1, units("a")).steps == (mine, mine)
    assert kept([mine, mine, theirs, mine], 1, units("a")).done == 1
