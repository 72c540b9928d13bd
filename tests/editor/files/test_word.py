# SPDX-License-Identifier: GPL-3.0-or-later
"""Word documents of every make come in whole; hostile ones are refused in one sentence."""

import io
import zipfile
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor import exchange
from editor.desk import Desk
from editor.errors import Refused
from editor.files import documents
from tests.editor.files.word_files import (
    COMPOUND,
    REL,
    SPACES,
    changed,
    note,
    packed,
    paragraph,
    picture,
    run,
    zipped,
)
from tests.editor.test_exchange import RESOURCES
from tests.machines.newsroom import a_jpeg

BOLD = "<w:b/>"


@pytest.fixture
def read(tmp_path):
    """Reads bytes as a file of that name."""

    def read_as(name, data):
        path = tmp_path / name
        path.write_bytes(data)
        return documents.read(path)

    return read_as


def notes(kind, *bodies):
    """The part that holds the notes of a document, two of which only draw lines."""
    told = "".join(
        f'<w:{kind} w:id="{number}">{body}</w:{kind}>' for number, body in enumerate(bodies)
    )
    return f"<w:{kind}s {SPACES}>{told}</w:{kind}s>"


def test_footnotes_and_endnotes_are_those_of_the_house(read):
    """In the order in which the words call them, with their emphasis."""
    body = paragraph(
        run("Một"), note("footnote", 1), run(" hai"), note("endnote", 0), run(" ba"),
        note("footnote", 0), run("."),
    )  # fmt: skip
    data = packed(
        body,
        parts={
            "footnotes": notes(
                "footnote",
                paragraph(run("Thấp.")),
                paragraph(run("Cao "), run("lắm", BOLD)) + paragraph(run("và xa.")),
            ),
            "endnotes": notes("endnote", paragraph(run("Cuối."))),
        },
    )
    found = read("tin.docx", data)
    assert found.fields["body"] == (
        "Một[^1] hai[^2] ba[^3].\n\n[^1]: Cao **lắm** và xa.\n\n[^2]: Cuối.\n\n[^3]: Thấp."
    )
    assert found.receipt["kept"]["footnotes"] == 3


def test_tracked_changes_are_accepted_and_told(read):
    """What was deleted or moved away stays out; both are counted. Comments are for the desk."""
    body = paragraph(
        run("Sáng "),
        changed("ins", run("nay ")),
        changed("del", '<w:r><w:delText xml:space="preserve">qua </w:delText></w:r>'),
        changed("moveFrom", run("xa ")),
        changed("moveTo", run("gần ")),
        run("nước lên."),
        '<w:r><w:commentReference w:id="0"/></w:r>',
        form=f"<w:rPr>{changed('ins')}</w:rPr>",
    )
    said = (
        f'<w:comments {SPACES}><w:comment w:id="0" w:author="Hạ Sim">'
        f"{paragraph(run('Ai nói?'))}{paragraph(run('Hỏi lại.'))}</w:comment>"
        f'<w:comment w:id="1" w:author="">{paragraph(run(" "))}</w:comment></w:comments>'
    )
    found = read("tin.docx", packed(body, parts={"comments": said}))
    assert found.fields == {
        "body": "Sáng nay gần nước lên.",
        "ednote": "Hạ Sim: Ai nói? Hỏi lại.",
    }
    assert found.receipt["kept"]["insertions"] == 2
    assert found.receipt["dropped"] == {"deletions": 2, "remarks": 1}


