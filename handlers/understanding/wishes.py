"""An expert's standing wish on what he is asked, and when: no leave, it has no end and he works on."""

import re

from handlers.understanding.trades import technical_weight
from handlers.understanding.values import About, Leave, Wish

_LONGEST = 60
_TECHNICAL = 1.0  # of the words for the work he does not want
_NIGHT = (
    r"(?:半夜|夜里|夜头|深夜|夜间|凌晨|(?<![今明后昨])晚上|晚间|午休|中午|大清早|一大早|"
    r"(?<!\d)\d{1,2}[点:：]\d{0,2}|[一二三四五六七八九十]{1,2}点)"
)
_DO_NOT = (
    r"(?:别|不要|不用|不必|不想|勿要?|莫|甭|少|免)(?:再|老|总|来|就|给我?|把|乱|打电话)*"
    r"(?:叫|喊|吵|@|找|派|扰|寻|通知|安排)"
)
_DISTURB = rf"(?:{_DO_NOT}|(?:别|不要|勿要?|莫)(?:再|老|给我?)*(?:打|发|响|点))"
_QUIET = r"勿扰|静音|免打扰|睡得早|睡觉|要休息"
_THIS_TIME = re.compile(
    r"今[天晚夜儿]|明[天晚早]|后天|这[几两三]?[天周]|本周|下[周个]|这[个张]?单|那[个张]?单|这次|这回|\d月|\d[号日]|月底|周末|国庆|春节|过年|年后|元旦|五一|(?:上午|下午|中午)(?:要|得|去|有|在|请)|去医院"
)
_EVERY_WEEKEND = re.compile(
    r"(?:以后|往后|今后|每个?).{0,4}(?:周末|礼拜[天日六]|星期[天日六]|节假日)|(?:周末|节假日).{0,2}(?:都不|一律|从来)"
)
_AWAY = re.compile(
    r"请[了个]?假|休[假养]|病|住院|手术|出差|出国|国外|外地|老家|不在|停|忙|没空|开学|备考|月子|陪|培训|开会|工地|赶货|暂"
)
_HOURS = re.compile(rf"{_NIGHT}.{{0,10}}?(?:{_DISTURB}|{_QUIET})|{_DISTURB}.{{0,3}}{_NIGHT}")
_WHAT = r"(?P<what>[^，,。；;！!@\s]{1,10}?)"
_WORK = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_DO_NOT}(?:给)?(?:我)?(?:去|修|弄|做|来)?{_WHAT}(?:的?(?:单子?|活儿?|问题|这[类种块]|类|方面)+)?(?:给我)?(?:了|啦|吧)*[。！!~]*$",
        rf"^(?:我)?(?:以后|今后|往后|从今往?后)?(?:我)?{_WHAT}(?:的?(?:单子?|活儿?|问题|这[类种块]|类|方面|的)+)?(?:我)?(?:以后|今后|就|都|也|我)*{_DO_NOT}(?:给)?我(?:了|啦)*(?:[。！!~\s]|$)",
        rf"(?:以后|今后|往后|从今往?后).{{0,4}}?(?:不再?|只)(?:接|做|干|修|跑){_WHAT}(?:的?(?:单子?|活儿?))?(?:了|啦)*[。！!~]*$",
        rf"^(?:我)?(?:不再)(?:接|做|干|修|跑){_WHAT}(?:的?(?:单子?|活儿?))?(?:了|啦)*(?:[，,。！!~ ]|$)",
    )
)
# What stands in the roster has changed, or somebody wants to be in it.
_ROSTER = re.compile(
    r"(?:换|改)(?:了|过)?(?:个|新|一下)?(?:的)?(?:电话|手机|号码|号|微信)(?!壳|屏)|(?:电话|手机号?|号码|微信号?)(?:已经)?(?:换|改)(?:了|成|为)|"
    r"搬到.{2,8}(?:了|片区)|(?:调|换)到.{2,6}片区|(?:徒弟|同事|朋友|师弟).{0,4}(?:想|要)(?:加|进|报名)|(?:我)?(?:想|要)(?:退出|退群|不干了)"
)
_LIMITS = re.compile(
    r"最多|一天[一1两]|远的|外县|就近|优先|上门.{0,4}(?:免|别|不)|[不免别]{1,2}.{0,2}上门|只(?:做|接|能|当)|轻一点|白天|有课|每周|晚上|夜"
)


def find_wish(text: str, leave: Leave | None = None) -> Wish | None:
    """The wish that a text tells; None where it speaks of something else, of this once or of a leave.

    `leave` is what the text would be if it were a leave.
    """
    if len(text) <= _LONGEST and _ROSTER.search(text) and not re.search(r"[?？]|吗$|怎么", text):
        return Wish(about=About.ROSTER)
    if len(text) <= _LONGEST and _EVERY_WEEKEND.search(text) and re.search(r"不|别|休", text):
        return Wish(about=About.HOURS)
    if len(text) > _LONGEST or _THIS_TIME.search(text) or _AWAY.search(text) or re.search(r"[?？]|吗$", text):
        return None
    if _HOURS.search(text):
        return Wish(about=About.HOURS)
    for pattern in _WORK:
        found = pattern.search(text)
        if found and technical_weight(found["what"]) >= _TECHNICAL:
            only = re.search(r"只(?:接|做|干|修|跑)", found.group()) is not None
            return Wish(about=About.OTHER if only else About.WORK, work=found["what"])
    endless = leave is not None and leave.away and leave.since is None and leave.until is None
    return Wish(about=About.OTHER) if endless and _LIMITS.search(text) else None
