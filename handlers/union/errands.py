"""What a coordinator has the bot pass on: words to a firm or to an expert, a reminder to who has a ticket."""

import re
from collections.abc import Sequence
from dataclasses import replace

from handlers import wording
from handlers.cases import without_number
from handlers.concerned import tell_requester
from handlers.desk import Desk, Turn
from handlers.experts.assigning import awaited
from handlers.experts.departed import undecided
from handlers.experts.handovers import colleague_named
from handlers.facts import facts
from handlers.ledger import at_work as at_it
from handlers.ledger import note, note_words
from handlers.offers.dispatch import ask_again, remind_asked
from handlers.offers.starting import held_until
from handlers.people import experts_named, familiar_names, firms_named, names_of
from handlers.picking import ask_which, named, remember, with_ticket
from handlers.reports.about_ticket import describe
from handlers.telling import answer, tell_person
from handlers.understanding.doubting import doubts_expert
from handlers.understanding.errands import (
    Told,
    asks_to_urge,
    asks_to_urge_all,
    only_urges,
    words_asked_of,
    words_for_somebody,
    words_put_to,
    words_said_to,
    words_to_confirm,
    words_to_expert,
    words_to_firm,
    words_told_last,
)
from handlers.understanding.names import find_known, without_bot
from handlers.understanding.orders import says_end
from handlers.understanding.values import Intent, Kind, Role
from handlers.union.which_ticket import meant
from prompts.texts import say
from storage import people, tickets
from storage.people import Expert
from storage.terms import HELD, LIVE, Change, Status
from storage.tickets import Ticket

_MISTAKEN = (Intent.NOTE, Intent.CHAT, Intent.ESCALATE, Intent.ASSIGN, Intent.QUERY)
_ENDS = (Intent.CLOSE, Intent.CANCEL)
_ONE = re.compile(r"[这那](?:一?[个张])?单(?!位)")
_ENDED = re.compile(r"结|好了|完|解决")  # "1001结单，跟企业说一声"


def run(desk: Desk, turn: Turn) -> bool:
    """Whether the words were such an errand, which is done now."""
    bare, intent = without_bot(turn.text), turn.understanding.intent
    ends = intent in _ENDS and not says_end(bare) and not _ENDED.search(bare)
    doubtful = intent is Intent.ROSTER and not turn.understanding.sure
    if turn.role is not Role.COORDINATOR or not (ends or doubtful or intent in _MISTAKEN):
        return False
    words = words_to_firm(bare)
    if words is not None:
        _tell_firm(desk, turn, words)
        return True
    confirmed = words_to_confirm(without_number(bare))
    if confirmed is not None:
        _confirm_with_firm(desk, turn, confirmed)
        return True
    told = words_to_expert(bare, familiar_names(desk.uow))
    if told is not None and told.words and (own := _of_the_firm(desk, turn, told)) is not None:
        if len(own) == 1:
            _tell_firm(desk, with_ticket(turn, own[0]), told.words)
        return True
    if told is not None and (told.plain or intent is not Intent.ASSIGN):
        chosen = turn.understanding.target
        name = chosen if chosen in [each.name for each in _experts(desk, told)] else told.name
        _tell_expert(desk, replace(turn, understanding=replace(turn.understanding, target=name)), told)
        return True
    if told is None and named(desk, turn) is None and (somebody := words_for_somebody(bare)) is not None:
        return _tell_house(desk, turn, somebody)
    if told is None and (said := words_said_to(bare)) is not None:
        return _tell_whoever(desk, turn, *said)
    if (asked := words_asked_of(bare)) is not None and _ask_firm(desk, turn, asked):
        return True
    if _put_to_holder(desk, turn, bare):
        return True
    if asks_to_urge_all(bare) and named(desk, turn) is None:
        _urge_all(desk, turn)
        return True
    pointed = named(desk, turn) is not None or _ONE.search(bare) is not None
    if asks_to_urge(bare) and (pointed or intent is Intent.ESCALATE or only_urges(bare)):
        ticket = meant(desk, turn)
        if ticket is not None:
            urge(desk, turn, ticket)
        return True
    return False


def told_last(desk: Desk, turn: Turn) -> bool:
    """Whether he only has somebody told ("1032戴工下周一才到，麻烦跟晓敏讲一声"), which is done now.

    Whoever the words name is given nothing by them.
    """
    if turn.role is not Role.COORDINATOR:
        return False
    told = words_told_last(without_bot(turn.text))
    if told is None:
        return False
    name, said = told
    words = without_number(said)
    if name in _FIRM_WORDS:
        _tell_firm(desk, turn, words)
        return True
    ticket = named(desk, turn)
    if ticket is not None and _is_called(desk, ticket, name):
        _tell_firm(desk, turn, words)
        return True
    return _tell_whoever(desk, turn, name, words)


