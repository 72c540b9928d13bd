# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole job by command, in processes of their own, as a person at a shell does it."""

import json
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.forked import forge
from tests.machines.newsroom import a_jpeg

HOME = Path(__file__).resolve().parents[2]


def _started(words: Sequence[str], environment: Mapping[str, str], said: str):
    return subprocess.run(
        [sys.executable, str(HOME / "main.py"), *words],
        input=said,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.fixture
def stet(tmp_path):
    """Run one command on a store of its own; started as at a shell, or quicker, forked."""

    def run(*words, code=0, stdin="", is_started=False, **environment):
        words = ["--store", str(tmp_path / "store"), *words]
        environment = {**os.environ, "LANG": "en_GB.UTF-8", "PYTHONUTF8": "1", **environment}
        done = (_started if is_started else forge().run)(words, environment, stdin)
        assert done.returncode == code, (done.returncode, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr
        return done

    return run


def test_from_new_to_public_and_down_again(stet, tmp_path):
    """New, write, picture, caption, check, publish, read, take down: each its own process."""
    story = stet("new", "headline=Chợ nổi họp lại", "category=doi-song", "authors=Một").stdout
    story = story.strip()
    (tmp_path / "IMG_1.jpg").write_bytes(a_jpeg(1))
    stet("pictures", story, "add", str(tmp_path / "IMG_1.jpg"))
    stet("pictures", story, "caption", "IMG_1.jpg", "Ghe về bến sáng nay.")
    stet("pictures", story, "alt", "IMG_1.jpg", "Ghe trái cây trên sông.")
    stet("pictures", story, "credit", "IMG_1.jpg", "Hạ Sim")
    (tmp_path / "names.txt").write_text("b1\tBến Một\n", "utf-8")
    (tmp_path / "city.toml").write_text(
        'name = "Sông"\n[[edits]]\nfield = "city"\ntext = "\\\\b1\\\\"\n', "utf-8"
    )
    stet("codes", "use", str(tmp_path / "names.txt"))
    stet("stationery", "import", str(tmp_path / "city.toml"))
    stet("pictures", story, "apply", "Sông", "IMG_1.jpg")
    shown = json.loads(stet("--json", "show", story).stdout)
    assert [each["city"] for each in shown["pictures"]] == ["Bến Một"]
    stet("body", story, "-", stdin="Sáng nay.\n\n![](IMG_1.jpg)\n")
    found = json.loads(stet("--json", "check", story).stdout)
    assert [each for each in found if each["severity"] == "error"] == []

    page = tmp_path / "page.html"
    stet("render", story, "-o", str(page))
    assert "Ghe về bến sáng nay." in page.read_text("utf-8")

    published = json.loads(stet("--json", "publish", story).stdout)
    assert published["is_sent"]
    listed = json.loads(stet("--json", "list", "--state", "published").stdout)
    assert [each["id"] for each in listed] == [story]
    assert json.loads(stet("--json", "outbox").stdout) == []
    taken = json.loads(stet("--json", "takedown", story, "--reason", "Nhầm").stdout)
    assert taken["is_sent"]
    status = json.loads(stet("--json", "sync", "--once").stdout)
    assert (status["line"], status["waiting"]) == ("online", 0)


def test_refusals_are_one_sentence(stet):
    """On stderr, in the person's language, and nothing on stdout."""
    done = stet("show", "nobody", code=1, is_started=True)
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    spoken = {"LANG": "vi_VN.UTF-8", "LC_ALL": "vi_VN.UTF-8"}
    spoken = stet("show", "nobody", code=1, is_started=True, **spoken)
    assert "Không có bài này" in spoken.stderr


def test_bad_usage(stet):
    """Exit code 2 and a usage line."""
    assert "usage" in stet("fly", code=2, is_started=True).stderr
    assert "usage" in stet("set", code=2).stderr


def test_a_store_that_is_a_file(stet, tmp_path):
    """A sentence, not a traceback."""
    (tmp_path / "store").write_text("not a folder")
    assert stet("list", code=1).stderr.strip()


def test_a_foreground_server_ends_on_a_signal(tmp_path):
    """It says its address, answers, and ends in order; a code lets a laptop in.

    It looks as a folder says, and says what is wrong there.
    """
    site = tmp_path / "site"
    site.mkdir()
    site.joinpath("profile.toml").write_text('name = "Own Paper"\nlanguage = "en"\n')
    site.joinpath("words.toml").write_text('[en]\nempty = "The presses roll soon."\n')
    site.joinpath("search.html").write_text("\n{{ nope }}")
    command = [sys.executable, str(HOME / "main.py"), "--store", str(tmp_path / "store"), "serve"]
    command += ["--site", str(site)]
    environment = {**os.environ, "LANG": "en_GB.UTF-8", "PYTHONUTF8": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as server:
        line = server.stdout.readline()
        address = next(each for each in line.split() if each.startswith("http://")).rstrip(";")
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(address + "/") as reply:
            assert reply.status == 200
            page = reply.read().decode()
        assert "<title>Own Paper" in page
        assert "The presses roll soon." in page
        code = subprocess.run(
            [*command, "--pair", "Mai", "--role", "editor"],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        assert "Mai" in code
        server.send_signal(signal.SIGTERM)
        assert server.wait(30) == 0
        (told,) = server.stderr.read().splitlines()
        assert "search.html, line 2: 'nope' is undefined" in told


def test_no_screen_means_the_tour():
    """Without a display nothing hangs: `main.py` knows, and says so in one line."""
    program = (
        "import os, sys; sys.argv = ['main.py']; os.environ.pop('DISPLAY', None);"
        "os.environ.pop('WAYLAND_DISPLAY', None); os.environ.pop('QT_QPA_PLATFORM', None);"
        "from ui import surroundings; print(not surroundings.has_screen())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=HOME, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == str(sys.platform == "linux")


def test_old_letters_go_out_as_unicode_and_stderr_says_so(stet, tmp_path):
    """TCVN3 in UTF-8, as bytes in a file, and clean text, of which nothing is said."""
    done = stet("clean", "-", stdin="Hµ Néi h«m nay")
    assert done.stdout.strip() == "Hà Nội hôm nay"
    assert "TCVN3" in done.stderr
    (tmp_path / "tin.txt").write_bytes("Hµ Néi h«m nay".encode("latin-1"))
    done = stet("clean", str(tmp_path / "tin.txt"))
    assert done.stdout.strip() == "Hà Nội hôm nay"
    assert "TCVN3" in done.stderr
    assert stet("clean", "-", stdin="Hà Nội hôm nay").stderr == ""
