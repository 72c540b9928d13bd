# SPDX-License-Identifier: GPL-3.0-or-later
"""The store opens, writes one at a time, and comes back from damage."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from editor.errors import Damaged, EditorError, Refused
from editor.model.changes import Changes
from editor.model.rows import StoryFilter
from editor.store import schema
from editor.store.database import LOG_BYTES, Database
from editor.store.migrations.upgrade import upgrade
from tests.builders import a_picture, a_remark, an_article

ROOT = Path(__file__).resolve().parents[3]


def test_second_window_is_refused(store):
    """The same folder opens once; the second one hears why."""
    with pytest.raises(Refused) as refused:
        Database.open(store.folder)
    assert refused.value.code == "store.in_use"


def test_folder_is_free_after_close_and_close_twice_is_fine(store):
    store.database.close()
    store.database.close()
    Database.open(store.folder).close()


def test_an_orderly_close_says_so_and_leaves_one_file(store):
    """The next start then need not read the whole store to trust it."""
    store.articles.save(an_article(), origin="t")
    store.database.close()
    names = {path.name for path in store.folder.iterdir()}
    assert "stet.db" in names
    assert not names & {"open", "stet.db-wal"}


def test_what_writes_out_the_log_waits_for_the_disk(store):
    """A reader does so in a pause: on macOS, without this, the disk's own memory would do."""
    asked = ("synchronous", "fullfsync", "checkpoint_fullfsync")
    with store.database.read() as reader, store.database.write("test") as writing:
        for each in (reader, writing.connection):
            assert [each.execute(text(f"PRAGMA {name}")).scalar() for name in asked] == [2, 1, 1]


class Late(list):
    """Readers that wait for the next to read; the store is closed just before one is put there."""

    def __init__(self, database):
        self.database = database

    def append(self, connection):
        self.database.close()
        super().append(connection)


def test_a_reader_that_ends_while_the_store_closes_is_let_go(store):
    """Else its files stay open, and on Windows the folder cannot be moved."""
    kept = store.database._idle = Late(store.database)
    with store.database.read() as reader:
        pass
    assert not kept
    assert reader.closed


def test_nobody_else_may_read(store):
    """Folders are 0700, files 0600, backups and journals too."""
    store.articles.save(an_article(), origin="t")
    store.database.backup()
    store.articles.save(an_article(2), origin="t")
    paths = [store.folder, *store.folder.rglob("*")]
    for path in paths:
        wanted = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path


def test_store_of_a_newer_program_is_refused_untouched(store):
    store.database.close()
    with sqlite3.connect(store.folder / "stet.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(Refused) as refused:
        Database.open(store.folder)
    assert refused.value.code == "store.too_new"
    with pytest.raises(Refused):
        Database.open(store.folder)


def test_folder_that_cannot_be_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused) as refused:
        Database.open(tmp_path / "file" / "store")
    assert refused.value.code == "store.not_a_folder"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
