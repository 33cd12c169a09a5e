"""Whether words belong to a ticket: a sequel that sounds like a request, a neighbour's guess.

Or the other way round a trouble of its own that sounds like a sequel.
"""

import re
from dataclasses import replace
from datetime import timedelta

from handlers.desk import Desk, Turn
from handlers.ending.mended_and import is_question
from handlers.firms.amending import dates, sets_anew
from handlers.firms.trainings import FACTS
from handlers.matching.sameness import named_apart
from handlers.picking import owns, pick_own, speaks_of, with_ticket
from handlers.rooms.reach import talks_of
from handlers.understanding.asking_after import asks_after
from handlers.understanding.checklists import told
from handlers.understanding.cues import weigh
from handlers.understanding.enterprise import read_fields
from handlers.understanding.orders import says_end
from handlers.understanding.parts import sayings
from handlers.understanding.problems import machine_of, machines_of, says_wrong
from handlers.understanding.separating import separate
from handlers.understanding.subjects import (
    amiss,
    another,
    comes_of,
    follows,
    joins,
    stands_in,
    subjects,
    tells,
)
from handlers.understanding.titles import find_title
from handlers.understanding.trades import find_category, scores, technical_weight, trade_shares
from handlers.understanding.values import Intent, Kind, Role, Understanding
from storage import tickets
from storage.terms import HELD, Status
from storage.tickets import Ticket

NEW = re.compile(r"另(?:外|有|一)|还有(?:一|个|别)|新(?:的)?问题|又(?:一|有)(?:个|台|副)")
_PLEA = 3.0  # cues of asking for somebody
_TALK = 4.0  # cues of selling, hiring or gossip
_SHOP_TALK, _CLEAR = 3.0, 0.5  # workshop words, and the likelihood of a trade, that are no sequel later on
_NEAR = 0.05  # a ticket's trade likelier than this may be meant all the same
_RESEMBLES = (Intent.RATE, Intent.CONFIRM, Intent.CANCEL, Intent.REOPEN)
_SEQUELS = (Intent.FOLLOWUP, Intent.REOPEN, Intent.CHAT)
# What a neighbour thinks it is ("你这个是烧焦吧"), or says in a word ("排气不好").
_GUESS = re.compile(
    r"^你们?(?:这|那|家|的|是|先|要|看|用|油|料|模|机)|吧[。.!！~\s]*$|是不是|会不会|应该是|估计|可能|八成|肯定是?|怕是|多半|大概|建议|试试|看看是|要不(?!要)|我猜"
)
_CAUSE = re.compile(
    r"(?:没|缺|少)[^，,]{1,4}$|不[好对够纯净平匀足良准]$|(?:太|偏|有点|过)?[高低大小快慢稠稀多少厚薄硬软松紧浅深]了?$|受潮|过期|堵了?$|脏|老化|磨损"
)
_OWN = re.compile(r"我|咱|阿拉|[也又]|求|急|停")
_WHOLE = 14  # characters that a trouble told by itself has at least
_MEASURED = 24  # characters of a measurement; who writes more of another trade tells of another trouble
_SEVERAL = 2  # of the bot's questions answered at once
_GUESSED, _SAID_SHORT = 24, 10  # characters
_MOST_ASKED = 40  # characters of a question


def as_sequel(desk: Desk, turn: Turn) -> Turn | None:
    """The turn as an addition where it answers the bot, or goes on telling of his own ticket's trouble."""
    if _asks_of_another_trade(turn, lately_asked(desk, turn)) or _after_the_end(desk, turn) is not None:
        return None
    if _wants_another_expert(turn, lately_asked(desk, turn)):
        return None
    adds = _answered(desk, turn) or _only_adds(desk, turn) or _only_dated(desk, turn)
    ticket = adds or _goes_on_telling(desk, turn)
    if ticket is None or (ticket.kind == Kind.PROBLEM and _stands_alone(turn.text, ticket)):
        return None
    asks = is_question(turn.text) and not amiss(turn.text)
    back = adds is None and ticket.status == Status.RESOLVED and not asks  # it was said to be mended
    intent = Intent.REOPEN if back else Intent.FOLLOWUP
    return with_ticket(
        replace(turn, understanding=replace(turn.understanding, intent=intent, request=None)), ticket
    )


