# SPDX-License-Identifier: GPL-3.0-or-later
"""The royalty sheet on paper."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from editor.exports.royalty_sheet import RoyaltyPaper
from editor.model.article import Author
from editor.profiles import load_profile
from editor.royalties import ledger
from editor.royalties.reckoning import Entry, House, people_of
from editor.royalties.sheet import Sheet, own
from tests.builders import PROFILE, a_picture, an_article
from tests.editor.exports.test_exporter import RESOURCES, pages_of

AT = datetime(2026, 3, 31, 16, 59, tzinfo=UTC)
ONE = Author("Trần Thị Ngọc Ánh", "Ngọc Ánh")


@pytest.fixture
def sheet() -> Sheet:
    entries = []
    for number in range(1, 41):
        pen = Author(pen_name="Người Quan Sát")
        article = an_article(
            number,
            headline=f"Chợ nổi họp lại sau mùa lũ & ngập, kỳ {number}",
            authors=(pen,) if number == 7 else (ONE,),
            genre="phong-su",
            royalty_coefficient=250,
            royalty_note="viết <trong> đêm",
        )
        pictures = (a_picture(creator=ONE.person, credit=""),) if number == 1 else ()
        entries.append(Entry(article, AT, pictures))
    house = House(PROFILE.rates, people=people_of([ONE]))
    return ledger.sheet("2026-03", "Asia/Ho_Chi_Minh", entries, house, AT)


def told(tmp_path: Path, sheet: Sheet, language: str = "vi") -> tuple[str, int]:
    path = tmp_path / "sheet.pdf"
    profile = load_profile(RESOURCES / "sites" / f"{language}.toml")
    path.write_bytes(RoyaltyPaper(RESOURCES, profile).pdf(sheet))
    text, document = pages_of(path)
    size = document.pagePointSize(0)
    assert (round(size.width()), round(size.height())) == (595, 842)
    return " ".join(text.split()), document.pageCount()


def test_it_says_who_gets_what_by_which_stories_and_who_signs(tmp_path, sheet):
    text, pages = told(tmp_path, sheet)
    assert pages > 2
    for said in (
        "HỘI BẠN ĐỌC SÔNG XANH (ĐƠN VỊ MẪU)",
        "BẢNG KÊ NHUẬN BÚT Tháng 3 năm 2026",
        "Giá trị một đơn vị hệ số: 234.000 ₫ · Số liệu lúc 23:59, 31/03/2026, chưa khóa sổ",
        "Trần Thị Ngọc Ánh Ngọc Ánh 39 1 98 22.932.000 ₫",
        "Người Quan Sát * Người Quan Sát 1 0 2,5 585.000 ₫",
        "Tổng cộng 40 1 100,5 23.517.000 ₫",
        "Chợ nổi họp lại sau mùa lũ & ngập, kỳ 40",
        "viết <trong> đêm",
        "Trần Thị Ngọc Ánh (Ngọc Ánh) · 1 ảnh · 117.000 ₫",
        "Chợ nổi họp lại sau mùa lũ & ngập, kỳ 7: chỉ có bút danh",
        "NGƯỜI LẬP BIỂU",
        "KẾ TOÁN",
        "TỔNG BIÊN TẬP",
        "(Ký, ghi rõ họ tên)",
        f"trang {pages}",
    ):
        assert said in text, said


def test_a_closed_month_an_adjustment_and_one_persons_lines(tmp_path, sheet):
    first = sheet.stories[0]
    closed = replace(
        sheet,
        stories=(first,),
        adjustments=(replace(sheet.stories[1], month="2026-02", is_live=False, corrections=2),),
        closed_at=AT,
        closed_by="Lan",
    )
    text, _ = told(tmp_path, closed)
    assert "Khóa sổ lúc 23:59, 31/03/2026, người khóa: Lan" in text
    assert "Điều chỉnh các tháng đã khóa sổ" in text
    assert "đã gỡ · 2 đính chính · của tháng 2026-02" in text
    assert "Phần của riêng bạn" in told(tmp_path, own(closed, ONE.person))[0]


def test_it_speaks_the_language_of_the_newspaper(tmp_path, sheet):
    text, _ = told(tmp_path, replace(sheet, rates=replace(sheet.rates, currency="GBP")), "en")
    assert "ROYALTY SHEET March 2026" in text
    assert "EDITOR-IN-CHIEF" in text
    assert "£235,170.00" in text
    empty, pages = told(tmp_path, replace(sheet, stories=()), "en")
    assert pages == 1
    assert "Total 0 0 0" in empty
