# SPDX-License-Identifier: GPL-3.0-or-later
"""The copy merged by passage: the laws of a merge, git's word for it, and what a person chooses."""

import subprocess

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from editor.text.blocks import blocks, names
from editor.text.passages import (
    Choice,
    before_all,
    choose,
    choose_all,
    differing,
    passages,
    woven,
)

PIECES = st.sampled_from(
    [
        "Chợ họp từ tờ mờ sáng.",
        "Ghe trái cây về bến, người mua đứng đợi ở đầu cầu từ rất sớm.",
        "Nước lên [^1] nhanh hơn mọi năm.",
        "[^1]: Số liệu của trạm đo.",
        "Xem [bản đồ][map] của vùng.",
        "[map]: https://example.org/ban-do",
        "![](market.jpg)",
        "![](boat.jpg)",
        "- một\n- hai",
        "1. một\n\n2. hai",
        "> Lời của người bán.",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "```\nđoạn\n\nmã\n```",
        "## Tiêu đề",
    ]
)
COPIES = st.lists(PIECES, max_size=6).map("\n\n".join)
WORDS = st.lists(st.sampled_from(list("abcdefgh")), max_size=14).map(" ".join)
DISTINCT = st.lists(PIECES, max_size=6, unique=True).map("\n\n".join)
TEXTS = COPIES | WORDS | st.text(alphabet="ab \n-`>[^1]:", max_size=24)


def is_clean(found):
    return not any(each.is_clash for each in found)


def merged(base, mine, theirs):
    found = passages(base, mine, theirs)
    assert is_clean(found), found
    return choose(found, ())


def texts(copy):
    return [each.text for each in blocks(copy) if each.text]


@given(TEXTS)
def test_blocks_put_together_are_the_copy(copy):
    assert "".join(text + gap for text, gap in blocks(copy)) == copy


@given(TEXTS, TEXTS)
def test_one_sided_edits_never_clash(base, after):
    """merge(b, a, b) = a, merge(b, b, a) = a, merge(b, a, a) = a."""
    for mine, theirs in ((after, base), (base, after), (after, after)):
        assert woven(base, mine, theirs, winner=Choice.MINE) == after
        found = passages(base, mine, theirs)
        assert is_clean(found)
        assert texts(choose(found, ())) == texts(after)


@given(TEXTS, TEXTS, TEXTS)
def test_it_does_not_matter_who_is_who(base, one, other):
    """merge(b, a, c) = merge(b, c, a) where nobody is asked, and both ask where one does."""
    found, turned = passages(base, one, other), passages(base, other, one)
    assert is_clean(found) == is_clean(turned)
    if is_clean(found):
        assert choose(found, ()) == choose(turned, ())


@given(COPIES, COPIES, COPIES, st.sampled_from(Choice))
def test_blocks_come_from_one_of_the_three(base, mine, theirs, choice):
    """Or are paragraphs merged by words; whatever is chosen."""
    known = {*texts(base), *texts(mine), *texts(theirs)}
    vocabulary = {word for each in known for word in each.split()}
    for text in texts(choose_all(passages(base, mine, theirs), choice)):
        assert text in known or set(text.split()) <= vocabulary


@given(COPIES, COPIES, COPIES)
def test_what_either_wrote_is_there_when_nobody_is_asked(base, mine, theirs):
    """No inserted block is missing, no marker, no picture or note is lost or hangs."""
    found = passages(base, mine, theirs)
    if not is_clean(found):
        return
    copy = choose(found, ())
    assert "<<<<" not in copy
    assert ">>>>" not in copy
    for side in (mine, theirs):
        assert set(texts(side)) - set(texts(base)) <= set(texts(copy))
    was, one, other, now = (names(blocks(each)) for each in (base, mine, theirs, copy))
    for kind in ("pictures", "labels"):
        kept = getattr(one, kind) & getattr(other, kind)
        new = (getattr(one, kind) | getattr(other, kind)) - getattr(was, kind)
        defined = one.defined | other.defined
        assert {each for each in kept | new if kind == "pictures" or each in defined} <= getattr(
            now, kind
        )
    assert not (now.hanging & one.defined.keys()) - one.hanging - other.hanging
    assert not (now.hanging & other.defined.keys()) - one.hanging - other.hanging


@given(DISTINCT, DISTINCT, DISTINCT)
def test_the_three_copies_of_a_question_ask_the_same_again(base, mine, theirs):
    """What is kept of a clash, base, mine and theirs, has the same clashes and choices."""
    found = passages(base, mine, theirs)
    if is_clean(found):
        return
    kept = (
        before_all(found),
        choose_all(found, Choice.MINE),
        choose_all(found, Choice.THEIRS),
    )
    again = passages(*kept)
    assert not is_clean(again)
    assert texts(choose_all(again, Choice.MINE)) == texts(kept[1])
    assert texts(choose_all(again, Choice.THEIRS)) == texts(kept[2])


