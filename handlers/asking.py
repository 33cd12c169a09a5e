"""What an expert asks the bot: about his ticket, what there is to take, and what is none of the bot's."""

import re

from handlers import wording
from handlers.about_experts import load_of
from handlers.contacts import contact_of
from handlers.desk import Desk, Turn
from handlers.dispatch import facts
from handlers.enquiring import asks_the_firm, tells_the_firm
from handlers.holding import me
from handlers.people import coordinators_for
from handlers.picking import named, only_one
from handlers.telling import answer, tell_coordinators, tell_person
from handlers.understanding.names import without_bot
from handlers.understanding.trades import named_trades
from handlers.understanding.values import Intent
from handlers.unreachable import says_unreached
from prompts.texts import say
from storage import people, tickets
from storage.terms import HELD, Answer, Purpose, Status
from storage.tickets import Ticket

_LONGEST, _LINES = 20, 4
_OF_HIS = re.compile(
    r"地址|(?:在|到)哪(?:里|儿|个|家)?|哪个?(?:厂|镇|村|乡|企业|单位|片区|公司|家)|哪家|哪里的|联系人|联系方式|怎么联系|"
    r"(?:那边|企业|客户|厂里|他们|对方|老板)的?(?:电话|手机|号码)|电话(?:是)?(?:多少|几号|发我|给我|再发)|"
    r"(?:单子|内容|信息|资料).{0,4}(?:再|重)?发|再发(?:我)?一[遍下次]|什么(?:毛病|问题|机器|情况|设备)[？?]?$|急不急|几点(?:要)?到|(?:什么时候|哪天)要"
)
_OPEN = re.compile(
    r"(?:有没有|有|没有?|还有)(?:什么|啥|别的|其他|新的?|我的?)?[^，,。]{0,6}?(?:单子?|活)(?:吗|呢|啊|可以接|能接|要接|没|接)*[？?。]*$"
)
_NOT_OURS = re.compile(
    r"补贴|补助|报销|油费|车费|路费|上门费|工钱|误工|(?:钱|费用?)(?:谁|怎么|哪里|找谁)|谁(?:出钱|付钱|给钱)|收(?:不收)?费|多少钱一"
)
_WANTS_PEOPLE = re.compile(
    r"投诉|^(?:转|找|要)?人工|(?:找|叫|让)(?:个)?(?:协调员|负责人|领导|工会的?人)|给我打(?:个)?电话|反映(?:个|一个)?(?:问题|情况)"
)
_COMPLAINS = re.compile(r"^(?:我|我们)?(?:要|得|想)投诉(?!过|了)")  # heard in a group, too
_OWN_LEAVE = re.compile(r"(?:请假|休假|假).{0,4}(?:几[号天]|什么时候|吗|没有?)|有没有请假|是不是.{0,4}请假")
_ANOTHERS_PHONE = re.compile(r"(?:电话|手机|号码|微信)(?:号)?(?:是)?(?:多少|几号|给我|发我|有吗|有没有)")


def asked(desk: Desk, turn: Turn) -> bool:
    """Whether an expert asks the bot something that it answers here; among people it stays silent."""
    words = without_bot(turn.text).strip()
    if asks_the_firm(desk, turn, words) or tells_the_firm(desk, turn, words):
        return True
    complains = _COMPLAINS.match(words) is not None
    if not (turn.speaks_to(desk.bot_name) or complains) or len(words) > _LONGEST or turn.attachments:
        return False
    if turn.understanding.query is not None or turn.understanding.leave is not None:
        return False
    if says_unreached(words):
        return False  # he has the number ("客户电话打不通")
    of_another = _ANOTHERS_PHONE.search(words) and any(
        name in words for each in people.all_experts(desk.uow) for name in (each.name, each.wechat_name)
    )
    if _WANTS_PEOPLE.search(words):
        told = say("expert_says", name=me(turn).name, words=wording.masked(words))
        tell_coordinators(desk, told, purpose=Purpose.REPORT)
        answer(desk, turn, say("passed_to_union", who=_coordinator(desk, turn)))
        return True
    if _NOT_OURS.search(words) or of_another:
        answer(desk, turn, say("ask_union", who=_coordinator(desk, turn)))
        return True
    if turn.understanding.intent in (Intent.RESOLVE, Intent.CLAIM) and turn.understanding.sure:
        return False
    if _OF_HIS.search(words) and _about_his(desk, turn):
        return True
    if _OWN_LEAVE.search(words):
        answer(desk, turn, load_of(desk, me(turn)))
        return True
    if _OPEN.search(words):
        answer(desk, turn, _open(desk, turn, words))
        return True
    return False


def _coordinator(desk: Desk, turn: Turn) -> str:
    return "、".join(each.name for each in coordinators_for(desk.uow, me(turn).district)[:1])


def _about_his(desk: Desk, turn: Turn) -> bool:
    """The ticket in his hands, with whom to ring; one that he was only asked about, without."""
    expert = me(turn)
    mine = tickets.held_by(desk.uow, expert.id) + tickets.helped_by(desk.uow, expert.id)
    offered = tickets.offered_in(desk.uow, (Status.OPEN,), expert.id, (Answer.WAITING,))
    meant = named(desk, turn)
    choices = [meant] if meant is not None and meant in mine + offered else mine or offered
    if not choices or (meant is not None and meant not in choices):
        return False
    ticket = only_one(desk, turn, choices)
    if ticket is None:
        return True  # he is asked which
    if ticket.status in HELD and ticket in mine:
        tell_person(desk, expert.wechat_name, _whole(desk, ticket), ticket=ticket)
    else:
        answer(desk, turn, say("offered_ticket", no=ticket.no, title=ticket.title, **facts(desk, ticket)))
    return True


def _whole(desk: Desk, ticket: Ticket) -> str:
    contact, about = contact_of(desk, ticket), facts(desk, ticket)
    return say(
        "own_ticket",
        no=ticket.no,
        enterprise=contact.firm,
        district=about["district"],
        contact=contact.name,
        phone=contact.phone,
        body=wording.short(ticket.body, 300),
        urgency=about["urgency"],
        deadline=about["deadline"],
    )


def _open(desk: Desk, turn: Turn, words: str) -> str:
    """What waits for somebody: of the trade he names, else of his own trades."""
    said = [code for code, _, _ in named_trades(words)]
    trades = said or me(turn).trades
    waiting = [
        each
        for each in tickets.with_status(desk.uow, (Status.OPEN,))
        if each.category in trades and each.pickup_due is not None
    ]
    if not waiting:
        return say("no_open_tickets", trade="、".join(map(wording.trade, trades)))
    lines = [f"【{each.no}】{each.title} · {facts(desk, each)['district']}" for each in waiting[:_LINES]]
    return say("open_tickets", count=len(waiting), lines="\n".join(lines))
