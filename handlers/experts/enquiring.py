"""What the expert who has a ticket asks of its firm: it is put to it, and the answer goes to him."""

import re

from handlers import wording
from handlers.cases import without_number
from handlers.concerned import say_to_requester
from handlers.desk import Desk, Turn
from handlers.experts.holding import me, note_his
from handlers.experts.spoken_to import alone_with_it
from handlers.experts.unreachable import says_unreached
from handlers.ledger import note
from handlers.matching.words import terms
from handlers.picking import named
from handlers.telling import answer, at
from handlers.understanding.agreeing import names_price
from handlers.understanding.asks_firm import (
    asks_either,
    asks_of_the_firms_own,
    asks_of_trouble,
    awaits_yes_or_no,
)
from handlers.understanding.confidential import not_for_the_firm
from handlers.understanding.errands import bids_try, words_of_holder
from handlers.understanding.proposals import MOST_PROPOSED, names_a_time, proposes
from handlers.understanding.trades import technical_weight
from handlers.understanding.values import Intent
from prompts.texts import say
from storage import people, records, talks, tickets
from storage.terms import Change
from storage.tickets import Ticket

_MOST = 20  # characters of a question
_ASKED = "问企业："  # so it stands in the ticket's history
# What only the firm knows of its trouble: 板厚多少, 什么料, 先发个照片.
_OF_THE_TROUBLE = re.compile(
    r"[^，,。\s]{0,8}(?:是|有)?(?:多少|多[大厚长高重深宽粗]|几(?:个)?(?:毫米|mm|丝|道|吨|度|伏|公斤|年|台|腔|穴|轴|级)|几号(?:锌|料|钢|油|铝|铜|模|铸铁|线))[^，,。\s]{0,6}"
    r"|[^，,。\s]{0,6}(?:什么|啥|哪种|哪个)(?:料|材料|材质|钢|型号|牌号|牌子|规格|品牌|系统|机型|报警|代码|现象|颜色)[^，,。\s]{0,4}"
    r"|[^，,。\s]{1,8}?(?:(?:正常|够|通|紧|漏|转)(?:不|吗|么)|(够|通|紧|漏|转|热|亮)不\1|正不正常|(?:换|加|修|洗|清|调|磨|校)过(?:吗|么|没有?))(?:啊|的)?"
    r"|[^，,。\s]{0,8}?(?:有|用了)?多久(?:没|换|加)[^，,。\s]{0,6}"
    r"|[^，,。\s]{0,10}?(?:是)?(?:哪(?:一)?年|什么时候|啥时候|几几年)(?:的|买|装|换|修|出厂|生产|投产|保养|大修|开始)(?!来|去)[^，,。\s]{0,5}"
    r"|(?:具体)?(?:在|到)?(?:几号|哪个|哪(?:一)?[台条])(?:车间|机台?|机器|机床|线|产线|门|楼)[^，,。\s]{0,2}"
    r"|(?:有没有|有)(?:图纸|照片|视频|图)(?:吗|没有?|么|发)?[^，,。\s]{0,4}"
    r"|(?:先|那|麻烦|能不能|请|让他们?|叫他们?|让企业|叫企业)*把[^，,。\s]{1,12}(?:发|拍|传)(?:给)?(?:我|过来|一下|一份|到群里|群里|上来)[^，,。\s]{0,4}"
    r"|(?:先|麻烦|能不能|请|让他们?|叫他们?|让企业|叫企业)*[^，,。\s我]{0,5}(?:代码|照片|图纸|图片|视频|参数|铭牌|型号|截图|报告|报警号)(?:再|先)?(?:发|拍|传)(?:给)?(?:我|过来|一张|一下)(?:看看?|一下|下)?"
    r"|(?:先|麻烦|能不能|请|让他们?|叫他们?|让企业|叫企业)*(?:发|拍|传|给|要)(?:我)?(?:个|张|几张|一张|点|段|一下|下)?[^，,。\s]{0,4}(?:照片|视频|图纸|图片|图|铭牌|物性表|参数|程序|规格书|报告|截图|说明书|曲线|牌号)[^，,。\s]{0,6}"
)
_CLAUSE = re.compile(r"[，,。；;！!\s]+")
# "问一下他们厂里有没有行车": what it is to be asked.
BIDS_ASK = re.compile(
    r"(?:帮我|麻烦|请|再|先)*问(?:一?下|一声|问)?(?:企业|他们|她们|厂里|对方|客户|老板|[\u4e00-\u9fa5]总)(?P<words>.{3,30})"
)
# "1001 他们换了丝锥好了没，帮我问下"
_BIDS_LAST = re.compile(
    r"(?P<words>.{3,30}?)[，,。\s]+(?:帮我|麻烦|请|帮忙|你|工会|再|去)*问(?:一?下|一声|问)(?:企业|他们|厂里|对方|客户|老板)?[吧哈。！!]*"
)


