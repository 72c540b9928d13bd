# SPDX-License-Identifier: GPL-3.0-or-later
"""The wire desk by command, against a server of feeds on this computer."""

import functools
import http.server
import json
import threading

import pytest

from editor import arguments
from editor.desk import Desk
from editor.errors import Offline, Refused
from editor.sentences import Sentences
from editor.wire_commands import WireCommands
from tests.editor.test_commands import RESOURCES, Near
from tests.wires import item, rss


@pytest.fixture
def site(tmp_path):
    """A folder that a server gives out, and its address."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "rss.xml").write_bytes(rss(item(1), item(2, "Lũ về đầu nguồn")))
    quiet = type("Quiet", (http.server.SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    handler = functools.partial(quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield folder, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def commands(tmp_path):
    desk = Desk.open(tmp_path / "store", resources=RESOURCES)
    yield WireCommands(desk, Near(desk), Sentences.load(RESOURCES / "sentences", "en"))
    desk.close()


def run(commands, *words):
    given = arguments.parser().parse_args(["wires", *map(str, words)])
    answer = arguments.COMMANDS[given.command](commands, given)
    json.dumps(answer.value)
    return answer


def test_from_a_source_to_a_story(commands, site):
    _, address = site
    assert run(commands, "list").text == "Nothing has come in that fits."
    added = run(commands, "add", f"{address}/rss.xml", "--every", 30)
    assert added.text == "On the wire desk: Sông Báo (1)."
    assert run(commands, "fetch").value == [{"id": 1, "source": "Sông Báo", "new": 0, "error": ""}]
    (row,) = run(commands, "list", "--search", "lu ve").value
    assert (row["headline"], row["is_read"]) == ("Lũ về đầu nguồn", False)
    told = run(commands, "show", row["id"])
    assert told.text.startswith("Lũ về đầu nguồn\nSông Báo · ")
    assert run(commands, "sources").value[0]["unread"] == 1
    run(commands, "read", row["id"], "--not")
    assert len(run(commands, "list", "--unread", "--source", 1).value) == 2
    made = run(commands, "start", row["id"]).value["id"]
    story = commands._desk.articles.get(made)
    assert story.body.startswith("> Sáng nay ghe về bến")
    assert "https://song.example/tin-2" in story.ednote
    assert f"{row['id']:>6} *" in run(commands, "list").text
    other = next(each for each in run(commands, "list").value if each["id"] != row["id"])
    run(commands, "note", other["id"], made)
    assert commands._desk.articles.get(made).ednote.count("From the wires") == 2


def test_sources_are_switched_listed_and_removed(commands, site, tmp_path):
    folder, address = site
    run(commands, "add", f"{address}/rss.xml", "--name", "Báo Sông")
    missing = run(commands, "add", f"{address}/none.xml")
    assert missing.notes[0].startswith(
        f"{address}/none.xml: The source has gone from this address;"
    )
    (folder / "rss.xml").unlink()
    refused = run(commands, "fetch", 1)
    assert refused.value[0]["error"] == "feed.gone"
    assert "has gone" in run(commands, "sources").text
    run(commands, "off", 1)
    assert [each["id"] for each in run(commands, "fetch").value] == [2]
    path = tmp_path / "wires.opml"
    run(commands, "export", "-o", path)
    assert "Báo Sông" in run(commands, "export").text
    assert run(commands, "remove", 1).text == "Removed from the wire desk: Báo Sông."
    assert run(commands, "list").value == []
    assert run(commands, "import", path).value == {"new": 1}
    assert [each["is_on"] for each in run(commands, "sources").value] == [True, False]


def test_what_cannot_be_done_is_told(commands):
    for words, code in (
        (("add", "file:///etc/passwd"), "feed.bad_address"),
        (("add", "https://a.example/", "--every", 0), "command.bad_value"),
        (("fetch", 7), "feed.unknown_source"),
        (("show", 7), "feed.unknown_dispatch"),
        (("remove", 7), "feed.unknown_source"),
        (("import", "/none.opml"), "files.unreadable"),
    ):
        with pytest.raises(Refused) as refused:
            run(commands, *words)
        assert refused.value.code == code
    for number in (1, 2):
        commands._desk.wires.add(f"http://127.0.0.1:{number}/")
    with pytest.raises(Offline, match=r"feed\.offline"):
        run(commands, "fetch")
