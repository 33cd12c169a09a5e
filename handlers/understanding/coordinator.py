"""Understanding what a coordinator writes, with the slots of his question.

A classifier for the intent, a model of names for whom it is about, rules for ticket numbers."""

import re
from collections.abc import Collection
from datetime import datetime

from handlers.understanding.choices import find_word, without_unwanted
from handlers.understanding.classifier import SURE, choose
from handlers.understanding.cues import weigh
from handlers.understanding.doubting import asks_ability
from handlers.understanding.known import NOTHING, Known
from handlers.understanding.leavers import asks_who_left, is_gone, stranger_gone
from handlers.understanding.leaves import asks, find_days_off, find_leave, tells_busy, tells_leave
from handlers.understanding.mentions import Named, mentions
from handlers.understanding.names import find_known, find_mention, find_strict, without_bot
from handlers.understanding.numbers import find_ticket_no, spelt_out
from handlers.understanding.orders import without_forbidden
from handlers.understanding.periods import MARK, without_periods
from handlers.understanding.questions import asks_phone, asks_who_took_none, asks_who_waits, find_query
from handlers.understanding.replacing import from_the_wish_on, replaced_by, wants_another
from handlers.understanding.several import NO_MORE, find_several
from handlers.understanding.values import Intent, Leave, Query, Role, Understanding

_LEADING = re.compile(
    r"(?:^|[^\d.A-Za-z])(\d{2,5})(?=\s|$|让|请|叫|喊|找|由|麻烦|辛苦|就|定|安排|指定|重新|另|再|先|给|派|改|取消|关|不用|升|别|转|留言|注|记|还|怎么|两个|企业|客户|谁|到|上报|扩大|交|号|单|指派|这单|，|,)(?!\s*(?:天|个|分|点|号到|月|年|元|家|名|人|次|岁))"
)
# A message that begins with a number speaks of that ticket, unless the number counts something.
_FIRST = re.compile(
    r"^(\d{2,5})(?!\d|\s*(?:天|个|分|点|小时|号(?!单)|月|年|元|块|万|家|名|人|次|岁|条|台|%|[.:：/~～-]|周|几|多|日|季|级|后|以|到|至|强|热线|联动|、\d))"
)
_AFTER_VERB = re.compile(
    r"(?:取消|关闭|关掉|结掉|关了|撤销|撤|派|把|升级|备注|在|查|关|和|那个)\s*(\d{1,5})(?!\d|月|年|天|个|日|号[的那来到至]|到|至|[-~～])"
)
# "取消", and nothing else: of which ticket has to be asked.
_BARE_ORDERS = {
    Intent.CANCEL: re.compile(r"取消(?:掉|这单|那单)?|撤销|撤单|取消派单"),
    Intent.CLOSE: re.compile(r"关闭|关单|结单|关掉|结掉|结案"),
    Intent.ESCALATE: re.compile(r"升级|加急|升级一下|加急一下|升特急"),
    Intent.NOTE: re.compile(r"备注(?:一下)?|加个?备注|记一笔|记一下"),
}
_LEAVE = re.compile(
    r"放.{0,4}假|[产病婚丧事年]假|探亲假|坐月子|假(?:期)?(?:就|先)?(?:取消|作废|不休|不请)|请(?:了|个|几天|[一两三四五半\d]{1,2}[天周])*假|休息|不在|不来|不(?:想|愿意?|肯|打算)?(?:再)?接单|出差|手术|上班|开工|(?:能|可以)(?:再|继续|正常)?(?:派|接)|休[^息]{0,2}假|停派|停掉|暂停|先别派|不派|别派|住院|出国|恢复|回来|可以派|复工|销假"
)
# What "1001 换人" may be taken for, which orders somebody else for the ticket.
_TO_OTHERS = (Intent.ASSIGN, Intent.ESCALATE, Intent.CANCEL, Intent.CHAT)
_REPLACES = (*_TO_OTHERS, Intent.ROSTER)
# 1001换人是谁定的, 为什么换人: of a change that was made.
_ASKS_OF_CHANGE = re.compile(r"谁|为什么|为啥|怎么|哪|几|原因|什么时候|没有?换")
_THIS_ONE = re.compile(r"(?:那|就|先|，|,)*[这那](?:一?[个张])?单")
# What "再叫两个师傅" is no word of.
_CALLS_MORE = re.compile(
    r"[\W\d号单]*(?:给我|帮我|麻烦|请)?(?:再|多|另外?)多?(?:派|叫|喊|请|找|问|安排|来)(?![^，,。]{0,3}进)"
)
_NOT_FOR_MORE = (Intent.ROSTER, Intent.CANCEL, Intent.CLOSE)
_PHONED = re.compile(r"电话|手机|号码|时间|微信|联系人")  # "换成1390…": no person is changed
_TOLD_OF = (
    Intent.QUERY,
    Intent.CHAT,
    Intent.ROSTER,
    Intent.NOTE,
    Intent.CANCEL,
    Intent.ASSIGN,
)  # what "老单回来了" may be taken for
_NO_MORE = re.compile(r"(?:以后|今后|往后|暂时|先)都?(?:别|不要|不用|不)再?派")


