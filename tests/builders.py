# SPDX-License-Identifier: GPL-3.0-or-later
"""Articles and pictures for tests, each with one line."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

from editor.model.article import Article, ArticleId, Author
from editor.model.picture import Picture, Placement, Sha256
from editor.model.profile import Category, SiteProfile
from editor.model.rates import Genre, Rates
from editor.model.remark import Anchor, Remark

PROFILE = SiteProfile(
    name="Sông Báo",
    short_name="Sông Báo",
    source_prefix="(SB) - ",
    categories=(Category("tin-tuc", "Tin tức"), Category("van-hoa", "Văn hóa")),
    agency="Sông Báo",
    governing_body="Hội Bạn đọc",
    head="Người đứng đầu",
    rates=Rates(
        (
            Genre("tin", "Tin", 100, 10, 1000),
            Genre("phong-su", "Phóng sự", 600, 50, 3000),
            Genre("photo-essay", "Phóng sự ảnh", 600, 50, 3000, is_photo=True),
        ),
        "VND",
        234_000,
        50,
    ),
)


def an_article(number: int = 1, **fields: object) -> Article:
    """A whole article, ready to publish; any field can be named."""
    whole = Article(
        id=ArticleId(f"01900000-0000-7000-8000-{number:012d}"),
        headline="Chợ nổi họp lại sau mùa lũ",
        standfirst="Sau ba tuần nước lớn, ghe thuyền trở lại.",
        body="Sáng nay, hơn một trăm chiếc ghe đã về bến.\n\nNgười bán nói hàng đủ.",
        authors=(Author(person="Trần Thị Một", pen_name="Một Trần"),),
        category="tin-tuc",
        tags=("chợ nổi",),
    )
    return replace(whole, **fields)


def a_picture(number: int = 1, **fields: object) -> Picture:
    """A picture's description; its bytes exist only where a test makes them."""
    whole = Picture(
        sha256=Sha256(hashlib.sha256(f"picture {number}".encode()).hexdigest()),
        file_name=f"market-{number}.jpg",
        size_bytes=123_456,
        media_type="image/jpeg",
        width_px=2400,
        height_px=1600,
        caption="Ghe thuyền về bến sáng nay.",
        alt_text="Hàng chục chiếc ghe chở trái cây trên sông.",
        credit="Một Trần",
    )
    return replace(whole, **fields)


def a_placement(picture: Picture, **fields: object) -> Placement:
    """The picture in an article, under its file name."""
    return replace(Placement(sha256=picture.sha256, name=picture.file_name), **fields)


def a_remark(number: int = 1, words: str = "hơn một trăm", **fields: object) -> Remark:
    """A comment on words of the copy of `an_article`; with a replacement it is a suggestion."""
    copy = an_article().body
    start = copy.index(words) if words in copy else 0
    anchor = Anchor(words, copy[:start][-40:], copy[start + len(words) :][:40], start)
    at = datetime(2026, 3, 1, 5, number, tzinfo=UTC)
    whole = Remark(f"remark-{number}", "Mai", at, words, anchor, "Đếm lại giúp nhé.")
    return replace(whole, **fields)
