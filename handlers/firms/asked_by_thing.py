"""A firm asks after something by its name or place ("热水器呢？", "第二个呢"): its ticket's state answers.

What it has told of, and nobody has put down, is put down now; of a machine it never told of it is asked.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from handlers import wording
from handlers.desk import Desk, Turn
from handlers.firms.asked_after import all_stand, asked_after, state
from handlers.firms.requests import request
from handlers.matching.words import weighted_terms
from handlers.people import experts_named
from handlers.picking import named, owns
from handlers.places import item_meant
from handlers.telling import answer, answer_once
from handlers.understanding.asking_after import thing_asked_after
from handlers.understanding.enterprise import read_fields
from handlers.understanding.names import without_bot
from handlers.understanding.problems import machine_of, says_wrong
from handlers.understanding.separating import enumerated
from handlers.understanding.subjects import amiss, subjects
from handlers.understanding.values import Intent
from prompts.texts import say
from storage import offers, people, records, talks, tickets
from storage.terms import HELD, LIVE, Change, Status
from storage.tickets import Ticket

_MESSAGES = 30  # looked through for what was told of a thing
_CLAUSE = re.compile(r"[\n。；;！!？?，,]+")
_OTHERS = re.compile(r"另外?(?:的|一)?(?:个|单|几个)?|其[他它余]的?|别的|剩下的?|(?:还有)?一个")
_HOW_MANY_LEFT = re.compile(
    r"(?:还)?(?:剩|有)(?:下)?几[个单张](?:没(?:弄|修|办|接|好)(?:好|的|完)?)?[?？。了啊呢]*"
)
_LAST = re.compile(r"(?:上次|上回|之前|以前|前面|刚才|上一?个?)(?:的)?(?:那)?(?:一?[个张])?单?")
_BY_NUMBER = re.compile(r"【?#?\d{4,6}】?(?:号|单)*")
_NUMBER = re.compile(r"\d{1,3}\s*[号#＃]")
# Asked of who comes, where nobody has told of it.
_OF_THE_WORK = re.compile(r"图纸|照片|视频|资料|报告|说明书|程序|参数|配件|备件|材料|料|样品|工具")


def asked_by_thing(desk: Desk, turn: Turn) -> bool:
    """Whether the words only ask after a thing, and were answered."""
    thing = thing_asked_after(without_bot(turn.text))
    if _HOW_MANY_LEFT.fullmatch(without_bot(turn.text)):
        mine = [each for each in _of_his_house(desk, turn) if each.status != Status.RESOLVED]
        if mine:
            all_stand(desk, turn, mine)
        return bool(mine)
    if thing is None or turn.attachments or turn.echoes is not None:
        return False
    numbered = named(desk, turn)
    if numbered is not None:
        if not _BY_NUMBER.fullmatch(thing) or not owns(turn, numbered):
            return False
        asked_after(desk, turn, numbered)
        return True
    live = _of_his_house(desk, turn)
    if _who_is_off(desk, turn, thing, live):
        return True
    if (meant := _meant(desk, turn, thing, live)) is not None:
        if len(meant) == 1:
            asked_after(desk, turn, meant[0])
        else:
            all_stand(desk, turn, meant)
        return True
    last = _LAST.fullmatch(thing) is not None
    ended = [each for each in _ended(desk, turn) if last or tells_of(thing, each)]
    if ended:
        state(desk, turn, ended[0])
        return True
    return _told_before(desk, turn, thing, live) or _never_told(desk, turn, thing, live)


def _of_his_house(desk: Desk, turn: Turn) -> list[Ticket]:
    firm = turn.person.enterprise.id if turn.person.enterprise else None
    return tickets.live_of_requester(desk.uow, turn.person.nickname, firm)


def _ended(desk: Desk, turn: Turn) -> list[Ticket]:
    firm, since = turn.person.enterprise, desk.now - desk.policy.reopen
    house = firm.id if firm else None
    return [
        *tickets.closed_of_requester(desk.uow, turn.person.nickname, house, since),
        *tickets.cancelled_of_requester(desk.uow, turn.person.nickname, since, house),
    ]


def _meant(desk: Desk, turn: Turn, thing: str, live: Sequence[Ticket]) -> list[Ticket] | None:
    """The live tickets that tell of it, by their words, by its place in a list, or by who has them."""
    words = replace(turn, text=without_bot(turn.text).lstrip("那还有， "))
    if (item := item_meant(desk, words, live)) is not None:
        return [item[0]]
    if _OTHERS.fullmatch(thing):
        since = desk.now - desk.policy.question
        last = talks.last_spoken_of(desk.uow, turn.room_name, turn.person.nickname, since)
        others = [each for each in live if last is None or each.id != last.id]
        return others if len(live) > 1 else None
    told = [each for each in live if tells_of(thing, each)]
    if told:
        return told
    his = {each.id for each in experts_named(people.all_experts(desk.uow), thing)}
    held = [each for each in live if each.expert_id in his]
    asked = [each for each in live if his & {one.expert_id for one in offers.of_ticket(desk.uow, each.id)}]
    return held or (asked if len(his) == 1 and asked else None)


def tells_of(thing: str, ticket: Ticket) -> bool:
    """Whether a ticket tells of a thing, by any of its names; of a machine by the same number."""
    told = f"{ticket.title} {ticket.body}".lower()
    number = _NUMBER.search(thing)
    if number is not None:
        return number.group() in told
    whole = thing.lower() in told
    names = [term for term in weighted_terms(thing) if len(term) > 1]
    return (
        whole
        or _works(thing, told)
        or (bool(names) and sum(term in told for term in names) * 2 >= len(thing) - 1)
    )


# "磨床" of "平面磨磨出来有波纹", "注塑机" of "注塑件缩水": by the work that the machine does.
_MACHINE = re.compile(r"(?P<work>[\u4e00-\u9fa5]{1,3})(?:床|机器?|炉子?|设备|线)")


def _works(thing: str, told: str) -> bool:
    machine = _MACHINE.fullmatch(thing)
    return machine is not None and re.search(f"{machine['work']}(?!间)", told) is not None


_FORMER = re.compile(r"(?:原来|之前|前面|先前|头一|第一)(?:接单)?的?(?:那[个位])?")


def _who_is_off(desk: Desk, turn: Turn, thing: str, live: Sequence[Ticket]) -> bool:
    """Whether he asks after an expert who had a ticket of his that another has now; he hears so."""
    his = {each.name for each in experts_named(people.all_experts(desk.uow), thing)}
    for ticket in live:
        if ticket.expert_id is None or ticket.status not in HELD:
            continue
        holder = people.expert(desk.uow, ticket.expert_id).name
        had = _had_it(desk, ticket, holder)
        off = [each for each in had if each in his] or (had if _FORMER.fullmatch(thing) else [])
        if off and holder not in his:
            answer(desk, turn, say("former_off", no=ticket.no, former=off[-1], expert=holder), ticket=ticket)
            return True
    return False


def _had_it(desk: Desk, ticket: Ticket, holder: str) -> list[str]:
    """Names of those who had the ticket before who has it now, the last behind."""
    experts = {each.name for each in people.all_experts(desk.uow)}
    took = [
        each.actor
        for each in records.of_ticket(desk.uow, ticket.id)
        if each.change in (Change.CLAIMED, Change.TRANSFERRED)
    ]
    return [each for each in took if each is not None and each in experts and each != holder]


def _told_before(desk: Desk, turn: Turn, thing: str, live: Sequence[Ticket]) -> bool:
    """What he has told of it in this talk, which is in no ticket, is asked for now."""
    since = turn.first.at - desk.policy.reopen
    room, who = turn.room_name, turn.person.nickname
    before = talks.lately(desk.uow, desk.channel, room, who, since, _MESSAGES)
    for message in reversed([each for each in before if each.id not in turn.message_ids]):
        text = wording.clean(message.text)
        pieces = enumerated(text) or _CLAUSE.split(text)
        mentions = [each for each in pieces if thing.lower() in each.lower()]
        told = next((each for each in mentions if _is_trouble(each)), None)
        known = machine_of(thing) is not None or bool(subjects(thing))
        if mentions and told is None and known and live and not _OF_THE_WORK.search(thing):
            answer_once(desk, turn, say("thing_not_told", thing=thing), desk.policy.question)
            return True
        if told is not None:
            fields = read_fields(told, turn.first.at)
            asks = replace(turn.understanding, intent=Intent.REQUEST, request=fields, query=None)
            request(desk, replace(turn, text=told.strip(), understanding=asks))
            return True
    return False


_FAILS = re.compile(r"[不没][\u4e00-\u9fa5]{1,4}了?$|坏|漏|停了")


def _is_trouble(piece: str) -> bool:
    wrong = amiss(piece) or says_wrong(piece) or _FAILS.search(piece.strip()) is not None
    return wrong and thing_asked_after(piece) is None


def _never_told(desk: Desk, turn: Turn, thing: str, live: Sequence[Ticket]) -> bool:
    """A machine of which no ticket tells, asked after by who waits for another: what is wrong with it?"""
    here = [each for each in live if each.status in LIVE and each.status != Status.RESOLVED]
    known = machine_of(thing) is not None or thing in subjects(thing)
    if not here or not known or _OF_THE_WORK.search(thing):
        return False
    answer_once(desk, turn, say("thing_not_told", thing=thing), desk.policy.question)
    return True
