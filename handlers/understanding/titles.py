"""What a text is about: its title, and a long text without its greetings and introductions."""

import re
from collections.abc import Callable

from handlers.understanding.cues import weigh
from handlers.understanding.phones import without_contacts
from handlers.understanding.trades import technical_weight

_LONG = 40  # characters from which on a text may begin with who writes it
_SAID = 1.5  # of the cues of a fault or a plea: from which on a clause says more than who writes
_SENTENCES = re.compile(r"(?<=[\n。！!？?；;])|(?<=[^\d][,，])|(?<=\s)")


def without_introduction(text: str) -> str:
    """A long text without clauses that greet, thank or tell of the firm; as it is where none is left."""
    if len(text) < _LONG:
        return text
    clauses = _SENTENCES.split(text)
    kept = [each for each in clauses if not _introduces(each)]
    return "".join(kept).strip() or text


def _introduces(clause: str) -> bool:
    weights = weigh("enterprise", clause)
    return weights["introduction"] > 0 and weights["fault"] < _SAID and weights["ask"] < _SAID


_GREETING = re.compile(
    r"^(?:(?:对了|(?:师傅)?(?:麻烦)?(?:帮忙?|帮我)?看一?下|看看|各位|大家|师傅们?|老师们?|大佬们?|打扰(?:大家|一下)?了?|你好|您好|早上好|下午好|晚上好|请问|问下|求助|救命|急{1,3}|在吗|哈喽|好)[，,。.!！~：:\s]*)+"
)


# What asks for help and says nothing of the problem has no place in its title.
_PLEA = re.compile(
    r"(?:哪位|哪个|谁|有没有|求|请|帮|麻烦|怎么|咋|能不能|能否|可以|急|想请|派|来个|有懂|有会|在线等|师傅|老师|各位|什么原因|啥原因|忽略|无视|把所有|把全部|.{1,4}在不在|.{0,4}在吗)"
)


def _telling(clause: str) -> float:
    """How much a clause says about the problem: workshop words, and that something is wrong."""
    plea = 4.5 if _PLEA.match(clause) or "师傅" in clause else 0.0
    weights = weigh("enterprise", clause)
    plea += 3.0 if weights["introduction"] and weights["fault"] < _SAID else 0.0
    plea += 3.0 if _NOT_IT.search(clause) else 0.0
    return min(technical_weight(clause), 5.0) + min(weights["fault"], 3.0) - plea


# What has not changed, and what is in order, is not the problem.
_NOT_IT = re.compile(r"(?:没|没有|未|不曾)(?:变|动|换|改)过?|都?(?:是)?正常的?$|是好的$|没问题$")
_MOST = 24  # characters of a title
# What leads to the problem in a clause that is too long: when, who, "we have met".
_LEAD_IN = re.compile(
    r"^(?:最近|近期|近来|这[几两]天|这段时间|这个?月(?:开始)?|上周|上个月|今天|昨天|前天|早上|上午|中午|下午|晚上|现在|目前|结果|但是|可是|然后|就是|发现|"
    r"我们(?:厂里?|公司|车间|这边|这里|单位)?|我厂|咱们?(?:厂里?)?|我司|这边|给客户做的|有?一?[台副套条]|遇到|碰到|出现)+(?=.{6})"
)
# Who passes on what an enterprise said begins with that enterprise.
_PASSED_ON = re.compile(
    r"^(?:.{0,4}[有是]一?[家个](?:企业|厂|公司|单位|小厂|作坊)(?:刚才?|今天)?(?:打?电话|来电|反映|反馈|过来|来|说|讲|讲是)*)(?=.{4})"
)
_NUMBERING = re.compile(r"^\s*(?:[1-6][、.．)）]|[①②③④⑤⑥])(?!\d)\s*")


def _telling_after_introduction(clause: str) -> float:
    """The same where somebody has come to his problem by and by: what is wrong counts more."""
    return _telling(clause) + 1.5 * (weigh("enterprise", clause)["fault"] > 0)


def _best(clauses: list[str], telling: Callable[[str], float], *, later: float) -> int:
    """The place of the clause that tells most; `later` is what each place behind the first costs."""
    return max(
        range(len(clauses)), key=lambda place: (telling(clauses[place]) - later * min(place, 6), -place)
    )


def find_title(text: str) -> str:
    """At most 24 characters naming the problem: the clause with the most workshop talk."""
    text = without_contacts(text[:1000], "", "")
    told = without_introduction(text)
    clauses = [
        _PASSED_ON.sub("", _GREETING.sub("", _NUMBERING.sub("", clause))).strip(" ，,。.!！？?~、;；-—'\"")
        for clause in re.split(r"[\n。！!？?；;]|(?<=[^\d])[,，:：]|\s{1,}", told)
    ]
    clauses = [clause for clause in clauses if len(clause) >= 2]
    if not clauses:
        return ""
    # The first clauses tell the problem, unless somebody has first told of himself.
    best = (
        _best(clauses, _telling, later=0.7)
        if told == text
        else _best(clauses, _telling_after_introduction, later=0.35)
    )
    if _telling(clauses[best]) <= 0:  # nothing in workshop words: the first clause that is no plea
        others = (place for place, each in enumerate(clauses) if _telling(each) == 0)
        best = next(others, _best(clauses, technical_weight, later=0.7))
    title = clauses[best] if len(clauses[best]) <= _MOST else _LEAD_IN.sub("", clauses[best])
    for following in clauses[best + 1 :]:
        if _PLEA.match(following):
            continue
        if len(title) + len(following) + 1 > _MOST or len(title) >= 14:
            break
        title = f"{title}，{following}"
    before = clauses[best - 1] if best > 0 else ""
    if len(title) < 8 and before and not _PLEA.match(before) and len(before) + len(title) < _MOST:
        title = f"{before}，{title}"
    return title[:_MOST]
