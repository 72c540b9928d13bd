# SPDX-License-Identifier: GPL-3.0-or-later
# ruff: noqa: E501  # a table is read by its rows
"""One table: id, words, key, icon; menus, palette and shortcut sheet come from it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that a person can ask for."""

    id: str
    group: str
    words: object
    """English; translated in the context `commands`."""
    key: str = ""
    """As QKeySequence reads it."""
    icon: str = ""
    is_toggle: bool = False
    is_in_menu: bool = True
    place: str = ""
    """Where alone its key is a key, such as `photos`; empty: in the whole window. A place without
    a field to type into may have letters for keys."""


GROUPS = (
    ("file", QT_TRANSLATE_NOOP("commands", "Story")),
    ("edit", QT_TRANSLATE_NOOP("commands", "Edit")),
    ("format", QT_TRANSLATE_NOOP("commands", "Format")),
    ("insert", QT_TRANSLATE_NOOP("commands", "Insert")),
    ("review", QT_TRANSLATE_NOOP("commands", "Review")),
    ("table", QT_TRANSLATE_NOOP("commands", "Table")),
    ("photos", QT_TRANSLATE_NOOP("commands", "Photos")),
    ("wires", QT_TRANSLATE_NOOP("commands", "Wires")),
    ("view", QT_TRANSLATE_NOOP("commands", "View")),
    ("captions", QT_TRANSLATE_NOOP("commands", "Captions")),
    ("desk", QT_TRANSLATE_NOOP("commands", "Desk")),
    ("help", QT_TRANSLATE_NOOP("commands", "Help")),
)
"""(key, English words), in the order of the menu bar."""

