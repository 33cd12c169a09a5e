"""What an expert asks that only the firm can answer, whatever else he says with it.

"后天行不行，行我就接" takes nothing yet: the question is the firm's, the taking hangs on its answer.
"""

import re

from handlers.understanding.cues import weigh

_STOPS = re.compile(r"(?<=[?？])|[，,。；;！!\n]+|\s+")
_SORRY = re.compile(
    r"^(?:收到|看到了?|(?:我)?先问(?:一?[下声问]|清楚)(?:再说)?|(?:稍|等一?下|等)等|不好意思|对不起|抱歉|请问|麻烦(?:问一?下)?|师傅|你好|您好|问一?下|想问一?下|那|帮我?问一?下)+[，,\s]*|(?:来着|呢|啊|呀)(?=[?？]*$)"
)
# 气动离合器还是转键, 起泡是电镀前就有还是电镀后才有
_EITHER = re.compile(r"^(?!还是)[^，,。]{1,20}?(?<!也)还是(?!要|得|不|没|老|这么|好)[^，,。]{1,14}$")
_ASKS = re.compile(
    r"[?？]$|[吗么]$|(?:行|能|可|好|在|有|是|用|要|会|成)不(?:行|能|可以|好|在|有|是|用|要|会|成)|有没有|有无|同不同意|方不方便|可不可以|来不来得及"
    r"|没有$|多少|多[大厚长高重深宽粗久]|什么|啥|哪|几"
)
_YES_OR_NO = re.compile(
    r"[吗么]$|没有$|(?:行|能|可|好|在|有|是|用|要|会|成)不(?:行|能|可以|好|在|有|是|用|要|会|成)|有没有|有无|同不同意|方不方便|来不来得及"
)
# 行的话我接, 有就接, 能等到后天我就来
_IF = (
    r"(?:要是|如果|假如)?[^，,。?？]{0,6}?"
    r"(?:行|可以|能|好|成|有|没有?|不行|是|同意|要|不急|能等|等得?了|在|对|来得及|方便|肯|用|会)"
)
_TAKES = (
    r"(?:我(?:就|再|才|马上|可以|能|来|[今明后]天|[上下]午|晚上)*(?:接|来|去|做|弄|干|上|看看)"
    r"|就(?:给我|我)?(?:接|我来|来|去|归我|算我的)|(?:就)?(?:归我|算我的|给我))"
)
_TAKES_IF = re.compile(
    rf"^(?:那)?{_IF}[^，,。?？我]{{0,4}}?(?:的话|了|的|就)*(?:那)?(?:就)?{_TAKES}(?:了|单|下|这单|吧|的)*$"
)
# 明早八点可以，厂里等得及吗: the time is his, whether it does the firm's.
_CAN_WAIT = re.compile(
    r"^(?:那边|厂里|企业|他们|她们|客户|老板|对方|你们)?(?:还)?(?:等得[及了到]|来得及|赶得[上及]|能等|可以等|急不急|行不?行|可以)(?:吗|么|不|不了)?[?？]+$"
    r"|^(?:那边|厂里|企业|他们|她们|客户|老板|对方|你们)?(?:还)?(?:等得[及了到]|来得及|赶得[上及]|能等|可以等|行|可以)(?:吗|么|不)$"
    r"|^(?:这样|你们|厂里|企业|他们)?(?:行不行|可不可以|好不好|成不成|来不来得及|等不等得[及了])$"
)
_LONGEST = 60
_OF_PEOPLE = re.compile(r"有没有(?:别)?人|有人|谁|大家|各位|你|空[吗么]?$|有没有空|吃")
# Of people, money, the way: nothing of the trouble, or asked of the union.
_OF_ELSE = re.compile(
    r"钱|料理|吃|合照|评[分价]|工资|奖|(?<![熔焊连对直拼搭铆])接(?![线头触口地缝管合通])|请假|派|转给|退|[今明昨后]天|我的|费|元|单(?!边|相|向|面|双|轴|片|晶)|电话|号码|几点|多久(?![没换加用])|多远"
    r"|(?<![电油气水管线])路(?!由)|(?<!机器)人(?!工|机)|饭|酒|天气|油价|谁|我|你|大家|各位|群|好了|到了|去|来(?!料|源|水)|怎么[修弄办搞处]|在哪|远"
)
# Words that point to the firm's own: 厂里有吗, 他们用的什么油.
_AT_THE_FIRM = re.compile(
    r"^(?:那|这)?(?:企业|厂里|他们|她们|客户|对方|那边|现场|车间|老板)(?!.*(?:电话|号码|地址|在哪|远))"
)


def question_on_which_it_hangs(text: str) -> str | None:
    """What he asks before he takes a ticket, if he takes it on condition of the answer; else None."""
    if len(text) > _LONGEST:
        return None
    said = _clauses(text)
    if len(said) > 1 and _CAN_WAIT.match(said[-1]) and _offers_a_time(said[:-1]):
        return _joined(said)
    for place, each in enumerate(said):
        if not _TAKES_IF.match(each.strip("?？")):
            continue
        asked = said[:place]
        asks = bool(asked) and _ASKS.search(asked[-1]) and not _OF_PEOPLE.search("".join(asked))
        return _joined(asked) if asks else None
    return None


def _offers_a_time(said: list[str]) -> bool:
    """Whether he says when he could come, and nowhere that he takes it."""
    told = [weigh("claims", each) for each in said]
    free = any(each["free_later"] or each["time"] for each in told)
    return free and not any(each["takes"] for each in told)


_LACK = re.compile(r"(?:企业|厂里|他们|她们|客户|那边|现场|车间)(?:也|都|又|那边)?没有?")  # no question
_ASKS_FIRST = re.compile(r"(?:^|[，,。\s])(?:那)?我?(?:先|要)问(?:一?[下声问]|清楚)")


def says_that_he_asks(text: str) -> bool:
    """Whether he says that he asks before anything else ("收到，我先问下"): he has taken nothing yet."""
    return _ASKS_FIRST.search(text) is not None


def awaits_yes_or_no(text: str) -> bool:
    """Whether a mere yes answers the question."""
    return _YES_OR_NO.search(text) is not None


def asks_either(text: str) -> bool:
    """Whether a clause asks which of two it is ("气动离合器还是转键的")."""
    return any(_EITHER.match(each) and not _OF_ELSE.search(each) for each in _clauses(text))


def asks_of_trouble(text: str) -> str | None:
    """The words, without apologies, where each clause or the last asks of nothing but the trouble."""
    said = _clauses(text)
    if not said or len(text) > _LONGEST or not (_ASKS.search(said[-1]) or _EITHER.match(said[-1])):
        return None
    return None if any(_OF_ELSE.search(each) for each in said) else _joined(said)


def asks_of_the_firms_own(text: str) -> str | None:
    """The words, without apologies, where one clause asks what there is at the firm's ("厂里有吗")."""
    said = _clauses(text)
    own = [each for each in said if _AT_THE_FIRM.match(each) and _ASKS.search(each)]
    own = [each for each in own if not _LACK.fullmatch(each)]
    if len(text) > _LONGEST or not own or any(_OF_ELSE.search(each) for each in own):
        return None
    return _joined(said)


def _clauses(text: str) -> list[str]:
    """Each with its question mark, without apologies."""
    bare = (_SORRY.sub("", each.strip()) for each in _STOPS.split(text) if each)
    return [each for each in bare if each.strip("?？。 ")]


def _joined(said: list[str]) -> str:
    text = "".join(each if each[-1] in "?？" else f"{each}，" for each in said)
    return text.strip("，?？")
