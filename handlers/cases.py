"""A closed ticket whose resolution was told becomes a case; opened again, it is none until it is solved."""

import re

from handlers import wording
from handlers.desk import ZONE, Desk
from handlers.understanding.names import SURNAMES
from handlers.understanding.values import Kind
from storage import cases, people, roster
from storage.tickets import Ticket

# A clock ("15:30") is no ticket's number; "1001：30分钟到" begins with one.
_NO = re.compile(r"^\s*[【#＃]?\s*(?!\d{1,2}[:：]\d\d(?!\d))\d{2,6}\s*】?\s*(?:号单|号|单)?[\s，,：:]*")
_STOP = r"[，,。；;！!：:\s]+"
_FIXED = r"(?:(?:修|弄|搞|处理|解决|整|办)(?:好|定|掉|完)?|好)(?:了|啦)(?:哈|呢|哦)?"
_WELL = (
    r"(?:这单|那单)?(?:已经|已|都|全部|全|远程|电话(?:里|上)?|视频(?:里)?|线上)*(?:给你|帮他们|帮你|指导他们)?"
    rf"(?:{_FIXED}|[换调]好了|搞定|修复了?|完工|收工|正常了|(?:ok|OK|Ok)了?)"
)
_DONE = re.compile(rf"^{_WELL}(?:{_STOP}|$)|^(?:已经|都)?{_FIXED}")
_DONE_LAST = re.compile(rf"{_STOP}(?:现在)?{_WELL}[。！!~～]*$")
# "换了密封圈，1004好了": the number with the word that it is mended.
_NUMBERED_LAST = re.compile(
    rf"(?:{_STOP})?[【#＃]?(?<!\d)1\d{{3}}】?\s*(?:号单|号|单)?\s*{_WELL}[。！!~～]*$"
)
# What was done, or what it was: a resolution without such a word tells nobody how.
_DEED = re.compile(
    r"[换调改加清紧拧磨降升补拆装焊垫校设接堵洗刷涂烘擦削钻铣锁钉粘贴润放减增修配镶移退堆抛喷镀泡充注灌]|原来是|原因|因为|是.{1,12}(?:坏|松|堵|漏|断|脏|反)|查出|"
    r"提[高升]|抬高|重新|重启|复位|对刀|回零|清零|漏[气油水电]|松动|短路|虚焊|接触不良|老化|磨损|[坏断烧堵裂]了|"
    r"(?<![不没轻])(?:松|[破折钝糊丢锈歪偏反错])了|(?<![人货车件])没(?:有)?(?:[打松]?开|关|插|接|拧|装|锁|烘|通|[打推插]?到)(?:位|上|好|紧|干)?(?=$|[，,。！!、])|"
    r"打滑|鼓包|氧化|虚接|熔断|击穿|架桥|不够|太湿|动过|操作(?:不对|不当|失误|有误|错)|"
    r"冲突|干扰|没电|缺相|欠压|过载|进水|受潮|错位|脱落|卡[住死]了?|(?:压力?|电压|气压|油压|流量|液位|温度?)(?:太|偏|过)?[低高]|(?:太|偏|过)[低高松紧脏细粗]"
)
_NO_DEED = re.compile(r"加(?:了|个)*(?:微信|好友|电话)|放心|加油|下次|增光|配合")
_SHORTEST = 3  # characters of a resolution that tells something
# What is left of a deed without these tells what it was done to ("调了一下" nothing, "换油封" something).
_EMPTY = re.compile(
    r"[换调改加清紧拧磨降升补拆装焊垫校设接堵洗刷涂烘擦削钻铣锁钉粘贴润放减增修配镶移退堆抛喷镀泡查弄搞了过完好下个一的新掉上去来已经是把给重新给他们帮都再就可以能用现在今天\W]"
)
# Not yet done, or it did not help.
_NOT_THAT = re.compile(
    r"堵车|堵在|路上|晚(?:到)?[^，,。]{0,3}(?:小时|分钟|点钟?)|还是|还[要在没得]|没用|不行|不管用|没好|要等|在等|准备|打算|等配件|试试|明天|后天|缺|"
    r"[?？]|吗|了没|问(?:一?下|一声)"
)
_CALLED = re.compile(
    rf"[{SURNAMES}](?:经理|厂长|主任|老板|女士|先生|小姐|科长|组长|主管|总(?![成装重长数量共体是的]))"
)
_LONGEST = 400


