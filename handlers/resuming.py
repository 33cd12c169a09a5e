"""An answer to the bot's question ("哪一单？", "哪一位？") becomes what the writer first wanted.

He may answer by number, by place in the list ("第二个"), or by what the ticket is about, whose it is or
when it came ("离合器那个", "屿途那单", "刚才那单"). Where that leaves a doubt he is asked once more.

Only what says no more than that is an answer, or what repeats the order ("陈国栋，删了"). What says something
else is new: "陈国栋电话改成…" takes nobody off, though the bot has just asked which 老陈 to take off.
"""

import re
from dataclasses import replace

from handlers.desk import Desk, Turn
from handlers.experts.taking import says_yes
from handlers.experts.which_of_his import LEADING_POINTER
from handlers.listed import of_house
from handlers.people import known_names
from handlers.places import ORDINALS
from handlers.pointing import meant_among
from handlers.reading import understand
from handlers.telling import answer, answer_once
from handlers.understanding.cues import weigh
from handlers.understanding.later import says_he_comes
from handlers.understanding.leaves import says_free
from handlers.understanding.names import find_known, without_bot
from handlers.understanding.orders import held_back
from handlers.understanding.questions import asks_phone
from handlers.understanding.several import find_company, find_several
from handlers.understanding.values import Intent, Role
from prompts.texts import say
from storage import records, tickets
from storage.records import Question
from storage.tickets import Ticket

# What is left of "1002", "是1002号单", "第二个吧", "1002那单" without these is what it says besides.
_FILLERS = re.compile(
    r"[\W\d号工派单子的那这个条张是就说指啊呀哦嗯吧呢了对第一二三两零幺四五六七八九十百千前后上下面最头]"
)
_MERELY = {Intent.CHAT, Intent.FOLLOWUP, Intent.REQUEST, Intent.ADVICE}
# Nothing but a pointer at one of the tickets: "离合器那个", "刚才那单吧", "屿途的", "后一个".
_POINTER = re.compile(
    r"^(?:就|是|说的|我说的?|指)*(?:[^，,。；;！!？?\s]{0,12}?(?:[那这](?:一)?(?:个|单|张|条|台|家)(?:单子|单)?|的)"
    r"|[^，,。；;！!？?\s]{0,4}[前后上下头一二两三四第最新旧](?:面|边)?(?:一)?(?:个|单))(?:吧|啊|呀|哈|了|嘛)*[。.！!~～\s]*$"
)
_BARE = 6  # characters of a thing or a firm that names one of them by itself
_ASKS = re.compile(r"[?？吗呢]|几|多少|谁|什么|怎么|没有?$")
_LONGEST = 12  # characters of an answer that counts the list


def resumed(desk: Desk, turn: Turn) -> Turn | None:
    """What he first wanted, with the ticket or person he chose; the turn as it is where it is no answer.

    None: he was asked once more.
    """
    question = records.waiting(desk.uow, turn.person.nickname, desk.now - desk.policy.question)
    if question is None:
        return turn
    if (whose := _whose_phone(desk, turn, question)) is not None:
        records.drop(desk.uow, turn.person.nickname, desk.now)
        return whose
    no, named = _chosen_no(desk, turn, question), _chosen_names(turn, question)
    house = None if named else _chosen_house(desk, turn, question)
    if len(question.options) == 1 and _refuses(turn):
        records.drop(desk.uow, turn.person.nickname, desk.now)
        answer(desk, turn, say("left_as_it_is"))
        return None
    if house is not None:
        named = [house]
    elif len(question.options) == 1 and (_agrees(turn) or (not question.ticket_nos and says_yes(desk, turn))):
        named = [*question.options]
    elif (named or no is not None) and _says_more(desk, turn, question):
        records.drop(desk.uow, turn.person.nickname, desk.now)
        return turn
    if house is None and _speaks_for_itself(desk, turn, question):
        if no is not None or turn.role is Role.COORDINATOR:
            records.drop(desk.uow, turn.person.nickname, desk.now)
        return turn
    if question.options and len(named) != 1:
        return turn
    if no is None and not question.options:
        return None if _asked_again(desk, turn, question) else turn
    records.drop(desk.uow, turn.person.nickname, desk.now)
    if named and question.intent == Intent.QUERY:
        return _asked_of(desk, turn, question, named[0])
    text = _with_remark(turn, question)
    before = understand(text, turn.role, turn.first.at)
    found = replace(
        turn.understanding,
        rating=before.rating,
        off_scale=before.off_scale,
        saved_yuan=before.saved_yuan,
        intent=Intent(question.intent),
        ticket=no,
        target=named[0] if named else question.target,
        leave=before.leave,
        several=find_company(question.text, name=question.target)
        if turn.role is Role.EXPERT
        else find_several(question.text, named=question.target is not None),
    )
    return replace(turn, understanding=found, text=text)


