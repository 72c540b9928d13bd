# SPDX-License-Identifier: GPL-3.0-or-later
"""Pieces of Markdown that like to reach across blank lines, for properties of the dialect."""

from hypothesis import strategies as st

PIECES = (
    "chữ", "Tiếng Việt UBND", " ", "  ", "    ", "\t", "\n", "\n", "\n\n", "\n\n", "\n\n\n",
    "\n \n", "- ", "* ", "+ a", "1. ", "2. x\n", "> ", ">", "# ", "## h\n", "#", "===\n", "---\n",
    "* * *\n", "```\n", "~~~\n", "````", "`", "``", "<div>", "</div>", "<div>\n", "<b>",
    "</b>", "<i", "<!--",
    "-->", "<script>", "</script>", "<style>", "</p>", "<p>", "<td>", "<table>", "<li>", "</ul>",
    "<a href=x>", "</a>", "<br>", "<Tên>", "[x]", "[^1]", "[^a]", "[x]: http://a.b 'T'\n", "[x]: ",
    "[^1]: lời chú\n", "[^a]: nốt ", "\n\n[^1]: ", "[y][x]", "![](a.jpg)", "![](mat.jpg)",
    "\n\n![](a.jpg)\n\n", "![x][x]", "*[UBND]: Ủy ban\n", "*[chữ]: c\n", ": ", ":   nghĩa\n",
    "\n: d\n", "\n\n:   d\n", "| a | b |\n|---|---|\n| 1 | 2 |\n", "|", "a | b\n--|--\n", "*",
    "**", "_", "__", "***", "\\", "\\*", "&amp;", "&#14;", "&", "\xa0", "\n\xa0\n", "](u)", "[",
    "]", "![", ' "t"', "<http://x.y>", "<a@b.c>", "\r\n", "\x02", "\x0e", "\x0c", "\u2028", "    mã\n",
    "\n\n    mã\n", "từ\n", "    - trong\n", "\n\n    đoạn\n", "{#id}", "<u>", "<sup>", "'", '"',
    "javascript:x", " onclick=x ", "<img src=http://x/y>", "<iframe src=x>",
)  # fmt: skip

COPIES = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)
EDITS = st.tuples(st.floats(0, 1), st.integers(0, 30), COPIES)
"""(where, how many characters go, what comes)."""


def edited(text: str, edit: tuple[float, int, str]) -> str:
    """The text after one edit."""
    where, gone, new = edit
    at = int(where * len(text))
    return text[:at] + new + text[at + gone :]