def without_number(text: str) -> str:
    """The text without the ticket's number that it begins with."""
    return _NO.sub("", wording.clean(text))


def without_numbers(text: str) -> str:
    """The same, and without the number that it calls mended at its end where it says more than that."""
    bare = without_number(text)
    return _NUMBERED_LAST.sub("", bare) or bare


def without_done(text: str) -> str:
    """The text without the ticket's number and the "修好了" that it begins or ends with."""
    return _DONE_LAST.sub("", _DONE.sub("", without_numbers(text)))


def says_done(text: str) -> bool:
    """Whether a text says outright that it is mended."""
    bare = without_number(text)
    return any(pattern.search(bare) for pattern in (_DONE, _DONE_LAST, _MENDED))


# 昨天修好了, 我已经给他们弄好了, 换了油封就正常了
_MENDED = re.compile(
    r"(?<![没不未])(?:修|弄|搞|调|处理|解决|换|装|焊|整)(?:好|完|定|上)(?:了|啦|过)|搞定|恢复(?:了|正常)|正常了|可以(?:用|生产|开机)了|不(?:漏|响|跳|卡|抖|烫|报警|黑|缩)了"
)


def fix_of(text: str | None) -> str | None:
    """What a message tells of how it was solved, without number and "修好了"; None where it tells nothing."""
    fix = without_done(text or "")
    tells = len(fix) >= _SHORTEST and _DEED.search(_NO_DEED.sub("", fix)) and _EMPTY.sub("", fix)
    return fix if tells else None


def fix_on_the_way(text: str) -> str | None:
    """What a message from the work tells of the fix: something done, which helped for all it says."""
    return None if _NOT_THAT.search(text) else fix_of(text)


def learn(desk: Desk, ticket: Ticket) -> None:
    """Keep a closed ticket as a case, once; solved in another way later, the case says so."""
    fix = fix_of(ticket.solution)
    if fix is None or ticket.kind != Kind.PROBLEM:
        return
    enterprise = people.enterprise(desk.uow, ticket.enterprise_id) if ticket.enterprise_id else None
    solver = ticket.expert_id or ticket.adviser_id
    names = [ticket.requester]
    if enterprise is not None:
        names += [enterprise.name, enterprise.short_name, enterprise.contact_name]
    roster.put_case(
        desk.uow,
        no=_number(desk, ticket),
        day=(ticket.closed_at or desk.now).astimezone(ZONE).date(),
        title=without_names(ticket.title, names),
        description=without_names(ticket.body, names),
        trades=[ticket.category],
        solution=without_names(fix, names),
        expert_no=people.expert(desk.uow, solver).no if solver else None,
        enterprise_no=enterprise.no if enterprise else None,
        district=ticket.district,
        ticket_id=ticket.id,
    )


def _number(desk: Desk, ticket: Ticket) -> str:
    """The 编号 of its case; one that was imported from elsewhere may have the same already."""
    no, others = f"T{ticket.no}", 1
    while (there := people.cases_numbered(desk.uow, [no]).get(no)) and there.ticket_id != ticket.id:
        others += 1
        no = f"T{ticket.no}-{others}"
    return no


def forget(desk: Desk, ticket: Ticket) -> None:
    """A ticket opened again was not solved: nobody is to be told it was."""
    cases.forget(desk.uow, ticket.id)


def without_names(text: str, names: list[str]) -> str:
    """The text fit for others: no phone number, no name of the firm or its people."""
    bare = wording.masked(text)
    for name in sorted((each for each in names if len(each) >= 2), key=len, reverse=True):
        bare = bare.replace(name, "企业")
    return wording.short(_CALLED.sub("负责人", bare), _LONGEST)
