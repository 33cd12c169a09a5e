"""When an expert can be asked: away (until when) or back, as he or a coordinator writes it."""

import re
from datetime import datetime

from handlers.understanding.absences import find_absence
from handlers.understanding.times import ZONE
from handlers.understanding.values import Leave

_BACK = re.compile(
    r"不(?:请假|休假|休息)了|回来了|可以派|恢复|能上门|又能|销假|复工|出差结束|随时|有活喊我|可以接|手术做好"
)
# 老单请假到周五, @阿毛 今天不在
_WHOSE = re.compile(
    r"@?([^\s，,。@]{2,6}?)(?:师傅)?\s?(?:[今明后]天|[这本下]周|这几天|最近|已经|也|又|要){0,2}\s?"
    r"(?:请|休|回来|不在|住院|出差|出国|手术)"
)
_AWAY = re.compile(
    r"假|休|出差|停|暂|别派|不要派|不派|少派|别@|不接|只接|只能|只做|最多|没空|有空|外地|外面|住院|手术|培训|开会|集训|忙|带孙|带孩|家里|不在|出国|国外|回老家|老家|[年节]后|[年节]前|"
    r"不上门|不要上门|上门的|打我电话|叫我|吵我|喊我|疗养|支教|备考|搬家|装修|护理|陪护|养病|身体|腰|腿|眼|手|农忙|课|下线|以后|全天|整天|蹲点|这周|本周|这个?礼拜|下周|这个月|到月底|月底|开学|随时|一天一单|一次派|"
    r"有事|走[，, ].{0,12}回"
)
_QUESTION = re.compile(r"几单|多少|哪些|什么|怎么|吗[？?]?$|[？?]$")


def whose(text: str) -> str | None:
    """What stands where a name would, in front of a leave or a return; not every text has a name there."""
    found = _WHOSE.match(text.strip())
    return found[1] if found else None


def find_leave(text: str, at: datetime) -> Leave | None:
    """Away or back; the first and the last day of a leave where named. `at` is the message's own time.

    None where the text says neither (a question is no leave).
    """
    today = at.astimezone(ZONE).date()
    if _BACK.search(text) and not re.search(r"暂停|不能|不要派|别派", text):
        return Leave(away=False)
    if re.search(r"只能远程|只接远程|最多接|不要打我电话|今天在.{1,6}一整天", text):
        return Leave(away=False)
    if _QUESTION.search(text) or not _AWAY.search(text):
        return None
    since, until = find_absence(text, today)
    return Leave(away=True, since=since, until=until)