def test_lists_within_lists_and_tables_with_spans(read):
    """Numbers stay numbers, and what a cell spans is left empty."""
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:numFmt w:val="{form}"/></w:lvl>'
        for at, form in enumerate(("decimal", "bullet"))
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )

    def item(text, level):
        form = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
        return paragraph(run(text), form=form)

    def cell(text, form=""):
        return f"<w:tc><w:tcPr>{form}</w:tcPr>{paragraph(run(text))}</w:tc>"

    rows = (
        cell("Xã") + cell("Hộ", '<w:gridSpan w:val="2"/>'),
        cell("Tân An", '<w:vMerge w:val="restart"/>') + cell("120") + cell("đủ"),
        cell("", "<w:vMerge/>") + cell("80") + cell("thiếu"),
    )
    table = "<w:tbl>" + "".join(f"<w:tr>{each}</w:tr>" for each in rows) + "</w:tbl>"
    body = item("Gạo", 0) + item("Nước", 1) + item("Dầu", 0) + table + paragraph(run("Hết."))
    found = read("tin.docx", packed(body, numbering=numbering))
    assert found.fields["body"] == (
        "1. Gạo\n\n    - Nước\n2. Dầu\n\n"
        "| Xã | Hộ |  |\n| --- | --- | --- |\n| Tân An | 120 | đủ |\n|  | 80 | thiếu |\n\nHết."
    )


def test_captions_and_alt_texts_stand_in_the_strip(tmp_path):
    """Of those pictures that came; a linked one is named, and nothing is fetched for it."""
    far = (
        f'<Relationship Id="far" Type="{REL}/image" Target="https://bao.example/xa.jpg"'
        ' TargetMode="External"/>'
    )
    body = (
        paragraph(run("Chợ nổi", BOLD))
        + paragraph(run("Sau bảy năm, ghe về.", BOLD))
        + paragraph(run("Sáng nay."))
        + paragraph(picture('r:embed="pic1"', "Ghe"))
        + paragraph(run("Ghe về bến. "), run("Ảnh: Hạ Sim", "<w:i/>"), style="Caption")
        + paragraph(picture('r:link="far"', "Xa"))
        + paragraph(run("Ở xa."), style="Caption")
        + paragraph(picture('r:embed="pic2"'))
        + paragraph(run("Hết."))
    )
    path = tmp_path / "Tin mới.docx"
    path.write_bytes(packed(body, pictures={"a.jpg": a_jpeg(1), "b.emf": b"\1\0\0\0x"}, links=far))
    with closing(Desk.open(tmp_path / "store", resources=RESOURCES)) as desk:
        made = exchange.bring_in(desk, path)
        page = exchange.read_page(desk, path)
    (placement,) = made.article.placements
    assert (made.article.headline, made.article.standfirst) == ("Chợ nổi", "Sau bảy năm, ghe về.")
    assert (placement.caption, placement.alt_text) == ("Ghe về bến. Ảnh: Hạ Sim", "Ghe")
    gone, drawing = made.missing
    assert made.article.body == (
        f"Sáng nay.\n\n![]({placement.name})\n\n![]({gone})\n\nỞ xa.\n\n![]({drawing})\n\nHết."
    )
    assert made.missing[gone].code == "pasted.on_the_web"
    assert made.missing[gone].values["address"] == "https://bao.example/xa.jpg"
    assert made.missing[drawing].code.startswith("picture.")
    assert page.copy.startswith("## Chợ nổi\n\nSau bảy năm, ghe về.\n\nSáng nay.")
    assert page.taken[next(iter(page.taken))].caption == placement.caption


