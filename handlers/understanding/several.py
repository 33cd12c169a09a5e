"""Whether somebody wants more than one expert for a ticket (会诊), and how many."""

import re

from handlers.understanding.numbers import chinese_number
from handlers.understanding.values import Several

_MOST = 5
NO_MORE = Several(count=0, more=False)
_LONG, _SHORT = 200, 40  # characters; longer texts tell stories
_NUMBER = r"([一两二三四五几多1-5])"
_EXPERTS = r"(?:师傅|老师|专家|大师|工匠|工程师|电工|焊工|钳工|模具工|技师)"
# 再派两个, 多请两位师傅, 再来一位师傅, 加派一人; "再加两个顶针" is no such thing
_MORE = (
    re.compile(
        rf"(?:再|多|另外?|加|增)(?:派|请|叫|安排|喊){_NUMBER}?(?:个|位|名)?"
        rf"(?:{_EXPERTS}|人(?!工)|(?<=[个位名])(?=\s*(?:$|[，,。！!吧来去过一到会])))"
    ),
    re.compile(
        rf"(?:再|多|还要|加)(?:来|找|要|配|调|加)?{_NUMBER}?(?:个|位|名)?{_EXPERTS}(?!的?(?:微信|电话|好友|手机))"
    ),
)
# 要三个人会诊, 派两位师傅一起来
_TOTAL = (
    re.compile(rf"(?:要|派|请|安排){_NUMBER}(?:个|位|名){_EXPERTS}"),
    re.compile(rf"{_NUMBER}(?:个|位|名)(?:人|{_EXPERTS})?(?:一起|同时|一块|来|去)?(?:看|会诊)(?!过|了)"),
)
_TOGETHER = re.compile(r"会诊|一块儿?看|一起(?:看|去|来|上|会诊|处理|弄|办)|搭把手|也(?:去|来|上)")
_NAMED = re.compile(r"(?:再|加|多)(?:派|请|叫|安排|上)|也(?:去|来|上)")
# 叫上海生, 两个人去吧，带上海生: beside who has it.
_BROUGHT = re.compile(r"(?:叫|喊|带|约|捎|拉)上(?!门|次|报|班|午|面|级)(?!我)")
_NOT = re.compile(
    r"(?:不用|不要|不必|别|勿要|不需要|无需|没必要|取消|要不要|需不需要|是不是要)[^，,。]{0,3}(?:会诊|再|多|加|增)"
    r"|谁.{0,4}会诊|会诊(?:了没|过|吗|呢|的话)"
)


# 取消会诊, 会诊不用了, 不用再找人了: nobody else is to be asked; "不用再派人了" ends the ticket.
_NO = r"(?:不用|不要|不必|不需要|无需|别)"
_NO_MORE = re.compile(
    rf"(?<!不要)(?<!别)(?<!不用)(?:取消|停止|结束|停了?|{_NO})(?:再)?(?:搞|做|安排|这个|那个)?会诊"
    rf"|会诊(?:就|先|可以|也|的事|我看)*(?:取消|{_NO}|算了|停|结束)"
    rf"|{_NO}(?:再|另外|多)(?:去)?(?:找|请|叫|喊|加)(?:别的|其他)?(?:人|师傅|专家|老师)"
)
_OVER = re.compile(r"[?？吗]|自己|[好决]了|取消(?!会诊)[^，,。]{0,4}单|没事")

