"""Whether a coordinator's words that sound like an order wait for something, or only tell or ask.

"等企业说好了再关" orders nothing now, "我让葛师傅打过电话了" tells what was done. All patterns are bounded.
"""

import re

from handlers.understanding.cues import weigh

_END = r"(?:关|结|取消|撤|销|作废)"
_MORE = r"(?![次来]|派(?:[一两二三四五几1-5]|个|人|名))"  # "老单去了再派两个" wants more of them
_ACT = rf"(?:{_END}|派|指派|安排|换|改|升)"
_LATER = r"(?:一?会儿?|等等|等一?下|[今明后]天|明早|[上下]午|晚上|晚点|迟点|下个?周.?|月底|到时候?)"
# 等企业说好了再关, 下午去看了再取消, 好了就结掉, 没人接再派给老韩; "老单没空，再派老韩" is an order.
_WAITS = re.compile(
    rf"(?:等|待)[^。！!；;]{{1,16}}?(?:再{_MORE}|才|就|后|之后|以后)[^，,。]{{0,4}}?{_ACT}|"
    rf"(?:了|过|好|完|后|没[^，,。]{{1,4}}|不[^，,。]{{1,3}})(?:以后|之后)?(?:再{_MORE}[^，,。]{{0,4}}?{_ACT}|[，,\s]再[^，,。]{{0,4}}?{_END})|"
    rf"(?:[好完]了|没事|不[行会懂]|没人接?)[^，,。]{{0,2}}?(?:就|便)(?:先|把它|给我|可以)?{_ACT}|"
    rf"{_LATER}[^，,。]{{0,4}}?再[^，,。]{{0,4}}?{_END}|"
    rf"(?:先|过|晚|迟)(?:不急|几天|两天|点|些)[^，,。]{{0,4}}再{_MORE}[^，,。]{{0,4}}?{_ACT}"
)
# 会议室1001关灯了: a room, a light, a door.
_NOT_OF_TICKETS = re.compile(
    r"(?:会议室|房间|教室|包厢|车牌|航班|教学楼|宿舍|宾馆|酒店)\D{0,3}\d|关(?:了|掉|好|一?下)?(?:灯|门|窗|机|空调|电脑|水|煤气|总闸)"
)
_WORKSHOP_DOOR = re.compile(r"关(?:了|掉|好|一?下)?(?:机|水|总闸)")
# 我让葛师傅打过电话了, 已经跟老单说过了: what was done.
_TOLD = re.compile(
    r"(?:我|我们|刚才?|刚刚|已经?|昨天|上午|下午|早上|之前)[^，,。]{0,4}?(?:让|叫|请|跟|和|给|找|问|通知|联系)[^，,。]{1,8}?"
    r"(?:打|去|问|看|说|讲|联系|沟通|聊|催|跑|来|通知|发|约)[^，,。]{0,1}(?:过|了)"
)
_ORDERS_TOO = re.compile(
    r"[他你她](?:去|来|接|弄|上|跑)|去一?趟|派(?!过)|[就由]他|换(?!过)|转给|交给|[关结销]|取消|[好完]了|解决"
)


def waits(text: str) -> bool:
    """Whether an act is to be done only after something else."""
    return _WAITS.search(text) is not None


def without_waiting(text: str) -> str:
    """The text without the clauses that put an act off: "先派给老韩，不行再换" orders the first."""
    kept, end = "", 0
    for each in _WAITS.finditer(text):
        begin = max(text.rfind(mark, 0, each.start()) for mark in "，,。；;！!") + 1
        kept += text[end : max(begin, end)]
        rest = re.search(r"[，,。；;！!]", text[each.end() :])
        end = each.end() + rest.start() if rest else len(text)
    return kept + text[end:]


def speaks_of_no_ticket(text: str) -> bool:
    """Whether what is closed is a light or a door, or the number a room's."""
    return _NOT_OF_TICKETS.search(text) is not None and not _WORKSHOP_DOOR.search(text)