def _confirm_with_firm(desk: Desk, turn: Turn, words: str) -> None:
    ticket = meant(desk, replace(turn, understanding=replace(turn.understanding, intent=Intent.NOTE)))
    if ticket is None:
        return
    ticket = note_words(desk, turn, ticket, Change.NOTED)
    tell_requester(desk, ticket, "union_asks", words=f"{wording.short(words, 100)}，可以吗？")
    answer(desk, turn, say("done_room", no=ticket.no, what="已问企业"), ticket=ticket)


PUT = "问师傅："  # so it stands in the ticket's history


def _put_to_holder(desk: Desk, turn: Turn, bare: str) -> bool:
    """Whether he asks something of an expert for a ticket that this one has ("费工明天能不能早点"): he reads
    it, and what he answers is told to the coordinators."""
    known = familiar_names(desk.uow)
    put = words_put_to(bare, known) if not doubts_expert(bare, known) else None
    called = experts_named(people.all_experts(desk.uow), put[0]) if put is not None else []
    pointed = named(desk, turn)
    his = [
        (expert, ticket)
        for expert in called
        for ticket in tickets.held_by(desk.uow, expert.id)
        if pointed in (None, ticket)
    ]
    if put is None or len(his) != 1:
        return False
    expert, ticket = his[0]
    who = turn.person.nickname
    note(desk, ticket, Change.NOTED, actor=who, detail=PUT + put[1], message_ids=turn.message_ids)
    words = wording.short(put[1], 60)
    tell_person(desk, expert.wechat_name, say("union_puts", no=ticket.no, words=words), ticket=ticket)
    answer(
        desk, turn, say("done_room", no=ticket.no, what=f"已问{expert.name}，一回话就告诉你"), ticket=ticket
    )
    return True


def _ask_firm(desk: Desk, turn: Turn, said: str) -> bool:
    """A question for who asked for a ticket ("问下应总监满意不"); False where it is nobody of a firm."""
    live = [each] if (each := named(desk, turn)) is not None else tickets.with_status(desk.uow, LIVE)
    for size in range(min(len(said), 12), 1, -1):
        theirs = [each for each in live if _is_called(desk, each, said[:size])]
        theirs = theirs or (live if named(desk, turn) is not None and said[:size] in _FIRM_WORDS else [])
        words = said[size:].strip(" ，,：:")
        if len(theirs) == 1 and words:
            ticket = note_words(desk, turn, theirs[0], Change.NOTED)
            tell_requester(desk, ticket, "union_asks", words=wording.short(words, 200))
            answer(desk, turn, say("done_room", no=ticket.no, what="已问企业"), ticket=ticket)
            return True
    return False


_FIRM_WORDS = ("企业", "厂里", "客户", "对方", "他们", "联系人")


def _tell_whoever(desk: Desk, turn: Turn, name: str, words: str) -> bool:
    """Words for an expert or for somebody of a firm, as he is called; False where it is nobody known."""
    if name in familiar_names(desk.uow):
        told = Told(name=name, words=words, plain=True)
        own = _of_the_firm(desk, turn, told)
        if own is None:
            _tell_expert(desk, replace(turn, understanding=replace(turn.understanding, target=name)), told)
        elif own:
            _tell_firm(desk, with_ticket(turn, own[0]), words)
        return True
    ticket = named(desk, turn)
    if ticket is not None and _is_called(desk, ticket, name):
        _tell_firm(desk, turn, words)
        return True
    return ticket is None and _tell_house(desk, turn, f"{name}，{words}")


def _tell_firm(desk: Desk, turn: Turn, words: str) -> None:
    ticket = named(desk, turn)
    if not words:
        answer(desk, turn, say("tell_firm_what", no=ticket.no if ticket else "1001"), ticket=ticket)
        return
    ticket = meant(desk, replace(turn, understanding=replace(turn.understanding, intent=Intent.NOTE)))
    if ticket is None:
        return
    ticket = note_words(desk, turn, ticket, Change.NOTED)
    tell_requester(desk, ticket, "union_says", words=wording.short(words, 200))
    answer(desk, turn, say("done_room", no=ticket.no, what="已转告企业"), ticket=ticket)


