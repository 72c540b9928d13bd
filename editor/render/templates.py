# SPDX-License-Identifier: GPL-3.0-or-later
"""Templates: where pages are made, in a sandbox; one that fails gives way to the one that ships."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from traceback import walk_tb
from typing import Any, TypeVar

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    FileSystemLoader,
    FunctionLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
)
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from editor.errors import Refused
from editor.model.look import Look

Made = TypeVar("Made")
_COUNTED = "counted"
_left = threading.local()
"""How many steps a page that is made in this thread may still take."""

_COPY = ' id="copy">'
SHIPPED = "shipped"
"""Before the name of a template that an own one builds on: `shipped/front.html`."""
# What would print unescaped, or another page each time that it is made.
_LEFT_OUT_FILTERS = ("safe", "random", "pprint")
_LEFT_OUT_GLOBALS = ("lipsum",)
MOST_STEPS = 200_000
"""Of one page: rounds of loops, calls and templates; one that ships takes some thousands."""
_MOST_LETTERS = 1_000_000
_MOST_BITS = 4096


class Templates:
    """The templates of a site. Thread: any.

    Own ones see values, never objects of the program, and no file. What one of them does wrong is
    told once, and the page is made of the shipped ones: readers always get the story.

    Args:
        shipped: the folder of the templates that ship.
        look: the newspaper's own.
        known: what every template knows.
        tell: of what an own one does wrong, once.
    """

    def __init__(
        self,
        shipped: Path,
        look: Look,
        known: Mapping[str, object],
        tell: Callable[[Refused], None],
    ) -> None:
        files = FileSystemLoader(shipped)
        self._shipped = _sandbox(files, known, _Sandbox)
        own = {name: data for name, data in look.files.items() if name.endswith(".html")}
        self._own: _Sandbox | None = None
        if own:
            mine = FunctionLoader(_Reader(own))
            every = ChoiceLoader([mine, PrefixLoader({SHIPPED: files}), files])
            self._own = _sandbox(every, known, _Bounded)
        self._tell_of = tell
        self._told: set[str] = set()

    def page(
        self, name: str, view: Mapping[str, object], is_whole: Callable[[str], bool] | None = None
    ) -> str:
        """A page.

        Args:
            name: of its template.
            view: what the template is given.
            is_whole: whether a page made by an own template has all that it must have.
        """
        if self._own is not None:
            try:
                return self._by_own(self._own, name, view, is_whole)
            except Refused as error:
                self._tell(error)
        return self._shipped.get_template(name).render(view)

    def parts(
        self, name: str, names: tuple[str, ...], view: Mapping[str, object]
    ) -> dict[str, str]:
        """What the macros of a template give; one that the own template has not got is shipped.

        Where one of them fails, all of them are shipped ones.
        """
        if self._own is not None:
            try:
                own = self._own
                return _guarded(lambda: self._mixed(own, name, names, view), name)
            except Refused as error:
                self._tell(error)
        module = self._shipped.get_template(name).make_module(dict(view))
        return {each: str(getattr(module, each)()) for each in names}

    def _mixed(
        self, own: "_Sandbox", name: str, names: tuple[str, ...], view: Mapping[str, object]
    ) -> dict[str, str]:
        shipped = self._shipped.get_template(name).make_module(dict(view))
        mine = own.get_template(name).make_module(dict(view))
        return {each: str(getattr(mine, each, getattr(shipped, each))()) for each in names}

    def _by_own(
        self,
        own: "_Sandbox",
        name: str,
        view: Mapping[str, object],
        is_whole: Callable[[str], bool] | None,
    ) -> str:
        made = _guarded(lambda: own.get_template(name).render(view), name)
        if not made.strip():
            # As of a file that is being saved: the line that is missing is the first one.
            raise Refused("look.bad_template", file=name, line=1, what="the page is empty")
        if is_whole is not None and not is_whole(made):
            raise Refused("look.no_copy", file=name)
        return made

    def _tell(self, error: Refused) -> None:
        told = str(error)
        if told not in self._told:
            self._told.add(told)
            self._tell_of(error)


class _Sandbox(ImmutableSandboxedEnvironment):
    """As Jinja2's, and nobody turns the escaping off in it."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for found in tree.find_all(nodes.EvalContextModifier):
            raise TemplateSyntaxError("autoescape stays on", found.lineno, name, filename)
        return tree


