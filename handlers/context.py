"""What an enterprise's words mean where they stand: after his earlier words, after the bot's questions."""

import re
from dataclasses import replace

from handlers.bursts import text_of
from handlers.desk import Desk, Turn
from handlers.ending.not_over import not_over
from handlers.ending.online import told_by_case
from handlers.ending.returning import not_mended_yet, not_to_be_ended, wanted_after_all
from handlers.ending.tried import tried
from handlers.ending.trying import as_failed
from handlers.ending.withdrawing import as_report, as_verdict
from handlers.experts.at_work import at_work
from handlers.experts.short_words import absent
from handlers.experts.taking import as_reply
from handlers.firms.answering import as_answer
from handlers.firms.directing import as_direction, wished_another
from handlers.firms.echoes import as_echo
from handlers.firms.photos import asked
from handlers.firms.postponing import as_postponed
from handlers.firms.sequels import (
    NEW,
    as_another,
    as_change,
    as_guess,
    as_own_guess,
    as_sequel,
    lately_asked,
    wants_another_seen_to,
)
from handlers.model.media import PICTURE
from handlers.offers.starting import is_put_off
from handlers.people import experts_named, known_names
from handlers.picking import item_meant, last_mended, pick_own, speaks_of, with_ticket, without_machine
from handlers.reading import understand
from handlers.reports.continuing import continued
from handlers.understanding.abilities import asks_whether_done
from handlers.understanding.asking_after import asks_after, asks_why_moved
from handlers.understanding.calling import calls_again, calls_for_anybody, wants_somebody_for
from handlers.understanding.choices import wished_for
from handlers.understanding.corrections import takes_back
from handlers.understanding.cues import weigh
from handlers.understanding.dangers import find_danger
from handlers.understanding.enterprise import is_alarm, is_cry, read_fields
from handlers.understanding.money import find_saved
from handlers.understanding.names import without_bot
from handlers.understanding.plainly import plain_words
from handlers.understanding.problems import machine_of, machines_of, says_wrong
from handlers.understanding.ratings import bare_score, score_first
from handlers.understanding.replacing import wants_another, wants_him_after_all
from handlers.understanding.trades import find_category, technical_weight
from handlers.understanding.urgency import stands_still
from handlers.understanding.values import Intent, Kind, Query, Role, Understanding
from handlers.union.remarks import as_remark
from storage import inbox, people, talks, tickets
from storage.inbox import Received
from storage.terms import HELD, LIVE, Status
from storage.tickets import Ticket

_SEQUELS = (Intent.REOPEN, Intent.FOLLOWUP, Intent.CONFIRM)  # of a ticket, where there is one
_ENDINGS = (Intent.CONFIRM, Intent.RATE, Intent.CANCEL, Intent.REOPEN)
_NUMBER = re.compile(r"【(\d{4,6})】")
_TALK = 4.0  # cues of selling, hiring or gossip that outweigh a call for help


