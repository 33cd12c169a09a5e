"""Experts ranked by words, niches, trade and vectors."""

from dataclasses import replace

import numpy as np
import pytest

from handlers.matching.fitting import ExpertProfile, Problem, Weights
from handlers.matching.index import TextIndex
from handlers.matching.kinship import niche_texts
from handlers.matching.lessons import Lesson
from handlers.matching.niches import familiarity, known_niches
from handlers.matching.ranking import Matcher
from handlers.matching.similar import CaseIndex
from handlers.matching.telling import OF_EXPERTS, telling_names, telling_terms
from handlers.matching.words import weighted_terms
from handlers.policy_file import read_policy


def expert(no: str, speciality: str, *, trades=("welding",), solved=(), district="梅屿") -> ExpertProfile:
    return ExpertProfile(
        no=no,
        name=no,
        trades=tuple(trades),
        speciality=speciality,
        company="",
        district=district,
        region="县内",
        onsite=True,
        solved=tuple(solved),
    )


def best(experts, text: str, **known) -> str:
    vectors = known.pop("vectors", None)
    return Matcher(experts, vectors=vectors).rank(Problem(text=text, **known))[0].no


def direction(place: int) -> np.ndarray:
    found = np.full(8, 0.05, dtype=np.float32)
    found[place] = 1.0
    return found / np.linalg.norm(found)


def test_one_shared_character_finds_a_speciality() -> None:
    index = TextIndex(["氩弧焊薄板", "茶叶杀青", "车床调尾座"])
    assert int(index.scores(weighted_terms("不锈钢台面焊完发蓝")).argmax()) == 0


def test_a_character_that_everybody_has_tells_little() -> None:
    index = TextIndex(["焊机修理", "焊铝氩弧", "焊缝探伤", "焊漏"])
    assert int(index.scores(weighted_terms("焊的地方漏")).argmax()) == 3


def test_texts_without_a_word_harm_nothing() -> None:
    assert TextIndex([]).scores(weighted_terms("焊")).size == 0
    assert TextIndex(["", "。。"]).scores(weighted_terms("焊")).tolist() == [0, 0]


def test_an_outsider_finds_the_niche_without_sharing_a_word_with_the_speciality() -> None:
    experts = [
        expert("S1", "注塑调机，熔接线", trades=("mould",)),
        expert("S2", "飞模，分型面研合", trades=("mould",)),
        expert("S3", "热流道，针阀", trades=("mould",)),
    ]
    assert best(experts, "老家伙打出来的盆，边上一圈薄皮割手") == "S2"


def test_a_vector_decides_between_experts_whom_words_cannot_tell_apart() -> None:
    experts = [expert(f"S{place}", f"xq{place}") for place in range(6)]
    vectors = {each.speciality: direction(place) for place, each in enumerate(experts)}
    assert best(experts, "家里的事", vectors=vectors, vector=direction(4)) == "S4"
    assert best(experts, "家里的事", vectors=vectors) == "S0"
    assert best(experts, "家里的事", vector=direction(4)) == "S0"


def test_an_expert_without_a_vector_stands_by_his_words() -> None:
    experts = [
        expert("S1", "氩弧焊薄板"),
        expert("S2", "茶叶杀青"),
        expert("S3", "车床"),
        expert("S4", "铣床"),
    ]
    vectors = {each.speciality: direction(place) for place, each in enumerate(experts) if place}
    assert best(experts, "氩弧焊薄板烧穿", vectors=vectors, vector=direction(1)) == "S1"


def test_a_solved_case_counts_by_its_vector_too() -> None:
    experts = [expert(f"S{place}", "xq", solved=(f"xz{place}",)) for place in range(5)]
    vectors = {f"xz{place}": direction(place) for place in range(5)}
    assert best(experts, "家里的事", vectors=vectors, vector=direction(3)) == "S3"


def test_a_vector_of_another_length_is_left_out() -> None:
    experts = [expert("S1", "xq1"), expert("S2", "xq2")]
    vectors = {"xq1": direction(0), "xq2": direction(1)}
    assert best(experts, "家里的事", vectors=vectors, vector=np.ones(3, dtype=np.float32)) == "S1"


def test_niches_are_found_by_vectors_where_words_are_silent() -> None:
    niches = known_niches()
    vectors = dict(zip(niche_texts(), np.eye(len(niches), dtype=np.float32), strict=True))
    wanted = next(place for place, each in enumerate(niches) if each.words[0] == "飞模")
    experts = [
        expert("S1", "热流道针阀", trades=("mould",)),
        expert("S2", "飞模分型面", trades=("mould",)),
        expert("S3", "抛光省模", trades=("mould",)),
    ]
    matcher = Matcher(experts, vectors=vectors)
    problem = Problem(text="那个坏了", vector=vectors[niche_texts()[wanted]])
    kin = matcher.parts(problem)["kin"]
    assert int(kin.argmax()) == 1


def test_the_best_are_found_without_sorting_everybody() -> None:
    matcher = Matcher([expert(f"S{place:02d}", "焊") for place in range(20)])
    scores = np.array([place % 5 for place in range(20)], dtype=np.float32)
    assert matcher.best(scores, 6).tolist() == [4, 9, 14, 19, 3, 8]
    assert [place for block in matcher.blocks(scores, 6) for place in block] == matcher.best(scores).tolist()
    assert matcher.best(scores[:0], 3).tolist() == []


