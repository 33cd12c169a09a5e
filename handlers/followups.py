"""What an enterprise adds to its open ticket, and its question how things stand."""

import re
from datetime import datetime, timedelta

from handlers import wording
from handlers.amending import correction, news, says_when
from handlers.assigning import awaited
from handlers.coming import last_word
from handlers.concerned import experts_asked, hand_over, tell_requester
from handlers.context import unanswered
from handlers.desk import Desk, Turn
from handlers.dispatch import ask, size_of_wave, target_minutes
from handlers.ledger import note
from handlers.photos import ask_of_photo_later
from handlers.picking import named, pick_own, speaks_of
from handlers.reach import talks_of
from handlers.starting import hasten, held_facts, held_until
from handlers.telling import answer
from handlers.understanding.checklists import told
from handlers.understanding.cues import weigh
from handlers.understanding.enterprise import asks_after, calls_for_help, is_cry, read_fields
from handlers.understanding.values import Kind, Role, Urgency
from prompts.texts import say
from storage import inbox, outbox, people, talks, tickets
from storage.terms import HELD, LIVE, Change, Status
from storage.tickets import Ticket

_PHONE = re.compile(r"电话|手机|号码|联系方式|怎么联系")
_WHO = re.compile(r"谁|哪位|姓|叫什么")  # the state names him
_READ = timedelta(minutes=3)
_AGAIN = timedelta(minutes=1)  # sooner the receipt still stands above his words


def followup(desk: Desk, turn: Turn) -> Ticket | None:
    """Add words or files to the writer's ticket and hand them to the claimer; a question gets the state."""
    asks = turn.understanding.query is not None
    if not asks and not _says_something(desk, turn):
        _ask_what(desk, turn)
        return None
    ticket = pick_own(desk, turn, LIVE)
    if ticket is None:
        if asks and turn.speaks_to(desk.bot_name):
            _nothing_open(desk, turn)
        return None
    return _asked_after(desk, turn, ticket) if asks else add(desk, turn, ticket)


def _says_something(desk: Desk, turn: Turn) -> bool:
    """Whether words that sound like an addition add anything ("可以的", "烦死了" do not)."""
    fields = read_fields(turn.text, turn.first.at)
    return bool(
        turn.attachments
        or turn.understanding.technical
        or told(turn.text)
        or weigh(Role.ENTERPRISE, turn.text)["followup"]
        or fields.urgency is not Urgency.NORMAL
        or fields.deadline
        or fields.order_value_yuan
        or named(desk, turn)
    )


def _asked_after(desk: Desk, turn: Turn, ticket: Ticket) -> Ticket:
    """The state, in a word; haste that the question brings along ("线都停了，人呢") is kept."""
    told = bool(news(turn, ticket))
    if told:
        ticket = add(desk, turn, ticket)  # who has it reads it
    else:
        inbox.tie(desk.uow, turn.message_ids, ticket.id)
    if ticket.expert_id is None or ticket.status not in HELD:
        return state(desk, turn, ticket)
    if _WHO.search(turn.text) or (not told and _read_lately(desk, ticket)):
        return state(desk, turn, ticket)
    if not told:
        hand_over(desk, turn, ticket, "asked_expert")
    return state(desk, turn, ticket, more=say("asked_phone" if _PHONE.search(turn.text) else "asked_on"))


def _read_lately(desk: Desk, ticket: Ticket) -> bool:
    """Whether who has it has just been told something of it; he need not read of every question."""
    who = people.expert(desk.uow, ticket.expert_id).wechat_name if ticket.expert_id else None
    last = outbox.last_about(desk.uow, None, who, [ticket.id])
    return last is not None and desk.now - last.created_at < _READ


def add(desk: Desk, turn: Turn, ticket: Ticket, change: Change = Change.FOLLOWUP) -> Ticket:
    """Put words and files on record with the ticket, mend it where they correct it, tell the claimer."""
    mended = correction(turn, ticket)
    body = f"{ticket.body}\n{wording.clean(turn.text)}".strip()
    values = {**news(turn, ticket), **(mended or {"body": body})}
    trade, held = ticket.category, held_until(desk, ticket) is not None
    ticket = note(
        desk,
        ticket,
        change,
        actor=turn.person.nickname,
        detail=turn.text,
        message_ids=turn.message_ids,
        **values,
    )
    if ticket.expert_id is not None and ticket.status in HELD:
        hand_over(desk, turn, ticket, "corrected_expert" if mended else "followup_expert")
    elif held and "urgency" in values:
        _ask_at_once(desk, ticket)
    elif (
        ticket.category != trade and ticket.status == Status.OPEN and ticket.kind == Kind.PROBLEM and not held
    ):
        ask(desk, ticket, size_of_wave(desk, ticket), wave=0)  # those asked so far are of another trade
    return ticket


