# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents of LibreOffice: what a reader sees comes in, as copy of the house."""

import io
import re
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.errors import Refused
from editor.files import documents, opendocument
from editor.text.dialect import Dialect

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join(
    f'xmlns:{name}="{address}"'
    for name, address in {
        "office": f"{OASIS}office:1.0",
        "text": f"{OASIS}text:1.0",
        "table": f"{OASIS}table:1.0",
        "draw": f"{OASIS}drawing:1.0",
        "style": f"{OASIS}style:1.0",
        "fo": f"{OASIS}xsl-fo-compatible:1.0",
        "svg": f"{OASIS}svg-compatible:1.0",
        "xlink": "http://www.w3.org/1999/xlink",
        "dc": "http://purl.org/dc/elements/1.1/",
    }.items()
)
STYLES = """
<style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="T2" style:parent-style-name="T1">
<style:text-properties fo:font-weight="normal" fo:font-style="italic"/></style:style>
<style:style style:name="T3"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="P1" style:parent-style-name="Quotations"/>
<text:list-style style:name="L1"><text:list-level-style-number text:level="1"/></text:list-style>
<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"/></text:list-style>
"""


def an_odt(body, pictures=None):
    """A document with this in its body."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        archive.writestr(
            "content.xml",
            f"<office:document-content {SPACES}><office:automatic-styles>{STYLES}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
        )
        for name, data in (pictures or {}).items():
            archive.writestr(name, data)
    return into.getvalue()


def read(tmp_path, data, name="tin.odt"):
    (tmp_path / name).write_bytes(data)
    return documents.read(tmp_path / name)


@pytest.mark.parametrize(
    ("body", "copy"),
    [
        ('<text:h text:outline-level="2">Tít</text:h><text:p>Chữ</text:p>', "## Tít\n\nChữ"),
        ('<text:p>Ông <text:span text:style-name="T1">nói</text:span></text:p>', "Ông **nói**"),
        ('<text:p><text:span text:style-name="T2">x</text:span></text:p>', "*x*"),
        ('<text:p>m<text:span text:style-name="T3">2</text:span></text:p>', "m<sup>2</sup>"),
        ('<text:p text:style-name="P1">Dẫn</text:p>', "> Dẫn"),
        ("<text:p>a<text:s text:c='3'/>b<text:tab/>c<text:line-break/>d</text:p>", "a b c  \nd"),
        ('<text:p><text:a xlink:href="https://a.vn">đây</text:a></text:p>',
         "[đây](https://a.vn)"),
        (('<text:list text:style-name="L1"><text:list-item><text:p>Một</text:p><text:list>'
         "<text:list-item><text:p>Hai</text:p></text:list-item></text:list></text:list-item>"
         "</text:list>"), "1. Một\n\n    1. Hai"),
        (('<text:list text:style-name="L2"><text:list-item><text:p>Một</text:p></text:list-item>'
         "</text:list>"), "- Một"),
        (("<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
         '<table:table-cell table:number-columns-repeated="2"><text:p>b</text:p>'
         "</table:table-cell></table:table-row></table:table>"),
         "| a | b | b |\n| --- | --- | --- |"),
        (("<text:p>Một<text:note><text:note-citation>1</text:note-citation><text:note-body>"
         '<text:p>Xem <text:a xlink:href="https://a.vn">đây</text:a></text:p><text:p>và</text:p>'
         "</text:note-body></text:note>.</text:p><text:p>Hai</text:p>"),
         "Một[^1].\n\nHai\n\n[^1]: Xem [đây](https://a.vn) và"),
        (("<text:tracked-changes><text:p>xóa</text:p></text:tracked-changes><text:p>Còn"
         "<office:annotation><text:p>ghi chú</text:p></office:annotation></text:p>"), "Còn"),
        ("<text:p>\uf5c01\uf5c1x</text:p>", "1x"),
    ],
)  # fmt: skip
def test_what_a_reader_sees(tmp_path, body, copy):
    """Headings, emphasis by style and its parents, lists, tables, links, notes; no deleted word."""
    assert read(tmp_path, an_odt(body)).fields["body"] == copy


def test_title_and_pictures(tmp_path):
    """The title is the headline; pictures come along with their words and by their names."""
    frame = (
        '<draw:frame><draw:image xlink:href="Pictures/1.png"/><draw:image xlink:href="x.svm"/>'
        "<svg:desc>Ghe</svg:desc></draw:frame>"
    )
    body = f'<text:p text:style-name="Title">Chợ nổi</text:p><text:p>a{frame}b</text:p>'
    found = read(tmp_path, an_odt(body, {"Pictures/1.png": b"png"}))
    assert found.fields == {"headline": "Chợ nổi", "body": "a\n\n![](1.png)\n\nb"}
    assert found.pictures == (("1.png", b"png"),)
    cleaned = documents.clean.from_html(opendocument.unfold(an_odt(body), "tin.odt").html)
    assert cleaned.pictures[0].alt_text == "Ghe"


def test_captions_and_remarks(tmp_path):
    """A caption belongs to its picture; a remark to the note to editors, with its author."""
    frame = '<draw:frame><draw:image xlink:href="Pictures/1.png"/></draw:frame>'
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>xóa</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        f'<text:p text:style-name="Illustration">{frame}Ghe về bến.</text:p><text:p>Hết.'
        "<office:annotation><dc:creator>Hạ Sim</dc:creator><dc:date>2026</dc:date>"
        "<text:p>Ai nói?</text:p><text:p>Hỏi lại.</text:p></office:annotation></text:p>"
    )
    found = read(tmp_path, an_odt(body, {"Pictures/1.png": b"png"}))
    assert found.fields["ednote"] == "Hạ Sim: Ai nói? Hỏi lại."
    assert found.receipt["dropped"] == {"deletions": 1, "remarks": 1}
    assert (found.told[0].caption, found.told[0].caption_blocks) == ("Ghe về bến.", 1)


@pytest.mark.parametrize(
    "data",
    [b"no zip", an_odt("<open>"), an_odt("").replace(b"content.xml", b"another.xml")],
)
def test_what_is_broken_is_refused(tmp_path, data):
    """With one clear code."""
    with pytest.raises(Refused) as refused:
        read(tmp_path, data)
    assert refused.value.code == "files.damaged"


@pytest.mark.parametrize("part", ["content.xml", "META-INF/manifest.xml"])
@pytest.mark.parametrize("change", ["bytes", "method"])
def test_what_was_damaged_on_its_way_is_refused(tmp_path, part, change):
    """Wherever: a few other bytes amid a part, or one that says how it is packed."""
    made = io.BytesIO(an_odt("<text:p>a</text:p>"))
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("META-INF/manifest.xml", " ".join(map(str, range(500))))
    with zipfile.ZipFile(made) as archive:
        found, packed = archive.getinfo(part), bytearray(made.getvalue())
    if change == "bytes":
        start = found.header_offset + 30 + len(part)
        packed[start : start + found.compress_size] = b"\xff" * found.compress_size
    else:
        behind = packed.rindex(part.encode())
        for at in (found.header_offset + 8, behind - 46 + 10):
            packed[at] = 97
    with pytest.raises(Refused) as refused:
        read(tmp_path, bytes(packed))
    assert refused.value.code == "files.damaged"


def test_old_letters_are_told_of_as_in_any_other_document(tmp_path):
    """As they are, and in Unicode; notes stand in both."""
    body = (
        "<text:p>Nöôùc soâng ñaõ daâng<text:note><text:note-body><text:p>a</text:p>"
        "</text:note-body></text:note>.</text:p>"
    )
    found = read(tmp_path, an_odt(body))
    assert found.fields["body"] == "Nöôùc soâng ñaõ daâng[^1].\n\n[^1]: a"
    assert found.converted["body"] == "Nước sông đã dâng[^1].\n\n[^1]: a"


def test_entities_are_refused(tmp_path):
    """A few letters that unfold into gigabytes are not even looked at."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        archive.writestr("content.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    with pytest.raises(Refused):
        read(tmp_path, into.getvalue())


