"""Experts and coordinators who ask for help: for their own factory, or for an enterprise that rang.

What they say then, and about such a ticket later, is heard as a requester's words.
"""

import re
from dataclasses import replace
from typing import Any

from handlers import wording
from handlers.concerned import tell_firm
from handlers.contacts import contact_of
from handlers.desk import Desk, Turn
from handlers.firms.amending import news
from handlers.firms.standing import state_words
from handlers.ledger import note_words
from handlers.people import experts_named, firm_of, firms_named, known_names, names_of
from handlers.picking import named
from handlers.reading import ORDERS, understand
from handlers.rooms.reach import reporter
from handlers.telling import answer, tell_person
from handlers.understanding.abilities import asks_for_training, tells_of_own, without_question
from handlers.understanding.cues import weigh
from handlers.understanding.enterprise import begins_with_cry, read_fields
from handlers.understanding.known import DISTRICTS
from handlers.understanding.mentions import Named, mentions
from handlers.understanding.names import without_bot
from handlers.understanding.phones import without_contacts
from handlers.understanding.problems import says_wrong
from handlers.understanding.reporting import for_some_house, reports, tells_plainly, told_trouble
from handlers.understanding.trades import technical_weight
from handlers.understanding.values import Intent, Query, Role, Understanding
from prompts.texts import say
from storage import helpers, people, tickets
from storage.people import Enterprise
from storage.terms import HELD, Answer, Change, RoomKind, Status
from storage.tickets import Ticket

_NAMED = ("no", "status", "period", "person", "enterprise", "category", "district", "metric", "counts", "by")
_OF_ENDS = (Intent.CONFIRM, Intent.RATE, Intent.REOPEN, Intent.CANCEL)
_ORDERS = ORDERS | {Intent.QUERY, Intent.ROSTER, Intent.EXPORT}


def as_requester(desk: Desk, turn: Turn) -> Turn:
    """The turn as a requester's, where somebody reports for a firm, or an expert or coordinator asks for help
    or speaks of such a ticket."""
    if turn.understanding.ticket is None and _asks(desk, turn):
        found = understand(turn.text, Role.ENTERPRISE, turn.first.at)
        fields = read_fields(_trouble(desk, turn), turn.first.at)
        return _requester(turn, replace(found, intent=Intent.REQUEST, request=fields, query=None))
    if turn.role is Role.ENTERPRISE:
        return turn
    own = _own_tickets(desk, turn)
    if not own:
        return turn
    found = understand(turn.text, Role.ENTERPRISE, turn.first.at)
    return _requester(turn, found) if _speaks_of_own(desk, turn, found, own) else turn


def _requester(turn: Turn, found: Understanding) -> Turn:
    return replace(turn, role=Role.ENTERPRISE, understanding=found)


def _trouble(desk: Desk, turn: Turn) -> str:
    """What he tells is wrong, without the names of the house it is in."""
    firms = firms_named(desk.uow, turn.text)
    return without_question(told_trouble(turn.text, [name for each in firms for name in names_of(each)]))


def _reports(desk: Desk, turn: Turn) -> bool:
    """Whether he says outright that he reports for a firm of the roster, or for his own house; a coordinator
    for any house."""
    if not reports(turn.text) or _asks_for_figures(turn.understanding.query):
        return False
    own = turn.role is Role.ENTERPRISE or bool(weigh(Role.EXPERT, turn.text)["own_factory"])
    if own or firms_named(desk.uow, turn.text):
        return True
    unlisted = any(each.kind is Named.FIRM for each in mentions(turn.text, "question"))
    return turn.role is Role.COORDINATOR and (unlisted or for_some_house(turn.text))


