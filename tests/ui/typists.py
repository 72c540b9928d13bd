# SPDX-License-Identifier: GPL-3.0-or-later
"""Typists of Vietnamese: each key of theirs as the events that Qt gets from an input method."""

import unicodedata
from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}


def compose(field: QWidget, preedit: str = "", commit: str = "") -> None:
    """One event of an input method: what is composed now, and what is done."""
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(field, event)


def toneless(word: str) -> str:
    """`Tiếng` -> `Tiêng`."""
    return _kept(word, lambda mark: mark not in TONES)


def bare(word: str) -> str:
    """`Đường` -> `Duong`."""
    return _kept(word, lambda _mark: False).replace("đ", "d").replace("Đ", "D")


def telex(word: str) -> Iterator[str]:
    """What is composed after each key: marks at once (`ee`), the tone last (`s`)."""
    done = ""
    for letter in toneless(word):
        if bare(letter) != letter:
            yield done + bare(letter)
        done += letter
        yield done
    if done != word:
        yield word


def vni(word: str) -> Iterator[str]:
    """The same, all marks and the tone at the end of the word (`Tieng61`)."""
    plain = bare(word)
    yield from (plain[:length] for length in range(1, len(plain) + 1))
    if toneless(word) != plain:
        yield toneless(word)
    if word != toneless(word):
        yield word


def composed(field: QWidget, words: list[str], method: Callable[[str], Iterator[str]]) -> None:
    """Words by an input method that composes, such as ibus; each goes in with its blank."""
    for word in words:
        for state in method(word):
            compose(field, preedit=state)
            QApplication.processEvents()
        compose(field, commit=word + " ")
        QApplication.processEvents()


def retyped(field: QWidget, words: list[str], method: Callable[[str], Iterator[str]]) -> None:
    """Words by one that takes letters back and types others, as on Windows and macOS."""
    for word in words:
        stands = ""
        for state in method(word):
            same = len(_common(stands, state))
            for _each in stands[same:]:
                _key(field, Qt.Key.Key_Backspace, "\b")
            for letter in state[same:]:
                _key(field, Qt.Key.Key_unknown, letter)
            stands = state
            QApplication.processEvents()
        _key(field, Qt.Key.Key_Space, " ")


def _key(field: QWidget, key: Qt.Key, text: str) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
        QApplication.sendEvent(field, event)


def _common(one: str, other: str) -> str:
    length = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    return one[: min(len(one), len(other)) if length is None else length]


def _kept(word: str, is_kept: Callable[[str], bool]) -> str:
    letters = unicodedata.normalize("NFD", word)
    told = "".join(each for each in letters if not unicodedata.combining(each) or is_kept(each))
    return unicodedata.normalize("NFC", told)
