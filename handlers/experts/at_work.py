"""What somebody with a ticket in hand says of when he comes and of what he finds there.

The words resemble a "no", a leave or an end where nobody knows that he has a ticket: "三点" tells when he
comes, "今天不行" of one who comes tomorrow gives nothing back, nor does
"不漏了，不过压力上不去"; "门锁着，没人" is no "done", "要找厂家" tells what is to be done. It is progress.
"""

import re
from dataclasses import replace

from handlers.cases import fix_of, says_done, without_number
from handlers.desk import Desk, Turn
from handlers.experts.asked import may_answer
from handlers.experts.coming import finding, last_word
from handlers.experts.for_the_firm import firm_asks
from handlers.experts.holding import me
from handlers.experts.spoken_to import alone_with_it, to_the_bot
from handlers.experts.unreachable import says_unreached
from handlers.matching.words import terms
from handlers.picking import named
from handlers.understanding.clauses import clauses
from handlers.understanding.cues import weigh
from handlers.understanding.later import comes_yet
from handlers.understanding.names import without_bot
from handlers.understanding.no_end import is_not_yet, tells_mended
from handlers.understanding.problems import says_wrong
from handlers.understanding.sending import sends_his_own
from handlers.understanding.trades import technical_weight
from handlers.understanding.values import Intent, Understanding
from storage import tickets
from storage.tickets import Ticket

_LONGEST = 30
_ENDS_IT = (Intent.RELEASE, Intent.DECLINE, Intent.RESOLVE)
_BUT = re.compile(r"(?:不过|但是?|可是|只是|就是|可惜)(?P<rest>[^，,。]+)")
_RESEMBLES = (
    Intent.DECLINE,
    Intent.RELEASE,
    Intent.RESOLVE,
    Intent.AVAILABILITY,
    Intent.CHAT,
    Intent.CLAIM,
    Intent.ADVICE,
)
_TALK = (Intent.CHAT, Intent.CLAIM, Intent.ADVICE)
_DAY = (
    r"(?:[今明后]天|大后天|(?:这|下)?个?(?:周|礼拜|星期)[一二三四五六日天]"
    r"|(?:\d{1,2}|[一二三四五六七八九十]{1,3})[号日])"
)
_PART = r"(?:一早|早上|上午|中午|下午|傍晚|晚上)"
# Arranged with the firm, and nothing mended.
_ARRANGED = re.compile(r"(?:联系|约|谈|说|沟通|商量|预约)(?:好|妥|定)了?(?![^，,。]*(?:修|弄|搞|换|调)好)")
_ON_ERRANDS = re.compile(
    r"(?:没|忘)(?:了)?带|回去(?:拿|取)|去(?:拿|取|买)(?:一下|个|点)?[^，,。]{0,6}(?:工具|配件|零件|料)"
)
_NOT_NOW = re.compile(
    rf"(?:^|[，,\s]){_DAY}?{_PART}?(?:有事|要开会|有课|排满|真的?)*(?:，|,)?(?:真的?)?(?:不行|没空|去不了|来不了|没时间)"
)
_GIVES_BACK = re.compile(r"退|换人|换个|别人|不去了|去不了了|干不了|另外|取消|算了|不接|转")
_NO_POWER, _LEAVES = re.compile(r"没水|(?<!电池)没电|停电|停水"), re.compile(r"退|换人|另外|不去|不来")
# Of a colleague: "老单不来".
_OF_ANOTHER = re.compile(r"(?:师傅|老师|工)?(?:今天|说他?)?(?:不来|来不了|没空|去不了|不去)(?:了)?[。！!]*")


# "远程进不去" sends nobody called 程进不.
_NO_NAME = re.compile(r"[不没进先再也都就还能要到过会才已]")


def at_work(desk: Desk, turn: Turn) -> Turn:
    """The turn as progress where it only sounds like something else."""
    if _tells_what_he_found(desk, turn):
        told = Understanding(intent=Intent.PROGRESS, ticket=turn.understanding.ticket)
        return replace(turn, understanding=told)
    words, found = without_bot(turn.text).strip(), turn.understanding
    nobody = found.target is None or _NO_NAME.search(found.target) is not None
    own = nobody and sends_his_own(without_number(words))
    mistaken = found.intent is Intent.TRANSFER and (
        (found.target is not None and nobody) or says_unreached(words)
    )
    joins = found.intent is Intent.JOIN and (own or found.target is None)
    resembles = found.intent in _RESEMBLES or mistaken or joins
    if not resembles or found.query is not None or not 0 < len(words) <= _LONGEST:
        return turn
    mine = tickets.held_by(desk.uow, me(turn).id)
    meant = named(desk, turn)
    if (
        not mine
        or may_answer(desk, turn)
        or not to_the_bot(desk, turn)
        or (meant is not None and meant not in mine)
    ):
        return turn
    to_others = _says_when(words) and not (alone_with_it(desk, turn) or firm_asks(desk, turn, mine[0]))
    if to_others or (found.target is None and found.intent is Intent.DECLINE and _of_another(words)):
        return replace(turn, understanding=Understanding(intent=Intent.CHAT))
    ends = weigh("endings", words)
    stuck = (ends["maker"] or ends["baffled"] or ends["other_trade"]) and not _GIVES_BACK.search(words)
    stuck = stuck and (found.intent not in _TALK or alone_with_it(desk, turn))
    put_off = found.intent is Intent.RESOLVE and ends["put_off"] and not says_done(words)
    in_part = found.intent in _ENDS_IT and tells_mended(words) and not _GIVES_BACK.search(words)
    in_part = in_part and (found.intent is not Intent.RESOLVE or _leaves_a_rest(words))
    lacks = found.intent is Intent.RESOLVE and _ends_with_what_is_lacking(words)
    meets = found.intent is Intent.JOIN and firm_asks(desk, turn, meant or mine[0])  # "一点半，你店里碰头"
    if (
        own
        or mistaken
        or meets
        or lacks
        or stuck
        or put_off
        or in_part
        or _is_progress(desk, words, found.intent, meant or mine[0])
    ):
        told = Understanding(intent=Intent.PROGRESS, ticket=found.ticket)
        return replace(turn, understanding=told)
    return turn


