"""Telling those whom a ticket concerns: its requester, its holder, the experts who were asked."""

from handlers import wording
from handlers.desk import Desk, Turn
from handlers.experts.departed import undecided
from handlers.facts import facts
from handlers.offers.dispatch import rooms_told
from handlers.people import coordinators_for
from handlers.rooms.reach import has_left, on_behalf
from handlers.telling import at, tell_coordinators, tell_person, tell_room, tell_with_files
from prompts.texts import say
from storage import helpers, people
from storage.people import Expert
from storage.terms import Purpose, Status
from storage.tickets import Ticket

_CALLED = 2  # of a firm's people, where it hears what was asked for on its behalf


def experts_asked(experts: list[Expert]) -> str:
    return f"{len(experts)}位师傅（{'、'.join(each.name for each in experts)}）" if experts else "师傅"


def say_to_requester(
    desk: Desk, ticket: Ticket, text: str, *, mention: bool = False, purpose: Purpose = Purpose.ANSWER
) -> None:
    if ticket.room is None:
        tell_person(desk, ticket.requester, text, ticket=ticket, purpose=purpose)
        return
    # Who left the group reads it in private.
    mention = mention or has_left(desk, ticket.requester, ticket.room)
    mentions = [ticket.requester] if mention else []
    tell_room(desk, ticket.room, text, ticket=ticket, mentions=mentions, purpose=purpose)


def tell_requester(desk: Desk, ticket: Ticket, name: str, **values: object) -> None:
    """Say a text where the request was made; a text with {mention} @-s the requester."""
    mention = f"{at([ticket.requester])} " if ticket.room else ""
    tell_firm(desk, ticket, say(name, no=ticket.no, mention="", **values))
    if _asked_himself(desk, ticket) and on_behalf(desk, ticket) is not None:
        return
    say_to_requester(
        desk,
        ticket,
        say(name, no=ticket.no, mention=mention, **values),
        mention=name in _CALLS,
    )


def _asked_himself(desk: Desk, ticket: Ticket) -> bool:
    """Whether who has it has reported it, too: he need not read what he has done."""
    if ticket.expert_id is None:
        return False
    return people.expert(desk.uow, ticket.expert_id).wechat_name == ticket.requester


# Texts that want an answer of the requester.
_CALLS = (
    "resolved_requester",
    "confirm_reminder",
    "advice_reminder",
    "withdraw_asked",
    "refused_asked",
    "barred_requester",
    "unreachable_requester",
    "time_answered",
    "union_says",
    "union_asks",
    "expert_asks_first",
    "holder_asks_firm",
)


def tell_responsible(desk: Desk, ticket: Ticket, name: str, **values: object) -> None:
    """Say a text to the coordinators of the ticket's district, @-ing them."""
    responsible = coordinators_for(desk.uow, ticket.district)
    filled = say(
        name,
        no=ticket.no,
        title=ticket.title,
        mentions=at([each.wechat_name for each in responsible]),
        **values,
        **facts(desk, ticket),
    )
    tell_coordinators(desk, filled, ticket=ticket, mentions=responsible, purpose=Purpose.ANSWER)


def tell_firm(desk: Desk, ticket: Ticket, text: str, *, purpose: Purpose = Purpose.ANSWER) -> None:
    """Say it to the enterprise in its own group too, where a coordinator has asked on its behalf."""
    seat = on_behalf(desk, ticket)
    if seat is not None:
        names = seat.nicknames[:_CALLED]
        text = f"{at(names)} {text}" if names else text
        tell_room(desk, seat.room, text, ticket=ticket, mentions=names, purpose=purpose)


def hand_over(desk: Desk, turn: Turn, ticket: Ticket, text: str, **values: object) -> None:
    """Pass the writer's words and files to the holder in private."""
    if ticket.expert_id is None or undecided(desk, ticket) is not None:
        return
    expert = people.expert(desk.uow, ticket.expert_id)
    files = [wording.file_word(each.type, each.attachment) for each in turn.messages if each.attachment]
    words = wording.short(turn.text, 200) or "、".join(files)
    filled = say(text, no=ticket.no, enterprise=facts(desk, ticket)["enterprise"], words=words, **values)
    tell_with_files(desk, expert.wechat_name, filled, ticket, turn.messages)


def pass_on(desk: Desk, turn: Turn, ticket: Ticket, to_expert: str, to_firm: str) -> None:
    """The writer's words go to the holder, and the requester hears so; nothing where nobody holds it."""
    if ticket.expert_id is None:
        return
    hand_over(desk, turn, ticket, to_expert)
    tell_requester(desk, ticket, to_firm, expert=people.expert(desk.uow, ticket.expert_id).name)


def tell_holder(desk: Desk, ticket: Ticket, words: str) -> None:
    """Tell the holder in private what has come to his ticket."""
    if ticket.expert_id is not None and undecided(desk, ticket) is None:
        expert = people.expert(desk.uow, ticket.expert_id)
        enterprise = facts(desk, ticket)["enterprise"]
        said = wording.short(words, 200)
        filled = say("followup_expert", no=ticket.no, enterprise=enterprise, words=said, now="")
        tell_person(desk, expert.wechat_name, filled, ticket=ticket)


def tell_experts_over(
    desk: Desk, ticket: Ticket, *, was_open: bool, reason: str = "", by: str = "cancelled_expert"
) -> str:
    """Tell those who were asked, or holder and helpers, that it is over; returns whom, for the requester."""
    if ticket.expert_id is None:
        rooms = tell_rooms_over(desk, ticket) if was_open else []
        return "已告诉师傅们不用来了。" if rooms else ""
    going = [people.expert(desk.uow, each) for each in (ticket.expert_id, *helpers.ids(desk.uow, ticket.id))]
    enterprise = facts(desk, ticket)["enterprise"]
    text = say(by, no=ticket.no, enterprise=enterprise, reason=reason)
    for each in going:
        tell_person(desk, each.wechat_name, text, ticket=ticket)
    return f"已告诉{'、'.join(each.name for each in going)}不用来了。"


def tell_rooms_over(desk: Desk, ticket: Ticket) -> list[str]:
    rooms = rooms_told(desk, ticket)
    for room in rooms:
        tell_room(
            desk,
            room,
            say(
                "over_room", no=ticket.no, status="已取消" if ticket.status == Status.CANCELLED else "已结单"
            ),
            ticket=ticket,
        )
    return rooms
