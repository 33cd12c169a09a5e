"""Words that sound like a sequel, or an end, and tell of a trouble of its own: another machine or trade."""

import re
from dataclasses import replace

from handlers.desk import Desk, Turn
from handlers.ending.mended_and import is_question
from handlers.matching.sameness import named_apart
from handlers.picking import (
    lately_asked,
    lately_closed,
    speaks_of,
)
from handlers.understanding.asking_after import asks_after
from handlers.understanding.calling import wants_somebody_for
from handlers.understanding.cues import weigh
from handlers.understanding.enterprise import read_fields
from handlers.understanding.parts import sayings
from handlers.understanding.plainly import plain_words
from handlers.understanding.problems import machines_of, says_wrong
from handlers.understanding.subjects import (
    amiss,
    another,
    comes_of,
    joins,
    stands_in,
    tells,
    whole_machines,
)
from handlers.understanding.titles import find_title
from handlers.understanding.trades import find_category, scores, technical_weight, trade_shares
from handlers.understanding.urgency import stands_still
from handlers.understanding.values import Intent, Kind, Role
from storage.terms import Status
from storage.tickets import Ticket

_TALK = 4.0  # cues of selling, hiring or gossip


_RESEMBLES = (Intent.RATE, Intent.CONFIRM, Intent.CANCEL, Intent.REOPEN)
_SEQUELS = (Intent.FOLLOWUP, Intent.REOPEN, Intent.CHAT)


_BRIEF = 24  # characters of words that tell of another machine
_MOST_ASKED = 40  # characters of a question


def as_another(desk: Desk, turn: Turn) -> Turn | None:
    """The turn as a request where it sounds like a sequel, or an end, and tells of a trouble of its own."""
    if (ended := after_the_end(desk, turn)) is not None:
        return _like(turn, ended)
    found, mine = turn.understanding, lately_asked(desk, turn) or lately_closed(desk, turn)
    if found.query is not None or not mine or weigh(Role.ENTERPRISE, turn.text)["chatter"] >= _TALK:
        return None
    joined = found.intent in _SEQUELS and joins(turn.text)
    joined = joined and all(another(each.body, turn.text, joined=True, apart=True) for each in mine)
    resembles = found.intent in (*_SEQUELS, *_RESEMBLES) or wants_another_seen_to(desk, turn)
    new = _of_another_machine(turn.text, mine) or asks_of_another_trade(turn, mine)
    new = new or _ails_by_itself(desk, turn)
    if not (joined or (resembles and new)):
        return None
    fields = read_fields(turn.text, turn.first.at)
    if _SEE_TO_IT_TOO.search(turn.text) and not amiss(turn.text):
        fields = replace(fields, title=machines_of(turn.text)[0])  # what is wrong comes next
    return replace(turn, understanding=replace(found, intent=Intent.REQUEST, request=fields))


