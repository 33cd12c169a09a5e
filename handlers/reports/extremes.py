"""The one ticket that a coordinator asks for: the first, the last, what saved most, what waited longest."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from handlers import wording
from handlers.desk import Desk
from handlers.people import experts_named
from handlers.reports.selecting import line, scope, selected
from handlers.understanding.values import Query, Urgency
from prompts.texts import say
from storage import people
from storage.terms import LIVE
from storage.tickets import Ticket

_Measure = Callable[[Ticket], float | None]


def _pickup(ticket: Ticket) -> float | None:
    if ticket.kind != "problem" or ticket.first_claimed_at is None:
        return None
    return (ticket.first_claimed_at - ticket.asked_at).total_seconds()


def _turned(measure: _Measure) -> _Measure:
    return lambda ticket: None if (value := measure(ticket)) is None else -value


def _asked_at(ticket: Ticket) -> float:
    return ticket.asked_at.timestamp()


def _rating(ticket: Ticket) -> float | None:
    return ticket.rating


def _saved(ticket: Ticket) -> float | None:
    return ticket.saved_yuan or None


def _haste(ticket: Ticket) -> float | None:
    """Of those that are not over: how urgent, then how long ago."""
    if ticket.status not in LIVE:
        return None
    return -list(Urgency).index(Urgency(ticket.urgency)) * _LONG - ticket.asked_at.timestamp()


_LONG = 1e11  # seconds: urgency goes before age


# What is asked for ([edge] of lexicon/questions.toml): in words, what is highest in it, and how that reads.
_EDGES: Mapping[str, tuple[str, _Measure, Callable[[float], str]]] = {
    "urgent": ("没办完的，最急的一单", _haste, lambda _: ""),
    "first": ("第一单", _turned(_asked_at), lambda _: ""),
    "last": ("最后一单", _asked_at, lambda _: ""),
    "saved": (
        "省得最多的一单",
        _saved,
        lambda n: f"省了{wording.yuan(int(n))}",
    ),
    "best": ("评分最高的一单", _rating, lambda n: f"{n:.0f}分"),
    "worst": ("评分最低的一单", _turned(_rating), lambda n: f"{-n:.0f}分"),
    "slowest": ("接得最慢的一单", _pickup, lambda n: f"{wording.minutes(timedelta(seconds=n))}接单"),
    "fastest": (
        "接得最快的一单",
        _turned(_pickup),
        lambda n: f"{wording.minutes(timedelta(seconds=-n))}接单",
    ),
}


def extreme(desk: Desk, asked: Query) -> str:
    """The ticket asked for in one line, and when it came; that there is none on record where that is so."""
    name, measure, told = _EDGES[asked.edge or ""]
    found = [(value, each) for each in selected(desk, asked) if (value := measure(each)) is not None]
    if asked.person is not None:
        his = {each.id for each in experts_named(people.all_experts(desk.uow), asked.person)}
        found = [(value, each) for value, each in found if each.expert_id in his]
    about = "，".join(
        filter(
            None, (scope(desk, asked) or ("现在" if asked.edge == "urgent" else "到现在"), asked.person, name)
        )
    )
    if not found:
        return say("no_such_one", about=about)
    value, ticket = max(found, key=lambda pair: (pair[0], -pair[1].no))
    alike = sum(each == value for each, _ in found)
    words = "，".join(
        filter(
            None,
            (told(value), f"{wording.clock(ticket.asked_at)}提出", f"一样的有{alike}单" if alike > 1 else ""),
        )
    )
    return say("one_of_them", about=about, line=line(desk, ticket), words=words)