# 叫上老王, 我和老王一起去, 让老王也来, 喊老王来搭把手: what stands before and behind the name
_BESIDE = (
    ("[叫带喊拉约请捎找]上", ""),
    (
        "(?:[和跟同与带叫喊约请让拉找]|把)",
        r"[^，,。]{0,3}?(?:一起|一块|一道|也|搭|帮忙|帮把手|帮个忙|[叫喊带]上|打下手|会诊|俩)",
    ),
    ("我(?:和|跟|同|与|带)", "(?:去|来|过去|过来|跑)"),
    ("", r"\s?(?:也[来去过跟]|一起|一块|一道|[跟陪]我|搭把手|搭个手|帮把手)"),
)
_HANDED_ON = re.compile(
    r"转给|转单|交给|让给|改派|派给|接手|顶(?:一下|上|班)|[替代]我|换成|他去吧|归他|我(?:就)?不去"
)
# 我和涛哥一起去看了: nobody is to be asked any more.
_WENT = re.compile(
    r"一(?:起|块儿?|道)(?:去|来|过去|过来)?(?:看|弄|修|搞|处理|跑|拆|查)?(?:过|了一?[趟下次]?)(?:[，,。！!\s]|$)"
)
# 这个得两个人去, 一个人搞不定, 再来个帮手
_HANDS = (
    re.compile(
        rf"(?:得|要|需要|最好|起码|至少)(?:有|来|派|请|叫|找|安排)?([两俩三2-3])(?:个|位|名)?"
        rf"(?:{_EXPERTS}|人(?!工|份)|帮手|去|来)"
    ),
    re.compile(
        r"(?<!没)(?<!哪)[一1]个?人[^，,。]{0,4}?(?:不行|不够|吃力|费劲|[搞弄干忙做办修扛抬搬拆装]不(?:定|了|动|过来|来|赢)|来不及|顾不过来|够呛|没法)"
    ),
    re.compile(
        r"(?:需要|要|缺|差|找|派|叫|请|来|给我)[一两1-2]?个?(?:帮手|搭手|副手|搭档|人手|人帮忙|人搭|人一起|人打下手)|人手不够|缺人手"
    ),
    re.compile(
        rf"(?:再|多)(?:来|派|叫|请|加|找|安排|喊)([一两1-2])?(?:个|位|名)?(?:人(?!工)|帮手|{_EXPERTS})"
    ),
)


def _no_more(text: str) -> bool:
    return len(text) <= _SHORT and bool(_NO_MORE.search(text)) and not _OVER.search(text)


def find_company(text: str, *, name: str | None) -> Several | None:
    """Whether an expert wants somebody with him on a ticket: the colleague he names, or whoever can."""
    if _no_more(text):
        return NO_MORE
    if len(text) > _SHORT or _NOT.search(text) or _WENT.search(text):
        return None
    if re.search(r"[?？]|吗|不用|不要|别(?!的|人)", text):
        return None
    if name is not None:
        person = rf"@?{re.escape(name)}(?:师傅|老师)?"
        beside = any(re.search(f"{before}{person}{behind}", text) for before, behind in _BESIDE)
        return Several(count=1, more=True) if beside and not _HANDED_ON.search(text) else None
    found = next(filter(None, (each.search(text) for each in _HANDS)), None)
    if found is None or re.search(r"退|我先|别的|换", text):
        return None
    word = next((each for each in found.groups() if each), "两")
    more = found.re is _HANDS[-1]
    count = {"一": 1, "1": 1, "三": 3, "3": 3}.get(word, 1 if more and not found[1] else 2)
    return Several(count=count, more=more)


def find_several(text: str, *, named: bool = False) -> Several | None:
    """How many experts are wanted: in all, or more than there are. `named`: the text names one of them."""
    if _no_more(text):
        return NO_MORE
    if len(text) > _LONG or _NOT.search(text):
        return None
    if named:
        both = (_NAMED.search(text) and _TOGETHER.search(text)) or _BROUGHT.search(text)
        return Several(count=1, more=True) if both else None
    more = next(filter(None, (each.search(text) for each in _MORE)), None)
    if more:
        return Several(count=_count(more, 1), more=True)
    total = next(filter(None, (each.search(text) for each in _TOTAL)), None)
    if total and _count(total, 1) > 1:
        return Several(count=_count(total, 2), more=False)
    return Several(count=2, more=False) if "会诊" in text else None


def _count(found: re.Match[str], default: int) -> int:
    word = next((each for each in found.groups() if each), None)
    if word is None:
        return default
    if word in "几多":
        return 2
    number = int(word) if word.isdigit() else 2 if word == "两" else chinese_number(word)
    return min(int(number or default), _MOST)