def _asks(desk: Desk, turn: Turn) -> bool:
    if turn.role is Role.ENTERPRISE:
        return _reports(desk, turn) or tells_of_own(turn.text) or asks_for_training(turn.text)
    if _reports(desk, turn):
        return True
    if turn.role is Role.COORDINATOR and _tells_of_a_firm(desk, turn):
        return True
    fault = weigh(Role.ENTERPRISE, turn.text)["fault"]
    if technical_weight(turn.text) < 3 and fault < 2:
        return False
    cries = begins_with_cry(without_bot(turn.text))
    if turn.role is Role.COORDINATOR:
        return cries
    weights = weigh(Role.EXPERT, turn.text)
    if weights["own_factory"]:
        return weigh(Role.ENTERPRISE, turn.text)["ask"] >= 3
    # Without a word of whose it is, an expert who works on something asks colleagues about that.
    salon = turn.room is not None and turn.room.kind == RoomKind.SALON
    return cries and salon and not _busy(desk, turn)


def _tells_of_a_firm(desk: Desk, turn: Turn) -> bool:
    """Whether a coordinator passes on what an enterprise has told him.

    What it told is heard as if it had written that itself.
    """
    found, cues = turn.understanding, weigh(Role.COORDINATOR, turn.text)
    firms, passed_on = firms_named(desk.uow, turn.text), bool(cues["passed_on"])
    ordered = found.intent in _ORDERS and found.sure and not _gives_to_nobody(desk, turn)
    figures = _asks_for_figures(found.query) and (found.sure or not passed_on)
    if not (firms or passed_on) or (ordered and not passed_on) or figures:
        return False
    trouble = _trouble(desk, turn)
    if firms and found.intent is Intent.CHAT and tells_plainly(trouble):
        return True
    if firms and asks_for_training(trouble):
        return True
    return understand(trouble, Role.ENTERPRISE, turn.first.at).intent is Intent.REQUEST


def _gives_to_nobody(desk: Desk, turn: Turn) -> bool:
    """ "帮忙安排个师傅去钧华电镀": no expert is named, so nothing is given to one."""
    name = turn.understanding.target
    assigns = turn.understanding.intent is Intent.ASSIGN
    return assigns and (name is None or not experts_named(people.all_experts(desk.uow), name))


def _asks_for_figures(asked: Query | None) -> bool:
    return asked is not None and bool(asked.metric or asked.period or asked.status)


def _busy(desk: Desk, turn: Turn) -> bool:
    """Whether an expert has a ticket in hand, or an offer to answer."""
    expert = turn.person.expert
    if turn.role is not Role.EXPERT or expert is None:
        return False
    offered = tickets.offered_in(desk.uow, (Status.OPEN, *HELD), expert.id, (Answer.WAITING,))
    at_work = tickets.held_by(desk.uow, expert.id) + helpers.helped_by(desk.uow, expert.id)
    return bool(offered or at_work)


def _own_tickets(desk: Desk, turn: Turn) -> list[Ticket]:
    """What he asked for in this talk and is not over, or was closed a while ago."""
    nickname, since = turn.person.nickname, desk.now - desk.policy.confirm_remind
    mine = tickets.live_of_requester(desk.uow, nickname, None)
    mine += tickets.closed_of_requester(desk.uow, nickname, None, since)
    return [each for each in mine if each.room == turn.room_name and each.requester == nickname]


def _speaks_of_own(desk: Desk, turn: Turn, found: Understanding, own: list[Ticket]) -> bool:
    meant = named(desk, turn)
    if meant is not None:
        return turn.role is Role.EXPERT and meant in own and not _as_expert(turn, found, meant)
    if turn.understanding.ticket is not None or _busy(desk, turn):
        return False
    asked = turn.understanding.query
    if turn.understanding.intent in _ORDERS and turn.understanding.sure and not _asks_nothing(asked):
        return False
    if found.intent in _OF_ENDS or found.query is not None:
        return True
    if turn.role is Role.COORDINATOR:
        return _adds_to(desk, turn, own)
    lately = any(turn.first.at - each.asked_at <= desk.policy.followup for each in own)
    return lately and turn.role is Role.EXPERT and found.intent in (Intent.FOLLOWUP, Intent.CHAT)