def test_another_trade_without_kin_comes_after_those_of_the_trade() -> None:
    experts = [
        expert("of the trade", "变频器", trades=("electrical",)),
        expert("of another, and speaks of the very problem", "配电柜短路、跳闸", trades=("equipment",)),
        expert("of another, with a word of it", "配电柜柜门折弯", trades=("stamping",)),
    ]
    problem = Problem(text="配电柜一合闸就跳，查不出哪里短路", category="electrical")
    lost = Matcher(experts, Weights(no_kin=0.0)).relevance(problem) - Matcher(experts).relevance(problem)
    assert lost.tolist() == pytest.approx([0, 0, Weights().no_kin], abs=0.1)


NEAR = read_policy().asking.kin


def kin_of(problem: Problem, experts: list[ExpertProfile]) -> dict[str, float]:
    return dict(zip([each.no for each in experts], Matcher(experts).fit(problem).kin.tolist(), strict=True))


def test_where_nobody_is_near_nobody_is_said_to_be() -> None:
    experts = [
        expert("electrician", "变频器、配电柜", trades=("electrical",)),
        expert("turner", "细长轴、薄壁套", trades=("machining",)),
    ]
    assert max(kin_of(Problem(text="毛巾掉毛", category="other"), experts).values()) < NEAR


def test_that_both_belong_to_no_trade_brings_nobody_near() -> None:
    experts = [
        expert("of no trade", "发明专利与交底书", trades=("other",)),
        expert("of no trade, and does it", "彩盒套印、胶印", trades=("other",)),
    ]
    kin = kin_of(Problem(text="彩盒套印不准", category="other"), experts)
    assert kin["of no trade"] < NEAR < kin["of no trade, and does it"]


def test_who_is_of_the_trade_is_near_also_by_his_second_one() -> None:
    experts = [
        expert("first", "绣花", trades=("electrical",)),
        expert("second", "绣花", trades=("machining", "electrical")),
        expert("none", "绣花", trades=("machining",)),
    ]
    kin = kin_of(Problem(text="变频器跳闸", category="electrical"), experts)
    assert kin["first"] > kin["second"] >= read_policy().asking.sure > NEAR > kin["none"]


def test_who_is_taught_for_it_is_near() -> None:
    taught = Lesson(text="毛巾掉毛", fits=True)
    experts = [replace(expert("taught", "变频器", trades=("electrical",)), taught=(taught,))]
    assert kin_of(Problem(text="毛巾掉毛", category="other"), experts)["taught"] == 1


def test_words_that_everybody_uses_tell_little() -> None:
    told = telling_terms("链条一直打滑", OF_EXPERTS)
    assert told["一"] < told["链"] / 2


def test_a_thing_is_known_by_another_name() -> None:
    assert telling_names("砂轮钝了", OF_EXPERTS)["磨石"] > 0
    assert "磨石" not in telling_terms("砂轮钝了", OF_EXPERTS)


@pytest.mark.parametrize("part", ["own", "cases", "niche", "kin", "trade"])
def test_a_part_without_weight_changes_nothing(part: str) -> None:
    experts = [expert("S1", "氩弧焊", solved=("焊缝漏气，打磨重焊",)), expert("S2", "车床")]
    problem = Problem(text="焊缝漏气")
    # Who is no kin is told by all parts together, and stays out of this.
    every = Matcher(experts, Weights(no_kin=0.0))
    without = Matcher(experts, Weights(no_kin=0.0, **{part: 0.0}))
    lost = every.parts(problem)[part] * getattr(Weights(), part)
    assert (every.relevance(problem) - without.relevance(problem)).tolist() == pytest.approx(
        lost.tolist(), abs=1e-5
    )


RESEARCH = (
    "高镍三元动力电解液的开发及产业化。为解决高镍三元正极材料循环过程中电解液氧化分解的问题，"
    "拟开发新型成膜添加剂，提高动力电解液的耐氧化性能，完成动力电解液中试放大"
)


def test_what_the_niches_know_counts_for_a_workshops_words_and_not_for_a_research_proposals() -> None:
    assert familiarity("注塑件边上一圈毛边，割手") == 1.0
    assert familiarity(RESEARCH) < 0.5
    assert familiarity("") == 0.0


def test_a_long_letter_is_about_what_it_says_over_and_over() -> None:
    weights = weighted_terms(RESEARCH)
    assert weights["电解"] > weights["中试"] == 1.0


def test_a_research_proposal_finds_the_case_that_shares_its_words() -> None:
    cases = ["电池包外壳注塑开裂，调料温", "电解液成膜添加剂的制备方法", "三坐标测量放大镜头起雾"]
    assert int(CaseIndex(cases).scores(RESEARCH).argmax()) == 1


def test_cases_are_asked_for_nothing_without_words() -> None:
    assert CaseIndex([]).scores(RESEARCH).size == 0
    assert CaseIndex(["茶叶杀青"]).scores("").tolist() == [0.0]
