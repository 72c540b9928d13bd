# SPDX-License-Identifier: GPL-3.0-or-later
"""Stories as ninjs: valid by the IPTC's own schemas, and nothing in them that is not for others."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from editor.files import newswire
from editor.files.news import ninjs
from editor.files.news.dispatch import Reader
from editor.files.news.ninjs import Version
from tests.editor.files.news.stories import SECRET, a_secret_story, handed, stories

SCHEMAS = Path(__file__).resolve().parents[3] / "schemas"
VALIDATORS = {
    version: Draft202012Validator(
        json.loads((SCHEMAS / f"ninjs-schema_{version}.json").read_text("utf-8"))
    )
    for version in Version
}


@settings(max_examples=25)
@given(stories())
def test_every_story_is_valid_in_both_versions(story):
    """By the standard's own rules, whoever it goes to."""
    for reader in Reader:
        told = handed(*story, reader)
        for version, validator in VALIDATORS.items():
            validator.validate(ninjs.document(told, version))


@pytest.mark.parametrize("document", [ninjs.document, newswire.ninjs])
def test_no_client_is_told_what_is_for_the_house(document):
    """Not the notes, not the real name behind a pen name, not what the desk says of pictures."""
    told = handed(*a_secret_story())
    text = json.dumps(document(told), ensure_ascii=False)
    assert SECRET not in text
    assert "4711" not in text
    assert "Một Trần" in text
    assert {"slugline", "ednote", "flags", "genre", "remarks"} <= set(told.withheld)


def test_pay_and_remarks_never_leave_the_house():
    """Colleagues get the notes; what is talked about the copy, and money, stays."""
    told = handed(*a_secret_story(), Reader.COLLEAGUES)
    assert told.withheld == ("remarks", "royalty_note", "royalty_shares")
    assert told.unheld == (
        *("publish_at", "commissioned_length", "flags"),
        *("desk", "assignees", "due_at", "brief"),
    )
    text = json.dumps(ninjs.document(told), ensure_ascii=False)
    doc = ninjs.document(told)
    assert doc["edNote"] == doc["slugline"] == doc["infoSources"][0]["literal"] == SECRET
    assert text.count(SECRET) == 6


def test_the_older_version_has_no_name_of_the_newer():
    """Small letters all over, and the embargo under its old name."""
    article, held = a_secret_story()
    told = handed(article, held, Reader.COLLEAGUES)
    names = set()

    def look(value):
        if isinstance(value, dict):
            names.update(value)
            value = list(value.values())
        for each in value if isinstance(value, list) else ():
            look(each)

    look(ninjs.document(told, Version.OLDER))
    assert names == {each.lower() for each in names}
    assert {"infosources", "versioncreated", "ednote"} <= names
