# SPDX-License-Identifier: GPL-3.0-or-later
"""A newspaper's site as readers get it, for what is learned from its pages."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from editor.errors import Offline, Refused
from editor.model.shell import Sample, Shell
from editor.shells.learning import Got, learn

HOUSE = "https://song.example"
ADDRESS = f"{HOUSE}/2026/cho-noi/"
NOW = datetime(2026, 12, 1, tzinfo=UTC)
WOFF2, PNG = b"wOF2 font", b"\x89PNG\r\n picture"
COPY = "".join(f"<p>Đoạn {n}: ghe thuyền về bến từ sáng sớm.</p>\n" for n in range(4))
SAMPLE = Sample(
    address=ADDRESS,
    headline="Chợ nổi & bạn hàng",
    standfirst="Sáng nay chợ họp lại.",
    html=f"{COPY}<figure><img src='x.jpg'></figure>",
    author="Lan",
    at=datetime(2026, 11, 5, 8, 30, tzinfo=timezone(timedelta(hours=7))),
    pictures=(f"{HOUSE}/uploads/cho-noi.jpg",),
    sections=("Tin tức",),
    tags=("chợ nổi", "miền Tây"),
    figure_classes=("wp-block-image", "wp-image-0"),
)
HEAD = '<link rel="stylesheet" href="/site.css"><style>h1 { color: red }</style>'
STORY = f"""
<h1 class="title">Chợ nổi &amp; bạn hàng</h1>
<div class="hero"><img src="/uploads/cho-noi-1024x683.jpg" class="wide" srcset="a 1w"></div>
<p class="deck">Sáng nay chợ họp lại.</p>
<p class="meta">Bởi <a rel="author" href="/author/lan">Lan</a>, <time datetime="2026-11-05T08:30">
05/11/2026 08:30</time> trong <a href="/tin-tuc" rel="category tag">Tin tức</a></p>
<div class="entry-content">{COPY}<figure><img src="x.jpg"></figure></div>
<p class="tags">Từ khóa: <a href="/t/1"><b>chợ nổi</b></a> · <a href="/t/2"><b>miền Tây</b></a></p>
"""


def page(story: str = STORY, head: str = HEAD, around: str = "") -> bytes:
    """A page with a masthead, a story and a foot."""
    return (
        f'<!DOCTYPE html><html lang="vi" class="no-dark"><head><meta charset="utf-8">{head}</head>'
        f'<body class="single"><header><img src="/logo.png"><a href="/">Sông Báo</a></header>'
        f"<main><article>{story}</article></main>{around}<footer>Giấy phép</footer></body></html>"
    ).encode()


class Site:
    """What stands at which address; all that was asked."""

    def __init__(self, **files: bytes) -> None:
        self.files: dict[str, tuple[bytes, str]] = {}
        self.asked: list[str] = []
        self.put("/site.css", b"p { margin: 0 }", "text/css")
        self.put("/logo.png", PNG, "image/png")

    def put(self, path: str, data: bytes, media_type: str) -> None:
        address = path if "://" in path else f"{HOUSE}{path}"
        self.files[address] = (data, media_type)

    def give(self, address: str, limit_bytes: int) -> Got:
        self.asked.append(address)
        if address not in self.files:
            raise Offline("shell.no_host", address=address)
        data, media_type = self.files[address]
        if len(data) > limit_bytes:
            raise Refused("shell.too_large", address=address, limit_bytes=limit_bytes)
        return Got(address, data, media_type)


def learned(
    data: bytes | None = None,
    site: Site | None = None,
    media_type: str = "text/html; charset=utf-8",
    **told: object,
) -> Shell:
    """What is learned from a page."""
    got = Got(ADDRESS, page() if data is None else data, media_type)
    sample = replace(SAMPLE, **told)
    return learn(got, sample, (site or Site()).give, house=HOUSE, at=NOW)


def sheets(shell: Shell) -> Mapping[str, str]:
    """The style sheets that were kept."""
    return {n: each.decode() for n, each in shell.files.items() if n.endswith(".css")}
