# SPDX-License-Identifier: GPL-3.0-or-later
"""The royalty sheet by command: shown, written, closed, and kept for a day without a line."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from editor.cms.faults import Fault
from editor.cms.memory import Memory
from editor.desk import Desk
from editor.errors import Offline, Refused
from editor.model.workflow import Role
from editor.profiles import profile_to_doc
from editor.royalties import table
from editor.royalty_commands import Files, RoyaltyCommands
from editor.royaltydesk import RoyaltyDesk
from editor.sentences import Sentences
from tests.builders import PROFILE
from tests.editor.test_commands import RESOURCES, Near

GOLDEN = Path(__file__).parents[1] / "golden" / "royalties-vi.csv"
AT = datetime(2026, 3, 6, 8, 30, tzinfo=UTC)


@pytest.fixture
def house(tmp_path):
    desk = Desk.open(tmp_path / "store", resources=RESOURCES, clock=lambda: AT)
    near = Near(desk)
    near.site = Memory(profile=profile_to_doc(PROFILE), clock=lambda: near.now)
    near.now = AT
    yield near
    desk.close()


@pytest.fixture
def commands(house):
    return RoyaltyCommands(house._desk, house, Sentences.load(RESOURCES / "sentences", "vi"))


def published(commands, *fields: str) -> str:
    story = commands.new(["category=tin-tuc", *fields]).text
    commands.body(story, "Sáng nay, hơn một trăm chiếc ghe đã về bến.")
    commands.publish(story)
    return story


@pytest.fixture
def stories(commands) -> list[str]:
    return [
        published(
            commands,
            'headline==HYPERLINK("x") Chợ nổi họp lại',
            "authors=Trần Thị Một/Một Trần, Lê Hai",
            "genre=phong-su",
            "royalty_shares=Lê Hai 33, Một Trần 67",
            "royalty_coefficient=2,55",
            "royalty_note=viết trong đêm",
        ),
        published(commands, "headline=Đường ngập", "authors=/Người Quan Sát", "genre=Tin"),
        published(commands, "headline=Chưa rõ thể loại", "authors=Lê Hai"),
    ]


def test_the_table_is_as_it_was(commands, stories, tmp_path):
    """To the last byte, but for the ids."""
    path = tmp_path / "nhuan-but.csv"
    commands.royalties("2026-03", to=Files(csv=path))
    text = path.read_bytes().decode("utf-8")
    for number, story in enumerate(stories):
        text = text.replace(story, f"story-{number}")
    assert text == GOLDEN.read_bytes().decode("utf-8")
    commands.royalties("2026-03", to=Files(csv=path, with_bom=True))
    assert path.read_bytes().startswith(b"\xef\xbb\xbfTh\xc3\xa1ng,")
    with pytest.raises(Refused, match=r"royalties\.not_written"):
        commands.royalties("2026-03", to=Files(csv=tmp_path))


@pytest.mark.parametrize("text", ["=1+1", "+84", "-x", "@SUM(A1)", "\t=1", "  =1", "\r=1"])
def test_no_cell_is_a_formula(text):
    assert table.safe(text).startswith("'")
    assert table.safe("Chợ = phố\nhai") == "Chợ = phố hai"


def test_amounts_have_the_decimals_of_their_currency():
    assert str(table.money(585_000, "VND")) == "585000"
    assert str(table.money(1250, "GBP")) == "12.50"
    assert str(table.money(-5, "GBP")) == "-0.05"


def test_people_sums_and_what_is_to_be_mended_are_told(commands, stories):
    answer = commands.royalties("2026-03")
    people = {each["name"]: each["amount"] for each in answer.value["people"]}
    assert people == {"Lê Hai": 196_911, "Người Quan Sát": 234_000, "Trần Thị Một": 399_789}
    assert answer.value["amount"] == 234_000 + 255 * 2340
    assert answer.value["is_fresh"] is True
    assert "Tổng cộng: 830700 VND cho 3 tin, bài." in answer.text
    assert f"{stories[1]}  Đường ngập: chỉ có bút danh" in answer.text
    assert f"{stories[2]}  Chưa rõ thể loại: chưa có thể loại" in answer.text
    only = commands.royalties("2026-03", person="le hai").value
    assert [each["name"] for each in only["people"]] == ["Lê Hai"]
    assert commands.royalties("2026-03", category="van-hoa").value["stories"] == []


def test_without_a_line_the_sheet_is_the_one_that_was_kept(commands, house, stories):
    fresh = commands.royalties("2026-03").value
    house.site.fail(lambda name: Fault.DROP_BEFORE if name == "royalties" else None)
    answer = commands.royalties("2026-03")
    assert answer.value == {**fresh, "is_fresh": False}
    assert answer.notes == (
        "Không kết nối được máy chủ; đây là bảng kê lấy lúc 2026-03-06T08:30+00:00.",
    )
    with pytest.raises(Offline):
        commands.royalties("2026-02")
    (kept,) = (house._desk.folder / "royalties").rglob("*.json")
    assert kept.stat().st_mode & 0o077 == 0
    kept.write_text("{", "utf-8")
    with pytest.raises(Offline):
        commands.royalties("2026-03")


def test_what_was_kept_of_another_server_is_not_shown(commands, house, stories):
    commands.royalties("2026-03")
    desk = house._desk
    desk.settings = replace(desk.settings, site_address="https://other.example")
    assert RoyaltyDesk(desk).kept("2026-03") is None


def test_what_an_editor_was_told_is_not_shown_to_who_signs_in_after(commands, house, stories):
    desk = house._desk
    desk.mirror.agreement.note_caller("Lan", "editor")
    commands.royalties("2026-03")
    assert RoyaltyDesk(desk).kept("2026-03") is not None
    for person, role in (("Lan", "writer"), ("Lê Hai", "editor")):
        desk.mirror.agreement.note_caller(person, role)
        assert RoyaltyDesk(desk).kept("2026-03") is None
    desk.mirror.agreement.note_caller("Lan", "editor")
    assert RoyaltyDesk(desk).kept("2026-03") is not None


def test_what_is_no_month_is_told_so(commands):
    with pytest.raises(Refused, match=r"royalties\.bad_month"):
        commands.royalties("2026-13")


def test_a_month_is_closed_by_command(commands, house, stories):
    with pytest.raises(Refused, match=r"site\.month_open"):
        commands.royalties("2026-03", closes=True)
    house.now = datetime(2026, 4, 1, tzinfo=UTC)
    closed = commands.royalties("2026-03", closes=True)
    assert closed.value["closed_by"] == "me"
    assert "Đã khóa sổ lúc 2026-04-01T00:00+00:00 (me)" in closed.text
    commands.set_fields(stories[2], ["genre=tin"])
    commands.sync()
    assert commands.royalties("2026-03").value["amount"] == closed.value["amount"]
    (change,) = commands.royalties("2026-04").value["adjustments"]
    assert [(each["kind"], each["amount"]) for each in change["lines"]] == [("adjustment", 234_000)]


def test_only_an_editor_sets_what_a_story_is_paid(commands, house, stories):
    with pytest.raises(Refused, match=r"royalties\.outside_range"):
        commands.set_fields(stories[0], ["royalty_coefficient=31"])
    with pytest.raises(Refused, match=r"command\.bad_value"):
        commands.set_fields(stories[0], ["royalty_coefficient=nhiều"])
    with pytest.raises(Refused, match=r"command\.bad_value"):
        commands.set_fields(stories[0], ["royalty_shares=Lan"])
    shown = commands.show(stories[0]).text
    assert "Hệ số nhuận bút: 2.55" in shown
    assert "Chia nhuận bút: Lê Hai 33, Một Trần 67" in shown
    house.site.role = Role.WRITER
    commands.sync()
    with pytest.raises(Refused, match=r"royalties\.editors_only"):
        commands.set_fields(stories[0], ["royalty_coefficient=3"])
    commands.set_fields(stories[0], ["royalty_shares=Lê Hai 50, Một Trần 50"])


def test_an_older_version_brings_no_older_pay_back(commands, stories):
    commands.set_fields(stories[0], ["headline=Khác", "royalty_coefficient=3"])
    commands.restore(stories[0], 1)
    assert "Hệ số nhuận bút: 3" in commands.show(stories[0]).text
