"""Sentence vectors are computed once and kept."""

import numpy as np

from handlers.matching.directory import Directory
from handlers.matching.fitting import Problem
from handlers.matching.vectors import PASSAGE, QUESTION, Wanted, keep, missing, of_passages, of_question
from storage import roster
from tests.conftest import Town


def put_expert(uow, no: str, speciality: str) -> None:
    roster.put_expert(
        uow,
        no=no,
        name=no,
        wechat_name=no,
        trades=["mould"],
        speciality=speciality,
        company="",
        district="",
        region="",
        phone="",
        capacity=1,
        onsite=True,
    )


def test_what_has_a_vector_is_not_asked_for_again(town: Town) -> None:
    with town.engine.database.unit() as uow:
        put_expert(uow, "S1", "飞模")
        wanted = missing(uow, "e5")
        assert Wanted(PASSAGE, "飞模") in wanted
        keep(uow, "e5", {each: np.ones(4, dtype=np.float32) for each in wanted})
        uow.commit()
    with town.engine.database.unit() as uow:
        assert missing(uow, "e5") == []
        assert Wanted(PASSAGE, "飞模") in missing(uow, "another")
        keep(uow, "e5", {Wanted(PASSAGE, "飞模"): np.zeros(4, dtype=np.float32)})
        assert np.allclose(of_passages(uow, "e5", ["飞模", "没有的"])["飞模"], 0.5)
        assert of_passages(uow, None, ["飞模"]) == {}


def test_a_question_and_a_passage_of_the_same_words_are_two(town: Town) -> None:
    with town.engine.database.unit() as uow:
        keep(uow, "e5", {Wanted(QUESTION, "跑毛边"): np.array([3, 4], dtype=np.float32)})
        found = of_question(uow, "e5", "跑毛边")
        assert found is not None
        assert np.allclose(found, [0.6, 0.8])
        assert of_passages(uow, "e5", ["跑毛边"]) == {}
        assert of_question(uow, None, "跑毛边") is None
        assert of_question(uow, "e5", "没有的") is None


def test_new_vectors_are_used_from_the_next_ask_on(town: Town) -> None:
    directory = Directory("e5")
    with town.engine.database.unit() as uow:
        for no in range(5):
            put_expert(uow, f"X{no}", f"xq{no}")
        vectors = np.eye(5, dtype=np.float32) + 0.05
        problem = Problem(text="家里的事", vector=vectors[3])
        before = directory.matcher(uow).relevance(problem)
        keep(uow, "e5", {Wanted(PASSAGE, f"xq{no}"): vectors[no] for no in range(5)})
        matcher = directory.matcher(uow)
        gained = matcher.relevance(problem) - before
        assert matcher.profiles[int(gained.argmax())].no == "X3"
        assert directory.matcher(uow) is directory.matcher(uow)