def _tell_house(desk: Desk, turn: Turn, said: str) -> bool:
    """Words for a firm called by its name, or for one of its people; False where it is nobody known.

    `said` is the name with what follows.
    """
    live = tickets.with_status(desk.uow, LIVE)
    firms = [(firm, name) for firm in firms_named(desk.uow, said) for name in names_of(firm)]
    called = max((name for _, name in firms if said.startswith(name)), key=len, default="")
    ids = {firm.id for firm, name in firms if name == called}
    theirs = [
        each for each in live if each.enterprise_id in ids or (called and each.requester.startswith(called))
    ]
    his, person = _of_a_person(desk, live, said)
    if len(person) > len(called):
        theirs, called = his, person
    words = re.sub(_BETWEEN, "", said[len(called) :]).strip(' ”"。')
    if not called or not words:
        return False
    theirs = _of_who_is_named(desk, theirs, words)
    if not theirs:
        answer(desk, turn, say("tell_whom_not", name=called))
    elif len(theirs) > 1:
        ask_which(desk, turn, theirs)
    else:
        _tell_firm(desk, with_ticket(turn, theirs[0]), words)
    return True


def _of_who_is_named(desk: Desk, theirs: list[Ticket], words: str) -> list[Ticket]:
    """Those of a house's tickets on which the expert is at work whom the words name, where there are any."""
    name = find_known(words, familiar_names(desk.uow)) if len(theirs) > 1 else None
    his = {each.id for each in experts_named(people.all_experts(desk.uow), name)} if name else set()
    return [each for each in theirs if his & {*at_it(desk, each)}] or theirs


_PLAINLY = ("师傅", "工", "老师")  # so an expert is called, not somebody of a firm


def _experts(desk: Desk, told: Told) -> list[Expert]:
    return experts_named(people.all_experts(desk.uow), told.name)


def _of_the_firm(desk: Desk, turn: Turn, told: Told) -> list[Ticket] | None:
    """The ticket whose requester is meant by a name that an expert might have, too ("转告小葛").

    [] where it stays open who is meant, and he is asked; None where an expert is.
    """
    experts, ticket, chosen = _experts(desk, told), named(desk, turn), turn.understanding.target
    live = [ticket] if ticket is not None else tickets.with_status(desk.uow, LIVE)
    at_work = [each for each in experts if any(each.id in at_it(desk, one) for one in live)]
    his_own = [each for each in live if each.requester.startswith(told.name)]
    if len(told.name) > 1 and his_own and not at_work and told.name not in [each.name for each in experts]:
        return his_own[-1:]  # 柴工 is 柴工线束, who has asked, and no expert of that surname
    exact = any(told.name in (each.name, each.wechat_name) for each in experts)
    if exact or told.name.endswith(_PLAINLY) or chosen in [each.name for each in experts]:
        return None
    if chosen is not None and (his := [each for each in live if each.requester == chosen]):
        return his[-1:]
    theirs = [each for each in live if _is_called(desk, each, told.name)]
    if at_work and not theirs:
        return None
    if len(theirs) == 1 and not at_work:
        return theirs
    if len(theirs) > 1 and not at_work:
        ask_which(desk, turn, theirs)
        return []
    if ticket is None and not theirs and not told.name.startswith("小"):
        return None
    _ask_whether(desk, turn, told, experts, theirs)
    return []


_CONTACT = re.compile(r"[小老阿](?P<a>[一-龥])|(?P<b>[一-龥])(?:总监|总|经理|厂长|主任|老板|哥|姐)")


def _is_called(desk: Desk, ticket: Ticket, name: str) -> bool:
    """Whether who asked for a ticket, or his firm's contact, is called so: 小葛 of 澄屿小葛."""
    firm = people.enterprise(desk.uow, ticket.enterprise_id) if ticket.enterprise_id else None
    called = _CONTACT.fullmatch(name)
    surname = called and (called["a"] or called["b"])
    return name in ticket.requester or (
        firm is not None and bool(surname) and firm.contact_name.startswith(surname or " ")
    )


def _ask_whether(
    desk: Desk, turn: Turn, told: Told, experts: Sequence[Expert], theirs: Sequence[Ticket]
) -> None:
    """Who is meant: an expert of that surname, or somebody of a firm."""
    shown = [each.name for each in experts[:4]]
    firms = [f"{each.requester}（{each.no}）" for each in theirs[:2]]
    answer(desk, turn, say("tell_whom", name=told.name, choices="、".join((*firms, *shown))))
    theirs_first = [*(each.requester for each in theirs[:2]), *shown]
    remember(desk, turn, [], target=told.name, options=theirs_first)


