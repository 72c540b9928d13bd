# SPDX-License-Identifier: GPL-3.0-or-later
"""Links of a copy are found where they stand, in every form that the house Markdown has."""

from hypothesis import given
from hypothesis import strategies as st

from editor.text.links import links

COPY = """Xem [báo cáo](https://one.example/a?b=1#c "Tên") và [bảng](<https://two.example/x_(y)>).

Gốc: <https://three.example/>, hoặc https://four.example/dai/ok. (https://five.example)

![](https://picture.example/a.jpg) `https://code.example` [ở đây][r] [nhà](/trang.html)

```
https://fence.example
```

[r]: https://six.example/r
"""


def test_each_form_is_found_and_nothing_else():
    """Pictures, code, and addresses within the site are none."""
    found = links(COPY)
    assert [each.address for each in found] == [
        "https://one.example/a?b=1#c",
        "https://two.example/x_(y)",
        "https://three.example/",
        "https://four.example/dai/ok",
        "https://six.example/r",
    ]
    for each in found:
        assert COPY[each.start : each.end] == each.address


@given(st.text(alphabet='[](<>)https:/. ab"`!\n', max_size=80))
def test_whatever_stands_there_a_link_is_what_stands_at_its_place(copy):
    for each in links(f"{copy} https://a.example {copy}"):
        assert each.start < each.end
        assert each.address.startswith("http")
