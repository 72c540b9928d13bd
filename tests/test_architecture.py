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


def _sources() -> list[Path]:
    found = [ROOT / "main.py", *(ROOT / "editor").rglob("*.py"), *(ROOT / "ui").rglob("*.py")]
    return [path for path in found if path.exists()]


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_every_import_keeps_to_its_floor() -> None:
    """The contracts in pyproject.toml hold."""
    linter = Path(sys.executable).parent / "lint-imports"
    run = subprocess.run(
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("path", _sources(), ids=_name)
def test_a_file_holds_one_idea(path: Path) -> None:
    """Files and functions stay short enough to be read in one go."""
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= FILE_LINES
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < FUNCTION_LINES, node.name
        if isinstance(node, ast.ClassDef):
            assert len(list(_public_methods(node))) <= PUBLIC_METHODS, node.name


def _public_methods(node: ast.ClassDef) -> Iterator[str]:
    for each in node.body:
        if isinstance(each, ast.FunctionDef) and re.match(r"[a-z](?!.*Event$)", each.name):
            yield each.name


@pytest.mark.parametrize("path", _sources(), ids=_name)
def test_a_module_says_what_it_is(path: Path) -> None:
    """Every module that holds code opens with its sentence."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not tree.body or ast.get_docstring(tree)


@pytest.mark.parametrize("path", _sources(), ids=_name)
def test_no_f_string_is_translated(path: Path) -> None:
    """An f-string inside tr() would never match its translation."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {"tr", "translate"}:
            assert not any(isinstance(each, ast.JoinedStr) for each in node.args), node.lineno


def test_the_tree_is_the_one_that_is_drawn() -> None:
    """ARCHITECTURE.md names every module, and nothing that is not there."""
    drawn = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for path in _sources():
        if path.name != "__init__.py" and "migrations" not in path.parts:
            assert re.search(rf"\b{re.escape(path.name)}\b", drawn), path


def test_lock_names_no_registry() -> None:
    """The lock file carries versions and hashes but no address."""
    assert "://" not in (ROOT / "requirements.lock").read_text(encoding="utf-8")
