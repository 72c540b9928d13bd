# SPDX-License-Identifier: GPL-3.0-or-later
"""What each command does."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from editor.model.picture import Pick
from ui.commands import Commands
from ui.composing import Composing
from ui.handing import Handing
from ui.mapping import HouseMapping
from ui.newsroom import Newsroom
from ui.photos import Photos
from ui.preview.views import WIDTHS_PX
from ui.printing import Printing
from ui.sitelook import SiteLook
from ui.stories.filters import SCOPES
from ui.wires import Wires
from ui.workspace import Workspace

if TYPE_CHECKING:
    from ui.panels.lookback import LookBack
    from ui.pictures.caption_form import CaptionForm
    from ui.pictures.light_table import LightTable
from ui.reviewing import Reviewing
from ui.royalties import Royalties


def bind(commands: Commands, room: Newsroom) -> None:
    """Tie every command to what it does in a newsroom."""
    deeds: dict[str, Callable[[], object]] = {
        **_of_stories(room),
        **_of_photos(room.photos),
        **_of_captions(room.photos),
        **_of_views(room),
        **_of_history(room),
        **_of_help(room),
        **_of_edits(),
        **Wires(room).deeds(),
        "edit.replace_everywhere": room.everywhere.open,
        "plan.new": room.planning.plan,
        "plan.open": room.planning.open,
        **_of_reviews(room.work.reviewing),
        **Composing(room.desk, room.window, room.work, room.choices, room.palette).deeds(),
        "site.map": HouseMapping(room.desk, room.house, room.window, room.choices).open,
        "edit.next_slip": room.work.subbing.step,
        "edit.mend": room.work.subbing.mend_here,
        "story.read_aloud": room.work.aloud.toggle,
        "view.on_page": partial(_on_page, room.work),
        "preview.light": room.work.preview.change_light,
        "preview.save": Printing(room.window, room.work).save,
        **SiteLook(room.desk, room.window, room.work, room.choices).deeds(),
        "story.royalties": _royalties(room).open,
        "story.export": Handing(room.desk, room.window, room.work).open,
    }
    for command_id, do in deeds.items():
        commands.on(command_id, do)
    for name in WIDTHS_PX:
        commands.on(f"preview.{name}", partial(_see, room.work, name))


def _royalties(room: Newsroom) -> Royalties:
    return Royalties(room.desk, room.window, room.work, room.sheets, room.open_story)


def _see(work: Workspace, view: str) -> None:
    work.columns.reveal("preview")
    work.preview.set_view(view)


def _on_page(work: Workspace) -> None:
    work.columns.reveal("preview")
    work.pointing.show_on_page()


def _of_stories(room: Newsroom) -> Mapping[str, Callable[[], object]]:
    work = room.work

    def pause() -> None:
        # Asked anew: before the store is open, another stands in its place.
        sync = room.desk.sync
        is_paused = not sync.status.is_paused
        if is_paused:
            sync.pause()
        else:
            sync.resume()
        room.choices.keep({"is_sending_paused": is_paused})

    def send() -> None:
        if work.draft is not None:
            work.draft.flush()
        if room.desk.sync.is_blamed and room.house is not None:
            # There is no server to try again: it must be found or started first.
            room.house.renew()
        else:
            room.desk.sync.retry()

    return {
        "story.new": work.new,
        "story.import": room.bringing.ask,
        "story.find": work.stories.search,
        "story.next": partial(work.stories.step, 1),
        "story.previous": partial(work.stories.step, -1),
        "story.act": room.window.top.ask_first,
        "story.acts": room.window.top.show_more,
        "story.open_page": partial(room.with_address, room.open_page),
        "story.copy_link": partial(room.with_address, room.copy_link),
        "picture.add": work.strip.ask_for_files,
        "picture.insert": work.strip.insert_current,
        "sync.now": send,
        "sync.pause": pause,
        "quit": room.window.close,
    }


def _of_photos(photos: Photos) -> Mapping[str, Callable[[], object]]:
    def on_table(do: Callable[["LightTable"], object]) -> Callable[[], object]:
        # The table is built when it is first shown.
        return lambda: do(photos.table)

    numbered = {f"stars.{number}": {"rating": number} for number in range(6)}
    numbered |= {f"colour.{number}": {"colour_class": number} for number in range(9)}
    deeds: dict[str, Callable[[], object]] = {
        "again": on_table(lambda table: table.again()),
        "find": on_table(lambda table: table.filters.search()),
        "look": on_table(lambda table: table.stage.toggle_loupe()),
        "full": on_table(lambda table: table.stage.toggle_full()),
        "compare": on_table(lambda table: table.stage.compare()),
        "next": on_table(lambda table: table.stage.step(1)),
        "previous": on_table(lambda table: table.stage.step(-1)),
        "pick": on_table(lambda table: table.toggle_pick(Pick.PICKED)),
        "reject": on_table(lambda table: table.toggle_pick(Pick.REJECTED)),
        "left": on_table(lambda table: table.rotate(-90)),
        "right": on_table(lambda table: table.rotate(90)),
        **{
            name: on_table(lambda table, marks=marks: table.mark(**marks))  # type: ignore[misc]  # mypy cannot infer a lambda with a default
            for name, marks in numbered.items()
        },
        "open": photos.ask_for_folder,
        "of_story": photos.open_story_pictures,
        "of_store": photos.open_all_pictures,
        "attach": photos.attach,
        "attach_to": photos.ask_for_story,
        "attach_new": photos.attach_to_new,
        "story": photos.go_to_story,
        "crop": photos.crop,
        "export.print": partial(photos.export, "print"),
        "export.web": partial(photos.export, "web"),
        "export.message": partial(photos.export, "message"),
        "sheet": photos.export_sheet,
    }
    return {f"photos.{name}": do for name, do in deeds.items()}


def _of_captions(photos: Photos) -> Mapping[str, Callable[[], object]]:
    def on_form(do: Callable[["CaptionForm"], object]) -> Callable[[], object]:
        # The form is built when the table is first shown.
        return lambda: do(photos.captions.form)

    deeds = {
        "write": photos.write_caption,
        "next": on_form(lambda form: form.step(1)),
        "previous": on_form(lambda form: form.step(-1)),
        "template": on_form(lambda form: form.tools.choose()),
        "templates": on_form(lambda form: form.templates_asked.emit()),
        "fill_down": on_form(lambda form: form.fill_down()),
        "as_above": on_form(lambda form: form.as_above()),
        "copy": on_form(lambda form: form.copy_fields()),
        "paste": on_form(lambda form: form.ask_paste()),
        "undo": on_form(lambda form: form.undo()),
        "redo": on_form(lambda form: form.captioning.redo()),
        "spelling": on_form(lambda form: form.offer_spelling()),
    }
    return {f"captions.{name}": do for name, do in deeds.items()}


def _of_views(room: Newsroom) -> Mapping[str, Callable[[], object]]:
    work, window = room.work, room.window

    def tab(name: str) -> None:
        room.show_space("write")
        work.columns.reveal("inspector")
        work.inspector.show_tab(name)

    def stories(scope: str) -> None:
        room.show_space("write")
        work.columns.reveal("stories")
        work.stories.filters.choose(scope)

    def rules() -> None:
        tab("checks")
        work.checks.rules.open_rules()

    def full_screen() -> None:
        if window.isFullScreen():
            window.showNormal()
        else:
            window.showFullScreen()

    return {
        "space.write": partial(room.show_space, "write"),
        "space.photos": partial(room.show_space, "photos"),
        "space.outbox": partial(room.show_space, "outbox"),
        "view.stories": partial(work.columns.toggle, "stories"),
        "view.preview": partial(work.columns.toggle, "preview"),
        **{f"list.{scope}": partial(stories, scope) for scope in SCOPES},
        "view.inspector": partial(work.columns.toggle, "inspector"),
        **{
            f"view.{name}": partial(tab, name)
            for name in ("story", "pictures", "checks", "history", "comments")
        },
        "view.rules": rules,
        "view.full_screen": full_screen,
    }


def _of_history(room: Newsroom) -> Mapping[str, Callable[[], object]]:
    def on_panel(do: Callable[["LookBack"], object]) -> Callable[[], object]:
        # The panel is built when it is first opened.
        return lambda: do(room.lookback.panel)

    return {
        "view.look_back": room.lookback.open,
        "lookback.next": on_panel(lambda panel: panel.step(1)),
        "lookback.previous": on_panel(lambda panel: panel.step(-1)),
        "lookback.later": on_panel(lambda panel: panel.walk(1)),
        "lookback.earlier": on_panel(lambda panel: panel.walk(-1)),
        "lookback.take_back": on_panel(lambda panel: panel.take_back()),
    }


def _of_reviews(reviewing: Reviewing) -> Mapping[str, Callable[[], object]]:
    return {
        "review.comment": reviewing.comment,
        "review.suggest": reviewing.suggest,
        "review.next": partial(reviewing.step, 1),
        "review.previous": partial(reviewing.step, -1),
        "review.accept": reviewing.accept_here,
        "review.reject": reviewing.reject_here,
        "review.resolve": reviewing.resolve_here,
        "review.accept_all": reviewing.accept_all,
        "review.reject_all": reviewing.reject_all,
    }


def _of_help(room: Newsroom) -> Mapping[str, Callable[[], object]]:
    def palette() -> None:
        room.palette.start()
        room.sheets["palette"].open()

    return {
        "palette": palette,
        "settings": room.choices.show,
        "keys": room.sheets["keys"].open,
        "about": room.sheets["about"].open,
    }


def _of_edits() -> Mapping[str, Callable[[], object]]:
    names = {
        "undo": "undo",
        "redo": "redo",
        "cut": "cut",
        "copy": "copy",
        "paste": "paste",
        "select_all": "selectAll",
    }
    return {f"edit.{key}": partial(_ask_focus, name) for key, name in names.items()}


def _ask_focus(name: str) -> None:
    """Do an edit in whatever has the focus, or in the nearest around it that knows how."""
    widget = QApplication.focusWidget()
    while widget is not None:
        do = getattr(widget, name, None)
        if callable(do):
            do()
            return
        widget = widget.parentWidget()