def _asked_of(desk: Desk, turn: Turn, question: Question, name: str) -> Turn:
    """The question put once more, of the one person who is meant."""
    text = question.text.replace(question.target or name, name, 1)
    found = understand(text, turn.role, turn.first.at, known_names(desk.uow))
    return replace(turn, understanding=found, text=text)


def _whose_phone(desk: Desk, turn: Turn, question: Question) -> Turn | None:
    """The question for the phone number of nobody known ("师傅电话多少"), put once more of the firm, the
    person or the ticket that is all he answers: of a firm he still wants its expert's, if he said so."""
    text = without_bot(turn.text).strip()
    if question.intent != Intent.QUERY or question.options or question.ticket_nos or asks_phone(text):
        return None
    known = known_names(desk.uow)
    firm = find_known(text, known.firms)
    name = firm or find_known(text, known.people | known.contacts)
    name = name or (text if text.isdigit() else None)
    rest = _FILLERS.sub("", text.replace(name or "", "", 1))
    if name is None or rest not in _HOUSE:
        return None
    if question.target is None:
        return _asked_of(desk, turn, replace(question, text=f"{name}的{question.text}"), name)
    whose = f"{name}的{question.target}" if firm is not None and question.target in _EXPERTS else name
    return _asked_of(desk, turn, question, whose)


_HOUSE = ("", "家", "厂", "边", "公司", "师傅")  # "云禾那家", "云禾厂里"
_EXPERTS = ("师傅", "专家", "老师")


def _with_remark(turn: Turn, question: Question) -> str:
    """What was first said, with what the answer says besides: "修好了" and "离合器那个，换了摩擦片"."""
    if turn.role is not Role.EXPERT:
        return question.text
    if _is_at_it(turn, question):
        return f"{question.text}，{without_bot(turn.text)}"
    if question.intent != Intent.RESOLVE:
        return question.text
    rest = LEADING_POINTER.sub("", without_bot(turn.text))
    own = rest != turn.text and len(_FILLERS.sub("", rest)) >= 3
    return f"{question.text}，{rest}" if own else question.text


def _points(desk: Desk, turn: Turn, question: Question) -> bool:
    """Whether a text does no more than point at one of the tickets."""
    text = without_bot(turn.text).strip()
    if _ASKS.search(text):
        return False
    if _POINTER.match(text):
        return True
    return len(text) <= _BARE and len(meant_among(desk, turn, _offered(desk, question))) == 1


# What an order for somebody may be said with once more: "让雷师傅去吧" to "1001 派给老雷".
_SENDS = re.compile(r"[派让叫请给找换去来接上]")
_SENDING = (Intent.ASSIGN, Intent.TRANSFER)
_CALLED = re.compile(r"师傅|老师|这位|那位|[请位]")
_LONG_NUMBER = re.compile(r"\d{7,}")
_NOT_SO = re.compile(r"[没不别未再]|明[天早]|后天|[?？]|[吗呢]\W*$")


def _says_more(desk: Desk, turn: Turn, question: Question) -> bool:
    """Whether words that choose say something else besides: they are no answer then.

    How something was mended may be said with which ticket it is, and when he comes with a yes to "你接吗".
    """
    text, intent = without_bot(turn.text).strip(), Intent(question.intent)
    if not question.options and (_points(desk, turn, question) or turn.understanding.intent is intent):
        return False  # _speaks_for_itself looks at who else is named
    if intent is Intent.RESOLVE and not _NOT_SO.search(text):
        return False
    agrees = says_yes(desk, turn) or _is_at_it(turn, question)
    if intent is Intent.CLAIM and len(question.ticket_nos) == 1 and agrees:
        return False
    if _ASKS_BACK.search(text) or _LONG_NUMBER.search(text):
        return True
    given = [name[-2:] for name in question.options if len(name) > 2]
    for name in [*question.options, *given]:  # whole ones first: two may share a given name
        text = text.replace(name, "")
    for each in (
        _CALLED,
        *((_SENDS,) if intent in _SENDING else ()),
        *((_YES,) if _is_whether(question) else ()),
    ):
        text = each.sub("", text)
    rest = _FILLERS.sub("", LEADING_POINTER.sub("", text) if not question.options else text)
    return bool(set(rest) - set(question.text))


# Asked whether it is this one, he says that it is.
_YES = re.compile(r"^\W*(?:(?:是|对|嗯|恩|好|行|可以|没错|确定|不用|不要|不修)[的了啊呀吧他她，,\s]*)+")
_ASKS_BACK = re.compile(r"[?？]|[吗呢么]\W*$")


# No mere "好": that may be said to a colleague.
_AGREES = re.compile(
    r"(?:是|对|没错|确定|就|还是|照样?|要|派|给[他她]|[的了啊呀吧，,])*(?:是|对|没错|确定|派|给[他她])[的了啊呀吧]*"
)
_REFUSES = re.compile(
    r"(?:那|就|先|算了|不[派要用了]*|别派?|换(?:个)?人?|[，,了吧])*?(?:算了|不[派要用了]*|别派)[了吧]*"
)


