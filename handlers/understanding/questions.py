"""What a coordinator's question is about: the slots of the command contract's `query`."""

import re
import tomllib
from datetime import datetime
from importlib.resources import files

from handlers.understanding.known import DISTRICTS, Known
from handlers.understanding.names import CALLED, NAME, find_known, find_strict, tidy
from handlers.understanding.periods import find_period
from handlers.understanding.trades import find_category
from handlers.understanding.values import Query

_DISTRICT = re.compile(
    r"(?:^|[\s，,的]|我们|看看|查下|查一下|查查)([\u4e00-\u9fa5]{2})(?=片(?!子|材)|街道|[镇乡](?!里|上)|那边|这边|那块|一带)"
)
_NO_FIRM = re.compile(r"类似|哪[些家个几]|各|这[些家个]|所有|全部|有没有|以前|每")
_CASES = re.compile(
    r"案例|类似.{0,8}(?:问题|毛病|情况)|以前.{0,14}怎么(?:解决|弄|处理|修)|"
    r"(?:碰到|遇到|碰着|解决|处理|修)过.{2,}的"
)
_SUMMED = re.compile(
    r"片区排|按.{1,4}(?:分|排|统计)|各(?:片区|工种|镇)|"
    r"(?:哪个(?:片区?|工种|行业|镇)|哪[种类]\w{0,4}|什么\w{0,4})最[多少]"
)
_AREA = r"(?:片区?|街道|[镇乡县])?(?:那边|这边|那块|一带)?"
_NO_DISTRICT = ("各个", "每个", "所有", "哪个", "我们", "你们", "企业", "师傅", "工会", "全部")
_FIRM = re.compile(
    r"([\u4e00-\u9fa5]{2,8}?(?:模塑|模具|文具|汽配|塑模|精模|家居|制笔|色母|包装|电器|机械|科技|公司|厂|铸造|五金|电子|灯饰|塑业|实业|食品|茶业|竹业|橡塑|制造|塑料|机电))"
)
_ABOUT_PERSON = (
    r"手上|手里|手头|这周|这礼拜|上周|上礼拜|上个月|上月|这个月|最近|今天|昨天|本月|本周|那几个?单|接了|现在|在忙|忙|跑了|干了|"
    r"的单|的评|几单|评价|接的|干得|做得|上半年|下半年|那边|近|怎么样|还没|今年|去年|一共|有几|有多少|有空|负责|还有|满了|压了|接单|弄的|弄完|处理|口碑"
)
# A given name or nickname of two characters is only believed where a word begins.
_GIVEN = re.compile(
    rf"(?:^|[\s，,。]|企业对|客户对|看看|查一下|查下|查查)@?([\u4e00-\u9fa5]{{2}})(?={_ABOUT_PERSON})"
)
_NO_PERSON = re.compile(
    r"(.)\1|[今昨前明上下本这那哪几多还没谁什怎何一二三四五六七八九十两个月周年天日号]|[单的了着过吗些里边区家们类率]|企业|师傅|客户|片区|街道|正在|在办|远程|上门|返工|按时|及时|超时|取消|求助|现在|最近|目前|案例|工种|平均|急件|培训|统计|数据|情况"
)
_JUDGED = re.compile(rf"(?:企业对|客户对|看看|查一下|查下|查查)({NAME})(?=评价|的|打分|$|这|接)")
_WORDS = tomllib.loads((files("prompts") / "lexicon" / "questions.toml").read_text("utf-8"))
_METRICS: list[tuple[str, str]] = _WORDS["metric"]
_STATUS: list[tuple[str, list[str]]] = _WORDS["status"]
_TRADE_WORDS: dict[str, str] = _WORDS["trade"]
_TRADES = re.compile("(?:" + "|".join(_TRADE_WORDS) + ")(?:类|方面)?")


def find_query(text: str, at: datetime, ticket: int | None, known: Known, *, export: bool) -> Query:
    """The slots of a question, or of an export order; `at` is the message's own time."""
    if ticket is not None:
        about = "cases" if _CASES.search(text) else "ticket"
        return Query(about=about, no=ticket, output="excel" if export else None)
    metric = next((name for name, pattern in _METRICS if re.search(pattern, text)), None)
    status = next((tuple(words) for pattern, words in _STATUS if re.search(pattern, text)), None)
    district = _district(text, known)
    names = re.sub(rf"{re.escape(district)}{_AREA}", " ", text) if district else text
    firm = find_firm(names, known)
    person = None if firm else _person(_TRADES.sub(" ", names), known)
    about = _about(text, metric, status, person, firm is not None)
    output = (
        "picture"
        if re.search(r"图(?!纸)|画个", text)
        else "excel"
        if export or re.search(r"表格|excel|[做拉列出][个张份]?表(?!现)", text, re.I)
        else None
    )
    return Query(
        about=about,
        status=status,
        period=find_period(text, at),
        person=person if about == "person" else None,
        enterprise=firm,
        category=_category(names.replace(firm or person or "\n", " "), about),
        district=district,
        metric=_metric(text, metric, about, export=export),
        output=output,
    )


