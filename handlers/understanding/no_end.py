"""Whether what sounds like the end of a ticket speaks of something else: what was arranged, bought or sent
for the repair ("饭订好了"), or what need not be brought, signed or said ("师傅不用带工具").

Looked at clause by clause: one clause that ends the ticket ("钱转好了，机器也修好了") is an end.
"""

import re

from handlers.understanding.cues import weigh
from handlers.understanding.orders import says_end
from handlers.understanding.parts import Verdict, sayings

_CLAUSE = re.compile(r"[，,。；;！!？?~\n\s]+")
_TAIL = r"(?:了|啦|的|吧|啊|呀|哈)*$"
_ARRANGED = re.compile(
    r"(?:联系|联络|安排|预?约|商量|沟通|协调|[订泡买停谈讲备付签拍派留腾租借倒烧煮取拿寄送]|准备|收拾|打扫|登记|报备|申请|审批|请假|"
    r"(?:^|时间|日子|日期|方案|人|价格?|都)[^，,。]{0,3}定|(?:资料|图纸?|照片|视频|文件|定位|地址|短信|红包|货|快递)[^，,。]{0,4}[发打传]|"
    r"(?:钱|款|账|工资|定金|押金)[^，,。]{0,4}[转打汇结]|(?:电话|招呼)[^，,。]{0,3}打|微信[^，,。]{0,3}加|"
    r"电[^，,。]{0,2}[断关拉]|门[^，,。]{0,2}[开关]|(?:^|[跟和与都][^，,。]{0,6})说)(?:好|妥|完|妥当|通)"
    + _TAIL
    + r"|打通"
    + _TAIL
    + r"|^(?:审批|申请|预算|手续|采购|财务|领导|老板|上面|那边|也|都|已经|终于|"
    r"[^，,。]{1,3}(?:审批|申请|预算|手续))*"
    r"(?:通过|同意|批准|批)" + _TAIL
)
_INVITES = re.compile(
    r"^(?:那|就|你们?|您|师傅|快|直接|赶紧|随时|现在|尽快|欢迎|请|明天|下午|上午|可以)*(?:过来|进来|上来|来)(?:吧|好了|呀|哈)*$|^欢迎|^(?:我们?|那)?等(?:着)?(?:你|您|师傅)"
)
_AGREES = re.compile(
    r"^(?:好|行|可以|没问题|没事|嗯+|成|中|ok|那)(?:的|吧|啊|呀|嘞)?(?:没问题)?$", re.IGNORECASE
)
_ASKS_IF_DONE = re.compile(r"(?:好|没事|没问题|正常|解决|搞定|可以|行)了吧[?？。！!\s]*$")
# What need not be done for a repair; neither the coming nor the mending.
_NEEDLESS = re.compile(
    r"不(?:用|必|要|需要?)(?:再|太|这么|那么|先|自己?|另外|什么|你们?)*"
    r"(?:带|登记|换(?:鞋|衣)|买|[着心]?急|赶|慌|停[机电线产]|断电|开(?:票|发票|证明)|付|给钱|交钱|收钱|吃|打电话|预约|排队|签|填|报备|戴|穿|出示|扫码|刷卡|刷脸|押|通行证|证件)"
)
_SPARES_TALK = re.compile(
    r"^(?:算了|那|好|就|先|我们?|也|都|嗯|行)*(?:先|多)?不(?:多)?(?:说|聊|讲|打扰|打搅|啰嗦|罗嗦|废话|耽误|吵|闲扯|扯)(?:师傅|你们?|大家|您|各位|时间)*"
    + _TAIL
    + r"|不(?:用|必|要|需要?)(?:再|太|这么|那么)*(?:客气|谢|担心|操心|紧张)"
)
_WAITS = re.compile(
    r"^(?:算了|那|我们?|就|还是|再|慢慢|继续|先|只好)*等(?:着|吧|等|师傅|你|您|一|下|会|他|人来|通知|消息|呗|$)"
)
# Nobody has the electricity or a meeting for a ticket.
_OTHER = (
    r"(?:停电|停水|停机|停产|会议?|接待|检查|聚餐|[午晚中]?饭|订餐|加班|活动|酒店|房间|宾馆|车票|航班|放假|"
    r"休假|请假)"
)
_CANCELS_OTHER = re.compile(
    rf"取消(?:了|掉)?[^，,。]{{0,6}}?{_OTHER}{_TAIL}|{_OTHER}[^，,。]{{0,4}}取消|取消不了|不能取消|"
    r"(?:的话|^(?:如果|要是|万一)[^，,。]{1,10})[^，,。]{0,2}算了"
)
_GIVES_UP = re.compile(r"^(?:那|就|唉|哎)*算了(?:吧|啊)?$")
# "先不修主轴，先看导轨" changes the order of the work.
_FIRST = re.compile(
    r"先(?:不|别)(?:用|要|急着)?[修换看拆动弄调搞装查][^，,。了]{1,8}[，,\s]+(?:先|而是|就|改)[修换看拆动弄调搞装查测量检]"
)
_GOES_ON_USING = re.compile(
    r"^(?:那|就|我们?|暂时|现在|这样|[这几]天|这两天|再|先)*用(?:着|用看?|[几两三]天|一阵|一段)"
)


