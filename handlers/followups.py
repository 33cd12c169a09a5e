"""What an enterprise adds to its open ticket, and its question how things stand."""

import re
from datetime import datetime, timedelta

from handlers import wording
from handlers.amending import correction, dates, news, says_when, sets_anew, told_besides, without_stale
from handlers.changed import changes_of, tell_changed, tell_renamed
from handlers.concerned import experts_asked, hand_over, tell_requester
from handlers.desk import Desk, Turn
from handlers.dispatch import ask, size_of_wave, target_minutes
from handlers.enquiring import asked_the_firm, awaits_a_yes
from handlers.ledger import note_words
from handlers.matching.sameness import points_back
from handlers.photos import ask_of_photo_later, ask_of_photo_now
from handlers.picking import named, pick_own, speaks_of
from handlers.reach import reads_private, talks_of
from handlers.sequels import unanswered
from handlers.standing import state_words
from handlers.starting import bring_forward, hasten, held_until
from handlers.telling import answer, answer_once, tell_person
from handlers.understanding.calling import calls_again, calls_for_anybody
from handlers.understanding.checklists import told
from handlers.understanding.cues import weigh
from handlers.understanding.enterprise import asks_after, calls_for_help, is_cry, read_fields
from handlers.understanding.no_end import tells_visitor
from handlers.understanding.problems import machine_of
from handlers.understanding.values import Kind, Role, Urgency
from prompts.texts import say
from storage import inbox, outbox, people, talks, tickets
from storage.terms import HELD, LIVE, Change, Status
from storage.tickets import Ticket

_PHONE = re.compile(r"电话|手机|号码|联系方式|怎么联系")
_UNREACHED = re.compile(r"打不通|没人接|不接|关机|停机|占线|空号")  # he has the number
_WHO = re.compile(r"谁|哪位|姓|叫什么")  # the state names him
_READ = timedelta(minutes=3)
_SAYS, _SAYS_MUCH, _THANKS = 4, 8, 2.0  # characters; cues of chatter
_NODS = re.compile(r"\s*(?:好|行|嗯|收到|知道|明白|可以|没问题|稍等|等下|等一下|马上|我问|问一下|ok|OK)")
_STATES = 3  # told in one message
_AGAIN = timedelta(minutes=1)  # sooner the receipt still stands above his words


def followup(desk: Desk, turn: Turn) -> Ticket | None:
    """Add words or files to the writer's ticket and hand them to the claimer; a question gets the state."""
    asks = turn.understanding.query is not None
    if not asks and not _says_something(desk, turn):
        return chat(desk, turn)
    calls = asks and calls_again(turn.text)
    mine = _unsolved(desk, turn) if calls or calls_for_anybody(turn.text) else []
    if len(mine) > 1:
        return _all_stand(desk, turn, mine)
    ticket = pick_own(desk, turn, LIVE)
    if ticket is None:
        wants = calls or (_PHONE.search(turn.text) and "师傅" in turn.text)
        if asks and (wants or turn.speaks_to(desk.bot_name)):
            _nothing_open(desk, turn)
        elif not asks:
            ask_of_photo_now(desk, turn)
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
        or weigh("asides", turn.text)["practical"]
        or tells_visitor(turn.text)
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
    phone = _PHONE.search(turn.text) is not None
    if not phone and (_WHO.search(turn.text) or (not told and _read_lately(desk, ticket))):
        return state(desk, turn, ticket)
    if not told:
        hand_over(desk, turn, ticket, "asked_expert")
    if not phone:
        return state(desk, turn, ticket, more=say("asked_on"))
    return state(
        desk, turn, ticket, more=say("phone_sent" if _phone_sent(desk, turn, ticket) else "asked_phone")
    )


