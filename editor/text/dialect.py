# SPDX-License-Identifier: GPL-3.0-or-later
"""The house Markdown and its safe HTML (the only room that knows Markdown)."""

import markdown
import nh3


def convert(copy: str) -> str:
    """The copy as safe HTML."""
    return nh3.clean(markdown.markdown(copy, extensions=["tables", "footnotes", "sane_lists"]))
