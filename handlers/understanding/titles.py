"""What a text is about: at most 24 characters that name the problem. Experts read them before they claim."""

import re
from collections.abc import Callable

from handlers.understanding.consequences import (
    is_consequence,
    is_held_back,
    names_a_thing,
    tells_the_fault,
    thing_named,
    touches_people,
)
from handlers.understanding.cues import weigh
from handlers.understanding.fault_codes import fault_code, put_together
from handlers.understanding.introductions import LONG, without_introduction
from handlers.understanding.lesson_titles import renamed, taught_in
from handlers.understanding.phones import without_contacts
from handlers.understanding.problems import machines_of
from handlers.understanding.subjects import amiss, subjects
from handlers.understanding.telling_clauses import (
    adds_nothing,
    fault,
    is_aside,
    is_beside_it,
    is_how_often,
    is_past,
    is_plea,
    is_tried,
    telling,
    wrong,
)
from handlers.understanding.trades import technical_weight
from handlers.understanding.trimming import (
    MOST,
    bare,
    clauses_of,
    says_what,
    shortened,
    with_breaths,
    without_lead_in,
    without_number,
    without_scraps,
    without_stammers,
    work_sought,
)

_ENOUGH = 14  # characters of a title to which nothing is added but another thing's trouble
_SHORT = 8  # characters of a title to which what stands before it is added
_HANGS_ON = 4.0  # what a clause loses that tells of a standstill, where another tells of the fault
_OFTEN = 4.0  # what one loses that tells how often it happens, behind one that tells what
_MACHINE = 1.5  # what one gains there that tells of a machine: with it the rest stands still
# The first clauses tell the problem; less so where somebody has first told of himself.
_LATER, _LATER_AFTER_INTRODUCTION = 0.7, 0.35


def find_title(text: str) -> str:
    """At most 24 characters naming the problem: the clause with the most workshop talk, and what fits."""
    text = put_together(with_breaths(without_stammers(without_contacts(text[:1000], "", ""))))
    told = without_introduction(text)
    said = clauses_of(told)
    if (lesson := taught_in(said)) is not None:
        return lesson
    whole = [each.strip() for each in said if len(bare(each)) >= 2]
    clauses = [bare(each) for each in whole]
    if not clauses:
        return ""
    asked = _asked_last(text, clauses)
    best = _main(clauses, introduced=told != text) if asked is None else asked
    named = work_sought(clauses[best]) or shortened(without_scraps(clauses[best]))
    whose = _with_its_thing(whole[best], named, clauses[:best])
    title = _with_more(whose, clauses[best + 1 :])
    if asked is None and best > 0 and whose == named:
        title = _with_what_led_to_it(title, without_scraps(clauses[best - 1]))
    return _with_code(without_number(title)[:MOST], clauses, best)


def _with_code(title: str, clauses: list[str], best: int) -> str:
    """A title with the first fault code that is told, at its place, for what else fits beside it."""
    place = next((place for place, each in enumerate(clauses) if fault_code(each)), None)
    code = fault_code(clauses[place]) if place is not None else None
    if place is None or code is None or code in title:
        return title
    parts, told = title.split("，"), without_scraps(clauses[place])
    if len(told) + len(parts[0]) + 1 > MOST or place == best:
        told = f"报{code}"
    while len(parts) > 1 and len("，".join([*parts, told])) > MOST:
        parts.pop()
    kept = shortened("，".join(parts), MOST - len(told) - 1)
    return "，".join([told, kept] if place < best and told != f"报{code}" else [kept, told])


def training_title(text: str) -> str:
    """The title of a wish for training: what is to be taught, where it says so."""
    return renamed(find_title(text), text)


# "…，求助，离合器打滑": what is asked for stands behind the cry, after all that led to it.
_CRY = re.compile(r"[，,。；;！!\s](?:求助|求救|求教|请教|救命)[，,。：:；;！!\s]+(?=\S{3})")


def asked_for(text: str) -> str:
    """What stands behind the last cry of a long text; "" where there is none."""
    cries = list(_CRY.finditer(text)) if len(text) >= LONG else []
    return text[cries[-1].end() :] if cries else ""


def _asked_last(text: str, clauses: list[str]) -> int | None:
    """The place of the first clause behind the last cry of a long text, where that tells of trouble."""
    behind = asked_for(text)
    places = [place for place, each in enumerate(clauses) if place and each in behind]
    return next((each for each in places if telling(clauses[each]) > 1 and wrong(clauses[each])), None)