def test_read_only_folder_is_refused(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(Refused) as refused:
        Database.open(tmp_path / "store")
    assert refused.value.code == "store.read_only"
    tmp_path.chmod(0o700)


def test_migrations_make_what_the_tables_say(tmp_path):
    """Alembic's store and the tables of the program are the same, column by column."""
    made = create_engine(f"sqlite:///{tmp_path / 'made.db'}")
    wanted = create_engine("sqlite://")
    with made.connect() as connection:
        upgrade(connection)
    schema.METADATA.create_all(wanted)
    for table in schema.METADATA.tables:
        assert _columns(made, table) == _columns(wanted, table)
        assert _indexes(made, table) == _indexes(wanted, table)
    made.dispose()
    wanted.dispose()


def test_heavy_libraries_stay_out_of_a_start():
    """No ORM ever, and no Alembic for a store that is as it must be."""
    code = (
        "import sys, tempfile; from pathlib import Path\n"
        "from editor.store.database import Database\n"
        "from editor.store import articles, history, outbox, mirror\n"
        "Database.open(Path(sys.argv[1])).close()\n"
        "print(sorted(n for n in ('sqlalchemy.orm', 'alembic') if n in sys.modules))\n"
    )
    folder = Path(subprocess.check_output(["mktemp", "-d"], text=True).strip())
    told = [
        subprocess.check_output([sys.executable, "-c", code, str(folder)], text=True, cwd=ROOT)
        for _ in range(2)
    ]
    shutil.rmtree(folder)
    assert told == ["['alembic']\n", "[]\n"]


def test_a_write_that_raises_leaves_nothing(store):
    heard: list[Changes] = []
    store.database.listen(heard.append)

    def fail() -> None:
        with store.database.write("t") as writing:
            writing.is_site = True
            writing.connection.execute(text("INSERT INTO fact VALUES ('a', 'b')"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with store.database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM fact")).scalar() == 0
    assert heard == []


def test_a_reader_cannot_write(store):
    with pytest.raises(EditorError), store.database.read() as connection:
        connection.execute(text("INSERT INTO fact VALUES ('a', 'b')"))


def test_listeners_hear_after_the_commit_and_may_write_themselves(store):
    """The lock is given back before anybody is told."""
    seen: list[str] = []

    def answer(changes: Changes) -> None:
        seen.append(changes.origin)
        if changes.origin == "first":
            store.articles.save(an_article(2), origin="second")

    unlisten = store.database.listen(answer)
    store.articles.save(an_article(), origin="first")
    unlisten()
    unlisten()
    store.articles.save(an_article(3), origin="third")
    assert seen == ["first", "second"]


@pytest.mark.expects_log
def test_a_listener_that_fails_spoils_nothing(store):
    heard: list[Changes] = []

    def fail(_: Changes) -> None:
        raise ValueError

    store.database.listen(fail)
    store.database.listen(heard.append)
    store.articles.save(an_article(), origin="t")
    assert len(heard) == 1


def test_many_threads_read_and_write_together(store):
    """Eight writers and four readers: nothing locked, nothing lost."""
    failed: list[BaseException] = []

    def write(number: int) -> None:
        try:
            for turn in range(10):
                store.articles.save(an_article(number, kicker=str(turn)), origin="t")
                store.articles.get(an_article(number).id)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert {store.articles.get(an_article(n).id).kicker for n in range(8)} == {"9"}


def test_damaged_store_comes_back_from_backup_and_journal(store):
    """Every save after the backup is replayed; the damaged file is kept."""
    store.articles.save(an_article(body="một"), origin="t")
    store.articles.save_picture(a_picture(), origin="t")
    store.database.backup()
    for turn in range(5):
        store.clock.go(minutes=6)
        store.articles.save(an_article(body=f"một hai {turn}"), origin="t")
    store.articles.save_picture(a_picture(caption="sau"), origin="t")
    store.articles.save(an_article(2, headline="Mới hoàn toàn"), origin="t")
    said = (a_remark(replacement="hơn trăm"), a_remark(2))
    store.articles.save(an_article(body="một hai 4", remarks=said), origin="t")
    before = [replace(each, number=0) for each in store.history.versions(an_article().id)]
    store.damage()
    store.open()
    assert store.database.recovered == "store.restored_backup"
    assert store.articles.get(an_article().id).body == "một hai 4"
    assert store.articles.get(an_article().id).remarks == said
    assert store.articles.get(an_article(2).id).headline == "Mới hoàn toàn"
    assert store.articles.picture(a_picture().sha256).caption == "sau"
    after = [replace(each, number=0) for each in store.history.versions(an_article().id)]
    assert after == before
    assert len(list(store.folder.glob("damaged-*/stet.db"))) == 1
    store.reopen()
    assert store.database.recovered == ""


def test_damaged_store_without_backup_is_written_anew_from_the_journal(store):
    store.articles.save(an_article(body="một"), origin="t")
    store.articles.save(an_article(body="một hai"), origin="t")
    store.damage()
    store.open()
    assert store.database.recovered == "store.started_anew"
    assert store.articles.get(an_article().id).body == "một hai"


def test_damaged_backup_is_passed_over_for_an_older_one(store):
    """The journals since the older backup are still there."""
    store.articles.save(an_article(body="một"), origin="t")
    store.database.backup()
    store.clock.go(days=1)
    store.articles.save(an_article(body="một hai"), origin="t")
    newest = store.database.backup()
    store.articles.save(an_article(body="một hai ba"), origin="t")
    newest.write_bytes(b"nothing")
    store.damage()
    store.open()
    assert store.articles.get(an_article().id).body == "một hai ba"
    assert len(store.history.versions(an_article().id)) == 2


def test_damage_inside_is_found_after_an_unclean_end(store):
    """After a crash all of the file is read, not only its beginning."""
    for number in range(40):
        store.articles.save(an_article(number, body=f"thân bài {number} " * 400), origin="t")
    store.database.close()
    file = store.folder / "stet.db"
    size = file.stat().st_size
    with file.open("r+b") as opened:
        for place in range(size // 4, size, 4096):
            opened.seek(place)
            opened.write(b"\xff" * 64)
    (store.folder / "open").touch(mode=0o600)
    store.open()
    assert store.database.recovered
    assert store.articles.get(an_article(39).id).body == "thân bài 39 " * 400


def test_damage_that_shows_at_work_is_mended_at_the_next_start(store):
    """Told as damage, and not hidden by an orderly close."""
    for number in range(40):
        store.articles.save(an_article(number, body=f"thân bài {number} " * 400), origin="t")
    store.reopen()
    file = store.folder / "stet.db"
    with file.open("r+b") as opened:
        for place in range(4096, file.stat().st_size, 4096):
            opened.seek(place)
            opened.write(b"\xff" * 64)
    with pytest.raises(Damaged) as damaged:
        store.articles.get(an_article(7).id)
    assert damaged.value.code == "store.damaged"
    store.reopen()
    assert store.database.recovered == "store.started_anew"
    assert store.articles.get(an_article(7).id).body == "thân bài 7 " * 400


def test_seven_backups_are_kept_and_only_the_journals_they_need(store):
    for turn in range(10):
        store.articles.save(an_article(body=str(turn)), origin="t")
        store.clock.go(days=1, hours=1)
        assert store.database.backup_if_due()
        assert not store.database.backup_if_due()
    backups = sorted((store.folder / "backups").glob("*.db"))
    assert len(backups) == 7
    oldest = int(backups[0].stem.split("-")[1])
    kept = [int(each.stem) for each in (store.folder / "journal").glob("*.jsonl")]
    assert min(kept) == oldest


def test_work_goes_on_during_a_backup(store):
    """The copy is one moment of the store, and what is saved meanwhile is in the next journal."""
    for number in range(50):
        store.articles.save(an_article(number, body="chữ " * 2000), origin="t")
    done = threading.Event()

    def write() -> None:
        for turn in range(60):
            store.articles.save(an_article(body=f"{turn} " * 100), origin="t")
        done.set()

    thread = threading.Thread(target=write)
    thread.start()
    store.database.backup()
    thread.join()
    store.damage()
    store.open()
    assert store.articles.get(an_article().id).body == "59 " * 100


def test_full_store_is_told_and_what_stood_stands(store):
    """SQLite's own limit of pages: the save is refused, the text before it is whole."""
    store.articles.save(an_article(body="đứng vững"), origin="t")
    with store.database._writer.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar()
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))
    with pytest.raises(Refused) as refused:
        store.articles.save(an_article(body="dài " * 100_000), origin="t")
    assert refused.value.code == "store.full"
    assert store.articles.get(an_article().id).body == "đứng vững"
    assert store.articles.rows(StoryFilter(text="dung vung")), "a search needs no room"
    with store.database._writer.connect() as connection:
        connection.execute(text("PRAGMA max_page_count = 1000000"))
    store.articles.save(an_article(body="dài " * 1000), origin="t")
    assert store.articles.get(an_article().id).body == "dài " * 1000


def test_last_words_get_the_reserve(store):
    """The reserve is spent for the save that found no room; the next refusal is final."""
    reserve = store.folder / "reserve"

    def work() -> str:
        if reserve.exists():
            raise Refused("store.full")
        return "saved"

    assert reserve.stat().st_size == 4 * 1024 * 1024
    assert store.database.last_words(work) == "saved"
    with pytest.raises(Refused):
        store.database.last_words(_full)
    store.reopen()
    assert reserve.exists()


_FILL = """
import random, sys
from pathlib import Path
from editor.errors import Refused
from editor.store.articles import Articles
from editor.store.database import LOG_BYTES, Database
from tests.builders import an_article
{limit}
folder = Path(sys.argv[1])
database = Database.open(folder)
articles = Articles(database)
saved, refused = 0, ""
draw = random.Random(1)
while not refused:
    try:
        articles.save(an_article(saved, body=draw.randbytes(10_000).hex()), origin="t")
        saved += 1
    except Refused as error:
        refused = error.code
database.close()
print(saved, refused, (folder / "reserve").exists())
"""
_CHECK = """
import random, sys
from pathlib import Path
from sqlalchemy import text
from editor.store.articles import Articles
from editor.store.database import LOG_BYTES, Database
from tests.builders import an_article
database = Database.open(Path(sys.argv[1]))
articles = Articles(database)
draw = random.Random(1)
with database.read() as connection:
    assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
for number in range(int(sys.argv[2])):
    assert articles.get(an_article(number).id).body == draw.randbytes(10_000).hex()
database.close()
"""


def test_limit_on_the_length_of_files_loses_nothing(tmp_path):
    """A real child hits a real limit: refused, and all that was saved is there afterwards."""
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (4_500_000, 4_500_000))"
    told = _child([sys.executable, "-c", _FILL.format(limit=limit), str(tmp_path / "s")])
    saved, code, _ = told.split()
    assert code == "store.full"
    assert int(saved) > 10
    _child([sys.executable, "-c", _CHECK, str(tmp_path / "s"), saved])


def test_disk_that_is_really_full_loses_nothing(tmp_path):
    """A small disk of its own fills up: the reserve is spent, then refused, all saved is there."""
    (tmp_path / "fill.py").write_text(_FILL.format(limit=""))
    (tmp_path / "check.py").write_text(_CHECK)
    disk = tmp_path / "disk"
    disk.mkdir()
    own_disk = f"mount -t tmpfs -o size=12m none {disk}"
    alone = ["unshare", "-rm", "sh", "-c"]
    if (
        shutil.which("unshare") is None
        or subprocess.run([*alone, own_disk], check=False).returncode
    ):
        pytest.skip("this system lets nobody mount a disk of his own")
    fill = f"{sys.executable} {tmp_path}/fill.py {disk}/s > {tmp_path}/told"
    check = f"{sys.executable} {tmp_path}/check.py {disk}/s"
    _child([*alone, f"{own_disk} && {fill} && {check} $(cut -d' ' -f1 {tmp_path}/told)"])
    saved, code, has_reserve = (tmp_path / "told").read_text().split()
    assert (code, has_reserve) == ("store.full", "False")
    assert int(saved) > 10


def _full() -> str:
    raise Refused("store.full")


def _child(command: list[str]) -> str:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}:{os.environ.get('PYTHONPATH', '')}"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout


def _columns(engine, table):
    with engine.connect() as connection:
        return connection.execute(text(f"PRAGMA table_info({table})")).all()


def _indexes(engine, table):
    with engine.connect() as connection:
        asked = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = :table"
        return sorted(map(str, connection.execute(text(asked), {"table": table}).all()))


def test_a_long_text_is_written_once_a_save_and_the_log_is_cleared_in_a_pause(store):
    """Pages that are let go are not written over with zeros, whatever this SQLite does else."""
    article = an_article(body="chữ " * 150_000)
    size = len(article.body.encode())
    store.articles.save(article, origin="t")
    place = store.database._place
    before = place.log_bytes
    for number in range(1, 21):
        # A letter more at its beginning: no page of the file stays what it is.
        store.articles.save(replace(article, body="a" * number + article.body), origin="t")
    assert size < (place.log_bytes - before) / 20 < 1.5 * size
    assert place.log_bytes > LOG_BYTES
    store.articles.catch_up()
    store.articles.save(replace(article, kicker="sau"), origin="t")
    assert place.log_bytes <= LOG_BYTES
