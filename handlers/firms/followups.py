"""What an enterprise adds to its open ticket, and its question how things stand."""

import re
from datetime import timedelta

from handlers.desk import Desk, Turn
from handlers.ending.mended_and import COSTS, asked_later, is_question
from handlers.experts.enquiring import awaits_a_yes
from handlers.experts.first_questions import asked_of_late
from handlers.firms.adding import add, refuses_his_time, talk_is_over
from handlers.firms.amending import correction, dates, news, says_when, sets_anew
from handlers.firms.asides import tell_cost
from handlers.firms.asked_after import (
    all_stand,
    asked_after,
    asked_how,
    asks_phone_of_expert,
    ended_asked_after,
    nobody_comes,
    nothing_open,
    says_unreached,
    those_meant,
    unsolved,
)
from handlers.firms.photos import ask_of_photo_later, ask_of_photo_now
from handlers.firms.sequels import unanswered
from handlers.matching.sameness import points_back
from handlers.offers.starting import held_until
from handlers.people import familiar_names
from handlers.picking import named, owns, pick_own, speaks_of
from handlers.rooms.reach import talks_of
from handlers.telling import answer_once
from handlers.understanding.agreeing import agrees_to_terms
from handlers.understanding.asking_after import asks_after, asks_marks, hurries
from handlers.understanding.calling import calls_again, calls_for, calls_for_anybody
from handlers.understanding.checklists import told
from handlers.understanding.corrections import corrects_phone
from handlers.understanding.cues import weigh
from handlers.understanding.enterprise import calls_for_help, is_cry, is_in_touch, read_fields
from handlers.understanding.no_end import meets_visitor, tells_visitor
from handlers.understanding.proposals import proposes
from handlers.understanding.subjects import amiss
from handlers.understanding.urgency import is_patient, stands_still
from handlers.understanding.values import Role, Urgency
from handlers.understanding.visits import asks_for_a_day
from prompts.texts import say
from storage import inbox, people, talks, tickets
from storage.terms import HELD, LIVE, Status
from storage.tickets import Ticket

_READY = 6  # characters of what is ready for who comes; "好，等你" is no news
_BRIEF = 16  # characters of who says that there is no haste
_SAYS, _SAYS_MUCH, _THANKS = 4, 8, 2.0  # characters; cues of chatter
_NODS = re.compile(r"\s*(?:好|行|嗯|收到|知道|明白|可以|没问题|稍等|等下|等一下|马上|我问|问一下|ok|OK)")
_AGAIN = timedelta(minutes=1)  # sooner the receipt still stands above his words


def followup(desk: Desk, turn: Turn) -> Ticket | None:
    """Add words or files to the writer's ticket and hand them to the claimer; a question gets the state."""
    asks = turn.understanding.query is not None
    if not asks and not _says_something(desk, turn):
        return chat(desk, turn)
    calls = asks and calls_again(turn.text)
    mine = unsolved(desk, turn) if calls or calls_for_anybody(turn.text) else []
    if len(mine) > 1:
        return all_stand(desk, turn, mine)
    if asks and (meant := those_meant(desk, turn)):
        return asked_after(desk, turn, meant[0]) if len(meant) == 1 else all_stand(desk, turn, meant)
    if not asks and asked_later(desk, turn):
        return None
    ticket = (None if asks else _answered(desk, turn)) or pick_own(desk, turn, LIVE)
    if ticket is None:
        wants = calls or asks_phone_of_expert(turn.text)
        if asks and (wants or turn.speaks_to(desk.bot_name)):
            nothing_open(desk, turn)
        elif stands_still(turn.text):
            answer_once(desk, turn, say("what_is_wrong"), desk.policy.followup)
        elif not asks:
            ask_of_photo_now(desk, turn)
        return None
    if not asks and (noted := _noted_question(desk, turn, ticket)) is not None:
        return noted
    open_ = ticket.status == Status.OPEN
    asks = asks or (open_ and asks_for_a_day(turn.text))
    asks = asks or (asks_after(turn.text) and (open_ or nobody_comes(desk, ticket)))
    return asked_after(desk, turn, ticket) if asks else add(desk, turn, ticket)


def _answered(desk: Desk, turn: Turn) -> Ticket | None:
    """The only one of his troubles of this talk of which the bot has asked what these words tell."""
    if named(desk, turn) is not None:
        return None
    asked = [each for each in unsolved(desk, turn) if unanswered(each, turn.text)]
    return asked[0] if len(asked) == 1 else None


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
        or agrees_to_terms(turn.text)
        or fields.urgency is not Urgency.NORMAL
        or fields.deadline
        or fields.order_value_yuan
        or named(desk, turn)
    )