class _Bounded(_Sandbox):
    """For own templates: none of them keeps a page for ever, or fills the memory with a product."""

    intercepted_binops = frozenset({"*", "**"})

    def get_template(self, *told: Any, **named: Any) -> Template:  # noqa: ANN401  # as Jinja2
        """One that is asked for or included."""
        _step()
        return super().get_template(*told, **named)

    def call(self, context: Context, called: object, /, *told: object, **named: object) -> object:
        """A macro, or a function of Jinja2's."""
        _step()
        made: object = super().call(context, called, *told, **named)
        return made

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        """A product or a power."""
        if _is_huge(operator, left, right):
            raise SecurityError("what comes of this would be too large")
        made: object = super().call_binop(context, operator, left, right)
        return made

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for loop in tree.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, _COUNTED, [], [], None, None, lineno=loop.lineno)
        return tree


def _counted(items: Iterable[Made]) -> Iterator[Made]:
    for each in items:
        _step()
        yield each


def _step() -> None:
    _left.steps -= 1
    if _left.steps < 0:
        raise SecurityError(f"this takes more than {MOST_STEPS} steps")


def _is_huge(operator: str, left: object, right: object) -> bool:
    sizes = [len(each) for each in (left, right) if isinstance(each, str | list | tuple)]
    counts = [abs(each) for each in (left, right) if isinstance(each, int)]
    if sizes:
        return operator == "*" and sizes[0] * max(counts, default=0) > _MOST_LETTERS
    if len(counts) < 2:
        return False
    bits = [each.bit_length() for each in counts]
    return (sum(bits) if operator == "*" else bits[0] * counts[1]) > _MOST_BITS


class _Reader:
    """Own templates by name; each is called by it, so that its faults are told with the file."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files

    def __call__(self, name: str) -> tuple[str, str, Callable[[], bool]] | None:
        data = self._files.get(name)
        if data is None:
            return None
        try:
            return data.decode("utf-8-sig"), name, lambda: True
        except ValueError as error:
            raise TemplateSyntaxError(str(error), 1, name, name) from error


def _sandbox(loader: BaseLoader, known: Mapping[str, object], kind: type[_Sandbox]) -> _Sandbox:
    made = kind(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    for each in _LEFT_OUT_FILTERS:
        made.filters.pop(each)
    for each in _LEFT_OUT_GLOBALS:
        made.globals.pop(each)
    made.filters[_COUNTED] = _counted
    made.globals.update(known)
    return made


def _guarded(work: Callable[[], Made], name: str) -> Made:
    """The work of own templates; whatever goes wrong is told with file and line.

    Raises:
        Refused: `look.bad_template`.
    """
    _left.steps = MOST_STEPS
    try:
        return work()
    except Exception as error:
        file, line = _place(error, name)
        is_lost = isinstance(error, TemplateNotFound)
        what = f"no template is called {error}" if is_lost else str(error) or type(error).__name__
        raise Refused("look.bad_template", file=file, line=line, what=what) from error


def _place(error: Exception, name: str) -> tuple[str, int]:
    if isinstance(error, TemplateSyntaxError):
        return Path(error.filename or error.name or name).name, error.lineno
    # The last one that is a template: what it calls is ours or Jinja2's.
    for frame, line in reversed(list(walk_tb(error.__traceback__))):
        file = frame.f_code.co_filename
        if file.endswith(".html"):
            template = frame.f_globals.get("__jinja_template__")
            return Path(file).name, template.get_corresponding_lineno(line) if template else line
    return name, 1


def has_copy(copy: str, html: str) -> bool:
    """Whether the first element called so holds the copy: the preview splices it there."""
    start = html.find(_COPY)
    return start >= 0 and html.startswith(copy, start + len(_COPY))
