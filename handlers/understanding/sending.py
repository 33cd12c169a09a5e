"""Whom an expert sends in his place: a colleague by name ("我同事海波去，我走不开"), or one of his people.

A colleague is asked and must accept. Of an apprentice, whom no roster knows, the firm is told (`sends` in
prompts/lexicon/replies.toml).
"""

import re

from handlers.understanding.clauses import clauses
from handlers.understanding.cues import weigh

_MATE = r"(?:同事|师弟|师兄|师妹|搭档|朋友|老乡|工友|同行|弟弟|哥哥|表弟|表哥|堂弟|兄弟)"
_FIRST = r"(?:先|就|马上|现在|等下|一会儿?|今天|明天|后天|[上下]午|晚上|能|可以)*"
_GOES = (
    rf"{_FIRST}(?:去|过去|来|过来|顶|替我|接手|跑一趟|上门)(?:看看?|修|弄|处理|顶|接|一趟|一下|吧|好了|我)*$"
)
_BIDS = r"(?:让|叫|派|喊|请|安排|麻烦|换)"
_TITLE = r"(?:师傅|老师|工|哥|姐)?"
_BY_HIS_MATE = re.compile(rf"^(?:我|{_BIDS})*我?的?{_MATE}(?P<name>[\u4e00-\u9fa5]{{2,3}}?){_TITLE}{_GOES}")
_NO_NAME = re.compile(
    r"(?:[今明后]天|[上下]午|晚上|现在|马上|等下|等会|会来|会去|已经|可以|他们|一起|自己|先|高手|高人|能人|别人|谁)"
)
_NOT = re.compile(r"(?:不要|不用|不能|别|没)[^，,]{0,2}$")


def find_mate(text: str) -> str | None:
    """The colleague whom he names as such and sends ("我同事海波去")."""
    found = next((each for clause in clauses(text) if (each := _BY_HIS_MATE.match(clause))), None)
    return found["name"] if found and not _NO_NAME.match(found["name"]) else None


def sends(text: str, name: str, *, known: bool) -> bool:
    """Whether one clause sends the one of that name and says no more ("让海波去", "海波去吧").

    `known`: the roster knows the name, which then may begin the clause ("顾不过来" sends nobody).
    """
    if _NO_NAME.match(name):
        return False
    begins = "^|" if known else ""
    sent = re.compile(rf"(?:{begins}{_BIDS}|{_MATE})(?:我的?)?{_MATE}?@?{re.escape(name)}{_TITLE}你?{_GOES}")
    found = (each for clause in clauses(text) if (each := sent.search(clause)) is not None)
    return any(not _NOT.search(each.string[: each.start()]) for each in found)


# 还是我自己去吧, 不用转了，我有空了, 不退了: after all.
_AFTER_ALL = re.compile(
    r"(?:还是|那|算了|就)*我?(?:还是)?(?:自己|亲自)(?:去|来|弄|办|跑一趟|过去)(?:吧|好了|算了|了)*"
    r"|(?:还是|那还是)我(?:去|来|过去|弄)(?:吧|好了)"
    r"|(?:不用|不|先不|别)(?:转|退|换人|换)(?:单|给.{1,4}|人)?了(?:吧)?"
)
_BESIDES = re.compile(
    r"(?:我)?(?:又|现在|刚好)?(?:有空|得空|能去|可以去|去得了|没事)了?|算了|哦|不好意思|抱歉|谢谢"
)


def sends_not(text: str, name: str) -> bool:
    """Whether he wants somebody not to go, or elsewhere ("别让海波去", "让海波去吃饭")."""
    called = rf"(?:{_BIDS}|给)@?{re.escape(name)}{_TITLE}"
    elsewhere = (
        r"(?:你?(?:去|来)(?:吃|喝|玩|买|接(?:孩子|人|娃)|开会|睡)|(?:帮|替|给)我(?:带|拿|买|送|寄|借|捎|问))"
    )
    return (
        re.search(rf"(?:别|不要|不用|不能|甭){_BIDS}?@?{re.escape(name)}|{called}{elsewhere}", text)
        is not None
    )


def goes_after_all(text: str) -> bool:
    """Whether he says that he goes himself after all, and nothing besides that matters."""
    said = clauses(text)
    meant = [each for each in said if _AFTER_ALL.fullmatch(each)]
    return bool(meant) and all(each in meant or _BESIDES.fullmatch(each) for each in said)


def sends_his_own(text: str) -> bool:
    """Whether he sends his apprentice, or somebody of his whom he does not name."""
    return any(weigh("replies", each)["sends"] for each in clauses(text))