def bid_to_ask(text: str) -> str | None:
    """What the bot is told to ask of the firm."""
    found = BIDS_ASK.fullmatch(text) or _BIDS_LAST.fullmatch(text)
    return found["words"].strip("？? ") if found is not None else None


# "要买新的，大概800块，他们同意吗": what the firm has to agree to.
_WANTS_LEAVE = re.compile(
    r"(?:他们|她们|企业|老板|厂里|客户|对方|你们)?(?:同不同意|同意[吗不么]|要不要(?:换|买|修|做)|换不换|买不买|修不修|愿不愿意|愿意[吗不]|舍得[吗不]"
    r"|批不批|看行[吗不]|行[吗不]|行不行|可以[吗不])[?？]*$"
)
_COSTS = re.compile(
    r"(?:要|得|需要)(?:买|换|配|订|外协|加工|重新|返)|国产|进口|原装|副厂|二手|拆机|\d+(?:多)?(?:块|元)|[一二两三四五六七八九几]百|换新|报价"
)
_CANNOT = (Intent.DECLINE, Intent.AVAILABILITY)
_OF_ELSE = re.compile(
    r"钱|料理|吃|合照|评|工资|奖|接|请假|次|[今明昨]天|我的|价|费|元|单(?!边)|电话|号码|几点|多久(?![没换加])|多远|(?<![水气油线电])路|人|饭|酒|我(?:发|拍|传|有)|天气|你|油价|块(?!板|料)"
)


def asked_of_firm(text: str) -> str:
    """The clauses of his words that ask what only the firm knows ("先把物性表发我"); "" where none does."""
    clauses = (each.strip("？?") for each in _CLAUSE.split(without_number(text)))
    return "，".join(
        each for each in clauses if _OF_THE_TROUBLE.fullmatch(each) and not _OF_ELSE.search(each)
    )


def asks_the_firm(desk: Desk, turn: Turn, words: str) -> bool:
    """Whether who has a ticket asks what only the firm knows; it reads so, once, in its group."""
    own = without_number(words).strip(" 。！!~～")
    bare = own.strip("？?")
    bid = bid_to_ask(bare)
    further = None if turn.attachments or asked_of_firm(bare) == bare else _asks_further(turn, own)
    found, costs = turn.understanding, names_price(bare)
    proposed = proposes(bare) or _wants_leave(bare) or bid is not None or further is not None or costs
    if not bare or (asked_of_firm(bare) != bare and not proposed) or turn.attachments:
        return False
    if not_for_the_firm(words):
        return False
    talks_on = found.intent in (Intent.CHAT, Intent.ADVICE, Intent.PROGRESS, Intent.CLAIM)
    if found.query is not None or not (
        talks_on or bid is not None or (proposed and found.intent in _CANNOT) or costs
    ):
        return False
    ticket = _of_his(desk, turn)
    if ticket is None or turn.room_name == ticket.room or not alone_with_it(desk, turn):
        return False
    asks = bid or further or bare
    said = wording.short(wording.masked(asks), MOST_PROPOSED if proposed else _MOST)
    text = say("expert_asks_firm", no=ticket.no, expert=me(turn).name, words=said)
    since = desk.now - desk.policy.followup
    known = talks.said(desk.uow, ticket.room, ticket.requester, _as_told(ticket, text), since)
    if not known:
        detail = f"{_ASKED}{further}" if further is not None else bare
        note(desk, ticket, Change.NOTED, actor=me(turn).name, detail=detail, message_ids=turn.message_ids)
        say_to_requester(desk, ticket, _as_told(ticket, text), mention=True)
        answer(desk, turn, say("asked_firm", no=ticket.no), ticket=ticket)
    return True


def _asks_further(turn: Turn, own: str) -> str | None:
    """What else he asks of it, without apologies: of what the firm has, which of two; in private or with the
    ticket's number whatever he asks of its trouble."""
    asked = asks_of_trouble(own)
    of_firm = asks_of_the_firms_own(own)
    plain = turn.room is None or turn.understanding.ticket is not None
    if asked is not None and len(own) > len("可以吗？") and plain and technical_weight(own) > 0:
        return asked
    return of_firm or (asked if asks_either(own) and technical_weight(own) > 0 else None)


