"""What an enterprise's words mean where they stand: after his earlier words, after the bot's questions."""

import re
from dataclasses import replace

from handlers.desk import Desk, Turn
from handlers.ending.not_over import not_over
from handlers.ending.online import told_by_case
from handlers.ending.returning import not_mended_yet, not_to_be_ended, wanted_after_all
from handlers.ending.said_ended import as_reported, as_scored, as_settled, as_taught
from handlers.ending.tried import tried
from handlers.ending.trying import as_failed
from handlers.ending.withdrawing import as_report, as_verdict
from handlers.experts.at_work import at_work
from handlers.experts.by_firm import as_of_the_firm
from handlers.experts.number_first import after_number
from handlers.experts.short_words import absent
from handlers.experts.taking import as_reply
from handlers.experts.which_of_his import as_of_one
from handlers.firms.among_themselves import among_themselves
from handlers.firms.another_trouble import as_another, tells_trouble, wants_another_seen_to
from handlers.firms.answering import as_agreed, as_answer
from handlers.firms.directing import as_direction
from handlers.firms.echoes import as_echo
from handlers.firms.going_on import ASKS_HOW_IT_STANDS, as_called_again, as_going_on
from handlers.firms.guesses import as_guess, as_own_guess
from handlers.firms.joined import with_words_before
from handlers.firms.postponing import as_postponed
from handlers.firms.refusing import as_refusing
from handlers.firms.sequels import as_change, as_sequel
from handlers.firms.somebody_else import as_wish_for_somebody, wishes_for_another
from handlers.offers.starting import is_put_off
from handlers.picking import pick_own, with_ticket, without_machine
from handlers.places import item_meant
from handlers.reading import understand
from handlers.reports.continuing import continued
from handlers.understanding.asking_after import asks_after, asks_which_day, asks_why_moved
from handlers.understanding.dangers import find_danger
from handlers.understanding.enterprise import is_alarm, is_cry, read_fields
from handlers.understanding.problems import machines_of
from handlers.understanding.values import Intent, Role, Understanding
from handlers.union.remarks import as_remark
from storage import talks, tickets
from storage.terms import HELD, LIVE, Status

_SEQUELS = (Intent.REOPEN, Intent.FOLLOWUP, Intent.CONFIRM)  # of a ticket, where there is one
_NUMBER = re.compile(r"【(\d{4,6})】")


def in_context(desk: Desk, turn: Turn) -> Turn:
    """The turn as it is meant here. What only the context tells changes intent, text or messages."""
    if turn.role is Role.EXPERT:
        turn = not_over(desk, as_of_one(desk, as_of_the_firm(desk, after_number(desk, turn))))
        return as_report(desk, not_mended_yet(desk, as_reply(desk, at_work(desk, absent(desk, turn)))))
    if turn.role is Role.COORDINATOR:
        return not_to_be_ended(desk, as_remark(desk, continued(desk, turn)))
    turn = among_themselves(desk, turn)
    if (agreed := as_agreed(desk, turn)) is not None:
        return agreed
    turn = as_reported(_by_its_place(desk, without_machine(desk, turn)))
    turn = as_settled(desk, turn)
    turn = tried(desk, as_direction(desk, not_over(desk, _own_words(desk, turn))))
    turn = wanted_after_all(desk, as_verdict(desk, as_scored(desk, turn)))
    turn = as_taught(desk, as_failed(desk, as_postponed(desk, told_by_case(desk, turn))))
    if (echo := as_echo(desk, turn)) is not None:
        return echo
    if (changed := as_change(desk, turn)) is not None:
        return changed
    if (refusing := as_refusing(desk, turn)) is not None:
        return refusing
    if wishes_for_another(desk, turn):
        return replace(turn, understanding=replace(turn.understanding, intent=Intent.REPLACE, several=None))
    if (somebody := as_wish_for_somebody(desk, turn)) is not None:
        return somebody
    if asks_why_moved(turn.text) and pick_own(desk, turn, HELD, ask=False) is not None:
        return replace(turn, understanding=ASKS_HOW_IT_STANDS)  # "怎么又改时间了" reopens nothing
    if asks_which_day(turn.text) and pick_own(desk, turn, LIVE, ask=False) is not None:
        return replace(turn, understanding=ASKS_HOW_IT_STANDS)
    asks_when = turn.understanding.intent is Intent.REOPEN and asks_after(turn.text)
    if asks_when and not _STILL_WRONG.search(turn.text):
        return replace(turn, understanding=ASKS_HOW_IT_STANDS)
    if turn.understanding.ticket is not None or any(each.quote for each in turn.messages):
        return turn
    if find_danger(turn.text) is not None:
        return turn  # it never merely adds to something else
    if (alarm := _alarm(desk, turn)) is not None:
        return alarm
    if (reply := as_answer(desk, turn)) is not None:
        return reply
    if (called := as_called_again(desk, turn)) is not None:
        return called
    if (goes_on := as_going_on(desk, turn)) is not None:
        return goes_on
    if (guess := as_own_guess(desk, turn)) is not None:
        return guess
    intent = turn.understanding.intent
    if intent is Intent.REQUEST and not turn.attachments and is_cry(turn.text):
        intent, turn = Intent.CHAT, replace(turn, understanding=Understanding(intent=Intent.CHAT))
    follows = intent is Intent.REQUEST and not wants_another_seen_to(desk, turn)
    if follows and (belongs := as_sequel(desk, turn) or as_guess(desk, turn)) is not None:
        return belongs
    if (own := as_another(desk, turn)) is not None:
        return own
    if intent in _SEQUELS and tells_trouble(turn) and not _has_tickets(desk, turn, intent):
        fields = read_fields(turn.text, turn.first.at)
        meant = replace(turn.understanding, intent=Intent.REQUEST, query=None, request=fields)
        return replace(turn, understanding=meant)
    return with_words_before(desk, turn) if intent in (Intent.REQUEST, Intent.CHAT) else turn


