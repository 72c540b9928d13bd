# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: who says what a story is paid: editors alone, and within what any law knows."""

from collections.abc import Mapping

from editor.errors import Refused
from editor.model.article import PAY_FIELDS, SERVER_FIELDS, Article
from editor.model.operation import Doc
from editor.model.rates import LARGEST
from editor.model.workflow import EDITORS, Role


def as_made(payload: Doc, role: Role) -> Mapping[str, object]:
    """A new document's fields, without what the server decides or an author would pay himself."""
    theirs = SERVER_FIELDS if role in EDITORS else SERVER_FIELDS | PAY_FIELDS
    return {name: value for name, value in payload.items() if name not in theirs}


def check(current: Doc, changed: Doc, role: Role) -> None:
    """Refuse an author who would change what his story is paid (`site.field`)."""
    if role in EDITORS:
        return
    for name in PAY_FIELDS & set(changed):
        if _said(changed[name]) != _said(current.get(name)):
            raise Refused("site.field", field=name)


def check_article(article: Article) -> None:
    """Refuse a coefficient that no story can have (`site.bad_field`)."""
    coefficient = article.royalty_coefficient
    if coefficient is not None and not 0 <= coefficient <= LARGEST:
        raise Refused("site.bad_field", field="royalty_coefficient")


def _said(value: object) -> object:
    # A story of an older version has no such field; an empty one says the same.
    return None if value == "" else value
