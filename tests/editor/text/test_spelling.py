# SPDX-License-Identifier: GPL-3.0-or-later
"""Spelling: what the orthography allows is right, and only what is surely wrong is told."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.lexicon import HOUSE, Lexicon
from editor.text import english, syllables
from editor.text.keyed import meant
from editor.text.spelling import FREQUENT, Spelling
from editor.text.syllables import TONES, is_syllable
from editor.text.vietnamese import fold, nfc

SAMPLES = Path(__file__).resolve().parents[3] / "resources" / "samples"
ENGLISH = ("lighthouse", "port-hours")

RIGHT_TEXT = """
    hòa hoà khỏe khoẻ thủy thuỷ ủy uỷ quý quỳnh quyết quốc quẹo quăng quầng gì gìn giếng giết già
    giường khuỷu khuya thuở xoong xoóng soóc goòng đường rượu hươu nghiêng nghề ghế kỹ kĩ yêu yến
    ỉa ngoằn ngoèo khuếch khoắng loét oái uyển tuyết huýt chuếnh choáng ngoéo ưỡn ấp ăn ôm mía mưa
    của người nguyễn trượt bưởi buổi cười mười muỗi kiểu kìa nghĩa nguy ngoài phở
"""
WRONG_TEXT = """
    qúy gìa đừơng củạ ngiêng nghà gế ghà cỹ kà viêc vệc viễ làgiống tóan hòan nhât tròt cãt iêu
    nguễn thuơng xsuất quyềt phảit bệng giìn qấn mườì hoảà