TABLE = (
    Command("story.new", "file", QT_TRANSLATE_NOOP("commands", "New article"), "Ctrl+N", "ph.file-plus"),
    Command("plan.new", "file", QT_TRANSLATE_NOOP("commands", "Plan a story …"), "Ctrl+Alt+L", "ph.calendar-plus"),
    Command("plan.open", "file", QT_TRANSLATE_NOOP("commands", "Plan of the day"), "Ctrl+Alt+P", "ph.calendar-check"),
    Command("story.import", "file", QT_TRANSLATE_NOOP("commands", "Import documents …"), "Ctrl+Alt+O", "ph.download-simple"),
    Command("story.export", "file", QT_TRANSLATE_NOOP("commands", "Export story …"), "Ctrl+Alt+Shift+E", "ph.export"),
    Command("story.find", "file", QT_TRANSLATE_NOOP("commands", "Search articles"), "Ctrl+Shift+F"),
    Command("story.next", "file", QT_TRANSLATE_NOOP("commands", "Next story"), "Ctrl+Alt+Down", is_in_menu=False),
    Command("story.previous", "file", QT_TRANSLATE_NOOP("commands", "Previous story"), "Ctrl+Alt+Up", is_in_menu=False),
    Command("picture.add", "file", QT_TRANSLATE_NOOP("commands", "Add pictures …"), "Ctrl+Shift+P", "ph.image"),
    Command("story.act", "file", QT_TRANSLATE_NOOP("commands", "Next step: submit, approve, publish …"), "Ctrl+Shift+Return", "ph.paper-plane-tilt"),
    Command("story.acts", "file", QT_TRANSLATE_NOOP("commands", "Other acts: return, take down, spike …"), "Ctrl+Alt+Shift+Return", "ph.dots-three-vertical"),
    Command("story.open_page", "file", QT_TRANSLATE_NOOP("commands", "Open page"), "Ctrl+Shift+O", "ph.arrow-square-out"),
    Command("story.copy_link", "file", QT_TRANSLATE_NOOP("commands", "Copy link"), "", "ph.link-simple"),
    Command("story.read_aloud", "file", QT_TRANSLATE_NOOP("commands", "Read aloud from the caret, or end it"), "Ctrl+Alt+R", "ph.speaker-high"),
    Command("story.royalties", "file", QT_TRANSLATE_NOOP("commands", "Royalties …"), "Ctrl+Alt+Shift+N", "ph.coin"),
    Command("settings", "file", QT_TRANSLATE_NOOP("commands", "Settings …"), "Ctrl+,", "ph.gear-six"),
    Command("quit", "file", QT_TRANSLATE_NOOP("commands", "Quit"), "Ctrl+Q"),
    Command("edit.undo", "edit", QT_TRANSLATE_NOOP("commands", "Undo"), "Ctrl+Z", "ph.arrow-counter-clockwise"),
    Command("edit.redo", "edit", QT_TRANSLATE_NOOP("commands", "Redo"), "Ctrl+Shift+Z", "ph.arrow-clockwise"),
    Command("edit.cut", "edit", QT_TRANSLATE_NOOP("commands", "Cut"), "Ctrl+X", "ph.scissors"),
    Command("edit.copy", "edit", QT_TRANSLATE_NOOP("commands", "Copy"), "Ctrl+C", "ph.copy"),
    Command("edit.paste", "edit", QT_TRANSLATE_NOOP("commands", "Paste"), "Ctrl+V", "ph.clipboard"),
    Command("edit.paste_plain", "edit", QT_TRANSLATE_NOOP("commands", "Paste without formatting"), "Ctrl+Shift+V"),
    Command("edit.select_all", "edit", QT_TRANSLATE_NOOP("commands", "Select all"), "Ctrl+A"),
    Command("edit.find", "edit", QT_TRANSLATE_NOOP("commands", "Find in the story"), "Ctrl+F", "ph.magnifying-glass"),
    Command("edit.replace", "edit", QT_TRANSLATE_NOOP("commands", "Replace in the story"), "Ctrl+H"),
    Command("edit.replace_everywhere", "edit", QT_TRANSLATE_NOOP("commands", "Replace in all stories …"), "Ctrl+Shift+R", "ph.files"),
    Command("edit.next_slip", "edit", QT_TRANSLATE_NOOP("commands", "Next thing to mend"), "F8", "ph.check-circle"),
    Command("edit.mend", "edit", QT_TRANSLATE_NOOP("commands", "Put the words at the caret right"), "F7", "ph.magic-wand"),
    Command("edit.marks", "edit", QT_TRANSLATE_NOOP("commands", "Curly quotes and dashes while typing"), "Ctrl+Alt+'", "ph.quotes", is_toggle=True),
    Command("edit.expand", "edit", QT_TRANSLATE_NOOP("commands", "Expand the snippet at the caret"), "Ctrl+Shift+E", "ph.lightning"),
    Command("edit.snippets", "edit", QT_TRANSLATE_NOOP("commands", "Snippets …"), "Ctrl+Alt+S", "ph.lightning"),
    Command("format.bold", "format", QT_TRANSLATE_NOOP("commands", "Bold"), "Ctrl+B", "ph.text-bolder"),
    Command("format.italic", "format", QT_TRANSLATE_NOOP("commands", "Italic"), "Ctrl+I", "ph.text-italic"),
    Command("format.heading", "format", QT_TRANSLATE_NOOP("commands", "Heading"), "Ctrl+Shift+H", "ph.text-h-two"),
    Command("format.subheading", "format", QT_TRANSLATE_NOOP("commands", "Smaller heading"), "Ctrl+Alt+H", "ph.text-h-three"),
    Command("format.text", "format", QT_TRANSLATE_NOOP("commands", "Back to plain text"), "Ctrl+0", "ph.text-t"),
    Command("format.quote", "format", QT_TRANSLATE_NOOP("commands", "Quotation"), "Ctrl+Shift+Q", "ph.quotes"),
    Command("format.list", "format", QT_TRANSLATE_NOOP("commands", "List"), "Ctrl+Shift+L", "ph.list-bullets"),
    Command("format.numbers", "format", QT_TRANSLATE_NOOP("commands", "Numbered list"), "Ctrl+Shift+N", "ph.list-numbers"),
    Command("format.nest", "format", QT_TRANSLATE_NOOP("commands", "Nest the item of a list"), "Ctrl+]", "ph.arrow-line-right"),
    Command("format.unnest", "format", QT_TRANSLATE_NOOP("commands", "Take the item out again"), "Ctrl+[", "ph.arrow-line-left"),
    Command("format.link", "format", QT_TRANSLATE_NOOP("commands", "Link"), "Ctrl+L", "ph.link"),
    Command("insert.footnote", "insert", QT_TRANSLATE_NOOP("commands", "Footnote, and back"), "Ctrl+Alt+F", "ph.asterisk"),
    Command("insert.pull_quote", "insert", QT_TRANSLATE_NOOP("commands", "Pull quote"), "Ctrl+Alt+Q", "ph.chat-centered-text"),
    Command("insert.box", "insert", QT_TRANSLATE_NOOP("commands", "Box"), "Ctrl+Shift+B", "ph.bounding-box"),
    Command("insert.table", "insert", QT_TRANSLATE_NOOP("commands", "Table …"), "Ctrl+Shift+T", "ph.table"),
    Command("insert.card", "insert", QT_TRANSLATE_NOOP("commands", "Link as a card"), "Ctrl+Shift+K", "ph.cardholder"),
    Command("review.comment", "review", QT_TRANSLATE_NOOP("commands", "Comment on the selection"), "Ctrl+Alt+M", "ph.chat-text"),
    Command("review.suggest", "review", QT_TRANSLATE_NOOP("commands", "Suggest a change …"), "Ctrl+Alt+E", "ph.note-pencil"),
    Command("review.next", "review", QT_TRANSLATE_NOOP("commands", "Next comment"), "F9"),
    Command("review.previous", "review", QT_TRANSLATE_NOOP("commands", "Previous comment"), "Ctrl+F9"),
    Command("review.accept", "review", QT_TRANSLATE_NOOP("commands", "Accept the suggestion"), "Ctrl+Alt+A", "ph.check"),
    Command("review.reject", "review", QT_TRANSLATE_NOOP("commands", "Reject the suggestion"), "Ctrl+Alt+X", "ph.x"),
    Command("review.resolve", "review", QT_TRANSLATE_NOOP("commands", "Resolve the comment"), "Ctrl+Alt+D", "ph.check-square"),
    Command("review.accept_all", "review", QT_TRANSLATE_NOOP("commands", "Accept all suggestions")),
    Command("review.reject_all", "review", QT_TRANSLATE_NOOP("commands", "Reject all suggestions")),
    Command("table.row", "table", QT_TRANSLATE_NOOP("commands", "Add a row below"), "", "ph.rows"),
    Command("table.column", "table", QT_TRANSLATE_NOOP("commands", "Add a column to the right"), "", "ph.columns"),
    Command("table.remove_row", "table", QT_TRANSLATE_NOOP("commands", "Remove the row")),
    Command("table.remove_column", "table", QT_TRANSLATE_NOOP("commands", "Remove the column")),
    Command("table.left", "table", QT_TRANSLATE_NOOP("commands", "Align the column left"), "", "ph.text-align-left"),
    Command("table.centre", "table", QT_TRANSLATE_NOOP("commands", "Centre the column"), "", "ph.text-align-center"),
    Command("table.right", "table", QT_TRANSLATE_NOOP("commands", "Align the column right"), "", "ph.text-align-right"),
    Command("table.tidy", "table", QT_TRANSLATE_NOOP("commands", "Put the columns in line")),
    Command("picture.insert", "insert", QT_TRANSLATE_NOOP("commands", "Insert the chosen picture"), "Ctrl+Shift+I", "ph.image-square"),
    Command("photos.open", "photos", QT_TRANSLATE_NOOP("commands", "Open a card or folder …"), "Ctrl+O", "ph.folder-open"),
    Command("photos.of_story", "photos", QT_TRANSLATE_NOOP("commands", "Pictures of the open story")),
    Command("photos.of_store", "photos", QT_TRANSLATE_NOOP("commands", "All pictures of the store")),
    Command("photos.attach", "photos", QT_TRANSLATE_NOOP("commands", "Attach to the open story"), "A", "ph.paperclip", place="photos"),
    Command("photos.attach_to", "photos", QT_TRANSLATE_NOOP("commands", "Attach to another story …"), "Shift+A", place="photos"),
    Command("photos.attach_new", "photos", QT_TRANSLATE_NOOP("commands", "Attach to a new photo story"), "N", place="photos"),
    Command("photos.story", "photos", QT_TRANSLATE_NOOP("commands", "Go to the story it stands in"), "S", place="photos"),
    Command("photos.again", "photos", QT_TRANSLATE_NOOP("commands", "Read the card or folder again"), "F5", "ph.arrow-clockwise", place="photos"),
    Command("photos.find", "photos", QT_TRANSLATE_NOOP("commands", "Search these pictures"), "/", "ph.magnifying-glass", place="photos"),
    Command("photos.look", "photos", QT_TRANSLATE_NOOP("commands", "One picture, or all"), "Space", "ph.frame-corners", place="photos"),
    Command("photos.full", "photos", QT_TRANSLATE_NOOP("commands", "Pixel by pixel, or whole"), "Z", "ph.magnifying-glass-plus", place="photos"),
    Command("photos.compare", "photos", QT_TRANSLATE_NOOP("commands", "Compare what is selected"), "C", "ph.columns", place="photos"),
    Command("photos.next", "photos", QT_TRANSLATE_NOOP("commands", "Next picture"), "Right", place="photos", is_in_menu=False),
    Command("photos.previous", "photos", QT_TRANSLATE_NOOP("commands", "Previous picture"), "Left", place="photos", is_in_menu=False),
    Command("photos.pick", "photos", QT_TRANSLATE_NOOP("commands", "Pick, or take it back"), "P", "ph.flag", place="photos"),
    Command("photos.reject", "photos", QT_TRANSLATE_NOOP("commands", "Reject, or take it back"), "X", "ph.x-circle", place="photos"),
    Command("photos.stars.0", "photos", QT_TRANSLATE_NOOP("commands", "No stars"), "0", place="photos"),
    Command("photos.stars.1", "photos", QT_TRANSLATE_NOOP("commands", "1 star"), "1", place="photos"),
    Command("photos.stars.2", "photos", QT_TRANSLATE_NOOP("commands", "2 stars"), "2", place="photos"),
    Command("photos.stars.3", "photos", QT_TRANSLATE_NOOP("commands", "3 stars"), "3", place="photos"),
    Command("photos.stars.4", "photos", QT_TRANSLATE_NOOP("commands", "4 stars"), "4", place="photos"),
    Command("photos.stars.5", "photos", QT_TRANSLATE_NOOP("commands", "5 stars"), "5", "ph.star", place="photos"),
    Command("photos.colour.0", "photos", QT_TRANSLATE_NOOP("commands", "No colour"), "Shift+0", "ph.palette", place="photos"),
    Command("photos.colour.1", "photos", QT_TRANSLATE_NOOP("commands", "Colour 1: red"), "Shift+1", place="photos"),
    Command("photos.colour.2", "photos", QT_TRANSLATE_NOOP("commands", "Colour 2: orange"), "Shift+2", place="photos"),
    Command("photos.colour.3", "photos", QT_TRANSLATE_NOOP("commands", "Colour 3: yellow"), "Shift+3", place="photos"),
    Command("photos.colour.4", "photos", QT_TRANSLATE_NOOP("commands", "Colour 4: green"), "Shift+4", place="photos"),
    Command("photos.colour.5", "photos", QT_TRANSLATE_NOOP("commands", "Colour 5: cyan"), "Shift+5", place="photos"),
    Command("photos.colour.6", "photos", QT_TRANSLATE_NOOP("commands", "Colour 6: blue"), "Shift+6", place="photos"),
    Command("photos.colour.7", "photos", QT_TRANSLATE_NOOP("commands", "Colour 7: violet"), "Shift+7", place="photos"),
    Command("photos.colour.8", "photos", QT_TRANSLATE_NOOP("commands", "Colour 8: pink"), "Shift+8", place="photos"),
    Command("photos.left", "photos", QT_TRANSLATE_NOOP("commands", "Turn to the left"), "[", "ph.arrow-counter-clockwise", place="photos"),
    Command("photos.right", "photos", QT_TRANSLATE_NOOP("commands", "Turn to the right"), "]", "ph.arrow-clockwise", place="photos"),
    Command("photos.crop", "photos", QT_TRANSLATE_NOOP("commands", "Turn, straighten and crop …"), "R", "ph.crop", place="photos"),
    Command("photos.export.print", "photos", QT_TRANSLATE_NOOP("commands", "Export as they are, with their words …"), "E", "ph.export", place="photos"),
    Command("photos.export.web", "photos", QT_TRANSLATE_NOOP("commands", "Export for the web …"), place="photos"),
    Command("photos.export.message", "photos", QT_TRANSLATE_NOOP("commands", "Export for a message …"), place="photos"),
    Command("photos.sheet", "photos", QT_TRANSLATE_NOOP("commands", "Caption sheet as PDF …"), place="photos"),
    Command("wires.next", "wires", QT_TRANSLATE_NOOP("commands", "Next wire story"), "J", place="wires", is_in_menu=False),
    Command("wires.previous", "wires", QT_TRANSLATE_NOOP("commands", "Previous wire story"), "K", place="wires", is_in_menu=False),
    Command("wires.start", "wires", QT_TRANSLATE_NOOP("commands", "Start a story from it"), "Return", "ph.note-pencil", place="wires"),
    Command("wires.note", "wires", QT_TRANSLATE_NOOP("commands", "Add it to the open story as a note"), "N", "ph.note", place="wires"),
    Command("wires.story", "wires", QT_TRANSLATE_NOOP("commands", "Go to the story that was started from it"), "S", place="wires"),
    Command("wires.open", "wires", QT_TRANSLATE_NOOP("commands", "Open it in the browser"), "O", "ph.arrow-square-out", place="wires"),
    Command("wires.unread", "wires", QT_TRANSLATE_NOOP("commands", "Mark as unread, or as read"), "U", place="wires"),
    Command("wires.all_read", "wires", QT_TRANSLATE_NOOP("commands", "Mark all in the list as read"), "Shift+A", "ph.checks", place="wires"),
    Command("wires.fetch", "wires", QT_TRANSLATE_NOOP("commands", "Ask all sources now"), "F5", "ph.arrow-clockwise", place="wires"),
    Command("wires.find", "wires", QT_TRANSLATE_NOOP("commands", "Search the wires"), "/", "ph.magnifying-glass", place="wires"),
    Command("wires.add", "wires", QT_TRANSLATE_NOOP("commands", "Add a source …"), "Shift+N", "ph.plus", place="wires"),
    Command("space.write", "view", QT_TRANSLATE_NOOP("commands", "Write"), "Ctrl+1", "ph.pencil-line"),
    Command("space.photos", "view", QT_TRANSLATE_NOOP("commands", "Photos"), "Ctrl+2", "ph.image"),
    Command("space.outbox", "view", QT_TRANSLATE_NOOP("commands", "Outbox"), "Ctrl+3", "ph.tray"),
    Command("space.wires", "view", QT_TRANSLATE_NOOP("commands", "Wires"), "Ctrl+4", "ph.rss"),
    Command("view.stories", "view", QT_TRANSLATE_NOOP("commands", "List of stories"), "Ctrl+Alt+1", "ph.columns", is_toggle=True),
    Command("list.all", "view", QT_TRANSLATE_NOOP("commands", "Show all stories"), "Ctrl+Alt+4"),
    Command("list.mine", "view", QT_TRANSLATE_NOOP("commands", "Show my stories"), "Ctrl+Alt+5", "ph.user"),
    Command("list.waiting", "view", QT_TRANSLATE_NOOP("commands", "Show what waits for me"), "Ctrl+Alt+6", "ph.hand-pointing"),
    Command("list.planned", "view", QT_TRANSLATE_NOOP("commands", "Show what is planned"), "Ctrl+Alt+7", "ph.calendar-blank"),
    Command("list.overdue", "view", QT_TRANSLATE_NOOP("commands", "Show what is overdue"), "Ctrl+Alt+8", "ph.clock"),
    Command("view.preview", "view", QT_TRANSLATE_NOOP("commands", "Preview"), "Ctrl+Alt+2", "ph.newspaper", is_toggle=True),
    Command("view.inspector", "view", QT_TRANSLATE_NOOP("commands", "Inspector"), "Ctrl+Alt+3", "ph.sliders-horizontal", is_toggle=True),
    Command("view.story", "view", QT_TRANSLATE_NOOP("commands", "Story fields"), "Alt+1", "ph.article"),
    Command("view.pictures", "view", QT_TRANSLATE_NOOP("commands", "Pictures"), "Alt+2", "ph.image"),
    Command("view.checks", "view", QT_TRANSLATE_NOOP("commands", "Checks"), "Alt+3", "ph.check-circle"),
    Command("view.rules", "view", QT_TRANSLATE_NOOP("commands", "Rules and rule packs"), "", "ph.book-open"),
    Command("view.history", "view", QT_TRANSLATE_NOOP("commands", "History"), "Alt+4", "ph.clock-counter-clockwise"),
    Command("view.comments", "view", QT_TRANSLATE_NOOP("commands", "Comments"), "Alt+5", "ph.chat-text"),
    Command("view.look_back", "view", QT_TRANSLATE_NOOP("commands", "Look back: compare versions …"), "Ctrl+Alt+B", "ph.git-diff"),
    Command("lookback.next", "view", QT_TRANSLATE_NOOP("commands", "Next change, looking back"), "Alt+Down", is_in_menu=False, place="lookback"),
    Command("lookback.previous", "view", QT_TRANSLATE_NOOP("commands", "The change before, looking back"), "Alt+Up", is_in_menu=False, place="lookback"),
    Command("lookback.later", "view", QT_TRANSLATE_NOOP("commands", "Later version"), "Alt+Right", is_in_menu=False, place="lookback"),
    Command("lookback.earlier", "view", QT_TRANSLATE_NOOP("commands", "Earlier version"), "Alt+Left", is_in_menu=False, place="lookback"),
    Command("lookback.take_back", "view", QT_TRANSLATE_NOOP("commands", "Take this change back"), "Alt+Backspace", is_in_menu=False, place="lookback"),
    Command("preview.phone", "view", QT_TRANSLATE_NOOP("commands", "Preview on a phone"), "", "ph.device-mobile"),
    Command("preview.tablet", "view", QT_TRANSLATE_NOOP("commands", "Preview on a tablet"), "", "ph.device-tablet"),
    Command("preview.desktop", "view", QT_TRANSLATE_NOOP("commands", "Preview on a desktop"), "", "ph.desktop"),
    Command("preview.card", "view", QT_TRANSLATE_NOOP("commands", "Preview as a card"), "", "ph.cards"),
    Command("preview.row", "view", QT_TRANSLATE_NOOP("commands", "Preview below another story"), "", "ph.rows"),
    Command("preview.share", "view", QT_TRANSLATE_NOOP("commands", "Preview as a share card"), "", "ph.share-network"),
    Command("preview.paper", "view", QT_TRANSLATE_NOOP("commands", "Print proof"), "", "ph.printer"),
    Command("preview.light", "view", QT_TRANSLATE_NOOP("commands", "The page by the other light"), "", "ph.moon"),
    Command("preview.look", "view", QT_TRANSLATE_NOOP("commands", "Preview in the site's own look"), "", "ph.browser"),
    Command("preview.learn", "view", QT_TRANSLATE_NOOP("commands", "Learn the site's look again"), "", "ph.arrow-clockwise"),
    Command("preview.save", "view", QT_TRANSLATE_NOOP("commands", "Save the print proof as PDF …"), "", "ph.file-pdf"),
    Command("view.on_page", "view", QT_TRANSLATE_NOOP("commands", "Show the words at the caret on the page"), "Ctrl+J", "ph.crosshair"),
    Command("view.outline", "view", QT_TRANSLATE_NOOP("commands", "Outline: jump to a heading"), "Ctrl+Shift+J", "ph.list-dashes"),
    Command("view.focus", "view", QT_TRANSLATE_NOOP("commands", "Focus mode"), "F12", "ph.corners-in", is_toggle=True),
    Command("view.typewriter", "view", QT_TRANSLATE_NOOP("commands", "Typewriter scrolling"), "Ctrl+Shift+F12", "ph.arrows-in-line-vertical", is_toggle=True),
    Command("view.dim", "view", QT_TRANSLATE_NOOP("commands", "Dim other paragraphs in focus mode"), "Ctrl+F12", "ph.rows", is_toggle=True),
    Command("view.full_screen", "view", QT_TRANSLATE_NOOP("commands", "Full screen"), "F11", "ph.corners-out", is_toggle=True),
    Command("captions.write", "captions", QT_TRANSLATE_NOOP("commands", "Write the caption"), "F2", "ph.pencil-line", place="captions"),
    Command("captions.next", "captions", QT_TRANSLATE_NOOP("commands", "Caption the next picture"), "Ctrl+Return", "ph.arrow-right", place="captions"),
    Command("captions.previous", "captions", QT_TRANSLATE_NOOP("commands", "Caption the picture before"), "Ctrl+Alt+Return", place="captions"),
    Command("captions.template", "captions", QT_TRANSLATE_NOOP("commands", "Apply a template …"), "Ctrl+T", "ph.note", place="captions"),
    Command("captions.templates", "captions", QT_TRANSLATE_NOOP("commands", "Edit templates and codes …"), "Ctrl+Alt+T", place="captions"),
    Command("captions.fill_down", "captions", QT_TRANSLATE_NOOP("commands", "Fill down from the first picture"), "Ctrl+D", "ph.arrow-line-down", place="captions"),
    Command("captions.as_above", "captions", QT_TRANSLATE_NOOP("commands", "As the picture above"), "Ctrl+'", "ph.arrow-elbow-left-down", place="captions"),
    Command("captions.copy", "captions", QT_TRANSLATE_NOOP("commands", "Copy all fields"), "Ctrl+Alt+C", "ph.copy", place="captions"),
    Command("captions.paste", "captions", QT_TRANSLATE_NOOP("commands", "Paste chosen fields …"), "Ctrl+Alt+V", "ph.clipboard-text", place="captions"),
    Command("captions.undo", "captions", QT_TRANSLATE_NOOP("commands", "Take the last caption change back"), "Ctrl+Alt+Z", "ph.arrow-counter-clockwise", place="captions"),
    Command("captions.redo", "captions", QT_TRANSLATE_NOOP("commands", "Change the caption again"), "Ctrl+Alt+Y", place="captions"),
    Command("captions.spelling", "captions", QT_TRANSLATE_NOOP("commands", "Words for the marked word"), "Ctrl+.", "ph.text-aa", place="captions"),
    Command("sync.now", "desk", QT_TRANSLATE_NOOP("commands", "Sync now"), "Ctrl+R", "ph.arrows-clockwise"),
    Command("site.map", "desk", QT_TRANSLATE_NOOP("commands", "Categories, bylines and tags on the site …"), "Ctrl+Alt+Shift+C", "ph.arrows-left-right"),
    Command("sync.pause", "desk", QT_TRANSLATE_NOOP("commands", "Pause sending"), "", "ph.pause", is_toggle=True),
    Command("palette", "help", QT_TRANSLATE_NOOP("commands", "Command palette"), "Ctrl+K", "ph.magnifying-glass"),
    Command("keys", "help", QT_TRANSLATE_NOOP("commands", "Keyboard shortcuts"), "F1", "ph.keyboard"),
    Command("about", "help", QT_TRANSLATE_NOOP("commands", "About Stet"), ""),
)  # fmt: skip
"""Every command; the order is that of the menus."""


