"""Putting what an enterprise says besides on record with its ticket, and who hears of it."""

import re
from datetime import datetime, timedelta

from handlers import wording
from handlers.concerned import experts_asked, hand_over, tell_requester
from handlers.desk import Desk, Turn
from handlers.ending.mended_and import is_question
from handlers.experts.coming import named_a_time
from handlers.experts.departed import undecided
from handlers.experts.first_questions import first_asked, tell_askers, with_question
from handlers.firms.amending import correction, news, told_besides, without_stale
from handlers.firms.changed import changes_of, tell_changed, tell_renamed
from handlers.ledger import note_words
from handlers.offers.dispatch import ask, size_of_wave, target_minutes
from handlers.offers.starting import bring_forward, hasten, held_until, replan
from handlers.people import coordinators_for
from handlers.telling import answer, answer_once, at, tell_coordinators
from handlers.understanding.asking_after import asks_after
from handlers.understanding.cues import weigh
from handlers.understanding.problems import machine_of
from handlers.understanding.proposals import refuses_a_time
from handlers.understanding.values import Kind, Role, Urgency
from prompts.texts import say
from storage import inbox, people
from storage.terms import HELD, Change, Purpose, Status
from storage.tickets import Ticket


def add(
    desk: Desk,
    turn: Turn,
    ticket: Ticket,
    change: Change = Change.FOLLOWUP,
    *,
    acknowledges: bool = True,
) -> Ticket:
    """Put words and files on record with the ticket, mend it where they correct it, tell the claimer.

    `acknowledges`: who asks something of who has it hears that he reads it.
    """
    mended = correction(turn, ticket)
    questions = first_asked(desk, ticket)
    body = f"{ticket.body}\n{with_question(questions, wording.clean(turn.text))}".strip()
    values = {**news(turn, ticket), **(mended or {"body": body, **told_besides(turn, ticket)})}
    before, held = ticket, held_until(desk, ticket) is not None
    changed = changes_of(desk, before, values)
    a_slip = not talk_is_over(desk, turn, ticket, desk.policy.together)  # nobody need hear of it at once
    if changed:
        values["title"] = without_stale(ticket, values)
    ticket = note_words(
        desk,
        turn,
        ticket,
        change,
        **values,
    )
    if changed and not a_slip:
        tell_changed(desk, ticket, changed)
    elif mended and machine_of(ticket.title) != machine_of(before.title):
        tell_renamed(desk, ticket)
    if questions:
        tell_askers(desk, turn, ticket, questions)
    if ticket.expert_id is not None and ticket.status in (*HELD, Status.RESOLVED):
        if acknowledges and not (mended or changed) and asks_him(desk, turn, ticket):
            return ticket
        elsewhere = _tells_another_place(turn)
        refuses = refuses_his_time(desk, turn, ticket)
        text = "corrected_expert" if mended or elsewhere else "time_refused" if refuses else "followup_expert"
        hand_over(desk, turn, ticket, text, now="".join(f"\n{each}" for each in changed))
        _acknowledge(desk, turn, ticket, elsewhere=elsewhere, refuses=refuses)
    elif ticket.kind == Kind.TRAINING and ticket.status == Status.OPEN:
        _tell_union(desk, turn, ticket)
    elif values.get("urgency") == Urgency.NORMAL:
        replan(desk, ticket, before.urgency)
        tell_requester(desk, ticket, "calm_requester")
    elif held and "urgency" in values:
        _ask_at_once(desk, ticket)
    elif _has_become_critical(before, ticket):
        asked = bring_forward(desk, ticket)
        more = say("hastened_asked", asked=experts_asked(asked)) if asked else ""
        tell_requester(desk, ticket, "hastened", asked=more)
    elif _is_of_another_trade(before, ticket) and not held:
        # Those asked so far are of another trade.
        ask(desk, ticket, size_of_wave(desk, ticket), wave=0, afresh=True)
    return ticket