def _main(clauses: list[str], *, introduced: bool) -> int:
    """The place of the clause that names the problem."""
    faults = [place for place, each in enumerate(clauses) if tells_the_fault(each)]
    stands = any(is_consequence(each) for each in clauses)
    machines = [place for place in faults if machines_of(clauses[place])]

    def tells(place: int) -> float:
        clause = clauses[place]
        hangs_on = any(each != place for each in faults) and is_consequence(clause)
        hangs_on = hangs_on or (stands and bool(machines) and is_held_back(clause))
        machine = stands and place in machines
        often = is_how_often(clause) and any(telling(each) >= 1 for each in clauses[:place])
        after = 1.5 * (introduced and weigh("enterprise", clause)["fault"] > 0)
        return telling(clause) + after + _MACHINE * machine - _HANGS_ON * hangs_on - _OFTEN * often

    best = _most(tells, len(clauses), later=_LATER_AFTER_INTRODUCTION if introduced else _LATER)
    if telling(clauses[best]) > 0:
        return best
    # Nothing in workshop words: the first clause that is no plea.
    others = (place for place, each in enumerate(clauses) if telling(each) == 0)
    return next(others, _most(lambda place: technical_weight(clauses[place]), len(clauses), later=_LATER))


def _most(tells: Callable[[int], float], places: int, *, later: float) -> int:
    """The place that tells most; `later` is what each place behind the first costs."""
    return max(range(places), key=lambda place: (tells(place) - later * min(place, 6), -place))


# "还有一台坏了", "另一台不动了": one of those named before.
_ONE_OF_THEM = re.compile(
    r"^(?:但是?|可是?|不过|就|还|另外?|其中|现在|有|的)*(?P<one>[一两二三几\d]+[台套部条])(?P<what>.{1,8})$"
)
_NUMBERED = re.compile(
    r"^(?P<no>(?:\d{1,3}|[A-Z]|[一二三四五六七八九十])号)(?P<what>(?![机炉线床泵模塘]).{2,10})$"
)
_COUNT = re.compile(r"^[一两二三四五六七八九十几\d]+[台套部条]")
_NO = re.compile(r"^(?:\d{1,3}|[A-Za-z]\d{0,2}|[一二三四五六七八九十])(?:号|#)")


def _with_its_thing(clause: str, title: str, before: list[str]) -> str:
    """A title that names nothing with the thing told of before ("增氧机开着的，还有一台坏了")."""
    one, numbered = _ONE_OF_THEM.match(clause), _NUMBERED.match(title)
    if names_a_thing(title) or not (one or numbered):
        return title
    thing = next(filter(None, (_thing(each) for each in reversed(before))), None)
    if thing is None:
        return title
    if numbered is not None:
        return f"{numbered['no']}{_NO.sub('', thing)}{numbered['what']}"
    return f"{thing}{one['one']}{one['what']}" if one is not None else title


def _thing(clause: str) -> str | None:
    thing = next(iter(subjects(clause)), None) or thing_named(clause)
    return _COUNT.sub("", thing) if thing is not None else None


def _with_more(title: str, behind: list[str]) -> str:
    """A title with what follows it of the problem, as much as fits."""
    more = any(fault(each) and not is_tried(each) for each in behind)
    for clause in behind:
        said_enough = touches_people(clause) and names_a_thing(title) and not amiss(clause)
        if adds_nothing(clause) or (more and is_tried(clause)):  # what else is wrong says more
            continue
        if is_beside_it(without_lead_in(clause)) or said_enough:
            continue
        following = shortened(without_scraps(clause))
        if following in title:  # said once more
            continue
        another = amiss(following) and [each for each in subjects(following) if each not in title]
        if len(title) + len(following) + 1 > MOST and another and len(title) + len(another[0]) < MOST - 2:
            following = f"还有{another[0]}"
        if len(title) + len(following) + 1 > MOST or (len(title) >= _ENOUGH and not another):
            break
        title = f"{title}，{following}"
    return title


def _with_what_led_to_it(title: str, before: str) -> str:
    """A short title, or one beside another trouble, with the clause before it where that names something."""
    names = bool(says_what(before) or re.search(r"\d", before)) and not is_aside(before)
    names = names or (len(before) > 4 and telling(before) > -1)
    room = len(title) < _SHORT or (amiss(before) and bool(subjects(before)))
    names = names and room and not (is_past(before) or before in title)
    if is_consequence(before) and names_a_thing(title):
        return title
    fits = len(before) + len(title) < MOST
    return f"{before}，{title}" if names and fits and not is_plea(before) else title