def words_of(command: Command) -> str:
    """What the command is called on the screen."""
    return QCoreApplication.translate("commands", str(command.words))


def group_words(group: str) -> str:
    """What a group of commands is called on the screen."""
    return QCoreApplication.translate("commands", str(dict(GROUPS)[group]))


def key_words(key: str) -> str:
    """A key as this system writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


class Commands(QObject):
    """The table made of actions; `asked` tells which one a person wants."""

    asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._actions = {each.id: self._make(each, parent) for each in TABLE}
        theme.changed.connect(self._dress)
        self.retranslate()
        self._dress()

    def action(self, command_id: str) -> QAction:
        """The action of a command, to stand in a menu or behind a button."""
        return self._actions[command_id]

    def on(self, command_id: str, do: Callable[[], object]) -> None:
        """Do something when a command is asked for."""
        self._actions[command_id].triggered.connect(lambda _checked=False: do())

    def give(self, place: str, widget: QWidget) -> None:
        """Let the commands of a place be asked for by their keys in this widget, and only there."""
        for each in TABLE:
            if each.place == place:
                widget.addAction(self._actions[each.id])

    def enable(self, place: str, *, is_enabled: bool) -> None:
        """Offer the commands of a place, or not while something else is shown."""
        for each in TABLE:
            if each.place == place:
                self._actions[each.id].setEnabled(is_enabled)

    def ask(self, command_id: str) -> None:
        """Ask for a command, as a click in its menu does; nothing when it is disabled."""
        self._actions[command_id].trigger()

    def fill(self, bar: QMenuBar | QMenu) -> None:
        """Put every command that belongs there into a menu bar or a menu, a menu a group."""
        bar.clear()
        for group, _words in GROUPS:
            menu = QMenu(group_words(group), bar)
            for each in _of_group(group):
                menu.addAction(self._actions[each.id])
            bar.addMenu(menu)

    def retranslate(self) -> None:
        """Say all words anew, in the language of the screen."""
        for each in TABLE:
            action = self._actions[each.id]
            action.setText(words_of(each))
            key = key_words(each.key)
            told = words_of(each).removesuffix(" …")
            action.setToolTip(f"{told}  {key}" if key else told)

    def _make(self, command: Command, parent: QWidget) -> QAction:
        action = QAction(parent)
        action.setObjectName(command.id)
        action.setCheckable(command.is_toggle)
        if command.key:
            action.setShortcut(QKeySequence(command.key))
        action.triggered.connect(lambda _checked=False: self.asked.emit(command.id))
        if command.place:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.setEnabled(False)
        else:
            parent.addAction(action)
        return action

    def _dress(self) -> None:
        for each in TABLE:
            if each.icon:
                self._actions[each.id].setIcon(self._theme.icon(each.icon))


def _of_group(group: str) -> Iterator[Command]:
    return (each for each in TABLE if each.group == group and each.is_in_menu)
