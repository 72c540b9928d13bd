# SPDX-License-Identifier: GPL-3.0-or-later
"""What is found out about an address, and that nothing private is ever asked."""

import http.server
import threading

import httpx
import pytest

from editor.cms.links import Answer, LinkAsker, Verdict

PUBLIC = "93.184.215.14"
PAGES = {
    "https://ok.example/": (200, {}),
    "https://bare.example/": (200, {}),
    "https://moved.example/": (301, {"location": "https://ok.example/"}),
    "https://short.example/": (302, {"location": "/page"}),
    "https://short.example/page": (200, {}),
    "https://gone.example/": (404, {}),
    "https://shut.example/": (403, {}),
    "https://sick.example/": (503, {}),
    "https://round.example/": (302, {"location": "https://round.example/"}),
    "https://inward.example/": (302, {"location": "http://10.0.0.7/secret"}),
    "https://broken.example/": (302, {"location": "//["}),
    "https://script.example/": (302, {"location": "javascript:alert(1)"}),
}


class Net:
    """A network in memory: which servers there are, and all that was asked of them."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.hosts = {httpx.URL(each).host: PUBLIC for each in PAGES}

    def resolve(self, host: str) -> list[str]:
        if host[0].isdigit():
            return [host]
        if host not in self.hosts:
            raise OSError(host)
        return [self.hosts[host]]

    def answer(self, request: httpx.Request) -> httpx.Response:
        address = str(request.url)
        self.asked.append((request.method, address))
        if address == "https://slow.example/":
            raise httpx.ReadTimeout("slow")
        if address == "https://bare.example/" and request.method == "HEAD":
            return httpx.Response(405)
        status, headers = PAGES[address]
        return httpx.Response(status, headers=headers)


@pytest.fixture
def net() -> Net:
    return Net()


@pytest.fixture
def asker(net):
    made = LinkAsker(httpx.MockTransport(net.answer), net.resolve)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("address", "verdict", "status", "target"),
    [
        ("https://ok.example/", Verdict.LEADS, 200, "https://ok.example/"),
        ("https://bare.example/", Verdict.LEADS, 200, "https://bare.example/"),
        ("https://moved.example/", Verdict.MOVED, 200, "https://ok.example/"),
        ("https://short.example/", Verdict.LEADS, 200, "https://short.example/page"),
        ("https://gone.example/", Verdict.GONE, 404, "https://gone.example/"),
        ("https://shut.example/", Verdict.LEADS, 403, "https://shut.example/"),
        ("https://sick.example/", Verdict.FAILED, 503, "https://sick.example/"),
        ("https://none.example/", Verdict.NO_HOST, 0, "https://none.example/"),
        ("https://broken.example/", Verdict.NO_HOST, 0, "https://broken.example/"),
        ("https://round.example/", Verdict.ROUND, 0, "https://round.example/"),
        ("https://inward.example/", Verdict.PRIVATE, 0, "http://10.0.0.7/secret"),
        ("https://script.example/", Verdict.NO_HOST, 0, "https://script.example/"),
    ],
)
def test_what_is_found_out(asker, address, verdict, status, target):
    assert asker.ask(address) == Answer(verdict, status, target)


def test_the_head_is_asked_first_and_the_page_only_where_that_is_not_taken(asker, net):
    asker.ask("https://ok.example/")
    asker.ask("https://bare.example/")
    assert [method for method, _ in net.asked] == ["HEAD", "HEAD", "GET"]


def test_silence_is_slow(asker, net):
    net.hosts["slow.example"] = PUBLIC
    assert asker.ask("https://slow.example/").verdict is Verdict.SLOW


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/",
        "http://[::1]/",
        "http://10.1.2.3/",
        "http://192.168.0.1/admin",
        "http://169.254.169.254/latest/",
        "http://[::ffff:10.0.0.1]/",
        "http://100.64.0.1/",
        "http://0.0.0.0/",
        "http://224.0.0.1/",
        "https://who:word@ok.example/",
        "ftp://ok.example/",
        "http://home.example/",
    ],
)
def test_nothing_private_is_asked(asker, net, address):
    """Whether it is written so, or a name leads there."""
    net.hosts["home.example"] = "192.168.1.1"
    net.resolve = lambda host: [net.hosts.get(host, host.strip("[]"))]
    asker._resolve = net.resolve
    assert asker.ask(address).verdict is Verdict.PRIVATE
    assert net.asked == []


def test_a_name_that_means_another_computer_when_it_is_dialled_is_hung_up_on():
    """It was looked up as a public one: nothing is sent all the same."""
    asked = []

    class Answering(http.server.BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:  # the library's name
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        do_GET = do_HEAD  # noqa: N815  # as above

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        asker = LinkAsker(resolve=lambda _host: [PUBLIC])
        told = asker.ask(f"http://localhost:{server.server_port}/")
        asker.close()
        server.shutdown()
        thread.join()
    assert told.verdict is Verdict.PRIVATE
    assert asked == []
