"""What an expert asks the bot: about his ticket, what there is to take, and what is none of the bot's."""

import re

from handlers import wording
from handlers.contacts import contact_of
from handlers.desk import Desk, Turn
from handlers.experts.asking_first import asks_first
from handlers.experts.enquiring import asks_the_firm, calls_the_firm, tells_the_firm
from handlers.experts.holding import me
from handlers.experts.spoken_to import alone_with_it
from handlers.experts.unreachable import says_unreached
from handlers.facts import facts
from handlers.people import coordinators_for
from handlers.picking import named, only_one
from handlers.reports.about_experts import load_of
from handlers.reports.own_record import tells_own_record
from handlers.telling import answer, tell_coordinators, tell_person
from handlers.understanding.names import without_bot
from handlers.understanding.pleasantries import without_pleasantries
from handlers.understanding.trades import named_trades
from handlers.understanding.values import Intent
from prompts.texts import say
from storage import helpers, people, tickets
from storage.terms import HELD, Answer, Purpose, Status
from storage.tickets import Ticket

_LONGEST, _LINES = 20, 4
_OF_HIS = re.compile(
    r"(?:打|拨)(?:电话)?(?:给(?:谁|哪[个位边]?)|(?:哪[个边]|什么)(?:电话|号码))|(?:联系|找|问)(?:哪位|谁)(?:啊|呢|呀)?[?？]?$|"
    r"地址|(?:在|到)哪(?:里|儿|个|家)?|哪个?(?:厂|镇|村|乡|企业|单位|片区|公司|家)|哪家|哪里的|联系人|联系方式|怎么联系|"
    r"(?:那边|企业|客户|厂里|他们|对方|老板)的?(?:电话|手机|号码)|电话(?:是)?(?:多少|几号|发我|给我|再发)|"
    r"(?:单子|内容|信息|资料).{0,4}(?:再|重)?发|再发(?:我)?一[遍下次]|什么(?:毛病|问题|机器|情况|设备)[？?]?$|多大(?:的)?吨位|急不急|几点(?:要)?到|(?:什么时候|哪天)要"
)
_OPEN = re.compile(
    r"(?:有没有|有|没有?|还有)(?:什么|啥|别的|其他|新的?|我的?)?[^，,。]{0,6}?(?:单子?|活)(?:吗|呢|啊|可以接|能接|要接|没|接)*[？?。]*$"
)
# Among people, too: 现在有什么单, 还有单吗.
_SEEKS = re.compile(
    r"(?:最近|现在|今天|这会儿?|还|这边|群里)*有(?:没有)?(?:什么|啥|新|别的)*(?:[^，,。我你他\s]{1,6}的)?(?:单子?|活)(?:可以接|能接|要接|可接)?(?:吗|么|呢|啊|没有?)*[？?。]*"
)
_NOT_OURS = re.compile(
    r"补贴|补助|报销|油费|车费|路费|上门费|工钱|误工|(?:钱|费用?)(?:谁|怎么|哪里|找谁)|谁(?:出钱|付钱|给钱)|收(?:不收)?费|多少钱一|开(?:个)?发票|垫(?:了|付)[^，,。]{0,8}(?:块|钱|元|费)|(?:钱|红包)[^。]{0,4}(?:能|可以|要不要)(?:收|拿)"
)
_WHERE = re.compile(
    r"(?:地址|定位|位置)(?:呢|发|再发|是|在哪|给我)|(?:那边|企业|客户|厂里|他们|对方|老板)的?(?:电话|手机|号码)(?:是)?(?:多少|几号|发我|给我|再发)"
    r"|^(?:那|请问)?(?:我)?(?:该|要|是)?(?:电话)?(?:打|拨)(?:电话)?给?(?:谁|哪(?:个|位|边)?)(?:电话|号码)?(?:啊|呢|呀)?[?？]?$|^(?:那|请问)?我?(?:该|要)?联系(?:谁|哪位)(?:啊|呢|呀)?[?？]?$"
    r"|^(?:电话|号码)(?:再)?发(?:给)?(?:我|一?下)|联系人(?:是谁|是哪个|叫啥|叫什么|电话|呢)|在?哪个?厂[？?]?$|在哪(?:里|儿|个镇)?[？?]?$"
)
_ASKS = re.compile(r"[?？]|吗|怎么|谁|能不能|要不要|多少")
_WANTS_PEOPLE = re.compile(
    r"投诉|^(?:转|找|要)?人工|(?:找|叫|让)(?:个)?(?:协调员|负责人|领导|工会的?人)|给我打(?:个)?电话|反映(?:个|一个)?(?:问题|情况)"
)
# He is hurt at work: heard in a group, too.
_HURT = re.compile(
    r"(?<!谁)(?:手|手指|脚|腿|腰|头|眼睛|胳膊|背)(?:头)?(?:被|给)?[^，,。]{0,4}(?:划破|划伤|割破|割伤|夹(?:到|伤|住|破)|砸(?:到|伤)|扭伤|摔伤|烫(?:到|伤)|弄伤|受伤|流血|出血|电到|触电)"
    r"|(?:被|给)(?:电|砸|夹|烫|割)(?:到|伤|了)(?:手|脚|一下)?"
)
_NOW = re.compile(r"医院|包(?:扎|一下)|流血|出血|缝|急救|先停|干不了|要紧|修的时候|刚才?|现场|救")
_COMPLAINS = re.compile(r"^(?:我|我们)?(?:要|得|想)投诉(?!过|了)")  # heard in a group, too
_OWN_LEAVE = re.compile(r"(?:请假|休假|假).{0,4}(?:几[号天]|什么时候|吗|没有?)|有没有请假|是不是.{0,4}请假")
_ANOTHERS_PHONE = re.compile(r"(?:电话|手机|号码|微信)(?:号)?(?:是)?(?:多少|几号|给我|发我|有吗|有没有)")


