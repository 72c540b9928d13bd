# SPDX-License-Identifier: GPL-3.0-or-later
"""Every code that is raised has a sentence in both languages, with values that exist."""

import ast
import re
import string
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor import errors
from editor.errors import Damaged, Refused
from editor.model.rows import Line, OpState, SyncMark
from editor.model.workflow import CHANGED, Act, Role, State
from editor.sentences import Sentences

HOME = Path(__file__).resolve().parents[2]
FOLDER = HOME / "resources" / "sentences"
LANGUAGES = ("en", "vi")
KINDS = {"EditorError", "Refused", "Offline", "Clash", "Damaged", "Unknown"}
CODE = re.compile(r"[a-z_]+\.[a-z_]+")


@cache
def raised() -> frozenset[str]:
    """All codes that stand as the first argument of an error or a finding in the tree."""
    found = set()
    for path in [*HOME.glob("editor/**/*.py"), *HOME.glob("ui/**/*.py"), HOME / "main.py"]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in KINDS | {"Finding"}:
                found |= {code for each in node.args[:1] for code in _codes(each)}
                found |= {
                    code for each in node.keywords if each.arg == "code" for code in _codes(each)
                }
    return frozenset(found | _of_checks())


def _of_checks() -> set[str]:
    """The codes of the checks, which put their room before each in two small functions."""
    tree = ast.parse((HOME / "editor" / "checks.py").read_text("utf-8"))
    place = {"_error": 0, "_about": 1}
    calls = (each for each in ast.walk(tree) if isinstance(each, ast.Call))
    named = [(each, place[_name(each.func)]) for each in calls if _name(each.func) in place]
    codes = {f"checks.{each.args[at].value}" for each, at in named}
    assert len(codes) > 10, "the checks say their codes in another way now"
    return codes


def _codes(node: ast.AST) -> set[str]:
    return {
        each.value
        for each in ast.walk(node)
        if isinstance(each, ast.Constant)
        and isinstance(each.value, str)
        and CODE.fullmatch(each.value)
    }


def _name(node: ast.expr) -> str:
    return getattr(node, "id", None) or getattr(node, "attr", "")


def said() -> set[str]:
    """All codes that main and the commands say as sentences."""
    text = "".join(
        (HOME / name).read_text("utf-8")
        for name in ("main.py", "editor/arguments.py", "editor/commands.py")
    )
    return set(re.findall(r"say(?:\.say)?\(\s*\"([a-z_.]+)\"", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_sentence(language):
    """Whoever adds a code adds its sentence, in both languages."""
    table = Sentences.load(FOLDER, language).table
    codes = raised()
    assert len(codes) > 50, "the search for codes finds them no more"
    assert sorted((codes | said()) - set(table)) == []


def test_both_languages_say_the_same_with_the_same_values():
    """No key is missing in either, and no value is named in one only."""
    one, other = (Sentences.load(FOLDER, language).table for language in LANGUAGES)
    assert set(one) == set(other)
    differ = [code for code in one if _values(one[code]) != _values(other[code])]
    assert differ == []


def _values(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_and_act_has_a_word(language):
    """Nobody reads `awaiting_approval`."""
    sentences = Sentences.load(FOLDER, language)
    kinds = {"state": State, "act": Act, "role": Role, "mark": SyncMark, "op": OpState}
    kinds["line"] = Line
    for kind, values in kinds.items():
        for value in values:
            assert f"word.{kind}.{value.value}" in sentences.table
    assert f"word.act.{CHANGED}" in sentences.table


def test_values_that_are_codes_are_said_as_words():
    """A sentence about a state names it as people do."""
    sentence = Sentences.load(FOLDER, "vi").of(
        Refused("workflow.not_now", act="publish", state="spiked")
    )
    assert "Xuất bản" in sentence
    assert "Đã loại" in sentence
    assert "spiked" not in sentence


def test_a_code_without_a_sentence_is_still_told():
    """The person gets a sentence and a code to report."""
    assert "room.thing" in Sentences.load(FOLDER, "en").say("room.thing")


def test_an_unknown_language_is_english():
    """A settings file from elsewhere may name any."""
    assert Sentences.load(FOLDER, "xx").table == Sentences.load(FOLDER, "en").table


def test_a_damaged_table_is_told(tmp_path):
    """Even this has an error of ours."""
    (tmp_path / "en.toml").write_text("x =", "utf-8")
    with pytest.raises(Damaged) as damaged:
        Sentences.load(tmp_path, "en")
    assert damaged.value.code == "sentences.damaged"


@given(values=st.dictionaries(st.text(max_size=5), st.one_of(st.text(), st.integers(), st.none())))
def test_saying_never_fails(values):
    """Whatever the values are, and whichever are missing."""
    sentences = Sentences.load(FOLDER, "en")
    for code in ("workflow.not_now", "picture.too_heavy", "nothing.known"):
        assert sentences.say(code, values)


def test_a_size_is_said_in_megabytes():
    """Nobody counts bytes."""
    said_ = Sentences({"a.b": "limit {limit_bytes}"}).say("a.b", {"limit_bytes": 8_388_608})
    assert said_ == "limit 8.4 MB"


def test_errors_name_their_code_in_the_log():
    """What the log needs, with values."""
    assert str(errors.Refused("a.b", x=1)) == "a.b (x=1)"
