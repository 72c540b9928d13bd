# SPDX-License-Identifier: GPL-3.0-or-later
"""The copy check: hardly ever wrong, at its place, and the same however the copy came about."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.errors import Refused
from editor.text.style import house
from editor.text.style.check import RULES, CopyCheck, Settings, mended, pardon
from editor.text.style.prose import line, passages
from editor.text.style.slip import Tier
from tests import gold

LINES = gold.lines()
ARTICLE_RULES = {
    "blanks": 8,
    "blank_before": 1,
    "doubled": 1,
    "empty_paragraph": 4,
    "file_name": 3,
    "final_stop": 3,
    "hard_blank": 1,
    "number_forms": 3,
    "repeated_mark": 1,
}
"""What is wrong with the story in tests/golden/article.txt, each slip put there by hand."""

MENDS = [
    ("Đoàn xe\u00a0 rời  thành phố .", "Đoàn xe rời thành phố."),
    ("Trời đã tạnh .Bà con ra đồng..", "Trời đã tạnh. Bà con ra đồng."),
    ("Cam,quýt,bưởi đều được mùa.", "Cam, quýt, bưởi đều được mùa."),
    ("Mưa **rất  to** ở Vinh.", "Mưa **rất to** ở Vinh."),
    ("Tàu vieejt nam cập cảng an toàn sau bão.", "Tàu việt nam cập cảng an toàn sau bão."),
    ('Lời bài hát “Quê hương" vang lên.', "Lời bài hát “Quê hương” vang lên."),
    ("Sáng nay\u200b, chợ họp.", "Sáng nay, chợ họp."),
    ("She ate a apple and and a pear ?", "She ate an apple and a pear?"),
    ("Tựu chung, đường xá đã thông.", "Tựu trung, đường sá đã thông."),
    ("They should of asked whether i came.", "They should have asked whether I came."),
]


def test_the_gold_file_is_large_and_half_of_it_is_clean():
    """Three hundred sentences, in both languages, each rule with some."""
    assert len(LINES) >= 300
    clean = sum(not each.rules for each in LINES)
    assert 0.45 <= clean / len(LINES) <= 0.55
    assert min(Counter(each.language for each in LINES).values()) > 100
    named = {each.partition(".")[0] for one in LINES for each in one.rules}
    assert named == set(RULES) - {"headline_stop"} | {"house"}


def test_what_is_told_while_typing_is_right():
    """At least 98 % of tier A, no clean sentence is marked, and few slips are missed."""
    told = gold.scores(LINES)
    live = gold.tier_score(told, Tier.LIVE)
    assert live.precision >= 0.98
    assert live.recall >= 0.95
    listed = gold.tier_score(told, Tier.LISTED)
    assert (listed.precision, listed.recall) >= (0.98, 0.95)
    marked = [each for each in LINES if not each.rules and gold.found(each)]
    assert marked == []
    assert {rule: each for rule, each in told.items() if each.wrong} == {}


def test_a_whole_story():
    """Every slip of tiers A and B that stands in it, and none that is none."""
    slips = CopyCheck(Settings(packs=gold.PACKS)).slips(gold.article())
    own = Counter(each.rule for each in slips if not each.rule.startswith("house."))
    assert own == ARTICLE_RULES
    house_words = [each.words for each in slips if each.rule.startswith("house.")]
    assert house_words == ["nâng cao nhân thức", "hổ trợ", "đường xá"]
    assert len(slips) >= 26
    assert all(each.mend is not None for each in slips if each.rule != "file_name")


@pytest.mark.parametrize("pack", gold.PACKS, ids=lambda each: each.language)
def test_each_house_rule_keeps_what_its_file_says(pack):
    """It finds something in what is wrong, mends it where it can, and passes what is right."""
    assert len({each.name for each in pack.rules}) == len(pack.rules) >= 20
    for rule in pack.rules:
        assert rule.wrong, rule.name
        assert rule.right, rule.name
        alone = Settings(packs=(house.Pack(pack.language, (rule,)),))
        for text, is_wrong in [*((e, True) for e in rule.wrong), *((e, False) for e in rule.right)]:
            slips = list(alone.packs[0].slips(line(text), "vi"))
            assert bool(slips) is is_wrong, text
            assert all(each.why for each in slips)
            after = mended(text, slips)
            assert (after != text) is bool(is_wrong and rule.suggestion), text
            if rule.suggestion:
                assert not list(alone.packs[0].slips(line(after), "vi")), after


@pytest.mark.parametrize(("before", "after"), MENDS)
def test_a_mend_is_what_a_sub_editor_would_write(before, after):
    """All at once, and then there is nothing more to say."""
    language = "en" if before.isascii() else "vi"
    check = CopyCheck(Settings(packs=gold.PACKS), language)
    told = mended(before, check.slips(before))
    told = mended(told, check.slips(told))
    assert told == after
    assert check.slips(told) == []


PIECES = st.sampled_from(
    [
        *(each.copy for each in LINES[::7]),
        "\n\n",
        "\n",
        " ",
        "“",
        "”",
        "(",
        "**",
        "```\n",
        "<b>",
        "- ",
        "| a | b |\n|--|--|\n",
        "\r",
        "\x07",
    ]
)


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1), PIECES), max_size=8))
def test_an_edit_finds_what_the_whole_would(edits):
    """Edit by edit or at one go, the slips are the same, and each lies within the copy."""
    check, copy = CopyCheck(Settings(packs=gold.PACKS)), ""
    for start, length, piece in edits:
        at = int(start * len(copy))
        copy = copy[:at] + piece + copy[at + int(length * 20 * (length > 0.5)) :]
        slips = check.slips(copy)
        assert slips == CopyCheck(Settings(packs=gold.PACKS)).slips(copy)
        for each in slips:
            assert 0 <= each.start < each.end <= len(copy)
            assert each.mend is None or each.mend != copy[each.start : each.end]


@given(st.text(alphabet='ab .,*_[](`<>!\\|#-\n&;“”"', max_size=60))
def test_every_letter_of_prose_has_its_place(copy):
    """The words of a passage are letters of the copy, in their order."""
    last = 0
    for prose in passages(copy):
        for at, letter in enumerate(prose.text):
            start, _end = prose.span(at, at + 1)
            assert start >= last
            assert letter in {copy[start], "\ufffc"}
            last = start


def test_rules_are_switched_and_words_called_right():
    """A rule that is off says nothing; what is right here is right only in those words."""
    copy = "Ban tổ chức Ban tổ chức họp.  Các các thôn đã tới."
    rules = [each.rule for each in CopyCheck().slips(copy)]
    assert rules == ["doubled", "blanks", "doubled"]
    off = CopyCheck(Settings(off=frozenset({"blanks"}))).slips(copy)
    assert [each.words for each in off] == ["Ban tổ chức Ban tổ chức", "Các các"]
    right = frozenset({pardon(off[0])})
    assert [each.words for each in CopyCheck(Settings(right=right)).slips(copy)] == [
        "  ",
        "Các các",
    ]
    assert not CopyCheck(Settings(own_words=frozenset({"viêc"}))).slips("Chợ viêc làm mở cửa.")


def test_a_headline_has_no_full_stop():
    """One that ends in an abbreviation or dots may keep them."""
    check = CopyCheck()
    (found,) = check.of_line("Cầu mới thông xe.", is_headline=True)
    assert (found.rule, found.mend) == ("headline_stop", "")
    for headline in ("Cầu mới thông xe", "Rồi sao...", "Chợ bán cá, tôm, v.v.", "Made in U.S."):
        assert check.of_line(headline, is_headline=True) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "language = 3\n[[rule]]",
        'language = "vi"\n[[rule]]\nname = "Big Name"\npattern = "a"\nwhy = "b"',
        'language = "vi"\n[[rule]]\nname = "a"\npattern = "("\nwhy = "b"',
        'language = "vi"\n[[rule]]\nname = "a"\npattern = "x"\nwhy = "b"\nsuggestion = "\\\\3"',
        'language = "vi"\nrule = 7',
    ],
)
def test_a_pack_that_cannot_be_used_is_refused(tmp_path, text):
    """With its name, when it is read and not while somebody types."""
    path = tmp_path / "house.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(Refused) as told:
        house.read(path)
    assert told.value.code == "style.bad_pack"
    assert told.value.values["file"] == "house.toml"