def _wants_leave(text: str) -> bool:
    """Whether he asks whether the firm agrees to what has to be bought, changed or made."""
    costs = len(text) <= MOST_PROPOSED and _COSTS.search(text) is not None
    return costs and _WANTS_LEAVE.search(text) is not None


def _of_his(desk: Desk, turn: Turn) -> Ticket | None:
    """The ticket in his hands that he names, else the only one there is."""
    mine, meant = tickets.held_by(desk.uow, me(turn).id), named(desk, turn)
    only = mine[0] if meant is None and len(mine) == 1 else None
    return meant if meant in mine else only


def _as_told(ticket: Ticket, text: str) -> str:
    return f"{at([ticket.requester])} {text}" if ticket.room else text


def calls_the_firm(desk: Desk, turn: Turn, words: str) -> bool:
    """Whether who has a ticket speaks to somebody of its firm who does not read it ("@小葛 多少吨")."""
    called = _CALLED.match(words)
    ticket = _of_his(desk, turn) if called is not None and not turn.attachments else None
    if called is None or ticket is None or turn.room is None or turn.room_name == ticket.room:
        return False
    firm = people.enterprise_of_contact(desk.uow, called["name"])
    own = called["name"] == ticket.requester or (firm is not None and firm.id == ticket.enterprise_id)
    said = called["words"].strip(" ，,：:") if own else ""
    if not said:
        return False
    note(desk, ticket, Change.NOTED, actor=me(turn).name, detail=_ASKED + said, message_ids=turn.message_ids)
    asked = wording.short(wording.masked(said), MOST_PROPOSED)
    text = say("expert_asks_firm", no=ticket.no, expert=me(turn).name, words=asked)
    say_to_requester(desk, ticket, _as_told(ticket, text), mention=True)
    answer(desk, turn, say("asked_firm", no=ticket.no), ticket=ticket)
    return True


_CALLED = re.compile(r"@(?P<name>\S+)\s+(?P<words>.+)", re.DOTALL)


def tells_the_firm(desk: Desk, turn: Turn, words: str) -> bool:
    """Whether who has a ticket has the bot tell its firm something; it reads so in its group."""
    own = without_number(words).strip(" 。！!~～")
    told = words_of_holder(own)
    if told is None and bids_try(own) and _of_the_shop(desk, turn, own):
        told = own
    if told is None or turn.attachments:
        return False
    ticket = _of_his(desk, turn)
    if ticket is None or turn.room_name == ticket.room:
        return False
    text = say("progress_requester", no=ticket.no, expert=me(turn).name, words=wording.masked(told))
    note_his(desk, turn, ticket)
    say_to_requester(desk, ticket, text)
    answer(desk, turn, say("told_firm", no=ticket.no), ticket=ticket)
    return True


def _of_the_shop(desk: Desk, turn: Turn, words: str) -> bool:
    """Whether words said among no other talk are of the work of his only ticket, or name its thing."""
    ticket = _of_his(desk, turn)
    if ticket is None or not alone_with_it(desk, turn):
        return False
    of_it = technical_weight(words) > 0 or _PARAMETER.search(words) is not None
    return of_it or bool(set(terms(words)) & set(terms(ticket.body)))


_PARAMETER = re.compile(r"温度?|压力?|速度?|转速|时间|电流|电压|流量|间隙|角度|比例|浓度|进给|参数|厚|度")


def asked_the_firm(desk: Desk, ticket: Ticket) -> str | None:
    """What its holder has asked the firm last, a short while ago."""
    since, holder = desk.now - desk.policy.followup, _holder(desk, ticket)
    said = [
        each.detail or ""
        for each in records.of_ticket(desk.uow, ticket.id)
        if each.change in (Change.NOTED, Change.PROGRESS) and each.at >= since and each.actor == holder
    ]
    asked = [
        each.removeprefix(_ASKED)
        for each in said
        if each.startswith(_ASKED)
        or asked_of_firm(each)
        or _agreed_to(each)
        or names_price(each)
        or bid_to_ask(each) is not None
        or says_unreached(each)
    ]
    return asked[-1] if asked else None


def awaits_a_yes(asked: str) -> bool:
    """Whether a mere "好的" answers it."""
    return _agreed_to(asked) or names_price(asked) or awaits_yes_or_no(asked) or says_unreached(asked)


def _agreed_to(asked: str) -> bool:
    return names_a_time(asked) or _wants_leave(asked)


def _holder(desk: Desk, ticket: Ticket) -> str | None:
    return people.expert(desk.uow, ticket.expert_id).name if ticket.expert_id is not None else None