def in_context(desk: Desk, turn: Turn) -> Turn:
    """The turn as it is meant here. What only the context tells changes intent, text or messages."""
    if turn.role is Role.EXPERT:
        turn = not_over(desk, turn)
        return as_report(desk, not_mended_yet(desk, as_reply(desk, at_work(desk, absent(desk, turn)))))
    if turn.role is Role.COORDINATOR:
        return not_to_be_ended(desk, as_remark(desk, continued(desk, turn)))
    turn = _as_reported(_by_its_place(desk, without_machine(desk, turn)))
    turn = _as_settled(desk, turn)
    turn = tried(desk, as_direction(desk, not_over(desk, _own_words(desk, turn))))
    turn = wanted_after_all(desk, as_verdict(desk, _scored(desk, turn)))
    turn = _as_taught(desk, as_failed(desk, as_postponed(desk, told_by_case(desk, turn))))
    if (echo := as_echo(desk, turn)) is not None:
        return echo
    if (changed := as_change(desk, turn)) is not None:
        return changed
    if _wants_another(desk, turn):
        return replace(turn, understanding=replace(turn.understanding, intent=Intent.REPLACE, several=None))
    if (somebody := _wants_somebody(desk, turn)) is not None:
        return somebody
    if asks_why_moved(turn.text) and pick_own(desk, turn, HELD, ask=False) is not None:
        return replace(turn, understanding=_ASKS_HOW_IT_STANDS)  # "怎么又改时间了" reopens nothing
    asks_when = turn.understanding.intent is Intent.REOPEN and asks_after(turn.text)
    if asks_when and not _STILL_WRONG.search(turn.text):
        return replace(turn, understanding=_ASKS_HOW_IT_STANDS)
    if turn.understanding.ticket is not None or any(each.quote for each in turn.messages):
        return turn
    if find_danger(turn.text) is not None:
        return turn  # it never merely adds to something else
    if (alarm := _alarm(desk, turn)) is not None:
        return alarm
    if (reply := as_answer(desk, turn)) is not None:
        return reply
    if (called := _calls_again(desk, turn)) is not None:
        return called
    if (goes_on := _goes_on(desk, turn)) is not None:
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
    if intent in _SEQUELS and _tells_trouble(turn) and not _has_tickets(desk, turn, intent):
        fields = read_fields(turn.text, turn.first.at)
        meant = replace(turn.understanding, intent=Intent.REQUEST, query=None, request=fields)
        return replace(turn, understanding=meant)
    return _with_words_before(desk, turn) if intent in (Intent.REQUEST, Intent.CHAT) else turn


# "车间说可以了": what others of the house say is the house's word; what the expert says is not.
_REPORTS = re.compile(
    r"^(?:对了|那个|[，,\s])*(?:车间|老板|工人|操作工|班长|主任|厂长|生产部?|品质部?|质检|他们|她们)(?:那边|里|的人|主任)?(?:刚才?|现在|都|也)*(?:说是?|讲|反馈|反映)(?:了|，|,|：)?\s*(?=.{2})"
)


def _as_reported(turn: Turn) -> Turn:
    """The turn as if who passes it on had said it himself, where it tells how the work has turned out."""
    told = _REPORTS.sub("", turn.text)
    if told == turn.text or turn.understanding.intent not in (Intent.CHAT, Intent.FOLLOWUP):
        return turn
    found = understand(told, turn.role, turn.first.at)
    if found.intent is Intent.REOPEN:
        return replace(turn, understanding=found)
    ends = found.intent in (Intent.CONFIRM, Intent.RATE)
    return replace(turn, text=told, understanding=found) if ends else turn


# "声音小多了那就这样": what the bot has asked, whether it is mended, is answered so, too.
_THAT_IS_IT = re.compile(r"(?:那?就这样(?:吧|了|好了)?|没什么(?:事|问题)了|没别的(?:事)?了)[。！!啊哈\s]*$")


# "课讲完了，大家反映很好"
_LESSON_OVER = re.compile(
    r"(?:课|培训|讲座)?(?:都|已经)?(?:讲|上|培训|办|搞)(?:完|好)了|(?:课|培训|讲座)[^，,。]{0,3}结束了"
)


def _as_taught(desk: Desk, turn: Turn) -> Turn:
    if turn.understanding.intent not in (Intent.CHAT, Intent.FOLLOWUP, Intent.CONFIRM):
        return turn
    given = pick_own(desk, turn, HELD, ask=False) if _LESSON_OVER.search(turn.text) else None
    if given is None or given.kind != Kind.TRAINING or says_wrong(turn.text):
        return turn
    return with_ticket(replace(turn, understanding=Understanding(intent=Intent.CONFIRM)), given)


def _as_settled(desk: Desk, turn: Turn) -> Turn:
    found = turn.understanding
    if found.intent not in (Intent.CHAT, Intent.FOLLOWUP) or not _THAT_IS_IT.search(turn.text):
        return turn
    if says_wrong(turn.text) or pick_own(desk, turn, (Status.RESOLVED,), ask=False) is None:
        return turn
    return replace(turn, understanding=Understanding(intent=Intent.CONFIRM))


