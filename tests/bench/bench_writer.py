# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a key takes to the text and to the preview, beside bare programs in the same run."""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu")

import psutil  # noqa: E402 - after the environment is set
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer  # noqa: E402
from PySide6.QtGui import QKeyEvent, QTextCursor  # noqa: E402
from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit, QSplitter  # noqa: E402
from surroundings import surroundings  # noqa: E402 - beside this script

PROGRAMS = ("bare text", "bare text and page", "writer and preview", "whole window")
GAP_MS = 200
"""Between two keys: a quick typist."""
SENTENCE = "Sáng nay hơn một trăm chiếc ghe chở trái cây đã về bến sau ba tuần nước lớn. "


def copy_of(words: int) -> str:
    """Markdown of our own with some of everything."""
    parts, count, number = [], 0, 0
    while count < words:
        number += 1
        if number % 12 == 0:
            part = f"## Đoạn thứ {number}"
        elif number % 17 == 0:
            part = "- cam\n- quýt\n- bưởi năm roi"
        elif number % 23 == 0:
            part = "| Ghe | Hàng |\n|---|---|\n| một | cam |\n| hai | quýt |"
        else:
            part = f"**Đoạn {number}.** " + SENTENCE * 3 + "Xem [thêm](https://example.org/a)."
        parts.append(part)
        count += len(part.split())
    return "\n\n".join(parts)


class Watch:
    """Notes when a viewport paints, and when it first does with a text to come in it."""

    def __init__(self, kind: type[QPlainTextEdit]) -> None:
        self.painted_s = self.first_s = 0.0
        self.begins = ""
        original = kind.paintEvent

        def paint(this, event):
            original(this, event)
            self.painted_s = time.perf_counter()
            if self.begins and this.firstVisibleBlock().text() == self.begins:
                self.first_s, self.begins = self.painted_s, ""

        kind.paintEvent = paint


def spin(until: Callable[[], bool], limit_s: float = 60.0) -> None:
    """Let Qt work until something is so."""
    over = QTimer(singleShot=True, interval=round(limit_s * 1000))
    over.start()
    wait = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
    while not until():
        if not over.isActive():
            raise SystemExit("bench: waited too long")
        QCoreApplication.processEvents(wait)


def rest(ms: int) -> None:
    """Let Qt work for a while."""
    over: list[int] = []
    QTimer.singleShot(ms, lambda: over.append(1))
    spin(lambda: bool(over))


def tree_cpu_s() -> float:
    """CPU of this process and its children."""
    me = psutil.Process()
    total = 0.0
    for each in (me, *me.children(recursive=True)):
        told = each.cpu_times()
        total += told.user + told.system
    return total


def press(edit: QPlainTextEdit, char: str) -> None:
    """One key."""
    key = Qt.Key.Key_Space if char == " " else Qt.Key.Key_A
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(edit, QKeyEvent(QEvent.Type.KeyPress, key, none, char))
    QApplication.sendEvent(edit, QKeyEvent(QEvent.Type.KeyRelease, key, none, char))