LINES = st.lists(st.integers(0, 30), max_size=8, unique=True)


@st.composite
def edited(draw, base, mark):
    """A base of lines with some taken out, changed, or new ones put in; both sides may agree."""
    out = []
    for line in base:
        what = draw(st.sampled_from(["keep"] * 4 + ["cut", "change", "before", "alike"]))
        if what == "before":
            out.append(f"{mark} trước {line}")
        if what in {"keep", "before"}:
            out.append(f"dòng {line}")
        if what == "change":
            out.append(f"{mark} thay {line}")
        if what == "alike":
            out.append(f"cả hai thay {line}")
    return out


@st.composite
def three_of_lines(draw):
    base = draw(LINES)
    sides = [draw(edited(base, mark)) for mark in ("tôi", "họ")]
    return [f"dòng {each}" for each in base], *sides


def by_git(folder, sides):
    """What `git merge-file` makes of one block a line; None where it asks."""
    files = [folder / name for name in ("mine", "base", "theirs")]
    for file, lines in zip(files, (sides[1], sides[0], sides[2]), strict=True):
        file.write_text("".join(f"{line}\n" for line in lines))
    done = subprocess.run(
        ["git", "merge-file", "-p", *map(str, files)], capture_output=True, text=True, check=False
    )
    return done.stdout.splitlines() if done.returncode == 0 else None


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("git")


@given(sides=three_of_lines())
@example(sides=(["a", "b", "c"], ["A", "b", "c"], ["a", "b", "C"]))
def test_where_git_merges_the_result_is_the_same(folder, sides):
    """And where git asks, so do we, but for what both changed by words or alike."""
    theirs_and_mine = by_git(folder, sides)
    if theirs_and_mine is not None:
        assert texts(merged(*map("\n\n".join, sides))) == theirs_and_mine


def test_neighbours_clash_and_those_apart_do_not():
    assert merged("a\n\nb\n\nc", "A\n\nb\n\nc", "a\n\nb\n\nC") == "A\n\nb\n\nC"
    found = passages("a\n\nb\n\nc", "A\n\nb\n\nc", "a\n\nB\n\nc")
    assert [(each.base, each.mine, each.theirs) for each in found if each.is_clash] == [
        ("a\n\n", "A\n\n", "a\n\n"),
        ("b\n\n", "b\n\n", "B\n\n"),
    ]


def test_a_clash_of_many_paragraphs_is_told_apart_by_what_became_of_each():
    base = "Ghe về bến từ sớm.\n\nGiá cam tăng hai nghìn đồng.\n\nBến tạm sẽ mở cuối tháng."
    mine = "Ghe về bến từ khuya.\n\nGiá cam tăng ba nghìn đồng.\n\nBến tạm sẽ mở tuần tới."
    theirs = "Ghe về bến từ trưa.\n\nNgười mua rất đông.\n\nBến tạm đã mở cuối tháng."
    found = passages(base, mine, theirs + "\n\nHết.")
    assert [tuple(map(str.strip, (each.base, each.mine, each.theirs))) for each in found] == [
        ("Ghe về bến từ sớm.", "Ghe về bến từ khuya.", "Ghe về bến từ trưa."),
        (
            "Giá cam tăng hai nghìn đồng.",
            "Giá cam tăng ba nghìn đồng.",
            "Người mua rất đông.",
        ),
        (
            "Bến tạm sẽ mở cuối tháng.",
            "Bến tạm sẽ mở tuần tới.",
            "Bến tạm đã mở cuối tháng.\n\nHết.",
        ),
    ]
    cut = passages(base, mine, theirs.replace("Người mua rất đông.\n\n", ""))
    assert [each.theirs.strip() for each in cut][1] == ""
    assert choose_all(cut, Choice.MINE) == mine


def test_words_of_one_paragraph_merge_when_three_lie_between():
    base = "Ghe về bến từ rất sớm hôm nay."
    assert merged(base, base.replace("Ghe", "Thuyền"), base.replace("hôm nay", "hôm qua")) == (
        "Thuyền về bến từ rất sớm hôm qua."
    )
    near = passages("một hai ba bốn", "MỘT hai ba bốn", "một hai ba BỐN")
    assert not is_clean(near)
    assert merged("một hai ba bốn năm", "MỘT hai ba bốn năm", "một hai ba bốn NĂM") == (
        "MỘT hai ba bốn NĂM"
    )


