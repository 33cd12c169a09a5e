"""Understanding what a coordinator writes, with the slots of his question. Rules alone."""

import re
from datetime import datetime

from handlers.understanding.cues import weigh
from handlers.understanding.names import NAME, find_mention, tidy
from handlers.understanding.numbers import find_ticket_no
from handlers.understanding.periods import find_period
from handlers.understanding.trades import find_category
from handlers.understanding.values import Intent, Query, Understanding

_LEADING = re.compile(
    r"(?:^|[^\d.])(\d{2,5})(?=\s|$|让|给|派|改|取消|关|不用|升|别|转|留言|注|记|还|怎么|两个|企业|客户|谁|到|上报|扩大|交|号|单|指派|这单|，|,)(?!\s*(?:天|个|分|点|号到|月|年|元|家|名|人|次|岁))"
)
_AFTER_VERB = re.compile(
    r"(?:取消|关闭|关掉|结掉|关了|撤销|派|把|升级|备注|在)\s*(\d{1,5})(?!\d|月|年|天|个)"
)
_DISTRICT = re.compile(r"(梅屿|双桥|沙塘|青溪|岙里|云岭|[\u4e00-\u9fa5]{2}(?=片区|镇(?!里)|街道|乡(?!下)))")
_FIRM = re.compile(
    r"([\u4e00-\u9fa5]{2,8}?(?:模塑|模具|文具|汽配|塑模|精模|家居|制笔|色母|包装|电器|机械|科技|公司|厂|铸造|五金|电子|灯饰|塑业|实业|食品|茶业|竹业|橡塑|制造|塑料|机电))"
)
_ORDER_NAME = (
    re.compile(
        rf"(?:派给|指派给|改派给?|转给|转(?=[老小])|分给|交给|安排给?|直接给|(?:号|单|\d)给|人选|换成|换|由)\s*@?({NAME})"
    ),
    re.compile(rf"(?:让|叫|请|找|喊)@?({NAME})(?=去|来|接|上|处理|负责|跟|过|师傅|看|，|,|$|\s)"),
    re.compile(
        rf"(?:^|[\s，,单家号])@?({NAME}|[\u4e00-\u9fa5]{{2,6}}?)(?=你(?:去|上|把|来|接|跟|处理)|马上过去|接手|接一下|负责)"
    ),
    re.compile(rf"(?:改派|重派)\s*({NAME})(?=有|会|懂|\s|$|，)"),
)
_ROSTER_NAME = (
    re.compile(
        r"(?:新增|增加|录入|加)(?:一?[个家位名])?(?:师傅|企业|专家|工匠)?[\s：:]*([\u4e00-\u9fa5]{2,8}?)(?=[\s，,：:]|电话|工种|$)"
    ),
    re.compile(rf"(?:停掉|停派|先别派给|暂停|恢复|拉黑|移出|去掉|把)\s*@?({NAME})"),
    re.compile(
        r"^@?([\u4e00-\u9fa5]{2,6}?)(?=工种|手机|电话|换|请假|离职|以后|最多|的电话|的工种|只接|调|住院|退休|改|停|休|\s)"
    ),
)
_PERSON = (
    re.compile(
        rf"({NAME})(?=手上|手里|这周|上周|上个月|这个月|最近|今天|本月|那几个单|接了|现在|在忙|跑了|干了|的单|几单|评价|今年|的评分|一共|忙不|有几单|负责)"
    ),
    re.compile(rf"(?:企业对|客户对|看看|查一下|查下|查查)({NAME})(?=评价|的|打分|$|这|接)"),
)
_METRICS = (
    ("rating", r"打分|评分|评价|满意|几分|好评"),
    ("reply_rate", r"回复率|回话率|响应率|应答率"),
    ("pickup_rate", r"接单率|接起率|按时率|及时率|超时率|达标率"),
    ("pickup_time", r"最慢|最快|多久|多快|接单时间|平均.{0,4}(?:接|响应)|几分钟|响应时间|接单(?:要|用)"),
    ("value", r"金额|多少钱|保住|挽回|省了|订单.{0,4}合计|成效|价值|产值|省下"),
    ("load", r"手上几单|手里几单|手上(?:有|还有)?(?:几|多少)|负荷|忙不忙|压了几单|满了没"),
    (
        "count",
        r"多少单|几单|多少求助|几个|几家|几次|多少个|单数|求助数|工单数|总共|一共|有多少|几件|多少件|办结多少|总数|数量",
    ),
)
_STATUS = (
    (
        r"没解决|没办完|没办结|未办结|没结|未完成|没完成|没处理完|没弄完|还没办|在办|未结|办完没",
        ("open", "claimed", "in_progress"),
    ),
    (r"没人接|没接|没派出去|没人应|谁都没接|未接|待接|没人要|挂着|无人接|没着落|还空着", ("open",)),
    (r"接了没动手|接了没去|接了还没动", ("claimed",)),
    (r"修好了企业没回话|等确认|待确认|没确认|没回话的", ("resolved",)),
    (r"办结|结了的|已解决|已办|完成了|关了的|闭环的", ("resolved", "closed")),
    (r"取消的|撤掉的|作废的", ("cancelled",)),
    (r"正在处理|处理中|弄到什么程度|进行中", ("claimed", "in_progress")),
)
_TRADE_WORDS = {
    "模具": "mould",
    "注塑": "injection",
    "塑料": "injection",
    "冲压": "stamping",
    "钣金": "stamping",
    "压铸": "casting",
    "铸造": "casting",
    "机加工": "machining",
    "刀具": "machining",
    "数控": "machining",
    "焊接": "welding",
    "热处理": "heat_treatment",
    "材料": "heat_treatment",
    "表面处理": "surface",
    "电镀": "surface",
    "喷涂": "surface",
    "电气": "electrical",
    "电工": "electrical",
    "配电": "electrical",
    "自动化": "automation",
    "机器人类": "automation",
    "液压": "hydraulics",
    "气动": "hydraulics",
    "设备": "equipment",
    "维修": "equipment",
    "检测": "metrology",
    "质量": "metrology",
    "电子": "electronics",
    "照明": "electronics",
    "软件": "software",
    "信息化": "software",
    "精益": "lean",
    "工艺": "lean",
    "安全": "safety",
    "环保": "safety",
    "农业": "agri_food",
    "食品": "agri_food",
    "茶叶": "agri_food",
}