def _ask_at_once(desk: Desk, ticket: Ticket) -> None:
    """He cannot wait until quiet hours are over."""
    asked = hasten(desk, ticket)
    if asked:
        minutes = target_minutes(desk, ticket.urgency)
        tell_requester(desk, ticket, "held_over", asked=experts_asked(asked), minutes=minutes)


def _nothing_open(desk: Desk, turn: Turn) -> None:
    """He asks the bot after a ticket and has none; somebody else's number has been answered already."""
    firm = turn.person.enterprise.id if turn.person.enterprise else None
    mine = tickets.live_of_requester(desk.uow, turn.person.nickname, firm)
    if turn.understanding.ticket is None and not mine:
        answer(desk, turn, say("state_none"))


def state(desk: Desk, turn: Turn, ticket: Ticket, *, more: str = "") -> Ticket:
    """Tell the asker how his own ticket stands."""
    words = state_words(desk, ticket, more=more)
    answer(desk, turn, say("state_own", no=ticket.no, title=ticket.title, state=words), ticket=ticket)
    return ticket


def state_words(desk: Desk, ticket: Ticket, *, more: str = "") -> str:
    """How a ticket stands, in the words for who asked for help."""
    words = wording.STATUS[Status(ticket.status)]
    if ticket.status == Status.OPEN:
        waited = wording.minutes(desk.now - ticket.asked_at)
        until = held_until(desk, ticket)
        words = f"正在找师傅，已等{waited}{more}，一有人接就告诉你"
        if ticket.kind == Kind.TRAINING:
            words = "已转工会协调员安排"
        elif until is not None:
            words = say("held_state", **held_facts(desk, ticket, until)).rstrip("。")
    elif ticket.expert_id is not None and ticket.status in HELD:
        expert = people.expert(desk.uow, ticket.expert_id)
        at_it = f"正在处理{last_word(desk, ticket)}"
        words = f"{expert.name}{'接了，会联系你' if ticket.status == Status.CLAIMED else at_it}{more}"
        if awaited(desk, ticket):
            words = f"工会派给{expert.name}了，他一回话就告诉你"
    return words


def chat(desk: Desk, turn: Turn) -> Ticket | None:
    """Neither request nor clearly about one: silence, unless it belongs to his ticket's talk."""
    ticket = pick_own(desk, turn, (Status.OPEN, *HELD), ask=False)
    if ticket is None:
        _ask_what(desk, turn)
        ask_of_photo_later(desk, turn)
        return None
    here = turn.room is None or talks_of(desk, ticket, turn.room_name)
    if here and (asks_after(turn.text) or _calls_again(desk, turn, ticket)):
        return _asked_after(desk, turn, ticket)
    return add(desk, turn, ticket) if _belongs(desk, turn, ticket) else None


def _calls_again(desk: Desk, turn: Turn, ticket: Ticket) -> bool:
    """Whether he calls once more ("有人吗 急") a while after the receipt, and nobody has taken it."""
    own = turn.person.nickname == ticket.requester and ticket.status == Status.OPEN
    own = own and held_until(desk, ticket) is None  # there "急" asks for experts at once
    return own and is_cry(turn.text) and desk.now - ticket.opened_at >= _AGAIN


def _belongs(desk: Desk, turn: Turn, ticket: Ticket) -> bool:
    """Whether words that do not say so are about this ticket.

    Of the requester any workshop talk is, while he talks of it; of a colleague in the same group only
    what answers, corrects or dates it. The bot's questions may be answered later in the day.
    """
    answers = bool(unanswered(ticket, turn.text))
    hasty = "urgency" in news(turn, ticket) and held_until(desk, ticket) is not None
    telling = bool(turn.attachments) or says_when(turn) or answers or bool(correction(turn, ticket))
    here = talks_of(desk, ticket, turn.room_name)
    # Of what a coordinator asked on its behalf the enterprise talks like the requester.
    own = turn.person.nickname == ticket.requester or (here and ticket.room != turn.room_name)
    if hasty and own:
        return True
    if _talk_is_over(desk, turn, ticket):
        later = (answers and turn.understanding.technical) or (telling and speaks_of(turn, ticket))
        return own and later and here
    return telling or turn.understanding.technical if own else telling and here


def _talk_is_over(desk: Desk, turn: Turn, ticket: Ticket) -> bool:
    """Whether his house has not written of the ticket for a while."""
    house = (ticket.requester, turn.person.nickname)
    said = [each.at for each in inbox.of_ticket(desk.uow, ticket.id) if each.sender in house]
    last: datetime | None = max(said, default=None)
    return last is None or turn.first.at - last > desk.policy.followup


def _ask_what(desk: Desk, turn: Turn) -> None:
    """Somebody calls for help and says no more: ask what is wrong, once."""
    if turn.attachments or not calls_for_help(turn.text):
        return
    since = turn.first.at - desk.policy.followup
    before = talks.loose(desk.uow, desk.channel, turn.first.room, turn.person.nickname, since)
    if not any(is_cry(each.text) for each in before):
        answer(desk, turn, say("what_is_wrong"))
