# SPDX-License-Identifier: GPL-3.0-or-later
"""What sync promises and what it must bear, whole: each by its number or name, with its proofs."""

import re
from pathlib import Path

import pytest

from tests.machines import properties

TESTS = Path(__file__).resolve().parents[1]
SEEDS = (
    "machines/test_seeds_even.py::test_newsrooms",
    "machines/test_seeds_odd.py::test_newsrooms",
)
"""Every property of `tests/machines/properties.py` is asserted of every seed there."""

PROMISED = "machines/test_promises.py::"
FAULTY = "machines/test_faults.py::"
BASES = "editor/server/test_database.py::"
KILLED = "machines/test_kill_both.py::"
INPUT = "stories/test_bad_input.py::"
MEDIA = "editor/server/test_media.py::"
VAULT = "editor/pictures/test_vault.py::"
STORE = "editor/store/test_database.py::"

PROPERTIES = {
    1: (
        "every text ever committed is found in some live body or history",
        "machines/properties.py::property_1",
        "machines/properties.py::property_1_of_merges",
    ),
    2: (
        "after quiescence all hold equal documents, revisions, hashes and blobs",
        "machines/properties.py::property_2",
    ),
    3: (
        "each action takes effect at most once, each acked one at least once",
        "machines/properties.py::property_3",
    ),
    4: ("per article and edition at most one public post", "machines/properties.py::property_4"),
    5: ("at most one remote draft per article", "machines/properties.py::property_5"),
    6: (
        "the laws of a merge, and git's word for it",
        "editor/text/test_merge.py::test_the_same_change_on_both_sides_is_that_change",
        "editor/text/test_merge.py::test_a_change_of_one_side_is_taken_whole",
        "editor/text/test_merge.py::test_nothing_is_invented",
        "editor/text/test_merge.py::test_it_does_not_matter_who_is_who",
        "editor/text/test_passages.py::test_it_does_not_matter_who_is_who",
        "editor/text/test_passages.py::test_blocks_come_from_one_of_the_three",
        "editor/text/test_passages.py::test_where_git_merges_the_result_is_the_same",
    ),
    7: (
        "no conflict marker, no dropped picture or footnote in what was merged by machine",
        "machines/properties.py::property_7",
        "editor/text/test_merge.py::test_no_marker_and_no_name_without_its_thing",
    ),
    8: (
        "a field changed on one side only is never a conflict; edit beats delete",
        "machines/properties.py::property_8",
        "editor/store/test_mirror.py::test_what_others_sent_to_a_restored_server_stays",
        "editor/text/test_merge.py::test_a_change_of_one_side_is_taken_whole",
        "editor/sync/test_plan.py::test_deleted_there_and_changed_here",
    ),
    9: (
        "the cursor never passes a change not stored; a page twice is a no-op; nothing is missed",
        "machines/properties.py::property_9",
        "machines/mishaps.py::read_again",
        f"{BASES}test_two_processes_with_a_crowd_of_writers_and_a_reader_misses_nothing",
    ),
    10: (
        "a refusal never loses the edit; an old ack never marks newer text clean",
        "machines/properties.py::property_10",
    ),
    11: (
        "the same key has the same reply; with other bytes it is refused; a crash replays",
        "machines/mishaps.py::say_again",
        "contracts/test_site.py::test_one_key_for_two_writes_is_refused",
    ),
    12: (
        "wall clocks may jump, freeze, differ",
        f"{PROMISED}test_property_12_wrong_clocks_change_nothing",
    ),
    13: ("no reply of a stranger changes anything here", "machines/mishaps.py::hear_strangers"),
    14: (
        "a server rolled back loses nothing that any client has",
        "machines/properties.py::property_14",
        f"{PROMISED}test_property_14_others_write_past_our_revision_after_a_restore",
    ),
    15: (
        "a poisoned operation delays no other; everything on its way ends",
        "machines/properties.py::property_15",
        f"{PROMISED}test_a_poisoned_story_delays_no_other",
    ),
    16: (
        "an interrupted upload ends whole and resends at most one piece",
        f"{FAULTY}test_property_16_an_upload_that_breaks_off",
    ),
    17: (
        "kill -9 at random points: the store opens, is sound, and has what was saved",
        "machines/test_kill.py::test_nothing_saved_is_lost_however_often_the_typist_is_killed",
        f"{KILLED}test_nothing_is_lost_however_often_laptop_and_server_are_killed",
    ),
    18: (
        "a disk that is full, fails or cannot be written: the old version stands, and it is told",
        f"{FAULTY}test_fault_of_the_disk_at_each_statement",
        f"{STORE}test_disk_that_is_really_full_loses_nothing",
        f"{STORE}test_read_only_folder_is_refused",
        "editor/pictures/test_vault.py::test_a_full_disk_is_told_as_one",
    ),
    19: (
        "a token taken back keeps the queue",
        f"{PROMISED}test_property_19_a_token_taken_back_keeps_the_queue",
    ),
    20: (
        "the guard against mass deletion fires exactly at its threshold",
        f"{PROMISED}test_property_20_many_deletions_ask_exactly_at_the_threshold",
    ),
    21: (
        "unknown fields survive a round trip through an old client",
        "machines/properties.py::property_21",
    ),
    22: (
        "a second program on one store is refused",
        f"{STORE}test_second_window_is_refused",
    ),
    23: ("a turn with nothing to do is one request", "machines/properties.py::property_23"),
    24: (
        "leases never block a write and end without the clocks of clients",
        f"{PROMISED}test_property_24_a_lease_bars_nobody_and_ends_by_the_servers_clock",
    ),
    25: (
        "the server answers as its OpenAPI document says, without a 500",
        "editor/server/test_openapi.py::test_whatever_is_asked_the_reply_is_one_that_was_told",
        "editor/server/test_openapi.py::test_one_thing_after_another",
    ),
}
"""Number -> what is promised, and where it is proved."""

