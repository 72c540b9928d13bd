# SPDX-License-Identifier: GPL-3.0-or-later
"""Words that a remark is about are found again, whatever was edited around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.model.remark import Anchor
from editor.text.anchors import CONTEXT, Span, anchor, find

COPY = (
    "Sáng nay, hơn một trăm chiếc ghe đã về bến Ninh Kiều sau ba tuần nước lớn.\n\n"
    "Bà Lê Thị Hai bán bún riêu ở chợ nổi đã hai mươi năm. Bà nói hàng đủ cho cả phố, và giá"
    " vẫn như trước lũ.\n\n"
    "Ban quản lý chợ cho biết số ghe sẽ còn tăng. Số ghe hôm qua là chín mươi.\n"
)
TEXTS = st.text("ab đ\n.", max_size=60)


def at(words, copy=COPY, nth=0):
    start = -1
    for _ in range(nth + 1):
        start = copy.index(words, start + 1)
    return anchor(copy, start, start + len(words))


def found(copy, sought):
    span = find(copy, sought)
    return None if span is None else copy[span.start : span.end]


@given(TEXTS, st.data())
def test_what_was_not_edited_is_found_where_it_is(copy, data):
    start = data.draw(st.integers(0, len(copy)))
    end = data.draw(st.integers(start, len(copy)))
    assert find(copy, anchor(copy, start, end)) == Span(start, end)


@given(TEXTS, TEXTS, TEXTS, TEXTS, st.data())
def test_edits_farther_away_only_move_it(copy, before, after, inserted, data):
    """Words whose surroundings are unique are found wherever they are pushed."""
    words = data.draw(st.sampled_from(["chợ nổi", "x", "Ninh Kiều"]))
    left, right = "<" + "=" * CONTEXT, "-" * CONTEXT + ">"
    whole = before + left + words + right + after
    start = len(before + left)
    sought = anchor(whole, start, start + len(words))
    edited = inserted + copy + left + words + right + inserted
    begins = len(inserted + copy + left)
    assert find(edited, sought) == Span(begins, begins + len(words))


@given(TEXTS, st.builds(Anchor, TEXTS, TEXTS, TEXTS, st.integers(-5, 500)))
def test_any_anchor_gives_a_stretch_of_the_copy_or_none(copy, sought):
    span = find(copy, sought)
    assert span is None or 0 <= span.start <= span.end <= len(copy)


def test_of_two_alike_the_familiar_surroundings_tell():
    second = at("ghe", nth=2)
    moved = COPY.replace("Sáng nay, hơn", "Từ sáng sớm nay, đã có ít nhất hơn").replace(
        " cả phố", ""
    )
    start = [each for each in range(len(moved)) if moved.startswith("ghe", each)][2]
    assert find(moved, second) == Span(start, start + 3)


@pytest.mark.parametrize(
    ("edited", "words"),
    [
        # The words themselves are others now: what stands between the same neighbours.
        (COPY.replace("hai mươi năm", "gần ba mươi năm"), "gần ba mươi năm"),
        # Words were put among them.
        (COPY.replace("hai mươi năm", "hơn hai mươi hai năm"), "hơn hai mươi hai năm"),
    ],
)
def test_words_that_were_edited_are_found_between_their_neighbours(edited, words):
    assert found(edited, at("hai mươi năm")) == words


def test_a_paragraph_that_was_moved_and_mended_is_found_by_the_words_that_remain():
    sentence = "Bà nói hàng đủ cho cả phố, và giá vẫn như trước lũ."
    mended = "Người bán nói: hàng đủ cho cả phố, giá vẫn như lúc trước lũ."
    edited = f"Mở đầu khác hẳn.\n\n{mended}\n\nĐoạn mới nữa.\n"
    assert found(edited, at(sentence)) == mended[len("Người bán ") : -1]


@pytest.mark.parametrize("words", ["hai mươi năm", "ghe", "Ban quản lý chợ cho biết"])
def test_words_that_are_gone_are_not_found_elsewhere(words):
    other = "Một bài khác hẳn: giá xăng tăng từ ba giờ chiều. Ghế đá công viên được sơn lại.\n"
    assert find(other, at(words)) is None


MINUTES = (
    "Sáng 30/11, Ủy ban nhân dân thành phố họp về chống ngập tại quận 7.\n\n"
    "Theo kế hoạch, ông Nguyễn Văn Minh báo cáo kết quả kiểm tra trước ngày 5/12.\n\n"
    "Chiều cùng ngày, Ủy ban nhân dân thành phố gặp doanh nghiệp Nhật Bản;"
    " ông Nguyễn Văn Minh không dự.\n"
)


@pytest.mark.parametrize(
    "words", ["Ủy ban nhân dân thành phố", "ông Nguyễn Văn Minh", "Văn Minh báo cáo"]
)
def test_a_name_whose_paragraph_was_taken_out_is_not_the_same_name_elsewhere(words):
    """An office and a person stand in many places: what is said of one is not said of another."""
    start = MINUTES.index(words)
    sought = anchor(MINUTES, start, start + len(words))
    gone = next(each for each in MINUTES.split("\n\n") if words in each)
    edited = MINUTES.replace(f"{gone}\n\n", "")
    assert find(edited, sought) is None
    beside = MINUTES.replace("Sáng 30/11, Ủy", "Sáng nay Ủy").replace("phố họp", "phố đã họp")
    beside = beside.replace("hoạch, ông", "hoạch: ông").replace("cáo kết", "cáo về kết")
    assert find(beside, sought) == Span(beside.index(words), beside.index(words) + len(words))


def test_a_short_word_alone_is_no_proof():
    assert find("Cái ghe.", at("ghe")) is None


def test_a_deleted_passage_is_told_as_gone():
    assert (
        find(COPY.replace("Bà nói hàng đủ cho cả phố, ", ""), at("Bà nói hàng đủ cho cả phố, "))
        is None
    )


def test_a_place_between_letters_is_found_by_either_side():
    start = COPY.index("và giá")
    place = anchor(COPY, start, start)
    assert found(f"Thêm. {COPY}", place) == ""
    assert find(f"Thêm. {COPY}", place) == Span(start + 6, start + 6)
    behind = COPY.replace("và giá vẫn như trước lũ.", "nhưng đắt.")
    assert find(behind, place) == Span(behind.index("nhưng"), behind.index("nhưng"))
    ahead = COPY.replace("Bà nói hàng đủ cho cả phố, ", "Thì ra: ")
    assert find(ahead, place) == Span(ahead.index("và giá"), ahead.index("và giá"))
    assert find("Một bài khác hẳn.", place) is None
