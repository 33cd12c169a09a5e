"""What a coordinator says of whom the bot asks: he teaches (该找某某), takes back, or asks why.

Rules, not a classifier: each needs the name of a person (or 他) beside words of choosing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handlers.understanding.known import Known
from handlers.understanding.names import CALLED, SURNAME, find_known, find_mention, find_strict, tidy
from handlers.understanding.trades import named_trades, technical_weight
from handlers.understanding.values import Intent

_ASK = (
    r"(?:先|优先|直接|首先|多|再|又|去|来)?(?:找|请|叫|喊|问(?!题)|派给?|@|让|给|归|安排给?|轮到|考虑)"
    r"(?:过|了|到|一下|一声)?(?!不|人)"
)
_LATER_WORDS = ("以后", "往后", "今后", "下次", "下回", "下一次", "再有", "再碰到", "再遇到", "碰到", "遇到")
_LATER = rf"(?:{'|'.join(_LATER_WORDS)})"
_KIND = r"(?:这种|这类|此类|这一类|同类|类似的?|这样的|这号|这路)[^，,。]{0,8}?"
# "应该派给老王" orders; "应该找老王", "本来该派给老王" teaches.
_REGRET = re.compile(r"才对|才是|本来|当初|早就|原来|下次|以后|往后|这种|这类|此类|类似")
_ORDERED = re.compile(r"派|让|给|归|安排")
_SHOULD = re.compile(
    rf"(?:应该|应当|该|最好|还是得|就得|理应)(?:是|要|去)?{_ASK}|"
    rf"{_LATER}[^，,。]{{0,12}}?(?<!不)(?<!别){_ASK}|{_KIND}(?:就|都|得|要|可以|还是|一律|也|先|优先)*{_ASK}"
)
_SHOULD_NOT = re.compile(
    rf"(?:不应该|不应当|不该|不要再|不用再|别再|少|(?<!能)不能再?){_ASK}|"
    rf"(?:{_LATER}|{_KIND})[^，,。]{{0,12}}?(?:别|不要|不用|不必|不能|少|不){_ASK}"
)
# "1001 不要找老单了": not him. An order beside it ("派给老韩") is an order, and "以后别找老单" a leave.
_NOT_HIM = re.compile(
    r"(?:(?:不要|不用|不必|别|甭|勿)(?:再|去|先)?(?:找|请|考虑|@)|不是(?:找|请)|而不是(?:找|请)?)"
    r"(?:过|到)?(?!人|我|咱|假|教|示|求|客|麻烦)"
)
_NOT_WANTED = re.compile(rf"(?:不要|不用|不需要)(?={CALLED}|@)")  # "1001 不要老单了"
_UNWANTED = re.compile(
    rf"(?:{_NOT_HIM.pattern}|{_NOT_WANTED.pattern}|不要(?=[^，,。]{{2,6}}[，,]换))[^，,。；;\s]*"
)
_ORDERS = re.compile(r"派|换|让|[转交]给|取消|自己|[好决]了")
_RATHER = re.compile(r"(?:^|[，,。；;、！!\s])(?:就|改|要|应|是|而是|还是)?(?:去)?找(?!人|过|不)")
# 这类活葛林松最拿手: the name stands before what is said of it.
_BEST = re.compile(rf"(?:{_KIND}|{_LATER}).*?(?:最|更|才|比较)(?:拿手|在行|懂|合适|对口|会|熟|内行|擅长)")
_WHY = r"(?:为什么|为啥|为何|凭什么|干嘛|干吗|怎么|咋)"
_WHY_ASKED = re.compile(
    rf"{_WHY}(?:就|会|又|还|都|也|单单|偏偏)*(?:没有?|不(?:要|让)?|漏了)?(?:是)?(?:{_ASK}|派的?|漏了?)|{_WHY}(?:会)?是(?=[^\W\d_]{{2}})"
)
_WHY_PASSED = re.compile(
    rf"{_WHY}(?:会|就|又|还|都)*(?:没|不)(?:有|被|收到|轮到|派到|叫到|找到|请到|接到|派)"
)
_WHY_ME = re.compile(rf"{_WHY}(?:就|会|又|还|都|也|老|总|老是|单单|偏偏)*(?:没有?|不)?(?:是|{_ASK})我")
_NOT_A_PERSON = re.compile(r"^(?:人|谁|师傅|大家|别人|企业|客户|电话|出去|上去|完|好|到)")
_LONGEST, _NEAR = 60, 10  # characters of a word on choosing, and within which the name stands
_HIM = re.compile(r"[他她](?!们)")
_CLAUSE_END = re.compile(r"[，,。；;！!？?]|(?<=[^\s@])\s")
_AND = re.compile(r"和|跟|与|及|、|还有")
_POINTERS = re.compile(rf"{_LATER}|这[种类号路]|此类|这一类|这样的|同类|类似的?")
_CHOOSING = re.compile(
    rf"(?:应该|应当|该|最好|还是得|理应|就|都|得|要|可以|一律|也|不|别|少|不用|不必|不能|而不是|再|是|去)*{_ASK}$"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """`name` None: he says 他, or whoever was asked."""

    intent: Intent
    name: str | None


def find_word(text: str, known: Known) -> Word | None:
    """What the text says of choosing, None where it speaks of something else."""
    if len(text) > _LONGEST:
        return None
    if asks_what_was_taught(text) or asks_why_these(text):
        return Word(intent=Intent.WHY, name=None)
    if takes_lesson_back(text):
        return Word(intent=Intent.UNTEACH, name=None)
    taught, why = _taught(text, known), _WHY_ASKED.search(text) or _WHY_PASSED.search(text)
    if why is None or (taught is not None and taught[0] < why.start()):
        return taught[1] if taught else None
    name = _name(text[why.end() :][:_NEAR], known)
    if name is None and _WHY_PASSED.match(text, why.start()):
        name = _name(text[: why.start()], known)
    return Word(intent=Intent.WHY, name=name) if name or _HIM.search(text) else None


_TAUGHT_ASKED = re.compile(
    r"教(?:过|了|的|给)(?:你|它|机器人)?(?:的|是|是找|要找|找)?(?:哪些|哪几|些?什么|谁)"
)


def asks_what_was_taught(text: str) -> bool:
    """ "教过哪些", "教的是找谁": what coordinators taught so far."""
    return len(text) <= _LONGEST and _TAUGHT_ASKED.search(text) is not None and "该" not in text


_TAUGHT_WRONG = re.compile(
    r"(?:刚才?|刚刚|上面|上一条|上条|前面|我)?(?:那[条个]|这[条个])?(?:是)?(?:我)?教(?:的)?错(?:了人|人)?了?(?:[，,。！!\s]*(?:不算|作废|取消|撤回|撤掉|收回)了?)?"
    r"|(?:刚才?|刚刚|上一?条|我)?教的?(?:那[条个])?(?:都)?(?:不算|作废|不对|取消|撤回|撤掉|收回)了?"
)
_TAUGHT_OF = re.compile(r"^[#＃【]?\d{2,6}[】]?(?:号单|号|那单|这单)?[，,：:\s]*")


def takes_lesson_back(text: str) -> bool:
    """ "教错了", "刚才教的不算": what was taught last counts no more."""
    bare = _TAUGHT_OF.sub("", text).strip(" 。！!~～")
    return "教" in bare and _TAUGHT_WRONG.fullmatch(bare) is not None


# 为什么找这些人, 怎么请的这三位: all of those who were asked.
_THEM = re.compile(
    r"(?:的是?|了)?(?:(?:这|那)(?:些|几|两|三|四|五|\d)[个位名]?(?:人|师傅|专家)?|[他她]们|(?:这|那)(?:些|几)?(?:人|师傅))"
)


def asks_why_these(text: str) -> bool:
    """Whether he asks of all who were asked, not of one."""
    why = _WHY_ASKED.search(text)
    return why is not None and _THEM.match(text, why.end()) is not None


def asks_only_why(text: str, known: Known) -> bool:
    """Whether an expert asks why he, or somebody else, was or was not asked, and says nothing besides."""
    clauses = [each for each in re.split(r"[，,。.！!？?；;\s]+", text) if re.search(r"[^\W\d_]", each)]
    return bool(clauses) and len(text) <= _LONGEST and all(_asks_why(each, known) for each in clauses)


def _asks_why(clause: str, known: Known) -> bool:
    word = find_word(clause, known)
    return _WHY_ME.search(clause) is not None or (word is not None and word.intent is Intent.WHY)


# "1001 请找谷雨", "能不能让葛师傅来": a firm names whom it would like; "找过老单了" tells.
_WISHED = re.compile(r"(?<![不别没问师傅])(?:请|找|叫|喊|让|安排|派)(?:一下)?(?!过|了|到|人|我)")
_WISH_ENDS = re.compile(
    r"(?:师傅|老师)?(?:来|去|过来|看看?|弄|修|做|一下|接|处理|帮忙)*(?:[吧吗嘛呀啊呢]|行不行|好不好|行|好|可以)*\W*$"
)
# Somebody of whom no roster and no list of surnames knows: 找夔工, 请咸师傅.
_STRANGER = re.compile(
    r"[^\W\d_电焊钳车铣磨钣铸漆木瓦钻镗刨冲化临员民职普技美手人加竣修个位名别其他好老大新"
    r"那这哪有懂会做你我她女男两几一二三四五六七八九十的下来去点些种派叫换师请找停开完招零返泥油杂打帮傅维塑具]"
    r"(?:师傅|老师|工程师|工(?![会厂业程位具人作序期件艺资装头地况频单]))"
)
# The whole text gives a ticket to somebody ("1001派给葛林松"): who may not order it wishes it.
_HANDED = re.compile(
    r"^(?:请|麻烦|帮忙|帮我)?(?:把|将)?(?:【?\d{2,6}】?|[这那](?:一)?[单个]|单子)?(?:号单|号|[这那]?单)?[，,：:\s]*"
    r"(?:(?:不要|别|不用)[^，,。\s]{1,8}[，,\s]+)?(?:能不能|可不可以|可以|能|还是|直接|就|请|麻烦|帮忙|帮我|改|重新)*"
    r"(?:派给?|指派给?|[转交让]给|转|安排给?|指定|换(?:成|上|给)?|改[成为]|给)"
)
_BOSSES = ("经理", "主任", "总", "长", "老板", "主席", "会计")  # who get papers, and no tickets
_TOLD = re.compile(r"过了?|[好完]了|[1-5一二三四五]分|自己|取消|谢|已经|不用|换")


def wished_for(text: str, known: Known) -> str | None:
    """The expert whom a firm would like to have ("应该找葛师傅"); None where it names no such one."""
    handed = _HANDED.match(text)
    given = _wished(text[handed.end() :], known) if handed else None
    if given is not None and not given.endswith(_BOSSES):
        return given
    if len(text) > _LONGEST or _TOLD.search(text):
        return None
    taught = [each for each in words_in(text, known) if each.name]
    if taught:
        return taught[0].name if taught[0].intent is Intent.TEACH else None
    for each in _WISHED.finditer(text):
        if name := _wished(text[each.end() :], known):
            return name
    return None


def _wished(rest: str, known: Known) -> str | None:
    """The person with whom a text begins, where it says nothing more than that he should do it."""
    stranger = _STRANGER.match(rest)
    name = _name(rest[:_NEAR], known) or (stranger.group() if stranger else None)
    return name if name and rest.startswith(name) and _WISH_ENDS.match(rest[len(name) :]) else None


def words_in(text: str, known: Known) -> list[Word]:
    """Every person of whom a text teaches, as it names them: "不该找老单，该找老葛和麻工" speaks of three."""
    return [word for _, word in _spoken(text, known)]


def without_choosing(text: str, name: str) -> str:
    """The text without the person and the words of choosing: what it says of the problem."""
    bare = text.replace(f"@{name}", " ").replace(name, " ") if name else text
    for pattern in (_SHOULD_NOT, _SHOULD, _NOT_HIM):
        bare = pattern.sub(_without_pointers, bare)
    return re.sub(r"\s+", " ", bare).strip()


def _without_pointers(found: re.Match[str]) -> str:
    """Of "以后抛光的活先找" what it says of the work."""
    return _POINTERS.sub(" ", _CHOOSING.sub(" ", found.group()))


def _taught(text: str, known: Known) -> tuple[int, Word] | None:
    """A teaching and where in the text it begins; whom to ask before whom not to ask."""
    spoken = _spoken(text, known)
    if not spoken:
        return None
    wanted = [word for _, word in spoken if word.intent is Intent.TEACH]
    return spoken[0][0], (wanted or [spoken[0][1]])[0]


def _spoken(text: str, known: Known) -> list[tuple[int, Word]]:
    """Every person of whom he teaches, and where in the text that begins."""
    found = _markers(text, known)
    ends = [*(each.start() for each, _ in found), len(text)][1:]
    spoken = [
        (each.start(), Word(intent=how, name=name or _before(text[: each.start()], known)))
        for (each, how), end in zip(found, ends, strict=True)
        for name in _names(text[each.end() : end], known)
    ]
    best = _BEST.search(text) if not spoken else None
    name = _name(best.group(), known) if best else None
    return [(best.start(), Word(intent=Intent.TEACH, name=name))] if best and name else spoken


_Marker = tuple[re.Match[str], Intent]


def _markers(text: str, known: Known) -> list[_Marker]:
    """The words of choosing, as they stand, before which no name has been looked for."""
    found: list[_Marker] = [(each, Intent.UNTEACH) for each in _SHOULD_NOT.finditer(text)]
    general = any(each.group().startswith(_LATER_WORDS) for each, _ in found)
    # "以后别派给老王" alone sends him on leave.
    if general and not re.search(rf"\d{{2}}|{_KIND}", text) and not _of_such_work(text):
        return []
    wanted = [each for each in _SHOULD.finditer(text) if _apart(each, found)]
    ordered = any(_ORDERED.search(each.group()) for each in wanted) and not _REGRET.search(text)
    if ordered and not found:
        return []
    found += [(each, Intent.TEACH) for each in wanted]
    if not _ORDERS.search(text):
        plain = (*_NOT_HIM.finditer(text), *_NOT_WANTED.finditer(text), *_not_known(text, known))
        found += [(each, Intent.UNTEACH) for each in plain if _apart(each, found)]
    if any(how is Intent.UNTEACH for _, how in found):
        found += [(each, Intent.TEACH) for each in _RATHER.finditer(text) if _apart(each, found)]
    return sorted(found, key=lambda each: each[0].start())


# 宋电工这人不错，电工的活以后先找他: whom a clause before it begins with.
def _before(text: str, known: Known) -> str | None:
    for clause in reversed(_CLAUSE_END.split(text)):
        starts = [each for each in known.people if len(each) >= 2 and clause.startswith(each)]
        name = max(starts, key=len, default=None) or _called(clause)
        if name is not None:
            return name
    return None


def _called(clause: str) -> str | None:
    """Who is called as nobody but a person is: 宋师傅, 宋电工."""
    found = re.match(rf"{CALLED}|{SURNAME}(?:[电焊钳车铣磨]工)", clause)
    return tidy(found.group()) if found else None


def clause_about_him(text: str) -> str | None:
    """The clause that says what is for him ("…，线切割的活以后先找他"), where such words stand before it."""
    clauses = [each for each in _CLAUSE_END.split(text) if each.strip()]
    told = [
        each
        for each in clauses[1:]
        if _HIM.search(each) and (_SHOULD.search(each) or _SHOULD_NOT.search(each))
    ]
    return _HIM.sub("", told[0]) if told else None


# 以后液压的单别找武师傅: of such work alone he is not to be asked.
_SUCH_WORK = re.compile(
    r"(?:的|类|方面)?(?:的)?(?:单子?|活儿?|问题|毛病|这块|这类)(?:的|都|就|[，,])*(?:以后|往后|今后)?(?:都|就)*(?:别|不要|不用|少|不)"
)


def _of_such_work(text: str) -> bool:
    such = bool(named_trades(text)) or technical_weight(text) > _TECHNICAL
    return such and _SUCH_WORK.search(text) is not None


_TECHNICAL = 1.5  # of workshop words that name a kind of work: 抛光的活


def _not_known(text: str, known: Known) -> Iterator[re.Match[str]]:
    """ "不要" before a name of the roster: "不要柏林了"."""
    for each in re.finditer("不要|不用|不需要", text):
        if any(text.startswith(name, each.end()) for name in known.people if len(name) > 1):
            yield each


def without_unwanted(text: str) -> str:
    """The text without those who are not wanted: "别找老单，换丽君" is about 丽君 alone."""
    return _UNWANTED.sub(" ", text)


def _apart(found: re.Match[str], others: list[_Marker]) -> bool:
    return all(found.end() <= each.start() or each.end() <= found.start() for each, _ in others)


def _names(text: str, known: Known) -> list[str | None]:
    """Who is named at the beginning of a text: one or more together, None for 他, [] for nobody."""
    clause = _CLAUSE_END.split(text)[0]
    together = [_name(each[:_NEAR], known) for each in _AND.split(clause)]
    if len(together) > 1 and None not in together:
        return list(together)
    name = _name(clause[:_NEAR], known)
    return [name] if name or _HIM.match(clause) else []


def _name(text: str, known: Known) -> str | None:
    """A person's name: @-ed, of the roster, or one that begins as names do."""
    if _NOT_A_PERSON.match(text):
        return None
    name = find_mention(text) or find_known(text, known.people) or find_strict(text)
    return tidy(name) if name else None
