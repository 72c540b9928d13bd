# SPDX-License-Identifier: GPL-3.0-or-later
"""Operations for tests of a house, each with a key of its own, and what came of them."""

import uuid

from editor import wire
from editor.cms.site import Site
from editor.model.operation import Done, Entity, Operation, OpKind, Rejected, Remote
from editor.model.picture import Picture
from editor.model.workflow import seen_in
from tests.builders import an_article


def an_operation(kind: OpKind, entity: Entity, entity_id: str, payload: object, base: str = ""):
    """An operation with a key of its own."""
    return Operation(
        op_id=str(uuid.uuid4()),
        entity=entity,
        entity_id=entity_id,
        kind=kind,
        payload=wire.canonical(payload),
        base=base,
    )


def create_article(**fields):
    article = an_article(**fields)
    return an_operation(OpKind.CREATE, Entity.ARTICLE, article.id, wire.article_to_doc(article))


def create_picture(picture: Picture):
    doc = wire.picture_to_doc(picture)
    return an_operation(OpKind.CREATE, Entity.PICTURE, picture.sha256, doc)


def patch(remote: Remote, **changed):
    return an_operation(OpKind.PATCH, remote.entity, remote.entity_id, changed, remote.etag)


def act(remote: Remote, name: str, *, reason: str = "", edition: object = "", **more: object):
    seen = seen_in(wire.deeds_from(remote.doc))
    payload = {"act": name, "reason": reason, "edition": edition, "seen": seen, **more}
    return an_operation(OpKind.ACT, remote.entity, remote.entity_id, payload, remote.etag)


def done(site: Site, operation: Operation) -> Remote:
    outcome = site.push(operation)
    assert isinstance(outcome, Done), outcome
    return outcome.remote


def rejected(site: Site, operation: Operation) -> Rejected:
    outcome = site.push(operation)
    assert isinstance(outcome, Rejected), outcome
    return outcome