# 上季度小结, 累计挽回损失: a heading is a wish for what stands under it.
_REPORT = re.compile(
    rf"^(?:[^，,。]{{0,6}}{MARK}|累计|全县|全区|全市)[^，,。]{{0,6}}(?:小结|战绩|业绩|数据|单量|单数|挽回[^，,。]{{0,4}}|省[^，,。]{{0,4}})$"
)
# 帮我盯着1003，没人接告诉我: he hears how it stands, and by itself when nobody takes it.
_WATCHED = re.compile(
    r"(?:盯|看|留意|关注)(?:着|一下|紧|牢)(?!办|修|弄).{0,12}?(?:告诉|跟我说|喊我|叫我|通知我)"
)
_PAPER = re.compile(
    r"(?:发|看|要|给我|出)?(?:一?下|个)?(?:本|这个?|上个?)?[周月日季年]报(?:发我|发一下|给我|看看)?[。！!]*"
)
# 1001请了哪些师傅: who was asked, not whom to ask.
_WHOM_ASKED = re.compile(
    r"(?:请|找|问|叫|喊|派|@)(?:了|过)(?:的是|的)?(?:哪|谁|几|多少)|(?:谁|哪[几些位]?.{0,3})(?:被)?(?:请|叫|@)过"
    r"|1\d{3}[单号】\s]*(?:还有)?(?:谁|哪[几些]?位)(?:还)?没(?:有)?(?:接单?|答应)[？?]*$"
    r"|(?:谁|师傅|哪[几些位]).{0,6}(?:没|未|不)(?:有)?(?:回(?:话|复|音|应|消息|过|$|[?？])|吭声|应声|反应|动静)"
)
_BARE_NO = re.compile(r"[#＃【]?1\d{3}[】号单]*[?？。]*")
# 今天谁有空, 双桥哪几位师傅闲着
_WHO_IS_FREE = re.compile(
    r"(?:谁|哪[位个些几]|几[位个]|多少(?:人|师傅|位)|有没有(?:人|师傅)?|师傅们?).{0,8}"
    r"(?:有空(?!调|.{0,3}帮)|空闲|空着|闲着|闲的|没活|能出去|能上门|能派|可以派|派得出去|能去)"
)


def asks_whom(text: str) -> bool:
    """Whether words about a ticket ask who was asked to take it."""
    return _WHOM_ASKED.search(text) is not None


def bare_order(text: str) -> Intent | None:
    """The order of a text that says neither of which ticket nor anything else ("取消", "备注")."""
    bare = without_bot(text).strip(" 。！!~～吧")
    return next((intent for intent, said in _BARE_ORDERS.items() if said.fullmatch(bare)), None)