def _phone_sent(desk: Desk, turn: Turn, ticket: Ticket) -> bool:
    """Send him the number of the expert who has his firm's ticket, in private where that gets through."""
    expert = people.expert(desk.uow, ticket.expert_id) if ticket.expert_id else None
    firm = turn.person.enterprise
    own = firm is not None and firm.id == ticket.enterprise_id
    if expert is None or not expert.phone or not own or _UNREACHED.search(turn.text):
        return False
    if turn.room is not None and not reads_private(desk, turn.person.nickname):
        return False
    filled = say("phone_of_expert", no=ticket.no, expert=expert.name, phone=expert.phone)
    tell_person(desk, turn.person.nickname, filled, ticket=ticket)
    return True


def _read_lately(desk: Desk, ticket: Ticket) -> bool:
    """Whether who has it has just been told something of it; he need not read of every question."""
    who = people.expert(desk.uow, ticket.expert_id).wechat_name if ticket.expert_id else None
    last = outbox.last_about(desk.uow, None, who, [ticket.id])
    return last is not None and desk.now - last.created_at < _READ


def add(desk: Desk, turn: Turn, ticket: Ticket, change: Change = Change.FOLLOWUP) -> Ticket:
    """Put words and files on record with the ticket, mend it where they correct it, tell the claimer."""
    mended = correction(turn, ticket)
    body = f"{ticket.body}\n{wording.clean(turn.text)}".strip()
    values = {**news(turn, ticket), **(mended or {"body": body, **told_besides(turn, ticket)})}
    before, held = ticket, held_until(desk, ticket) is not None
    changed = changes_of(before, values)
    a_slip = not _talk_is_over(desk, turn, ticket, desk.policy.together)  # nobody need hear of it at once
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
    if ticket.expert_id is not None and ticket.status in HELD:
        text = "corrected_expert" if mended else "followup_expert"
        hand_over(desk, turn, ticket, text, now="".join(f"\n{each}" for each in changed))
    elif held and "urgency" in values:
        _ask_at_once(desk, ticket)
    elif _has_become_critical(before, ticket):
        asked = bring_forward(desk, ticket)
        more = say("hastened_asked", asked=experts_asked(asked)) if asked else ""
        tell_requester(desk, ticket, "hastened", asked=more)
    elif _is_of_another_trade(before, ticket) and not held:
        ask(desk, ticket, size_of_wave(desk, ticket), wave=0)  # those asked so far are of another trade
    return ticket


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


def _unsolved(desk: Desk, turn: Turn) -> list[Ticket]:
    """His house's troubles, of this talk where it is a group, that nobody has called solved."""
    firm = turn.person.enterprise.id if turn.person.enterprise else None
    return [
        each
        for each in tickets.live_of_requester(desk.uow, turn.person.nickname, firm)
        if each.kind == Kind.PROBLEM and each.status in (Status.OPEN, *HELD)
        if turn.room is None or talks_of(desk, each, turn.room_name)
    ]


def _all_stand(desk: Desk, turn: Turn, mine: list[Ticket]) -> Ticket:
    """He calls and has several: how each stands; those who have one hear that he calls."""
    lines = []
    for each in mine[:_STATES]:
        more = ""
        if each.status in HELD and not _read_lately(desk, each):
            hand_over(desk, turn, each, "asked_expert")
            more = say("asked_on")
        words = state_words(desk, each, more=more)
        lines.append(say("state_own", no=each.no, title=each.title, state=words))
    inbox.tie(desk.uow, turn.message_ids, mine[0].id)
    answer(desk, turn, "\n".join(lines), ticket=mine[0])
    return mine[0]


def _nothing_open(desk: Desk, turn: Turn) -> None:
    """He asks the bot after a ticket and has none; somebody else's number has been answered already."""
    firm = turn.person.enterprise.id if turn.person.enterprise else None
    mine = tickets.live_of_requester(desk.uow, turn.person.nickname, firm)
    if turn.understanding.ticket is None and not mine:
        answer_once(desk, turn, say("state_none"), desk.policy.question)


def state(desk: Desk, turn: Turn, ticket: Ticket, *, more: str = "") -> Ticket:
    """Tell the asker how his own ticket stands."""
    words = state_words(desk, ticket, more=more)
    answer(desk, turn, say("state_own", no=ticket.no, title=ticket.title, state=words), ticket=ticket)
    return ticket


