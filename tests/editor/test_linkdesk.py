# SPDX-License-Identifier: GPL-3.0-or-later
"""Links of a story asked in one go: told where they stand, each address once."""

import threading

import httpx
import pytest

from editor.cms.links import LinkAsker
from editor.errors import Offline
from editor.lexicon import Lexicon
from editor.linkdesk import LinkDesk
from tests.builders import an_article
from tests.editor.cms.test_links import Net

BODY = (
    "Xem [một](https://ok.example/), [hai](https://gone.example/) và https://gone.example/.\n\n"
    "Rồi [ba](https://moved.example/) cùng [bốn](http://192.168.0.1/)."
)


@pytest.fixture
def net() -> Net:
    return Net()


@pytest.fixture
def right(tmp_path) -> Lexicon:
    return Lexicon(tmp_path / "right")


@pytest.fixture
def desk(net, right) -> LinkDesk:
    return LinkDesk(right, lambda: LinkAsker(httpx.MockTransport(net.answer), net.resolve))


def test_each_link_is_told_where_it_stands(desk, net):
    article = an_article(body=BODY)
    checked = desk.check(article)
    assert checked.asked == 4
    assert [(each.code, each.mend) for each in checked.findings] == [
        ("links.gone", None),
        ("links.gone", None),
        ("links.moved", "https://ok.example/"),
        ("links.private", None),
    ]
    for each in checked.findings:
        start, end = each.span
        assert article.body[start:end] == each.values["words"]
    assert sum(address == "https://gone.example/" for _, address in net.asked) == 2


def test_a_link_that_was_called_right_is_not_asked_again(desk, net, right):
    article = an_article(body=BODY)
    right.add_here("links: https://gone.example/", article.id)
    assert [each.code for each in desk.check(article).findings] == ["links.moved", "links.private"]
    assert not any(address == "https://gone.example/" for _, address in net.asked)


def test_without_a_line_nothing_is_said_of_them(desk, net):
    net.hosts.clear()
    with pytest.raises(Offline, match=r"line\.down"):
        desk.check(an_article(body="https://ok.example/ https://gone.example/"))
    assert desk.check(an_article(body="Không có gì.")).asked == 0


def test_nobody_waits_for_a_silent_server_once_it_is_over(right):
    gate, begun = threading.Event(), threading.Event()

    def silent(_request: httpx.Request) -> httpx.Response:
        begun.set()
        gate.wait(20)
        return httpx.Response(200)

    desk = LinkDesk(right, lambda: LinkAsker(httpx.MockTransport(silent), lambda _: ["1.1.1.1"]))
    checked = desk.check(an_article(body="https://ok.example/"), begun.is_set)
    assert checked.asked == 0
    gate.set()
    for each in threading.enumerate():
        if each.name == "links":
            each.join()