def understand_coordinator(text: str, *, at: datetime, known: Known = NOTHING) -> Understanding:
    """One message from a coordinator. `at` is its own time, aware; `known` the names of the roster."""
    bare = spelt_out(without_bot(text)[:2000])
    ticket = _ticket(bare)
    if ticket is None and _only_thanks(bare):
        return Understanding(intent=Intent.CHAT)
    word = find_word(bare, known)
    if word is not None:
        return Understanding(intent=word.intent, ticket=ticket, target=word.name)
    if _restores(bare, ticket, known):
        return Understanding(intent=Intent.REOPEN, ticket=ticket or _restored_no(bare))
    ordered = bare_order(bare)
    if ordered is not None:
        return Understanding(intent=ordered)
    if _BARE_NO.fullmatch(bare):  # which ticket he means where he was asked, else how it stands
        return Understanding(intent=Intent.QUERY, ticket=ticket, query=Query(about="ticket", no=ticket))
    intent, lead = choose(bare, Role.COORDINATOR)
    if ticket is not None and lead < SURE and not asks(bare) and _wants_nobody(bare):
        intent, lead = Intent.CANCEL, SURE
    elif ticket is not None and (
        (intent in _HEARD and _told_by_the_firm(bare))
        or (lead < SURE and intent in _NO_TELLING and _tells_of_the_firm(bare, known))
    ):
        intent, lead = Intent.NOTE, SURE
    if ticket is None and _NO_MORE.search(bare) and _named(bare, "roster", known.people):
        intent, lead = Intent.ROSTER, SURE
    if ticket is None and asks_who_left(bare) and not find_known(bare, known.people):
        return Understanding(intent=Intent.QUERY, query=Query(about="person"))
    named_first = (find_known(bare, known.people) or find_strict(bare)) if ticket is None else None
    if intent in _TOLD_OF and named_first is not None and tells_busy(bare, named_first) and not asks(bare):
        return Understanding(intent=Intent.ROSTER, target=named_first, leave=find_days_off(bare, at))
    if intent in _TOLD_OF and named_first is not None and tells_leave(bare, named_first):
        intent, lead = Intent.ROSTER, SURE
    elif intent is Intent.ROSTER and named_first is not None and _LEAVE.search(bare) and asks(bare):
        return Understanding(intent=Intent.QUERY, query=Query(about="person", person=named_first))
    if intent is Intent.ROSTER and _THIS_ONE.match(bare) and find_known(bare, known.people) is None:
        intent, lead = Intent.CANCEL, SURE  # "这单先别派了": nobody is called so
    if intent is Intent.CANCEL and ticket is None and "单" not in bare and find_known(bare, known.people):
        intent, lead = Intent.ROSTER, SURE  # "把何碧涛删了" is about him and no ticket
    by = replaced_by(bare, known.people) if ticket is not None and intent in _REPLACES else None
    if by is not None and not asks(bare) and not _PHONED.search(bare):
        return Understanding(intent=Intent.ASSIGN, ticket=ticket, target=by)
    if ticket is not None and _calls_another(bare, intent):
        intent, lead = Intent.ASSIGN, SURE
    elif ticket is not None and intent is Intent.ASSIGN and asks_ability(bare):
        intent = Intent.QUERY  # "1001老单懂不懂双色模" gives it to nobody
    if ticket is None and intent in (Intent.CHAT, Intent.QUERY, Intent.ASSIGN) and _WHO_IS_FREE.search(bare):
        intent, lead = Intent.QUERY, SURE
    if (
        ticket is None
        and intent is Intent.CHAT
        and (
            _REPORT.search(without_periods(bare))
            or _PAPER.fullmatch(bare)
            or asks_who_took_none(bare)
            or asks_who_waits(bare)
        )
    ):
        intent = Intent.QUERY
    if ticket is not None and intent is Intent.ASSIGN and (asks_whom(bare) or _WATCHED.search(bare)):
        intent = Intent.QUERY
    asked = _phone_asked(bare, ticket, known)
    if asked is None and intent is Intent.QUERY and asks_phone(bare):
        asked = Query(about="person", phone=True)  # whose, he is asked
    if asked is not None:
        return Understanding(intent=Intent.QUERY, ticket=ticket, target=asked.person, query=asked)
    query = None
    if intent in (Intent.QUERY, Intent.EXPORT):
        query = find_query(bare, at, ticket, known, export=intent is Intent.EXPORT)
    person = find_mention(bare) or find_known(bare, known.people)
    several = find_several(bare, named=person is not None)
    # "把周建国删了": who is in no roster is said to be in none.
    leaver = person or stranger_gone(bare)
    if leaver is None and intent is Intent.ROSTER:
        called = _named(bare, "roster", known.people)
        leaver = called if called and not any(called in firm for firm in known.firms) else None
    if ticket is None and intent in _TOLD_OF and leaver and is_gone(bare, leaver, known):
        return Understanding(intent=Intent.ROSTER, target=leaver, leave=Leave(away=True, gone=True))
    if several == NO_MORE:
        return Understanding(intent=Intent.NOTE, ticket=ticket, several=several)
    calls = several is not None and _CALLS_MORE.match(bare) is not None and not asks(bare)
    if calls and intent in _NOT_FOR_MORE and person is None:
        intent, lead = Intent.ASSIGN, SURE
    return Understanding(
        intent=intent,
        ticket=None if intent is Intent.ROSTER else ticket,
        target=person if several else _target(bare, intent, query, known),
        several=several,
        query=query,
        leave=find_leave(bare, at) if intent is Intent.ROSTER and _LEAVE.search(bare) else None,
        sure=lead >= SURE,
    )


