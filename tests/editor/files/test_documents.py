# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents of every kind become a headline, a copy and pictures; nothing is lost silently."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.errors import Refused
from editor.files import documents
from editor.text.charsets import Charset
from tests import old_letters
from tests.machines.newsroom import a_jpeg


def read(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return documents.read(path)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("tin.txt", "Chợ nổi họp lại\r\n\r\nSáng nay.\r\n\r\nHết.\r\n"),
        ("tin.md", "# Chợ nổi họp lại\n\nSáng nay.\n\nHết.\n"),
        ("tin.HTML", "<h1>Chợ nổi họp lại</h1><p>Sáng nay.</p><p>Hết.</p>"),
    ],
)
def test_headline_and_copy(tmp_path, name, data):
    """Whatever the form, the same story."""
    found = read(tmp_path, name, data)
    assert found.fields["headline"] == "Chợ nổi họp lại"
    assert found.fields["body"].strip("\n") == "Sáng nay.\n\nHết."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(tmp_path, encoding):
    """A text saved by any editor reads the same."""
    assert read(tmp_path, "tin.txt", "Đống Đa".encode(encoding)).fields["body"] == "Đống Đa"


def test_bytes_that_are_no_text_are_still_read(tmp_path):
    """Better odd letters than a refusal."""
    assert read(tmp_path, "tin.txt", b"T\xean \xff").fields["body"]


@pytest.mark.parametrize("name", ["tin.txt", "tin.md", "tin.html"])
def test_bytes_of_old_charsets_are_read_as_what_they_are(tmp_path, name):
    """There is no other text to show while somebody is asked."""
    head, body = "Nước lên", "Nước sông đã dâng lên từ sáng nay."
    forms = {"tin.txt": "{}\n\n{}", "tin.md": "# {}\n\n{}", "tin.html": "<h1>{}</h1><p>{}</p>"}
    windows = old_letters.as_windows_1258(forms[name].format(head, body))
    tcvn3 = old_letters.written(forms[name].format(head, body), Charset.TCVN3).encode("latin-1")
    found = read(tmp_path, name, windows)
    assert dict(found.fields) == {"headline": head, "body": body}
    assert found.found.charset is Charset.WINDOWS_1258
    assert read(tmp_path, name, tcvn3).fields["body"] == body.lower()
    assert read(tmp_path, name, "Où ça ? À l'été.".encode("cp1252")).fields["body"].startswith("Où")


@pytest.mark.parametrize("name", ["tin.txt", "tin.md", "tin.html"])
def test_old_letters_in_unicode_are_told_and_not_converted(tmp_path, name):
    """A person is asked first; both are at hand."""
    text = old_letters.written("Nước sông đã dâng lên từ sáng nay.", Charset.VNI)
    found = read(tmp_path, name, text)
    assert found.fields["body"] == text
    assert documents.in_unicode(found).fields["body"] == "Nước sông đã dâng lên từ sáng nay."
    clean = read(tmp_path, name, "Nước sông đã dâng lên.")
    assert documents.in_unicode(clean) == clean


def test_a_long_first_line_is_a_paragraph(tmp_path):
    """Nobody writes a headline of 300 letters."""
    assert "headline" not in read(tmp_path, "tin.txt", "a" * 300 + "\n\nb").fields


TEXT = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=30)


@given(headline=TEXT, standfirst=TEXT, tags=st.lists(TEXT.filter(bool), max_size=3))
def test_markdown_with_its_fields_comes_back(tmp_path_factory, headline, standfirst, tags):
    """What `write_markdown` writes, `read` reads."""
    fields = {"headline": headline, "standfirst": standfirst, "tags": tags, "body": "Một.\n\nHai."}
    text = documents.write_markdown(fields)
    found = read(tmp_path_factory.mktemp("md"), "tin.md", text).fields
    from editor.text.tidy import tidy

    assert found.get("headline", "") == tidy(headline)
    assert found.get("standfirst", "") == tidy(standfirst)
    assert list(found.get("tags", ())) == [tidy(each) for each in tags]
    assert found["body"].strip("\n") == "Một.\n\nHai."


def test_a_word_document_with_a_picture(tmp_path):
    """Heading, bold, and the picture's bytes, under the name that the copy calls it."""
    data = a_jpeg(3)
    found = read(tmp_path, "tin.docx", a_docx(data))
    assert found.fields["headline"] == "Chợ nổi"
    assert "**hàng đủ**" in found.fields["body"]
    ((name, taken),) = found.pictures
    assert taken == data
    assert f"]({name})" in found.fields["body"]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("tin.docx", b"not a zip", "files.damaged"),
        ("tin.docx", b"", "files.damaged"),
        ("tin.exe", b"MZ", "files.unknown_kind"),
        ("tin", b"text", "files.unknown_kind"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path, name, data, code):
    """One code, with the file's name."""
    with pytest.raises(Refused) as refused:
        read(tmp_path, name, data)
    assert refused.value.code == code
    assert refused.value.values["file"] == name