def refuses_his_time(desk: Desk, turn: Turn, ticket: Ticket) -> bool:
    """Whether the firm says that the time that who has it has named does not do."""
    own = turn.role is Role.ENTERPRISE and ticket.status in HELD
    return own and refuses_a_time(turn.text) and named_a_time(desk, ticket)


def _tells_another_place(turn: Turn) -> bool:
    """Whether the firm says that it is to be found elsewhere than where he would go."""
    return turn.role is Role.ENTERPRISE and bool(weigh("asides", turn.text)["elsewhere"])


_WELL = re.compile(r"(?<!没)(?<!不)好了|正常|没问题|没事|可以了|能用|不[漏响抖跳卡报渗滴]")


def _acknowledge(desk: Desk, turn: Turn, ticket: Ticket, *, elsewhere: bool, refuses: bool) -> None:
    """What sends somebody astray if it is lost, that a time does not do, and that it is well for now, get a
    word; most need none."""
    well = turn.role is Role.ENTERPRISE and _WELL.search(turn.text) is not None
    watched = well and weigh("asides", turn.text)["watched"]
    if undecided(desk, ticket) is not None or not (elsewhere or watched or refuses):
        return
    expert = people.expert(desk.uow, ticket.expert_id or 0)
    name = "elsewhere_told" if elsewhere else "refusal_told" if refuses else "watched_told"
    answer_once(desk, turn, say(name, no=ticket.no, expert=expert.name), desk.policy.followup, ticket=ticket)


def asks_him(desk: Desk, turn: Turn, ticket: Ticket) -> bool:
    """Whether the words ask something of who has the ticket: he reads it, and the asker that he does."""
    own = ticket.status in HELD and turn.role is Role.ENTERPRISE and ticket.expert_id is not None
    asks = is_question(turn.text) and not asks_after(turn.text)  # of that he is told elsewhere
    if not own or not asks or undecided(desk, ticket) is not None:
        return False
    hand_over(desk, turn, ticket, "asked_expert")
    expert = people.expert(desk.uow, ticket.expert_id or 0)
    answer(desk, turn, say("asked_afterwards", no=ticket.no, expert=expert.name), ticket=ticket)
    return True


def _tell_union(desk: Desk, turn: Turn, ticket: Ticket) -> None:
    """Who arranges a training hears what is wished besides."""
    responsible = coordinators_for(desk.uow, ticket.district)
    words = wording.short(wording.masked(turn.text), 60)
    text = say(
        "training_added",
        mentions=at([each.wechat_name for each in responsible]),
        no=ticket.no,
        title=ticket.title,
        words=words,
    )
    tell_coordinators(desk, text, ticket=ticket, mentions=responsible, purpose=Purpose.ANSWER)


def _is_of_another_trade(before: Ticket, ticket: Ticket) -> bool:
    changed = ticket.category != before.category
    return changed and ticket.status == Status.OPEN and ticket.kind == Kind.PROBLEM


def _has_become_critical(before: Ticket, ticket: Ticket) -> bool:
    rises = ticket.urgency == Urgency.CRITICAL != before.urgency
    return rises and ticket.status == Status.OPEN and ticket.kind == Kind.PROBLEM


def _ask_at_once(desk: Desk, ticket: Ticket) -> None:
    """He cannot wait until quiet hours are over."""
    asked = hasten(desk, ticket)
    if asked:
        minutes = target_minutes(desk, ticket.urgency)
        tell_requester(desk, ticket, "held_over", asked=experts_asked(asked), minutes=minutes)


def talk_is_over(desk: Desk, turn: Turn, ticket: Ticket, after: timedelta) -> bool:
    """Whether neither his house nor who has the ticket has written of it for so long."""
    talking = [ticket.requester, turn.person.nickname]
    if ticket.expert_id is not None and ticket.status in HELD:
        talking.append(people.expert(desk.uow, ticket.expert_id).wechat_name)
    said = [each.at for each in inbox.of_ticket(desk.uow, ticket.id) if each.sender in talking]
    last: datetime | None = max(said, default=None)
    return last is None or turn.first.at - last > after
