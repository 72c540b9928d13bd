# SPDX-License-Identifier: GPL-3.0-or-later
"""Five widths of a photograph as JPEG, WebP and AVIF from one decode, beside libvips."""

import argparse
import io
import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

HOME = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOME))

from PIL import Image, ImageMath, ImageOps  # noqa: E402

from editor.model import framing  # noqa: E402
from editor.model.framing import View  # noqa: E402
from editor.model.picture import Picture, Sha256  # noqa: E402
from editor.pictures import pixels  # noqa: E402
from tests.bench.photographs import photographs  # noqa: E402

GOAL = 1.1
VIPS = HOME / "build" / "vips"
"""A virtual environment of this table's own: libvips is no part of the program."""
PACKAGE = "pyvips[binary]==3.2.0"
KINDS = {"image/jpeg": "JPEG", "image/webp": "WebP", "image/avif": "AVIF"}
SAMPLES_PX = 8
"""The side of a window of the SSIM."""

PEER = """
import json, os, sys, time
import pyvips

HIGH = 100_000

def encoded(image, kind, quality):
    if kind == "JPEG":
        return image.jpegsave_buffer(Q=quality, interlace=True, optimize_coding=True, keep="none")
    if kind == "WebP":
        return image.webpsave_buffer(Q=quality, effort=4, keep="none")
    return image.heifsave_buffer(
        compression="av1", Q=quality, effort=1, bitdepth=8, keep="none"
    )

def sizes(path, kinds, widths, qualities):
    image = pyvips.Image.thumbnail(path, widths[0], height=HIGH, output_profile="srgb")
    for width in widths:
        if image.width != width:
            image = image.thumbnail_image(width, height=HIGH)
        image = image.copy_memory()
        for kind in kinds:
            yield kind, width, encoded(image, kind, qualities[kind])

for line in sys.stdin:
    asked = json.loads(line)
    wall_s, cpu_s = time.perf_counter(), time.process_time()
    names = ("path", "kinds", "widths", "qualities")
    made = list(sizes(*(asked[name] for name in names)))
    wall_s, cpu_s = time.perf_counter() - wall_s, time.process_time() - cpu_s
    weights = dict.fromkeys(asked["kinds"], 0)
    for kind, width, data in made:
        weights[kind] += len(data)
        if asked["into"]:
            with open(os.path.join(asked["into"], f"{width}.{kind}"), "wb") as file:
                file.write(data)
    print(json.dumps({"bytes": weights, "wall_s": wall_s, "cpu_s": cpu_s}), flush=True)
"""


@dataclass(frozen=True)
class Taken:
    """What one picture took, and what came of it."""

    wall_s: float
    cpu_s: float
    sizes: dict[str, int]


def main() -> int:
    """Print the table; 1 when the goal was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--pictures", type=int, default=6)
    given = parser.parse_args()
    paths = photographs(2 if given.small else given.pictures)
    rounds = 1 if given.small else 3
    peer = Peer.started()
    print(f"24 megapixels, {len(paths)} pictures, {rounds} round(s), ms per picture; five widths")
    heads = f"{'wall':>8}{'CPU':>8}{'kB':>8}"
    print(f"{'':<28}{heads}  {'':<16}{heads}{'ratio':>8}")
    ratio = 0.0
    for name, kinds in (
        ("JPEG", ["JPEG"]),
        ("WebP", ["WebP"]),
        ("AVIF", ["AVIF"]),
        ("all three, one decode", list(KINDS.values())),
    ):
        ratio = row(name, kinds, paths, rounds, peer)
    if peer is not None:
        quality(paths[0], peer)
        peer.end()
    leant = [
        made(each, view_of(each, straighten_degrees=2.0), list(KINDS.values())) for each in paths
    ]
    print(f"{'straightened, all three':<28}{told(leant)}")
    print(f"goal, all three             {GOAL:>8.2f} x libvips, by CPU")
    return int(ratio > GOAL)


def row(name: str, kinds: list[str], paths: list[Path], rounds: int, peer: "Peer | None") -> float:
    """One line of the table: ours, theirs, in turn; the ratio of the CPU."""
    ours, theirs = [], []
    for _ in range(rounds):
        for path in paths:
            ours.append(made(path, view_of(path), kinds))
            if peer is not None:
                theirs.append(peer.made(path, kinds))
    if not theirs:
        print(f"{name:<28}{told(ours)}")
        return 0.0
    cpu_s = [median(each.cpu_s for each in taken) for taken in (ours, theirs)]
    ratio = cpu_s[0] / cpu_s[1]
    print(f"{name:<28}{told(ours)}  {'libvips chain':<16}{told(theirs)}{ratio:>8.2f}")
    return ratio


def told(taken: list[Taken]) -> str:
    wall, cpu = (median(getattr(each, by) for each in taken) * 1000 for by in ("wall_s", "cpu_s"))
    weight = median(sum(each.sizes.values()) for each in taken) / 1000
    return f"{wall:>8.0f}{cpu:>8.0f}{weight:>8.0f}"


def view_of(path: Path, **changed: float) -> View:
    """The picture as readers see it."""
    looked = pixels.look(path, "image/jpeg")
    picture = Picture(
        Sha256("0" * 64), path.name, 0, "image/jpeg", looked.width_px, looked.height_px
    )
    return framing.shown(replace(picture, **changed))  # type: ignore[arg-type]  # numbers


def made(path: Path, view: View, kinds: list[str], into: dict[str, bytes] | None = None) -> Taken:
    """All widths of some kinds, by the program's own function."""
    wanted = [each for each in view.renditions if KINDS[each.media_type] in kinds]
    began_s, clock_s = time.perf_counter(), time.process_time()
    done = list(pixels.sizes(path, "image/jpeg", wanted, view))
    wall_s, cpu_s = time.perf_counter() - began_s, time.process_time() - clock_s
    sizes = dict.fromkeys(kinds, 0)
    for each, data in done:
        sizes[KINDS[each.media_type]] += len(data)
        if into is not None:
            into[f"{each.width_px}.{KINDS[each.media_type]}"] = data
    return Taken(wall_s, cpu_s, sizes)


