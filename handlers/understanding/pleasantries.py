"""What a firm tells of its trouble, without the greetings, thanks and polite words around it."""

import re

from handlers.understanding.asking_after import asks_after, thing_asked_after
from handlers.understanding.visits import asks_for_a_day

_PIECES = re.compile(r"([，,。；;！!~～…\s]+)")
# "早上好", "可以的", "麻烦了", "谢谢各位师傅": says nothing of the trouble, wherever it stands.
_WORDS = (
    r"(?:各位|大家|诸位|群里|师傅|老师|领导|专家|老板|朋友|亲)们?的?|早上|上午|中午|下午|晚上|[你您]们?|晚安|好[的滴嘞]|[好早]|安(?!排)|哈喽|嗨|喂|hello|hi"
    r"|在吗|在不在|在么|有人吗|打扰(?:一下)?啦?|不好意思|(?:辛苦|麻烦|拜托)(?:一下|啦)?"
    r"|(?:非常|十分|太|先|多)?(?:谢谢|感谢|多谢|谢了|谢啦)(?:啦|工会)?|可以的?|行的?|没问题|收到|知道了|明白|嗯|噢|ok|是的|对的?|(?:请|帮忙)?(?:给我们|帮我们)?(?:安排|看|处理|解决|帮忙?)(?:一下|下)|[啊呀哈吧哦呢了]|🙏|👍|🌹"
    r"|\[[^\[\]]{1,6}\]"
)
_POLITE = re.compile(rf"(?:{_WORDS})+", re.IGNORECASE)
_GLAD = re.compile(
    rf"(?:(?>[\u4e00-\u9fa5](?:师傅|老师|工)们?|{_WORDS}|太(?:好|棒|赞|及时|给力)了|真(?:好|快|及时)|这么快|效率(?:真|好|太)?高|给力|厉害|靠谱))+",
    re.IGNORECASE,
)


_DONE = re.compile(r"(?:已经|现在|都)?(?:可以|行|好|没问题)了")  # that it is mended is no thanks


def without_pleasantries(text: str) -> str:
    """The text, a line each message, without polite words before and behind what it tells; without lines of
    nothing else, and those that only ask. As it is where nothing is left."""
    lines = [_told(line) for line in text.split("\n") if not _asks_or_leads(line)]
    return "\n".join(filter(None, lines)) or text


def only_polite(text: str) -> bool:
    """Whether a text says nothing but thanks and yes, and that it is glad ("太好了谢谢陈师傅")."""
    pieces = [each for each in _PIECES.split(text)[::2] if each]
    return bool(pieces) and all(_GLAD.fullmatch(each) and not _DONE.match(each) for each in pieces)


_BRIEF = 12  # characters of a line that only asks how the ticket stands
# "我也不太懂，师傅让我来问问": who passes it on says nothing of the trouble.
_PASSES_ON = re.compile(
    r"(?:我也?不(?:太|是很)?懂[，,\s]*)?(?:师傅|车间|老板|主任|领导|他们)?(?:让|叫)我来?(?:问|报)(?:问|一?下)?[^，,。]{0,8}"
)
_LEADS = re.compile(r"(?!.*\d)[^，,。]{1,20}[：:]\s*")  # "我想问三个：", before a list


def _asks_or_leads(line: str) -> bool:
    """Whether a line only asks after the ticket ("1002呢"), or leads to what is told in others."""
    asks = thing_asked_after(line) is not None or (len(line) <= _BRIEF and asks_after(line))
    asks = asks and not asks_for_a_day(line)  # "明天能来吗" is for who takes it
    return asks or any(each.fullmatch(line) for each in (_LEADS, _PASSES_ON))


def _told(line: str) -> str:
    pieces = _PIECES.split(line)  # what is said stands at even places, what parts it between
    says = [place for place in range(0, len(pieces), 2) if not _is_polite(pieces[place])]
    return "".join(pieces[says[0] : says[-1] + 1]) if says else ""


def _is_polite(piece: str) -> bool:
    return not piece or _POLITE.fullmatch(piece) is not None
