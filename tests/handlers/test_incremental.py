"""An index that followed every change says the same as one made anew."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.matching.directory import Directory
from handlers.matching.fitting import ExpertProfile, Problem
from handlers.matching.index import TextIndex
from handlers.matching.lessons import Lesson
from handlers.matching.ranking import Matcher
from handlers.matching.similar import CaseIndex
from handlers.matching.vectors import PASSAGE, Wanted, keep
from handlers.matching.words import weighted_terms
from storage import cases, changes, people, roster, teachings, tickets
from storage.database import UnitOfWork
from storage.terms import Status
from tests.conftest import Town

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
SAID = [
    "飞模，分型面研合",
    "注塑调机，缩水、熔接线",
    "氩弧焊薄板，不锈钢补焊",
    "数控车床撞刀、尺寸不稳",
    "茶叶杀青温度",
    "液压油缸漏油，换密封圈",
    "",
]
SOLVED = ["牙刷柄熔接线发黑，调高模温", "盆边一圈毛边，飞模", "焊缝漏气，打磨重焊", "撞刀后主轴响，换轴承"]
PROBLEMS = ["盆边上一圈薄皮割手", "焊的地方漏气", "牙刷柄一道黑线"]


def vector(text: str) -> np.ndarray:
    found = np.random.default_rng(len(text) * 31 + ord(text[0])).standard_normal(8).astype(np.float32)
    return found / np.linalg.norm(found)


VECTORS = {text: vector(text) for text in (*SAID, *SOLVED, *PROBLEMS) if text}

profiles = st.builds(
    ExpertProfile,
    no=st.sampled_from([f"S{number}" for number in range(8)]),
    name=st.just("某"),
    trades=st.sampled_from([("mould",), ("welding", "mould"), ("machining",), ()]),
    speciality=st.sampled_from(SAID),
    company=st.sampled_from(["", "澄屿模塑"]),
    district=st.sampled_from(["梅屿", "东坑"]),
    region=st.just("县内"),
    onsite=st.booleans(),
    solved=st.lists(st.sampled_from(SOLVED), max_size=3).map(tuple),
    taught=st.lists(
        st.builds(Lesson, text=st.sampled_from(PROBLEMS), fits=st.booleans()), max_size=2, unique=True
    ).map(tuple),
)
# An expert comes or changes, or whoever has that number leaves.
steps = st.lists(st.one_of(profiles, st.sampled_from([f"S{number}" for number in range(8)])), max_size=20)


def same(first: Matcher, second: Matcher) -> None:
    assert sorted(first.place_of) == sorted(second.place_of)
    for text in PROBLEMS:
        for known in (None, VECTORS[text]):
            problem = Problem(text=text, district="梅屿", mode="onsite", vector=known)
            one, other = ({each.no: each for each in matcher.rank(problem)} for matcher in (first, second))
            for no, choice in one.items():
                assert choice.score == pytest.approx(other[no].score, abs=2e-4)
                assert choice.why == other[no].why
            assert first.rank(problem, 3) == first.rank(problem)[:3]
            scores = [each.score for each in first.rank(problem)]
            assert scores == sorted(scores, reverse=True)


@settings(max_examples=25, deadline=None)
@given(steps)
def test_experts_who_come_change_and_leave_one_by_one(made: Sequence[ExpertProfile | str]) -> None:
    followed, stands = Matcher(vectors=VECTORS), dict[str, ExpertProfile]()
    for each in made:
        if isinstance(each, str):
            if stands.pop(each, None) is not None:
                followed.leave(each)
        else:
            stands[each.no] = each
            followed.put(each, VECTORS)
    same(followed, Matcher(sorted(stands.values(), key=lambda each: each.no), vectors=VECTORS))


def test_equal_experts_stand_by_number_however_they_came() -> None:
    def expert(no: str) -> ExpertProfile:
        return ExpertProfile(
            no=no,
            name=no,
            trades=("welding",),
            speciality="焊",
            company="",
            district="",
            region="",
            onsite=True,
            solved=(),
        )

    matcher = Matcher()
    for no in ("S5", "S1", "S4", "S2", "S3"):
        matcher.put(expert(no))
    matcher.leave("S5")
    matcher.put(expert("S0"))
    for top in (None, 3):
        found = [each.no for each in matcher.rank(Problem(text="焊缝漏气"), top)]
        assert found == ["S0", "S1", "S2", "S3", "S4"][: top or 5]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.one_of(st.sampled_from([*SOLVED, ""]), st.integers(0, 5)), max_size=20))
def test_cases_that_come_and_go_one_by_one(made: Sequence[str | int]) -> None:
    """A number takes the case out at that place; the last one comes to it."""
    followed, stand = CaseIndex(), list[str]()
    for each in made:
        if isinstance(each, str):
            followed.put(len(stand), each, VECTORS.get(each))
            stand.append(each)
        elif each < len(stand):
            followed.take_out(each)
            last = stand.pop()
            stand[each : each + 1] = [last] if each < len(stand) else []
    anew = CaseIndex(stand, vectors=VECTORS)
    for text in PROBLEMS:
        assert followed.scores(text, VECTORS[text]) == pytest.approx(
            anew.scores(text, VECTORS[text]), abs=1e-4
        )
        assert followed.nearness(text) == pytest.approx(anew.nearness(text), abs=1e-4)


def test_a_text_that_changed_is_found_by_its_new_words_alone() -> None:
    index = TextIndex(["氩弧焊薄板", "茶叶杀青"])
    before = index.scores(weighted_terms("焊"))
    index.put(0, "车床调尾座", "氩弧焊薄板")
    assert before[0] > 0
    assert not index.knows("焊")
    assert index.scores(weighted_terms("尾座")).argmax() == 0
    assert index.scores(weighted_terms("焊")).tolist() == [0, 0]


def expert_row(chance: random.Random, no: str) -> dict[str, object]:
    return {
        "no": no,
        "name": no,
        "wechat_name": no,
        "trades": [chance.choice(["mould", "welding"])],
        "speciality": chance.choice(SAID),
        "company": "",
        "district": "梅屿",
        "region": "县内",
        "phone": "",
        "capacity": 1,
        "onsite": True,
    }


def change(uow: UnitOfWork, chance: random.Random, ticket_id: int) -> None:
    """Something of the roster, its cases, lessons or vectors changes."""
    no = f"X{chance.randrange(4)}"
    what = chance.choice(["expert", "case", "case", "forget", "teach", "undo", "vectors"])
    known = people.experts_numbered(uow, [no]).get(no)
    if what == "expert" or known is None:
        roster.put_expert(uow, **expert_row(chance, no))
    elif what == "case":
        roster.put_case(
            uow,
            no=f"C{chance.randrange(5)}",
            day=None,
            title="",
            description=chance.choice(SOLVED),
            trades=["mould"],
            solution=chance.choice(SOLVED),
            expert_no=chance.choice([no, None]),
            enterprise_no=None,
            ticket_id=ticket_id,
            district=None,
        )
    elif what == "forget":
        cases.forget(uow, ticket_id)
    elif what == "teach":
        text = chance.choice(PROBLEMS)
        fits = chance.random() < 0.7
        teachings.teach(uow, at=NOW, by="协", ticket_id=None, expert_id=known.id, text=text, fits=fits)
    elif what == "undo":
        for each in teachings.every(uow)[:1]:
            teachings.undo(uow, each.id, NOW)
    else:
        text = chance.choice([*SAID[:-1], *(each.told for each in people.all_cases(uow))])
        keep(uow, "e5", {Wanted(PASSAGE, text): vector(text)})


@pytest.mark.parametrize("encoder", [None, "e5"])
def test_the_directory_follows_the_record(town: Town, encoder: str | None) -> None:
    chance, followed = random.Random(3), Directory(encoder)
    town.request()
    with town.engine.database.unit() as uow:
        (ticket,) = tickets.with_status(uow, (Status.OPEN,))
    for step in range(16):
        kept = chance.random() < 0.8
        with town.engine.database.unit() as uow:
            for _ in range(chance.randint(1, 3)):
                change(uow, chance, ticket.id)
            if chance.random() < 0.5:
                followed.matcher(uow)
                followed.cases(uow)
            if kept:
                uow.commit()
        if step % 8 == 7 or not kept:
            with town.engine.database.unit() as uow:
                anew = Directory(encoder)
                same(followed.matcher(uow), anew.matcher(uow))
                for text in PROBLEMS:
                    found = [
                        [each.no for each in one.cases(uow).near(text, 0.5, VECTORS[text])]
                        for one in (followed, anew)
                    ]
                    assert sorted(found[0]) == sorted(found[1])
                    assert followed.cases(uow).cases


def test_a_change_that_was_undone_is_not_taken_for_the_next_one(town: Town) -> None:
    """Both have the same version number: the first was never committed."""
    chance, directory = random.Random(1), Directory()
    with town.engine.database.unit() as uow:
        roster.put_expert(uow, **expert_row(chance, "X1") | {"speciality": "飞模"})
        uow.commit()
    with town.engine.database.unit() as uow:
        roster.put_expert(uow, **expert_row(chance, "X1") | {"speciality": "氩弧焊"})
        matcher = directory.matcher(uow)
        assert matcher.profiles[matcher.place_of["X1"]].speciality == "氩弧焊"
    with town.engine.database.unit() as uow:
        roster.put_expert(uow, **expert_row(chance, "X2"))
        uow.commit()
    with town.engine.database.unit() as uow:
        matcher = directory.matcher(uow)
        assert matcher.profiles[matcher.place_of["X1"]].speciality == "飞模"
        assert "X2" in matcher.place_of


def test_who_is_too_far_behind_reads_everything(town: Town) -> None:
    with town.engine.database.unit() as uow:
        version = changes.version(uow)
        assert changes.since(uow, version) == (set(), set())
        assert changes.since(uow, version - 20_000) is None
        assert changes.since(uow, version + 1) is None
