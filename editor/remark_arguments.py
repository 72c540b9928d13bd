# SPDX-License-Identifier: GPL-3.0-or-later
"""The arguments of the commands about what colleagues say of a story, as a shell gives them."""

from editor.caption_arguments import Subparsers


def add_remarks(commands: Subparsers) -> None:
    """What can be said about a story, and what becomes of it."""
    parser = commands.add_parser("comments", help="what colleagues say of a story")
    parser.add_argument("id", metavar="ID")
    deeds = parser.add_subparsers(metavar="list|add|suggest|reply|resolve|accept|reject")
    parser.set_defaults(do=lambda c, given: c.remarks(given.id))
    listing = deeds.add_parser("list", help="list them in the order of the copy")
    listing.add_argument("--all", action="store_true", help="also what is dealt with")
    listing.set_defaults(do=lambda c, given: c.remarks(given.id, with_settled=given.all))
    add = deeds.add_parser("add", help="say something about words of the copy")
    add.add_argument("words", metavar="WORDS", help="as they stand there, once")
    add.add_argument("text", metavar="TEXT")
    add.set_defaults(do=lambda c, given: c.comment(given.id, given.words, given.text))
    suggest = deeds.add_parser("suggest", help="suggest other words")
    suggest.add_argument("words", metavar="WORDS", help="as they stand there, once")
    suggest.add_argument("replacement", metavar="OTHERS", help="empty: to take them out")
    suggest.add_argument("--why", default="", metavar="TEXT")
    suggest.set_defaults(
        do=lambda c, given: c.suggest(given.id, given.words, given.replacement, given.why)
    )
    reply = deeds.add_parser("reply", help="answer one of them")
    reply.add_argument("remark", metavar="COMMENT")
    reply.add_argument("text", metavar="TEXT")
    reply.set_defaults(do=lambda c, given: c.answer(given.id, given.remark, given.text))
    _add_ends(deeds)


def _add_ends(deeds: Subparsers) -> None:
    resolve = deeds.add_parser("resolve", help="close one of them")
    resolve.add_argument("remark", metavar="COMMENT")
    resolve.set_defaults(do=lambda c, given: c.resolve(given.id, given.remark))
    accept = deeds.add_parser("accept", help="put what is suggested into the copy")
    accept.add_argument("remark", metavar="COMMENT|all")
    accept.add_argument("--anyway", action="store_true", help="although the words have changed")
    accept.set_defaults(
        do=lambda c, given: c.accept(given.id, given.remark, is_anyway=given.anyway)
    )
    reject = deeds.add_parser("reject", help="leave the copy as it is")
    reject.add_argument("remark", metavar="COMMENT|all")
    reject.set_defaults(do=lambda c, given: c.reject(given.id, given.remark))