def as_another(desk: Desk, turn: Turn) -> Turn | None:
    """The turn as a request where it sounds like a sequel, or an end, and tells of a trouble of its own."""
    if (ended := _after_the_end(desk, turn)) is not None:
        return _like(turn, ended)
    found, mine = turn.understanding, lately_asked(desk, turn) or _lately_closed(desk, turn)
    if found.query is not None or not mine or weigh(Role.ENTERPRISE, turn.text)["chatter"] >= _TALK:
        return None
    joined = found.intent in _SEQUELS and joins(turn.text)
    joined = joined and all(another(each.body, turn.text, joined=True, apart=True) for each in mine)
    resembles = found.intent in (*_SEQUELS, *_RESEMBLES) or wants_another_seen_to(desk, turn)
    new = _of_another_machine(turn.text, mine) or _asks_of_another_trade(turn, mine)
    if not (joined or (resembles and new)):
        return None
    fields = read_fields(turn.text, turn.first.at)
    if _SEE_TO_IT_TOO.search(turn.text) and not amiss(turn.text):
        fields = replace(fields, title=machines_of(turn.text)[0])  # what is wrong comes next
    return replace(turn, understanding=replace(found, intent=Intent.REQUEST, request=fields))


def _lately_closed(desk: Desk, turn: Turn) -> list[Ticket]:
    since = desk.now - desk.policy.reopen
    return tickets.closed_of_requester(desk.uow, turn.person.nickname, None, since)