def understand_coordinator(text: str, *, at: datetime) -> Understanding:
    """One message from a coordinator. `at` is the message's own time, aware."""
    bare = re.sub(r"@派单助手[\s\u2005]*", "", text).strip()[:2000]
    ticket = _ticket(bare)
    weights = weigh("coordinator", bare)
    target = _name(bare, _ORDER_NAME) or find_mention(bare)
    intent, margin = _intent(bare, weights, ticket, target)
    if intent is Intent.ROSTER:
        target = _name(bare, _ROSTER_NAME)
    query = (
        _query(bare, at, ticket, export=intent is Intent.EXPORT)
        if intent in (Intent.QUERY, Intent.EXPORT)
        else None
    )
    if intent is Intent.QUERY:
        target = query.person if query else None
    elif intent not in (Intent.ASSIGN, Intent.ROSTER):
        target = None
    return Understanding(intent=intent, ticket=ticket, target=target, query=query, sure=margin >= 1)


def _ticket(text: str) -> int | None:
    if re.search(r"(?<!\d)\d{1,2}号的单子|\d月\d", text):
        return None
    for pattern in (_LEADING, _AFTER_VERB):
        found = pattern.search(text)
        if found and not re.match(r"1[3-9]\d{9}", text[found.start(1) :]):
            return int(found.group(1))
    return find_ticket_no(text)


