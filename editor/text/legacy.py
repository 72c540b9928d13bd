# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: text in old fonts or misread bytes is recognised, line by line, and put into Unicode."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from editor.text.charsets import READERS, TIMES, Charset, from_misread, joined, wide
from editor.text.syllables import is_syllable

SHOWN_WORDS = 8
"""So many words of the first line that changes are shown before and after."""

_VALID: Final = 0.7
"""This share of the words with marks must be Vietnamese syllables when read so."""
_PLAIN_VALID: Final = 0.5
"""And this share of all words: names and foreign words stand in every story."""
_MARGIN: Final = 0.15
"""So much larger the share must be than in the text as it stands."""
_COMMON: Final = 0.2
"""This share of the different words must be among the common ones: bare chance makes syllables."""
_LEAST_COMMON: Final = 2

_COMMON_TEXT: Final = """
ấy ảnh bà bài bàn bán bảo bạn bằng bảy bắt bắc bến bên bệnh bị biển biết bình bốn bộ bởi bước
các cách cái cán cảnh cần cầu cấp cả cảm cây có còn cô công cộng cơ cũng cùng cung của cứ cửa cử
cực dạy dài dân dầu dịch diện dụng dùng dự dựng dưới đã đang đài đạo đạt đảng đảm đánh đào đâu đầu
đại đất đặc đặt đẹp đề đến đều để đêm đi điểm điều điện định địa đình đoàn đó đỏ đô đội đối đồng
đổi động đông đời đơn được đúng đưa đường đủ đức gần gì giá giải giảm giáo giấy giới giờ giữ giữa
gồm hà hàng hành hai hạn hạng hải hằng hết hệ hiện hiểu hiệu hình hóa hoá hoạt học họ hỏi hòa hồ hội
hộ hợp hơn hướng hưởng hữu hỗ huyện kể kết kế khách khác khăn khẩu khi không khó khỏi khỏe khu khởi
khẩn kiến kiểm kiện kinh kịp kỳ kỹ là làm làng lại lãnh lần lấy lập lên liên liệu loại lòng lớn lớp
lúc lũ luật lực lượng lưu lý lễ lịch lời lợi mặt mạnh mạng mất màu mẫu máy mẹ miền mình mọi môi mỗi
mới một mức mưa mỹ mở này nam nay năm nạn nào nâng nắng nếu nên nền ngành ngày ngoài người nghề
nghị nghĩ nghiệm nghiệp nguồn nhà nhân nhận nhất nhập nhẹ nhiều nhiên nhiệm như nhưng những nhỏ nhờ
nói nội nông nổi nơi nước nữ nữa phải phát phần phần phố phòng phóng phối phục phường phương phóng
quả quá quan quản quân quốc quy quyền quyết quận ra rất rằng rồi rõ rộng sách sản sáng sau sáu sắp
sẽ số sống sông sở sớm sử sự sức suốt tài tại tàu tám tạo tăng tất tập tầng tây tế tên thành thái
thảo thấy thấp thần thân thật thế thể thêm theo thì thị thiết thiệt thiếu thoại thôn thông thống
thời thủ thuật thuế thuộc thuyền thương thường thưởng thực thức tích tiền tiên tiến tiếng tiếp tiêu
tìm tính tình tỉnh tỷ to tổ tôi tổng tốt tối tới toàn trách trạm trang trẻ trên trị triển triệu
trình trong trời trở trước trưởng trường trực trọng từ từng tử tư tướng tượng tự tỉ uống ủy và vào
văn vẫn vật vấn vậy về vệ vì vị viên viện việc việt vinh vốn với vụ vừa vùng vườn vượt vợ xã xe
xem xét xây xanh xuất xuống xử xung yếu yêu ý ông ở
"""
_COMMON_WORDS: Final = frozenset(word for word in _COMMON_TEXT.split() if not word.isascii())
"""Marked syllables that stand in nearly every story."""

_WORD: Final = re.compile(r"[^\W\d_]+")
_OLD_LETTER: Final = re.compile(
    "[\u0080-\u00ff\u0102\u0152-\u0178\u0192\u02c6\u02dc\u03bc\u2013-\u2122]"
)
_LONE_MARK: Final = re.compile("[\u0300-\u036f]")
_TYPOGRAPHIC: Final = frozenset("“”‘’–—…•€«» °")
_MISREAD_LEAST: Final = 2
_BROKEN_RATIO: Final = 4
"""So many letters of more than one byte stand in UTF-8 for each byte that is broken."""


Reader = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Found:
    """A text that is not plain Unicode, and what it is when it is read as what it is."""

    charset: Charset
    """In which most of its lines are."""
    sureness: float
    """The share of the words with marks that are Vietnamese when read so: 0.7 to 1."""
    text: str
    """The whole text in Unicode; lines that were right are as they were."""
    before: str
    """The first words that change."""
    after: str
    """The same words, changed."""


@dataclass(frozen=True, slots=True)
class Readings:
    """How the lines of a text are to be read."""

    charset: Charset
    """In which most of them are that are not plain Unicode."""
    sureness: float
    """As in `Found`."""
    readers: Sequence[Reader]
    """For each line what puts it, or any part of it, into Unicode."""

    def found(self, lines: Sequence[str]) -> Found:
        """What these lines are."""
        changed = [read(line) for line, read in zip(lines, self.readers, strict=True)]
        pairs = zip(lines, changed, strict=True)
        before, after = next(pair for pair in pairs if pair[0] != pair[1])
        text = "\n".join(changed)
        return Found(self.charset, self.sureness, text, _shown(before), _shown(after))