def _tells_what_he_found(desk: Desk, turn: Turn) -> bool:
    """Whether who has one ticket, or names it, tells what is wrong there, and not that it is mended."""
    words, found = without_number(without_bot(turn.text)).strip(), turn.understanding
    if found.query is not None or not finding(words) or says_done(words):
        return False
    mine, meant = tickets.held_by(desk.uow, me(turn).id), named(desk, turn)
    if meant is None and len(mine) == 1 and alone_with_it(desk, turn):
        meant = mine[0]
    if meant is None or meant not in mine:
        return False
    of_it = technical_weight(words) > 0 or bool(set(terms(words)) & set(terms(meant.body)))
    ended = found.intent is Intent.RESOLVE and _DID.search(words) is not None
    return of_it and not ended and found.intent in (*_TALK, Intent.PROGRESS, Intent.RESOLVE)


_DID = re.compile(r"[换调改加清紧拧磨修补装焊洗]了|[换调改修弄装]好")


def _is_progress(desk: Desk, words: str, intent: Intent, ticket: Ticket) -> bool:
    arranged = intent is Intent.RESOLVE and _ARRANGED.search(words) is not None
    if intent is Intent.RESOLVE and comes_yet(words) and not says_done(words):
        return True
    if _says_when(words) or _comes_another_day(words) or (arranged and not _mended_besides(words)):
        return True
    if intent is Intent.AVAILABILITY:
        return _ARRANGED.search(words) is not None or says_unreached(words)
    if intent in _TALK or (intent is Intent.RESOLVE and _ends_with_the_deed(words)):
        return False
    if _NO_POWER.search(words) and not _LEAVES.search(words):
        return True
    if _GIVES_BACK.search(words):
        return False
    if says_unreached(words) or _ON_ERRANDS.search(words):
        return True
    # No to an earlier time of one who has said when he comes.
    earlier = intent is Intent.DECLINE and _NOT_NOW.search(words) is not None
    return earlier and bool(last_word(desk, ticket))


_CANNOT_THEN = re.compile(
    r"[去来过赶](?:不了|不成|不来|不去|不到)|没空|不行|走不开|来不及|赶不上|太[晚迟]|排(?:满|不开)|有事"
)
_HANDS_BACK = re.compile(r"退|换人|换个|别人|另外|取消|算了|不接|转|让.{1,4}去")


def _comes_another_day(words: str) -> bool:
    """ "今天去不成了，明天一早", "明天吧 今天太晚": not at one time, but at another that he names."""
    said = clauses(words)
    then = [each for each in said if weigh("replies", each)["when"]]
    not_then = [each for each in said if each not in then and _CANNOT_THEN.search(each)]
    return bool(then and not_then) and not hands_back(words)


def hands_back(words: str) -> bool:
    """Whether words say that another is to do it, or that it is over for him."""
    return _HANDS_BACK.search(words) is not None


def _ends_with_the_deed(words: str) -> bool:
    """Whether he tells what he has done and that it is mended ("没带工具，回去拿了扳手，拧紧，好了")."""
    return says_done(clauses(words)[-1]) and fix_of(words) is not None


_LACKS = re.compile(r"没(?:有|货|料|备|现)|缺|差|等|去(?:买|拿|借|配)|订|定做")


def _ends_with_what_is_lacking(words: str) -> bool:
    """ "胶圈硬度不对，要换50度的，他们没货": nothing is said to be mended, the last is what it waits for."""
    said = clauses(words)
    waits = bool(said) and bool(weigh("replies", said[-1])["news"]) and _LACKS.search(said[-1]) is not None
    return waits and not any(map(says_done, said)) and fix_of(said[-1]) is None


def _leaves_a_rest(words: str) -> bool:
    """ "不漏了，不过压力上不去", "基本好了，还有点响"."""
    but = _BUT.search(words)
    return is_not_yet(words) or (but is not None and says_wrong(but["rest"]))


def _mended_besides(words: str) -> bool:
    """ "好了，费用跟老板说好了": what was arranged is not all."""
    return any(says_done(each) for each in clauses(words) if not _ARRANGED.search(each))


def _says_when(words: str) -> bool:
    """Whether a time is all that is said ("三点", "那就明天下午两点")."""
    return bool(weigh("replies", words)["when"])


def _of_another(words: str) -> bool:
    name = re.match(r"(?:老|小|阿)?[\u4e00-\u9fa5]{1,2}", words)
    called = name is not None and words[0] in "老小阿"
    return called and any(_OF_ANOTHER.fullmatch(words[end:]) for end in (2, 3))
