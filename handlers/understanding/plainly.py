"""What a firm's words say so plainly that what the classifier makes of the rest does not count."""

import re
from collections.abc import Mapping

from handlers.understanding.cues import weigh
from handlers.understanding.kinds import asks_for_lecture
from handlers.understanding.lines import SENSES, lines_in
from handlers.understanding.subjects import amiss
from handlers.understanding.trades import technical_weight
from handlers.understanding.urgency import tells_of_peril
from handlers.understanding.values import Intent

_BY_FAR = 600  # times likelier; some maxims of a trade reach hundreds
_OFFER = 4  # of the cues of goods, from which on somebody sells
_FAULT = 1.5
_SHOP_TALK = 3.0
_A_TRADE = 2.0  # of the words for whom somebody looks
_KNOWN = 1.5  # workshop words in a question of knowledge
_OF_WORK = 0.9  # workshop words of a trouble with what hangs on it; "心态崩了，明天交货" has none
_FEW = 20  # characters in which a mishap needs nothing beside it
_AGAIN = re.compile(r"又|还是|还在|照样")
_CHINESE = re.compile(r"[\u4e00-\u9fa5]")
_ALARM = re.compile(r"\d{2}|alarm|error|fault|help|sos", re.IGNORECASE)
# Orders and marks meant for a machine that reads along.
_TO_MACHINE = re.compile(
    r"^\s*/[a-z]+\s*$|</?[a-z_]+>|\[/?INST\]|#{3}\s*\w+:|^\s*(?:system|assistant|user)\s*[:：]|ignore\s+(?:all|any|previous|above)"
    r"|忽略(?:以上|上面|之前|前面|所有|先前)|无视(?:以上|上面|之前|前面)|你现在是.{0,8}(?:管理员|协调员|助手|系统)",
    re.IGNORECASE,
)
_OTHER_WISHES = ("goods", "elsewhere", "talk")
_NO_WISH = ("maxims", "house_rules", "home", "hiring")
_TALK = 4.0  # of the cues of chatter: more than a greeting
_MEND = re.compile(r"(?:修|弄|搞|调|检修|处理)(?:一?下|[修弄搞调]|好)")
_ELSEWHERE = ("goods", "teaching", "elsewhere", "chatter", "talk")


def overruled(intent: Intent, text: str, shares: Mapping[Intent, float]) -> Intent:
    """What the classifier heard, unless plain words tell a request from chatter better.

    `shares` tells how likely the classifier holds each intent to be: what it holds for a request by far
    is none the less one.
    """
    plainly = plain_words(text)
    if plainly is None or intent not in (Intent.CHAT, Intent.REQUEST):
        return intent
    by_far = shares.get(Intent.REQUEST, 0.0) > _BY_FAR * shares.get(Intent.CHAT, 0.0)
    return intent if plainly is Intent.CHAT and by_far else plainly


