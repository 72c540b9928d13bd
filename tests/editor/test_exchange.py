# SPDX-License-Identifier: GPL-3.0-or-later
"""Stories go into files and come out of them whole, pictures included."""

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from editor import carrying, exchange, handing
from editor.desk import Desk
from editor.errors import Damaged, EditorError, Refused
from editor.handing import Form
from editor.model.article import place
from editor.model.rows import StoryFilter
from tests.builders import an_article
from tests.editor.files.test_documents import a_docx
from tests.machines.newsroom import a_jpeg

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


@pytest.fixture
def desk(tmp_path):
    """The desk that has the story."""
    found = Desk.open(tmp_path / "one", resources=RESOURCES)
    yield found
    found.close()


@pytest.fixture
def other(tmp_path):
    """A desk that has nothing."""
    found = Desk.open(tmp_path / "other", resources=RESOURCES)
    yield found
    found.close()


@pytest.fixture
def story(desk):
    """A story with a captioned picture."""
    picture = replace(desk.intake.take_bytes(a_jpeg(1), "market.jpg"), credit="Hạ Sim")
    desk.articles.save_picture(picture, origin="test")
    article = place(an_article(category="doi-song", ednote="Kín"), picture)
    said = replace(article.placements[0], caption="Ghe về bến.", alt_text="Ghe.")
    return desk.articles.save(replace(article, placements=(said,)), origin="test")


def test_a_bundle_on_a_stick(tmp_path, desk, other, story):
    """Everything arrives: fields, captions, credits, bytes."""
    path = tmp_path / "story.stet"
    carrying.write(desk, story, path)
    brought = exchange.bring_in(other, path).article
    assert brought == story
    assert other.articles.pictures_of(brought) == desk.articles.pictures_of(story)
    assert other.vault.verify(story.placements[0].sha256)
    told = [(each.reason, each.at) for each in desk.history.versions(story.id)]
    here = [(each.reason, each.at) for each in other.history.versions(story.id)]
    assert (here[0][0], here[1:]) == ("import", told)
    again = tmp_path / "again.stet"
    carrying.write(desk, story, again)
    assert again.read_bytes() == path.read_bytes()


@pytest.mark.parametrize("data", [b"", b"PK", b"not a zip"])
def test_a_damaged_bundle(tmp_path, desk, data):
    """One code, and nothing is stored."""
    path = tmp_path / "story.stet"
    path.write_bytes(data)
    with pytest.raises(Damaged) as damaged:
        exchange.bring_in(desk, path)
    assert damaged.value.code == "files.damaged"


def test_a_bundle_whose_picture_is_another(tmp_path, desk, other, story):
    """Bytes that are not what their name says are refused."""
    path = tmp_path / "story.stet"
    carrying.write(desk, story, path)
    lying = tmp_path / "lying.stet"
    with zipfile.ZipFile(path) as one, zipfile.ZipFile(lying, "w") as two:
        for name in one.namelist():
            two.writestr(name, a_jpeg(9) if name.startswith("originals/") else one.read(name))
    with pytest.raises(EditorError) as error:
        exchange.bring_in(other, lying)
    assert error.value.code == "files.damaged"
    assert other.articles.find(story.id) is None


def test_markdown_goes_and_comes(tmp_path, desk, story):
    """Fields in front, copy below."""
    path = tmp_path / "story.md"
    path.write_text(exchange.markdown(story), "utf-8")
    brought = exchange.bring_in(desk, path).article
    for name in ("headline", "standfirst", "body", "tags", "category", "language"):
        assert getattr(brought, name) == getattr(story, name)
    assert brought.byline == story.byline
    assert brought.id != story.id
    assert "Kín" not in path.read_text("utf-8")


def test_what_is_set_off_leaves_the_house_whole(tmp_path, desk, story):
    """Boxes, pull quotes and cards: as elements for an agency, as typed in Markdown."""
    copy = (
        "> [!quote]\n> Còn nước còn chợ\n> — Bà Tư\n\n> [!box] Mốc\n> Một\n>\n> - hai\n\n"
        "https://youtu.be/a\n\n> [!card] https://x.com/a/status/1\n> Tựa"
    )
    story = desk.articles.save(replace(story, body=copy), origin="test")
    html = json.loads(handing.told(desk, story, Form.NINJS_1_3).text)["body_html"]
    for told in ('class="pull-quote"', 'class="box"', "link-card video", "link-card post"):
        assert told in html
    assert "<script" not in html
    assert "<iframe" not in html
    file = tmp_path / "story.md"
    file.write_text(exchange.markdown(story), encoding="utf-8")
    assert exchange.bring_in(desk, file).article.body == copy


def test_a_word_document(tmp_path, desk):
    """Its picture stands in the strip and in the copy under one name."""
    path = tmp_path / "Tin mới.docx"
    path.write_bytes(a_docx(a_jpeg(2)))
    brought = exchange.bring_in(desk, path).article
    (placement,) = brought.placements
    assert f"]({placement.name})" in brought.body
    assert desk.vault.verify(placement.sha256)