FAULTS = {
    "kill -9": f"{KILLED}test_nothing_is_lost_however_often_laptop_and_server_are_killed",
    "power cut": f"{FAULTY}test_fault_power_cut",
    "disk full": f"{STORE}test_disk_that_is_really_full_loses_nothing",
    "EIO": f"{FAULTY}test_fault_of_the_disk_at_each_statement",
    "5xx": f"{FAULTY}test_fault_captive_portal",
    "429": f"{FAULTY}test_fault_429",
    "413 as nginx HTML": f"{FAULTY}test_fault_captive_portal",
    "slow drip": f"{FAULTY}test_fault_slow_drip",
    "half-open socket": f"{FAULTY}test_fault_half_open_socket",
    "reset before, inside, after the body": f"{FAULTY}test_fault_reset",
    "reply lost after commit": f"{FAULTY}test_fault_reply_lost_after_commit",
    "delivered twice": f"{FAULTY}test_fault_delivered_twice",
    "delivered late, reordered": f"{FAULTY}test_fault_delivered_late",
    "cut, corrupted, lying, bad gzip": f"{FAULTY}test_fault_truncated_and_corrupted_body",
    "captive portal, 302 to a login": f"{FAULTY}test_fault_captive_portal",
    "certificate": f"{FAULTY}test_fault_certificate",
    "DNS": f"{FAULTY}test_fault_dns",
    "IPv6": f"{FAULTY}test_fault_ipv6_first",
    "sleep for days": f"{FAULTY}test_fault_asleep_for_days",
    "clock jump": f"{PROMISED}test_property_12_wrong_clocks_change_nothing",
    "token revoked": f"{PROMISED}test_property_19_a_token_taken_back_keeps_the_queue",
    "server restored": "machines/properties.py::property_14",
    "server restored, others write past our revision": (
        f"{PROMISED}test_property_14_others_write_past_our_revision_after_a_restore"
    ),
    "server replaced by an empty one": f"{FAULTY}test_fault_server_replaced_by_an_empty_one",
    "schema newer than client": f"{STORE}test_store_of_a_newer_program_is_refused_untouched",
    "server newer than client": "editor/cms/test_http.py::test_a_server_of_another_version_is_told",
    "40001": f"{BASES}test_a_transaction_that_met_another_is_done_again_whole",
    "S3 fails": f"{MEDIA}test_a_bucket_that_fails_at_the_last_byte_costs_no_byte_again",
    "NFD and NFC": f"{INPUT}test_letters_in_two_pieces_become_one_spelling",
    "names alike but for case": f"{VAULT}test_what_goes_in_comes_out_under_its_hash",
    "bad pictures": f"{INPUT}test_each_bad_picture_is_named_and_the_good_ones_are_taken",
}
"""What goes wrong -> the test of it."""


def test_every_property_has_its_number():
    assert sorted(PROPERTIES) == list(range(1, 26))


def test_every_assertion_about_a_newsroom_is_made_of_every_seed():
    written = {name for name in vars(properties) if re.fullmatch(r"property_\d+\w*", name)}
    assert {each.__name__ for each in properties.AT_THE_END} == written
    for seeds in SEEDS:
        assert _is_there(seeds)


@pytest.mark.parametrize("number", PROPERTIES)
def test_a_property_is_proved(number):
    _, *proofs = PROPERTIES[number]
    assert proofs
    for proof in proofs:
        assert _is_there(proof), proof


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_has_its_test(fault):
    assert _is_there(FAULTS[fault]), FAULTS[fault]


def _is_there(proof: str) -> bool:
    name, _, function = proof.partition("::")
    return f"def {function}(" in (TESTS / name).read_text(encoding="utf-8")
