"""Coordinators' questions: what is asked decides which function answers."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from handlers.desk import Desk, Turn
from handlers.listed import anybody_called, ask_whom
from handlers.people import firms_called
from handlers.picking import named
from handlers.reports.about_experts import about_experts, experts_there, never_answered
from handlers.reports.about_firms import contacts_of, firms_beside, firms_there, silent_firms
from handlers.reports.about_ticket import describe, whom_asked
from handlers.reports.exporting import export, makes_table
from handlers.reports.extremes import extreme
from handlers.reports.figuring import beside, compared, counted_by_whom, figures, listed, overview, repaired
from handlers.reports.phonebook import tell_phone
from handlers.reports.selecting import lateness, selected
from handlers.reports.topics import about_topic, unknown_name
from handlers.showing import cases_like
from handlers.telling import answer
from handlers.understanding.coordinator import asks_whom
from handlers.understanding.questions import (
    asks_figures_too,
    asks_how_many_and_who,
    asks_late,
    asks_who_took_most,
    may_mean_tickets,
    metrics_named,
)
from handlers.understanding.values import Query
from handlers.union.assignment import who_fits
from prompts.texts import say
from storage import tickets
from storage.terms import LIVE, Status
from storage.tickets import Ticket

Asked = Callable[[Query], object]
Answered = Callable[[Desk, Turn, Query], str | None]


def _waits(asked: Query) -> bool:
    """Whether it is asked who or which firms wait: what nobody has taken cannot be put beside each other by
    who took it."""
    who = asked.about in ("person", "enterprise") and not asked.person and not asked.enterprise
    counted = asked.metric in (None, "count", "pickup_time")
    return who and counted and asked.status == (Status.OPEN,) and asked.by is None and asked.edge is None


def _idle(desk: Desk, turn: Turn, asked: Query) -> str:
    """Which experts took no ticket; what nobody has taken besides, where the words may ask for that."""
    told = about_topic(desk, asked)
    if not may_mean_tickets(turn.text):
        return told
    waiting = selected(desk, replace(asked, status=(Status.OPEN,)))
    nos = "、".join(str(each.no) for each in waiting[:_NUMBERS])
    count = f"{len(waiting)}单（{nos}）" if waiting else "没有"
    return f"{told}\n没人接的单：{count}"


_NUMBERS = 10  # of the tickets that nobody has


# The first that a question is answers it.
_QUESTIONS: tuple[tuple[Asked, Answered], ...] = (
    (lambda asked: asked.topic == "elsewhere", lambda desk, turn, _: not_ours(desk, turn)),
    (lambda asked: asked.topic == "overview", lambda desk, _, asked: overview(desk)),
    (lambda asked: asked.topic == "future", lambda desk, _, asked: say("not_yet")),
    (lambda asked: asked.skill, lambda desk, _, asked: experts_there(desk, asked)),
    (lambda asked: asked.topic == "silent_experts", lambda desk, _, asked: never_answered(desk, asked)),
    (lambda asked: asked.topic == "silent_firms", lambda desk, _, asked: silent_firms(desk, asked)),
    (lambda asked: asked.topic == "repair_time", lambda desk, _, asked: repaired(desk, asked)),
    (
        lambda asked: asked.topic == "idle" and asked.person is None,
        _idle,
    ),
    (
        lambda asked: asked.topic is not None and (asked.person is None or asked.topic != "poor"),
        lambda desk, _, asked: about_topic(desk, asked),
    ),
    (_waits, lambda desk, _, asked: listed(desk, replace(asked, about="list"))),
    (lambda asked: asked.edge, lambda desk, _, asked: extreme(desk, asked)),
    (lambda asked: asked.against, lambda desk, _, asked: compared(desk, asked)),
    (lambda asked: asked.counts == "experts", lambda desk, _, asked: experts_there(desk, asked)),
    (lambda asked: asked.counts == "firms", lambda desk, _, asked: firms_there(desk, asked)),
    (
        lambda asked: asked.by is not None and asked.person is None,
        lambda desk, _, asked: beside(desk, asked),
    ),
    (lambda asked: asked.about == "person" or asked.person or asked.metric == "load", about_experts),
    (lambda asked: asked.contact, lambda desk, _, asked: contacts_of(desk, asked)),
    (
        lambda asked: asked.about == "enterprise" and not asked.enterprise,
        lambda desk, _, asked: firms_beside(desk, asked),
    ),
    (
        lambda asked: asked.about == "figures" or (asked.about == "enterprise" and asked.metric),
        lambda desk, turn, asked: figures(
            desk, asked, metrics_named(turn.text), who=asks_who_took_most(turn.text)
        ),
    ),
    (lambda asked: True, lambda desk, _, asked: listed(desk, asked)),
)


def query(desk: Desk, turn: Turn) -> None:
    """Answer a coordinator in at most five lines, or with a table."""
    asked = _of_his_own(turn, turn.understanding.query or Query(about="list", status=("open",)))
    whom = _of_a_contact(desk, turn, asked)
    if whom is None:
        return
    asked = whom
    ticket = named(desk, turn) or _called_by_its_thing(desk, turn, asked)
    if ticket is None and (asked.no is not None or turn.understanding.ticket is not None):
        if turn.speaks_to(desk.bot_name) or not turn.text.strip().isdigit():  # "1216" may mean anything
            answer(desk, turn, say("no_such_ticket", no=asked.no or turn.understanding.ticket))
    elif ticket is None and asked.output == "excel" and makes_table(asked, turn.text):
        export(desk, turn)
    elif asked.phone or (ticket is not None and ticket != named(desk, turn) and _PHONE.search(turn.text)):
        tell_phone(desk, turn, asked, ticket)
    else:
        said = _said(desk, turn, asked, ticket)
        if said is not None:
            answer(desk, turn, said, ticket=ticket)


_HIS_DISTRICT = re.compile(r"我(?:们)?(?:这|那)?(?:一)?片(?:区)?|我(?:们)?(?:这边|管的|负责的)|本片区?")


def _of_his_own(turn: Turn, asked: Query) -> Query:
    """What a coordinator asks of "我这片" is of the districts that are his; who has all asks of all."""
    his = turn.person.coordinator.districts if turn.person.coordinator is not None else ()
    if asked.district is not None or asked.no is not None or not his or not _HIS_DISTRICT.search(turn.text):
        return asked
    return replace(asked, district=his[0], districts=tuple(his) if len(his) > 1 else ())


_WHOSE = re.compile(r"^\W*([^\W\d_]{2,8}?)(?:[那这](?:边|里)?的?|的)(?:一?[个张]|一)?(?:单|事)")


def _of_a_contact(desk: Desk, turn: Turn, asked: Query) -> Query | None:
    """A firm may be called by who writes for it ("晓敏那单", "春燕那单"), where no firm is called so.

    None: he was asked which of several of that name he means.
    """
    said, name = _WHOSE.match(turn.text), asked.enterprise
    if name is None and said is not None and asked.about in ("ticket", "person") and asked.no is None:
        name = asked.person or said[1]
    if name is None or asked.phone or len(asked.people) > 1 or firms_called(desk.uow, name):
        return asked
    found = anybody_called(desk.uow, name)
    if len(found) > 1 and not any(name in each.name for each in found):
        return asked  # "激光那单": what it is about stands in several nicknames
    if len(found) > 1:
        ask_whom(desk, turn, name, found)
        return None
    if not found or (found[0].firm is None and asked.enterprise is None and asked.about != "ticket"):
        return asked
    if found[0].firm is not None:
        return replace(asked, about="enterprise", person=None, people=(), enterprise=found[0].firm.short_name)
    return replace(asked, about="person", enterprise=None, person=found[0].name)


# 1003谁讲合适, 派谁好, 推荐一个
_WHO_FITS = re.compile(
    r"谁(?:去|来|讲|教|修|弄|办|做)?(?:比较|最|更)?(?:合适|适合|对口|拿手|在行)|(?:派|叫|请|让|找)谁(?:去|来|讲)?(?:比较|最)?(?:好|合适|行)|推荐(?:一?[个位下]|谁|师傅|老师)"
)
_OF_THAT = re.compile(r"[那这](?:一?[个张家边]|一)?(?:单|事)?(?!位)")


def _called_by_its_thing(desk: Desk, turn: Turn, asked: Query) -> Ticket | None:
    """The one ticket of late whose words hold what was taken for a firm's name ("虾塘那个谁去的")."""
    unknown = unknown_name(desk, asked) is not None and _OF_THAT.search(turn.text) is not None
    name = (asked.enterprise or asked.district or "") if unknown else ""
    if len(name) < _THING:
        return None
    since = desk.now - desk.policy.late_answer
    lately = tickets.asked_between(desk.uow, since, desk.now + timedelta(seconds=1))
    told = [each for each in lately if name in each.title or name in each.body]
    live = [each for each in told if each.status in LIVE]
    found = live or told
    return found[0] if len(found) == 1 else None


