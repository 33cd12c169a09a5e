"""A coordinator tells that an expert is away, back, or gone for good."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from handlers.desk import Desk, Turn
from handlers.experts import absence
from handlers.experts.handovers import colleague_named
from handlers.experts.leaving import goes, rests
from handlers.people import known_names
from handlers.telling import answer
from handlers.understanding.leaves import asks, find_leave, tells_busy
from handlers.understanding.names import find_known, without_bot
from handlers.understanding.values import Leave, Role
from prompts.texts import say
from storage import people
from storage.people import Coordinator, Expert


def roster(desk: Desk, turn: Turn) -> None:
    """Leave and return of an expert are recorded; every other change belongs into the workbook."""
    leave = turn.understanding.leave
    if leave is None and tells_busy(turn.text, turn.understanding.target or "\0"):
        expert = colleague_named(desk, turn, None)
        if expert is not None:
            answer(desk, turn, say("leave_part", name=expert.name))
        return
    if leave is None:
        answer(desk, turn, say("roster_by_workbook"))
        return
    coordinator = _coordinator_meant(desk, turn)
    if coordinator is not None:
        answer(desk, turn, say("leave_of_coordinator", name=coordinator.name))
        return
    expert = colleague_named(desk, turn, None)
    if expert is None:
        return
    places = _places(turn.text, people.all_experts(desk.uow))
    together = sorted(
        (each for each in people.all_experts(desk.uow) if each.id in places), key=lambda each: places[each.id]
    )
    several = together if len(together) > 1 and expert in together else [expert]
    his = [(each, leave) for each in several] if leave.gone else _each_his(turn, several, leave, places)
    answer(desk, turn, "\n".join(_recorded(desk, turn, each, own) for each, own in his))


_OWN = re.compile(
    r"^[^，,。]{0,6}?我(?!们)[^，,。让叫派给帮替跟把]{0,8}?(?:请假|休假|休息|调休|年假|产假|病假|出差|外出|不在)"
)


def own_leave(desk: Desk, turn: Turn) -> bool:
    """Whether a coordinator tells that he himself is away: it is not recorded, and he hears what to do."""
    bare = without_bot(turn.text)
    said = _OWN.search(bare)
    if turn.role is not Role.COORDINATOR or turn.person.coordinator is None or said is None:
        return False
    if turn.understanding.ticket is not None or asks(bare):
        return False
    if find_known(said.group(), known_names(desk.uow).people) is not None:
        return False
    answer(desk, turn, say("own_leave"))
    return True


def _coordinator_meant(desk: Desk, turn: Turn) -> Coordinator | None:
    """The coordinator whom the name may mean ("文静" of 文静同学), unless an expert is named in full."""
    said, name = turn.text, turn.understanding.target or ""
    if any(each.name in said for each in people.all_experts(desk.uow)):
        return None
    called = (
        each
        for each in people.all_coordinators(desk.uow)
        if each.wechat_name in said or (len(name) > 1 and (name in each.name or name in each.wechat_name))
    )
    return next(called, None)


def _recorded(desk: Desk, turn: Turn, expert: Expert, leave: Leave) -> str:
    """His leave is put on record; what is said of it, and of what he has in hand."""
    noted = absence.record(desk, expert, leave, by_union=True)
    if leave.gone:
        return noted + goes(desk, turn, expert)
    return noted + rests(desk, expert) if leave.away and leave.since is None else noted


_FAMILIAR = ("{}工", "{}师傅", "老{}", "小{}", "阿{}", "{}老师", "{}哥")


def _places(text: str, everybody: Sequence[Expert]) -> dict[int, int]:
    """Where a text names whom: by name, nickname, given name, or by a surname that one of them alone has.

    What stands within a longer name of another, or is his surer name, is none of his ("阿毛" of 毛爱珍 in
    娄阿毛, or alone).
    """
    surnames = Counter(each.name[0] for each in everybody)
    spans: list[tuple[int, int, int, int]] = []
    for each in everybody:
        given = [each.name[-2:]] if len(each.name) > 2 else []
        familiar = [way.format(each.name[0]) for way in _FAMILIAR] if surnames[each.name[0]] == 1 else []
        for sure, names in ((2, [each.name, each.wechat_name]), (1, given), (0, familiar)):
            spans += [
                (place.start(), place.end(), sure, each.id)
                for name in names
                for place in re.finditer(re.escape(name), text)
            ]
    found: dict[int, int] = {}
    for start, end, sure, owner in sorted(spans):
        within = any(
            first <= start and end <= last and (last - first, surer) > (end - start, sure)
            for first, last, surer, other in spans
            if other != owner
        )
        if not within:
            found.setdefault(owner, start)
    return found


def _each_his(
    turn: Turn, several: Sequence[Expert], whole: Leave, places: Mapping[int, int]
) -> list[tuple[Expert, Leave]]:
    """What is told of each: what stands behind his name, before the next one's ("老单明天请假，涛哥后天").

    Where that tells nothing ("老单和涛哥明天请假") it is what is told of the next.
    """
    if len(several) < 2:
        return [(each, whole) for each in several]
    starts = [*(places[each.id] for each in several[1:]), len(turn.text)]
    words = "请假" if whole.away else "回来了"
    told: list[tuple[Expert, Leave]] = []
    own = whole
    for each, end in reversed(list(zip(several, starts, strict=True))):
        said = turn.text[places[each.id] : end]
        short = _ONLY_DAYS.search(said) is not None
        own = find_leave(f"{said.strip(' ，,。')}{words}" if short else said, turn.first.at) or own
        told.append((each, own))
    return told[::-1]


# 涛哥后天: his days alone, the leave was told of another.
_ONLY_DAYS = re.compile(
    r"(?:[今明后]天|大后天|[这本下]?个?(?:周|星期|礼拜)[一二三四五六日天末]?|\d{1,2}[号日]|月底)(?:也|吧|了)?[，,。；;！!\s]*$"
)