_STILL_WRONG = re.compile(r"没|不|又|还是|再")


def _by_its_place(desk: Desk, turn: Turn) -> Turn:
    """The turn as if it had named the ticket of which it speaks by its place in his list ("第二个不急")."""
    if turn.understanding.ticket is not None or any(each.quote for each in turn.messages):
        return turn
    firm = turn.person.enterprise.id if turn.person.enterprise else None
    item = item_meant(desk, turn, tickets.live_of_requester(desk.uow, turn.person.nickname, firm))
    return with_ticket(turn, item[0]) if item is not None else turn


_ASKS_HOW_IT_STANDS = Understanding(intent=Intent.FOLLOWUP, query=Query(about="ticket"))
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


def _scored(desk: Desk, turn: Turn) -> Turn:
    """A bare number of one who was asked for a score is one; so is a score before something that means
    nothing else."""
    score = bare_score(turn.text)
    if score is None and turn.understanding.intent is Intent.CHAT:
        score = score_first(without_bot(turn.text))
    if score is None or turn.understanding.intent in (Intent.RATE, Intent.CONFIRM):
        return turn
    ended = pick_own(desk, turn, (Status.RESOLVED, Status.CLOSED), ask=False, recent=True)
    since = (ended.closed_at or ended.resolved_at) if ended is not None and ended.rating is None else None
    if since is None or desk.now - since > desk.policy.confirm_remind:
        return turn
    off_scale = score.rating is None
    saved = find_saved(turn.text)
    found = Understanding(intent=Intent.RATE, rating=score.rating, off_scale=off_scale, saved_yuan=saved)
    return replace(turn, understanding=found)


def _wants_another(desk: Desk, turn: Turn) -> bool:
    """Whether somebody else is wanted for a ticket of his that an expert has, or has just left."""
    asks_anew = turn.understanding.intent is Intent.REQUEST and _tells_trouble(turn)
    another, him = wants_another(turn.text), wants_him_after_all(turn.text)
    if asks_anew or not (another or him):
        return False
    ended = (Status.CLOSED,) if "换" in turn.text else ()  # else it has come back, and its holder is asked
    ticket = pick_own(desk, turn, (*LIVE, *ended), ask=False, recent=True)
    return ticket is not None and (
        another or _OF_PEOPLE.search(turn.text) is not None or wished_another(desk, ticket)
    )


_OF_PEOPLE = re.compile(r"人|师傅|老师|他|那[个位]")


# "我下午不在厂里，找小王": whom to ask for there, no expert.
_TELLS_WHOM_TO_SEE = re.compile(
    r"(?:我[^，,。]{0,8}不在|出去|出差|有事|开会|休息|下班|到了|来了|来的时候|进门|门口|现场)[^。]{0,8}(?:找|联系|打给|问)|联系人"
)

_NEED_NOT_COME = re.compile(
    r"(?:让|叫|请|告诉|通知|跟)[^，,。]{1,6}(?:别|不用|不要|不必)(?:再)?(?:过?来|去|跑|上门)"
)


def _wants_somebody(desk: Desk, turn: Turn) -> Turn | None:
    """The turn as a wish where it names the expert whom the house would like to have ("1001 应该找葛师傅").

    It ends nothing, whatever else the words resemble.
    """
    if turn.understanding.intent is Intent.REQUEST and _tells_trouble(turn):
        return None
    if _TELLS_WHOM_TO_SEE.search(turn.text) or _NEED_NOT_COME.search(turn.text):
        return None
    name = wished_for(without_bot(turn.text), known_names(desk.uow))
    ticket = pick_own(desk, turn, (*LIVE, Status.CLOSED), ask=False, recent=True) if name else None
    if ticket is None:
        return None
    his = {each.id for each in experts_named(people.all_experts(desk.uow), name or "")}
    if ticket.expert_id in his and turn.understanding.intent not in _ENDINGS:
        return None  # "叫老单快点来": word for who has it
    meant = replace(turn.understanding, intent=Intent.REPLACE, target=name, several=None)
    return replace(turn, understanding=meant)


