"""Experts ranked by words: what outsiders and the craft share, however little it is."""

from handlers.matching.index import TextIndex
from handlers.matching.words import weighted_terms


def test_one_shared_character_finds_a_speciality() -> None:
    index = TextIndex(["氩弧焊薄板", "茶叶杀青", "车床调尾座"])
    assert int(index.scores(weighted_terms("不锈钢台面焊完发蓝")).argmax()) == 0


def test_a_character_that_everybody_has_tells_little() -> None:
    index = TextIndex(["焊机修理", "焊铝氩弧", "焊缝探伤", "焊漏"])
    found = index.scores(weighted_terms("焊的地方漏"))
    assert int(found.argmax()) == 3
