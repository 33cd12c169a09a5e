"""What later words change on a ticket: a new deadline, more haste, a correction, a sentence taken back."""

import re
from datetime import date, datetime, timedelta
from typing import Any

from handlers.desk import ZONE, Turn
from handlers.understanding import checklists
from handlers.understanding.asking_after import asks_after, asks_why_moved
from handlers.understanding.corrections import (
    Correction,
    corrected,
    find_correction,
    takes_back,
    without_slip,
)
from handlers.understanding.enterprise import read_fields
from handlers.understanding.fault_codes import bare_code, fault_code, with_code
from handlers.understanding.modes import said_outright
from handlers.understanding.money import find_money
from handlers.understanding.moved import find_moved, find_sum_put_right
from handlers.understanding.problems import machine_of, machines_of, says_wrong
from handlers.understanding.subjects import amiss, follows, subjects, tells
from handlers.understanding.times import find_deadline
from handlers.understanding.titles import find_title
from handlers.understanding.trades import technical_weight
from handlers.understanding.urgency import find_urgency, is_patient
from handlers.understanding.values import Kind, Mode, RequestFields, Urgency, most_urgent
from handlers.understanding.visits import asks_for_a_day
from handlers.wording import clean, title
from storage.terms import Status
from storage.tickets import Ticket

# A day in a later message is a deadline only where it says what is due then ("师傅周五来吗" does not).
_DUE = re.compile(
    r"要|交|发货|出货|装柜|装船|船期|之前|前|截止|改到|改成|宽限|最晚|最迟|必须|到货|提货|拉货|送样|的船"
    r"|(?:客户|客人|甲方|老外|主机厂|总部).{0,12}(?:来|到|验|看|审|提|催)|来(?:看样|验|审|提货|拉)|验(?:货|厂|收)|审(?:厂|核)|开业|投产|上线"
)
# What is told to everybody is no ticket's.
_TO_ALL = re.compile(r"大家|各位|所有人|通知|叫车|开会|参观|放假|穿|打扫|接待|值班|加班")
_OVER = re.compile(r"多亏|幸亏|幸好|(?:谢|及时|辛苦)[^。]{0,10}(?:不然|否则|要不)")
_RECENT = timedelta(days=1)  # since then a day named by his house may well be its deadline
_SHORT = 24  # a correction this short says nothing else
_BARE = 6  # of a title that names a thing and no more
_TITLE = 24  # characters of a title
_SHOP_TALK = 2.0  # workshop words in a correction that tells the whole trouble anew


def says_when(turn: Turn) -> bool:
    """Whether words name the day by which something must be done."""
    return bool(_DUE.search(turn.text)) and read_fields(turn.text, turn.first.at).deadline is not None


def dates(turn: Turn, ticket: Ticket) -> bool:
    """Whether words name the day that a ticket of a day ago or less must meet, and not to everybody."""
    recent = turn.first.at - ticket.asked_at <= _RECENT
    return recent and says_when(turn) and not _TO_ALL.search(turn.text)


def news(turn: Turn, ticket: Ticket) -> dict[str, Any]:
    """Fields of the ticket that a later message sets: a (new) deadline, more haste, money, where.

    A training has wished days and no haste. What thanks are given for is over ("太及时了，不然今天要赔五万").
    """
    found: dict[str, Any] = {}
    if _OVER.search(turn.text) or asks_why_moved(turn.text) or ticket.kind == Kind.TRAINING:
        return found
    said = read_fields(turn.text, turn.first.at)
    due = said.deadline is not None and bool(_DUE.search(turn.text))
    if said.deadline is not None and due:
        found["deadline"] = said.deadline.isoformat()
    if due or said.deadline is None:
        haste = most_urgent(said.urgency, ticket.urgency)
        if haste != ticket.urgency:
            found["urgency"] = haste
    if is_patient(turn.text) and ticket.urgency == Urgency.URGENT and ticket.deadline is None and not due:
        found["urgency"] = Urgency.NORMAL
    found |= _moved(turn, ticket)
    if said.order_value_yuan is not None and ticket.order_value_yuan is None:
        found["order_value_yuan"] = said.order_value_yuan
    put_right = find_sum_put_right(turn.text) if ticket.order_value_yuan is not None else None
    if put_right is not None and put_right != ticket.order_value_yuan:
        found["order_value_yuan"] = put_right
    mode = Mode.ONSITE if asks_for_a_day(turn.text) else said_outright(turn.text)
    merely_asks = asks_after(turn.text) and not asks_for_a_day(turn.text)
    if ticket.mode == Mode.EITHER and mode is not Mode.EITHER and not merely_asks:
        found["mode"] = mode
    names_one = said.category != "other" and technical_weight(turn.text) > 0  # "不急，慢慢来" tells of none
    if ticket.category == "other" and ticket.status == Status.OPEN and names_one:
        found["category"] = said.category
    return found


def _moved(turn: Turn, ticket: Ticket) -> dict[str, Any]:
    """A deadline that is moved, and the haste that it made."""
    before = due_of(ticket)
    moved = find_moved(turn.text, turn.first.at, before) if before is not None else None
    if moved is None or before is None:
        return {}
    found: dict[str, Any] = {"deadline": moved.isoformat()}
    if ticket.urgency == find_urgency(ticket.body, before, ticket.asked_at):
        # Nobody but the deadline, and what he wrote, has made it so.
        found["urgency"] = find_urgency(f"{ticket.body}\n{turn.text}", moved, turn.first.at)
    return found


