"""An expert tells of a firm's trouble to which he goes himself ("蔚桐的行车坏了，我过去看看").

Of a firm of the roster that is a ticket, and his: nobody else is asked, the firm and the coordinators read of
it. Where he does not say whose it is, a coordinator hears it, and he how it becomes one.
"""

import re
from dataclasses import replace

from handlers import wording
from handlers.cases import says_done
from handlers.concerned import tell_firm, tell_responsible
from handlers.desk import Desk, Turn
from handlers.experts.holding import me
from handlers.experts.introduced import hand_contact
from handlers.experts.spoken_to import alone_with_it, to_the_bot
from handlers.facts import facts
from handlers.firms.requesters import district_of
from handlers.firms.requests import put_on_record
from handlers.ledger import note, shift
from handlers.people import coordinators_for, firm_of, firms_named, names_of
from handlers.telling import answer, at, tell_coordinators
from handlers.understanding.clauses import clauses
from handlers.understanding.cues import weigh
from handlers.understanding.enterprise import read_fields
from handlers.understanding.names import without_bot
from handlers.understanding.problems import machines_of, says_wrong
from handlers.understanding.reporting import told_trouble
from handlers.understanding.trades import find_category, technical_weight
from handlers.understanding.values import Intent, Role
from prompts.texts import say
from storage import tickets
from storage.people import Enterprise
from storage.terms import LIVE, Change, Purpose
from storage.tickets import Ticket

_LONGEST = 50
_FAULT = 2  # cues of a fault
_GOES = re.compile(
    r"^(?:那|正好|顺路|刚好|现在|马上|等下|一会儿?|今天|明天|[上下]午|晚上|先|就|这就)*我?"
    r"(?:现在|马上|等下|一会儿?|今天|明天|[上下]午|晚上|先|就|这就|正好|顺路|正在|已经在?)*"
    r"(?:过去|去|赶过去|跑一趟|上门|过来|在那边)(?:看看?|看一下|瞧瞧?|一趟|修|弄|处理|帮忙?|他们|一下|看下)*(?:了|吧|先)*$"
)
_SOMEBODYS = re.compile(r"[那这隔][边壁]?(?:一)?家|厂|企业|公司|客户|作坊|车间")
_MORE = re.compile(
    r"(?:他们|企业|厂里|对方|客户|老板|这家|人家)[^，,。]{0,4}(?:还有|又说|也说|还说|另外)|(?:旁边|隔壁|另外)(?:那|一|还有)|还有(?:一|个|台)"
)
_ASKS = re.compile(r"[?？]|[吗么呢]$|谁|哪")


def visits(desk: Desk, turn: Turn) -> bool:
    """Whether he tells of such a trouble that no ticket is about yet; it is seen to."""
    words = without_bot(turn.text).strip(" 。！!~～")
    said = clauses(words)
    if turn.role is not Role.EXPERT or turn.understanding.ticket is not None or len(words) > _LONGEST:
        return False
    if len(said) < 2 or not _GOES.match(said[-1]) or _ASKS.search(words) or not to_the_bot(desk, turn):
        return False
    firms = firms_named(desk.uow, words)
    trouble = told_trouble("，".join(said[:-1]), [name for each in firms for name in names_of(each)])
    fault = (
        says_wrong(trouble) or weigh(Role.ENTERPRISE, trouble)["fault"] >= _FAULT or trouble.endswith("了")
    )
    tells = fault and technical_weight(trouble) >= 1 and not says_done(trouble)
    whose = len(firms) == 1 or _SOMEBODYS.search(words)
    own = weigh(Role.EXPERT, words)["own_factory"] or firm_of(desk.uow, me(turn)) in firms
    if not (tells and whose) or own or _known(desk, trouble, firms):
        return False
    if len(firms) == 1:
        _put_down(desk, replace(turn, text=wording.clean(turn.text)), trouble)
    else:
        _pass_on(desk, turn)
    return True


def tells_more(desk: Desk, turn: Turn) -> bool:
    """Whether who has a ticket tells of another machine of its firm that has a trouble, too."""
    words = without_bot(turn.text)
    if turn.role is not Role.EXPERT or len(words) > _LONGEST or not _MORE.search(words) or says_done(words):
        return False
    mine = tickets.held_by(desk.uow, me(turn).id)
    if len(mine) != 1 or not alone_with_it(desk, turn) or not says_wrong(words):
        return False
    machines = machines_of(words)
    if not machines or any(each[-2:] in mine[0].body for each in machines):
        return False
    told = note(
        desk, mine[0], Change.NOTED, actor=me(turn).name, detail=turn.text, message_ids=turn.message_ids
    )
    said = wording.short(wording.masked(words), _LONGEST)
    tell_responsible(desk, told, "besides_told", expert=me(turn).name, words=said)
    answer(desk, turn, say("besides_noted", no=told.no, **facts(desk, told)), ticket=told)
    return True


def _known(desk: Desk, trouble: str, firms: list[Enterprise]) -> bool:
    """Whether a ticket may be about it: of this firm, or of such a trade where he names no firm."""
    live = tickets.with_status(desk.uow, LIVE)
    if len(firms) == 1:
        return any(each.enterprise_id == firms[0].id for each in live)
    return any(each.category == find_category(trouble) for each in live)


def _put_down(desk: Desk, turn: Turn, trouble: str) -> Ticket | None:
    fields = read_fields(trouble, turn.first.at)
    found = replace(turn.understanding, intent=Intent.REQUEST, request=fields)
    opened = put_on_record(desk, replace(turn, understanding=found), fields)
    expert = me(turn)
    taken = shift(
        desk,
        opened,
        Change.CLAIMED,
        actor=expert.name,
        detail=turn.text,
        expert_id=expert.id,
        claimed_at=desk.now,
        first_claimed_at=desk.now,
    )
    if taken is None:
        return None
    tell_firm(desk, taken, say("visit_opened", no=taken.no, title=taken.title, expert=expert.name))
    tell_responsible(desk, taken, "visit_told", expert=expert.name)
    hand_contact(desk, taken, expert, "claimed_expert")
    answer(desk, turn, say("visit_noted", no=taken.no, **facts(desk, taken)), ticket=taken)
    return taken


def _pass_on(desk: Desk, turn: Turn) -> None:
    district, _ = district_of(desk, turn)
    by = coordinators_for(desk.uow, district)
    words = wording.short(wording.masked(without_bot(turn.text)), _LONGEST)
    called = at([each.wechat_name for each in by])
    text = say("visit_passed_on", mentions=called, expert=me(turn).name, words=words)
    tell_coordinators(desk, text, mentions=by, purpose=Purpose.REPORT)
    answer(desk, turn, say("visit_whose", who="、".join(each.name for each in by)))