def plain_words(text: str) -> Intent | None:
    """REQUEST where a trouble is told with what hangs on it ("跳屑，明天交货"),
    or in few words ("一烘就结块", "全灭了"), that it has come back elsewhere ("去年弄好的，这副新模又翘"),
    that it is the same there ("我们厂也跳，一样的毛病"), where a machine is ill as people are
    ("烘箱又犯病了") or said to be broken and no more ("车床今天坏了"),
    where somebody is wanted for a trade or a trouble, and where knowledge of a trade is asked for
    ("请教一下，PC料烘多久").
    So is molten metal that runs out ("料筒漏铝水，吓人").
    CHAT where somebody sells ("断了找我们"), gives a maxim, tells a rule of the house or of his home, jokes
    ("开玩笑的" at the end), or writes to a machine.
    None where the words leave it open.

    Of the training messages that say so, 349 of 368 are requests and 161 of 184 chat.
    """
    cues, plain = weigh("enterprise", text), weigh("plainly", text)
    if plain["joke"]:
        return Intent.CHAT
    if plain["molten"] and tells_of_peril(text) and not any(cues[each] for each in _OTHER_WISHES):
        return Intent.REQUEST
    if plain["like_this"] and technical_weight(text) >= 1 and not any(cues[each] for each in _OTHER_WISHES):
        return Intent.REQUEST
    faulty = cues["fault"] >= _FAULT or amiss(text)
    once_more = plain["once_more"] and _of_a_thing(text)
    same = plain["same_here"] or (plain["same_there"] and faulty)
    if (once_more or same) and technical_weight(text) >= 1 and not cues["goods"]:
        return Intent.REQUEST
    of_work = technical_weight(text) >= _KNOWN
    lost = plain["at_a_loss"] and (of_work or cues["training"] or plain["audits"])
    if (lost or (plain["knowledge"] and of_work)) and not plain["knowledge_not"]:
        return Intent.REQUEST
    guesses = plain["asks_cause"] and lines_in(SENSES, text)  # the trouble comes first
    passed_on = plain["passed_on"] and cues["fault"] >= _FAULT and of_work
    if guesses or passed_on or (plain["asks_him"] and cues["fault"] >= _FAULT) or asks_for_lecture(text):
        return Intent.REQUEST
    told_of = cues["fault"] >= _FAULT or technical_weight(text) >= _SHOP_TALK
    if _wants_somebody(text, cues, plain) or (plain["lost"] and technical_weight(text) >= _SHOP_TALK):
        return Intent.REQUEST
    if not told_of and (_TO_MACHINE.search(text) or _is_foreign(text)):
        return Intent.CHAT
    asks_for = cues["ask"] or cues["who"]
    if not (asks_for or plain["stakes"]) and (
        cues["goods"] >= _OFFER or plain["maxims"] or plain["house_rules"] or plain["home"]
    ):
        return Intent.CHAT
    if weigh("asides", text)["how_to_ask"] and told_of and technical_weight(text) > 0:
        return Intent.REQUEST
    if (plain["ill"] or plain["broken"] or (plain["comes_out"])) and not any(
        cues[each] for each in _ELSEWHERE
    ):
        return Intent.REQUEST
    wrong = cues["fault"] >= _FAULT or lines_in(SENSES, text)
    harmed = wrong or cues["mishap"] or plain["broke"]
    if plain["stakes"] and not (asks_for or harmed) and technical_weight(text) < _SHOP_TALK:
        return Intent.CHAT  # a day alone: whose it is, is asked elsewhere
    told = (harmed and (plain["stakes"] or plain["shown"])) or _in_few_words(text, cues["mishap"])
    least = _OF_WORK if plain["stakes"] else 1
    if told and technical_weight(text) >= least and not any(cues[each] for each in _ELSEWHERE):
        return Intent.REQUEST
    return None


_NOW = re.compile(r"(?:今年|这次|这回|这[个副套台]|现在|最近|新).*", re.DOTALL)


def _of_a_thing(text: str) -> bool:
    """Whether what has come back now is of a workshop ("今年新模具又翘"; "今年生意又不行" is not)."""
    now = _NOW.search(text)
    return now is not None and technical_weight(now.group()) >= 1


def is_joke(text: str) -> bool:
    """Whether a text says at its end that it, or what was said before, is a joke ("1001不算，开玩笑的")."""
    return weigh("plainly", text)["joke"] > 0


# "刹不太住了", "有点使不上劲": a fault in mild words.
_NOT_WELL = re.compile(
    r"不(?:太|大|怎么|是很)[动住行准稳灵出上下亮转走热冷好牢紧]|软绵绵|(?:没|使不上|不上)劲|差点(?:撞|砸|压|夹|伤|打)"
)


def _wants_somebody(text: str, cues: dict[str, float], plain: dict[str, float]) -> bool:
    """Whether somebody is wanted who knows a trade ("联系个焊工"), or is to come or is called to mend what
    is told to be wrong ("你们来修一下，漏油"); no hiring, no invitation, no price."""
    if any(cues[each] for each in _OTHER_WISHES) or any(plain[each] for each in _NO_WISH):
        return False
    if cues["chatter"] >= _TALK:
        return False
    if plain["trade_wanted"] and technical_weight(text) >= _A_TRADE:
        return True
    wrong = cues["fault"] >= _FAULT or cues["mishap"] or amiss(text) or _NOT_WELL.search(text)
    comes = plain["come"] and (wrong or (_MEND.search(text) and technical_weight(text) >= _SHOP_TALK))
    called = plain["called"] and wrong and technical_weight(text) >= 1
    return bool(comes or called)


def _in_few_words(text: str, mishap: float) -> bool:
    """Whether little is said but a mishap, and not that one has come back."""
    return mishap > 0 and len(text) <= _FEW and not _AGAIN.search(text)


def _is_foreign(text: str) -> bool:
    """Whether nothing is said in Chinese, of no work and of no alarm."""
    return not (_CHINESE.search(text) or _ALARM.search(text)) and technical_weight(text) < 1