# 1001那台关机了: the machine, and nothing of the ticket.
_SWITCHED_OFF = re.compile(
    r"关机|停机|断电|(?:机器?|床|炉|泵|线|设备|电源|总闸|水|气|台)[^，,。单]{0,4}?(?:关|停)(?:了|掉|着|下来)|"
    r"(?:关|停)(?:了|掉)?的?(?:电源|机器|设备|总闸)"
)
_ENDS_IT = re.compile(
    r"单|取消|撤|结案|结掉|办结|不(?:用|要|修|弄|搞|需要|派|来)|算了|作废|自己|好了|解决|换新|卖了|close",
    re.IGNORECASE,
)


def tells_of_a_machine(text: str) -> bool:
    """Whether what is closed or has stopped is a machine, and no word speaks of the ticket's end."""
    return _SWITCHED_OFF.search(text) is not None and not _ENDS_IT.search(text)


def tells_what_was_done(text: str) -> bool:
    """Whether words that name an expert tell what he was asked for, and order nothing."""
    return _TOLD.search(text) is not None and not _ORDERS_TOO.search(text)


_A_DAY = (
    r"(?:[今明后]天|明早|大后天|下个?(?:周|星期|礼拜)|(?:周|星期|礼拜)[一二三四五六日天末]"
    r"|下个?月|月底|\d{1,2}[号日]|节后|年后)"
)
_PUTS_OFF = re.compile(
    r"先(?:别|不要?|不用|不必)(?:急着)?(?:再)?(?:派|请|叫|找|安排)(?:单|人|师傅)?(?:去|来)?(?:了|吧|啊)*(?=$|[，,。！!\s])|"
    r"先等(?:一?等|一下|着|[几两]天|一?阵)|缓(?:[几两]天|一段)|往后(?:放|推|延|拖|挪)|压(?:一[压下]|着|[几两]天)|"
    rf"(?:放|推|延|拖|压|挪|改|缓)(?:到|至){_A_DAY}|推迟|延后|延期|暂停派|"
    r"(?:先|暂时|可以)?(?:放|缓|搁)(?:一?[放缓搁]|一下|着)|暂缓|先(?:别|不要?|不用)(?:急着)?(?:再)?派(?![给出]|.{0,2}[^\W\d了吧人师]{2})|"
    r"(?:下次|以后|改[天日]|过(?:[几两三]天|一?阵子?|段时间)|回头|下个?(?:周|星期|礼拜|月)[一二三四五六日天初底]?|[明后]天|节后|年后|晚点|迟点)"
    r"(?:上午|下午|早上)?再(?:说|派|弄|安排|找|请|看|修|处理|联系|来)(?!给)"
)


_NO_MORE_WAITING = re.compile(r"不(?:用|必|要)(?:再)?等了")
_BEGINS = re.compile(
    rf"{_NO_MORE_WAITING.pattern}|恢复派|"
    r"(?:可以|现在|马上|立刻|今天|这就|直接|赶紧|开始|继续|接着|重新)(?:就|要|可以|能|开始|给)*(?:派(?!给|了(?!$|[，,。！!\s]))|请(?:人|师傅)|找(?:人|师傅)|安排(?:人|师傅|吧|$)|要人|来人)"
)
_BEGINS_NOT = re.compile(r"[?？]|吗|不(?:可以|能)(?:派|请)|没人|谁|怎么")


def to_be_begun(text: str) -> bool:
    """Whether experts are to be asked now for what was put off."""
    begins = _BEGINS.search(text) is not None or weigh("endings", text)["come"] > 0
    return begins and not _BEGINS_NOT.search(text)


def may_come(text: str) -> bool:
    """Whether it says that who comes may come now."""
    come = weigh("endings", text)["come"] > 0 or _NO_MORE_WAITING.search(text) is not None
    return come and not _BEGINS_NOT.search(text)


def is_asked(text: str) -> bool:
    """Whether words of waiting ask something."""
    return _BEGINS_NOT.search(text) is not None or re.search(r"几|什么|哪|情况|进度|多少", text) is not None


def puts_off(text: str) -> bool:
    """Whether a text says that something is to wait ("1002先放一放，企业说下午再弄")."""
    return _PUTS_OFF.search(text) is not None
