"""Understanding what a coordinator writes, with the slots of his question.

A classifier for the intent, rules for the rest."""

import re
from datetime import datetime

from handlers.understanding.choices import find_word
from handlers.understanding.classifier import SURE, choose
from handlers.understanding.known import NOTHING, Known
from handlers.understanding.leaves import find_leave
from handlers.understanding.names import NAME, SURNAMED, find_known, find_mention, find_strict, tidy
from handlers.understanding.numbers import find_ticket_no
from handlers.understanding.questions import find_firm, find_query
from handlers.understanding.values import Intent, Query, Role, Understanding

_LEADING = re.compile(
    r"(?:^|[^\d.A-Za-z])(\d{2,5})(?=\s|$|让|请|叫|喊|找|由|麻烦|辛苦|就|定|安排|指定|重新|另|再|先|给|派|改|取消|关|不用|升|别|转|留言|注|记|还|怎么|两个|企业|客户|谁|到|上报|扩大|交|号|单|指派|这单|，|,)(?!\s*(?:天|个|分|点|号到|月|年|元|家|名|人|次|岁))"
)
# A message that begins with a number speaks of that ticket, unless the number counts something.
_FIRST = re.compile(
    r"^(\d{2,5})(?!\d|\s*(?:天|个|分|点|小时|号(?!单)|月|年|元|块|万|家|名|人|次|岁|条|台|%|[.:：/~～-]|周|几|多|日|季|级|后|以|到|至|、\d))"
)
_AFTER_VERB = re.compile(
    r"(?:取消|关闭|关掉|结掉|关了|撤销|撤|派|把|升级|备注|在|查|关|和|那个)\s*(\d{1,5})(?!\d|月|年|天|个|日|号[的那来到至]|到|至|[-~～])"
)
_ORDER_NAME = (
    re.compile(
        rf"(?:派给|指派给?|指定|改派给?|转给|就?定给?|派(?!单|给|人)|归(?!你)|转(?=[老小])|分给|交给|安排给?|直接给|(?:^|[号单\d\s，,])给|人选|换成|换|由)\s*@?({NAME})"
    ),
    re.compile(
        rf"(?:让|叫|请|找|喊)@?({NAME})(?=去|来|接|上|处理|负责|跟|过|跑|替|帮|赶|先|远程|师傅|看|，|,|$|\s)"
    ),
    re.compile(
        rf"(?:^|[\s，,单家号\d])@?({NAME}|[\u4e00-\u9fa5]{{2,6}}?)(?=你(?:去|上|把|来|接|跟|处理)|马上过去|接手|接一下|负责)"
    ),
    re.compile(rf"(?:改派|重派)\s*({NAME})(?=有|会|懂|\s|$|，)"),
)
_NO_ORDERED = re.compile(
    r"^(?:一个|一位|一名|加一|人选|换人|麻烦|辛苦|换成|换个|个人|单派|单归|自己|他们|大家|师傅|企业|客户|这个|那个|原来|刚才|你们|我们|另外|重新|安排|别人|领导|.退|进名|名册|派单|工种|电话|手机|单位|片区|最多|新来|专家|联系|上[\u4e00-\u9fa5]?$|给|叫)"
)
_LEAVE = re.compile(
    r"请假|休[^息]{0,2}假|停派|停掉|暂停|先别派|不派|别派|住院|出国|恢复|回来|可以派|复工|销假"
)
_NO_MORE = re.compile(r"(?:以后|今后|往后|暂时|先)都?(?:别|不要|不用|不)再?派")
_ROSTER_NAME = (
    re.compile(
        r"(?:新增|增加|录入|加(?![上进了入急]|个工种|热|一个[\u4e00-\u9fa5]{2}$))(?:一?[个家位名])?(?:师傅|企业|专家|工匠)?(?:叫|人)?[\s：:]*([\u4e00-\u9fa5]{2,8}?)(?=[\s，,：:]|电话|工种|$)"
    ),
    re.compile(rf"(?:停掉|停派|先别派给|暂停|恢复|拉黑|移出|去掉|把)\s*@?({NAME})"),
    re.compile(
        r"^@?([\u4e00-\u9fa5]{2,6}?)(?=工种|手机|电话|换|请假|离职|以后|最多|的电话|的工种|只接|调|住院|退休|改|停|休|\s)"
    ),
)


def understand_coordinator(text: str, *, at: datetime, known: Known = NOTHING) -> Understanding:
    """One message from a coordinator. `at` is its own time, aware; `known` the names of the roster."""
    bare = re.sub(r"@派单助手[\s\u2005]*", "", text).strip()[:2000]
    ticket = _ticket(bare)
    word = find_word(bare, known)
    if word is not None:
        return Understanding(intent=word.intent, ticket=ticket, target=word.name)
    target = _ordered(bare, known)
    intent, lead = choose(bare, Role.COORDINATOR)
    if ticket is None and target and _NO_MORE.search(bare):
        intent, lead = Intent.ROSTER, SURE
    query = None
    if intent in (Intent.QUERY, Intent.EXPORT):
        query = find_query(bare, at, ticket, known, export=intent is Intent.EXPORT)
    return Understanding(
        intent=intent,
        ticket=None if intent is Intent.ROSTER else ticket,
        target=_target(bare, intent, target, query, known),
        query=query,
        leave=find_leave(bare, at) if intent is Intent.ROSTER and _LEAVE.search(bare) else None,
        sure=lead >= SURE,
    )


def _target(text: str, intent: Intent, ordered: str | None, query: Query | None, known: Known) -> str | None:
    if intent is Intent.ASSIGN:
        return ordered
    if intent is Intent.ROSTER:
        return find_known(text, known.people | known.firms) or _enrolled(text)
    return query.person if query and intent is Intent.QUERY else None


def _enrolled(text: str) -> str | None:
    """Whose entry in the roster is meant: an added one, a firm, a person, or the word it begins with."""
    added = _name(text, _ROSTER_NAME[:1])
    return added or find_firm(text, NOTHING) or _leading(text) or _name(text, _ROSTER_NAME[1:])


def _leading(text: str) -> str | None:
    """A name with a surname at the start of a word; a nickname goes on to the next verb (谢师傅橡胶)."""
    found = re.search(
        rf"(?:^|[\s，,]|把|给|停掉|册里|加上|的|让)@?({SURNAMED}[\u4e00-\u9fa5A-Za-z]{{0,4}}?)"
        r"(?=加|工种|片区|手机|电话|微信|单位|换|请假|离职|以后|最|的|只|调|住院|退休|去世|休|出国|产假|改|停|恢复|回来|上限|同时|专长|再|补|加|的|资料|接单|下周|明天|[\s，,]|$)",
        text,
    )
    return found.group(1) if found else None


def _ordered(text: str, known: Known) -> str | None:
    """Who is to take a ticket: @-ed, else named after an order, else any name in the text."""
    named = find_mention(text) or _name(text, _ORDER_NAME)
    return named or find_known(text, known.people) or find_strict(text)


def _ticket(text: str) -> int | None:
    if re.search(r"(?<!\d)\d{1,2}号的单子|\d月\d", text):
        return None
    for pattern in (_FIRST, _LEADING, _AFTER_VERB):
        found = pattern.search(text)
        if found and not re.match(r"1[3-9]\d{9}", text[found.start(1) :]):
            return int(found.group(1))
    return find_ticket_no(text)


def _name(text: str, patterns: tuple[re.Pattern[str], ...]) -> str | None:
    found = (tidy(each.group(1)) for pattern in patterns for each in pattern.finditer(text))
    return next((name for name in found if len(name) >= 2 and not _NO_ORDERED.match(name)), None)