@pytest.mark.parametrize(
    ("copy", "fields"),
    [
        ("**Tít** và chữ\n\nx", {"body": "**Tít** và chữ\n\nx"}),
        ("**Chỉ một dòng**", {"body": "**Chỉ một dòng**"}),
        ("**Một câu đậm.**\n\nx", {"body": "**Một câu đậm.**\n\nx"}),
        ("# C\\# & *nghiêng*\n\nx", {"headline": "C# & nghiêng", "body": "x"}),
        (
            "<strong>a\\_b</strong>\n\n**Sapo [đây](https://x.vn).**\n\nx",
            {"headline": "a_b", "standfirst": "Sapo đây.", "body": "x"},
        ),
    ],
)
def test_how_a_document_opens(copy, fields):
    """Bold type makes a headline only where it cannot be anything else."""
    from editor.files.opening import dressed

    assert dressed(copy) == fields


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
ENTITY = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
SMALL = packed(paragraph(run("Một")))
ODT_LOCKED = zipped(
    {"content.xml": b"\x93\x1f", "META-INF/manifest.xml": "<manifest:encryption-data/>"}
)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("tin.docx", COMPOUND + "EncryptedPackage".encode("utf-16-le"), "files.protected"),
        ("tin.doc", COMPOUND + "WordDocument".encode("utf-16-le"), "files.old_word"),
        ("tin.docx", COMPOUND + "WordDocument".encode("utf-16-le"), "files.old_word"),
        ("tin.odt", ODT_LOCKED, "files.protected"),
        ("tin.docx", b"%PDF-1.7\n", "files.pdf"),
        ("tin.txt", b"%PDF-1.7\n", "files.pdf"),
        ("tin.docx", SMALL[: len(SMALL) // 2], "files.damaged"),
        ("tin.docx", zipped({"xl/workbook.xml": "<x/>"}), "files.damaged"),
        ("tin.docx", zipped({"word/document.xml": LAUGHS + "<x>&b;</x>"}), "files.damaged"),
        ("tin.docx", zipped({"word/document.xml": ENTITY + "<x>&a;</x>"}), "files.damaged"),
        ("tin.docx", zipped({"word/document.xml": "<w:document"}), "files.damaged"),
        ("tin.docx", zipped({"word/document.xml": b"\0" * 70_000_000}), "files.too_large"),
        ("tin.doc", b"\0\1\2", "files.damaged"),
        ("tin.txt", a_jpeg(1), "files.damaged"),
        ("tin.md", a_jpeg(1), "files.damaged"),
        ("tin.mhtml", b"From: x\n\nno page", "files.damaged"),
        ("tin.xlsx", b"PK\3\4", "files.unknown_kind"),
    ],
)
def test_each_document_of_no_use_has_one_sentence(read, name, data, code):
    """What it is and what to do, with the file's name; nothing hangs, nothing is fetched."""
    with pytest.raises(Refused) as refused:
        read(name, data)
    assert (refused.value.code, refused.value.values["file"]) == (code, name)


WHOLE = packed(
    paragraph(run("Một", BOLD), note("footnote", 0)) + paragraph(picture('r:embed="pic1"')),
    pictures={"a.jpg": a_jpeg(1)},
    parts={"footnotes": notes("footnote", paragraph(run("Hai"))), "comments": "<w:comments"},
)
PARTS = {
    name: zipfile.ZipFile(io.BytesIO(WHOLE)).read(name)
    for name in zipfile.ZipFile(io.BytesIO(WHOLE)).namelist()
}
WOUNDS = st.tuples(st.sampled_from(sorted(PARTS)), st.integers(0, 2000), st.binary(max_size=6))


@given(
    st.sampled_from(["tin.docx", "tin.odt", "tin.doc", "tin.txt", "tin.mhtml", "tin.rtf"]),
    st.lists(WOUNDS, max_size=3),
    st.lists(st.tuples(st.integers(0, len(WHOLE)), st.binary(min_size=1, max_size=4)), max_size=3),
    st.one_of(st.none(), st.integers(0, len(WHOLE))),
)
def test_whatever_is_wrong_with_it_is_said_in_one_code(tmp_path_factory, name, wounds, marks, end):
    """Parts overwritten, bytes overwritten, cut short, called otherwise: read, or refused."""
    parts = dict(PARTS)
    for part, at, data in wounds:
        parts[part] = parts[part][:at] + data + parts[part][at + len(data) :]
    whole = bytearray(zipped(parts) if wounds else WHOLE)
    for at, data in marks:
        whole[at : at + len(data)] = data
    path = tmp_path_factory.mktemp("wounded") / name
    path.write_bytes(bytes(whole[:end]))
    code = "files.fine"
    try:
        documents.read(path)
    except Refused as refused:
        code = refused.code
    assert code.startswith("files.")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("tin.doc", b"{\\rtf1 Ch\\'fa mua}"),
        ("tin.doc", "<html><body><p>Chú mua</p></body></html>".encode()),
        ("tin.txt", packed(paragraph(run("Chú mua")))),
        ("tin.doc", packed(paragraph(run("Chú mua")))),
        ("tin.docm", packed(paragraph(run("Chú mua")))),
    ],
)
def test_a_name_that_lies(read, name, data):
    """A document is read as what it is."""
    assert read(name, data).fields["body"] == "Chú mua"