def test_a_file_that_is_gone(tmp_path):
    """Between choosing and reading."""
    with pytest.raises(Refused) as refused:
        documents.read(tmp_path / "gone.txt")
    assert refused.value.code == "files.unreadable"


def test_a_word_document_that_unfolds_without_end_is_refused(tmp_path):
    """A megabyte that says it holds a gigabyte is not opened."""
    with zipfile.ZipFile(tmp_path / "tin.docx", "w") as archive:
        archive.writestr("word/document.xml", b"")
        archive.infolist()[0].file_size = 1_000_000_000
    with pytest.raises(Refused) as refused:
        documents.read(tmp_path / "tin.docx")
    assert refused.value.code == "files.too_large"


def test_pictures_of_a_saved_page(tmp_path):
    """Those beside it and those inside it come along; nothing else on the disk is looked at."""
    (tmp_path / "tin_files").mkdir()
    (tmp_path / "tin_files" / "chợ nổi.jpg").write_bytes(b"beside")
    (tmp_path.parent / "secret.jpg").write_bytes(b"secret")
    page = (
        "<p>Một</p><img src='tin_files/ch%E1%BB%A3%20n%E1%BB%95i.jpg'>"
        "<img src='data:image/png;base64,aW5zaWRl'><img src='https://example.org/far.jpg'>"
        f"<img src='../secret.jpg'><img src='file://{tmp_path.parent}/secret.jpg'>"
        "<img src='tin_files/gone.jpg'><img src='//[bad'>"
    )
    found = read(tmp_path, "tin.html", page)
    assert [data for _, data in found.pictures] == [b"beside", b"inside"]
    for name, _ in found.pictures:
        assert f"]({name})" in found.fields["body"]
    assert found.fields["body"].count("![") >= 6


def test_pictures_of_a_markdown_file(tmp_path):
    """Those beside it come along, with alt text and title; one that is far away is named."""
    (tmp_path / "anh").mkdir()
    (tmp_path / "anh" / "ghe.jpg").write_bytes(b"beside")
    copy = (
        '# Chợ\n\n![Ghe *về*](anh/ghe.jpg "Ghe về bến.")\n\n![](https://x.vn/ghe.jpg)\n\n'
        "![lại](anh/ghe.jpg) ![](gone.png)"
    )
    found = read(tmp_path, "tin.md", copy)
    assert found.fields["body"] == ("![](ghe.jpg)\n\n![](ghe-2.jpg)\n\n![](ghe.jpg) ![](gone.png)")
    assert found.pictures == (("ghe.jpg", b"beside"),)
    told = [(each.name, each.alt_text, each.caption) for each in found.told]
    assert told == [
        ("ghe.jpg", "Ghe về", "Ghe về bến."), ("ghe-2.jpg", "", ""), ("gone.png", "", "")
    ]  # fmt: skip


def a_docx(picture: bytes) -> bytes:
    """The smallest Word document with a heading, a bold word and a picture."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    draw = "http://schemas.openxmlformats.org/drawingml/2006"
    package = "http://schemas.openxmlformats.org/package/2006"
    document = f"""<w:document xmlns:w="{word}" xmlns:r="{rel}" xmlns:a="{draw}/main"
 xmlns:wp="{draw}/wordprocessingDrawing" xmlns:pic="{draw}/picture"><w:body>
<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Chợ nổi</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">Người bán nói </w:t></w:r>
<w:r><w:rPr><w:b/></w:rPr><w:t>hàng đủ</w:t></w:r></w:p>
<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="p" descr="Ghe"/><a:graphic><a:graphicData>
<pic:pic><pic:blipFill><a:blip r:embed="rId1"/></pic:blipFill></pic:pic>
</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>
</w:body></w:document>"""
    styles = f"""<w:styles xmlns:w="{word}"><w:style w:type="paragraph" w:styleId="Heading1">
<w:name w:val="heading 1"/></w:style></w:styles>"""
    links = f"""<Relationships xmlns="{package}/relationships">
<Relationship Id="rId1" Type="{rel}/image" Target="media/image1.jpg"/>
<Relationship Id="rId2" Type="{rel}/styles" Target="styles.xml"/></Relationships>"""
    root = f"""<Relationships xmlns="{package}/relationships">
<Relationship Id="rId1" Type="{rel}/officeDocument" Target="word/document.xml"/></Relationships>"""
    types = f"""<Types xmlns="{package}/content-types">
<Default Extension="jpg" ContentType="image/jpeg"/>
<Default Extension="xml" ContentType="application/xml"/></Types>"""
    parts = {
        "[Content_Types].xml": types,
        "_rels/.rels": root,
        "word/document.xml": document,
        "word/_rels/document.xml.rels": links,
        "word/styles.xml": styles,
        "word/media/image1.jpg": picture,
    }
    with io.BytesIO() as file:
        with zipfile.ZipFile(file, "w") as archive:
            for name, part in parts.items():
                archive.writestr(name, part)
        return file.getvalue()