class BareText:
    """A QPlainTextEdit and nothing else."""

    def __init__(self, copy: str, folder: Path) -> None:
        class Edit(QPlainTextEdit):
            pass

        del folder
        self.edit = Edit()
        self.window = QMainWindow()
        self.split = QSplitter()
        self.split.addWidget(self.edit)
        self.window.setCentralWidget(self.split)
        self.window.resize(1300, 800)
        self.watch = Watch(type(self.edit))
        self.text = copy

    def open(self) -> None:
        """Put the text there."""
        self.edit.setPlainText(self.text)

    def show(self) -> float:
        """Milliseconds from a text to the first paint of it, in a window that is there."""
        self.window.show()
        spin(lambda: self.watch.painted_s > 0)
        rest(300)
        self.watch.begins = self.text.split("\n", 1)[0]
        began = time.perf_counter()
        self.open()
        spin(lambda: self.watch.first_s > began)
        self.edit.setFocus()
        return (self.watch.first_s - began) * 1000

    def caret_to_middle(self) -> None:
        """At the end of a paragraph in the middle."""
        document = self.edit.document()
        block = document.findBlockByNumber(document.blockCount() // 2)
        while not block.text().startswith("**"):
            block = block.next()
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        self.edit.setTextCursor(cursor)
        rest(300)

    def key(self, char: str) -> tuple[float, float]:
        """Milliseconds to the text, and to the page (0: there is none)."""
        began = time.perf_counter()
        press(self.edit, char)
        spin(lambda: self.watch.painted_s > began)
        # Painted and handed to the screen.
        return (time.perf_counter() - began) * 1000, self.page_ms(began)

    def page_ms(self, began: float) -> float:
        """Milliseconds to the page."""
        del began
        return 0.0

    def close(self) -> None:
        """The end."""
        self.window.close()


class BareTextAndPage(BareText):
    """A QPlainTextEdit, and a QWebEngineView in which one block is replaced at every key."""

    def __init__(self, copy: str, folder: Path) -> None:
        super().__init__(copy, folder)
        from PySide6.QtWebEngineWidgets import QWebEngineView

        from editor.model.article import Article, ArticleId
        from editor.model.profile import SiteProfile
        from editor.render import body

        self.view = QWebEngineView()
        self.split.addWidget(self.view)
        self.loaded: list[bool] = []
        self.view.loadFinished.connect(self.loaded.append)
        page = folder / "page.html"
        style = "<style>body{font:18px/1.6 serif;max-width:40em;margin:auto}</style>"
        html = body.whole(Article(ArticleId("a"), body=copy), {}, SiteProfile("Sông Báo"))
        page.write_text(f"<!doctype html>{style}<body>{html}", encoding="utf-8")
        from PySide6.QtCore import QUrl

        self.view.load(QUrl.fromLocalFile(str(page)))

    def show(self) -> float:
        """As above, and the page too."""
        told = super().show()
        spin(lambda: bool(self.loaded))
        rest(1000)
        return told

    def page_ms(self, began: float) -> float:
        """One paragraph by script, until it is laid out."""
        done: list[object] = []
        told = json.dumps(f"<p>{self.edit.textCursor().block().text()}</p>")
        self.view.page().runJavaScript(
            f"(() => {{ const old = document.querySelectorAll('body > p');"
            f"const at = old[old.length >> 1]; at.outerHTML = {told};"
            "return document.body.offsetHeight; })()",
            0,
            done.append,
        )
        spin(lambda: bool(done))
        return (time.perf_counter() - began) * 1000


class Stet(BareText):
    """The writer and the preview on a real store, with saves and checks."""

    def __init__(self, copy: str, folder: Path) -> None:
        from editor.desk import Desk
        from editor.model.article import Article, ArticleId
        from ui.preview.view import Preview
        from ui.tasks import Tasks
        from ui.theme import Theme
        from ui.writer.draft import Draft
        from ui.writer.opening import glimpse
        from ui.writer.view import Writer

        self.desk = Desk.open(folder / "store", resources=ROOT / "resources")
        theme = Theme(ROOT / "resources")
        self.tasks = Tasks()
        article = Article(
            ArticleId("01900000-0000-7000-8000-000000000001"),
            headline="Chợ nổi họp lại",
            category="tin-tuc",
            body=copy,
        )
        self.desk.articles.save(article, origin="bench")
        self.writer = Writer(self.desk, self.tasks, theme)
        self.preview = Preview(self.desk, self.tasks, theme)
        self.writer.scrolled.connect(self.preview.scroll_to)
        self.preview.scrolled.connect(self.writer.scroll_to)
        self.window = QMainWindow()
        split = QSplitter()
        split.addWidget(self.writer)
        split.addWidget(self.preview)
        split.setSizes([760, 540])
        self.window.setCentralWidget(split)
        self.window.resize(1300, 800)
        self.edit = self.writer.copy
        self.watch = Watch(type(self.edit))
        self.shown_s = 0.0
        self.preview.shown.connect(self._note)
        self.text = copy
        self.open_draft = lambda: Draft(self.desk, self.tasks, article, {})
        self.glimpse = lambda: glimpse(self.writer, article)

    def open(self) -> None:
        """Open the draft, as the work space does."""
        self.glimpse()
        self.draft = self.open_draft()
        self.writer.open(self.draft)

    def _note(self) -> None:
        self.shown_s = time.perf_counter()

    def show(self) -> float:
        """As above; the page follows."""
        told = super().show()
        self.preview.show_draft(self.draft)
        spin(lambda: self.shown_s > 0)
        rest(1500)
        return told

    def page_ms(self, began: float) -> float:
        """Until the patch is laid out."""
        spin(lambda: self.shown_s > began)
        return (self.shown_s - began) * 1000

    def close(self) -> None:
        """Save and end in order."""
        self.draft.close()
        self.preview.end()
        self.tasks.close()
        self.desk.close()
        self.window.close()


class Whole(Stet):
    """The window as people have it: list, writer, preview, panels, saves, checks, sync."""

    def __init__(self, copy: str, folder: Path) -> None:
        from dataclasses import replace

        import main
        from editor.model.article import Article, ArticleId
        from editor.settings import SettingsFile
        from editor.store.articles import Articles
        from editor.store.database import Database
        from ui import app
        from ui.writer.copy import CopyEdit

        self.text = copy
        store = folder / "store"
        database = Database.open(store)
        self.id = ArticleId("01900000-0000-7000-8000-000000000001")
        article = Article(self.id, headline="Chợ nổi họp lại", category="tin-tuc", body=copy)
        short = Article(ArticleId("01900000-0000-7000-8000-000000000002"), headline="Ngắn")
        for each in (article, short):
            Articles(database).save(each, origin="bench")
        database.close()
        file = SettingsFile(store / "settings.toml")
        kept = {"story": short.id}
        file.write(replace(file.read(), welcome_done=True, language="vi", window=kept))
        # Before the first is made: Qt's binding remembers what an object overrides.
        self.watch = Watch(CopyEdit)
        self.screen = app.Screen(
            main._open_desk, main._house, resources=main.RESOURCES, folder=store
        )
        self.window = self.screen.window
        self.screen.show()
        spin(lambda: self.screen.newsroom is not None)
        self.work = self.screen.newsroom.work
        spin(lambda: self.work.draft is not None)
        self.edit = self.work.writer.copy
        self.shown_s = 0.0
        self.work.preview.shown.connect(self._note)
        # The built-in server has come and has all by then.
        rest(9000)

    def open(self) -> None:
        """Open the story, as a click in the list does."""
        self.work.open(self.id)
        spin(lambda: self.work.draft is not None and self.work.draft.id == self.id)

    def show(self) -> float:
        """From the click to the copy on the screen."""
        self.watch.begins = self.text.split("\n", 1)[0]
        began = time.perf_counter()
        self.open()
        spin(lambda: self.watch.first_s > began)
        told = (self.watch.first_s - began) * 1000
        self.edit.setFocus()
        spin(lambda: self.shown_s > began)
        rest(3000)
        return told

    def close(self) -> None:
        """As the window does."""
        self.screen.close()


def measure(program: str, words: int, keys: int) -> dict[str, float]:
    """One program on one text; milliseconds."""
    from ui.web import register_scheme

    register_scheme()
    application = QApplication([])
    folder = Path(tempfile.mkdtemp(prefix="stet-bench-"))
    made = dict(zip(PROGRAMS, (BareText, BareTextAndPage, Stet, Whole), strict=True))
    try:
        bench = made[program](copy_of(words), folder)
        opened = bench.show()
        bench.caret_to_middle()
        for _ in range(10):
            bench.key("a")
            rest(50)
        texts, pages = [], []
        cpu = tree_cpu_s()
        for number in range(keys):
            text, page = bench.key(" " if number % 6 == 5 else "a")
            texts.append(text)
            pages.append(page)
            rest(GAP_MS)
        cpu = (tree_cpu_s() - cpu) / keys * 1000
        bench.close()
        application.processEvents()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    ranked = sorted(texts)
    return {
        "opened": opened,
        "text": statistics.median(texts),
        "text_p99": ranked[min(len(ranked) - 1, round(len(ranked) * 0.99))],
        "page": statistics.median(pages),
        "cpu": cpu,
    }


def told_by(program: str, words: int, keys: int) -> dict[str, float]:
    """The same in a process of its own."""
    command = [sys.executable, __file__, "--one", program, "--words", str(words)]
    done = subprocess.run(
        [*command, "--keys", str(keys)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout.strip().splitlines()[-1])


FIGURES = (
    ("key to text, median", "text", 1.3),
    ("key to text, p99 (goal: 33 ms)", "text_p99", None),
    ("key to preview, median", "page", 1.5),
    ("CPU per key, all processes", "cpu", 2),
    ("opening, first screen readable", "opened", 1.5),
)


def report(words: int, keys: int, rounds: int) -> None:
    """A table: floor, ours alone and in the whole window, each as a multiple of the floor."""
    taken: dict[str, list[dict[str, float]]] = {program: [] for program in PROGRAMS}
    for _ in range(rounds):
        for program in PROGRAMS:
            taken[program].append(told_by(program, words, keys))
    print(f"\n{words:,} words; ms, medians of {keys} keys, {rounds} rounds")
    print(f"{'':34}{'floor':>8}{'writer':>9}{'ratio':>7}{'window':>9}{'ratio':>7}{'goal':>6}")
    for said, name, goal in FIGURES:
        bare = "bare text" if name == "opened" else "bare text and page"
        floors, ours, whole = (
            [told[name] for told in taken[each]] for each in (bare, *PROGRAMS[2:])
        )
        cells = f"{said:34}{statistics.median(floors):8.1f}"
        for found in (ours, whole):
            ratio = statistics.median(b / a for a, b in zip(floors, found, strict=True))
            cells += f"{statistics.median(found):9.1f}{ratio:7.2f}"
        print(f"{cells}{goal or '':>6}", flush=True)


def main() -> None:
    """Run all, or one program for the run of all."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--words", type=int, nargs="*", default=[1_000, 100_000])
    asked.add_argument("--keys", type=int, default=40)
    asked.add_argument("--rounds", type=int, default=2)
    asked.add_argument("--small", action="store_true", help="1,000 words, 20 keys, one round")
    asked.add_argument("--one", choices=PROGRAMS, help=argparse.SUPPRESS)
    told, _ = asked.parse_known_args()
    if told.one:
        print(json.dumps(measure(told.one, told.words[0], told.keys)))
        return
    with surroundings() as said:
        print(f"A key, {said}")
        for words in [1_000] if told.small else told.words:
            report(words, 20 if told.small else told.keys, 1 if told.small else told.rounds)


if __name__ == "__main__":
    main()
