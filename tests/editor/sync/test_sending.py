# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures go in their order, a few without their reply; what fails is told where it belongs."""

import random

import pytest

from editor.cms.memory import Memory
from editor.errors import Offline, Refused
from editor.sync.sending import AT_ONCE, Sending
from tests.machines.newsroom import Clock, Laptop, a_jpeg

FATES = ("well", "well", "well", "refused", "torn before its bytes", "torn after its bytes")


class House:
    """A house that notes what comes when, and deals with each picture by its fate."""

    def __init__(self, fates):
        self._fates = fates
        self.begun, self.open, self.most_open, self.acked = [], [], 0, []
        self.is_torn = False

    def put_blob(self, sha256, path, progress, *, place, placed, meanwhile):
        assert not self.is_torn, "nothing begins on a line that is torn"
        assert path.read_bytes()
        fate = self._fates[sha256]
        self.begun.append(sha256)
        self.open.append(sha256)
        self.most_open = max(self.most_open, len(self.open))
        try:
            self._take(sha256, fate, progress, placed, meanwhile)
        finally:
            self.open.remove(sha256)

    def _take(self, sha256, fate, progress, placed, meanwhile):
        if fate == "torn before its bytes":
            self.is_torn = True
            raise Offline("line.down")
        progress(1)
        placed("/v1/uploads/a1", 1)
        meanwhile()
        if fate == "refused":
            raise Refused("site.not_a_picture")
        if fate == "torn after its bytes":
            self.is_torn = True
            raise Offline("line.timeout")
        self.acked.append(sha256)


@pytest.fixture(scope="module")
def laptop(tmp_path_factory):
    found = Laptop(tmp_path_factory.mktemp("sending") / "store", Memory().kept, Clock(), "me")
    yield found
    found.desk.close()


@pytest.fixture(scope="module")
def pictures(laptop):
    return [laptop.desk.intake.take_bytes(a_jpeg(each), "m.jpg").sha256 for each in range(9)]


def _sent(laptop, house, sha256s, tell=lambda _progress: None):
    desk = laptop.desk
    return Sending(house, desk.vault, desk.outbox.uploads, tell).send(sha256s)


@pytest.mark.parametrize("seed", range(40))
def test_each_goes_in_its_order_and_is_told_what_came_of_it(laptop, pictures, seed):
    draw = random.Random(seed)
    some = pictures[: draw.randrange(len(pictures) + 1)]
    fates = {each: draw.choice(FATES[: draw.choice([3, 4, 6])]) for each in some}
    house, uploads = House(fates), laptop.desk.outbox.uploads
    refused, error = {}, None
    try:
        refused = _sent(laptop, house, some)
    except Offline as caught:
        error = caught
    assert house.begun == some[: len(house.begun)]
    assert house.most_open == min(AT_ONCE, len(house.begun)) or error is not None
    assert house.most_open <= AT_ONCE
    assert all(not uploads.place(each) for each in house.acked)
    if error is None:
        assert house.begun == some
        assert {each for each in some if fates[each] == "refused"} == refused.keys()
        assert all(each.code == "not_a_picture" for each in refused.values())
    else:
        assert any(fates[each].startswith("torn") for each in house.begun)
    for each in some:
        uploads.forget(each)


def test_those_that_were_whole_are_acknowledged_though_a_later_one_is_torn(laptop, pictures):
    """Its reply is read after the line of the next one broke: it need not go again."""
    one, two, three = pictures[:3]
    house = House({one: "well", two: "torn before its bytes", three: "well"})
    with pytest.raises(Offline, match=r"line\.down"):
        _sent(laptop, house, [one, two, three])
    assert (house.begun, house.acked) == ([one, two], [one])
    assert laptop.desk.outbox.uploads.place(one) == ""


def test_bytes_that_are_gone_are_the_trouble_of_their_own_story(laptop, pictures):
    one, two = pictures[7:]
    laptop.desk.vault.path(one).unlink()
    house = House({two: "well"})
    refused = _sent(laptop, house, [one, two])
    assert (house.acked, refused[one].code) == ([two], "picture_gone")


def test_who_wants_it_broken_off_is_heard_in_the_middle(laptop, pictures):
    """Nothing begins after that; what had all its bytes on their way is still acknowledged."""
    one, two, three = pictures[:3]
    house = House(dict.fromkeys(pictures, "well"))

    def tell(progress):
        if progress.sha256 == two:
            raise Offline("line.paused")

    with pytest.raises(Offline, match=r"line\.paused"):
        _sent(laptop, house, [one, two, three], tell)
    assert (house.begun, house.acked) == ([one, two], [one])
