# SPDX-License-Identifier: GPL-3.0-or-later
"""Words in 24-megapixel JPEGs: read and written, beside exiv2, ExifTool and a plain copy."""

import argparse
import contextlib
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import exiv2

from editor.model.picture import Picture, Sha256
from editor.pictures import metadata
from editor.pictures.embedding import embed
from tests.bench.photographs import HOME, photographs

MANY, FEW = 12, 6
ROUNDS, FEW_ROUNDS = 5, 3
AGAIN = 8
"""How often each file is read in a round: the start of ExifTool must not be all of its time."""
READ_GOAL_MS, READ_GOAL_TIMES, WRITE_GOAL_TIMES = 1.0, 15.0, 1.2
WORDS = Picture(
    sha256=Sha256("0" * 64),
    file_name="a.jpg",
    size_bytes=1,
    media_type="image/jpeg",
    width_px=6000,
    height_px=4000,
    headline="Chợ nổi Cái Răng họp lại",
    caption="Ghe trái cây cập bến Ninh Kiều sáng 2/1 sau ba tuần nước lên. " * 3,
    caption_writer="Lê Hai",
    alt_text="Hàng chục chiếc ghe chở trái cây đậu sát nhau trên sông.",
    creator="Trần Thị Một",
    credit="Sông Báo",
    source="Sông Báo",
    copyright_notice="© 2026 Sông Báo",
    city="Cần Thơ",
    country="Việt Nam",
    people=("Bà Ba", "Ông Năm"),
    keywords=("chợ nổi", "sông", "Tết"),
    taken_at="2026-01-02T06:04:05+07:00",
)
"""Thirteen fields, as news uses them."""
IN_EXIV2 = {
    "Xmp.photoshop.Headline": WORDS.headline,
    "Xmp.dc.description": WORDS.caption,
    "Xmp.photoshop.CaptionWriter": WORDS.caption_writer,
    "Xmp.iptc.AltTextAccessibility": WORDS.alt_text,
    "Xmp.dc.creator": WORDS.creator,
    "Xmp.photoshop.Credit": WORDS.credit,
    "Xmp.photoshop.Source": WORDS.source,
    "Xmp.dc.rights": WORDS.copyright_notice,
    "Xmp.photoshop.City": WORDS.city,
    "Xmp.photoshop.Country": WORDS.country,
    "Xmp.iptcExt.PersonInImage": ", ".join(WORDS.people),
    "Xmp.dc.subject": ", ".join(WORDS.keywords),
    "Xmp.photoshop.DateCreated": WORDS.taken_at,
    "Iptc.Application2.Headline": WORDS.headline,
    "Iptc.Application2.Caption": WORDS.caption,
    "Iptc.Application2.Writer": WORDS.caption_writer,
    "Iptc.Application2.Byline": WORDS.creator,
    "Iptc.Application2.Credit": WORDS.credit,
    "Iptc.Application2.Source": WORDS.source,
    "Iptc.Application2.Copyright": WORDS.copyright_notice,
    "Iptc.Application2.City": WORDS.city,
    "Iptc.Application2.CountryName": WORDS.country,
    "Iptc.Application2.Keywords": ", ".join(WORDS.keywords),
    "Iptc.Application2.DateCreated": WORDS.taken_at[:10],
}
BY_EXIFTOOL = [
    "-codedcharacterset=utf8",
    *(
        f"-{name}={text}"
        for name, text in {
            "Headline": WORDS.headline,
            "XMP:Description": WORDS.caption,
            "IPTC:Caption-Abstract": WORDS.caption,
            "XMP:CaptionWriter": WORDS.caption_writer,
            "XMP:AltTextAccessibility": WORDS.alt_text,
            "IPTC:By-line": WORDS.creator,
            "XMP:Creator": WORDS.creator,
            "Credit": WORDS.credit,
            "Source": WORDS.source,
            "IPTC:CopyrightNotice": WORDS.copyright_notice,
            "XMP:Rights": WORDS.copyright_notice,
            "City": WORDS.city,
            "XMP:Country": WORDS.country,
            "XMP:PersonInImage": WORDS.people[0],
            "IPTC:Keywords": WORDS.keywords[0],
            "XMP:Subject": WORDS.keywords[0],
        }.items()
    ),
]
Way = Callable[[Sequence[Path], Path], None]


def read_by_us(files: Sequence[Path], _folder: Path) -> None:
    for each in files:
        assert metadata.read(each)["headline"] == WORDS.headline


def read_by_exiv2(files: Sequence[Path], _folder: Path) -> None:
    for each in files:
        image = exiv2.ImageFactory.open(str(each))
        image.readMetadata()
        told = {datum.key(): str(datum.value()) for datum in image.xmpData()}
        told |= {datum.key(): str(datum.value()) for datum in image.iptcData()}
        assert told["Xmp.photoshop.Headline"] == WORDS.headline


def read_by_exiftool(files: Sequence[Path], _folder: Path) -> None:
    blocks = ["-XMP:all", "-IPTC:all", "-EXIF:DateTimeOriginal", "-EXIF:Artist"]
    subprocess.run(
        ["exiftool", "-j", "-fast2", *blocks, *map(str, files)], check=True, capture_output=True
    )


