# SPDX-License-Identifier: GPL-3.0-or-later
"""The shapes of everything that goes over the wire, as JSON Schema."""

from collections.abc import Mapping
from typing import Any, Final

from editor.model.operation import Entity
from editor.model.remark import Outcome
from editor.model.rights import EMBARGO, Bar
from editor.model.workflow import Act, Role
from editor.royalties.sheet import Kind
from editor.server.batches import MAX_BATCH_OPS
from editor.server.clashes import MAX_FIELDS
from editor.server.requests import MAX_PAGE
from editor.text.style.house import LARGEST_BYTES

Schema = dict[str, Any]

TEXT: Final[Schema] = {"type": "string"}
COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
YES: Final[Schema] = {"type": "boolean"}
DOC: Final[Schema] = {"type": "object"}
_SHORT: Final[Schema] = {"type": "string", "minLength": 1, "maxLength": 200}
_SHA256: Final[Schema] = {"type": "string", "pattern": "^[0-9a-f]{64}$"}

_BAR: Final[Schema] = {
    "type": "string",
    "pattern": f"^([0-9a-f]{{64}}:({'|'.join(Bar)})|{EMBARGO})$",
}


def ref(name: str) -> Schema:
    """Where a shape is told."""
    return {"$ref": f"#/components/schemas/{name}"}


def _object(required: Mapping[str, Schema], **optional: Schema) -> Schema:
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **optional},
    }


def _list(of: Schema, **limits: int) -> Schema:
    return {"type": "array", "items": of, **limits}


def _one_of(values: type[Entity] | type[Act] | type[Role]) -> Schema:
    return {"type": "string", "enum": [each.value for each in values]}


_TOKEN: Final = _object(
    {
        "id": TEXT,
        "person": TEXT,
        "device": TEXT,
        "role": _one_of(Role),
        "made_at": TEXT,
        "used_at": TEXT,
        "revoked": YES,
    }
)
_CLASH: Final = _object({"person": TEXT, "device": TEXT, "fields": _list(TEXT), "at": TEXT})
_HOLDER: Final = _object({"person": TEXT, "device": TEXT, "doing": TEXT, "me": YES})
_LEASE: Final = _object(
    {"article_id": TEXT, "person": TEXT, "device": TEXT, "doing": TEXT, "me": YES}
)
_OP: Final = _object(
    {
        "method": {"type": "string", "enum": ["PUT", "PATCH", "POST", "DELETE"]},
        "path": TEXT,
        "key": TEXT,
    },
    base=TEXT,
    body=DOC,
)
_BROUGHT: Final = _object(
    {
        "id": TEXT,
        "stage": TEXT,
        "down": YES,
        "stood_at": TEXT,
        "address": TEXT,
        "code": TEXT,
        "values": {"type": "object"},
    }
)
_STANDING: Final = _object({"type": _one_of(Entity), "id": TEXT, "etag": TEXT})
_ID: Final[Schema] = {"type": "string", "pattern": "^[0-9A-Za-z_-]{1,64}$"}
_AT: Final[Schema] = {"type": "string", "format": "date-time"}
_ANCHOR: Final = _object({}, words=TEXT, before=TEXT, after=TEXT, place={"type": "integer"})
_REPLY: Final = _object({"id": _ID, "at": _AT}, author=TEXT, text=TEXT)
_SETTLEMENT: Final = {
    **_object(
        {"outcome": {"type": "string", "enum": [each.value for each in Outcome]}, "at": _AT},
        by=TEXT,
    ),
    "type": ["object", "null"],
}
_WHOLE: Final[Schema] = {"type": "integer"}
_PAID: Final = _object(
    {
        "kind": {"type": "string", "enum": [each.value for each in Kind]},
        "person": TEXT,
        "pen_name": TEXT,
        "coefficient": _WHOLE,
        "amount": _WHOLE,
        "pictures": COUNT,
    }
)
_STORY: Final = _object(
    {
        "id": _ID,
        "headline": TEXT,
        "category": TEXT,
        "genre": TEXT,
        "published_at": _AT,
        "coefficient": COUNT,
        "note": TEXT,
        "is_photo": YES,
        "is_live": YES,
        "updates": COUNT,
        "corrections": COUNT,
        "lines": _list(_PAID),
        "doubts": _list(TEXT),
        "month": TEXT,
    }
)
_GENRE: Final = _object(
    {
        "key": TEXT,
        "name": TEXT,
        "coefficient": COUNT,
        "least": COUNT,
        "most": COUNT,
        "is_photo": YES,
    }
)
_RATES: Final = _object(
    {"genres": _list(_GENRE), "currency": TEXT, "unit_value": COUNT, "picture": COUNT}
)
_RESULT: Final = _object({"status": COUNT, "headers": DOC, "body": DOC})