def chat(desk: Desk, turn: Turn) -> Ticket | None:
    """Neither request nor clearly about one: silence, unless it belongs to his ticket's talk."""
    if is_in_touch(turn.text):
        return None  # "师傅电话通了，谢谢" asks for no number
    ticket = pick_own(desk, turn, (Status.OPEN, *HELD), ask=False)
    mended = pick_own(desk, turn, (Status.RESOLVED,), ask=False) if says_unreached(turn) else None
    if mended is not None and (ticket is None or ticket.status == Status.OPEN):
        return asked_after(desk, turn, mended)
    if asks_marks(turn.text) and asked_how(desk, turn):
        return None
    if ticket is None:
        if asked_how(desk, turn) or ended_asked_after(desk, turn) or asked_later(desk, turn):
            return None
        if not ask_of_photo_now(desk, turn):
            _ask_what(desk, turn)
            ask_of_photo_later(desk, turn)
        return None
    here = turn.room is None or talks_of(desk, ticket, turn.room_name)
    meant = those_meant(desk, turn) if here and asks_after(turn.text) else []
    if len(meant) > 1:
        return all_stand(desk, turn, meant)
    if here and (asks_after(turn.text) or _calls_again(desk, turn, ticket)):
        return asked_after(desk, turn, meant[0] if meant else ticket)
    if here and ticket.status == Status.OPEN and COSTS.search(turn.text) and owns(turn, ticket):
        tell_cost(desk, turn)
        return None
    if here and (noted := _noted_question(desk, turn, ticket)) is not None:
        return noted
    hastens = ticket.status in HELD and turn.person.nickname == ticket.requester and hurries(turn.text)
    if here and (hastens or _asks_the_holder(desk, turn, ticket)):
        return asked_after(desk, turn, ticket)
    return add(desk, turn, ticket) if _belongs(desk, turn, ticket) else None


def _asks_the_holder(desk: Desk, turn: Turn, ticket: Ticket) -> bool:
    """Whether who asked for help asks something of the work, in the talk about it, that who has it can answer
    ("要不要先把模具拆下来")."""
    own = turn.person.nickname == ticket.requester and ticket.status in HELD
    if not own or turn.attachments or asked_of_late(desk, ticket) is not None:
        return False
    if talk_is_over(desk, turn, ticket, desk.policy.followup) or any(each.mentions for each in turn.messages):
        return False
    small = weigh("endings", turn.text)["small_talk"] or proposes(turn.text)  # a time is no such question
    answers_him = not small and _has_just_spoken(desk, turn, ticket)
    return any(
        is_question(each) and (COSTS.search(each) or answers_him or not _is_talk(each))
        for each in turn.text.split("\n")
    )


def _has_just_spoken(desk: Desk, turn: Turn, ticket: Ticket) -> bool:
    """Whether the last word on the ticket is its expert's, a short while ago ("加点增稠剂": "哪里买呀")."""
    since = desk.now - desk.policy.followup
    said = [each for each in inbox.of_ticket(desk.uow, ticket.id) if each.id not in turn.message_ids]
    if not said or ticket.expert_id is None or said[-1].at < since:
        return False
    return said[-1].sender == people.expert(desk.uow, ticket.expert_id).wechat_name


def _noted_question(desk: Desk, turn: Turn, ticket: Ticket) -> Ticket | None:
    """The ticket with a question that who comes will know to answer, and nobody has come yet ("要不要停机"):
    it is put down, and the house hears so; nothing where he asks how it stands, or answers the bot."""
    text = turn.text
    own = ticket.status == Status.OPEN and turn.person.nickname == ticket.requester and owns(turn, ticket)
    if not own or turn.attachments or asks_after(text) or any(each.mentions for each in turn.messages):
        return None
    if talk_is_over(desk, turn, ticket, desk.policy.followup) or asked_of_late(desk, ticket) is not None:
        return None
    asks = len(text) <= _QUESTION and is_question(text) and not _is_talk(text) and not COSTS.search(text)
    asks = asks and _OF_THE_WORK.search(text) is not None  # "老板来了吗" is for others
    trouble = amiss(text) and not _MAY_THEY.search(text)
    if not asks or _NO_ANSWER.search(text) or unanswered(ticket, text) or trouble:
        return None
    told = add(desk, turn, ticket)
    answer_once(desk, turn, say("asked_of_nobody", no=told.no), desk.policy.together, ticket=told)
    return told