def only_arranges(text: str) -> bool:
    """Whether all that a text calls done was arranged, bought, sent or agreed."""
    clauses = _clauses(text)
    arranged = [each for each in clauses if _ARRANGED.search(each) or _INVITES.search(each)]
    left = [each for each in clauses if each not in arranged and not _AGREES.match(each)]
    return bool(arranged) and not any(_tells_done(each) for each in left)


def asks_if_done(text: str) -> bool:
    """ "没事了吧": before anybody has called it mended this asks."""
    return _ASKS_IF_DONE.search(text) is not None


def spares_talk(text: str) -> bool:
    """Whether all that a text gives up is talking or thanks ("算了不说了", "不用谢")."""
    clauses = [each for each in _clauses(text) if not _GIVES_UP.match(each)]
    left = [each for each in clauses if not _SPARES_TALK.search(each)]
    return len(left) < len(clauses) and not any(map(_tells_done, left)) and not any(map(_withdraws, left))


def spares_other(text: str) -> bool:
    """Whether what a text calls needless or cancelled is neither the expert's coming nor the repair."""
    if _FIRST.search(text):
        return not says_end(_FIRST.sub("", text))
    clauses = _clauses(text)
    other = [bool(is_beside(each)) for each in clauses]
    left = [
        each
        for place, each in enumerate(clauses)
        if not other[place] and not (_GIVES_UP.match(each) and any(other[place + 1 : place + 2]))
    ]
    return any(other) and not any(_withdraws(each) and not tells_mended(each) for each in left)


def tells_mended(text: str) -> bool:
    """Whether a clause says outright that it is well ("可以了，不用担心")."""
    return any(each.verdict is Verdict.DONE for each in sayings(text))


def tells_visitor(text: str) -> bool:
    """Whether a text tells who comes what is ready for him and what he need not do."""
    return only_arranges(text) or (bool(_NEEDLESS.search(text) or _FIRST.search(text)) and spares_other(text))


def goes_on_using(text: str) -> bool:
    """ "先用着": how it turns out is told later."""
    clauses = _clauses(text)
    return any(map(_GOES_ON_USING.search, clauses)) and not any(map(says_end, clauses))


def is_beside(clause: str) -> bool:
    """Whether a clause calls needless or cancelled what is neither the expert's coming nor the repair."""
    return any(each.search(clause) for each in (_NEEDLESS, _SPARES_TALK, _WAITS, _CANCELS_OTHER))


def _withdraws(clause: str) -> bool:
    return says_end(clause) or bool(weigh("enterprise", clause)["cancel"])


def _tells_done(clause: str) -> bool:
    return tells_mended(clause) or says_end(clause) or bool(weigh("enterprise", clause)["confirm"])


def _clauses(text: str) -> list[str]:
    return [each for each in _CLAUSE.split(text) if each]