def element(name, inner):
    """An element; a note has its words in its body."""
    inner = f"<text:note-body>{inner}</text:note-body>" if name == "text:note" else inner
    return f"<{name}>{inner}</{name}>"


WORDS = st.text("xyđế <&*_[]1.#", min_size=1, max_size=8)
NAMES = """text:p text:span text:list text:list-item table:table table:table-row table:table-cell
text:h text:a text:note draw:frame draw:text-box text:section"""
TREES = st.recursive(
    WORDS.map(lambda word: word.replace("&", "&amp;").replace("<", "&lt;")),
    lambda inner: st.tuples(st.sampled_from(NAMES.split()), st.lists(inner, max_size=3)).map(
        lambda pair: element(pair[0], "".join(pair[1]))
    ),
    max_leaves=12,
)


@given(TREES)
def test_no_word_is_lost(tree):
    """Whatever lies in what: each letter of the document stands in the page."""
    made = documents._unfolded(opendocument.unfold(an_odt(tree), "tin.odt"))
    page = "".join(Dialect().whole(str(made.fields["body"]), lambda _: None))
    shown = re.sub("<[^>]*>", "", page) + str(made.fields.get("headline", ""))
    for letter in "xyđế":
        assert shown.count(letter) >= re.sub("<[^>]*>", "", tree).count(letter)