def told_besides(turn: Turn, ticket: Ticket) -> dict[str, Any]:
    """The title with what who is asked next has to know: another trouble for him, or the fault's code."""
    text = clean(turn.text)
    found = _second_trouble(turn, ticket, text)
    code = _code_told(text) if ticket.kind == Kind.PROBLEM and not found else None
    shown = with_code(ticket.title, code) if code is not None else ticket.title
    return {"title": shown} if len(ticket.title) < len(shown) <= _TITLE else found


def _second_trouble(turn: Turn, ticket: Ticket, text: str) -> dict[str, Any]:
    """The title with a second trouble for the same expert, told later ("冷干机也不制冷"): it shows both."""
    if _is_bare(ticket.title) and len(text) <= _SHORT and amiss(text) and not machines_of(text):
        return {"title": f"{ticket.title}{find_title(text) or text}"[:_TITLE]}
    new = any(each not in ticket.body for each in subjects(text))
    tells_more = (new or "也" in text) and len(text) <= _SHORT and tells(text) and amiss(text)
    if not tells_more or ticket.kind != Kind.PROBLEM or follows(text) or find_deadline(text, turn.first.at):
        return {}
    told = find_title(text)
    both = f"{ticket.title}，{told}"
    if not told or told in ticket.title or len(both) > _TITLE:
        return {}
    return {"title": both, "problems": ticket.problems + 1}


_ASKS_OF_IT = re.compile(r"什么|啥|怎么|哪里")


def _code_told(text: str) -> str | None:
    """The code that a short text tells, and asks nothing of."""
    if len(text) > _SHORT or _ASKS_OF_IT.search(text):
        return None
    return fault_code(text) or (bare_code(text) if "alarm" in checklists.told(text) else None)


def _is_bare(title: str) -> bool:
    """Whether a title names a thing and nothing that is wrong with it ("行车")."""
    return len(title) <= _BARE and title in machines_of(title)


def sets_anew(turn: Turn, ticket: Ticket) -> bool:
    """Whether words move the ticket's deadline, or put its sum right."""
    put_right = ticket.order_value_yuan is not None and find_sum_put_right(turn.text) is not None
    return put_right or bool(_moved(turn, ticket))


def due_of(ticket: Ticket) -> date | datetime | None:
    """The ticket's deadline: a day, or a moment."""
    if ticket.deadline is None:
        return None
    moment = "T" in ticket.deadline
    return (
        datetime.fromisoformat(ticket.deadline).astimezone(ZONE)
        if moment
        else date.fromisoformat(ticket.deadline)
    )


def without_stale(ticket: Ticket, values: dict[str, Any]) -> str:
    """The ticket's title without clauses that tell of the deadline or the sum which is another now."""
    first, *others = str(values.get("title", ticket.title)).split("，")
    stale = [
        each
        for each in others
        if ("deadline" in values and find_deadline(each, ticket.asked_at) is not None)
        or ("order_value_yuan" in values and find_money(each) is not None)
    ]
    return "，".join([first, *(each for each in others if each not in stale)])


def correction(turn: Turn, ticket: Ticket) -> dict[str, Any]:
    """The ticket put right where the words correct it, with every field that reads differently now."""
    meant = find_correction(turn.text)
    body = corrected(ticket.body, meant) if meant is not None else None
    if meant is None or body is None:
        return _told_anew(turn, ticket, meant)
    if len(turn.text) > _SHORT:
        body = f"{body}\n{clean(turn.text)}"
    renamed = corrected(ticket.title, meant)
    return {"title": (renamed or ticket.title)[:24], **reread(ticket, body)}


def _told_anew(turn: Turn, ticket: Ticket, meant: Correction | None) -> dict[str, Any]:
    """The ticket after "写错了，是折弯机漏油": title and trade follow what is told now."""
    told = without_slip(turn.text)
    anew = meant is not None and takes_back(turn.text) and says_wrong(told)
    if meant is None or not anew:
        return _contradicted(turn, ticket, meant)
    if technical_weight(told) < _SHOP_TALK and machine_of(told) is None:
        return {}
    said = read_fields(told, ticket.asked_at)
    return {
        "title": title(said.title or told),
        "category": said.category if said.category != "other" else ticket.category,
        "body": f"{ticket.body}\n{clean(turn.text)}",
    }


def _contradicted(turn: Turn, ticket: Ticket, meant: Correction | None) -> dict[str, Any]:
    """The ticket after "不是锌合金，是硅胶奶嘴飞边", where it spoke of neither before."""
    if (
        meant is None
        or meant.wrong is None
        or ticket.status != Status.OPEN
        or not technical_weight(meant.right)
    ):
        return {}
    anew = says_wrong(meant.right)
    said = read_fields(meant.right if anew else f"{meant.right}，{ticket.title}", ticket.asked_at)
    return {
        "title": title(said.title or meant.right) if anew else ticket.title,
        "category": said.category if said.category != "other" else ticket.category,
        "body": f"{ticket.body}\n{clean(turn.text)}",
    }


def reread(ticket: Ticket, body: str) -> dict[str, Any]:
    """A changed body, with the fields that it changes; what was set otherwise stays as it is."""
    before, after = (_fields(text, ticket) for text in (ticket.body, body))
    return {"body": body, **{name: value for name, value in after.items() if value != before[name]}}


def _fields(text: str, ticket: Ticket) -> dict[str, Any]:
    return as_columns(read_fields(text, ticket.asked_at))


def as_columns(fields: RequestFields) -> dict[str, Any]:
    """What was read of a request, as a ticket keeps it (its title apart)."""
    return {
        "category": fields.category,
        "urgency": fields.urgency,
        "mode": fields.mode,
        "deadline": fields.deadline.isoformat() if fields.deadline else None,
        "order_value_yuan": fields.order_value_yuan,
        "problems": fields.problems,
    }