def _as_expert(turn: Turn, found: Understanding, ticket: Ticket) -> bool:
    """Whether he takes what he has reported himself, or tells of it as who has it; he may withdraw it."""
    expert = turn.person.expert
    has = expert is not None and ticket.expert_id == expert.id and ticket.status in HELD
    takes = turn.understanding.intent is Intent.CLAIM and ticket.status == Status.OPEN
    return takes or (has and found.intent is not Intent.CANCEL)


_ADDED = (Intent.CHAT, Intent.NOTE, Intent.ESCALATE)


def _adds_to(desk: Desk, turn: Turn, own: list[Ticket]) -> bool:
    """Whether a coordinator adds day or haste to what he has just reported ("急的，他们明天要交货")."""
    last = own[-1]
    just_now = turn.first.at - last.asked_at <= desk.policy.together
    short = len(turn.text) <= _LONGEST and turn.understanding.intent in _ADDED
    return just_now and short and last.status in (Status.OPEN, *HELD) and bool(news(turn, last))


def _asks_nothing(asked: Query | None) -> bool:
    """Whether a coordinator's question names nothing ("怎么样了"): it is about what he has just asked for."""
    return asked is not None and not any(getattr(asked, slot) for slot in _NAMED)


def enterprise_of(desk: Desk, turn: Turn) -> Enterprise | None:
    """For whom a request is: the writer's house, the firm he names, the factory an expert works in."""
    firms = firms_named(desk.uow, turn.text)
    own = turn.person.enterprise is not None and turn.person.coordinator is None
    if own and not (len(firms) == 1 and reports(turn.text)):
        return turn.person.enterprise
    if len(firms) == 1:
        return firms[0]
    expert = turn.person.expert
    return firm_of(desk.uow, expert) if expert is not None else turn.person.enterprise


def district_of(desk: Desk, turn: Turn) -> tuple[str | None, str | None]:
    """District and region that a request without an enterprise names, else the writer's or the group's."""
    known = known_names(desk.uow).districts | DISTRICTS
    found = next((each for each in sorted(known) if each in turn.text), None)
    coordinator, expert, room = turn.person.coordinator, turn.person.expert, turn.room
    if found is None and coordinator is not None and len(coordinator.districts) == 1:
        found = coordinator.districts[0]
    if found is None and expert is not None:
        return expert.district, expert.region
    if found is None:
        return (room.district, room.region) if room else (None, None)
    same = (each.region for each in people.all_enterprises(desk.uow) if each.district == found)
    return found, next(same, room.region if room else None)


# "我是东塘永固五金的", "我们叫新禾塑业", "我们新禾塑业，刚搬来"
_OWN_NAME = re.compile(
    r"(?:(?:我们?|咱们?|这里|这边)(?:厂|公司|企业|单位)?(?P<verb>是|叫|名字叫)?|新(?:厂|企业|单位|人|来的)(?:报到|报道)[，,：:\s]*)(?P<firm>[\u4e00-\u9fa5A-Za-z0-9]{2,20}?)(?:的[\u4e00-\u9fa5]{0,6})?(?=[，,。；;！!\s]|$)"
)


def own_name(text: str) -> str | None:
    """The name by which a writer calls his own house, where that is a firm's."""
    own = _OWN_NAME.search(wording.clean(text))
    if own is None or len(own["firm"]) < 3:
        return None
    named_so = [each for each in mentions(own["firm"], "question") if each.kind is Named.FIRM]
    whole = any((each.start, each.end) == (0, len(own["firm"])) for each in named_so)
    return own["firm"] if whole or (own["verb"] and named_so) else None


