# SPDX-License-Identifier: GPL-3.0-or-later
"""What a paste from Word and a Word document with pictures cost, and how long the window stands.

A floor of each figure is measured in the same run: what Qt's own editor does with the same page,
and what the library that reads the document takes by itself.
"""

import argparse
import io
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu")

from bench_writer import SENTENCE, Stet, rest, spin  # noqa: E402 - the environment is set first
from PySide6.QtCore import QMimeData, QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication, QTextEdit  # noqa: E402
from surroundings import surroundings  # noqa: E402

from tests.editor.files.word_files import packed, paragraph, picture, run  # noqa: E402

WORDS, PICTURES = 10_000, 30
PASTE_GOAL_MS, DOCUMENT_GOAL_S = 1000, 5.0
PICTURE_PX = (2400, 1600)
BEAT_MS = 1
RUN = (
    '<span lang=VI style=\'font-size:13.0pt;line-height:150%;font-family:"Times New Roman",serif;'
    'mso-fareast-font-family:"Times New Roman";mso-ansi-language:VI;color:black{}\'>{}</span>'
)


def page_of(words: int) -> str:
    """What Word puts on the clipboard: its styles, a span for each few words, lists, tables."""
    parts, count, number = [], 0, 0
    while count < words:
        number += 1
        said = (SENTENCE * 4).split(" ")
        runs = [" ".join(said[at : at + 5]) + " " for at in range(0, len(said), 5)]
        dressed = [
            RUN.format(";font-weight:bold" if at == 0 else "", each) for at, each in enumerate(runs)
        ]
        form = "class=MsoNormal style='text-align:justify;margin-bottom:6.0pt'"
        if number % 9 == 0:
            form = "class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'"
        if number % 25 == 0:
            cells = "".join(f"<td width=100><p class=MsoNormal>{each}</p></td>" for each in "abc")
            parts.append(f"<table class=MsoTableGrid border=1>{f'<tr>{cells}</tr>' * 4}</table>")
        parts.append(f"<p {form}>{''.join(dressed)}<o:p></o:p></p>")
        count += len(said)
    sheet = "".join(f"p.Mso{at}{{mso-style-priority:{at};margin:0cm}}\n" for at in range(900))
    known = '<w:LsdException Locked="false" Name="heading 1"/>' * 370
    head = f"<head><style><!--{sheet}--></style><!--[if gte mso 9]><xml>{known}</xml><![endif]-->"
    start = '<html xmlns:o="urn:schemas-microsoft-com:office:office">'
    return f"{start}{head}</head><body lang=VI>{''.join(parts)}</body></html>"