def _calls_again(desk: Desk, turn: Turn) -> Turn | None:
    """The turn as a question how things stand, where all it says is that nobody has come; else None."""
    nobody = calls_again(turn.text) or _asks_for_his_trade(desk, turn)
    if turn.attachments or not (nobody or calls_for_anybody(turn.text)):
        return None
    if turn.understanding.intent is Intent.REOPEN and pick_own(desk, turn, (Status.RESOLVED,), ask=False):
        return None  # "not yet": the bot has asked whether it is mended
    if nobody or pick_own(desk, turn, LIVE, ask=False) is not None:
        return replace(turn, understanding=_ASKS_HOW_IT_STANDS)
    return replace(turn, understanding=Understanding(intent=Intent.CHAT))


# "有没有懂液压的师傅": says no more than for whom he waits already.
_WHO_KNOWS = re.compile(
    r"\W*(?:群里|这里|工会|你们)?(?:有没有|有|谁|哪位)[^，,。]{0,3}(?:懂|会|搞|熟|做|修)[^，,。]{1,8}?的?(?:师傅|大师|老师|人|专家|高手)?[吗么]?[?？\s]*"
)


def _asks_for_his_trade(desk: Desk, turn: Turn) -> bool:
    """Whether he asks for somebody of the trade for which nobody has come yet, and of nothing else."""
    if turn.understanding.intent is not Intent.REQUEST or not _WHO_KNOWS.fullmatch(turn.text):
        return False
    trade = find_category(turn.text)
    waits = [each for each in lately_asked(desk, turn) if each.status == Status.OPEN]
    return not says_wrong(turn.text) and any(each.category == trade for each in waits)


# What was tried and did not help, or not touched, is of something that has been told of.
_STILL_SO = re.compile(r"还是|还在(?![试测]|观察)|照样|依旧|依然|仍然|没有?用|不管用|没效果|没改善")
_TRIED = re.compile(r"[换试调清拆修洗擦紧加改]过?了|[换试调清拆修]过|没[换动改调碰]")
_LONGEST_SEQUEL = 24


def _goes_on(desk: Desk, turn: Turn) -> Turn | None:
    """The turn as a sequel to his own ticket where it takes words back ("写错了，是…") or says that it is
    still so ("换过了还是闪"); None where it tells of another machine, or asks for somebody.
    """
    slips = takes_back(turn.text)
    if not slips and (len(turn.text) > _LONGEST_SEQUEL or not _STILL_SO.search(turn.text)):
        return None
    mine = [each for each in lately_asked(desk, turn) if slips or _same_matter(turn, each)]
    if not mine or NEW.search(turn.text):
        return None
    ticket = next((each for each in mine if speaks_of(turn, each)), mine[0] if slips else last_mended(mine))
    adds = slips or (ticket.status == Status.OPEN and _TRIED.search(turn.text) is not None)
    intent = Intent.FOLLOWUP if adds else Intent.REOPEN
    meant = replace(turn.understanding, intent=intent, request=None, query=None, sure=True)
    return with_ticket(replace(turn, understanding=meant), ticket)


def _same_matter(turn: Turn, ticket: Ticket) -> bool:
    """Whether words of what is still wrong name no other machine and no other trade than the ticket's."""
    machine, asks = machine_of(turn.text), weigh(Role.ENTERPRISE, turn.text)["ask"] >= 3
    if asks or (machine is not None and machine[-2:] not in ticket.body):
        return False
    return technical_weight(turn.text) < 3 or find_category(turn.text) == ticket.category


# He shows what he tells of.
_SHOWN = re.compile(
    r"(?:图|照片|视频|截屏)[^，,。]{0,4}(?:发|在|拍|传|如下)|(?:发|拍|传|附|见)[^，,。]{0,3}(?:图|照片|视频)"
)