_NUMBERED = re.compile(r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s?[号#＃]")
_NO_NEWS = (Intent.CONFIRM, Intent.RATE, Intent.CANCEL, Intent.KEEP, Intent.POSTPONE, Intent.REPLACE)


def _after_the_end(desk: Desk, turn: Turn) -> Ticket | None:
    """The trouble that was called mended, where these words say that another machine, by its number, has it
    too ("5号机也漏了"); None while somebody is still at work for him, who reads it."""
    text, found = turn.text, turn.understanding
    other = _NUMBERED.search(text) or _ONE_BESIDE.search(text)
    if not other or len(text) > _MOST_ASKED or not _has_it_too(text) or sayings(text):
        return None
    asks = is_question(text) and not _BY_THE_WAY.search(text)
    if found.intent in _NO_NEWS or (found.query is not None and not _BY_THE_WAY.search(text)) or asks:
        return None
    mine = lately_asked(desk, turn) or _lately_closed(desk, turn)
    over = all(each.status in (Status.RESOLVED, Status.CLOSED) for each in mine)
    return mine[0] if mine and over and all(_named_apart(each, text) for each in mine) else None


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


def _named_apart(ticket: Ticket, text: str) -> bool:
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
    mine = lately_asked(desk, turn) or _lately_closed(desk, turn)
    return bool(mine) and _of_another_machine(turn.text, mine)


def _of_another_machine(text: str, mine: list[Ticket]) -> bool:
    """Whether a short text says that another machine does not do its work either ("裁床也不走了")."""
    new = [each for each in machines_of(text) if not any(each[-2:] in ticket.body for ticket in mine)]
    if new and len(text) <= _GUESSED and _SEE_TO_IT_TOO.search(text) and not is_question(text):
        return find_category(text) not in {"other", *(ticket.category for ticket in mine)}
    return bool(new) and len(text) <= _GUESSED and "也" in text and amiss(text) and not sayings(text)


# A bare question of knowledge: "5.5千瓦直接启动，线用几平方".
_KNOWLEDGE = re.compile(
    r"几(?:个)?(?:平方|号|级|度|丝|道|毫米|安|公斤)|多(?:大|粗|厚|深|宽)|(?:用|选|配|接|打|做|买)(?:什么|啥|哪种|哪个|多大|多少)"
    r"|(?:什么|啥|哪种)(?:料|材料|钢|牌号|型号|焊丝|焊条|油|胶|刀|工艺)|(?:怎么|如何|咋)(?:算|选|设|编|接|配)"
)
_OF_THIS = re.compile(r"[这那它]|刚才|上面|我们(?:用|是)|我(?:用|是)")
_WORTH, _OWN_TRADE, _FAR = 7, 0.35, 0.02  # characters of such a question; how likely its trade is, and theirs


def _wants_another_expert(turn: Turn, mine: list[Ticket]) -> bool:
    """Whether one is wanted who knows something of which no ticket of his tells ("还需要一个会写专利的")."""
    if not weigh("plainly", turn.text)["trade_wanted"] or weigh("plainly", turn.text)["hiring"]:
        return False
    trade = find_category(turn.text)
    return not any(
        speaks_of(turn, each) or each.category == trade or (trade != "other" and trade in scores(each.body))
        for each in mine
    )


def _asks_of_another_trade(turn: Turn, mine: list[Ticket]) -> bool:
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


def as_change(desk: Desk, turn: Turn) -> Turn | None:
    """The turn as an addition where it moves his ticket's deadline or puts its sum right, whatever it
    resembles ("多打了个零，3万" is no score)."""
    found = turn.understanding
    if found.intent not in _RESEMBLES or found.rating is not None or found.saved_yuan is not None:
        return None
    if sayings(turn.text) or says_end(turn.text):
        return None
    ticket = pick_own(desk, turn, (Status.OPEN, *HELD), ask=False)
    if ticket is None or not sets_anew(turn, ticket):
        return None
    meant = replace(found, intent=Intent.FOLLOWUP, query=None)
    return with_ticket(replace(turn, understanding=meant), ticket)


_OWN_GUESS = re.compile(
    r"(?:那|师傅|这)?(?:是不是|会不会是?|难道是?|可能是|估计是?|应该是|怕是)[^，,。]{2,14}"
)


def as_own_guess(desk: Desk, turn: Turn) -> Turn | None:
    """The turn as an addition where its writer guesses at the cause of what he has asked for himself."""
    text, found = turn.text, turn.understanding
    guesses = _OWN_GUESS.fullmatch(text.strip(" ？?。啊呀吧")) is not None and not turn.attachments
    if not guesses or found.intent not in (Intent.REQUEST, Intent.CHAT, Intent.FOLLOWUP):
        return None
    mine = lately_asked(desk, turn)
    if not mine or all(_named_apart(each, text) for each in mine):
        return None
    meant = replace(found, intent=Intent.FOLLOWUP, request=None, query=None, sure=True)
    ticket = next((each for each in mine if speaks_of(turn, each)), mine[0])
    return with_ticket(replace(turn, understanding=meant), ticket)


def as_guess(desk: Desk, turn: Turn) -> Turn | None:
    """The turn as talk where somebody guesses what is wrong with what a neighbour has just asked for; a
    colleague's guess goes with the ticket."""
    if len(turn.text) > _GUESSED or turn.attachments or weigh(Role.ENTERPRISE, turn.text)["ask"] >= 4:
        return None
    guesses = _GUESS.search(turn.text) is not None
    brief = len(turn.text) <= _SAID_SHORT and _CAUSE.search(turn.text) and machine_of(turn.text) is None
    if not (guesses or brief) or (_OWN.search(turn.text) and not turn.text.startswith("你")):
        return None
    asked = [
        each
        for each in tickets.with_status(desk.uow, (Status.OPEN, *HELD))
        if each.room == turn.room_name
        and each.room is not None
        and each.kind == Kind.PROBLEM
        and each.requester != turn.person.nickname
        and turn.first.at - each.asked_at <= desk.policy.followup
    ]
    if not asked or lately_asked(desk, turn):
        return None
    own = next((each for each in asked if owns(turn, each)), None)
    if own is not None:
        found = replace(turn.understanding, intent=Intent.FOLLOWUP, request=None, query=None)
        return with_ticket(replace(turn, understanding=found), own)
    return replace(turn, understanding=Understanding(intent=Intent.CHAT))


def lately_asked(desk: Desk, turn: Turn) -> list[Ticket]:
    """His own troubles that are not over, of this talk, the newest first."""
    mine = tickets.live_of_requester(desk.uow, turn.person.nickname, None)
    here = [each for each in mine if each.room == turn.room_name and each.kind == Kind.PROBLEM]
    return sorted(here, key=lambda each: each.asked_at, reverse=True)


def _goes_on_telling(desk: Desk, turn: Turn) -> Ticket | None:
    """The ticket he has just asked for where these words tell of the same trouble, its size or its outcome:
    they name no other machine, plead for nobody, and are of no trade of their own."""
    fields = turn.understanding.request
    if fields is None or fields.kind is not Kind.PROBLEM or NEW.search(turn.text):
        return None
    if joins(turn.text) and subjects(turn.text):
        return None
    if weigh(Role.ENTERPRISE, turn.text)["ask"] >= _PLEA or len(separate(turn.text)) > 1:
        return None
    here = [
        each for each in lately_asked(desk, turn) if turn.first.at - each.asked_at <= desk.policy.followup
    ]
    return next((each for each in _spoken_of_first(turn, here) if _of_the_same(desk, turn, each)), None)


def _spoken_of_first(turn: Turn, choices: list[Ticket]) -> list[Ticket]:
    return sorted(choices, key=lambda each: not speaks_of(turn, each))


def _of_the_same(desk: Desk, turn: Turn, ticket: Ticket) -> bool:
    text = turn.text
    if named_apart(ticket.body, text) or another(ticket.body, text, joined=joins(text), apart=True):
        return False
    new = [each for each in machines_of(text) if each not in ticket.body and each[-2:] not in ticket.body]
    if new and amiss(text) and not follows(text) and not comes_of(ticket.body, text):
        return False
    just_now = turn.first.at - ticket.asked_at <= desk.policy.together or ticket.status == Status.RESOLVED
    return (just_now and len(text) <= _MEASURED) or not _is_of_another_trade(text, ticket)


def _is_of_another_trade(text: str, ticket: Ticket) -> bool:
    trade = find_category(text)
    clear = technical_weight(text) >= _SHOP_TALK and trade_shares(text)[trade] >= _CLEAR
    return clear and trade != ticket.category and trade_shares(text)[ticket.category] < _NEAR


def _stands_alone(text: str, ticket: Ticket) -> bool:
    """Whether words tell a whole trouble that needs nothing told before: of a trade of its own, or of a
    thing of which the ticket does not tell."""
    if len(text) <= _WHOLE or not tells(text) or comes_of(ticket.body, text):
        return False
    new = [each for each in subjects(text) if not stands_in(each, ticket.body)]
    return _is_of_another_trade(text, ticket) or (bool(new) and amiss(text))


def _answered(desk: Desk, turn: Turn) -> Ticket | None:
    """The writer's ticket whose questions these words answer, where they tell of no new trouble."""
    if NEW.search(turn.text):
        return None
    facts = told(turn.text, with_file=bool(turn.attachments))
    for ticket in questioned(desk, turn):
        training = ticket.kind == Kind.TRAINING
        answers = facts & (set(ticket.asked_facts) | (FACTS if training else set()))
        if training and answers and turn.understanding.request is not None and not amiss(turn.text):
            return ticket
        weights = weigh(Role.ENTERPRISE, turn.text)
        long = len(turn.text) > _MEASURED and len(answers) < _SEVERAL
        if training or not answers or (long and _is_of_another_trade(turn.text, ticket)):
            continue
        if weights["fault"] < 2 and weights["ask"] < 3:
            return ticket
    return None


def _only_adds(desk: Desk, turn: Turn) -> Ticket | None:
    """The ticket he lately asked for here, where words name no trouble, no plea and no trade of their own."""
    fields, weights = turn.understanding.request, weigh(Role.ENTERPRISE, turn.text)
    if fields is None or fields.kind is not Kind.PROBLEM or NEW.search(turn.text):
        return None
    if weights["fault"] >= 2 or weights["ask"] >= 3:
        return None
    if fields.category != "other" and (says_wrong(turn.text) or machine_of(turn.text) is not None):
        return None
    # Just after asking any measurement is of the same, whatever trade it sounds like; later one that sounds
    # like no other trade than the ticket's, and names nothing of a workshop.
    own, brief = technical_weight(turn.text) < 3, len(turn.text) <= _MEASURED

    def lasts(ticket: Ticket) -> timedelta:
        same = fields.category == "other" or (own and fields.category == ticket.category)
        if not (same or brief or fields.category == ticket.category):
            return timedelta()
        return desk.policy.followup if same else desk.policy.together

    live = tickets.live_of_requester(desk.uow, turn.person.nickname, None)
    here = _spoken_of_first(turn, [each for each in live if each.room == turn.room_name])
    if here and amiss(turn.text) and all(_is_of_another_trade(turn.text, each) for each in here):
        return None  # "挤出机电机烧了" after "硫化后起泡"
    return next((each for each in here if turn.first.at - each.asked_at <= lasts(each)), None)


def _only_dated(desk: Desk, turn: Turn) -> Ticket | None:
    """The only trouble of his house, where words name no more than the day that it must meet."""
    firm = turn.person.enterprise.id if turn.person.enterprise else None
    live = tickets.live_of_requester(desk.uow, turn.person.nickname, firm)
    if len(live) != 1 or live[0].kind != Kind.PROBLEM or amiss(turn.text) or subjects(turn.text):
        return None
    return live[0] if talks_of(desk, live[0], turn.room_name) and dates(turn, live[0]) else None


def questioned(desk: Desk, turn: Turn) -> list[Ticket]:
    """Live tickets of the writer's house, asked for in this talk lately, that the bot has questions about."""
    firm = turn.person.enterprise.id if turn.person.enterprise else None
    return [
        each
        for each in tickets.live_of_requester(desk.uow, turn.person.nickname, firm)
        if each.asked_facts
        and each.status in (Status.OPEN, *HELD)
        and talks_of(desk, each, turn.room_name)
        and owns(turn, each)
        and turn.first.at - each.asked_at <= desk.policy.followup
    ]


def unanswered(ticket: Ticket, text: str) -> frozenset[str]:
    """Which of the bot's questions about a ticket a text answers for the first time."""
    return told(text) & frozenset(ticket.asked_facts) - told(ticket.body)
