# SPDX-License-Identifier: GPL-3.0-or-later
"""How a headline fits where readers meet it: by the site's own type and measures, and quietly."""

import re
import tomllib

import pytest

from tests.ui.writer.fake_desk import RESOURCES
from ui.panels.statusbar import StatusBar
from ui.writer.fit import Fit
from ui.writer.meter import Meter

SITE = RESOURCES / "site"
LONG = "Hà Nội kiểm tra kết quả triển khai thực hiện chương trình chuyển đổi số ở các quận, huyện"
REM_PX = 16
PHONE_PX = 390


@pytest.fixture
def fit(qapp) -> Fit:
    return Fit(SITE)


def by_key(fitted):
    return {each.place.key: each for each in fitted}


def test_a_short_headline_fits_everywhere(fit):
    told = fit.fitted("headline", "Cầu mới thông xe")
    assert [each.place.key for each in told] == [
        "article",
        "home_lead",
        "card",
        "other_news",
        "share",
        "search",
    ]
    assert not any(each.is_long or each.is_cut for each in told)
    assert {each.shown for each in told} == {"Cầu mới thông xe"}
    assert fit.fitted("headline", "  ") == []


def test_what_is_cut_off_ends_at_a_word_and_with_dots(fit):
    told = by_key(fit.fitted("headline", LONG))
    search = told["search"]
    assert search.is_cut
    assert search.shown.endswith("…")
    assert LONG.startswith(search.shown.removesuffix("…"))
    assert LONG[len(search.shown) - 1] in " ,"
    assert told["other_news"].lines > told["card"].lines > told["search"].lines - 1
    assert told["card"].shown == LONG
    assert not told["card"].is_cut


def test_each_word_more_takes_no_line_less(fit):
    words = LONG.split()
    for key in ("home_lead", "other_news", "share"):
        lines = [
            by_key(fit.fitted("headline", " ".join(words[:count])))[key].lines
            for count in range(1, len(words) + 1)
        ]
        assert lines == sorted(lines)
        assert lines[0] == 1


def test_marks_of_vietnamese_are_measured_as_letters(fit):
    """A letter with two marks is as wide as without, not three letters wide."""
    marked, bare = (
        by_key(fit.fitted("standfirst", f"{each} " * 40))["home_lead"].lines
        for each in ("nghiệp", "nghiep")
    )
    assert abs(marked - bare) <= 1


def test_the_measures_are_those_of_the_style_sheets():
    """Where the look of the site changes, the meter must follow."""
    css = "".join((SITE / name).read_text("utf-8") for name in ("site.css", "front.css"))
    share = (SITE / "share.html").read_text("utf-8")
    told = tomllib.loads((SITE / "places.toml").read_text("utf-8"))["place"]
    places = {(each["field"], each["key"]): each for each in told}
    edge_px = float(re.search(r"--edge: ([\d.]+)rem", css)[1]) * REM_PX
    column = re.search(r"\.card \{[^}]*minmax\(0, 1fr\) ([\d.]+)rem; gap: 0 ([\d.]+)rem", css)
    inside_px = PHONE_PX - 2 * edge_px
    picture_px = (float(column[1]) + float(column[2])) * REM_PX
    assert places["headline", "card"]["width_px"] == inside_px
    assert places["headline", "other_news"]["width_px"] == inside_px - picture_px

    def clamped_px(selector: str) -> float:
        found = re.search(
            rf"^{selector} {{[^}}]*?font: 700 clamp\(([\d.]+)rem, ([\d.]+)vw", css, re.M
        ) or re.search(rf"^{selector} {{\s*[^}}]*?clamp\(([\d.]+)rem, ([\d.]+)vw", css, re.M)
        return max(float(found[1]) * REM_PX, float(found[2]) * PHONE_PX / 100)

    assert places["headline", "home_lead"]["size_px"] == clamped_px(r"\.first \.title")
    assert places["headline", "article"]["size_px"] == clamped_px(r"\.headline")
    title = re.search(
        r"^\.title \{[^}]*font: 700 ([\d.]+)rem/[^}]*letter-spacing: ([-\d.]+)em", css, re.M
    )
    assert places["headline", "card"]["size_px"] == float(title[1]) * REM_PX
    assert places["headline", "card"]["spacing_em"] == float(title[2])
    clamp = re.search(r"\.related \.teaser \{[^}]*line-clamp: (\d+)", css)
    assert places["standfirst", "other_news"]["lines"] == int(clamp[1])
    found = re.search(
        r"\.found \.title \{ -webkit-line-clamp: (\d); [^}]*font-size: (\d+)px", share
    )
    search = places["headline", "search"]
    assert (search["lines"], search["size_px"]) == (int(found[1]), int(found[2]))
    for each in told:
        assert (SITE / "fonts" / f"{each['font']}.woff2").is_file()


def test_the_meter_speaks_when_the_hands_rest(theme, qtbot, fit):
    """Places where it is cut off stand first; it says the same to a reader of the screen."""
    typed = [""]
    meter = Meter(theme, fit, "headline", lambda: typed[0], None)
    qtbot.addWidget(meter)
    meter.resize(900, 20)
    meter.show()
    assert meter.told == []
    typed[0] = LONG
    meter.look_again()
    assert meter.told == []
    qtbot.waitUntil(lambda: bool(meter.told))
    sentences = [each for each, _ in meter.told]
    assert sentences[0] == "Search is cut off"
    assert any(each.startswith("Home page 4 line") for each in sentences)
    assert [is_long for _, is_long in meter.told] == sorted(
        (is_long for _, is_long in meter.told), reverse=True
    )
    assert meter.accessibleDescription() == ", ".join(sentences)
    assert "Search: Hà Nội kiểm tra" in meter.toolTip()
    height = meter.height()
    typed[0] = ""
    meter.look_again()
    qtbot.waitUntil(lambda: not meter.told)
    assert meter.height() == height


def test_the_length_is_told_beside_what_was_commissioned(qtbot):
    """Always, as a fraction; more than was asked for bars nothing."""
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.show_length(612, 3, 800)
    assert "612 / 800 words" in bar.length.text()
    bar.show_length(1612, 7, 800)
    assert "1,612 / 800 words" in bar.length.text()
    bar.show_length(612, 3, None)
    assert "612 word" in bar.length.text()
