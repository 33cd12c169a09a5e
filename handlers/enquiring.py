"""What the expert who has a ticket asks of its firm: it is put to it, and the answer goes to him."""

import re

from handlers import wording
from handlers.cases import without_number
from handlers.concerned import say_to_requester
from handlers.desk import Desk, Turn
from handlers.holding import me
from handlers.ledger import note
from handlers.picking import named
from handlers.taking import alone_with_it
from handlers.telling import answer, at
from handlers.understanding.values import Intent
from prompts.texts import say
from storage import people, records, talks, tickets
from storage.terms import Change
from storage.tickets import Ticket

_MOST = 20  # characters of a question
# What only the firm knows of its trouble: 板厚多少, 什么料, 先发个照片.
_OF_THE_TROUBLE = re.compile(
    r"[^，,。\s]{0,8}(?:是|有)?(?:多少|多[大厚长高重深宽粗]|几(?:个)?(?:毫米|mm|丝|道|吨|度|伏|公斤|年|台|腔|穴|轴|级))[^，,。\s]{0,6}"
    r"|[^，,。\s]{0,6}(?:什么|啥|哪种|哪个)(?:料|材料|材质|钢|型号|牌号|牌子|规格|品牌|系统|机型|报警|代码|现象|颜色)[^，,。\s]{0,4}"
    r"|(?:有没有|有)(?:图纸|照片|视频|图)(?:吗|没有?|么|发)?[^，,。\s]{0,4}"
    r"|(?:先|那|麻烦|能不能|请|让他们?|叫他们?|让企业|叫企业)*把[^，,。\s]{1,12}(?:发|拍|传)(?:给)?(?:我|过来|一下|一份|到群里|群里|上来)[^，,。\s]{0,4}"
    r"|(?:先|麻烦|能不能|请|让他们?|叫他们?|让企业|叫企业)*(?:发|拍|传|给)(?:我)?(?:个|张|几张|一张|点|段|一下|下)?[^，,。\s]{0,4}(?:照片|视频|图纸|图片|图|铭牌|物性表|参数|程序|规格书|报告|截图|说明书|曲线|牌号)[^，,。\s]{0,6}"
)
_CLAUSE = re.compile(r"[，,。；;！!\s]+")
_OF_ELSE = re.compile(
    r"钱|料理|吃|合照|评|工资|奖|接|请假|次|[今明昨]天|我的|价|费|元|单(?!边)|电话|号码|几点|多久|多远|路|人|饭|酒|我(?:发|拍|传|有)|天气|你|油价|块(?!板|料)"
)


def asked_of_firm(text: str) -> str:
    """The clauses of his words that ask what only the firm knows ("先把物性表发我"); "" where none does."""
    clauses = (each.strip("？?") for each in _CLAUSE.split(without_number(text)))
    return "，".join(
        each for each in clauses if _OF_THE_TROUBLE.fullmatch(each) and not _OF_ELSE.search(each)
    )


def asks_the_firm(desk: Desk, turn: Turn, words: str) -> bool:
    """Whether who has a ticket asks what only the firm knows; it reads so, once, in its group."""
    bare = without_number(words).strip(" 。！!~～？?")
    found = turn.understanding
    if asked_of_firm(bare) != bare or turn.attachments:
        return False
    if found.query is not None or found.intent not in (Intent.CHAT, Intent.ADVICE, Intent.PROGRESS):
        return False
    mine = tickets.held_by(desk.uow, me(turn).id)
    meant = named(desk, turn)
    ticket = meant if meant in mine else mine[0] if meant is None and len(mine) == 1 else None
    if ticket is None or turn.room_name == ticket.room or not alone_with_it(desk, turn):
        return False
    said = wording.short(wording.masked(bare), _MOST)
    text = say("expert_asks_firm", no=ticket.no, expert=me(turn).name, words=said)
    since = desk.now - desk.policy.followup
    known = talks.said(desk.uow, ticket.room, ticket.requester, _as_told(ticket, text), since)
    if not known:
        note(desk, ticket, Change.NOTED, actor=me(turn).name, detail=bare, message_ids=turn.message_ids)
        say_to_requester(desk, ticket, _as_told(ticket, text), mention=True)
        answer(desk, turn, say("asked_firm", no=ticket.no), ticket=ticket)
    return True


def _as_told(ticket: Ticket, text: str) -> str:
    return f"{at([ticket.requester])} {text}" if ticket.room else text


def asked_the_firm(desk: Desk, ticket: Ticket) -> bool:
    """Whether its holder has asked the firm something a short while ago."""
    since = desk.now - desk.policy.followup
    return any(
        each.change in (Change.NOTED, Change.PROGRESS)
        and each.at >= since
        and asked_of_firm(each.detail or "")
        for each in records.of_ticket(desk.uow, ticket.id)
        if each.actor == _holder(desk, ticket)
    )


def _holder(desk: Desk, ticket: Ticket) -> str | None:
    return people.expert(desk.uow, ticket.expert_id).name if ticket.expert_id is not None else None
