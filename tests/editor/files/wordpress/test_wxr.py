# SPDX-License-Identifier: GPL-3.0-or-later
"""Exports of WordPress come in: posts of every state, their pictures, nothing doubled or lost."""

import tracemalloc
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor import arguments, exchange, receiving
from editor.desk import Desk
from editor.export_commands import ExportCommands
from editor.files.wordpress import content, library, wxr
from editor.files.wordpress.library import Attachment
from editor.model.workflow import State
from editor.sentences import Sentences
from editor.text import clean
from tests.editor.test_commands import RESOURCES, Near
from tests.machines.newsroom import a_jpeg

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Báo</title><language>vi</language>
<wp:author><wp:author_login><![CDATA[lan]]></wp:author_login>
<wp:author_display_name><![CDATA[Trần Lan]]></wp:author_display_name></wp:author>
"""
TAIL = "</channel></rss>"
UPLOADS = "https://old.example.org/wp-content/uploads"


def post(number, html="Một.\n\nHai.", **fields):
    """One item, with what is asked for."""
    told = {"post_type": "post", "status": "publish", "post_name": f"tin-{number}"} | fields
    title, extra = told.pop("title", f"Tin {number}"), told.pop("extra", "")
    wp = "".join(f"<wp:{k}>{escape(str(v))}</wp:{k}>" for k, v in told.items())
    return (
        f"<item><title>{escape(title)}</title><link>https://old.example.org/{number}</link>"
        f"<dc:creator>lan</dc:creator><guid>https://old.example.org/?p={number}</guid>"
        f"<content:encoded><![CDATA[{html}]]></content:encoded>"
        f"<wp:post_id>{number}</wp:post_id>"
        f"<wp:post_date_gmt>2024-05-03 01:02:03</wp:post_date_gmt>{wp}{extra}</item>"
    )


def meta(key, value):
    told = f"<wp:meta_key>{key}</wp:meta_key><wp:meta_value>{value}</wp:meta_value>"
    return f"<wp:postmeta>{told}</wp:postmeta>"


def attachment(number, file, parent=0, caption="", alt=""):
    address = f"<wp:attachment_url>{UPLOADS}/{file}</wp:attachment_url>"
    words = f"<excerpt:encoded>{caption}</excerpt:encoded>{meta('_wp_attachment_image_alt', alt)}"
    return post(
        number, post_type="attachment", post_parent=parent, status="inherit", extra=address + words
    )


@pytest.fixture
def desk(tmp_path):
    found = Desk.open(tmp_path / "store", resources=RESOURCES)
    yield found
    found.close()


def bring(desk, path, *items):
    path.write_text(HEAD + "".join(items) + TAIL, "utf-8")
    return [made for _, made in receiving.receive(desk, [path])]


WHOLE = f"""<!-- wp:paragraph --><p>Mở đầu.</p><!-- /wp:paragraph -->
<!-- wp:image {{"id":11}} --><figure class="wp-block-image">
<img src="{UPLOADS}/2024/05/cho-noi-300x200.jpg" alt="Ghe" class="wp-image-11"/>
<figcaption>Ghe về bến.</figcaption></figure><!-- /wp:image -->
<!-- wp:embed --><figure class="wp-block-embed"><div class="wp-block-embed__wrapper">
https://youtu.be/abc
</div></figure><!-- /wp:embed -->
<script>x()</script>"""


def test_a_post_comes_in_whole(desk, tmp_path):
    """Fields, sections, tags, excerpt, slug, its pictures from the folder beside, its original."""
    (tmp_path / "uploads/2024/05").mkdir(parents=True)
    (tmp_path / "uploads/2024/05/cho-noi.jpg").write_bytes(a_jpeg(1))
    (tmp_path / "uploads/2024/05/lead.jpg").write_bytes(a_jpeg(2))
    filed = (
        '<category domain="category" nicename="doi-song">Đời sống</category>'
        '<category domain="category" nicename="chuyen-la">Chuyện lạ</category>'
        '<category domain="post_tag" nicename="cho-noi">chợ nổi</category>'
        "<excerpt:encoded><![CDATA[<p>Tóm &amp; tắt</p>]]></excerpt:encoded>"
        + meta("_thumbnail_id", 12)
    )
    made, note = bring(
        desk,
        tmp_path / "site.xml",
        post(1, WHOLE, title="Chợ &amp; nổi", extra=filed, post_name="ch%e1%bb%a3-n%e1%bb%95i"),
        attachment(11, "2024/05/cho-noi.jpg", caption="Của thư viện"),
        attachment(12, "2024/05/lead.jpg", caption="Bìa", alt="Một chiếc ghe"),
        post(13, post_type="page"),
    )
    article = made.article
    assert (article.headline, article.standfirst) == ("Chợ & nổi", "Tóm & tắt")
    assert (article.category, article.tags) == ("doi-song", ("chợ nổi", "Chuyện lạ"))
    assert (article.byline, article.url_slug) == ("Trần Lan", "cho-noi")
    assert article.state is State.DRAFT
    assert article.published_at is None
    assert article.ednote == (
        "WordPress · publish · 2024-05-03T01:02:03Z · https://old.example.org/1"
    )
    assert article.body == "Mở đầu.\n\n![](cho-noi.jpg)\n\nhttps://youtu.be/abc"
    told = {each.name: (each.caption, each.alt_text, each.is_lead) for each in article.placements}
    assert told == {
        "cho-noi.jpg": ("Ghe về bến.", "Ghe", False),
        "lead.jpg": ("Bìa", "Một chiếc ghe", True),
    }
    assert made.receipt["dropped"]["scripts"] == 1
    assert receiving.original(desk, article.id).data.decode() == WHOLE
    assert note.code == "files.other_items"
    assert note.values["kinds"] == "page: 1"


def test_states_notes_and_pictures_that_are_elsewhere(desk, tmp_path):
    """Drafts, private and scheduled ones are drafts with a note; rubbish stays out."""
    made = bring(
        desk,
        tmp_path / "site.xml",
        post(1, status="draft", post_password="x"),
        post(2, status="private"),
        post(3, f'<img src="{UPLOADS}/a.jpg">', status="future"),
        post(4, status="trash"),
        post(5, "<p>A</p>", extra="<wp:comment><wp:comment_id>1</wp:comment_id></wp:comment>"),
    )
    *stories, note = made
    assert [each.article.ednote.split(" · ")[1] for each in stories] == [
        *("draft", "private", "future", "publish")
    ]
    assert stories[0].article.ednote.endswith("password")
    assert {each.article.state for each in stories} == {State.DRAFT}
    assert [each.code for each in stories[2].missing.values()] == ["pasted.on_the_web"]
    assert stories[3].receipt["dropped"] == {"reader_comments": 1}
    assert note.values["kinds"] == "trash: 1"


def test_a_second_time_nothing_is_doubled(desk, tmp_path):
    """Only what is new, and what was undone."""
    path = tmp_path / "site.xml"
    first = bring(desk, path, post(1), post(2))
    again = bring(desk, path, post(1), post(2), post(3))
    assert [each.article.headline for each in again[:-1]] == ["Tin 3"]
    assert again[-1].values == {"file": "site.xml", "stories": 2}
    exchange.take_back(desk, [first[0].article.id])
    third = bring(desk, path, post(1), post(2), post(3))
    assert [getattr(each, "code", "") for each in third] == ["", "files.known_stories"]


def test_a_file_that_is_cut_short(desk, tmp_path):
    """What came before the cut is in, and one sentence says so."""
    path = tmp_path / "site.xml"
    path.write_text(HEAD + post(1) + post(2) + post(3)[:60], "utf-8")
    *made, error = (made for _, made in receiving.receive(desk, [path]))
    assert [each.article.headline for each in made] == []
    assert error.code == "files.cut_short"


def test_by_command(desk, tmp_path):
    """Stories on one side, notes on the other."""
    commands = ExportCommands(desk, Near(desk), Sentences.load(RESOURCES / "sentences", "en"))
    path = tmp_path / "site.xml"
    path.write_text(HEAD + post(1) + post(2, post_type="page") + TAIL, "utf-8")
    given = arguments.parser().parse_args(["import", str(path)])
    answer = arguments.COMMANDS["import"](commands, given)
    assert len(answer.value) == 1
    assert answer.notes == ("Of site.xml, these are no stories and stayed out: page: 1.",)
    assert not answer.refused


LIBRARY = {
    "1": Attachment("1", f"{UPLOADS}/a.jpg", caption="Một"),
    "2": Attachment("2", f"{UPLOADS}/b.jpg"),
}


def copy_of(text, children=()):
    made = content.html_of(text, LIBRARY, lambda: list(children))
    cleaned = clean.from_html(made.html)
    return cleaned.copy.strip("\n"), dict(made.dropped), cleaned.pictures


@pytest.mark.parametrize(
    ("text", "copy", "dropped"),
    [
        ("Một\nhai\n\nBa", "Một  \nhai\n\nBa", {}),
        ("Một [sic] [1] [...] hai", "Một \\[sic\\] \\[1\\] \\[...\\] hai", {}),
        ("[foo a=1]Trong[/foo] ngoài [bar_x] [baz /]", "Trong ngoài", {"shortcodes": 3}),
        ("[[gallery]]", "\\[gallery\\]", {}),
        ("[embed]https://youtu.be/a_b[/embed]", "<https://youtu.be/a_b>", {}),
        ('[video mp4="https://x.org/v.mp4"][/video]', "<https://x.org/v.mp4>", {}),
        (
            '<iframe src="https://www.youtube.com/embed/abcdef?x=1"></iframe>',
            "<https://www.youtube.com/watch?v=abcdef>",
            {},
        ),
        ("Một<blockquote>Hai\n\nBa</blockquote>Bốn", None, {}),
        ("<h2>Đề</h2>\nMột<ul>\n<li>Hai</li>\n\n<li>Ba</li>\n</ul>", None, {}),
        ("\ue0009\ue001", "", {}),
    ],
)
def test_content_as_a_browser_shows_it(text, copy, dropped):
    """Paragraphs without tags, brackets that mean themselves, films by their address."""
    found, lost, _ = copy_of(text)
    if copy is not None:
        assert found == copy
    for word in ("Một", "Hai", "Ba", "Bốn"):
        assert (word in found) == (word in text)
    assert lost == dropped


def test_captions_and_galleries():
    """Of shortcodes old and new; a gallery that names none shows what was uploaded to the post."""
    html = '[caption id="attachment_1" align="x"]<a href="#"><img src="s.jpg" class="wp-image-1">'
    _, _, (one,) = copy_of(f"{html}</a> Lời <b>ảnh</b>[/caption]")
    assert (one.address, one.caption) == (f"{UPLOADS}/a.jpg", "Lời ảnh")
    _, _, (old,) = copy_of('[caption caption="Lời cũ"]<img src="x.jpg">[/caption]')
    assert old.caption == "Lời cũ"
    _, _, two = copy_of('[gallery ids="2,1,7"]')
    assert [each.name for each in two] == ["b.jpg", "a.jpg"]
    assert two[1].caption == "Một"
    _, _, three = copy_of("[gallery]", [LIBRARY["2"]])
    assert [each.name for each in three] == ["b.jpg"]


def test_files_are_found_beside_the_export_and_nowhere_else(tmp_path):
    """The original before the smaller copy; no path leads out of the folder."""
    (tmp_path / "in/uploads/2024").mkdir(parents=True)
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    (tmp_path / "in/uploads/2024/a-300x200.jpg").write_bytes(b"small")
    (tmp_path / "in/b.jpg").write_bytes(b"flat")
    export = tmp_path / "in/site.xml"
    assert library.carried(export, f"{UPLOADS}/2024/a-300x200.jpg") == b"small"
    (tmp_path / "in/uploads/2024/a.jpg").write_bytes(b"whole")
    assert library.carried(export, f"{UPLOADS}/2024/a-300x200.jpg") == b"whole"
    assert library.carried(export, f"{UPLOADS}/2023/b-scaled.jpg") == b"flat"
    for path in ("../../secret.jpg", "%2e%2e/secret.jpg", "/etc/passwd", "..\\secret.jpg", "//[x"):
        assert library.carried(export, f"{UPLOADS}/{path}") == b""
        assert library.carried(export, path) == b""


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from([*"[]/<>\"'= \n\ue000\ue0019aé", "gallery", "caption", "<img ", "<p>"]),
        max_size=60,
    ).map("".join)
)
def test_no_content_breaks_it(text):
    """Whatever a post has, its letters come through or were tags."""
    content.html_of(text, LIBRARY, list)


def test_a_big_export_needs_no_more_memory_than_its_posts(tmp_path):
    """Ten times the posts cost the same: nothing of a post is kept once it was told."""
    peaks = []
    for number in (20, 120):
        path = tmp_path / f"{number}.xml"
        with path.open("w", encoding="utf-8") as file:
            file.write(HEAD)
            file.writelines(post(each, "<p>Một hai ba bốn.</p>\n" * 200) for each in range(number))
            file.write(TAIL)
        tracemalloc.start()
        count = sum(1 for _ in wxr.stories(path))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert count == number
    assert peaks[1] < 1.5 * peaks[0]
