"""What an expert says of when he comes or what he waits for, in his own words, fit for the requester."""

import re
from datetime import timedelta

from handlers import wording
from handlers.cases import without_number
from handlers.desk import Desk
from handlers.experts.unreachable import says_unreached
from handlers.understanding.cues import weigh
from handlers.understanding.later import takes_it, when_he_comes
from handlers.understanding.names import without_bot
from prompts.texts import say
from storage import people, records
from storage.records import Entry
from storage.terms import Change
from storage.tickets import Ticket

_CLAUSE = re.compile(r"[，,。；;！!\s]+")
_SAYS_LEAST = 3  # characters of a clause that says something
_WHOLE = 40  # characters of words that are told as they are where a part of them is news
_LATELY = timedelta(minutes=5)
_STARTS = (Change.CLAIMED, Change.ASSIGNED, Change.TRANSFERRED, Change.REOPENED)


def news(text: str, *, cues: tuple[str, ...] = ("news", "when", "sends")) -> str:
    """What changes the requester's reckoning, with its reason (顶针板变形了，要拆下来磨，三天); else ""."""
    bare = without_number(without_bot(text))
    clauses = [each for each in _CLAUSE.split(bare) if each]
    fresh = [any(weigh("replies", each)[cue] for cue in cues) for each in clauses]
    reasons = any(fresh) and len(bare) <= _WHOLE and "coming" not in cues
    said = [each for each, new in zip(clauses, fresh, strict=True) if new or (reasons and not _small(each))]
    return wording.short(wording.masked("，".join(said)), 60)


def news_in_taking(text: str) -> str:
    """The same of who takes a ticket, or has taken it by these words: any time that he names."""
    words = when_he_comes(without_bot(text))
    if weigh("replies", text)["afar"]:
        words = without_number(without_bot(text))
    return wording.short(wording.masked(words), 60) if words else _plain_news(text)


def finding(text: str) -> str:
    """What he has found at the machine ("看了，密封圈老化"), fit for the requester; else ""."""
    words = without_number(without_bot(text))
    return wording.short(wording.masked(words), 60) if weigh("replies", words)["found"] else ""


def _plain_news(text: str) -> str:
    """Without the clauses that say no more than that he takes it."""
    return "，".join(each for each in _CLAUSE.split(news(text)) if each and not takes_it(each))


def _small(clause: str) -> bool:
    """Whether a clause is a greeting, a number, or tells where he is, which the requester sees."""
    cues = weigh("replies", clause)
    small = cues["coming"] or cues["heard"] or (weigh("endings", clause)["small_talk"] and not cues["news"])
    return bool(small) or wording.masked(clause) != clause or len(clause) < _SAYS_LEAST


def last_word(desk: Desk, ticket: Ticket) -> str:
    """ "，9:40说“到了”": what he last said of his coming; without the time where he said it in taking it."""
    for entry in reversed(records.of_ticket(desk.uow, ticket.id)):
        if entry.change == Change.FOLLOWUP and weigh("endings", entry.detail or "")["visit_moved"]:
            return say("firm_moved", words=wording.short(wording.masked(entry.detail or ""), 20))
        said = _said(desk, ticket, entry) or _stuck(entry.change, entry.detail or "")
        if said:
            at = "" if entry.change == Change.CLAIMED else wording.earlier(entry.at, desk.now)
            return f"，{at}说“{said}”"
        if entry.change in _STARTS:
            break
    return ""


def _stuck(change: str, words: str) -> str:
    """That he cannot get in, or gets hold of nobody: he has told it, and it is where he is."""
    told = change == Change.NOTED and says_unreached(words)
    return wording.short(wording.masked(without_number(without_bot(words))), 60) if told else ""


def heard_lately(desk: Desk, ticket: Ticket) -> bool:
    """Whether he has told a few minutes ago where he is: who asks that reads it, and he need not ring."""
    for entry in reversed(records.of_ticket(desk.uow, ticket.id)):
        if entry.change in _STARTS or desk.now - entry.at > _LATELY:
            return False
        if _said(desk, ticket, entry) or _stuck(entry.change, entry.detail or ""):
            return True
    return False


