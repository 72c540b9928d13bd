# SPDX-License-Identifier: GPL-3.0-or-later
"""Rich Text: what a reader sees comes in, letters of every charset too, as copy of the house."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.errors import Refused
from editor.files import documents, richtext
from editor.text.charsets import Charset
from editor.text.dialect import Dialect
from tests import old_letters

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset163 Arial (Viet);}}"
    r"{\colortbl;\red0\green0\blue0;}{\stylesheet{\s0 Normal;}{\s1\b heading 1;}{\s2 Quote;}"
    r"{\*\cs3 Strong;}}{\info{\author Ai}}{\*\generator Word;}"
)
LINK = r'{\field{\*\fldinst{HYPERLINK "https://a.vn"}}{\fldrslt{\ul here}}}'
NOTE = r"{\super\chftn}{\footnote\pard\plain{\super\chftn}See \b it\b0 .\par and it}"


def an_rtf(body):
    """A document with this in its body; letters beyond ASCII by their numbers, as Word does."""
    numbered = "".join(each if each.isascii() else rf"\u{ord(each)}?" for each in body)
    return f"{HEAD}{numbered}}}".encode("ascii")


def read(tmp_path, data):
    (tmp_path / "tin.rtf").write_bytes(data)
    return documents.read(tmp_path / "tin.rtf")


@pytest.mark.parametrize(
    ("body", "copy"),
    [
        (r"Chợ nổi\par Sáng nay", "Chợ nổi\n\nSáng nay"),
        (r"Ông {\b nói} \i rất\i0  ít\par", "Ông **nói** *rất* ít"),
        (r"H{\sub 2}O m\super 2\nosupersub .\line d", "H<sub>2</sub>O m<sup>2</sup>.  \nd"),
        (r"\pard\outlinelevel1 Tít\par\pard Chữ\par", "## Tít\n\nChữ"),
        (r"\pard\s2 Dẫn\par\pard x", "> Dẫn\n\nx"),
        (rf"Xem {LINK}.", "Xem [here](https://a.vn)."),
        (rf"Một{NOTE}.\par Hai", "Một[^1].\n\nHai\n\n[^1]: See **it**. and it"),
        ((r"{\listtext\pard\plain 3.\tab}\pard\ls1 a\par{\listtext b)\tab}\pard\ls1\ilvl1 b\par"
         r"{\listtext 4.\tab}\pard\ls1 c\par\pard d"), "3. a\n\n    - b\n4. c\n\nd"),
        (r"\trowd\intbl a\cell b\cell\row\trowd\intbl c\par e\cell d\cell\row\pard f",
         "| a | b |\n| --- | --- |\n| c e | d |\n\nf"),
        (r"a\~b\emdash c\{\}\\ \'e9\u8364\'80.", "a b—c{}\\\\ é€."),
        (r"\uc2\u7879\'e7\'f7x \uc0\u7879 y", "ệx ệy"),
        (r"\u-10179?\u-8704?", "\U0001f600"),
        (r"{\f1 Vi\'ea\'f2t}", "Việt"),
        (r"a{\v không}{\deleted không}{\*\unknown không}{\header không}b", "ab"),
        (r"{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt khung\par}}", "khung"),
        (r"\uc1\u62912?1\u62913?x", "1x"),
    ],
)  # fmt: skip
def test_what_a_reader_sees(tmp_path, body, copy):
    """Headings, emphasis, lists, tables, links, notes, charsets; nothing that no reader saw."""
    assert read(tmp_path, an_rtf(body)).fields["body"] == copy


def test_headline_and_pictures(tmp_path):
    """The first heading is the headline; pictures in hexadecimal or in bytes, each once."""
    body = (
        r"\pard\s1 Ch\par\pard a{\*\shppict{\pict\pngblip\picw9 89504e@ 47}}"
        r"{\nonshppict{\pict\wmetafile8 00}}b\par"
    ).replace("@", "\n")
    binary = rb"{\pict\jpegblip\bin4 {}\}}c"
    found = read(tmp_path, an_rtf(body)[:-1] + binary + b"}")
    assert found.fields["headline"] == "Ch"
    assert found.fields["body"] == "a\n\n![](picture-1.png)\n\nb\n\n![](picture-2.jpg)\n\nc"
    assert found.pictures == (("picture-1.png", b"\x89PNG"), ("picture-2.jpg", b"{}\\}"))


def test_old_fonts_are_told_of(tmp_path):
    """Their bytes are letters of Western Europe until somebody says so."""
    old = old_letters.written("nước sông đã dâng lên từ sáng sớm.", Charset.TCVN3)
    found = read(tmp_path, an_rtf("x")[:-2] + old.encode("latin-1") + b"}")
    assert found.fields["body"] == old
    assert found.converted["body"] == "nước sông đã dâng lên từ sáng sớm."


@pytest.mark.parametrize("data", [b"", b"no rtf", b"{\\rtf1" + b"{" * 600])
def test_what_is_no_rich_text_is_refused(tmp_path, data):
    """With one clear code."""
    with pytest.raises(Refused) as refused:
        read(tmp_path, data)
    assert refused.value.code == "files.damaged"


CONTROLS = """par pard b i0 plain cell row intbl line field footnote ilvl3 s1 outlinelevel2 tab
uc1 super"""
PIECES = st.sampled_from(
    [*"{}{}", *(rf"\{each} " for each in CONTROLS.split()), r"\u7879?", r"\'e9"]
)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    """Whatever follows the first word: no other error, and it ends."""
    richtext.unfold(b"{\\rtf1 " + data.replace(b"{", b"["), "tin.rtf")


@given(st.lists(st.one_of(PIECES, st.text("xyz <&*_", min_size=1, max_size=6)), max_size=25))
def test_no_word_is_lost(pieces):
    """Whatever groups and words of control stand between: each letter stands in the page."""
    body = "".join(pieces)
    made = documents._unfolded(richtext.unfold(an_rtf(body), "tin.rtf"))
    page = "".join(Dialect().whole(str(made.fields["body"]), lambda _: None))
    shown = re.sub("<[^>]*>", "", page) + str(made.fields.get("headline", ""))
    for letter in "xyz":
        assert shown.count(letter) >= _shown(body).count(letter)


def _shown(body):
    """The letters that stand outside of words of control, up to the end of the document."""
    return re.sub(r"\\'..|\\[a-z]+-?\d* ?", "", body)


def test_remarks_go_to_the_desk_and_deletions_are_counted(tmp_path):
    """With the name of who made them; no word of either stands in the copy."""
    path = tmp_path / "tin.rtf"
    path.write_bytes(
        rb"{\rtf1 Ghe {\deleted xa }v\'ea{\*\atnid HS}{\*\atnauthor Ha Sim}\chatn"
        rb"{\*\annotation{\*\atnref 1}\pard\plain Ai noi?\par Hoi lai.{\*\atndate 1}} b\'ean.\par}"
    )
    found = documents.read(path)
    assert found.fields == {"body": "Ghe vê bên.", "ednote": "Ha Sim: Ai noi? Hoi lai."}
    assert found.receipt["dropped"] == {"deletions": 1, "remarks": 1}


def test_a_heavy_picture_takes_no_minutes(tmp_path):
    """Line by line in the file, and once more for old programs, which is left out."""
    photo = random.Random(1).randbytes(6_000_000)
    told = photo.hex().encode()
    told = b"\n".join(told[at : at + 128] for at in range(0, len(told), 128))
    path = tmp_path / "tin.rtf"
    path.write_bytes(
        rb"{\rtf1 {\*\shppict{\pict\jpegblip " + told + rb"}}{\nonshppict{\pict\wmetafile8 "
        + told + rb"}}\par " + rb"\'41" * 100_000 + rb"\par}"
    )  # fmt: skip
    found = documents.read(path)
    assert [data for _, data in found.pictures] == [photo]
    assert str(found.fields["body"]).endswith("A" * 100_000)