class Peer:
    """libvips in a process of its own, with its qualities set so that its files weigh as ours."""

    def __init__(self, python: Path) -> None:
        self._process = subprocess.Popen(  # our own
            [str(python), "-c", PEER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.qualities = {"JPEG": pixels.QUALITY, "WebP": pixels.QUALITY, "AVIF": 60}

    @classmethod
    def started(cls) -> "Peer | None":
        """The peer, installed when it is missing; None where it cannot be."""
        python = VIPS / "bin" / "python"
        try:
            if not python.exists():
                run = [sys.executable, "-m", "venv", str(VIPS)]
                subprocess.run(run, check=True, capture_output=True)  # our own
            install = [str(python), "-m", "pip", "install", "--quiet", PACKAGE]
            known = subprocess.run([str(python), "-c", "import pyvips"], capture_output=True)  # noqa: PLW1510
            if known.returncode:
                subprocess.run(install, check=True, capture_output=True)  # our own
        except (OSError, subprocess.CalledProcessError):
            print(f"no peer: {PACKAGE} could not be installed")
            return None
        return cls(python)

    def made(self, path: Path, kinds: list[str], into: str = "") -> Taken:
        """All widths of some kinds, by libvips."""
        asked = {
            "path": str(path),
            "kinds": kinds,
            "widths": sorted(framing.WIDTHS_PX, reverse=True),
            "qualities": self.qualities,
            "into": into,
        }
        print(json.dumps(asked), file=self._process.stdin, flush=True)
        assert self._process.stdout is not None
        reply = json.loads(self._process.stdout.readline())
        return Taken(reply["wall_s"], reply["cpu_s"], reply["bytes"])

    def end(self) -> None:
        """Let it go."""
        self._process.communicate()


def quality(path: Path, peer: Peer) -> None:
    """How near the widest files come to the original: luma SSIM, ours and theirs."""
    with Image.open(path) as opened:
        whole = ImageOps.exif_transpose(opened).convert("RGB")
    ours: dict[str, bytes] = {}
    made(path, view_of(path), list(KINDS.values()), ours)
    folder = VIPS / "made"
    folder.mkdir(exist_ok=True)
    peer.made(path, list(KINDS.values()), str(folder))
    print(f"{'at the largest width':<28}{'SSIM':>8}{'kB':>8}  {'libvips':<16}{'SSIM':>8}{'kB':>8}")
    for kind in KINDS.values():
        name = f"{framing.WIDTHS_PX[-1]}.{kind}"
        both = [ours[name], (folder / name).read_bytes()]
        one, other = (f"{ssim(whole, data):>8.3f}{len(data) / 1000:>8.0f}" for data in both)
        print(f"{kind:<28}{one}  {'':<16}{other}")


def ssim(whole: Image.Image, data: bytes) -> float:
    """The mean SSIM of the luma over windows of 8 x 8, against a Lanczos of the whole original."""
    seen = Image.open(io.BytesIO(data)).convert("L").convert("F")
    wanted = whole.resize(seen.size, Image.Resampling.LANCZOS).convert("L").convert("F")

    def of(formula: Callable[..., object], **images: Image.Image) -> Image.Image:
        return ImageMath.lambda_eval(formula, **images)

    def mean(image: Image.Image) -> Image.Image:
        return image.reduce(SAMPLES_PX)

    x, y = mean(seen), mean(wanted)
    product = {"a": seen, "b": wanted}
    xx = mean(of(lambda each: each["a"] * each["a"], **product))
    yy = mean(of(lambda each: each["b"] * each["b"], **product))
    xy = mean(of(lambda each: each["a"] * each["b"], **product))
    least, little = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    windows = of(
        lambda each: (
            (2 * each["x"] * each["y"] + least)
            * (2 * (each["xy"] - each["x"] * each["y"]) + little)
            / (
                (each["x"] * each["x"] + each["y"] * each["y"] + least)
                * (each["xx"] - each["x"] * each["x"] + each["yy"] - each["y"] * each["y"] + little)
            )
        ),
        x=x,
        y=y,
        xx=xx,
        yy=yy,
        xy=xy,
    )
    average = windows.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    assert isinstance(average, float)
    return average


if __name__ == "__main__":
    sys.exit(main())