def _name(text: str, patterns: tuple[re.Pattern[str], ...]) -> str | None:
    for pattern in patterns:
        found = pattern.search(text)
        if found:
            return tidy(found.group(1))
    return None


def _intent(
    text: str, weights: dict[str, float], ticket: int | None, target: str | None
) -> tuple[Intent, float]:
    if not text:
        return Intent.CHAT, 9.0
    scored = {Intent(name): weight for name, weight in weights.items()}
    if scored[Intent.ASSIGN]:
        scored[Intent.ASSIGN] += (0.6 if ticket is not None else 0) + (0.6 if target else -1.0)
    for order in (Intent.CLOSE, Intent.CANCEL, Intent.NOTE, Intent.ESCALATE):
        scored[order] += 0.5 if ticket is not None and scored[order] else 0
    if ticket is not None and scored[Intent.CHAT]:
        scored[Intent.CHAT] -= 1.5
    if ticket is not None and not any(scored.values()):
        scored[Intent.QUERY] = 1.5
    order_of = list(scored)
    best = max(order_of, key=lambda intent: (scored[intent], -order_of.index(intent)))
    if scored[best] < 1.5:
        return Intent.CHAT, 1.0
    return best, scored[best] - max(value for intent, value in scored.items() if intent is not best)


def _query(text: str, at: datetime, ticket: int | None, *, export: bool) -> Query:
    if ticket is not None:
        return Query(about="ticket", no=ticket, output="excel" if export else None)
    metric = next((name for name, pattern in _METRICS if re.search(pattern, text)), None)
    status = next((words for pattern, words in _STATUS if re.search(pattern, text)), None)
    person = _name(text, _PERSON)
    firm = _FIRM.search(text)
    district = _DISTRICT.search(text)
    about = _about(text, metric, status, person, firm is not None)
    output = (
        "picture"
        if re.search(r"图(?!纸)|画个", text)
        else "excel"
        if export or re.search(r"表格|excel|做个表", text, re.I)
        else None
    )
    return Query(
        about=about,
        status=status,
        period=find_period(text, at),
        person=person if about == "person" else None,
        enterprise=_firm(firm.group(1)) if firm and about != "person" else None,
        category=_category(text, about),
        district=district.group(1) if district else None,
        metric=_metric(text, metric, about, export=export),
        output=output,
    )


def _about(
    text: str, metric: str | None, status: tuple[str, ...] | None, person: str | None, firm: bool
) -> str:
    if "案例" in text:
        return "cases"
    if person or re.search(r"谁.{0,6}(?:最|排)|排名|排个名|哪位师傅|哪个师傅", text):
        return "person"
    if firm:
        return "enterprise"
    if re.search(
        r"列|哪些|看下|看看|有什么|什么单|什么没|给我看|清单|明细|台账|导出|导表|导一份|导出来|(?:没|未).{0,4}的$|那几个",
        text,
    ) and metric not in ("pickup_time", "value", "rating"):
        return "list"
    if metric or re.search(r"情况|总体|数据|汇总|统计|图|周报|月报|怎么样|趋势|报表", text):
        return "figures"
    return "list" if status or metric is None else "figures"


def _firm(text: str) -> str:
    return re.sub(r"^(?:把|看看|查一下|查下|去年|今年|这个月|上个月|上周|最近|本月)", "", text)


def _category(text: str, about: str) -> str | None:
    for word, code in _TRADE_WORDS.items():
        if re.search(rf"{word}(?:类|方面|的|有|单|问题|工种|上|这块|$|\s|还|没)", text):
            return code
    if about == "cases":
        found = find_category(text)
        return found if found != "other" else None
    return None


def _metric(text: str, metric: str | None, about: str, *, export: bool) -> str | None:
    if about in ("list", "cases") or export:
        return None
    if about == "person" and metric is None and re.search(r"最快", text):
        return "pickup_time"
    return metric
