# SPDX-License-Identifier: GPL-3.0-or-later
"""What an administrator does at the server's own command line, beside it while it runs."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from editor.errors import Refused
from editor.model.profile import SiteProfile
from editor.model.rates import coefficient_text
from editor.model.workflow import Role
from editor.royalties.sheet import Sheet, rows
from editor.server import audit, backups, pruning
from editor.server.archive import Archive
from editor.server.packs import Packs
from editor.server.royalties import Royalties
from editor.server.tokens import Caller

BY = "(command line)"
_WHOEVER = Caller(BY, "", Role.ADMIN)
Deed = Callable[[Archive, Sequence[str]], list[str]]


def at(
    folder: Path, profile: SiteProfile, words: Sequence[str], database: str = "", media: str = ""
) -> list[str]:
    """Open an archive, do one command, and close it: see `run` and `Archive`."""
    archive = Archive(folder, profile, database=database, media=media)
    try:
        return run(archive, words)
    finally:
        archive.close()


def run(archive: Archive, words: Sequence[str]) -> list[str]:
    """Do one command; the lines that it has to say, fields parted by tabs.

    `pair PERSON ROLE` · `people` · `tokens` · `revoke TOKEN` · `revoke-all PERSON` ·
    `role PERSON ROLE` · `rules` · `put-rules FILE` · `remove-rules NAME` · `log` ·
    `royalties MONTH` · `close-royalties MONTH` ·
    `prune DAYS` · `backup FILE` ·
    `restore FILE` (into an empty archive; laptops then compare) ·
    `move FILE` (the same, and laptops notice nothing: to another database).

    Raises:
        Refused: `server.unknown_command`, `site.unknown_id`, and as `editor.server.backups`.
        Damaged: `server.bad_backup`.
    """
    name, *rest = words or [""]
    known = _DEEDS.get((name, len(rest)))
    if known is None:
        raise Refused("server.unknown_command", command=" ".join(words))
    return known(archive, rest)


def _pair(archive: Archive, words: Sequence[str]) -> list[str]:
    return [archive.tokens.pairing_code(words[0], _role_named(words[1]))]


def _people(archive: Archive, _: Sequence[str]) -> list[str]:
    there = [each for each in archive.tokens.rows() if not each.is_revoked]
    people = sorted({(each.person, each.role.value) for each in there})
    return ["\t".join(each) for each in people]


def _tokens(archive: Archive, _: Sequence[str]) -> list[str]:
    return [
        "\t".join((each.token_id, each.person, each.device, each.role.value, each.used_at, state))
        for each in archive.tokens.rows()
        for state in ["revoked" if each.is_revoked else "valid"]
    ]


def _revoke(archive: Archive, words: Sequence[str]) -> list[str]:
    archive.tokens.revoke(words[0], BY)
    return []


def _revoke_all(archive: Archive, words: Sequence[str]) -> list[str]:
    if not archive.tokens.revoke_all(words[0], BY):
        raise Refused("site.unknown_id", id=words[0])
    return []


def _role(archive: Archive, words: Sequence[str]) -> list[str]:
    person, name = words
    if not archive.tokens.set_role(person, _role_named(name), BY):
        raise Refused("site.unknown_id", id=person)
    return []


def _role_named(name: str) -> Role:
    if name not in {each.value for each in Role}:
        raise Refused("site.bad_field", field="role")
    return Role(name)


def _log(archive: Archive, _: Sequence[str]) -> list[str]:
    with archive.database.reading() as connection:
        found = audit.entries(connection)
    return ["\t".join((each.at, each.person, each.deed, each.about)) for each in found]


def _rules(archive: Archive, _: Sequence[str]) -> list[str]:
    return list(_packs(archive).all().texts)


def _put_rules(archive: Archive, words: Sequence[str]) -> list[str]:
    path = Path(words[0])
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise Refused("server.no_file", file=str(path)) from error
    return list(_packs(archive).put(path.stem, text, (BY, "")).texts)


def _remove_rules(archive: Archive, words: Sequence[str]) -> list[str]:
    return list(_packs(archive).put(words[0], "", (BY, "")).texts)


def _packs(archive: Archive) -> Packs:
    return Packs(archive.database, archive.clock)


def _royalties(archive: Archive, words: Sequence[str]) -> list[str]:
    return _people_paid(Royalties(archive).sheet(words[0], _WHOEVER))


def _close_royalties(archive: Archive, words: Sequence[str]) -> list[str]:
    return _people_paid(Royalties(archive).close(words[0], _WHOEVER))


def _people_paid(sheet: Sheet) -> list[str]:
    """Name, pen names, stories, pictures, coefficient, amount in the smallest unit."""
    return [
        "\t".join(
            (
                row.name,
                ", ".join(row.pen_names),
                str(row.stories),
                str(row.pictures),
                coefficient_text(row.coefficient),
                str(row.amount),
            )
        )
        for row in rows(sheet)
    ]


def _prune(archive: Archive, words: Sequence[str]) -> list[str]:
    if not words[0].isascii() or not words[0].isdigit() or len(words[0]) > 5:
        raise Refused("site.bad_field", field="days")
    return [str(pruning.prune(archive, int(words[0]), BY))]


def _backup(archive: Archive, words: Sequence[str]) -> list[str]:
    return [str(backups.write(archive, Path(words[0])))]


def _restore(archive: Archive, words: Sequence[str]) -> list[str]:
    return [str(backups.read(archive, Path(words[0]), is_move=False))]


def _move(archive: Archive, words: Sequence[str]) -> list[str]:
    return [str(backups.read(archive, Path(words[0]), is_move=True))]


_DEEDS: Mapping[tuple[str, int], Deed] = {
    ("pair", 2): _pair,
    ("people", 0): _people,
    ("tokens", 0): _tokens,
    ("revoke", 1): _revoke,
    ("revoke-all", 1): _revoke_all,
    ("role", 2): _role,
    ("log", 0): _log,
    ("rules", 0): _rules,
    ("put-rules", 1): _put_rules,
    ("remove-rules", 1): _remove_rules,
    ("royalties", 1): _royalties,
    ("close-royalties", 1): _close_royalties,
    ("prune", 1): _prune,
    ("backup", 1): _backup,
    ("restore", 1): _restore,
    ("move", 1): _move,
}
