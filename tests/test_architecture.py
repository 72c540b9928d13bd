# SPDX-License-Identifier: GPL-3.0-or-later
"""The house stands as ARCHITECTURE.md draws it: floors, sizes, and texts that can be translated."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILE_LINES = 400
FUNCTION_LINES = 40
PUBLIC_METHODS = 20
Trees = dict[str, ast.Module]


def _sources() -> list[Path]:
    found = [ROOT / "main.py", *(ROOT / "editor").rglob("*.py"), *(ROOT / "ui").rglob("*.py")]
    return [path for path in found if path.exists()]


@pytest.fixture(scope="module")
def trees() -> Trees:
    """Every module by its path, read once."""
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in _sources()
    }


def test_every_import_keeps_to_its_floor() -> None:
    """The contracts in pyproject.toml hold."""
    linter = Path(sys.executable).parent / "lint-imports"
    run = subprocess.run(
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout


def test_a_file_holds_one_idea(trees: Trees) -> None:
    """Files and functions stay short enough to be read in one go."""
    assert [fault for name, tree in trees.items() for fault in _too_long(name, tree)] == []


def _too_long(name: str, tree: ast.Module) -> Iterator[str]:
    if (ROOT / name).read_text(encoding="utf-8").count("\n") > FILE_LINES:
        yield name
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            if (node.end_lineno or 0) - node.lineno >= FUNCTION_LINES:
                yield f"{name}: {node.name}"
        elif isinstance(node, ast.ClassDef) and len(list(_public_methods(node))) > PUBLIC_METHODS:
            yield f"{name}: {node.name}"


def _public_methods(node: ast.ClassDef) -> Iterator[str]:
    for each in node.body:
        if isinstance(each, ast.FunctionDef) and re.match(r"[a-z](?!.*Event$)", each.name):
            yield each.name


def test_a_module_says_what_it_is(trees: Trees) -> None:
    """Every module that holds code opens with its sentence."""
    assert [n for n, tree in trees.items() if tree.body and not ast.get_docstring(tree)] == []


def test_no_f_string_is_translated(trees: Trees) -> None:
    """An f-string inside tr() would never match its translation."""
    assert [f"{n}:{line}" for n, tree in trees.items() for line in _translated(tree)] == []


def _translated(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        is_call = isinstance(node, ast.Call)
        if is_call and getattr(node.func, "attr", "") in {"tr", "translate"}:
            yield from (each.lineno for each in node.args if isinstance(each, ast.JoinedStr))


def test_the_tree_is_the_one_that_is_drawn() -> None:
    """ARCHITECTURE.md names every module, and nothing that is not there."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    drawn = set(re.findall(r"\w+\.py\b", text))
    for path in _sources():
        if path.name != "__init__.py" and "migrations" not in path.parts:
            assert path.name in drawn, path


def test_lock_names_no_registry() -> None:
    """The lock file carries versions and hashes but no address."""
    assert "://" not in (ROOT / "requirements.lock").read_text(encoding="utf-8")
