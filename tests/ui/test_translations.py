# SPDX-License-Identifier: GPL-3.0-or-later
"""Both languages are complete, and what ships is what the sources say."""

import re
import subprocess
import sys
import unicodedata
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QTranslator

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "resources" / "translations"
LUPDATE = Path(sys.executable).parent / "pyside6-lupdate"


def _messages(file: Path) -> dict[tuple[str, str], ElementTree.Element]:
    root = ElementTree.parse(file).getroot()
    return {
        (context.findtext("name") or "", message.findtext("source") or ""): message
        for context in root.findall("context")
        for message in context.findall("message")
    }


def _forms(message: ElementTree.Element) -> list[str]:
    translation = message.find("translation")
    assert translation is not None
    forms = [each.text or "" for each in translation.findall("numerusform")]
    return forms or [translation.text or ""]


def _in_the_sources(tmp_path: Path, *options: str) -> set[tuple[str, str]]:
    sources = sorted(str(each) for each in (ROOT / "ui").rglob("*.py"))
    found = tmp_path / "found.ts"
    command = [str(LUPDATE), *sources, "-ts", str(found), *options]
    subprocess.run(command, check=True, capture_output=True)
    return set(_messages(found))


@pytest.mark.parametrize("name", ["stet_vi", "stet_en", "qtbase_vi"])
def test_nothing_is_left_unfinished(name):
    for key, message in _messages(FOLDER / f"{name}.ts").items():
        translation = message.find("translation")
        assert translation is not None
        assert "type" not in translation.attrib, key
        assert all(each.strip() for each in _forms(message)), key


def test_every_string_in_the_sources_is_translated(tmp_path):
    known = set(_messages(FOLDER / "stet_vi.ts"))
    found = _in_the_sources(tmp_path)
    assert found - known == set()
    assert known - found == set()


def test_every_plural_in_the_sources_has_its_english(tmp_path):
    found = _in_the_sources(tmp_path, "-pluralonly")
    assert found == set(_messages(FOLDER / "stet_en.ts"))


@pytest.mark.parametrize("name", ["stet_vi", "stet_en", "qtbase_vi"])
def test_what_ships_is_what_was_written(name, qapp):
    translator = QTranslator()
    assert translator.load(str(FOLDER / f"{name}.qm"))
    for (context, source), message in _messages(FOLDER / f"{name}.ts").items():
        forms = _forms(message)
        if message.get("numerus") == "yes":
            said = translator.translate(context, source, None, 2)
            assert said == forms[-1], source
        else:
            assert translator.translate(context, source) == forms[0], source


def test_placeholders_are_kept():
    """A translation names the same values as its source."""
    for (_context, source), message in _messages(FOLDER / "stet_vi.ts").items():
        wanted = sorted(re.findall(r"\{\w+\}|%L?n", source))
        for form in _forms(message):
            assert sorted(re.findall(r"\{\w+\}|%L?n", form)) == wanted, source


@pytest.mark.parametrize("name", ["stet_vi", "qtbase_vi"])
def test_vietnamese_is_composed(name):
    for message in _messages(FOLDER / f"{name}.ts").values():
        for form in _forms(message):
            assert unicodedata.is_normalized("NFC", form)


@pytest.mark.parametrize(
    ("context", "source", "said"),
    [
        ("QPlatformTheme", "Cancel", "Hủy"),
        ("QPlatformTheme", "Discard", "Bỏ thay đổi"),
        ("QWidgetTextControl", "&Undo", "&Hoàn tác"),
        ("QLineEdit", "Select All", "Chọn tất cả"),
        ("QFileDialog", "&Open", "&Mở"),
    ],
)
def test_buttons_of_qt_speak_vietnamese(qapp, context, source, said):
    translator = QTranslator()
    assert translator.load(str(FOLDER / "qtbase_vi.qm"))
    assert translator.translate(context, source) == said