_THING = 2  # characters
_PHONE = re.compile(r"电话|手机号?|号码|联系方式")


def _said(desk: Desk, turn: Turn, asked: Query, ticket: Ticket | None) -> str | None:
    if asked.about == "cases":
        return cases_like(desk, turn, asked, ticket)
    if ticket is not None and asks_late(turn.text):
        late = say("was_late", no=ticket.no, late=lateness(desk, ticket))
        return f"{late}\n{describe(desk, ticket)}"
    if ticket is not None and ticket.status == Status.OPEN and _WHO_FITS.search(turn.text):
        return who_fits(desk, ticket)
    if ticket is not None:
        return whom_asked(desk, ticket) if asks_whom(turn.text) else describe(desk, ticket)
    one = of_that_firm(desk, turn, asked)
    if one is not None:
        return describe(desk, one)
    if asked.about == "person" and not asked.person and asks_figures_too(turn.text):
        asked = replace(asked, about="figures")
    asked = _at_work(turn, asked)
    if asked.person is None and asked.topic is None and asks_how_many_and_who(turn.text):
        return unknown_name(desk, asked) or counted_by_whom(desk, asked, metrics_named(turn.text))
    unknown = unknown_name(desk, asked)
    if unknown is not None and asked.topic not in ("uncounted", "future", "elsewhere"):
        return unknown
    return next(reply for holds, reply in _QUESTIONS if holds(asked))(desk, turn, asked)