# 那边说一声，: between who is told and what.
_BETWEEN = r"^(?:那边|的人|厂里|他们)?(?:一?[下声])?[，,：:\s]*(?:就?[说讲])?[，,：:\s“\"]*"
_TITLED = re.compile(r"([一-龥])(?:总监|总|经理|厂长|主任|老板|工|师傅)")


def _of_a_person(desk: Desk, live: list[Ticket], said: str) -> tuple[list[Ticket], str]:
    """The live tickets of whom the words are for, by nickname, the head of one, or surname (应总监)."""
    for size in range(min(len(said), 12), 1, -1):
        theirs = [each for each in live if each.requester.startswith(said[:size])]
        if theirs:
            return theirs, said[:size]
    titled = _TITLED.match(said)
    if titled is None:
        return [], ""
    theirs = []
    for each in live:
        firm = people.enterprise(desk.uow, each.enterprise_id) if each.enterprise_id else None
        named_so = titled.group() in each.requester or each.requester.startswith(titled[1])
        if named_so or (firm is not None and firm.contact_name.startswith(titled[1])):
            theirs.append(each)
    return theirs, titled.group()


def _tell_expert(desk: Desk, turn: Turn, told: Told) -> None:
    """He reads it in private, with the ticket it is about where that is clear."""
    ticket = named(desk, turn)
    expert = colleague_named(desk, turn, ticket)
    if expert is None:
        return
    own = tickets.held_by(desk.uow, expert.id)
    if ticket is None and len(own) > 1 and not told.words:
        ask_which(desk, turn, own)
        return
    ticket = ticket or (own[0] if len(own) == 1 else None)
    if not told.words:
        _remind(desk, turn, ticket, expert)
        return
    head = f"【{ticket.no}】" if ticket is not None else ""
    if ticket is not None:
        ticket = note_words(desk, turn, ticket, Change.NOTED)
    words = wording.short(told.words, 200)
    tell_person(desk, expert.wechat_name, say("union_reminds", head=head, words=words), ticket=ticket)
    answer(desk, turn, say("union_reminded", head=head, expert=expert.name), ticket=ticket)


def _remind(desk: Desk, turn: Turn, ticket: Ticket | None, expert: Expert) -> None:
    if ticket is None:
        answer(desk, turn, say("remind_of_what", expert=expert.name))
    elif ticket.status in HELD and ticket.expert_id != expert.id:
        answer(desk, turn, describe(desk, ticket), ticket=ticket)
    else:
        urge(desk, with_ticket(turn, ticket), ticket)


def _urge_all(desk: Desk, turn: Turn) -> None:
    """All that nobody has taken is asked about once more, told in one answer."""
    waiting = [
        each
        for each in tickets.with_status(desk.uow, (Status.OPEN,))
        if each.kind == Kind.PROBLEM and held_until(desk, each) is None
    ]
    lines = [say("done_room", no=each.no, what=_asked_again(desk, turn, each)) for each in waiting]
    answer(desk, turn, "\n".join(lines) or say("none_waits"))


def _asked_again(desk: Desk, turn: Turn, ticket: Ticket) -> str:
    note_words(desk, turn, ticket, Change.NOTED)
    asked = remind_asked(desk, ticket, "offer_urged") or ask_again(desk, ticket)
    return f"又问了{wording.names([each.name for each in asked])}" if asked else "没有别的师傅可问了"


def urge(desk: Desk, turn: Turn, ticket: Ticket) -> None:
    """Who has it is reminded; where nobody has, those who were asked and are silent are asked once more."""
    left = undecided(desk, ticket)
    if left is not None:
        answer(desk, turn, say("left_urged", no=ticket.no, expert=left.name), ticket=ticket)
        return
    if ticket.status in HELD and ticket.expert_id is not None:
        holder = people.expert(desk.uow, ticket.expert_id)
        text = "assigned_remind" if awaited(desk, ticket) else "union_urges"
        filled = say(text, no=ticket.no, title=ticket.title, **facts(desk, ticket))
        tell_person(desk, holder.wechat_name, filled, ticket=ticket)
        note_words(desk, turn, ticket, Change.NOTED)
        answer(desk, turn, say("done_room", no=ticket.no, what=f"已催{holder.name}"), ticket=ticket)
        return
    if ticket.status != Status.OPEN or held_until(desk, ticket) is not None:
        answer(desk, turn, describe(desk, ticket), ticket=ticket)
        return
    answer(desk, turn, say("done_room", no=ticket.no, what=_asked_again(desk, turn, ticket)), ticket=ticket)
