# SPDX-License-Identifier: GPL-3.0-or-later
"""Old fonts and misread bytes are told from clean text, and every letter of them comes back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.text import charsets, legacy
from editor.text.charsets import Charset
from editor.text.clean import from_html
from editor.text.tidy import tidy
from editor.text.vietnamese import nfc
from tests import old_letters

EVERY_LETTER = nfc("aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ")
TCVN3 = "aµ¶·¸¹¨»¼½¾Æ©ÇÈÉÊËeÌÎÏÐÑªÒÓÔÕÖi×ØÜÝÞoßáâãä«åæçèé¬êëìíîuïñòóô\xadõö÷øùyúûüýþ®"
VNI = (
    "aaøaûaõaùaïaêaèaúaüaéaëaâaàaåaãaáaäeeøeûeõeùeïeâeàeåeãeáeä"
    "iìæóíòooøoûoõoùoïoâoàoåoãoáoäôôøôûôõôùôïuuøuûuõuùuïööøöûöõöùöïyyøyûyõyùîñ"
)
STORY = "Sáng nay, nước sông đã dâng lên. Người dân được sơ tán khỏi những ngôi nhà ven bờ."
SENTENCES = st.lists(st.sampled_from(old_letters.own_vietnamese()), min_size=1, max_size=4)
WAYS = st.sampled_from([*Charset])


def converted(text):
    """A text in Unicode, whatever it was in."""
    found = legacy.recognise(text)
    return found.text if found else text


def test_every_letter_of_the_fonts():
    """As the fonts draw them, letter by letter, small and capital."""
    assert charsets.from_tcvn3(TCVN3) == EVERY_LETTER
    assert charsets.from_vni(VNI) == EVERY_LETTER
    assert charsets.from_vni(VNI.upper()) == EVERY_LETTER.upper()
    assert charsets.from_vni("AÙnh YÙ Ñ") == "Ánh Ý Đ"


@pytest.mark.parametrize(
    ("text", "charset", "after"),
    [
        ("Céng hoµ x· héi chñ nghÜa ViÖt Nam", Charset.TCVN3, "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        ("Hµ Néi", Charset.TCVN3, "Hà Nội"),
        ("CéNG HßA X· HéI", Charset.TCVN3, "CỘNG HÒA Xã HỘI"),
        ("Coäng hoøa xaõ hoäi chuû nghóa", Charset.VNI, "Cộng hòa xã hội chủ nghĩa"),
        ("ÑÖÔØNG LEÂN ÑÆNH NUÙI ÑAÕ MÔÛ", Charset.VNI, "ĐƯỜNG LÊN ĐỈNH NÚI ĐÃ MỞ"),
        ("Viêòt Nam laÌ môòt nýõìc", Charset.WINDOWS_1258, "Việt Nam là một nước"),
        ("CÃ´ng viá»‡c cá»§a nÆ°á»›c", Charset.MISREAD, "Công việc của nước"),
        ("CĂ´ng viá»‡c cá»§a nÆ°á»›c", Charset.MISREAD, "Công việc của nước"),
        ("L'Ã©tÃ© est dÃ©jÃ  lÃ , Ã§a va", Charset.MISREAD, "L'été est déjà là, ça va"),
        ("Vie\u0323\u0302t", Charset.DECOMPOSED, "Việt"),
        ("Viê\u0323t", Charset.DECOMPOSED, "Việt"),
        ("tie\u0301\u0302ng", Charset.DECOMPOSED, "tiếng"),
    ],
)
def test_what_is_told(text, charset, after):
    """Which charset, and what it says; lost capitals and lost no-break spaces come back."""
    found = legacy.recognise(text)
    assert found is not None
    assert (found.charset, found.text, found.after) == (charset, after, after)
    assert found.before == text
    assert 0.7 <= found.sureness <= 1


@given(SENTENCES, WAYS)
def test_what_was_written_in_an_old_way_comes_back(sentences, charset):
    """Unicode -> old letters -> the same Unicode, which is left alone from then on."""
    text = "\n\n".join(sentences)
    old = old_letters.written(text, charset)
    found = legacy.recognise(old)
    assert found is not None, old
    assert found.charset is charset
    # Fonts of TCVN3 have no capitals with marks.
    same = text.lower() if charset is Charset.TCVN3 else text
    assert tidy(found.text) == tidy(same)
    assert legacy.recognise(found.text) is None


@given(SENTENCES, st.sampled_from(["cp1252", "cp1258"]), st.integers(0, 2))
def test_utf_8_that_was_misread_again_and_again(sentences, reader, times):
    """Whoever read it wrongly first, and however often it was misread after that."""
    text = " ".join(sentences)
    old = old_letters.misread(text, reader)
    for _ in range(times):
        old = old_letters.misread(old)
    assert tidy(converted(old)) == tidy(text)


@given(st.text())
def test_any_text_is_read_or_left_alone(text):
    """Nothing raises; what is recognised changes; ASCII never is."""
    found = legacy.recognise(text)
    assert found is None or (found.text != text and not text.isascii())


@given(st.binary())
def test_any_bytes_are_letters(data):
    """No byte raises, and none is swallowed."""
    text, is_unicode = legacy.letters(data)
    assert is_unicode or len(text) == len(data)


@pytest.mark.parametrize(
    "sentences",
    [
        old_letters.own_vietnamese(),
        *(
            text.strip().split("\n")
            for text in (
                old_letters.OWN_FRENCH,
                old_letters.OWN_DANISH,
                old_letters.OWN_ENGLISH,
                old_letters.OWN_OTHERS,
            )
        ),
    ],
)
def test_clean_text_is_left_alone(sentences):
    """No false alarm, in sentences or in rows of their words; the benchmark takes 5,000 each."""
    texts = [*sentences, *old_letters.jumbled(sentences, 150, seed=7)]
    assert [text for text in texts if legacy.recognise(text)] == []


def test_a_page_from_several_places():
    """Each line is read as what it is; short lines go with the others; clean ones stay."""
    tcvn3, vni = (old_letters.written(STORY, each) for each in (Charset.TCVN3, Charset.VNI))
    found = legacy.recognise(f"{tcvn3}\n{vni}\n{tcvn3}\n{STORY}\nCafé né\n§©y\n")
    assert found is not None
    assert found.charset is Charset.TCVN3
    assert found.text == f"{STORY.lower()}\n{STORY}\n{STORY.lower()}\n{STORY}\nCafé né\nĐây\n"


def test_bytes_that_are_not_utf_8():
    """Windows-1258, TCVN3 and VNI from old disks; a broken byte does not turn UTF-8 into them."""
    text, is_unicode = legacy.letters(old_letters.as_windows_1258(STORY))
    assert (converted(text), is_unicode) == (STORY, False)
    text, is_unicode = legacy.letters(old_letters.written(STORY, Charset.TCVN3).encode("latin-1"))
    assert (converted(text), is_unicode) == (STORY.lower(), False)
    assert legacy.letters(b"\xff" + STORY.encode()) == ("\ufffd" + STORY, True)
    assert legacy.letters(STORY.encode("utf-16")) == (STORY, True)
    assert legacy.letters("Ça coûte cinq €".encode("cp1252")) == ("Ça coûte cinq €", False)


@pytest.mark.parametrize("charset", [*Charset])
def test_a_page_is_told_and_not_converted(charset):
    """Paragraphs whose words stand in several elements are judged whole; pictures keep names."""
    begin, end = (old_letters.written(each, charset) for each in (STORY[:30], STORY[30:]))
    html = f"<h1>{end}</h1><p>{begin}<b>{end}</b><img src='a.jpg'><p>{begin}<i>{end[:9]}</i>"
    cleaned = from_html(html)
    assert cleaned.found is not None
    assert cleaned.found.charset is charset
    is_lower = charset is Charset.TCVN3
    whole = from_html(
        f"<h1>{STORY[30:]}</h1><p>{STORY[:30]}<b>{STORY[30:]}</b><img src='a.jpg'>"
    ).copy
    assert cleaned.found.text.startswith(whole.lower() if is_lower else whole)
    assert cleaned.copy != cleaned.found.text or charset is Charset.DECOMPOSED
    assert from_html(f"<p>{STORY}").found is None