def ask_whose(desk: Desk, turn: Turn, ticket: Ticket) -> None:
    """Who is no enterprise of the roster (or not in it at all) and named none is asked for whom it is."""
    if ticket.enterprise_id is not None:
        return
    own = own_name(turn.text)
    if own is not None:
        answer(desk, turn, say("whose_contact", no=ticket.no, enterprise=own), ticket=ticket)
    else:
        reached = bool(wording.phones(turn.text))
        answer(desk, turn, say("whose_name" if reached else "whose_ticket", no=ticket.no), ticket=ticket)


def told_whose(desk: Desk, turn: Turn) -> bool:
    """Whether a coordinator, expert or stranger now says for whom he asked; if so it is put on record."""
    ticket = _nameless(desk, turn)
    if ticket is None or (turn.understanding.intent in ORDERS and turn.understanding.sure):
        return False
    if turn.understanding.intent is Intent.REQUEST and says_wrong(turn.text):
        return False  # another trouble
    firms, text = firms_named(desk.uow, turn.text), wording.clean(turn.text)
    unlisted = any(each.kind is Named.FIRM for each in mentions(text, "question")) or wording.phones(text)
    if len(firms) != 1 and not unlisted:
        return False
    firm = firms[0] if len(firms) == 1 else None
    district, region = (firm.district, firm.region) if firm else district_of(desk, turn)
    values: dict[str, Any] = {"enterprise_id": firm.id} if firm else {}
    values |= {"district": district, "region": region} if district else {}
    told = note_words(
        desk,
        turn,
        ticket,
        Change.FOLLOWUP,
        body=f"{ticket.body}\n{text}",
        **{**news(turn, ticket), **values},
    )
    own = own_name(text) if firm is None and not wording.phones(text) else None
    if own is not None:
        answer(desk, turn, say("whose_contact", no=told.no, enterprise=own), ticket=told)
    else:
        name = f"{firm.short_name}（{firm.district}）" if firm else _as_named(text)
        answer(desk, turn, say("whose_noted", no=told.no, enterprise=name), ticket=told)
    if firm is not None and told.enterprise_id != ticket.enterprise_id:
        _tell_firm(desk, told)
    if told.expert_id is not None:
        contact = contact_of(desk, told)
        filled = say("whose_expert", no=told.no, firm=contact.firm, contact=contact.name, phone=contact.phone)
        tell_person(desk, people.expert(desk.uow, told.expert_id).wechat_name, filled, ticket=told)
    return True


_NUMBER_GIVEN = re.compile(
    r"[，,；;\s]*(?:的?(?:电话|手机|号码|联系(?:方式|电话)|微信)(?:号码?|是|：|:)*)?\s*$"
)


def _as_named(text: str) -> str:
    """A firm that is in no roster as the writer names it; of a phone number, that there is one."""
    bare = without_contacts(text, "", "")
    if bare == text:
        return wording.short(text, 30)
    named_so = re.sub(r"^(?:我们?的?|这是)", "", _NUMBER_GIVEN.sub("", bare)).strip()
    return f"{wording.short(named_so, 24)}，电话也记下了" if named_so else "电话"


def _tell_firm(desk: Desk, ticket: Ticket) -> None:
    """The enterprise hears of what was asked on its behalf before anybody said for whom."""
    who = reporter(desk, ticket)
    if who is not None:
        state = state_words(desk, ticket)
        tell_firm(desk, ticket, say("behalf_told", who=who, no=ticket.no, title=ticket.title, state=state))


def _nameless(desk: Desk, turn: Turn) -> Ticket | None:
    """The ticket of unknown enterprise that he has lately asked for in this talk."""
    if (turn.role is Role.ENTERPRISE and turn.person.known) or _asks_for_figures(turn.understanding.query):
        return None
    return next(
        (
            each
            for each in _own_tickets(desk, turn)
            if each.enterprise_id is None
            and each.status in (Status.OPEN, *HELD)
            and turn.understanding.ticket in (None, each.no)
            and turn.first.at - each.asked_at <= desk.policy.question
            and len(turn.text) <= _LONGEST
        ),
        None,
    )


_LONGEST = 60  # an answer to "which enterprise is it?"