_WHO = re.compile(r"(?:谁|哪[位个些几]).{0,6}(?:弄|修|办|搞|干|做|处理|负责|跟)")
_UNDER_WAY = re.compile(r"处理中|进行中|现场|已经去|去了|动[手身]|开工")


def _at_work(turn: Turn, asked: Query) -> Query:
    """ "谁在弄": who has taken a ticket is at it, on his way or at the machine.

    Of a firm's tickets it is asked who has them, and not only which are taken.
    """
    if asked.status != (Status.IN_PROGRESS,) or _UNDER_WAY.search(turn.text):
        return asked
    if asked.enterprise is not None and _WHO.search(turn.text):
        return replace(asked, about="list", status=None)
    return replace(asked, status=(Status.CLAIMED, Status.IN_PROGRESS))


_THAT_ONE = re.compile(r"[那这](?:一?[个张]|一)?单(?!位|子)|[那这]个(?=谁|怎|咋|现在|到|好|修|弄|有人)")


def of_that_firm(desk: Desk, turn: Turn, asked: Query) -> Ticket | None:
    """The one ticket that "砺川那单谁在弄" can mean: the only live one of that firm, else its last."""
    if asked.enterprise is None or asked.period is not None or not _THAT_ONE.search(turn.text):
        return None
    theirs = selected(desk, Query(about="enterprise", enterprise=asked.enterprise, category=asked.category))
    live = [each for each in theirs if each.status in LIVE]
    if len(live) > 1:
        return None
    return live[0] if live else max(theirs, key=lambda each: each.no, default=None)


def not_ours(desk: Desk, turn: Turn) -> str | None:
    """What has nothing to do with dispatching: a sentence to who asks the bot, silence among people."""
    return say("not_counted") if turn.speaks_to(desk.bot_name) else None
