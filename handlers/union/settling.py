"""A coordinator's word on who a contact is, or which group a group is, and what follows from it."""

import re
from collections.abc import Sequence
from datetime import timedelta

from handlers.desk import Desk
from handlers.rooms.identity import Names, recognise
from handlers.telling import answer_in
from handlers.understanding.names import without_bot
from handlers.union.doubted import UNKNOWN, ask_next, asked_lately, called, shown, void
from prompts.texts import say
from storage import accounts, doubts, inbox, outbox, wechat
from storage.doubts import About, Doubt
from storage.inbox import Received

# Words of the last minutes are heard again when their writer, or their group, turns out to be one of ours.
_HEAR_AGAIN = timedelta(minutes=30)
_YES = re.compile(r"(?:是|是的|对|对的|没错|就是他?|嗯|是他|是她)[。！!了啊呀的]*")
_NO = re.compile(r"(?:不是|不对|不认识|不|没有|否|不是他|不是她|不是的)[。！!啊呀的]*")
_TO_THE_LETTER = re.compile(r"不?是的?[。！!]*")


def yes_or_no(word: str) -> bool | None:
    """True for a bare 是, False for a bare 不是, None for anything else."""
    if _YES.fullmatch(word):
        return True
    return False if _NO.fullmatch(word) else None


def settled_by(desk: Desk, said: Sequence[Received], text: str) -> bool:
    """Take a coordinator's 是 or 不是 as the answer to the doubt he was asked about; False: it is none."""
    bare = without_bot(text)
    yes = yes_or_no(bare)
    doubt = _meant(desk, said[0], bare) if yes is not None else None
    if yes is None or doubt is None:
        return False
    is_group = doubt.about == About.GROUP
    if is_group:
        yes = _settle_group(desk, doubt, yes=yes)
    else:
        _settle_person(desk, doubt, yes=yes)
    titles = ("group_known", "group_not_known") if is_group else ("known_now", "not_known")
    answer_in(desk, said[0], say(titles[0 if yes else 1], shown=shown(doubt), name=called(desk, doubt)))
    ask_next(desk)
    return True


def _settle_person(desk: Desk, doubt: Doubt, *, yes: bool) -> None:
    doubts.put_person(desk.uow, doubt, doubt.may_be if yes else None, desk.now)
    if yes:
        inbox.hear_again(desk.uow, doubt.name, doubt.may_be, desk.now - _HEAR_AGAIN)


def _settle_group(desk: Desk, doubt: Doubt, *, yes: bool) -> bool:
    """Whether the group is that of the roster now; what was said in it lately is heard again then."""
    doubts.put_answered(desk.uow, doubt, desk.now)
    group = wechat.group(desk.uow, doubt.account, doubt.wechat_id)
    if not yes or group is None or void(desk, doubt):
        return False
    wechat.put_group(desk.uow, doubt.account, doubt.wechat_id, group.topic, doubt.may_be, desk.now)
    accounts.meet_again(desk.uow, doubt.account)
    since = desk.now - _HEAR_AGAIN
    inbox.hear_again_in(desk.uow, doubt.name, doubt.may_be, since)
    for contact in wechat.contacts_doubted_in(desk.uow, doubt.account, doubt.name):
        names = Names(own=contact.name.partition(UNKNOWN)[0], friend=bool(contact.friend))
        name = recognise(desk, doubt.account, contact.contact_id, names, doubt.may_be)
        if name != contact.name:
            inbox.hear_again(desk.uow, contact.name, name, since)
    return True


def _meant(desk: Desk, message: Received, bare: str) -> Doubt | None:
    """The doubt that a 是 or 不是 answers: the quoted one, else the one asked last.

    Coordinators talk among themselves: said neither to the bot nor soon after the question, and to the
    letter, it answers nothing.
    """
    asked = doubts.asked(desk.uow)
    if message.quote is not None:
        question = outbox.sent_as(desk.uow, message.quote)
        about = (each for each in asked if question is not None and f"“{shown(each)}”" in question.text)
        return next(about, None)
    if not asked:
        return None
    to_the_bot = message.room is None or desk.bot_name in message.mentions
    soon = asked_lately(desk) is not None and _TO_THE_LETTER.fullmatch(bare) is not None
    return asked[0] if to_the_bot or soon else None