def _calls_another(text: str, intent: Intent) -> bool:
    """Whether words about a ticket want another expert for it, though they may ask something of the first
    ("1008的师傅会不会拉深？换一个靠谱点的")."""
    if intent not in (*_TO_OTHERS, Intent.QUERY) or not wants_another(text):
        return False
    return intent is not Intent.QUERY or not _ASKS_OF_CHANGE.search(from_the_wish_on(text))


_CLAUSE = re.compile(r"[，,。；;！!~～\s]+")


def _only_thanks(text: str) -> bool:
    """Whether all that is said is thanks and praise for an expert ("多谢单师傅 解决了大问题")."""
    cues = [weigh("asides", each) for each in _CLAUSE.split(text) if each]
    thanks = any(each["union_thanks"] for each in cues)
    return thanks and all(each["union_thanks"] or each["union_praise"] for each in cues)


def _wants_nobody(text: str) -> bool:
    """Whether a coordinator tells of a firm that it wants nobody any more ("1001那边说不要师傅了")."""
    cues = weigh("endings", text)
    return bool(cues["withdrawn"]) and not cues["himself"]


_HEARD = (Intent.QUERY, Intent.CHAT)
_NO_TELLING = (Intent.QUERY, Intent.ASSIGN, Intent.CANCEL, Intent.CLOSE, Intent.ESCALATE, Intent.CHAT)
# 1001他们说等几天, 1001那边停电了: what a firm says or what is the matter there.
_OF_THE_FIRM = re.compile(
    r"^\W*\d{2,6}\W*(?:号单|号|这单|那单)?[，,：:\s]*(?:他们|她们|企业|厂[里家方]|对方|客户|老板|那边|人家|那家)(?:那边|的人)?"
    r"(?:(?:刚刚?才?|今天|早上|又|也|来电|打电话)*(?:说|讲|想|要|希望|反映|打算|定|同意)|停|断|没|放|在|搬|不急|下班)"
)
_ORDERS_SOMETHING = re.compile(
    r"派|让|叫|换(?:人|个人|师傅|一[位个])|转给|升|加急|催|关(?:了|掉|单|吧)|结[单案掉了]|取消|撤|作废|[好完]了|解决|别(?:派|来|去)"
)


_ASKS_OF_IT = re.compile(r"[?？]|吗|[呢没]$|谁|哪|多少|什么|怎么|是不是|有没有")


# 1001师傅到现场了，企业说的: told by it, whatever it is.
_TOLD_BY_FIRM = re.compile(
    r"(?:企业|厂[里家方]|对方|客户|老板|他们|人家)(?:那边|的人)?(?:刚刚?才?|今天|又|也|打电话|来电|电话里)*(?:说的?|讲的?|反映|反馈)(?!什么|啥|法)"
)


def _told_by_the_firm(text: str) -> bool:
    told = _TOLD_BY_FIRM.search(text) is not None and not _ASKS_OF_IT.search(text)
    return told and not _ORDERS_SOMETHING.search(
        re.sub(r"(?:修|弄|搞|处理)?好了|到[^，,。]{0,4}了", "", text)
    )


def _tells_of_the_firm(text: str, known: Known) -> bool:
    told = _OF_THE_FIRM.match(text) is not None and not _ASKS_OF_IT.search(text)
    return told and not _ORDERS_SOMETHING.search(text) and find_known(text, known.people) is None


