# SPDX-License-Identifier: GPL-3.0-or-later
"""Word documents of our own, built part by part; and files that only look like some."""

import io
import zipfile
from collections.abc import Mapping

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAW = "http://schemas.openxmlformats.org/drawingml/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SPACES = (
    f'xmlns:w="{WORD}" xmlns:r="{REL}" xmlns:a="{DRAW}/main"'
    f' xmlns:wp="{DRAW}/wordprocessingDrawing" xmlns:pic="{DRAW}/picture"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
STYLES = {"Heading1": "heading 1", "Caption": "caption", "Title": "Title", "Subtitle": "Subtitle"}
COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")


def run(text: str, form: str = "") -> str:
    """Words in one form, such as `<w:b/>`."""
    return f'<w:r><w:rPr>{form}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, style: str = "", form: str = "") -> str:
    """A paragraph of runs."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{form}</w:pPr>{''.join(runs)}</w:p>"


def picture(link: str, alt: str = "") -> str:
    """A picture, by the id of its relationship; `r:embed="..."` or `r:link="..."`."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="p" descr="{alt}"/><a:graphic>'
        f"<a:graphicData><pic:pic><pic:blipFill><a:blip {link}/></pic:blipFill></pic:pic>"
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def changed(tag: str, *inside: str) -> str:
    """A tracked change: `ins`, `del`, `moveFrom`, `moveTo`."""
    said = 'w:id="9" w:author="Hạ Sim" w:date="2026-01-02T03:04:05Z"'
    return f"<w:{tag} {said}>{''.join(inside)}</w:{tag}>"


def note(kind: str, number: int) -> str:
    """The place where a `footnote` or an `endnote` is called."""
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def packed(
    body: str,
    *,
    pictures: Mapping[str, bytes] | None = None,
    parts: Mapping[str, str] | None = None,
    links: str = "",
    numbering: str = "",
) -> bytes:
    """A document with this body; pictures are linked as `pic1`, `pic2` in their order.

    Args:
        body: what is in `w:body`.
        pictures: bytes by file name.
        parts: more parts below `word/`, linked by their names: `footnotes`, `comments` ...
        links: more relationships.
        numbering: what is in `w:numbering`.
    """
    pictures, parts = pictures or {}, dict(parts or {})
    if numbering:
        parts["numbering"] = f"<w:numbering {SPACES}>{numbering}</w:numbering>"
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in STYLES.items()
    )
    parts["styles"] = f"<w:styles {SPACES}>{styles}</w:styles>"
    told = "".join(
        f'<Relationship Id="pic{number}" Type="{REL}/image" Target="media/{name}"/>'
        for number, name in enumerate(pictures, start=1)
    )
    told += "".join(
        f'<Relationship Id="part-{name}" Type="{REL}/{name}" Target="{name}.xml"/>'
        for name in parts
    )
    root = f'<Relationship Id="a" Type="{REL}/officeDocument" Target="word/document.xml"/>'
    relations = f'<Relationships xmlns="{PACKAGE}/relationships">'
    whole: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="jpg" ContentType="image/jpeg"/>'
        '<Default Extension="emf" ContentType="image/x-emf"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f"{relations}{root}</Relationships>",
        "word/_rels/document.xml.rels": f"{relations}{told}{links}</Relationships>",
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
        **{f"word/{name}.xml": part for name, part in parts.items()},
        **{f"word/media/{name}": data for name, data in pictures.items()},
    }
    return zipped(whole)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of these parts."""
    with io.BytesIO() as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in parts.items():
                archive.writestr(name, part)
        return file.getvalue()
