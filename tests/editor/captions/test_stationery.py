# SPDX-License-Identifier: GPL-3.0-or-later
"""Templates fill what they name; what nobody knows stays as it was typed and is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.captions import codes, countries, stationery
from editor.captions.drawer import Drawer
from editor.captions.edits import Edit, Way
from editor.captions.fields import NAMED, Kind
from editor.captions.stationery import VARIABLES, Take, Template, applied, fill
from editor.errors import Refused
from tests.builders import a_picture

TAKE = Take("vi", "Hạ Sim", codes.joined([{"hn10": ("Nguyễn Văn Quyết",)}]))
SHOT = a_picture(
    taken_at="2026-03-07T19:05:09+07:00", city="Hà Nội", creator="Một Trần", headline="Chung kết"
)
TYPED = [name for name, each in NAMED.items() if each.kind in {Kind.LINE, Kind.TEXT, Kind.LIST}]
EDITS = st.builds(
    Edit,
    st.sampled_from(TYPED),
    st.text(alphabet="aệ{}city seq:3\\hn10\n", max_size=20),
    st.sampled_from(Way),
)


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("{city}, {date}", "Hà Nội, 7/3/2026"),
        ("{weekday} {time}", "Thứ Bảy 19:05"),
        ("{filename}-{seq:3}", "market-1-007"),
        ("{creator}: {headline}", "Một Trần: Chung kết"),
        ("{year}{month}{day} {user}", "20260307 Hạ Sim"),
        ("\\hn10\\ ở {city}", "Nguyễn Văn Quyết ở Hà Nội"),
        ("{event}", ""),
        ("{", "{"),
    ],
)
def test_variables_and_codes_are_filled_in(text, becomes):
    """By what the picture says."""
    assert fill(text, SHOT, TAKE, 7) == (becomes, ())


def test_in_english_the_date_is_an_english_one():
    """The site's language, not the screen's."""
    assert fill("{weekday}, {date}", SHOT, Take("en"))[0] == "Saturday, 7 March 2026"


def test_without_a_date_there_is_no_day():
    """Nothing is invented."""
    assert fill("[{date}{time}{weekday}]", a_picture(), TAKE)[0] == "[]"
    assert fill("{date}{time}", a_picture(taken_at="2026-03-07"), TAKE)[0] == "7/3/2026"


def test_what_nobody_knows_stays_and_is_told():
    """Variables and codes alike."""
    assert fill("{player} \\hn99\\", SHOT, TAKE) == ("{player} \\hn99\\", ("{player}", "\\hn99\\"))


def test_what_a_variable_brings_along_is_not_looked_through_again():
    """A headline with braces in it is a headline."""
    odd = a_picture(headline="{city} \\hn10\\", city="Huế")
    assert fill("{headline}", odd, TAKE)[0] == "{city} \\hn10\\"


def test_a_template_reads_the_city_that_it_sets_itself():
    """In whichever order its fields stand."""
    template = Template("Sân", (Edit("caption", "Ở {city}."), Edit("city", "Vinh")))
    done = applied(template, [SHOT, SHOT], TAKE)
    assert [each.caption for each in done.pictures] == ["Ở Vinh."] * 2


def test_the_numbers_of_a_take_go_on():
    """From the number that was said."""
    template = Template("Số", (Edit("title", "{seq:2}"),))
    done = applied(template, [SHOT] * 3, TAKE, first=9)
    assert [each.title for each in done.pictures] == ["09", "10", "11"]


def test_a_moment_that_is_none_leaves_its_field():
    """And is told."""
    done = applied(Template("x", (Edit("expires_at", "mai"),)), [SHOT], TAKE)
    assert done.pictures == (SHOT,)
    assert done.unknown == ("mai",)


@given(edits=st.lists(EDITS, max_size=6))
def test_a_template_comes_back_from_its_file(edits):
    """Letter by letter."""
    template = Template("Bóng đá: {city}", tuple(edits))
    assert stationery.from_toml(stationery.to_toml(template)) == template


@given(edits=st.lists(EDITS, max_size=4))
def test_a_template_writes_only_the_fields_that_it_names(edits):
    """Whatever is typed in it."""
    done = applied(Template("x", tuple(edits)), [SHOT], TAKE).pictures[0]
    named = {each.field for each in edits}
    for name in set(NAMED) - named:
        assert getattr(done, name) == getattr(SHOT, name)


def test_every_variable_that_is_offered_is_known():
    """None of the list stays as it was typed."""
    for name in VARIABLES:
        assert fill(f"{{{name}}}", SHOT, TAKE)[1] == ()


@pytest.mark.parametrize("text", ["", "x = 1", "name = 3\nedits = 4", "[[", "edits = []"])
def test_what_is_no_template_is_refused(text):
    """With a sentence."""
    with pytest.raises(Refused) as refused:
        stationery.from_toml(text)
    assert refused.value.code == "stationery.bad_file"


def test_the_drawer_keeps_templates_as_files_of_their_own(tmp_path):
    """Kept, named, replaced, taken away; another's file beside them bars nothing."""
    drawer = Drawer(tmp_path)
    assert drawer.templates() == []
    drawer.keep(Template("Bóng đá", (Edit("city", "Vinh"),)))
    drawer.keep(Template("Bong da!", (Edit("city", "Huế"),)))
    drawer.keep(Template("Bóng đá", (Edit("city", "Hà Nội"),)))
    (tmp_path / "templates" / "broken.toml").write_text("[[", "utf-8")
    assert [each.name for each in drawer.templates()] == ["Bong da!", "Bóng đá"]
    assert drawer.template("Bóng đá").edits[0].text == "Hà Nội"
    with pytest.raises(Refused):
        drawer.template("bong da")  # two that differ by marks alone
    drawer.remove("Bong da!")
    assert drawer.template("bong da").name == "Bóng đá"
    with pytest.raises(Refused):
        drawer.keep(Template(" "))


def test_codes_are_read_again_when_a_file_changes(tmp_path):
    """From the drawer's own folder and from files elsewhere; one that is out bars nothing."""
    drawer = Drawer(tmp_path / "drawer")
    assert drawer.codes().names == {}
    stick = tmp_path / "stick" / "team.txt"
    stick.parent.mkdir()
    stick.write_text("hn10\tVăn Quyết\n", "utf-8")
    drawer.choose_codes([stick, tmp_path / "away.txt"], "=")
    assert drawer.codes().expanded("=hn10=")[0] == "Văn Quyết"
    assert drawer.codes() is drawer.codes()
    stick.write_text("hn10\tNguyễn Văn Quyết\n", "utf-8")
    own = tmp_path / "drawer" / "codes" / "sg.tsv"
    own.parent.mkdir()
    own.write_bytes("sg7\tLê Bảy\n".encode("utf-16"))
    assert drawer.codes().expanded("=hn10= =sg7=")[0] == "Nguyễn Văn Quyết Lê Bảy"
    with pytest.raises(Refused):
        drawer.choose_codes([stick], "a")


def test_countries_are_known_in_both_languages():
    """With and without marks, also as desks call them."""
    for name in ("Việt Nam", "viet nam", "Vietnam"):
        assert countries.code_of(name) == "VNM"
    told = {"Hàn Quốc": "KOR", "Mỹ": "USA", "Anh": "GBR", "Đức": "DEU", "France": "FRA"}
    assert {name: countries.code_of(name) for name in told} == told
    assert countries.code_of("Atlantis") == ""
    assert countries.names("vi")["LAO"] == "Lào"
