"""Whether a text proposes a time ("明天一早行不", "下午两点过来方便吗"), and what answers such a proposal."""

import re

from handlers.understanding.clauses import clauses
from handlers.understanding.cues import weigh
from handlers.understanding.values import Role

MOST_PROPOSED = 40  # characters
_TIME = (
    r"(?:[今明后]天|大后天|明早|今晚|周[一二三四五六日天]|礼拜[一二三四五六日天]|下周|\d{1,2}[号点:：]|[一二两三四五六七八九十]{1,2}点"
    r"|[上下]午|晚上|中午|傍晚|早上|一早|饭后)"
)
_SUITS = (
    r"(?:行不行|行[不吗么]|可以[吗么不]|可不可以|好[吗么]|怎么样|好不好|方便[吗么不]|方不方便|成[吗么不]|来得及[吗么]"
    r"|有空[吗么])"
)
_PROPOSES = re.compile(
    rf"{_TIME}[^，,。]{{0,8}}?{_SUITS}(?:[啊呀呢]|[?？])*$"
    # "能不能明天上午来", "可以下午过来吗"
    rf"|(?:能不能|可不可以|可以|能)[^，,。]{{0,3}}?{_TIME}[^，,。]{{0,8}}?(?:来|过来|去|过去|到|上门|弄|修)(?:一趟|看看?)?[吗么不]?[?？]*$"
    # "那就明天吧 八点能到不"
    rf"|(?:\d{{1,2}}|[一二两三四五六七八九十]{{1,3}})(?:点半?|[:：]\d\d)(?:前|之前|左右|钟)?(?:能|可以|会)(?:准时)?(?:到|来|过来|赶到)[不吗么](?:[啊呀呢]|[?？])*$"
    # "能不能改到后天"
    rf"|(?:能不能|可不可以|可以|能)(?:改|推|挪|约|放)(?:到|成|在){_TIME}[^，,。]{{0,6}}[?？]*$"
)
_PUTS = re.compile(rf"{_TIME}[^，,。吗?？]{{0,6}}?吧[。！!]*$")  # "不行，三点吧"
_NO = re.compile(
    r"(?:[今明后]天|大后天|明早|今晚|周[一二三四五六日天]|[上下]午|晚上|那时候|这个时间|[\d一二两三四五六七八九十]{1,3}点半?|那天|我|怕是?|可能|真的?|都|有点)*"
    r"(?:不行|不成|不方便|来不了|去不了|过不来|过不去|没空|没时间|有事|赶不到|赶不上|来不及|太早|太晚|不在)(?:了|啊|呀|的)*"
)
_GIVES_BACK = re.compile(
    r"退|换人|换个|别人|不去了|去不了了|来不了了|干不了|另外|取消|算了|不接|转给|让.{1,4}去"
)


_TOO_LATE = re.compile(
    r"(?:那|也|就|这|还是)*(?:太|有点)(?:晚|迟|慢)(?:了)?(?:吧|啊|呀)*"
    r"|(?:那|我们?|可是|但是?|客户|客人|老板|厂里|产线|车间|这批?货|订单|这边|都|真|可)*等不(?:了|及|起|到)[^，,。换]{0,6}"
)


_WHOM_TO_SEE = re.compile(r"找(?!不)|联系|打给")  # "后天我不在，找阿凯": he may come


def refuses_a_time(text: str) -> bool:
    """Whether words say first that a time does not do ("明天不行的，这批货今晚要走", "一点半太晚了啊")."""
    said = clauses(text)
    if not said or len(text) > MOST_PROPOSED or _GIVES_BACK.search(text) or _WHOM_TO_SEE.search(text):
        return False
    first = said[0].rstrip("的啊呀呢哦")
    timed = re.match(rf"(?:那|可是|但是?)?{_TIME}", first) is not None
    no = timed and _NO.fullmatch(first.lstrip("那可是但")) is not None
    return no or _TOO_LATE.fullmatch(first) is not None


def proposes(text: str) -> bool:
    """Whether words ask if a time suits."""
    return len(text) <= MOST_PROPOSED and _PROPOSES.search(text) is not None


def without_asking(text: str) -> str:
    """The text without the words that ask whether it suits: "三点行不行" tells of nothing amiss."""
    return re.sub(_SUITS, "", text)


def names_a_time(text: str) -> bool:
    """Whether words propose a time that the other side may agree to, as a question or not ("三点吧")."""
    return proposes(text) or (len(text) <= MOST_PROPOSED and _PUTS.search(text) is not None)


def answers_a_time(text: str) -> bool:
    """Whether words can only answer a time that was proposed: yes, no, or another time; no giving back."""
    said = clauses(text)
    if not said or len(text) > MOST_PROPOSED or _GIVES_BACK.search(text):
        return False
    return _answers(said[0]) or _answers(said[-1])


def _answers(clause: str) -> bool:
    yes = weigh(Role.EXPERT, clause)["assent"] or weigh("replies", clause)["right"]
    return bool(yes or _NO.fullmatch(clause) or weigh("replies", clause)["when"] or names_a_time(clause))
