# SPDX-License-Identifier: GPL-3.0-or-later
"""What Qt is told by the environment, with and without a graphics card, as root and as anybody."""

import pytest

from ui import surroundings


def prepared(devices, platform="linux", *, is_root=False, **environment):
    """The environment that Qt would read."""
    surroundings.prepare(environment, platform=platform, devices=devices, is_root=is_root)
    return environment


@pytest.mark.parametrize("card", ["dri/renderD128", "nvidiactl", "dxg"])
def test_a_graphics_card_is_used(tmp_path, card):
    """Nothing is said of how to draw."""
    (tmp_path / card).parent.mkdir(exist_ok=True)
    (tmp_path / card).touch()
    found = prepared(tmp_path)
    assert found.keys().isdisjoint(surroundings.BY_PROCESSOR)
    assert found["QTWEBENGINE_CHROMIUM_FLAGS"] == surroundings.ONE_ZYGOTE


def test_without_a_card_no_opengl_is_done_by_the_processor(tmp_path):
    """Qt's own drawing costs less memory and less time."""
    (tmp_path / "dri").mkdir()
    assert prepared(tmp_path).items() >= surroundings.BY_PROCESSOR.items()


def test_what_the_person_set_stands(tmp_path):
    """Who asks for OpenGL gets it; flags of their own are kept beside ours."""
    own = {"QT_QUICK_BACKEND": "rhi", "QTWEBENGINE_CHROMIUM_FLAGS": "--lang=vi"}
    found = prepared(tmp_path, **own)
    assert found["QT_QUICK_BACKEND"] == "rhi"
    assert "QT_XCB_GL_INTEGRATION" not in found
    assert found["QTWEBENGINE_CHROMIUM_FLAGS"].split() == ["--lang=vi", surroundings.ONE_ZYGOTE]


def test_elsewhere_nothing_is_said_of_drawing(tmp_path):
    """Windows and macOS know their screens."""
    assert prepared(tmp_path, platform="win32") == {}


def test_the_sandbox_is_off_for_root_alone(tmp_path):
    """It cannot run there; nobody else goes without."""
    as_root = prepared(tmp_path, is_root=True)
    assert surroundings.is_unsealed(as_root)
    assert not surroundings.is_unsealed(prepared(tmp_path))


@pytest.mark.parametrize("told", ["fcitx", "fcitx5"])
def test_fcitx_answers_to_the_name_of_ibus(tmp_path, told):
    """The wheel of Qt has no plug-in for it."""
    assert prepared(tmp_path, QT_IM_MODULE=told)["QT_IM_MODULE"] == "ibus"