_STILL_WRONG = re.compile(r"没|不|又|还是|再")


def _by_its_place(desk: Desk, turn: Turn) -> Turn:
    """The turn as if it had named the ticket of which it speaks by its place in his list ("第二个不急")."""
    if turn.understanding.ticket is not None or any(each.quote for each in turn.messages):
        return turn
    firm = turn.person.enterprise.id if turn.person.enterprise else None
    item = item_meant(desk, turn, tickets.live_of_requester(desk.uow, turn.person.nickname, firm))
    return with_ticket(turn, item[0]) if item is not None else turn


_NO_ALARM = (Intent.CONFIRM, Intent.RATE, Intent.CANCEL, Intent.POSTPONE)


def _alarm(desk: Desk, turn: Turn) -> Turn | None:
    """The turn as a request where a machine has become a danger of which nobody is called or at work
    ("行车钢丝绳断了两股，人都撤了"): for what was put off nobody comes, whatever machine that is."""
    found, text = turn.understanding, turn.text
    machines = machines_of(text)
    if found.intent in _NO_ALARM or not (machines and is_alarm(text)):
        return None
    firm = turn.person.enterprise.id if turn.person.enterprise else None
    mine = tickets.live_of_requester(desk.uow, turn.person.nickname, firm)
    seen_to = [each for each in mine if each.status != Status.OPEN or not is_put_off(desk, each)]
    if not mine or any(each[-2:] in ticket.body for each in machines for ticket in seen_to):
        return None
    fields = read_fields(text, turn.first.at)
    return replace(turn, understanding=replace(found, intent=Intent.REQUEST, query=None, request=fields))


def _has_tickets(desk: Desk, turn: Turn, intent: Intent) -> bool:
    """Whether the writer's house has a ticket that a sequel may be about; well is what somebody had."""
    if intent is Intent.CONFIRM:
        return pick_own(desk, turn, (*HELD, Status.RESOLVED), ask=False) is not None
    ended, live = (Status.RESOLVED, Status.CLOSED), (Status.OPEN, *HELD)
    return any(pick_own(desk, turn, each, ask=False, recent=True) is not None for each in (ended, live))


def _own_words(desk: Desk, turn: Turn) -> Turn:
    """Without what the bot itself said, copied or forwarded: nobody asks for help with its words."""
    said = set()
    for no in {int(each) for each in _NUMBER.findall(turn.text)}:
        ticket = tickets.by_no(desk.uow, no)
        for text in talks.told_of(desk.uow, ticket.id) if ticket is not None else ():
            said |= {line.strip() for line in text.split("\n")}
    if not said:
        return turn
    lines = turn.text.replace(f"{desk.bot_name}：", "").replace(f"{desk.bot_name}:", "").split("\n")
    left = "\n".join(line for line in lines if line.strip("「」 ") not in said and line.strip("- —"))
    if left == turn.text:
        return turn
    found = understand(left, turn.role, turn.first.at)
    return replace(turn, text=left, understanding=found)