_TIME = re.compile(
    r"点(?!问题)|[今明后]天|明早|今晚|[上下]午|晚上|(?:周|礼拜|星期)[一二三四五六日天]|\d号|分钟|小时|钟头"
)
_YES = re.compile(r"好的?|行|可以|嗯+|没问题|收到|ok|接|我来|我去", re.IGNORECASE)
_MOVES = re.compile(
    r"改|推|挪|延|晚|迟|提前|提早|[来去]不[了成]|过不[来去]|来不及|赶不|走不开|有事|不行|没空"
)


def another_time(desk: Desk, ticket: Ticket, text: str) -> str:
    """What he said before of when he comes, where these words name another time; "" where they do not, or
    he has been there since."""
    moves = _MOVES.search(text) or weigh("replies", without_number(without_bot(text)))["when"]
    if not moves or not _TIME.search(text):
        return ""
    for entry in reversed(records.of_ticket(desk.uow, ticket.id)):
        said = _said(desk, ticket, entry)
        if "到了" in said:
            return ""
        if _TIME.search(said):
            return "" if _narrows(said, text) or _ASKED.search(said) else said
        if entry.change in _STARTS:
            break
    return ""


def named_a_time(desk: Desk, ticket: Ticket) -> bool:
    """Whether he has said when he comes, and has not been there since."""
    for entry in reversed(records.of_ticket(desk.uow, ticket.id)):
        said = _said(desk, ticket, entry)
        if said:
            return "到了" not in said and (_TIME.search(said) or _LASTS.search(said)) is not None
        if entry.change in _STARTS:
            break
    return False


_LASTS = re.compile(r"[一二两三四五六七八九十几\d]+(?:个)?(?:天|礼拜|星期|周|月)")
_ASKED = re.compile(r"行不行?|[行可以好成][吗么]|方便[吗么]|可不可以|[?？]")  # he asked, and promised nothing
_HOUR = re.compile(r"(?:\d{1,2}|[一二两三四五六七八九十]{1,2})[点:：]")
_DAYS = re.compile(
    r"[今明后]天|[明今][早晚]|(?:周|礼拜|星期)[一二三四五六日天]|\d{1,2}[号日]|下个?(?:周|礼拜|星期)"
)
_PARTS = re.compile(r"早上|上午|中午|下午|傍晚|晚上")


def _narrows(said: str, text: str) -> bool:
    """Whether the hour is of the part of the day that he has named before ("下午过去", "2点准时")."""
    part, now = _PARTS.search(said), _PARTS.search(text)
    if (
        (part is None and not _DAYS.search(said))
        or _HOUR.search(said)
        or not _HOUR.search(text)
        or _MOVES.search(text)
    ):
        return False
    same_day = set(_DAYS.findall(text)) <= set(_DAYS.findall(said))
    return same_day and (part is None or now is None or now.group() == part.group())


def not_there_yet(desk: Desk, ticket: Ticket) -> bool:
    """Whether all that he has said since he has it is when he comes: he is not at work yet."""
    said: list[str] = []
    for entry in reversed(records.of_ticket(desk.uow, ticket.id)):
        if entry.change == Change.PROGRESS:
            said.append(entry.detail or "")
        if entry.change in _STARTS:
            break
    return bool(said) and all(_only_names_a_time(each) for each in said)


def _only_names_a_time(text: str) -> bool:
    bare = without_number(without_bot(text))
    moves = _MOVES.search(bare) is not None and _TIME.search(bare) is not None
    clauses = [each for each in _CLAUSE.split(bare) if each and not _YES.fullmatch(each)]
    when = bool(clauses) and all(weigh("replies", each)["when"] for each in clauses)
    return "到了" not in bare and (moves or when)


def _said(desk: Desk, ticket: Ticket, entry: Entry) -> str:
    """What he said of his coming with this entry: in taking it, in saying yes when sent, at work."""
    words = entry.detail or ""
    if entry.change == Change.CLAIMED:
        return news_in_taking(words) or news(words, cues=("coming",))
    if entry.change == Change.NOTED and ticket.expert_id is not None:
        own = entry.actor == people.expert(desk.uow, ticket.expert_id).name
        return news_in_taking(words) if own else ""
    return (news(words) or news(words, cues=("coming",))) if entry.change == Change.PROGRESS else ""