_NUMBERED = re.compile(r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s?[号#＃]")
_NO_NEWS = (Intent.CONFIRM, Intent.RATE, Intent.CANCEL, Intent.KEEP, Intent.POSTPONE, Intent.REPLACE)


def after_the_end(desk: Desk, turn: Turn) -> Ticket | None:
    """The trouble that was called mended, where these words say that another machine, by its number, has it
    too ("5号机也漏了"); None while somebody is still at work for him, who reads it."""
    text, found = turn.text, turn.understanding
    other = _NUMBERED.search(text) or _ONE_BESIDE.search(text)
    if not other or len(text) > _MOST_ASKED or not _has_it_too(text) or sayings(text):
        return None
    asks = is_question(text) and not _BY_THE_WAY.search(text)
    if found.intent in _NO_NEWS or (found.query is not None and not _BY_THE_WAY.search(text)) or asks:
        return None
    mine = lately_asked(desk, turn) or lately_closed(desk, turn)
    over = all(each.status in (Status.RESOLVED, Status.CLOSED) for each in mine)
    return mine[0] if mine and over and all(of_another(each, text) for each in mine) else None


# "旁边那台也有点漏，顺便看看"
_ONE_BESIDE = re.compile(
    r"(?:旁边|隔壁|另外?|别的|还有)[^，,。]{0,2}(?:那|一)?[台副套条](?![\u4e00-\u9fa5]{0,2}(?:人|路))"
)
_BY_THE_WAY = re.compile(
    r"顺便|顺带|有空[^，,。]{0,4}来[看修弄]|也来[看修弄]|(?:能不能|可不可以|可以|能)[^，,。]{0,6}(?:也|一起)[^，,。]{0,4}[看修弄]"
)
_TOO = re.compile(r"也(?:是)?(?:这样|一样|有点|不(?:太)?对|不行|有(?:这个|同样的?)?(?:问题|毛病))")


def _has_it_too(text: str) -> bool:
    wrong = amiss(text) or says_wrong(text) or tells(text)
    return wrong or _TOO.search(text) is not None


def of_another(ticket: Ticket, text: str) -> bool:
    if _ONE_BESIDE.search(text):
        return True
    new = [each for each in machines_of(text) if _NUMBERED.match(each)]
    return bool(new) and named_apart(ticket.title, text) and not any(each in ticket.body for each in new)


def _like(turn: Turn, ended: Ticket) -> Turn:
    """The turn as a request: what it leaves out the other ticket tells, to which it is linked."""
    fields = read_fields(turn.text, turn.first.at)
    what = _NUMBERED.sub("", ended.title.split("，")[0])
    bare = technical_weight(turn.text) < 1
    if bare:
        title = f"{find_title(turn.text) or turn.text.strip(' 。！!')}（{what}）"
        fields = replace(fields, kind=Kind.PROBLEM, category=ended.category, title=title)
    asks = replace(turn.understanding, intent=Intent.REQUEST, request=fields, query=None, sure=True)
    told, stop, rest = turn.text.partition("，")
    text = f"{told}（{what}）{stop}{rest}" if bare else turn.text
    return replace(turn, text=text, understanding=asks, echoes=ended.no)


# "空压机也修一下"
_SEE_TO_IT_TOO = re.compile(
    r"(?:也|顺便|一起)[^，,。]{0,4}(?:修|看|弄|检查|保养|处理)(?:一下|下|看看?|一看)?"
)


def wants_another_seen_to(desk: Desk, turn: Turn) -> bool:
    """Whether a request asks no more than that another machine of his be seen to, too."""
    if turn.understanding.intent is not Intent.REQUEST or not _SEE_TO_IT_TOO.search(turn.text):
        return False
    mine = lately_asked(desk, turn) or lately_closed(desk, turn)
    return bool(mine) and _of_another_machine(turn.text, mine)


def _of_another_machine(text: str, mine: list[Ticket]) -> bool:
    """Whether a short text says that another machine does not do its work either ("裁床也不走了")."""
    new = [each for each in machines_of(text) if not any(each[-2:] in ticket.body for ticket in mine)]
    if new and len(text) <= _BRIEF and _SEE_TO_IT_TOO.search(text) and not is_question(text):
        return find_category(text) not in {"other", *(ticket.category for ticket in mine)}
    return bool(new) and len(text) <= _BRIEF and "也" in text and amiss(text) and not sayings(text)


# 烘箱又犯病了: what begins with a machine tells of that one.
_ITS_OWN = re.compile(
    r"\W*+(?:我们?|咱们?|厂里|车间|这边|那边|里面|楼[上下]|的|那|这|[一两]?[台个只])*+(?P<what>[^，,。；;！!？?\s]{2,8}?)"
    r"(?:今天|今早|早上|刚刚?才?|昨[天晚]|现在|这两天|怎么|突然|好像)*+(?:又|也|老毛病)(?P<how>.*)",
    re.DOTALL,
)
_BAD_AGAIN = re.compile(
    r"(?:坏|不行|犯|闹|停|罢工|抽风|作妖|死机|歇菜|趴窝|出(?:毛病|问题|故障)|有(?:毛病|问题))"
)


def _ails_by_itself(desk: Desk, turn: Turn) -> bool:
    """Whether what sounds like "not mended yet" is of a whole machine of which no ticket of his tells
    ("烘箱又犯病了", with a ticket for an injection machine)."""
    said = _ITS_OWN.match(turn.text)
    named = (
        whole_machines(said["what"])
        if said is not None and not is_question(turn.text.replace("怎么又", "又"))
        else []
    )
    if said is None or not named or not (_BAD_AGAIN.match(said["how"]) or amiss(turn.text)):
        return False
    his = [*lately_asked(desk, turn), *lately_closed(desk, turn)]
    names = [*named, *_NUMBERED.findall(said["what"])]  # "3号机" of "3号注塑机漏油"
    return not any(
        stands_in(name, each.body) or comes_of(each.body, turn.text) for each in his for name in names
    )


# A bare question of knowledge: "5.5千瓦直接启动，线用几平方".
_KNOWLEDGE = re.compile(
    r"几(?:个)?(?:平方|号|级|度|丝|道|毫米|安|公斤)|多(?:大|粗|厚|深|宽)|(?:用|选|配|接|打|做|买)(?:什么|啥|哪种|哪个|多大|多少)"
    r"|(?:什么|啥|哪种)(?:料|材料|钢|牌号|型号|焊丝|焊条|油|胶|刀|工艺)|(?:怎么|如何|咋)(?:算|选|设|编|接|配)"
)
_OF_THIS = re.compile(r"[这那它]|刚才|上面|我们(?:用|是)|我(?:用|是)")
_WORTH, _OWN_TRADE, _FAR = 7, 0.35, 0.02  # characters of such a question; how likely its trade is, and theirs


def wants_another_expert(turn: Turn, mine: list[Ticket]) -> bool:
    """Whether one is wanted who knows something of which no ticket of his tells ("还需要一个会写专利的")."""
    if not weigh("plainly", turn.text)["trade_wanted"] or weigh("plainly", turn.text)["hiring"]:
        return False
    trade = find_category(turn.text)
    return not any(
        speaks_of(turn, each) or each.category == trade or (trade != "other" and trade in scores(each.body))
        for each in mine
    )


def asks_of_another_trade(turn: Turn, mine: list[Ticket]) -> bool:
    """Whether it asks for knowledge of a trade that no ticket of his is of, and names nothing of theirs."""
    text = turn.text
    if not mine or not _WORTH <= len(text) <= _MOST_ASKED or turn.attachments or _OF_THIS.search(text):
        return False
    if not _KNOWLEDGE.search(text) or asks_after(text):
        return False
    likely = trade_shares(text)
    trade = max(likely, key=likely.__getitem__)
    if likely[trade] < _OWN_TRADE or any(speaks_of(turn, each) for each in mine):
        return False
    return all(
        each.category != trade and likely[each.category] < _FAR and trade not in scores(each.body)
        for each in mine
    )


# He shows what he tells of.
_SHOWN = re.compile(
    r"(?:图|照片|视频|截屏)[^，,。]{0,4}(?:发|在|拍|传|如下)|(?:发|拍|传|附|见)[^，,。]{0,3}(?:图|照片|视频)"
)


def tells_trouble(turn: Turn) -> bool:
    """Whether words that sound like a sequel could open a talk: workshop words, and a fault or a plea; or a
    fault of which he shows pictures.
    """
    weights = weigh(Role.ENTERPRISE, turn.text)
    shown = bool(turn.attachments) or _SHOWN.search(turn.text) is not None
    if shown and technical_weight(turn.text) and says_wrong(turn.text):
        return True
    if plain_words(turn.text) is Intent.REQUEST:
        return True
    if turn.understanding.intent is Intent.FOLLOWUP and wants_somebody_for(turn.text):
        return True
    if stands_still(turn.text) and says_wrong(turn.text) and technical_weight(turn.text) >= 1:
        return True
    again = weights["reopen"] > 0 and amiss(turn.text)  # "冲床又卡了，修了三次"
    return technical_weight(turn.text) >= 3 and (weights["fault"] >= 2 or weights["ask"] >= 3 or again)
