"""What an enterprise asks of its own ticket: how it stands, who comes and when, if it is done, its number."""

import re

from handlers.understanding.cues import weigh
from handlers.understanding.introductions import without_greeting

_LONGEST = 40  # who writes more tells of something
_SHORTEST = 2  # characters of a thing's name
_PLAIN = ("state", "coming", "which_day", "done", "number", "moved")
_ASKS = (*_PLAIN, "that")


def asks_plainly(text: str) -> bool:
    """Whether a text, of any length, asks so in words that can mean nothing else."""
    cues = weigh("asked", text)
    return any(cues[each] for each in _PLAIN)


def asks_after(text: str) -> bool:
    """Whether a text, where its writer has a ticket, asks how that stands."""
    if len(text) > _LONGEST:
        return False
    return any(map(_asks, (text, *map(without_greeting, text.split("\n")))))  # "急", then "谁接"


def _asks(text: str) -> bool:
    cues = weigh("asked", text)
    return any(cues[each] for each in _ASKS) or bool(cues["ours"] and cues["after"])


def asks_coming(text: str) -> bool:
    """Whether it asks who comes, or when: of a ticket that somebody has."""
    return len(text) <= _LONGEST and (bool(weigh("asked", text)["coming"]) or asks_which_day(text))


def asks_which_day(text: str) -> bool:
    """Whether it asks which of two days or hours is meant ("是明天下午还是今天"); that is no "还是没好"."""
    return len(text) <= _LONGEST and bool(weigh("asked", text)["which_day"])


def asks_number(text: str) -> bool:
    """Whether it asks for the ticket's number."""
    return len(text) <= _LONGEST and bool(weigh("asked", text)["number"])


def asks_why_moved(text: str) -> bool:
    """Whether it asks why another time is named than was agreed ("怎么又改时间了")."""
    return len(text) <= _LONGEST and bool(weigh("asked", text)["moved"])


def hurries(text: str) -> bool:
    """Whether it says nothing but that there is haste ("快点", "加急")."""
    return len(text) <= _LONGEST and bool(weigh("asked", text)["hurry"])


def asks_how(text: str) -> bool:
    """Whether it asks what is wanted of him ("什么意思", "怎么打分")."""
    cues = weigh("asked", text)
    return len(text) <= _LONGEST and bool(cues["how"] or cues["marks"])


def asks_marks(text: str) -> bool:
    """Whether it asks how a score is given."""
    return len(text) <= _LONGEST and bool(weigh("asked", text)["marks"])


def asks_whether_mended(text: str) -> bool:
    """Whether it asks if it is done ("好了没")."""
    return len(text) <= _LONGEST and bool(weigh("asked", text)["done"])


# "热水器呢？", "空压机的师傅什么时候来", "第二个有人接吗": the thing comes first, then how it stands.
_OF_A_THING = re.compile(
    r"(?:[那这](?:么|个|边)?|还有|请问|问一?下|对了|我们?的?|刚才(?:说|报|发)?的?|[，,\s])*"
    r"(?P<thing>[^，,。？?！!、\s]{1,12}?)"
    r"(?:的|[那这][个边台单副条件样]|事情?|问题|单子?)*(?:师傅|人)?(?:现在|到底|今天|明天|后天|今晚|晚上|早上|中午|[上下]午|怎么|还|都|也)*"
    r"(?:呢|(?:怎么|咋)样了?|怎么说|(?:啥|什么)情况|(?:有)?进展(?:吗|如何)?|到哪(?:一步)?了|有(?:没有)?(?:人|师傅)(?:过?来|接|看|管|弄|修)?(?:了)?(?:吗|没有?|么)?"
    r"|没人(?:来|接|管)?(?:吗|么)?|谁(?=[?？。\s]*$)|谁(?:来|去|接|弄|修|看|管|负责)(?:的|呢|修|看|弄)?|(?:什么时候|啥时候|几点|几时)(?:能|可以|会)?(?:过?来|到|弄|修|好)[^，,。]{0,3}"
    r"|(?:来|到)了?(?:吗|没有?|么)|有(?:没有)?(?:消息|回音|下文|着落|眉目)(?:了)?(?:吗|没有?|么)?|安排(?:好|了|谁)*(?:吗|没有?|么)|(?:修|弄|搞|处理)?好了?(?:吗|没有?|么))"
    r"(?:[啊呀呢哦]|[?？。~～！!\s])*"
)
# What is asked after in the same way and is no thing of a workshop: people, days, papers.
_NO_THING = re.compile(
    r"(?>[一-龥]{1,4}?(?:师傅|老师(?!傅)|师父)|师傅|老师|专家|人|你们?|我们?|他们?|她们?|大家|大师|老板|领导|工会|谁|哪[个位里]?|什么|啥|怎么|这|那|它|是|有|没|不|就|都|还|也|好|行(?!车)|可以|到底|究竟|今天|明天|后天|现在|昨天|[早晚]上?|[上下]午|几点|多久"
    r"|电话|手机|号码|单号|微信|地址|定位|结果|消息|回复|回话|答复|价|钱|费用|发票|合同|饭|[午晚早]饭|(?<!行)车|快递|收到|知道|看到|吃饭?|吃过|上班|下班)+"
)


def thing_asked_after(text: str) -> str | None:
    """What a text asks after, by its name or its place in a list, and says nothing else ("热水器呢")."""
    found = _OF_A_THING.fullmatch(without_greeting(text.strip())) if len(text) <= _LONGEST else None
    if found is None or len(found["thing"]) < _SHORTEST or _NO_THING.fullmatch(found["thing"]):
        return None
    return found["thing"]
