# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: what is spelt wrong in a Vietnamese or English text, and what may have been meant."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from editor.text import english, syllables
from editor.text.keyed import meant
from editor.text.syllables import is_syllable
from editor.text.vietnamese import fold, nfc

MOST: Final = 6
"""How many words are proposed for one."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_APART: Final = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+|[#@]\w+|\\[^\\\s]{1,40}\\|\{\w+(?::\d+)?\}|!\[[^\]]{0,300}\]\([^)]{0,2000}\)"
    r"|\]\([^)]{0,2000}\)|`[^`\n]{0,1000}`|\S*\d\S*|\b\w+(?:[./_]\w+)+"
)
"""What is no prose: addresses, tags, codes, variables, pictures, numbers, file names."""
_ENDLESS: Final = re.compile(r"\S{200,}")
"""No word of any language: looked into letter by letter it would take minutes."""
_OWN_MARKS: Final = re.compile(
    "[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]"
)
_FRENCH: Final = re.compile("[a-zéèêàâùôîûïëç]+")
_SHARE: Final = 0.2
"""Of the small words of a Vietnamese text, at least so many carry a mark."""
ENOUGH_WORDS: Final = 2_000
"""So many small words tell the language of a text, however long it is."""

_LOANS_TEXT: Final = """
ôtô môtô ôxy ôxi hyđrô hiđrô cácbon prôtêin prôtit xenlulô sôcôla xôcôla kilômét xentimét
milimét đêximét hécta héctôlít axít môđun rôbốt rôbô ghiđông lôgíc lôgích ôpêra viôlông mêtan
êtan êtanol phốtpho phốtphát silíc bôxít apatít đôla vắcxin vácxin bêtông ápphích micrô
micrôphôn côngtenơ pêđan xìcăngđan xcăngđan sôđa đinamô đômino đôping vônkế ôzôn giuđô
"""
LOANS: Final = frozenset(_LOANS_TEXT.split())
"""Words from elsewhere that Vietnamese writes in one piece."""

_FREQUENT_TEXT: Final = """
của và là có không được cho trong người một các này đã với về ở ra vào việc những đến khi như từ
để sẽ năm ngày nhiều phải lại nước làm trên đó công tại cũng hai theo sau hơn thì còn nhà trước đi
nhất bị rất dân số đồng chính việt nam tỉnh thành phố xã hội kinh tế đầu tư phát triển quốc gia
học sinh viên trường bệnh viện y giáo dục văn hóa thể thao bóng đá trận đấu đội tuyển cầu thủ huấn
luyện bàn thắng giải vô địch ảnh chụp chiều sáng tối đêm thứ tuần tháng qua mới cùng nhau giữa chủ
tịch bộ trưởng tướng phó giám đốc ban ngành huyện quận phường đường sông biển núi rừng chợ cảng
tàu xe máy bay nhân nhận thức thực hiện hoạt động kiểm tra kết quả hỗ trợ doanh nghiệp thị sản
xuất giá tăng giảm triệu tỷ lớn nhỏ cao thấp trẻ em phụ nữ nông lũ lụt bão mưa gió cứu hộ lực
lượng an quân tòa án pháp luật đề nghị báo cáo chí hoàn toàn đúng sai chương trình nghiêng nghĩa
phóng bạn đọc nói biết thấy cần muốn đang vẫn rồi nếu vì nên bằng mỗi cả gần đều thương thường
thượng
"""
FREQUENT: Final = tuple(_FREQUENT_TEXT.split())
"""Small words and those of the news, for the order of proposals."""
_SOUNDS: Final = (
    ("ngh", "ng"),
    ("ng", "ngh"),
    ("gh", "g"),
    ("g", "gh"),
    ("c", "k"),
    ("k", "c"),
    ("q", "qu"),
    ("i", "y"),
    ("y", "i"),
)
_RANK: Final = {word: place for place, word in enumerate(FREQUENT)}


@dataclass(frozen=True, slots=True)
class Mistake:
    """A word that is spelt wrong, by its place in the text."""

    start: int
    end: int
    word: str


class Spelling:
    """A speller that knows words of a desk besides the two languages.

    Args:
        own: words that are right here, in lower case unless only so written; entries of several
            words count word by word.
    """

    def __init__(self, own: Collection[str] = ()) -> None:
        split = (_WORD.findall(nfc(each)) for each in own)
        self._own = frozenset(word for found in split for word in found)

    def mistakes(self, text: str, language: str = "vi") -> list[Mistake]:
        """The words of a text that are surely spelt wrong, in their order.

        Names and what else has a capital are passed by; so is, in a Vietnamese text, what has no
        Vietnamese mark, unless its letters are keys that the input method was to take.

        Args:
            text: prose; may hold Markdown.
            language: what the text is in where it does not tell itself: `vi` or `en`.

        Cost: about 1 ms for 100 words.
        """
        found = list(_words(text))
        is_english = _language(found, language) == "en"
        return [each for each in found if self._is_wrong(each.word, is_english=is_english)]

    def suggestions(self, word: str, text: str = "", language: str = "vi") -> list[str]:
        """What may have been meant, the likely first; words of the text come before others.

        Cost: 1 ms in Vietnamese, up to 30 ms in English.
        """
        is_marked = _OWN_MARKS.search(nfc(word).lower()) is not None
        is_english = _language(_words(text), language) == "en"
        if is_english and not is_marked:
            return english.near(word, MOST)
        seen = {each.lower() for each in _WORD.findall(nfc(text))} - {nfc(word).lower()}
        made = dict.fromkeys([*filter(None, [meant(word)]), *_ranked(nfc(word).lower(), seen)])
        own = [each for each in sorted(self._own) if fold(each) == fold(word) and each != word]
        return [*own, *made][:MOST]

    def _is_wrong(self, word: str, *, is_english: bool) -> bool:
        if not word.islower() or word in self._own or len(word) == 1:
            return False
        if _OWN_MARKS.search(word):
            return not (is_syllable(word) or word in LOANS or _is_french(word))
        if not word.replace("'", "").replace("’", "").isascii() or english.is_known(word):
            return False
        return is_english or bool(meant(word))


def language(text: str, otherwise: str) -> str:
    """`vi` or `en`, as most of the small words of a text are; `otherwise` where there are few."""
    return _language(_words(text), otherwise)


def _words(text: str) -> Iterator[Mistake]:
    """Each word of the prose of a text."""
    # Marks that stand apart from their letter make another length: such a text is looked at as is.
    short = _ENDLESS.sub(_blank, text)
    prose = _APART.sub(_blank, short)
    for match in _WORD.finditer(prose):
        yield Mistake(match.start(), match.end(), nfc(match[0]))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _language(found: Iterable[Mistake], else_: str) -> str:
    small = list(islice((each.word for each in found if each.word.islower()), ENOUGH_WORDS))
    if len(small) < 3:
        return else_
    marked = sum(_OWN_MARKS.search(each) is not None for each in small)
    return "vi" if marked >= _SHARE * len(small) else "en"


def _is_french(word: str) -> bool:
    """`café`, `crêpe`, `fiancée`: words of English and French that have a letter of ours."""
    plain = fold(word)
    return (
        _FRENCH.fullmatch(word) is not None and plain in english.words() and not is_syllable(plain)
    )


def _ranked(word: str, seen: Collection[str]) -> Iterator[str]:
    near = [each for each in syllables.alike(word) if each != word]
    yield from sorted(near, key=lambda each: _likely(each, word, seen))
    yield from filter(is_syllable, _respelt(word))
    halves = ((word[:at], word[at:]) for at in range(1, len(word)))
    for first, second in halves:
        if is_syllable(first) and is_syllable(second) and _are_whole(first, second):
            yield f"{first} {second}"
    others = {each for form in _one_off(fold(word)) for each in syllables.alike(form)}
    likely = (each for each in others if each in _RANK or each in seen)
    yield from sorted(likely, key=lambda each: _likely(each, word, seen))


def _respelt(word: str) -> Iterator[str]:
    """One sound, another letter: `ngiêng` -> `nghiêng`, `cỹ` -> `kỹ`, `iêu` -> `yêu`."""
    for wrong, right in _SOUNDS:
        if word.startswith(wrong):
            yield right + word.removeprefix(wrong)


def _are_whole(first: str, second: str) -> bool:
    return len(first) > 1 and len(second) > 1


def _likely(made: str, word: str, seen: Collection[str]) -> tuple[bool, int, bool, bool, int]:
    """For sorting: what the text has; how many letters keep their marks; frequent words first."""
    same_tone = syllables.tone_of(made) == syllables.tone_of(word)
    return (
        made not in seen,
        sum(a != b for a, b in zip(syllables.bare(made), syllables.bare(word), strict=False)),
        made not in _RANK,
        not same_tone,
        _RANK.get(made, len(_RANK)),
    )


def _one_off(folded: str) -> Iterator[str]:
    for at in range(len(folded)):
        yield folded[:at] + folded[at + 1 :]
        if at + 1 < len(folded):
            yield folded[:at] + folded[at + 1] + folded[at] + folded[at + 2 :]
        for letter in "abcdeghiklmnopqrstuvxy":
            yield folded[:at] + letter + folded[at:]
            yield folded[:at] + letter + folded[at + 1 :]