_QUESTION = 24  # characters
_OF_THE_WORK = re.compile(r"师傅|[修弄拆换停开关断动用查]|机|设备|准备|要|能|可以|怎么|毛病|多久")
_MAY_THEY = re.compile(
    r"要不要|用不用|需不需要|需要|能不能|可不可以|可以"
)  # "要不要停机" tells of no trouble
_NO_ANSWER = re.compile(r"不知道|不清楚|不晓得|不确定|什么都|谁知道")


def _is_talk(text: str) -> bool:
    cues = weigh(Role.ENTERPRISE, text)
    return cues["chatter"] + cues["talk"] >= _THANKS or bool(weigh("endings", text)["small_talk"])


def _calls_again(desk: Desk, turn: Turn, ticket: Ticket) -> bool:
    """Whether he calls once more ("有人吗 急") a while after the receipt, and nobody has taken it."""
    own = turn.person.nickname == ticket.requester and ticket.status == Status.OPEN
    own = own and held_until(desk, ticket) is None  # there "急" asks for experts at once
    return own and (is_cry(turn.text) or hurries(turn.text)) and desk.now - ticket.opened_at >= _AGAIN


def _belongs(desk: Desk, turn: Turn, ticket: Ticket) -> bool:
    """Whether words that do not say so are about this ticket.

    Of the requester any workshop talk is, while he talks of it; of a colleague in the same group only
    what answers, corrects or dates it. The bot's questions may be answered later in the day.
    """
    small = weigh("endings", turn.text)["small_talk"]  # "饭堂今天吃啥" tells not since when it is broken
    answers = bool(unanswered(ticket, turn.text)) and not small
    changes = news(turn, ticket)
    hasty = "urgency" in changes and held_until(desk, ticket) is not None
    telling = bool(turn.attachments) or says_when(turn) or answers or bool(correction(turn, ticket))
    asides = weigh("asides", turn.text)
    telling = telling or bool(asides["practical"] or asides["watched"]) or points_back(turn.text)
    telling = telling or sets_anew(turn, ticket) or "order_value_yuan" in changes
    telling = telling or refuses_his_time(desk, turn, ticket)
    telling = telling or (is_patient(turn.text) and len(turn.text) <= _BRIEF)
    ready = len(turn.text) >= _READY and tells_visitor(turn.text) and not _is_talk(turn.text)
    telling = telling or (ready and turn.person.nickname == ticket.requester)
    here = talks_of(desk, ticket, turn.room_name)
    if here and ticket.status in HELD and meets_visitor(turn.text):
        return True  # whoever of the house writes it, and however long nobody has written
    # Of what a coordinator asked on its behalf the enterprise talks like the requester.
    own = turn.person.nickname == ticket.requester or (here and ticket.room != turn.room_name)
    if hasty and own:
        return True
    asked = asked_of_late(desk, ticket) if own else None
    if asked is not None:
        nods = _NODS.match(turn.text) is not None
        if nods or telling:
            return telling or awaits_a_yes(asked)
        return weigh(Role.ENTERPRISE, turn.text)["chatter"] < _THANKS and not small
    if talk_is_over(desk, turn, ticket, desk.policy.followup):
        later = (answers and turn.understanding.technical) or (telling and speaks_of(turn, ticket))
        puts_right = dates(turn, ticket) or sets_anew(turn, ticket) or corrects_phone(turn.text)
        if _is_their_only_one(desk, turn, ticket) and puts_right:
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
    over = talk_is_over(desk, turn, ticket, desk.policy.together)
    if ticket.status != Status.OPEN or over or len(turn.text) < _SAYS:
        return False
    cues = weigh(Role.ENTERPRISE, turn.text)
    return cues["chatter"] + cues["talk"] < _THANKS and not weigh("endings", turn.text)["small_talk"]


def _ask_what(desk: Desk, turn: Turn) -> None:
    """Somebody calls for help and says no more: ask what is wrong, once."""
    calls = calls_for_help(turn.text) or calls_for_anybody(turn.text)
    if turn.attachments or not (calls or calls_for(turn.text, familiar_names(desk.uow))):
        return
    since = turn.first.at - desk.policy.followup
    before = talks.loose(desk.uow, desk.channel, turn.first.room, turn.person.nickname, since)
    if not any(is_cry(each.text) for each in before):
        answer_once(desk, turn, say("what_is_wrong"), desk.policy.followup)