def asked(desk: Desk, turn: Turn) -> bool:
    """Whether an expert asks the bot something that it answers here; among people it stays silent."""
    words = without_bot(turn.text).strip()
    if calls_the_firm(desk, turn, words):
        return True
    if asks_the_firm(desk, turn, words) or tells_the_firm(desk, turn, words):
        return True
    if tells_own_record(desk, turn, words) or asks_first(desk, turn, words):
        return True
    if len(words) > _LONGEST or turn.attachments or not _is_heard(desk, turn, words):
        return False
    if turn.understanding.query is not None or turn.understanding.leave is not None:
        return False
    if says_unreached(words):
        return False  # he has the number ("客户电话打不通")
    of_another = _ANOTHERS_PHONE.search(words) and any(
        name in words for each in people.all_experts(desk.uow) for name in (each.name, each.wechat_name)
    )
    if _WANTS_PEOPLE.search(words) or _is_hurt(words):
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
    if turn.room is None and _WHERE.search(words):
        answer(desk, turn, load_of(desk, me(turn)))
        return True
    if _OWN_LEAVE.search(words):
        answer(desk, turn, load_of(desk, me(turn)))
        return True
    if _OPEN.search(words):
        answer(desk, turn, _open(desk, turn, words))
        return True
    return False


def _is_heard(desk: Desk, turn: Turn, words: str) -> bool:
    """Whether he says it to the bot; among people he is heard who complains, is hurt, names a ticket, or asks
    for work or about his own.
    """
    if turn.speaks_to(desk.bot_name) or _COMPLAINS.match(words) or _is_hurt(words):
        return True
    if turn.understanding.ticket is not None and _OF_HIS.search(words):
        return True
    seeks = _SEEKS.fullmatch(words) is not None and alone_with_it(desk, turn)
    return seeks or _of_his_work(desk, turn, words)


def _is_hurt(words: str) -> bool:
    return _HURT.search(words) is not None and _NOW.search(words) is not None


def _of_his_work(desk: Desk, turn: Turn, words: str) -> bool:
    """Whether who has a ticket asks, among no other talk, about the money for it ("企业要给钱，能收吗"), or
    where it is and whom to ring, which he reads in private.
    """
    asks = (_NOT_OURS.search(words) and _ASKS.search(words)) or _WHERE.search(words)
    return bool(asks and tickets.held_by(desk.uow, me(turn).id) and alone_with_it(desk, turn))


def _coordinator(desk: Desk, turn: Turn) -> str:
    return "、".join(each.name for each in coordinators_for(desk.uow, me(turn).district)[:1])


def _about_his(desk: Desk, turn: Turn) -> bool:
    """The ticket in his hands, with whom to ring; one that he was only asked about, without."""
    expert = me(turn)
    mine = tickets.held_by(desk.uow, expert.id) + helpers.helped_by(desk.uow, expert.id)
    offered = tickets.offered_in(desk.uow, (Status.OPEN,), expert.id, (Answer.WAITING,))
    meant = named(desk, turn)
    if meant is not None and meant.status == Status.OPEN:
        offered = [meant]  # whoever names it may take it
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
        body=wording.short(without_pleasantries(ticket.body), 300),
        urgency=about["urgency"],
        deadline=about["deadline"],
    )


def _open(desk: Desk, turn: Turn, words: str) -> str:
    """What waits for somebody: of the trade he names, else what he was asked about, and of his own trades."""
    said = [code for code, _, _ in named_trades(words)]
    trades = said or me(turn).trades
    waiting = [
        each
        for each in tickets.with_status(desk.uow, (Status.OPEN,))
        if each.category in trades and each.pickup_due is not None
    ]
    if not said:
        asked = tickets.offered_in(desk.uow, (Status.OPEN,), me(turn).id, (Answer.WAITING,))
        waiting = [*asked, *(each for each in waiting if each not in asked)]
    if not waiting:
        return say("no_open_tickets", trade="、".join(map(wording.trade, trades)))
    lines = [f"【{each.no}】{each.title} · {facts(desk, each)['district']}" for each in waiting[:_LINES]]
    return say("open_tickets", count=len(waiting), lines="\n".join(lines))
