# SPDX-License-Identifier: GPL-3.0-or-later
"""Outlet: the site outside that a newsroom's server publishes to, as laptops hear of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from editor.model.operation import Doc


class Stage(StrEnum):
    """How far a story is on its way to the site."""

    WAITING = "waiting"
    PARKED = "parked"
    """Something is to be settled by a person first."""
    DONE = "done"


@dataclass(frozen=True, slots=True)
class OutletStory:
    """One story on its way to the site, or there."""

    stage: Stage
    is_down: bool = False
    """Readers there are to lose it, or have."""
    stood_at: datetime | None = None
    """Since when they have it, or have it no more; None: they never did."""
    address: str = ""
    """Where they find it."""
    code: str = ""
    """Why it does not go on, as a code of `editor.errors`; empty: nothing is wrong."""
    values: Mapping[str, object] = field(default_factory=dict)
    """What its sentence names."""

    @property
    def written(self) -> dict[str, object]:
        """In its written form."""
        return {
            "stage": self.stage.value,
            "down": self.is_down,
            "stood_at": self.stood_at.isoformat() if self.stood_at is not None else "",
            "address": self.address,
            "code": self.code,
            "values": dict(self.values),
        }


@dataclass(frozen=True, slots=True)
class Outlet:
    """The site, and the stories that are on their way there or lately came."""

    tag: str = ""
    """Another one where anything is; empty: there is no such site."""
    name: str = ""
    """What people call it: its host."""
    stories: Mapping[str, OutletStory] = field(default_factory=dict)
    """Article id -> how it stands."""

    @property
    def written(self) -> dict[str, object]:
        """In its written form."""
        stories = [{"id": key, **each.written} for key, each in self.stories.items()]
        return {"tag": self.tag, "name": self.name, "stories": stories}

    @staticmethod
    def read(doc: Doc) -> "Outlet":
        """From its written form.

        Raises:
            ValueError, TypeError, KeyError: it is none.
        """
        listed = doc.get("stories", [])
        if not isinstance(listed, list):
            raise TypeError("stories")
        stories = {str(each["id"]): _story(each) for each in listed}
        return Outlet(str(doc.get("tag", "")), str(doc.get("name", "")), stories)


def _story(doc: Doc) -> OutletStory:
    values, at = doc.get("values", {}), str(doc.get("stood_at", ""))
    if not isinstance(values, Mapping):
        raise TypeError("values")
    return OutletStory(
        stage=Stage(str(doc.get("stage"))),
        is_down=doc.get("down") is True,
        stood_at=datetime.fromisoformat(at) if at else None,
        address=str(doc.get("address", "")),
        code=str(doc.get("code", "")),
        values=values,
    )