class Heart:
    """Beats on the thread of the widgets; remembers the longest time between two beats.

    By the clock, and by the CPU of that thread: other programs do not count in that.
    """

    def __init__(self) -> None:
        self._timer = QTimer(interval=BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self.forget()
        self._timer.start()

    def _beat(self) -> None:
        now_s, busy_s = time.perf_counter(), time.thread_time()
        self.longest_s = max(self.longest_s, now_s - self._last_s)
        self.busiest_s = max(self.busiest_s, busy_s - self._busy_s)
        self._last_s, self._busy_s = now_s, busy_s

    def forget(self) -> None:
        """Begin anew."""
        self.longest_s, self._last_s = 0.0, time.perf_counter()
        self.busiest_s, self._busy_s = 0.0, time.thread_time()


def pastes(words: int, rounds: int) -> list[tuple]:
    """(how, ms to clean copy, CPU ms, longest stall in ms and in CPU), of Qt's editor and ours."""
    html = page_of(words)
    mime = QMimeData()
    mime.setHtml(html)
    mime.setText("words")
    with tempfile.TemporaryDirectory() as folder:
        stet = Stet("Trước.", Path(folder))
        stet.open()
        stet.show()
        heart = Heart()
        ours = [_timed(lambda: _paste(stet, mime), heart) for _ in range(rounds)]
        edit = QTextEdit()
        edit.resize(760, 800)
        edit.show()
        rest(300)
        qt = [_timed(lambda: _paste_into_qt(edit, mime), heart) for _ in range(rounds)]
        stet.close()
    print(f"\n{len(html):,} characters of HTML")
    return [("Qt's QTextEdit", *map(list, zip(*qt, strict=True))),
            ("Stet, copy and page", *map(list, zip(*ours, strict=True)))]  # fmt: skip


def _timed(work: Callable[[], float], heart: Heart) -> tuple[float, float, float, float]:
    rest(500)
    heart.forget()
    began_s, cpu_s = time.perf_counter(), time.process_time()
    done_s = work()
    rest(1500)
    spent_s = time.process_time() - cpu_s
    stalls = heart.longest_s, heart.busiest_s
    return tuple(each * 1000 for each in (done_s - began_s, spent_s, *stalls))


def _paste(stet: Stet, mime: QMimeData) -> float:
    put: list[float] = []
    note = stet.writer.pasted.connect(lambda _put: put.append(time.perf_counter()))
    cursor = stet.edit.textCursor()
    cursor.select(cursor.SelectionType.Document)
    stet.edit.setTextCursor(cursor)
    stet.edit.insertFromMimeData(mime)
    spin(lambda: bool(put))
    stet.writer.pasted.disconnect(note)
    return put[0]


def _paste_into_qt(edit: QTextEdit, mime: QMimeData) -> float:
    edit.clear()
    edit.insertFromMimeData(mime)
    return time.perf_counter()


def document_of(words: int, pictures: int) -> bytes:
    """A Word document with that many photographs, each with alt text and caption."""
    held = {f"image{number}.jpg": _photo(number) for number in range(1, pictures + 1)}
    parts, each = [], max(1, words // max(1, pictures))
    for number in range(1, pictures + 1):
        said = (SENTENCE * (each // len(SENTENCE.split()) + 1)).strip()
        parts.append(paragraph(run(said), run(" Hết đoạn.", "<w:i/>")))
        parts.append(paragraph(picture(f'r:embed="pic{number}"', f"Ghe {number}")))
        parts.append(paragraph(run(f"Ghe thứ {number} về bến."), style="Caption"))
    return packed("".join(parts), pictures=held)


def _photo(number: int) -> bytes:
    from PIL import Image

    noise = Image.effect_noise((PICTURE_PX[0] // 6, PICTURE_PX[1] // 6), 60)
    grey = noise.resize(PICTURE_PX).point(lambda value: (value + 7 * number) % 256)
    with io.BytesIO() as file:
        Image.merge("RGB", (grey, grey.rotate(180), grey)).save(file, "JPEG", quality=85)
        return file.getvalue()


Spent = list[tuple[float, float]]
"""(seconds, of these with the CPU), a round each."""


def documents(words: int, pictures: int, rounds: int) -> tuple[int, Spent, Spent]:
    """(bytes, what the library alone takes, what the stored story with its pictures does)."""
    import mammoth

    from editor import exchange
    from editor.desk import Desk
    from editor.model.rows import StoryFilter

    data = document_of(words, pictures)
    floor: Spent = []
    ours: Spent = []
    for number in range(rounds):
        floor.append(_spent(lambda: mammoth.convert_to_html(io.BytesIO(data))))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"tin-{number}.docx"
            path.write_bytes(data)
            with closing(Desk.open(Path(folder) / "store", resources=ROOT / "resources")) as desk:
                ours.append(_spent(partial(exchange.bring_in, desk, path)))
                row, *_ = desk.articles.rows(StoryFilter())
                told = [e for e in desk.articles.get(row.id).placements if e.caption and e.alt_text]
                if len(told) != pictures:
                    raise SystemExit(f"bench: {len(told)} of {pictures} pictures came in")
    return len(data), floor, ours


def _spent(work: Callable[[], object]) -> tuple[float, float]:
    began_s, cpu_s = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - began_s, time.process_time() - cpu_s


def report(words: int, pictures: int, rounds: int) -> bool:
    """Print both tables; whether the goals are met."""
    pasted = pastes(words, rounds)
    print(f"paste of {words:,} words from Word, median of {rounds}")
    print(f"{'':<24} {'to copy ms':>11} {'CPU ms':>8} {'longest stall ms':>17} {'its CPU':>8}")
    for name, *columns in pasted:
        to_copy, cpu, stall, busy = map(statistics.median, columns)
        print(f"{name:<24} {to_copy:>11.0f} {cpu:>8.0f} {stall:>17.0f} {busy:>8.0f}")
    print(f"{'goal':<24} {PASTE_GOAL_MS:>11}")
    size, floor, ours = documents(words, pictures, rounds)
    print(f"\n.docx of {words:,} words, {pictures} photographs, {size / 1e6:.0f} MB")
    print(f"{'best of ' + str(rounds):<34} {'s':>6} {'CPU s':>6}")
    print("{:<34} {:>6.2f} {:>6.2f}".format("mammoth alone, pictures in base64", *min(floor)))
    print("{:<34} {:>6.2f} {:>6.2f}".format("Stet, stored with captions", *min(ours)))
    print(f"{'goal':<34} {DOCUMENT_GOAL_S:>6.2f}")
    is_soon = statistics.median(pasted[1][1]) <= PASTE_GOAL_MS
    return is_soon and min(ours)[0] <= DOCUMENT_GOAL_S


def main() -> int:
    """Print the tables; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a quick look")
    chosen = parser.parse_args()
    with surroundings() as told:
        print(told)
        app = QApplication.instance() or QApplication(sys.argv)
        words, pictures, rounds = (2_000, 5, 1) if chosen.small else (WORDS, PICTURES, 3)
        is_met = report(words, pictures, rounds)
        del app
    return int(not is_met)


if __name__ == "__main__":
    sys.exit(main())