"""
RIGHT = RIGHT_TEXT.split()
WRONG = WRONG_TEXT.split()


@pytest.mark.parametrize("word", RIGHT)
def test_what_the_orthography_allows_is_right(word):
    """In both places of the tone, decomposed, and with a capital."""
    assert is_syllable(word)
    assert is_syllable(word.upper())


@pytest.mark.parametrize("word", WRONG)
def test_what_it_does_not_allow_is_told(word):
    """Tone on another letter, onset before a front vowel, a stop with a level tone."""
    assert not is_syllable(word)
    assert [each.word for each in Spelling().mistakes(f"đây là {word} của họ")] == [word]


def test_every_syllable_that_is_made_is_one():
    """All onsets with all rhymes and tones; the tone stands where newspapers put it."""
    made = [
        (onset, rhyme, tone, syllables.spelt(onset, rhyme, tone))
        for found in syllables._folded().values()
        for onset, rhyme in found
        for tone in TONES
        if syllables._may_have(rhyme, tone)
    ]
    assert len(made) > 15_000
    for _onset, _rhyme, tone, word in made:
        assert is_syllable(word), word
        assert syllables.tone_of(word) == tone
        assert word in syllables.alike(word)


def test_moving_a_tone_makes_it_wrong_but_in_three_rhymes():
    """`oa`, `oe` and `uy` alone have two places."""
    moved = 0
    for word in RIGHT:
        tone = syllables.tone_of(word)
        bare = syllables.bare(word)
        right = {nfc(bare[: at + 1] + tone + bare[at + 1 :]) for at in range(len(bare)) if tone}
        right = {each for each in right if is_syllable(each)}
        assert not tone or word in right
        if len(right) > 1:
            moved += 1
            assert any(two in bare for two in ("oa", "oe", "uy")), word
    assert moved >= 6


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.md")), ids=lambda path: path.stem)
def test_our_own_stories_have_no_mistake(path):
    """Names, foreign words, codes and Markdown are passed by."""
    language = "en" if path.stem in ENGLISH else "vi"
    assert Spelling().mistakes(path.read_text("utf-8"), language) == []


@pytest.mark.parametrize(
    "text",
    [
        "Cầu thủ Păh và HLV Kiatisuk ở làng Krông Niê.",
        "Xem https://sai.vn/viêc hoặc gửi viêc@báo.vn, thẻ #viêc, ảnh viêc.jpg",
        "Mã \\viêc\\ và chỗ trống {viêc} đứng yên",
        "Anh đi ôtô, uống cà phê.",
        "Bài hát résumé và café ở quán quen",
        "Đội hình 4-2-3-1, 3ngày, UBND, TP.HCM",
        "Ông nói: taxi, video, virus, show, email và marketing đều tăng",
    ],
)
def test_what_is_no_prose_is_passed_by(text):
    """Not one false alarm."""
    assert Spelling().mistakes(text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The goverment will recieve the visitors at the harbour.", ["goverment", "recieve"]),
        ("Organisers in the town centre said the theatre’s colours weren’t grey.", []),
        ("Fishermen unmoored trawlers; reopened ferries were overcrowded.", []),
        ("Boats retun to Cần Thơ and the market reopens with Hiếu’s cooking.", ["retun"]),
    ],
)
def test_english_is_read_as_english(text, wrong):
    """British and American; names with Vietnamese marks in it are names."""
    assert [each.word for each in Spelling().mistakes(text, "en")] == wrong


def test_keys_that_the_input_method_was_to_take_are_told():
    """Telex and VNI typed with it off; English words in a Vietnamese text are not that."""
    found = Spelling().mistakes("Người dân vieejt ở ddaay cho biết như thế, rất fast và easy")
    assert [each.word for each in found] == ["vieejt", "ddaay"]
    assert [meant(each) for each in ("vieejt", "vie65t", "dduwowcj", "nguo72i", "toan")] == [
        "việt",
        "việt",
        "được",
        "người",
        "",
    ]


@pytest.mark.parametrize(
    ("word", "first"),
    [
        ("viêc", "việc"),
        ("hòan", "hoàn"),
        ("nguời", "người"),
        ("đươc", "được"),
        ("làgiống", "là giống"),
        ("ngiêng", "nghiêng"),
        ("vieejt", "việt"),
        ("thuơng", "thương"),
    ],
)
def test_the_likely_word_is_proposed_first(word, first):
    """Without any list of words: by letters, tones, and what is frequent."""
    found = Spelling().suggestions(word)
    assert found[0] == first
    assert len(found) == len(set(found)) <= 6


def test_a_word_of_the_text_is_proposed_before_others():
    """The same name is seldom spelt right once and wrong once by chance."""
    assert Spelling().suggestions("tuơng", "Lọ tướng ở đây, tướng kia")[0] == "tướng"


def test_english_words_are_proposed_by_how_often_they_are_used():
    """With the capital of the word."""
    assert english.near("recieve")[0] == "receive"
    assert english.near("Goverment") == ["Government"]
    assert english.near("photograher")[0] == "photographer"
    assert english.near("acommodaton")[0] == "accommodation"
    spelling = Spelling()
    assert spelling.suggestions("retun", "the boats retun to the harbour", "en")[0] == "return"


@given(st.text(max_size=60), st.sampled_from(["vi", "en"]))
def test_any_text_can_be_looked_through(text, language):
    """Each mistake stands where it is said to stand."""
    for each in Spelling().mistakes(text, language):
        assert nfc(text[each.start : each.end]) == each.word
        assert fold(each.word)


def test_frequent_words_are_words():
    """The list that ranks proposals has no mistake of its own."""
    assert [each for each in FREQUENT if not is_syllable(each)] == []


def test_words_of_the_desk_are_right(tmp_path):
    """One's own, the house's, and what is right in one story; names word by word."""
    lexicon = Lexicon(tmp_path / "words")
    assert lexicon.words() == frozenset()
    lexicon.add("xsuất")
    lexicon.add("Bến Ngã Cỹ", HOUSE)
    lexicon.add_here("viêc", "story-1")
    text = "chữ xsuất, chữ cỹ và chữ viêc ở đây"
    right = [each.word for each in Spelling(lexicon.words()).mistakes(text)]
    assert right == ["cỹ", "viêc"]
    assert Spelling(lexicon.words("story-1")).mistakes(text)[0].word == "cỹ"
    house = tmp_path / "words" / "house.txt"
    house.write_text("# của tòa soạn\r\ncỹ\r\n", "utf-8")
    assert "cỹ" in lexicon.words()
    lexicon.add("mới", HOUSE)
    assert house.read_text("utf-8").splitlines() == ["# của tòa soạn", "cỹ", "mới"]
    lexicon.take_back("cỹ", HOUSE)
    lexicon.take_back("viêc", place="story-1")
    assert Lexicon(tmp_path / "words").words("story-1") == {"xsuất", "mới"}


@pytest.mark.parametrize("trap", ["a" * 2_000_000, "a@" * 100_000, "![" * 100_000, "a." * 100_000])
def test_an_endless_word_is_no_trap(trap):
    """Every pattern is bounded: these would else take hours, and the test run would stop."""
    assert Spelling().mistakes(trap) == []