SCHEMAS: Final[Mapping[str, Schema]] = {
    "Asked": _object({"fields": _list(_SHORT, maxItems=MAX_FIELDS)}),
    "Batch": _object({"ops": _list(_OP, maxItems=MAX_BATCH_OPS)}),
    "Bytes": {"type": "string", "format": "binary"},
    "Clashes": _object({"open": _list(_CLASH)}),
    "Code": _object({"code": TEXT}),
    "Document": {
        "type": "object",
        "description": "The fields of an article or of a picture; unknown ones are kept as they "
        "are. All that are there when it is made, those that changed when it is changed. "
        "Of an article `remarks` are comments and suggested changes of colleagues: a role that may "
        "not change the copy may add to them, and no reader ever gets them; nor do they get the "
        "plan: `desk`, `assignees`, `due_at` and `brief`.",
        "properties": {
            "remarks": _list(ref("Remark")),
            "desk": TEXT,
            "assignees": _list(_object({"person": TEXT}, role=TEXT)),
            "due_at": {"type": ["string", "null"], "format": "date-time"},
            "brief": TEXT,
        },
    },
    "Doing": _object({}, doing={"type": "string", "maxLength": 100}),
    "Entity": _object(
        {
            "type": _one_of(Entity),
            "id": TEXT,
            "rev": {"type": "integer", "minimum": 1},
            "etag": TEXT,
            "deleted": YES,
            "author": TEXT,
            "op_id": TEXT,
            "address": TEXT,
        },
        doc=DOC,
    ),
    "Health": _object({"status": TEXT}),
    "Holders": _object({"holders": _list(_HOLDER), "ttl_s": COUNT}),
    "Invitation": _object({"person": _SHORT, "role": _one_of(Role)}),
    "Kept": _object({"sha256": _SHA256}),
    "Leases": _object({"leases": _list(_LEASE)}),
    "Look": _object({"files": _list(_object({"name": TEXT, "data": TEXT})), "tag": TEXT}),
    "Missing": _object({"missing": _list(_SHA256)}),
    "Names": _object({"sha256": _list(_SHA256, maxItems=MAX_PAGE)}),
    "Nothing": DOC,
    "Outlet": _object({"name": TEXT, "stories": _list(_BROUGHT), "tag": TEXT}),
    "Pack": _object({"text": {"type": "string", "minLength": 1, "maxLength": LARGEST_BYTES}}),
    "Packs": _object({"packs": _list(_object({"name": TEXT, "text": TEXT})), "tag": TEXT}),
    "Page": _object(
        {
            "changes": _list(ref("Entity")),
            "next": TEXT,
            "more": YES,
            "packs": TEXT,
            "look": TEXT,
            "outlet": TEXT,
        }
    ),
    "Pairing": _object({"code": _SHORT, "device": _SHORT}),
    "Problem": _object(
        {
            "type": TEXT,
            "title": TEXT,
            "status": COUNT,
            "code": TEXT,
            "retryable": YES,
            "retry_after": {"type": ["integer", "null"]},
            "request_id": TEXT,
        },
        current=ref("Entity"),
        errors=_list(_object({"field": TEXT, "code": TEXT})),
    ),
    "Remark": _object(
        {"id": _ID, "at": _AT},
        author=TEXT,
        quote=TEXT,
        anchor=_ANCHOR,
        text=TEXT,
        replacement={"type": ["string", "null"]},
        replies=_list(_REPLY),
        settled=_SETTLEMENT,
    ),
    "Results": _object({"results": _list(_RESULT)}),
    "Royalties": {
        **_object(
            {
                "month": TEXT,
                "time_zone": TEXT,
                "rates": _RATES,
                "made_at": _AT,
                "stories": _list(_STORY),
                "adjustments": _list(_STORY),
                "closed_at": {"type": ["string", "null"], "format": "date-time"},
                "closed_by": TEXT,
                "is_whole": YES,
            }
        ),
        "description": "Coefficients are hundredths, money is in the smallest unit of its "
        "currency. Of a closed month the figures stay as they were; what changed since is among "
        "the adjustments of the next one. `is_whole` is false where only the lines of whoever "
        "asks are told.",
    },
    "Server": _object(
        {
            "server_id": TEXT,
            "epoch": TEXT,
            "api": COUNT,
            "features": _list(TEXT),
            "time": TEXT,
            "address": TEXT,
            "person": TEXT,
            "role": TEXT,
            "limits": DOC,
            "profile": DOC,
        }
    ),
    "Standing": _object({"cursor": TEXT, "entities": _list(_STANDING)}),
    "Sums": _object({"cursor": TEXT, "ranges": {"type": "object", "additionalProperties": TEXT}}),
    "Text": TEXT,
    "Token": _object({"token": TEXT, "person": TEXT, "role": _one_of(Role)}),
    "Tokens": _object({"tokens": _list(_TOKEN)}),
    "Transition": _object(
        {"act": _one_of(Act)},
        reason=TEXT,
        override=TEXT,
        bars=_list(_BAR),
        seen={"type": "string", "maxLength": 100},
        edition={"type": ["string", "integer"], "maxLength": 100},
        at={"type": ["string", "null"], "format": "date-time"},
    ),
}