def _agrees(turn: Turn) -> bool:
    """Whether he says yes to the only choice."""
    return _AGREES.fullmatch(_bare(turn)) is not None


def _refuses(turn: Turn) -> bool:
    return _REFUSES.fullmatch(_bare(turn)) is not None


def _bare(turn: Turn) -> str:
    return without_bot(turn.text).strip(" 。.！!~～")


def _is_whether(question: Question) -> bool:
    """Whether it asks if one thing is so, and not which of several."""
    return len(question.options) + len(question.ticket_nos) == 1


def _speaks_for_itself(desk: Desk, turn: Turn, question: Question) -> bool:
    """Whether words after the bot's question mean something of their own, and are no answer to it.

    A bare number answers, and so does what was wanted said once more ("1002 转") where it names nobody else.
    """
    found = turn.understanding
    rest = _FILLERS.sub("", without_bot(turn.text))
    for name in question.options:
        rest = rest.replace(name, "")
    if not rest or (not question.options and _points(desk, turn, question)):
        return False
    if _is_at_it(turn, question) and _is_whether(question):
        return False
    if found.query is not None or held_back(turn.text, found, turn.role) is not None:
        return True
    if found.intent in _MERELY or says_free(rest) or not (found.sure or found.ticket):
        return False
    again = found.intent == question.intent and found.intent is not Intent.NOTE
    return not (again and (question.options or found.target in (None, question.target)))


def _chosen_names(turn: Turn, question: Question) -> list[str]:
    """Those of the people offered whom an answer names: whole, by the given name, or by the place."""
    named = [name for name in question.options if name in turn.text]
    given = [name for name in question.options if len(name) > 2 and name[-2:] in turn.text]
    place = _place(turn.text, len(question.options))
    return named or given or ([question.options[place]] if place is not None else [])


def _chosen_house(desk: Desk, turn: Turn, question: Question) -> str | None:
    """The one of the people offered whose firm is all that an answer names ("云禾的", "汽配那家")."""
    text = without_bot(turn.text).strip()
    points = len(text) <= _BARE or _POINTER.match(text)
    if len(question.options) < 2 or not points or _ASKS.search(text):
        return None
    return of_house(desk.uow, question.options, text)


def _chosen_no(desk: Desk, turn: Turn, question: Question) -> int | None:
    """The ticket number that an answer picks from those offered, None where it picks none."""
    nos = question.ticket_nos
    if len(nos) == 1 and (question.options or says_yes(desk, turn) or _is_at_it(turn, question)):
        return nos[0]
    said = turn.understanding.ticket
    digits = {int(each) for each in re.findall(r"\d{1,6}", turn.text)} | ({said} if said else set())
    chosen = [no for no in nos if any(no == each or str(no).endswith(str(each)) for each in digits)]
    if len(chosen) == 1:
        return chosen[0]
    place = _place(turn.text, len(nos))
    if place is not None:
        return nos[place]
    text = without_bot(turn.text).strip()
    points = len(text) <= _BARE or _POINTER.match(text) or LEADING_POINTER.match(text)
    if question.options or len(nos) < 2 or not points or _ASKS.search(text):
        return None
    meant = meant_among(desk, turn, _offered(desk, question))
    return meant[0].no if len(meant) == 1 else None


def _is_at_it(turn: Turn, question: Question) -> bool:
    """Whether who was asked if he takes it says when he is there, or tells of the work."""
    if question.intent != Intent.CLAIM or turn.understanding.ticket is not None:
        return False
    words = without_bot(turn.text).strip(" 。！!~～")
    cues = weigh("replies", words)
    if cues["heard"] or (len(words) <= _ONCE_MORE and not cues["when"]):
        return False
    return turn.understanding.intent in (Intent.PROGRESS, Intent.RESOLVE) or says_he_comes(words)


_ONCE_MORE = 2  # characters: "到了" is what he has been asked about


def _place(text: str, count: int) -> int | None:
    """The place in a list of so many that a short answer counts to."""
    if len(text) > _LONGEST:
        return None
    found = (place for said, place in ORDINALS if said.search(text))
    return next((place % count for place in found if count and place < count), None)


def _offered(desk: Desk, question: Question) -> list[Ticket]:
    found = (tickets.by_no(desk.uow, no) for no in question.ticket_nos)
    return [each for each in found if each is not None]


def _asked_again(desk: Desk, turn: Turn, question: Question) -> bool:
    """Ask once more, with the choices in one line, where the answer points at no single one of them."""
    choices = _offered(desk, question)
    several = len(meant_among(desk, turn, choices)) > 1 and len(turn.text) <= _LONGEST
    if len(choices) < 2 or not (_points(desk, turn, question) or several):
        return False
    line = "、".join(f"{each.no} {each.title}" for each in choices[:4])
    answer_once(desk, turn, say("which_of_these", choices=line), desk.policy.question)
    return True