def _tells_trouble(turn: Turn) -> bool:
    """Whether words that sound like a sequel could open a talk: workshop words, and a fault or a plea; or a
    fault of which he shows pictures.
    """
    weights = weigh(Role.ENTERPRISE, turn.text)
    shown = bool(turn.attachments) or _SHOWN.search(turn.text) is not None
    if shown and technical_weight(turn.text) and says_wrong(turn.text):
        return True
    if plain_words(turn.text) is Intent.REQUEST:
        return True
    if turn.understanding.intent is Intent.FOLLOWUP and wants_somebody_for(turn.text):
        return True
    if stands_still(turn.text) and says_wrong(turn.text) and technical_weight(turn.text) >= 1:
        return True
    return technical_weight(turn.text) >= 3 and (weights["fault"] >= 2 or weights["ask"] >= 3)


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


def _with_words_before(desk: Desk, turn: Turn) -> Turn:
    """A picture or a call for help first, the problem after it (or the other way round): one request."""
    since = turn.first.at - desk.policy.together
    room = turn.first.room
    earlier = talks.loose(desk.uow, desk.channel, room, turn.person.nickname, since)
    before = [
        each
        for each in earlier
        if each.id not in turn.message_ids
        and (each.attachment or (_matters(each.text) and not asks_whether_done(each.text)))
    ]
    if turn.person.coordinator is not None:  # what he has asked the bot before is no part of it
        before = [each for each in before if each.attachment or is_cry(each.text)]
    rewrites = recalled_lately(desk, turn) is not None
    if turn.understanding.intent is Intent.REQUEST:
        return _joined(turn, before, turn.understanding) if before else turn
    if not (_matters(turn.text) or turn.understanding.technical) or _talks_of_own(desk, turn):
        return turn
    whole = _joined(turn, before, turn.understanding)
    found = understand(whole.text, turn.role, whole.first.at)
    called = any(is_cry(each) for each in (turn.text, *(each.text for each in before)))
    called = called or asked(desk, turn.first, desk.policy.together)
    if found.intent is Intent.REQUEST and found.sure and before and found.technical:
        return _joined(turn, before, found)
    offers_something = weigh(Role.ENTERPRISE, whole.text)["chatter"] >= _TALK
    if technical_weight(whole.text) >= 3 and (rewrites or (called and before and not offers_something)):
        return _joined(turn, before, replace(found, intent=Intent.REQUEST))
    return turn


def _talks_of_own(desk: Desk, turn: Turn) -> bool:
    """Whether he has a ticket in this talk that these words may well be about."""
    return any(
        each.room == turn.room_name and turn.first.at - each.asked_at <= desk.policy.followup
        for each in tickets.live_of_requester(desk.uow, turn.person.nickname, None)
    )


def _matters(text: str) -> bool:
    return technical_weight(text) >= 3 or is_cry(text) or stands_still(text)


def _joined(turn: Turn, before: list[Received], found: Understanding) -> Turn:
    """The turn with earlier messages in front of it; what was read of a request is read anew."""
    together = (*before, *turn.messages)
    # What stands in a picture only adds to the words, wherever it came.
    shown = [each for each in before if each.type == PICTURE]
    said = text_of([replace(each, media_text=None) if each in shown else each for each in before])
    seen = text_of([replace(each, text="") for each in shown])
    text = "\n".join(each for each in (said, turn.text, seen) if each)
    if found.intent is Intent.REQUEST and (found.request is None or text != turn.text):
        found = replace(found, request=read_fields(text, together[0].at))
    return replace(turn, messages=together, text=text, understanding=found)


def recalled_lately(desk: Desk, turn: Turn) -> Ticket | None:
    """The writer's request that he has just taken back, message by message, in this talk."""
    since = desk.now - desk.policy.rewrite
    for ticket in tickets.cancelled_of_requester(desk.uow, turn.person.nickname, since):
        asked = opening(desk, ticket)
        if ticket.room == turn.room_name and asked and all(each.recalled_at for each in asked):
            return ticket
    return None


def opening(desk: Desk, ticket: Ticket) -> list[Received]:
    """The requester's messages that made the ticket."""
    return [
        each
        for each in inbox.of_ticket(desk.uow, ticket.id)
        if each.sender == ticket.requester and each.at <= ticket.opened_at and each.type != "recall"
    ]