def test_a_list_is_never_merged_by_words():
    base = "- một hai ba bốn năm sáu"
    found = passages(base, base.replace("một", "MỘT"), base.replace("sáu", "SÁU"))
    assert not is_clean(found)


def test_the_same_new_paragraph_of_both_stands_once():
    assert merged("a\n\nb", "a\n\nmới\n\nb", "a\n\nmới\n\nb") == "a\n\nmới\n\nb"


def test_what_both_wrote_alike_around_a_difference_stands_once():
    found = passages("", "mở\n\ntôi\n\nđóng", "mở\n\nhọ\n\nđóng")
    assert choose(found, [Choice.BOTH]) == "mở\n\ntôi\n\nhọ\n\nđóng"


def test_the_changes_of_both_stand_around_a_clash():
    base = "một\n\nhai\n\nba\n\nbốn\n\nnăm"
    mine = "một tôi\n\nhai\n\nba tôi\n\nbốn\n\nnăm"
    theirs = "một\n\nhai\n\nba họ\n\nbốn\n\nnăm họ"
    found = passages(base, mine, theirs)
    assert choose(found, [Choice.THEIRS]) == "một tôi\n\nhai\n\nba họ\n\nbốn\n\nnăm họ"
    assert choose(found, [Choice.MINE]) == "một tôi\n\nhai\n\nba tôi\n\nbốn\n\nnăm họ"
    assert choose(found, [Choice.BOTH]) == "một tôi\n\nhai\n\nba tôi\n\nba họ\n\nbốn\n\nnăm họ"
    assert before_all(found) == "một tôi\n\nhai\n\nba\n\nbốn\n\nnăm họ"


@pytest.mark.parametrize("choices", [(), (Choice.MINE, Choice.MINE)])
def test_each_clash_has_one_choice(choices):
    with pytest.raises(ValueError, match="choices"):
        choose(passages("a", "b", "c"), choices)


def test_a_note_that_one_took_out_and_the_other_used_again_is_asked_about():
    base = "a [^1]\n\nb\n\nc\n\n[^1]: Nguồn."
    mine = "a\n\nb\n\nc"
    theirs = "a [^1]\n\nb\n\nc, xem [^1]\n\n[^1]: Nguồn."
    assert not is_clean(passages(base, mine, theirs))


def test_one_label_for_two_notes_is_asked_about():
    base = "a\n\nb\n\nc\n\nd\n\ne"
    mine = "a [^1]\n\n[^1]: Của tôi.\n\nb\n\nc\n\nd\n\ne"
    theirs = "a\n\nb\n\nc\n\nd\n\ne [^1]\n\n[^1]: Của họ."
    found = passages(base, mine, theirs)
    assert next(each.mine for each in found if each.is_clash).startswith("a [^1]")
    assert choose_all(found, Choice.MINE) == mine


def test_a_fence_that_nobody_closed_swallows_nothing():
    """Where what one wrote would make what the other wrote another thing, a person is asked."""
    base = "a\n\nb\n\nc"
    assert not is_clean(passages(base, "```\na\n\nb\n\nc", "a\n\nb\n\nc\n\nd"))
    assert not is_clean(
        passages("a\n\nb\n\nc\n\nd", "a\n\n```x\n\nb\n\nc\n\nd", "a\n\nb\n\nc\n\nd!")
    )


def test_blank_lines_that_somebody_typed_stay():
    assert merged("a\n\nb\n\nc", "a\n\nb\n\nc\n\n", "A\n\nb\n\nc") == "A\n\nb\n\nc\n\n"
    assert merged("a\n\nb\n\nc", "a\n\n\n\nb\n\nc", "a\n\nb\n\nC") == "a\n\n\n\nb\n\nC"
    assert merged("a\n\nb", "\n\na\n\nb", "a\n\nb!") == "\n\na\n\nb!"


@given(WORDS, WORDS)
def test_what_is_not_marked_stands_in_both(one, other):
    marked = differing(one, other)
    left = list(one)
    for start, end in marked:
        assert one[start:end].strip() == one[start:end] != ""
        left[start:end] = " " * (end - start)
    kept, rest = "".join(left).split(), iter(other.split())
    assert all(word in rest for word in kept)
    assert (marked == ()) == (len(kept) == len(one.split()))


def test_the_words_that_differ_are_marked():
    assert [
        "Thuyền lớn về bến."[start:end]
        for start, end in differing("Thuyền lớn về bến.", "Ghe về bến.")
    ] == ["Thuyền lớn"]