def a_folder_of_mail(folder):
    """Files of every kind, good ones and bad ones; some of them twice."""
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.md").write_text(f"# Tin {number}\n\nChợ nổi.", "utf-8")
    (folder / "picture.docx").write_bytes(a_docx(a_jpeg(2)))
    (folder / "page.html").write_text("<h1>Trang</h1><p>Ghe <script>x</script>về", "utf-8")
    (folder / "odd.bin").write_bytes(b"\0")
    (folder / "broken.docx").write_bytes(b"PK")
    names = (
        "0.md odd.bin 1.md gone.md picture.docx story.stet story.stet 2.md broken.docx page.html"
    )
    return [folder / name for name in (*names.split(), "3.md", "4.md", "4.md")]


def _told(desk, made):
    if isinstance(made, EditorError):
        return made.code, made.values.get("file")
    article, receipt = made.article, made.receipt
    assert desk.articles.get(article.id) == article
    assert all(desk.vault.verify(each.sha256) for each in article.placements)
    assert desk.articles.pictures_of(article).keys() == {each.sha256 for each in article.placements}
    (version,) = (each for each in desk.history.versions(article.id) if each.reason == "import")
    assert version.headline == article.headline
    return article.headline, article.body, {**receipt}


@pytest.mark.parametrize(("at_once", "letters"), [(500, 4_000_000), (2, 4_000_000), (500, 1)])
def test_many_files_come_in_as_each_alone(
    tmp_path, desk, other, story, monkeypatch, at_once, letters
):
    """The same stories in the same order, the same errors: however many go into a transaction."""
    monkeypatch.setattr(exchange, "AT_ONCE", at_once)
    monkeypatch.setattr(exchange, "LETTERS_AT_ONCE", letters)
    paths = a_folder_of_mail(tmp_path / "mail")
    carrying.write(desk, story, tmp_path / "mail" / "story.stet")
    third = Desk.open(tmp_path / "third", resources=RESOURCES)
    together = [_told(other, each) for each in exchange.bring_in_all(other, paths)]
    alone = []
    for path in paths:
        try:
            alone.append(_told(third, exchange.bring_in(third, path)))
        except EditorError as error:
            alone.append(_told(third, error))
    assert together == alone
    assert [each[0] for each in alone if len(each) == 2] == [
        "files.unknown_kind",
        "files.unreadable",
        "files.damaged",
    ]
    heads = [
        [each.headline for each in desk_.articles.rows(StoryFilter())] for desk_ in (other, third)
    ]
    assert heads[0] == heads[1]
    third.close()


def test_many_files_are_one_commit(tmp_path, desk):
    """So that a thousand stories of a news agency come in a second and not in five."""
    paths = [each for each in a_folder_of_mail(tmp_path / "mail") if each.suffix == ".md"]
    heard = []
    desk.database.listen(heard.append)
    made = list(exchange.bring_in_all(desk, [each for each in paths if each.exists()]))
    assert [len(each.articles) for each in heard] == [len(made)] == [6]


def test_a_full_disk_is_told_of_each_file_that_found_no_room(tmp_path, desk, monkeypatch):
    """What found room is kept, and is told as kept."""
    paths = [each for each in a_folder_of_mail(tmp_path / "mail") if each.suffix == ".md"]
    save, left = desk.articles.save, iter([True, False, True])

    def save_all(*_args, **_chosen):
        raise Refused("store.full")

    def save_one(*args, **chosen):
        if next(left, True):
            return save(*args, **chosen)
        raise Refused("store.full")

    monkeypatch.setattr(desk.articles, "save_all", save_all)
    monkeypatch.setattr(desk.articles, "save", save_one)
    told = [_told(desk, each)[0] for each in exchange.bring_in_all(desk, paths)]
    assert told == ["Tin 0", "store.full", "files.unreadable", "Tin 2", "Tin 3", "Tin 4", "Tin 4"]
    assert desk.articles.count(StoryFilter()) == 5


NINJS = {
    "type": "object",
    "required": ["uri"],
    "properties": {
        "uri": {"type": "string"},
        "type": {"enum": ["text", "audio", "video", "picture", "graphic", "composite"]},
        "pubstatus": {"enum": ["usable", "withheld", "canceled"]},
        "language": {"type": "string"},
        "headline": {"type": "string"},
        "body_html": {"type": "string"},
        "byline": {"type": "string"},
        "subject": {"type": "array", "items": {"type": "object"}},
        "associations": {"type": "object", "additionalProperties": {"type": "object"}},
    },
}
"""The properties of IPTC's ninjs 1.3 that we write."""


def test_ninjs(desk, story):
    """As the schema has it, with the picture, and without the editor's note."""
    doc = json.loads(handing.told(desk, story, Form.NINJS_1_3).text)
    jsonschema.validate(doc, NINJS)
    assert doc["pubstatus"] == "withheld"
    assert doc["associations"]["picture1"]["description_text"] == "Ghe về bến."
    assert doc["subject"][0] == {"code": "doi-song", "name": "Đời sống"}
    assert "Kín" not in json.dumps(doc, ensure_ascii=False)
