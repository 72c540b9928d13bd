# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages of a house are fetched as a reader gets them: without a name, within bounds, not inside."""

import pytest

from editor.cms.visitor import WHOLE_S, Visitor, checked
from editor.errors import EditorError, Offline, Refused
from tests.wires import Net, bomb

HOUSE = "https://song.example"
PAGE = f"{HOUSE}/story/"


@pytest.fixture
def net() -> Net:
    return Net()


def code(net: Net, address: str = PAGE, house: str = HOUSE, limit_bytes: int = 1000) -> str:
    visitor = net.visitor(house)
    with pytest.raises(EditorError) as told:
        visitor.give(address, limit_bytes)
    visitor.close()
    assert told.value.values["address"] == address
    return told.value.code


def test_a_page_is_asked_for_as_anybody_would(net):
    net.put(PAGE, status=302, headers={"location": "/other/", "set-cookie": "a=b"})
    net.put(f"{HOUSE}/other/", b"<p>", headers={"content-type": "text/html; charset=x"})
    visitor = net.visitor(HOUSE)
    got = visitor.give(PAGE, 1000)
    visitor.close()
    assert (got.address, got.data) == (f"{HOUSE}/other/", b"<p>")
    assert got.media_type == "text/html; charset=x"
    asked = {name for each in net.asked for name in each.headers}
    assert not asked & {"authorization", "cookie", "referer", "proxy-authorization"}


def test_only_the_house_itself_may_be_on_a_private_network(net):
    inside = "http://127.0.0.1:8080"
    net.put(f"{inside}/story/", b"<p>")
    visitor = net.visitor(inside)
    assert visitor.give(f"{inside}/story/", 1000).data == b"<p>"
    visitor.close()
    assert code(net, "http://127.0.0.1:9090/a.css", inside) == "shell.private"
    assert code(net, "http://inside.example/a.css", inside) == "shell.private"
    assert code(net, "http://[::1/a.css") == "shell.private"
    net.put(PAGE, status=302, headers={"location": "http://169.254.169.254/latest"})
    assert code(net) == "shell.private"
    assert all("169.254" not in str(each.url) for each in net.asked)


def test_what_goes_wrong_is_told_with_the_address(net):
    assert code(net) == "shell.no_host"
    for status, told in ((404, "gone"), (401, "not_given"), (500, "failed"), (503, "busy")):
        net.put(PAGE, status=status)
        assert code(net) == f"shell.{told}"
    net.put(PAGE, b"x" * 1001)
    assert code(net) == "shell.too_large"
    net.put(PAGE, bomb(5_000_000), headers={"content-encoding": "gzip"})
    assert code(net) == "shell.too_large"
    net.put(PAGE, status=301, headers={"location": PAGE})
    assert code(net) == "shell.round"


def test_a_site_that_takes_too_long_is_let_go_of(net):
    net.put(PAGE, b"<p>")
    passed = iter([0.0, 1.0, 1.0, 1.0, WHOLE_S + 1])
    visitor = Visitor(
        HOUSE, net.visitor(HOUSE)._line._client._transport, net._resolve, passed.__next__
    )
    assert visitor.give(PAGE, 1000).data == b"<p>"
    with pytest.raises(Offline) as told:
        visitor.give(PAGE, 1000)
    assert told.value.code == "shell.slow"
    visitor.close()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "story",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "https://a:b@x.example/",
    ],
)
def test_what_is_no_address_of_a_page_is_refused(address):
    with pytest.raises(Refused) as told:
        checked(address)
    assert told.value.code == "shell.bad_address"


def test_an_address_is_taken_with_blanks_around_it():
    assert checked(f"  {PAGE}\n") == PAGE
