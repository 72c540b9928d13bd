# SPDX-License-Identifier: GPL-3.0-or-later
"""The site profile as it is written: a TOML file, or what the server tells the laptops."""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import cast

from editor import tariff, values
from editor.errors import Damaged, EditorError, Refused
from editor.model.ladder import FULL, Ladder, ladder_from, ladder_to_doc
from editor.model.operation import Doc
from editor.model.profile import Category, HouseNames, Limits, NewsDesk, SiteProfile
from editor.wire import VERSION, check_version

_PARTS = frozenset({"categories", "desks", "ladder", "rates", "house_names", "limits"})


def load_profile(path: Path) -> SiteProfile:
    """A site profile from its TOML file.

    Raises:
        Damaged: `settings.bad_profile` with the file and, where one is to blame, the field.
        Refused: `ladder.*`: its ladder contradicts itself, or names what there is not; `rates.*`
            with the file: its rates cannot hold.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return _profile_from(table)
    except Refused as error:
        raise Refused(error.code, **{**error.values, "file": path.name}) from error
    except EditorError as error:
        raise Damaged("settings.bad_profile", file=path.name, **error.values) from error
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise Damaged("settings.bad_profile", file=path.name, field="") from error


def profile_to_doc(profile: SiteProfile) -> dict[str, object]:
    """A site profile in its written form."""
    names = {each.name for each in fields(SiteProfile)} - _PARTS
    told: dict[str, object] = {name: getattr(profile, name) for name in sorted(names)}
    if profile.limits != Limits():
        told["limits"] = asdict(profile.limits)
    if profile.house_names is not None:
        told["house_names"] = house_names_to_doc(profile.house_names)
    listed = [_category_to_doc(each) for each in profile.categories]
    desks = [
        {"key": each.key, "name": each.name, "waits": list(each.waits)} for each in profile.desks
    ]
    ladder = ladder_to_doc(profile.ladder)
    parts = {"desks": desks, "ladder": ladder, "rates": asdict(profile.rates)}
    return {"v": VERSION, **told, "categories": listed, **parts}


def profile_from_doc(doc: Doc) -> SiteProfile:
    """A site profile from its written form; unknown fields are left out.

    A ladder that only a newer server understands is taken as the full one: what may be done is
    the server's to decide.

    Raises:
        Damaged: `wire.bad_field` with the field's name.
        Refused: `wire.too_new`.
    """
    check_version(doc)
    names = {each.name for each in fields(SiteProfile)} - _PARTS
    known = {name: value for name, value in doc.items() if name in names}
    categories = tuple(_category(row) for row in _rows("categories", doc))
    desks = tuple(_desk(row) for row in _rows("desks", doc))
    for name, value in known.items():
        wanted = bool if name == "is_weekday_lower" else str
        if not isinstance(value, wanted):
            raise Damaged("wire.bad_field", field=name)
    if "name" not in known:
        raise Damaged("wire.bad_field", field="name")
    parts = {
        "ladder": ladder_of(doc),
        "rates": tariff.from_doc(doc.get("rates", {})),
        "house_names": _house_names(doc.get("house_names")),
        "limits": _limits(doc.get("limits")),
    }
    return SiteProfile(**known, categories=categories, desks=desks, **parts)  # type: ignore[arg-type]  # checked above


def house_names_to_doc(names: HouseNames) -> dict[str, object]:
    """What of our names a house knows, in its written form."""
    tags = None if names.tags is None else sorted(names.tags)
    return {"tags": tags, "people": sorted(names.people), "stays": sorted(names.stays)}


def ladder_of(doc: Doc) -> Ladder:
    """The ladder that a told profile has; the full one where it has none that is understood."""
    try:
        return ladder_from(values.mapping("ladder", doc.get("ladder", {})))
    except EditorError:
        return FULL


def _profile_from(table: Mapping[str, object]) -> SiteProfile:
    known = {each.name: each for each in fields(SiteProfile) if each.name not in _PARTS}
    texts = {name: value for name, value in table.items() if name in known}
    for name, value in texts.items():
        if not isinstance(value, bool if name == "is_weekday_lower" else str):
            raise Damaged("settings.bad_profile", field=name)
    rows = cast("list[dict[str, str]]", table.get("categories", []))
    categories = tuple(Category(row["key"], row["name"], row.get("style", "")) for row in rows)
    desks = tuple(_desk(row) for row in _rows("desks", table))
    parts = {"ladder": ladder_from(_table_of(table)), "rates": tariff.from_table(table)}
    return SiteProfile(**texts, categories=categories, desks=desks, **parts)  # type: ignore[arg-type]  # checked above


def _rows(name: str, doc: Doc) -> list[Mapping[str, object]]:
    return [values.mapping(name, each) for each in values.listed(name, doc.get(name, []))]


def _named(name: str, row: Mapping[str, object]) -> tuple[str, str]:
    return values.text(name, row.get("key")), values.text(name, row.get("name"))


def _limits(value: object) -> Limits:
    doc = values.mapping("limits", value) if value is not None else {}
    told = {each.name: doc.get(each.name, 0) for each in fields(Limits)}
    if not all(type(each) is int and each >= 0 for each in told.values()):
        raise Damaged("wire.bad_field", field="limits")
    return Limits(**told)  # type: ignore[arg-type]  # looked at just above


def _house_names(value: object) -> HouseNames | None:
    if value is None:
        return None
    doc = values.mapping("house_names", value)
    tags, people, stays = (doc.get(name) for name in ("tags", "people", "stays"))
    return HouseNames(
        None if tags is None else frozenset(values.texts("house_names", tags)),
        frozenset(values.texts("house_names", people)),
        frozenset(values.texts("house_names", stays)),
    )


def _category(row: Mapping[str, object]) -> Category:
    style = values.text("categories", row.get("style", ""))
    aliases = values.texts("categories", row.get("aliases", []))
    return Category(*_named("categories", row), style, aliases)


def _category_to_doc(category: Category) -> dict[str, object]:
    told = {"key": category.key, "name": category.name, "style": category.style}
    return {**told, "aliases": list(category.aliases)} if category.aliases else dict(told)


def _desk(row: Mapping[str, object]) -> NewsDesk:
    return NewsDesk(*_named("desks", row), values.texts("desks", row.get("waits", [])))


def _table_of(table: Mapping[str, object]) -> Mapping[str, object]:
    found = table.get("ladder", {})
    if not isinstance(found, Mapping):
        raise Damaged("settings.bad_profile", field="ladder")
    return found