def copy(files: Sequence[Path], folder: Path) -> None:
    for each in files:
        half = folder / f".{each.name}"
        shutil.copyfile(each, half)
        half.replace(folder / each.name)


def write_by_us(files: Sequence[Path], folder: Path) -> None:
    for each in files:
        embed(each, folder / each.name, WORDS)


def write_by_exiv2(files: Sequence[Path], folder: Path) -> None:
    for each in files:
        target = folder / each.name
        shutil.copyfile(each, target)
        image = exiv2.ImageFactory.open(str(target))
        image.readMetadata()
        xmp, iptc = image.xmpData(), image.iptcData()
        for key, text in IN_EXIV2.items():
            (xmp if key.startswith("Xmp") else iptc)[key] = text
        image.writeMetadata()


def write_by_exiftool(files: Sequence[Path], folder: Path) -> None:
    command = ["exiftool", "-q", "-q", "-m", "-o", f"{folder}/", *BY_EXIFTOOL, *map(str, files)]
    subprocess.run(command, check=True)


def on_disk(way: Way) -> Way:
    """The same, until every byte of every file is on the disk."""

    def work(files: Sequence[Path], folder: Path) -> None:
        way(files, folder)
        for each in files:
            number = os.open(folder / each.name, os.O_RDONLY)
            os.fsync(number)
            os.close(number)

    return work


@contextlib.contextmanager
def place() -> Iterator[Path]:
    """A folder on the disk where the pictures lie, not in memory."""
    with tempfile.TemporaryDirectory(dir=HOME / "build", prefix="copies-") as name:
        yield Path(name)


def measured(ways: dict[str, Way], files: Sequence[Path], rounds: int) -> dict[str, list[float]]:
    """Wall and CPU milliseconds for each file, the median of some rounds, and the least wall.

    The ways take turns, in another order each round, so that what else the machine does falls on
    all of them.
    """
    walls: dict[str, list[float]] = {name: [] for name in ways}
    cpus: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds + 1):
        order = random.Random(number).sample(sorted(ways), len(ways))
        for name in order:
            with place() as folder:
                start, cpu = time.perf_counter(), cpu_s()
                ways[name](files, folder)
                wall_ms = (time.perf_counter() - start) * 1000 / len(files)
                cpu_ms = (cpu_s() - cpu) * 1000 / len(files)
            if number:  # the first round warms up
                walls[name].append(wall_ms)
                cpus[name].append(cpu_ms)
    return {
        name: [statistics.median(walls[name]), min(walls[name]), statistics.median(cpus[name])]
        for name in ways
    }


def cpu_s() -> float:
    """Of this process and of those that it waited for."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def table(title: str, found: dict[str, list[float]], floor: str) -> None:
    head = f"{'ms a file':>10} {'least':>8} {'CPU':>8} {'x':>7} {'x CPU':>7}"
    print(f"\n{title:<44} {head}")
    for name, (wall, least, cpu) in found.items():
        times, of_cpu = wall / found[floor][0], cpu / max(found[floor][2], 1e-9)
        print(f"{name:<44} {wall:>10.2f} {least:>8.2f} {cpu:>8.2f} {times:>7.2f} {of_cpu:>7.2f}")


def main() -> None:
    """Make the set, measure, print both tables and what became of the goals."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="six files, three rounds")
    is_small = parser.parse_args().small
    files = photographs(FEW if is_small else MANY)
    rounds = FEW_ROUNDS if is_small else ROUNDS
    has_exiftool = shutil.which("exiftool") is not None
    mean_mb = statistics.mean(each.stat().st_size for each in files) / 1e6
    print(f"{len(files)} files of {mean_mb:.1f} MB, {rounds} rounds, load {os.getloadavg()[0]:.1f}")
    readers: dict[str, Way] = {"Stet": read_by_us, "exiv2": read_by_exiv2}
    writers: dict[str, Way] = {"a plain copy": copy, "Stet": write_by_us, "exiv2": write_by_exiv2}
    if has_exiftool:
        readers["ExifTool, one batch"] = read_by_exiftool
        writers["ExifTool, one batch"] = write_by_exiftool
    with place() as folder:
        write_by_us(files, folder)
        reading = measured(readers, [folder / each.name for each in files] * AGAIN, rounds)
    table("reading IIM, XMP and Exif, 13 fields", reading, "Stet")
    writing = measured(writers, files, rounds)
    table("copying and writing 13 fields, in memory", writing, "a plain copy")
    durable = measured({name: on_disk(way) for name, way in writers.items()}, files, rounds)
    table("the same, until it is on the disk", durable, "a plain copy")
    print(f"\ngoal: a read within {READ_GOAL_MS} ms; here {reading['Stet'][0]:.2f}")
    if has_exiftool:
        times = reading["ExifTool, one batch"][0] / reading["Stet"][0]
        print(f"goal: {READ_GOAL_TIMES:.0f} x as fast as ExifTool's batch; here {times:.0f} x")
    for name, found in (("in memory", writing), ("on the disk", durable)):
        times = found["Stet"][0] / found["a plain copy"][0]
        print(f"goal: a write within {WRITE_GOAL_TIMES} x a plain copy; {name} {times:.2f} x")


if __name__ == "__main__":
    main()
