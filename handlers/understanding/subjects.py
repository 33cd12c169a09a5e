"""Whether words tell of another trouble than the words before them, or of what comes of that one.

"行车坏了，模具吊不下来" is one trouble, "行车坏了，空压机也漏油" are two. Which things have troubles of their
own, and which others depend on, stands in prompts/lexicon/subjects.toml.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from handlers.understanding.characters import simplified
from handlers.understanding.lines import SENSES, THINGS, lines, lines_in
from handlers.understanding.problems import machines_of, says_wrong
from handlers.understanding.trades import find_category, technical_weight, trade_shares

# What joins on something else; "还有点漏油" does not.
JOINS = re.compile(
    r"^[\s，,。哦啊喔噢嗯]*(?:另外(?!送料|[一两][台副套条])|还有(?![点些]|人|没|一[台副])|同时|此外|除此之外|除了这个|对了|顺便|顺带|再一?个|再就是|再者|再有|再问|再说个|其次"
    r"|[还又](?:要|想)?(?:麻烦|请教|请问|问)|还想问|第二[个件])"
)
_JOINED = re.compile(
    JOINS.pattern + r"(?:还有|就是|再|请教|请问|说|问|想|要|有)*(?:一?下|[一1]?[个台]|一?件|大家|各位|师傅)*"
    r"(?:的?(?:事情?|问题|毛病))?(?:是|就是)?[，,：:\s]*"
)
# What comes of the trouble before, or is thought to be its cause.
_FOLLOWS = re.compile(
    r"就|导致|害得?|所以|造成|带着|连着|[搞弄使]得|结果|因此|于是|从而|引起|影响|(?<![和跟与、])都(?!需要).{0,8}了?$"
    r"|估计|可能|怀疑|应该是|会不会|是不是|因为|原因|由于|八成|多半|怕是"
)
# So stands what gets no air, water or current.
_STARVES = re.compile(
    r"没(?:有)?[气力电压水劲]|停|不(?:动|转|走|工作|启动|开机|升温|制冷|冷)|[开启发]不[了起动]|打滑|夹不[住紧]|吸不[住起]"
    r"|[顶推压射升举抬吊]不[动上出起下]|没反应|不够力|压力(?:低|不够|上不去)|失压|缩水|起雾"
)
_STANDS = re.compile(r"停|趴窝|瘫|不敢|没法|干坐|等着|用不了|没人敢")
_ALSO = re.compile(r"^(?!.*[换试调改加清修]).*也(?!都?(?:一样|没用|没有用))")
# Who works with a thing, and where, is not the thing.
_PEOPLE = re.compile(
    r"[\u4e00-\u9fa5]{1,4}?(?:师傅|老师|工艺员|操作工|厂家|厂(?![里家的])|公司|师|车间|报告)"
)
# Said beside a trouble: "油温也高", "静电大".
_AMISS = re.compile(
    r"(?:也|还|偏|有点|比较|很|老|总)(?:是)?[高低大小慢快响烫跳断死掉]|[\u4e00-\u9fa5](?:太?大|太?高|太?低|太?多|失灵|不灵|不够|不足|严重|差)了?$|失灵"
    r"|[\u4e00-\u9fa5]不[上下起出来去进住开透紧满齐亮动准平匀了]|不[打供出进走吃][气水电料油丝锡墨光胶粉纸]|不[升降加恒保]温|不保压|不制?冷|不充电|不识别"
    r"|(?<![在要会])烧(?:了(?!一|两)|掉|坏|毁|穿)|抱死|咬死|[锈卡]死|炸[了裂]|爆[了裂管缸]|冒烟|短路|进水(?![口管阀])|[磨撞压摔]坏|没反应|[黑白花蓝]屏|磨损|[弯裂烂歪]了|又[裂断漏弯坏]|差[了有]?[一二两三四五六七八九十几\d.]+(?:丝|道|毫米|个?毫|公分|度|mm)|[\u4e00-\u9fa5]{2}响了?$|也[漏松堵卡断响跳裂烂坏]|也(?:不|没)[\u4e00-\u9fa5]{1,2}了|冷隔|欠铸|缩松|未熔合|发[花毛软脆皱粘彩]|[掉丢断漏缺卡堵粘连跳][\u4e00-\u9fa5]"
)
# What asks for help, and blurs for which trade it is.
PLEA = re.compile(
    r"怎么(?:办|调|弄|搞|解决|处理|回事)|求(?:师傅|助|教|指点)|谁(?:懂|会|知道)|(?:谁|哪位)?(?:师傅)?(?:能)?来看看|(?:麻烦|请问?|帮忙|各位)?师傅们?(?:都?来?看看)?|[，,。！!?？\s]+$"
)
_TELLS, _CLEAR = 2.5, 0.4  # workshop words, and the likelihood of a trade, by which a clause tells of trouble
_MUCH = 6.0  # workshop words that tell of trouble for whatever trade
_PLAIN, _FAR = 0.75, 0.05  # how likely a trade is that is plain, and one that is another
_SURE = 0.5  # a trade likely enough where nothing else says that it is another trouble


@cache
def _lexicon() -> Mapping[str, re.Pattern[str]]:
    data = tomllib.loads((files("prompts") / "lexicon" / "subjects.toml").read_text("utf-8"))
    return {name: re.compile("|".join(entry["words"])) for name, entry in data.items()}


def subjects(text: str) -> list[str]:
    """The things with troubles of their own that a text names: machines first, then works and products."""
    text = simplified(text)
    found = list(dict.fromkeys([*_machines(text), *_named("work", _PEOPLE.sub("", text))]))
    return [each for each in found if not any(each != other and each in other for other in found)]


def tells(text: str) -> bool:
    """Whether a clause tells of trouble by itself: something wrong, with a machine or in words of a trade."""
    text = PLEA.sub("", simplified(text))
    wrong = says_wrong(text) or bool(_AMISS.search(text)) or bool(lines_in(SENSES, text))
    weight, clear = technical_weight(text), max(trade_shares(text).values()) >= _CLEAR
    shop_talk = weight >= _MUCH or (weight >= _TELLS and clear)
    return wrong and (shop_talk or bool(_machines(text)))


def joins(clause: str) -> bool:
    """Whether a clause begins by joining on something else ("另外…")."""
    return JOINS.match(simplified(clause)) is not None


def without_joint(clause: str) -> str:
    """The clause without that beginning; "" where it says nothing else ("还有个问题")."""
    return _JOINED.sub("", clause)


def follows(clause: str) -> bool:
    """Whether a clause says of itself that it comes of what was told before, or guesses at its cause."""
    return _FOLLOWS.search(clause) is not None


def another(earlier: str, later: str, *, joined: bool, apart: bool) -> bool:
    """Whether a clause tells of another trouble than what was told before it.

    `joined`: a word joins it on ("另外"); `apart`: it is a message or a short line of its own.
    """
    earlier, later = simplified(earlier), simplified(later)
    told = without_joint(later) or later
    if not tells(told) or not tells(earlier):
        return False
    trade = find_category(PLEA.sub("", told))
    if trade == find_category(earlier):
        return False
    own = [each for each in subjects(told) if not stands_in(each, earlier)]
    if joined:
        own_trade = apart and amiss(told) and not follows(told) and _is_far(told, trade, earlier)
        return bool(own) or own_trade or _names_a_thing(earlier, told)
    if follows(told) or not amiss(told) or _depends(earlier, told, own):
        return False
    if not (subjects(earlier) or lines_in(THINGS, earlier)):
        return False
    if own and _ALSO.search(told):
        return True
    if _STANDS.search(told) or _STANDS.search(earlier):
        return False  # that it stands still, or why
    if apart:
        return bool(own) or (_is_clear(told, trade) and _names_a_thing(earlier, told))
    return bool(set(_machines(told)) & set(own)) and bool(_machines(earlier))


def comes_of(earlier: str, later: str) -> bool:
    """Whether what is told later depends on what has failed before: no air, no clamping."""
    return _depends(earlier, later, [each for each in subjects(later) if not stands_in(each, earlier)])


def amiss(told: str) -> bool:
    """Whether it says in so many words that something is wrong."""
    return says_wrong(told) or _AMISS.search(told) is not None


def _depends(earlier: str, told: str, own: list[str]) -> bool:
    """Whether what is told depends on what has failed before: no air, no clamping."""
    if not _named("supply", earlier):
        return False
    if _named("own_force", told):
        return False
    if _STARVES.search(told):
        return True
    return not _ALSO.search(told) and not (set(_machines(told)) & set(own))


def _names_a_thing(earlier: str, told: str) -> bool:
    """Whether it names some thing; a part belongs to the machine that was named before."""
    if _machines(earlier):
        return False
    known = set(lines_in(THINGS, told)) - set(lines_in(THINGS, earlier))
    return any(word in told and len(word) > 1 for number in known for word in lines(THINGS)[number])


def _is_clear(told: str, trade: str) -> bool:
    return technical_weight(told) >= 3 and trade_shares(told)[trade] >= _SURE


def _is_far(told: str, trade: str, earlier: str) -> bool:
    """Whether its trade is plain, and the one of what was told before hardly likely ("T6炉子温度不均")."""
    likely = trade_shares(told)
    return likely[trade] >= _PLAIN and likely[find_category(earlier)] < _FAR


def _machines(text: str) -> list[str]:
    told = _PEOPLE.sub("", text)
    return [*machines_of(told), *_named("machine", told)]


def whole_machines(text: str) -> list[str]:
    """The machines that a text names which stand by themselves, and are no part of another."""
    return [each for each in _machines(simplified(text)) if not _named("part", each)]


def _named(kind: str, text: str) -> list[str]:
    return [each.group() for each in _lexicon()[kind].finditer(text)]


def stands_in(subject: str, text: str) -> bool:
    """Whether a text names a thing, by its whole name or the end of it."""
    return subject in text or (len(subject) > 2 and subject[-2:] in text)
