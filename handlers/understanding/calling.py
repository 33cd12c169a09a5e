"""Whether somebody only calls once more, and says nothing else ("还没人接吗", "人呢", "都等一上午了")."""

import re
from collections.abc import Collection

from handlers.understanding.cues import weigh
from handlers.understanding.names import without_bot

_LONGEST = 24
_TELLS = 4  # characters of what is wrong
_LENGTH = (
    r"(?:[好很这老]|半|一|两|几|大半|个|[\d三四五六七八九十])*多?"
    r"(?:久|分钟|个?小时|个?钟头|[上下]午|早上|天)"
)
_WAITED = rf"(?:等了{_LENGTH}|(?:都|已经)等{_LENGTH}|等(?:[好很这老]久|半天))了?"
_LEAD = (
    r"(?>喂|哎|唉|诶|请问|麻烦|各位|师傅们?|老师们?|大家|你们|到底|现在|还是?|就|也|急|怎么|咋|为什么|为啥|"
    rf"这么久|这么长时间|半天|这会儿?|到现在|{_WAITED}|都)*"
)
_ANSWERS = (
    r"(?:(?:会|能|肯|愿意)?(?:在|来|修|弄|搞|接|管|理|回|应|看|处理|办|答复|回复|回话|回音|吱声|吭声|响应|搭理|联系|过来)"
    r"(?:单|我们?|一?下|一声)?)*"
)
_ASKS = r"(?:吗|嘛|么|呢|啊|呀|没有?|不|了)*(?:吗|嘛|么|呢|啊|呀|没有?|不)"
# Somebody, anybody? Nothing has been asked for yet, perhaps.
_THERE = r"(?:请问|各位)*(?:师傅|老师|专家|各位|大家)们?都?(?:在不在|在吗|在么)"
_ANYBODY = re.compile(rf"{_LEAD}有(?:没有)?人{_ANSWERS}{_ASKS}|{_LEAD}有没有人{_ANSWERS}|{_THERE}")
# Said behind it, as impatient people do: "还没有师傅吗？急死了".
_HASTE = re.compile(r"(?:(?:我们?|都|真的?|好|很|快|要)*急(?:死人?|疯|坏)?了?|等不及了?)+$")
# Still nobody: something has been asked for.
_NOBODY = re.compile(
    rf"{_LEAD}没有?(?:一?个)?(?:人|师傅|老师){_ANSWERS}(?:的|吗|嘛|么|呢|啊|呀|吧|了)*|{_LEAD}没来人(?:的|吗|嘛|么|呢|啊|呀|吧)*"
    rf"|(?:都|已经|这都|快)+{_LENGTH}了?(?:怎么|咋)?(?:还|都)*(?:没有?(?:一?个)?人|没动静){_ANSWERS}(?:的|吗|呢|啊|呀|吧)*"
    rf"|{_LEAD}(?:师傅|人)们?(?:呢|在哪里?|哪去了|去哪了|什么时候来)(?:啊|呀|呢)*"
    rf"|{_LEAD}(?:师傅|人)?(?:怎么|咋)?还(?:没|不)(?:见)?(?:来|到|见人|见人影)(?:吗|嘛|么|呢|啊|呀|吧)*"
    rf"|(?:怎么|咋|到底|都)*还是?没有?(?:消息|动静|回音|回话|回复|下文|着落|信)(?:吗|嘛|么|呢|啊|呀|吧)*"
    rf"|(?:怎么|咋|到底|都)*还是?没有?(?:吗|嘛|么|呢|啊|呀|吧)+"
    rf"|(?:还|都|已经|我们?)*{_WAITED}(?:啊|呢|呀)*"
    rf"|(?:再|帮忙|麻烦|请|帮)*催(?:一下|催|一催)(?:吧|啊|呀)*"
)


def calls_for_anybody(text: str) -> bool:
    """Whether a text only asks whether somebody is there, or that somebody be sent ("派个师傅来").

    It says not that anything was asked for.
    """
    return _only(_ANYBODY, text) or wants_anybody(text)


def wants_anybody(text: str) -> bool:
    """Whether a text asks that somebody be sent, and says nothing of what for."""
    bare = re.sub(r"[\W_]+", "", without_bot(text))
    return len(bare) <= _LONGEST and bool(weigh("plainly", bare)["somebody"])


def wants_somebody_for(text: str) -> bool:
    """Whether a text ends with that wish and tells before what for ("笔杆有银丝，帮我找个师傅")."""
    told, _, wish = re.sub(r"[\s，,。；;！!]+$", "", without_bot(text)).replace(",", "，").rpartition("，")
    return len(re.sub(r"[\W_]+", "", told)) >= _TELLS and wants_anybody(wish)


_HERE = re.compile(
    r"(?:师傅|老师)?(?:今天|现在|这会儿?)?(?:在不在|在吗|在么|在没在?|有空吗|有空没|有没有空)\W*"
)


def calls_for(text: str, names: Collection[str]) -> bool:
    """Whether a text only asks whether one of these people is there ("老单在不在")."""
    bare = without_bot(text).lstrip("@ ")
    return any(bare.startswith(name) and _HERE.fullmatch(bare[len(name) :]) for name in names)


def calls_again(text: str) -> bool:
    """Whether a text only says that nobody has come, or asks where he is."""
    return _only(_NOBODY, text)


def _only(pattern: re.Pattern[str], text: str) -> bool:
    bare = _HASTE.sub("", re.sub(r"[\W_]+", "", without_bot(text)))
    return len(bare) <= _LONGEST and pattern.fullmatch(bare) is not None
