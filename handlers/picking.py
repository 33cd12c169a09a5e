"""Which ticket a message is about: by number, by quote, by the person's own tickets; else the bot asks."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from handlers.desk import Desk, Turn
from handlers.matching.words import terms
from handlers.places import item_meant, place_in_list
from handlers.pointing import meant_among
from handlers.telling import answer, answer_once
from handlers.understanding.values import Kind, Role
from prompts.texts import say
from storage import inbox, outbox, people, records, tickets
from storage.terms import HELD, Status
from storage.tickets import FIRST_NO, Ticket


def named(desk: Desk, turn: Turn) -> Ticket | None:
    """The ticket that the message names by number or by quoting one of its messages."""
    if turn.understanding.ticket is not None:
        return numbered(desk, turn.understanding.ticket)
    for message in turn.messages:
        if message.quote is None:
            continue
        own = outbox.sent_as(desk.uow, message.quote)
        other = inbox.received_as(desk.uow, desk.channel, message.quote)
        ticket_id = own.ticket_id if own else other.ticket_id if other else None
        if ticket_id is not None:
            return tickets.get(desk.uow, ticket_id)
    return None


def numbered(desk: Desk, no: int) -> Ticket | None:
    """A ticket by its number; a short one ("23号") means the ticket that ends so, live ones first."""
    exact = tickets.by_no(desk.uow, no)
    if exact is not None or no >= FIRST_NO:
        return exact
    width = 10 ** len(str(no))
    ending = [each for each in tickets.with_status(desk.uow, tuple(Status)) if each.no % width == no]
    live = [each for each in ending if each.status not in (Status.CLOSED, Status.CANCELLED)]
    found = live or ending
    return found[-1] if found else None


def ask_which(desk: Desk, turn: Turn, choices: Sequence[Ticket]) -> None:
    """Ask the writer which ticket he means, and remember what he wanted."""
    if turn.role is Role.ENTERPRISE:  # as it has told them: "第一个" answers, too
        choices = sorted(choices, key=lambda each: each.no)
    lines = "\n".join(f"【{each.no}】{each.title}" for each in choices[:4])
    answer(desk, turn, say("which_ticket", choices=lines))
    remember(desk, turn, choices, target=turn.understanding.target)


def remember(
    desk: Desk,
    turn: Turn,
    choices: Sequence[Ticket],
    *,
    text: str | None = None,
    target: str | None = None,
    options: Sequence[str] = (),
) -> None:
    """Keep what the writer wanted (in his words, or as `text`) until he has answered what he was asked."""
    records.ask(
        desk.uow,
        person=turn.person.nickname,
        intent=turn.understanding.intent,
        at=desk.now,
        text=turn.text if text is None else text,
        ticket_nos=[each.no for each in choices],
        target=target,
        options=list(options),
    )


def only_one(desk: Desk, turn: Turn, choices: Sequence[Ticket]) -> Ticket | None:
    """The one of these that the words mean ("早上那单", "空压机那个", "澄屿那单"); several: the bot asks."""
    said = meant_among(desk, turn, choices)
    if len(said) == 1:
        return said[0]
    if len(choices) > 1:
        ask_which(desk, turn, choices)
        return None
    return choices[0] if choices else None


_NO_SURNAME = "的个位那这老大好谢问叫派请换找让和跟等"  # before 师傅, and nobody's name


def ask_whether(
    desk: Desk, turn: Turn, ticket: Ticket, *, text: str = "claim_meant", as_said: str = "接"
) -> None:
    """Ask the writer, once, whether this is the ticket he means, and remember what he wanted.

    `as_said`: as which a yes to it counts.
    """
    text = say(text, no=ticket.no, title=ticket.title)
    if answer_once(desk, turn, text, desk.policy.question, ticket=ticket):
        remember(desk, turn, [ticket], text=as_said)


def pick_own(
    desk: Desk,
    turn: Turn,
    statuses: Collection[Status],
    *,
    prefer: Status | None = None,
    ask: bool = True,
    recent: bool = False,
) -> Ticket | None:
    """The writer's own ticket (his or his enterprise's) at one of these statuses.

    Another's ticket is refused politely; several and no number: the bot asks which (`ask`) or takes
    the newest.
    `recent` also looks at tickets closed within the policy's reopening days.
    """
    meant = named(desk, turn)
    if meant is not None:
        if not owns(turn, meant):
            if ask and turn.understanding.ticket is not None:
                answer(desk, turn, say("not_yours", no=meant.no))
            return None
        return meant if meant.status in statuses else None
    if ask and turn.understanding.ticket is not None:
        answer(desk, turn, say("no_such_ticket", no=turn.understanding.ticket))
        return None
    fitting = _most_his(turn, _of_his_house(desk, turn, statuses, recent=recent), prefer)
    for means in (speaks_of, _of_holder(desk), _of_training):
        spoken_of = [each for each in fitting if means(turn, each)]
        if len(spoken_of) == 1:
            return spoken_of[0]
    if (counted := _counted(desk, turn, fitting)) is not None:
        return counted
    if len(fitting) > 1 and ask and all(each.status != Status.CLOSED for each in fitting):
        talked = _just_mended(desk, fitting) or _last_talked(desk, turn, fitting)
        if talked is not None:
            return talked
        ask_which(desk, turn, fitting)
        return None
    return fitting[0] if fitting else None


def _of_his_house(desk: Desk, turn: Turn, statuses: Collection[Status], *, recent: bool) -> list[Ticket]:
    enterprise_id = turn.person.enterprise.id if turn.person.enterprise else None
    mine = tickets.live_of_requester(desk.uow, turn.person.nickname, enterprise_id)
    if recent or Status.CLOSED in statuses:
        since = desk.now - desk.policy.reopen
        mine += tickets.closed_of_requester(desk.uow, turn.person.nickname, enterprise_id, since)
    if Status.CANCELLED in statuses:
        since = desk.now - desk.policy.reopen
        mine += tickets.cancelled_of_requester(desk.uow, turn.person.nickname, since, enterprise_id)
    return [each for each in mine if each.status in statuses]


def _most_his(turn: Turn, fitting: list[Ticket], prefer: Status | None) -> list[Ticket]:
    """Those at the status to `prefer`, else those he asked for himself here, else anywhere, else all."""
    for narrower in (
        [each for each in fitting if each.status == prefer],
        [each for each in fitting if each.requester == turn.person.nickname and each.room == turn.room_name],
        [each for each in fitting if each.requester == turn.person.nickname],
    ):
        if narrower:
            return narrower
    return fitting


def _counted(desk: Desk, turn: Turn, mine: Sequence[Ticket]) -> Ticket | None:
    """ "第二个自己弄好了" of several that one message has asked for."""
    item = item_meant(desk, turn, mine)
    if item is not None:
        return item[0]
    twins = sorted(mine, key=lambda each: each.no)
    if len(twins) < 2 or len({each.asked_at for each in twins}) > 1:
        return None
    place = place_in_list(turn.text)
    return twins[place] if place is not None and place < len(twins) else None


def _of_holder(desk: Desk) -> Callable[[Turn, Ticket], bool]:
    """季师傅到了吗: whose expert is named; 师傅说…: which has one."""

    def means(turn: Turn, ticket: Ticket) -> bool:
        if ticket.expert_id is None or ticket.status not in HELD:
            return False
        called = re.findall(r"([\u4e00-\u9fa5])(?:师傅|工(?!艺|序|件|装|人|会|作|厂)|老师)", turn.text)
        name = people.expert(desk.uow, ticket.expert_id).name
        others = [each for each in called if each not in _NO_SURNAME]
        return name in turn.text or (name[0] in others if others else "师傅" in turn.text)

    return means


def _of_training(turn: Turn, ticket: Ticket) -> bool:
    """老师定了没: of the lesson that is wished for."""
    return ticket.kind == Kind.TRAINING and re.search(r"老师|培训|[上讲]课|课", turn.text) is not None


def last_mended(mine: Sequence[Ticket]) -> Ticket:
    """The ticket among them that was called mended last, of which its house was asked; else the first."""
    mended = [each for each in mine if each.status == Status.RESOLVED and each.resolved_at is not None]
    return max(mended, key=lambda each: (each.resolved_at, each.no), default=mine[0])


def _just_mended(desk: Desk, choices: Sequence[Ticket]) -> Ticket | None:
    """The only one among them of which its house was asked a short while ago whether it is mended."""
    since = desk.now - desk.policy.together
    fresh = [each for each in choices if each.resolved_at is not None and each.resolved_at >= since]
    return fresh[0] if len(fresh) == 1 and fresh[0].status == Status.RESOLVED else None


def _last_talked(desk: Desk, turn: Turn, choices: Sequence[Ticket]) -> Ticket | None:
    """The one ticket among them that this person talked about within the follow-up time."""
    since = desk.now - desk.policy.followup
    fresh = [
        each
        for each in choices
        if any(m.sender == turn.person.nickname and m.at >= since for m in inbox.of_ticket(desk.uow, each.id))
    ]
    return fresh[0] if len(fresh) == 1 else None


def speaks_of(turn: Turn, ticket: Ticket) -> bool:
    """Whether words name what the ticket is about ("跳闸那个")."""
    return bool(set(terms(turn.text)) & set(terms(ticket.title)))


def with_ticket(turn: Turn, ticket: Ticket) -> Turn:
    """The turn as if it had named this ticket."""
    return replace(turn, understanding=replace(turn.understanding, ticket=ticket.no))


# "3号还在漏": of a machine, where no ticket of his ends so and one of his tells of a machine by its number.
_MACHINE_NO = re.compile(r"\d{1,3}\s*[号#＃]|[号#＃]\s*\d{1,3}")
# "5号、6号机也漏了": of machines, whoever has tickets.
_MACHINES = re.compile(
    r"(?:\d{1,3}\s*[号#＃]?[、，,和跟及\s]+)*\d{1,3}\s*[号#＃]\s*(?:[\u4e00-\u9fa5]{0,3}?(?:机|床|炉|泵|线)|行车|叉车)"
)
_OF_TICKETS = re.compile(r"单|【")


def without_machine(desk: Desk, turn: Turn) -> Turn:
    """The turn without a ticket's number where it is a machine's, or a day's ("25号试模")."""
    no = turn.understanding.ticket
    if no is None or no >= FIRST_NO or _OF_TICKETS.search(turn.text):
        return turn
    meant = numbered(desk, no)
    if meant is not None and owns(turn, meant):
        return turn
    a_day = meant is None and re.search(rf"(?<!\d){no}\s*[号日]", turn.text) is not None
    if a_day or _MACHINES.search(turn.text):
        return replace(turn, understanding=replace(turn.understanding, ticket=None))
    firm = turn.person.enterprise.id if turn.person.enterprise else None
    mine = tickets.live_of_requester(desk.uow, turn.person.nickname, firm)
    if not any(_MACHINE_NO.search(each.body) for each in mine):
        return turn
    return replace(turn, understanding=replace(turn.understanding, ticket=None))


def owns(turn: Turn, ticket: Ticket) -> bool:
    """Whether the ticket is the writer's own or his enterprise's."""
    same_firm = turn.person.enterprise is not None and ticket.enterprise_id == turn.person.enterprise.id
    return same_firm or ticket.requester == turn.person.nickname


def lately_closed(desk: Desk, turn: Turn) -> list[Ticket]:
    since = desk.now - desk.policy.reopen
    return tickets.closed_of_requester(desk.uow, turn.person.nickname, None, since)


def lately_asked(desk: Desk, turn: Turn) -> list[Ticket]:
    """His own troubles that are not over, of this talk, the newest first."""
    mine = tickets.live_of_requester(desk.uow, turn.person.nickname, None)
    here = [each for each in mine if each.room == turn.room_name and each.kind == Kind.PROBLEM]
    return sorted(here, key=lambda each: each.asked_at, reverse=True)