def recognise(text: str) -> Found | None:
    """Say how a text is written that is not plain Unicode; None: it is.

    Cost: 10 ms for each 1,000 words that are in doubt, and a tenth of that for those that are not.
    """
    lines = text.split("\n")
    told = readings(lines)
    return told.found(lines) if told else None


def readings(lines: Sequence[str]) -> Readings | None:
    """How each line of a text is to be read; None: all of them as they stand.

    Lines are judged one by one, for a page may have come together from several places; a line of
    a few words goes with the others of its text.
    """
    judged = [_judged(line) for line in lines]
    tally = Counter(each.charset for each in judged if each)
    if not tally:
        return None
    charset = tally.most_common(1)[0][0]
    readers = [
        each.read if each else _along(line, charset)
        for line, each in zip(lines, judged, strict=True)
    ]
    shares = [each.share for each in judged if each and each.charset is charset]
    return Readings(charset, sum(shares) / len(shares), readers)


def letters(data: bytes) -> tuple[str, bool]:
    """Bytes as letters: UTF-8, UTF-16 with its mark, else those of Western Europe.

    Returns:
        The text, and whether it is Unicode; if not, `recognise` reads what is Vietnamese in it.
        Each byte that is no letter becomes U+FFFD or a sign of control.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace"), True
    text = data.decode("utf-8-sig", errors="replace")
    broken = text.count("\ufffd")
    marked = sum(not letter.isascii() for letter in text) - broken if broken else 0
    is_unicode = broken * _BROKEN_RATIO <= marked
    return (text, True) if is_unicode else (wide(data), False)


@dataclass(frozen=True, slots=True)
class _Judged:
    charset: Charset
    share: float
    read: Reader


@dataclass(frozen=True, slots=True)
class _Score:
    marked: float
    """The share of the words with marks that are syllables; 0 without any."""
    plain: float
    """The share of all words that are."""
    common: int
    """How many different ones are common."""
    different: int


def _judged(line: str) -> _Judged | None:
    if _LONE_MARK.search(line) and joined(line) != line:
        return _Judged(Charset.DECOMPOSED, 1.0, joined)
    if not _OLD_LETTER.search(line):
        return None
    stands = _score(line, line)
    if stands.marked >= 1 - _MARGIN:
        return None
    best = max(
        (each for each in map(_reading(line, stands), READERS) if each),
        key=lambda each: each.share,
        default=None,
    )
    return best or _of_the_west(line)


def _reading(line: str, stands: _Score) -> Callable[[tuple[Charset, Reader]], _Judged | None]:
    """What a line is when it is read in one way; None: not that."""

    def judge(way: tuple[Charset, Reader]) -> _Judged | None:
        charset, read = way
        text = read(line)
        score = _score(text, line)
        is_so = (
            text != line
            and score.marked >= max(_VALID, stands.marked + _MARGIN)
            and score.plain >= _PLAIN_VALID
            and score.common >= max(_LEAST_COMMON, _COMMON * score.different)
        )
        return _Judged(charset, score.marked, read) if is_so else None

    return judge


def _score(text: str, was: str) -> _Score:
    """How Vietnamese a text is; letters that stood there `was` and are no one's count against."""
    words = _WORD.findall(text)
    marked = [word for word in words if not word.isascii()]
    valid = [word for word in marked if _is_word(word)]
    left = sum(each in was for each in _FOREIGN if each in text)
    plain = sum(is_syllable(word) for word in words if word.isascii())
    different = {word.lower() for word in marked}
    return _Score(
        len(valid) / (len(marked) + left) if marked else 0.0,
        (plain + len(valid)) / len(words) if words else 0.0,
        len(different & _COMMON_WORDS),
        len(different),
    )


def _is_word(word: str) -> bool:
    # `khÃ¡c` begins with what would be a syllable, but for its capital.
    return (word.islower() or word.isupper() or word.istitle()) and is_syllable(word)


_FOREIGN: Final = "¸¹¶·µ®©ª¬¨¼½¾Ö×Ø÷"
"""Letters and signs of which no Vietnamese word is made: a right reading leaves none."""


def _of_the_west(line: str, least: int = _MISREAD_LEAST) -> _Judged | None:
    """A line in another language whose UTF-8 was misread, with so many different letters of it."""
    for times in range(1, TIMES + 1):
        text = from_misread(line, times)
        if text == line:
            return None
        new = set(text) - set(line)
        is_so = len(new) >= least and all(map(_is_western, new))
        if is_so and from_misread(text) == text:
            return _Judged(Charset.MISREAD, 1.0, partial(from_misread, times=times))
    return None


def _is_western(letter: str) -> bool:
    return "À" <= letter <= "ÿ" or letter in _TYPOGRAPHIC


def _along(line: str, charset: Charset) -> Reader:
    """A line that says too little by itself is read as the others of its text where that fits."""
    stands = _score(line, line)
    for each, read in READERS if _OLD_LETTER.search(line) else ():
        text = read(line)
        is_better = text != line and _score(text, line).marked == 1 and stands.marked < 1
        if each is charset and is_better:
            return read
    west = _of_the_west(line, least=1) if charset is Charset.MISREAD else None
    return west.read if west else str


def _shown(line: str) -> str:
    words = line.strip(" ").split(" ")
    more = " …" if len(words) > SHOWN_WORDS else ""
    return " ".join(words[:SHOWN_WORDS]) + more