def chat(desk: Desk, turn: Turn) -> Ticket | None:
    """Neither request nor clearly about one: silence, unless it belongs to his ticket's talk."""
    ticket = pick_own(desk, turn, (Status.OPEN, *HELD), ask=False)
    if ticket is None:
        if not ask_of_photo_now(desk, turn):
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
    changes = news(turn, ticket)
    hasty = "urgency" in changes and held_until(desk, ticket) is not None
    telling = bool(turn.attachments) or says_when(turn) or answers or bool(correction(turn, ticket))
    telling = telling or bool(weigh("asides", turn.text)["practical"]) or points_back(turn.text)
    telling = telling or sets_anew(turn, ticket) or "order_value_yuan" in changes
    here = talks_of(desk, ticket, turn.room_name)
    # Of what a coordinator asked on its behalf the enterprise talks like the requester.
    own = turn.person.nickname == ticket.requester or (here and ticket.room != turn.room_name)
    if hasty and own:
        return True
    asked = asked_the_firm(desk, ticket) if own else None
    if asked is not None:
        nods = _NODS.match(turn.text) is not None
        if nods or telling:
            return telling or awaits_a_yes(asked)
        return weigh(Role.ENTERPRISE, turn.text)["chatter"] < _THANKS
    if _talk_is_over(desk, turn, ticket, desk.policy.followup):
        later = (answers and turn.understanding.technical) or (telling and speaks_of(turn, ticket))
        if _is_their_only_one(desk, turn, ticket) and (dates(turn, ticket) or sets_anew(turn, ticket)):
            return here  # "明天客户来验货" two hours later, of a colleague too
        return own and (later or _of_the_holder(turn, ticket)) and here
    if own and not telling:
        return (
            turn.understanding.technical or _still_telling(desk, turn, ticket) or _of_the_holder(turn, ticket)
        )
    return telling and (own or here)


def _is_their_only_one(desk: Desk, turn: Turn, ticket: Ticket) -> bool:
    """Whether it is the only trouble of his house that is not over."""
    firm = turn.person.enterprise.id if turn.person.enterprise else None
    live = tickets.live_of_requester(desk.uow, turn.person.nickname, firm)
    return [each.id for each in live] == [ticket.id]


def _of_the_holder(turn: Turn, ticket: Ticket) -> bool:
    """Whether words are of the expert who has the ticket ("师傅说要换个顶针，哪里买得到"), and no thanks."""
    talks = "师傅" in turn.text and len(turn.text) >= _SAYS_MUCH
    return talks and ticket.status in HELD and weigh(Role.ENTERPRISE, turn.text)["chatter"] < _THANKS


def _still_telling(desk: Desk, turn: Turn, ticket: Ticket) -> bool:
    """Whether he has asked just now, nobody has it yet, and he goes on telling, no thanks or greetings."""
    over = _talk_is_over(desk, turn, ticket, desk.policy.together)
    if ticket.status != Status.OPEN or over or len(turn.text) < _SAYS:
        return False
    cues = weigh(Role.ENTERPRISE, turn.text)
    return cues["chatter"] + cues["talk"] < _THANKS and not weigh("endings", turn.text)["small_talk"]


def _talk_is_over(desk: Desk, turn: Turn, ticket: Ticket, after: timedelta) -> bool:
    """Whether his house has not written of the ticket for so long."""
    house = (ticket.requester, turn.person.nickname)
    said = [each.at for each in inbox.of_ticket(desk.uow, ticket.id) if each.sender in house]
    last: datetime | None = max(said, default=None)
    return last is None or turn.first.at - last > after


def _ask_what(desk: Desk, turn: Turn) -> None:
    """Somebody calls for help and says no more: ask what is wrong, once."""
    if turn.attachments or not (calls_for_help(turn.text) or calls_for_anybody(turn.text)):
        return
    since = turn.first.at - desk.policy.followup
    before = talks.loose(desk.uow, desk.channel, turn.first.room, turn.person.nickname, since)
    if not any(is_cry(each.text) for each in before):
        answer_once(desk, turn, say("what_is_wrong"), desk.policy.followup)