def names_only_a_trade(words: str) -> bool:
    """Whether a question's words name a trade and nothing else."""
    return _TRADES.fullmatch(words.strip()) is not None


def _about(
    text: str, metric: str | None, status: tuple[str, ...] | None, person: str | None, firm: bool
) -> str:
    if _CASES.search(text):
        return "cases"
    if re.search(r"[那这](?:一?个)?单(?!子|位)", text) and not firm and not person:
        return "ticket"
    if _SUMMED.search(text):
        return "figures"
    if person or re.search(
        r"谁.{0,6}(?:最|排)|排名|排个名|前[几\d一二三五十]+[名位]|最.{1,4}的?师傅|师傅.{0,8}最|哪位师傅|哪个师傅|哪些师傅|哪几[位个]师傅|师傅.{0,4}(?:请假|休假|有空|没满|可以派|闲)|谁.{0,3}(?:请假|休假|有空|闲)|(?:还有|有没有)(?:谁|人|师傅).{0,2}(?:能|可以|有空|会)",
        text,
    ):
        return "person"
    if firm:
        return "enterprise"
    if re.search(r"图(?!纸)|趋势", text) and not re.search(r"列出来|清单|明细", text):
        return "figures"
    if re.search(r"情况|总体|数据|汇总|统计", text) and not re.search(r"列|哪些|清单|明细", text):
        return "figures"
    if re.search(
        r"列|哪些|哪几[^位]|最近[\d一二三五十两]{1,3}单|看下|看看|有什么|什么单|什么没|给我看|清单|明细|台账|导出|导表|导一份|导出来|(?:没|未).{0,4}的$|那几个",
        text,
    ) and metric not in ("pickup_time", "value", "rating"):
        return "list"
    if metric or re.search(r"情况|总体|数据|汇总|统计|图(?!纸)|周报|月报|怎么样|趋势|报表", text):
        return "figures"
    return "list" if status or metric is None else "figures"


def _person(text: str, known: Known) -> str | None:
    """Whose work is asked about."""
    strict = re.search(
        rf"(?:^|[^\u4e00-\u9fa5]|看看|看下|查一下|查下|查查|查|对|把|给|劳模|专家|说说)({NAME})"
        rf"(?={_ABOUT_PERSON}|$|\s)",
        text,
    )
    titled = re.search(CALLED, text)
    named = find_known(text, known.people) or (find_strict(strict.group(1)) if strict else None)
    named = named or (tidy(titled.group()) if titled else None)
    if named:
        return named
    judged = _JUDGED.search(text) or _GIVEN.search(text)
    name = tidy(judged.group(1)) if judged else ""
    return name if len(name) >= 2 and not _NO_PERSON.search(name) else None


def find_firm(text: str, known: Known) -> str | None:
    """The firm a text names, as written; None where there is none."""
    named = find_known(text, known.firms)
    found = _FIRM.search(text)
    if named or found is None:
        return named
    firm = re.sub(
        r"^.*(?:把|看看|看下|查一下|查下|查查|去年|今年|这个月|上个月|上周|最近|本月|这周|昨天|今天|的|给|查)(?=[\u4e00-\u9fa5]{3})",
        "",
        found.group(1),
    )
    own = _TRADES.sub("", firm)
    if _NO_FIRM.match(firm):
        return None
    return firm if len(own) >= 2 and re.search(r"[\u4e00-\u9fa5]{4}|公司|厂", firm) else None


def _district(text: str, known: Known) -> str | None:
    named = find_known(text, known.districts | DISTRICTS)
    found = _DISTRICT.search(text)
    name = named or (found.group(1) if found else None)
    return None if name and (name in _NO_DISTRICT or name in _TRADE_WORDS) else name


def _category(text: str, about: str) -> str | None:
    for word, code in _TRADE_WORDS.items():
        if re.search(rf"{word}(?!厂|公司|师傅请|师傅病|请假|店|钱|费)", text):
            return code
    if about == "cases":
        found = find_category(text)
        return found if found != "other" else None
    return None


def _metric(text: str, metric: str | None, about: str, *, export: bool) -> str | None:
    if about in ("list", "cases") or export:
        return None
    if about == "ticket":
        return None
    if metric is None and re.search(r"最[多少]|排名|排个名", text):
        return "count"
    return metric