_RESTORED_NO = re.compile(r"(?:恢复|开|启|还原|取消|关)\s*【?(\d{3,6})(?!\d)")
_THAT_ONE = re.compile(r"[那这]一?(?:单|个|张)|的单")
_ASKS = re.compile(r"[?？]|[吗呢没]$|了没有$|为什么|怎么|谁|几|多少")
_SHORT = 20  # characters of an order that names no ticket


def _restores(text: str, ticket: int | None, known: Known) -> bool:
    """Whether an ended ticket is to be opened again ("恢复1001", "1001重新开", "取消错了")."""
    if not weigh("endings", text)["restored"] or _ASKS.search(text) or find_known(text, known.people):
        return False
    if ticket is not None or _restored_no(text) is not None:
        return True
    return len(text) <= _SHORT and (weigh("endings", text)["undone"] > 0 or bool(_THAT_ONE.search(text)))


def _restored_no(text: str) -> int | None:
    found = _RESTORED_NO.search(text)
    return int(found.group(1)) if found else None


def _phone_asked(text: str, ticket: int | None, known: Known) -> Query | None:
    """The question for a phone number: of a ticket's people, or of who is named."""
    if not asks_phone(text):
        return None
    if ticket is not None:
        return Query(about="ticket", no=ticket, phone=True)
    name = find_known(text, known.people | known.firms | known.contacts) or next(
        (each.name for each in mentions(text, "question") if each.kind is not Named.DISTRICT), None
    )
    name = name or _part_of_a_name(text, known)
    return Query(about="person", person=name, phone=True) if name else None


_WHOSE = re.compile(r"^\W*(?:给我|发我|要|查一?下|问一?下|把)?([^\W\d_]{2,8}?)的?(?:电话|手机|号码|联系方式)")


def _part_of_a_name(text: str, known: Known) -> str | None:
    """What stands before "电话" and is a part of somebody's nickname ("磊子电话")."""
    found = _WHOSE.match(text)
    return found[1] if found and any(found[1] in name for name in known.people | known.contacts) else None


def _target(text: str, intent: Intent, query: Query | None, known: Known) -> str | None:
    if intent is Intent.ASSIGN:
        text = without_unwanted(from_the_wish_on(without_forbidden(text, intent)))
        return find_mention(text) or _named(text, "assign", known.people)
    if intent is Intent.ROSTER:
        return _named(text, "roster", known.people | known.firms)
    return query.person if query and intent is Intent.QUERY else None


def _named(text: str, about: str, known: Collection[str]) -> str | None:
    """Whom an order names: the first name recognised, else one of the roster, else what begins like one.

    A name of the roster that holds the one recognised, or lies in it, is taken as the roster writes it.
    """
    plain = without_periods(text)
    found = [each.name for each in mentions(plain, about) if each.kind is not Named.DISTRICT]
    whole = find_known(plain, known)
    if found and whole and (whole in found[0] or found[0] in whole):
        return whole
    return found[0] if found else whole or find_strict(plain)


# "省了5000": what was saved is no ticket's number.
_SAVED = re.compile(
    r"(?:节省|节约|(?<![江南北东西全])省|挽回|减少)(?:下|了|下了)?(?:大概|大约|差不多|有)?\s*\d+"
)


# "15号来了几单", "25号之前的单子" name a day, "有100单了吗" counts.
_DAY_OR_COUNT = re.compile(
    r"(?<![\d第])(?:[12]?\d|3[01])号(?!(?:工|派)?单(?!子)|[那这][单个])"
    r"(?=.{0,16}(?:几[单个张条件起]|多少|多不多|有人报|求助|单子|的单|那天|当天|[上下]午|晚上|两天))"
    r"|(?:超过|有|来了?|到了?|够了?|前|共|破了?)\s*\d{1,4}单(?!号)"
)


def _ticket(text: str) -> int | None:
    text = _DAY_OR_COUNT.sub("", _SAVED.sub("", text))
    if re.search(r"(?<!\d)\d{1,2}号的单(?!号)|\d月\d|\d[号日]?[到至~-]\d{1,2}[号日]", text):
        return None
    for pattern in (_FIRST, _LEADING, _AFTER_VERB):
        found = pattern.search(text)
        if found and not re.match(r"1[3-9]\d{9}", text[found.start(1) :]):
            return int(found.group(1))
    return find_ticket_no(text)
