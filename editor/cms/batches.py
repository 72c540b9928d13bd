# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: many writes as few requests: how they are parted, and how one stands in its batch."""

import json
from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import quote

from editor.model.operation import Entity, Operation, OpKind

BATCH_OPS: Final = 100
BATCH_BYTES: Final = 1000 * 1024
OP_HEAD_BYTES: Final = 300
"""What an operation weighs in a batch beside its payload, at most."""
METHODS: Final = {
    OpKind.CREATE: "PUT",
    OpKind.PATCH: "PATCH",
    OpKind.ACT: "POST",
    OpKind.DELETE: "DELETE",
}


def path_of(entity: Entity, entity_id: str) -> str:
    """Where an entity stands at the server."""
    return f"/v1/{entity.value}/{quote(entity_id, safe='')}"


def in_batch(operation: Operation) -> bytes:
    """One write as it stands in the request of its batch."""
    path = path_of(operation.entity, operation.entity_id)
    told = {
        "method": METHODS[operation.kind],
        "path": f"{path}/transitions" if operation.kind is OpKind.ACT else path,
        "key": operation.op_id,
        "base": operation.base,
    }
    # The payload is put in as it is: its bytes are what the key stands for.
    head = json.dumps(told).encode().removesuffix(b"}")
    return head + b',"body":' + (operation.payload or b"{}") + b"}"


def parted(operations: Sequence[Operation]) -> Iterator[list[Operation]]:
    """The writes in their order, in as few requests as may be."""
    some: list[Operation] = []
    size_bytes = 0
    for each in operations:
        weight_bytes = len(each.payload) + OP_HEAD_BYTES
        if some and (len(some) == BATCH_OPS or size_bytes + weight_bytes > BATCH_BYTES):
            yield some
            some, size_bytes = [], 0
        some.append(each)
        size_bytes += weight_bytes
    if some:
        yield some
