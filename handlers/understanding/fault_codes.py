"""The codes by which machines name their faults ("SV0401", "报警号 700012"): experts know them by heart."""

import re

# Letters and digits as a display shows them: "SV0401", "E-03", "AL.16", "A.C90", "ALM 21", "E5-21", "0x2105".
_LETTERED = (
    r"(?:0x[0-9A-Fa-f]{2,8}|[A-Z](?:[A-Za-z]{0,5}[-_. ]?|[.][A-Z])\d{1,6}[A-Z]?(?:[-_.][A-Z\d]{1,4}){0,2})"
    r"(?![A-Za-z\d％%])"
)
_CODE = rf"(?:{_LETTERED}|\d{{3,7}}(?:-\d{{1,3}})?(?![A-Za-z\d％%]))"
_LETTERS = r"[A-Z]{2,4}(?![A-Za-z\d])"  # "OC", "GFF"
# What stands before a code, or behind one: of anything else letters and digits are a type or a size.
# A display shows temperatures and speeds, too.
_SAYS = r"(?:报警|警报|报错|错误|故障|(?<![上汇填举通海预申])报)"
_NUMBERED = (
    r"(?:(?:报警|警报?|错误|故障)(?:代|编)?[码号]|代码"
    r"|(?<![A-Za-z])(?:[Ee]rror|ERROR|[Aa]larm|ALARM|[Ff]ault|Err|ERR|ALM)(?:\s+(?:code|no)\b)?)"
)
_SHOWS = (
    rf"(?:显示屏?|屏幕?上|弹出|闪|(?:跳|出)(?=\s*(?:[EF]-?\d|[A-Z]{{1,4}}[-.]?\d{{2}}))|跳(?=\s*{_LETTERS}))"
)
_IS = r"(?:的|是|为|着|了|个|写着?|上|有|成|[:：\s])*"
_ALARM = r"(?:报警|警报|故障|报错|错误)"
_COUNTED = r"(?!\s?[个人名份件块元万台套张吨度天年月点分秒米转兆千公毫])"
_NAMED = re.compile(
    rf"(?:{_SAYS}|{_NUMBERED}|{_SHOWS}){_IS}[“\"'（(]?(?P<shown>{_LETTERED})"
    rf"|{_SAYS}{_IS}[“\"'（(]?(?P<said>{_CODE}){_COUNTED}"
    rf"|{_NUMBERED}{_IS}(?P<number>\d{{1,7}}){_COUNTED}"
    rf"|(?:{_SAYS}|跳)\s*(?P<letters>{_LETTERS})(?=\s*(?:[，,。；;！!]|$))"
    rf"|(?<![A-Za-z\d.\-])(?P<known>{_CODE})(?=\s?号?{_ALARM})"
)
# Spaces around what is in Latin letters end no clause, nor does what stands between a code and what shows it.
_LEADS_TO = re.compile(
    rf"(?:(?:{_SAYS}|{_SHOWS}){_IS}(?=[“\"'（(]?(?:{_CODE}|{_LETTERS}|[A-Z]\s|\d+#)|[“\"])|{_NUMBERED}{_IS}(?=[A-Z\d]))"
)
_GAP = re.compile(r"(?<![A-Za-z])[:：\s]+$|\s+$(?<![A-Za-z]\s)")
_OF_A_MACHINE = re.compile(
    r"(?<=[机器床炉泵库线站箱柜组梯车])\s+(?=[A-Za-z]|(?:报警|报错|报|故障|显示)[\s:：A-Z\d])"
)
_TYPE_SHOWS = re.compile(r"(?<=[A-Za-z\d])\s+(?=(?:报|显示|跳)[\sA-Z\d“\"])")
_TROUBLES = "过载|过流|过压|欠压|过热|超温|异常|错误|超时|超程|超限|断线|偏差|失败|通[讯信]"
_BEFORE_ITS_NAME = re.compile(
    rf"(?P<code>{_CODE})\s+(?=[\u4e00-\u9fa5]{{0,6}}?(?:报警|警报|故障|{_TROUBLES}))"
)
_BEHIND_ITS_NAME = re.compile(rf"(?P<name>{_TROUBLES})\s+(?={_LETTERED})")
_WORD = re.compile(
    r"(?P<before>^|[，,。；;！!？?\n]\s*|(?<=[\u4e00-\u9fa5])\s)(?P<word>[A-Za-z]{1,8})\s+(?=[\u4e00-\u9fa5])"
)
_AXIS = re.compile(r"(?<=[A-Z])\s+(?=轴)")


def put_together(text: str) -> str:
    """A text in which a code stands next to what shows it, and to its alarm: "报 SV0401 伺服报警"."""
    text = _LEADS_TO.sub(lambda led: _GAP.sub("", led.group()), text)
    text = _TYPE_SHOWS.sub("", _OF_A_MACHINE.sub("", text))
    text = _BEFORE_ITS_NAME.sub(r"\g<code>", text)
    text = _BEHIND_ITS_NAME.sub(r"\g<name>", text)
    return _WORD.sub(r"\g<before>\g<word>", _AXIS.sub("", text))


def fault_code(text: str) -> str | None:
    """The first code of a fault that a text names."""
    found = _NAMED.search(text)
    return next(filter(None, found.groups()), None) if found is not None else None


_BARE = re.compile(rf"\W*(?:代码|就?是|报|显示|写着?|的|\s)*(?P<code>{_LETTERED})[^\w\u4e00-\u9fa5]*")


def bare_code(text: str) -> str | None:
    """The letters and digits that are all a text says ("SV0401"): a code, or a machine's type."""
    found = _BARE.fullmatch(text.strip())
    return found["code"] if found is not None else None


_ALARMS = re.compile(r"报警(?![器灯声音])")


def with_code(title: str, code: str) -> str:
    """A title that tells of no code yet, with this one: behind its alarm ("伺服老报警AL.16"), else last."""
    if code in title or fault_code(title) is not None:
        return title
    if _ALARMS.search(title):
        return _ALARMS.sub(f"报警{code}", title, count=1)
    return f"{title}，报{code}"
