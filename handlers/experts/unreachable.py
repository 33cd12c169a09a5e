"""An expert cannot get hold of the firm, or not get on there (no way in, nobody to sign): the coordinators
and the firm's group are told, he gets who else.
"""

import re

from handlers import wording
from handlers.cases import without_number
from handlers.concerned import tell_requester
from handlers.desk import Desk, Turn
from handlers.experts.holding import held, me, note_his
from handlers.facts import facts
from handlers.people import coordinators_for
from handlers.telling import at, tell_coordinators, tell_person
from handlers.understanding.names import without_bot
from prompts.texts import say
from storage import records, tickets
from storage.terms import Change, Purpose
from storage.tickets import Ticket

_WHO = r"(?:客户|企业|联系人|对方|厂里|老板|他们|那边|厂家|人家|人)"
_SAYS = re.compile(
    r"(?:电话|手机|号码|微信).{0,4}(?:打不通|打不进|没打通|不通|没人接|没接|不接|不回|关机|停机|空号|是错|错的|不对|拒接|占线)"
    r"|(?:没人|不|没)接(?:我)?(?:电话|手机)"
    rf"|催(?:一?下|一催|促)?{_WHO}[^，,。]{{0,4}}(?:回|接|打|联系)"  # 帮我催一下企业回电话
    rf"|{_WHO}.{{0,4}}(?:联系不[上到]|打不通|不接电话|没接电话|找不到人)|(?:联系不[上到]|打不通){_WHO}?(?:[，,。！!了啊]|$)"
)
# He is there, and cannot begin or end.
_BARRED = re.compile(
    r"(?:门卫|保安|门口|大门|厂里?|企业|他们|人家|车间|前台)[^，,。]{0,6}(?:不(?:让|给|许|准)(?:我们?|人)?(?:进|入)|拦(?:着|住|了)|不放)"
    r"|不(?:让|给|许|准)(?:我们?|人)?进(?:厂|门|去|车间|场)?(?:[，,。！!了啊]|$)"
    r"|(?:机器?|线|他们|企业|厂里)[^，,。]{0,4}(?:没|不|未)停(?:机|产|线|下来)?[，,\s]*(?:我)?(?:修|弄|搞|干|动|拆)不(?:了|成)"
    r"|(?:去|来|到)[^，,。]{0,4}?(?:过|了)[^，,。]{0,4}[，,\s]+(?:老板|负责人|联系人|管事的人?|厂里|他们|人)(?:都|又|刚好|正好)*(?:不在|出去了|没在)"
    r"|门口?(?:没人|进不去|不让进)|门锁(?:着|了|上)|白跑(?:了|一趟)|(?:^|[，,\s])(?:厂里|车间|现场)?没人(?:在|开门|应)?[。！!]*$"
    r"|放(?:了)?我?(?:的)?鸽子|(?:人|他们|对方)(?:都|还|也)?没(?:来|到场|出现)(?:[，,。！!了啊]|$)"
    r"|(?<!远程)(?<!系统)(?<!网)进不(?:去|了)(?:厂|门|车间|现场|大门)?(?:[，,。！!了啊]|$)"
    r"|(?:没人|找不到人|没有人|没个人)(?:给我|跟我|来|帮)?(?:签(?:字|单|收|名)?|接待|对接|接应|带(?:我|路|进去)|配合|管(?:我|这事)?)(?:[，,。！!了啊]|$)"
)
_MOST = 60  # characters of his words


def says_unreached(text: str) -> bool:
    """Whether a text says that somebody cannot be got hold of, or that he cannot get on there."""
    return _SAYS.search(text) is not None or _BARRED.search(text) is not None


def cannot_reach(desk: Desk, turn: Turn) -> bool:
    """Whether he says that he cannot get hold of the firm of a ticket in his hands; who can help is told."""
    mine = tickets.held_by(desk.uow, me(turn).id)
    if not mine or not says_unreached(turn.text):
        return False
    ticket = held(desk, turn)
    if ticket is not None:
        told_before = _told_before(desk, turn, ticket)
        noted = note_his(desk, turn, ticket)
        if not told_before:
            _tell(desk, turn, noted)
    return True


def _told_before(desk: Desk, turn: Turn, ticket: Ticket) -> bool:
    since = desk.now - desk.policy.followup
    return any(
        each.change == Change.NOTED
        and each.actor == me(turn).name
        and each.at >= since
        and says_unreached(each.detail or "")
        for each in records.of_ticket(desk.uow, ticket.id)
    )


def _tell(desk: Desk, turn: Turn, ticket: Ticket) -> None:
    name, enterprise = me(turn).name, facts(desk, ticket)["enterprise"]
    words = wording.short(wording.masked(without_number(without_bot(turn.text))), _MOST)
    barred = _BARRED.search(turn.text) is not None
    by = coordinators_for(desk.uow, ticket.district)[:1]
    text = say(
        "barred_told" if barred else "unreachable_told",
        mentions=at([each.wechat_name for each in by]),
        no=ticket.no,
        expert=name,
        enterprise=enterprise,
        words=words,
    )
    # No nudge: those are dropped for a ticket that somebody has.
    tell_coordinators(desk, text, ticket=ticket, mentions=by, purpose=Purpose.REPORT)
    tell_requester(
        desk, ticket, "barred_requester" if barred else "unreachable_requester", expert=name, words=words
    )
    others = "、".join(f"协调员{each.name} {each.phone}" for each in by if each.phone)
    text = say("unreachable", no=ticket.no, enterprise=enterprise, requester=ticket.requester)
    if others:
        text += say("unreachable_other", who=others)
    tell_person(desk, me(turn).wechat_name, text, ticket=ticket)
