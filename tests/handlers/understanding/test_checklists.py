"""What the bot asks for, and what counts as told."""

import re

import pytest

from handlers.understanding.checklists import PHOTO, asking, checklist, facts, told, wanted
from handlers.understanding.values import Kind
from prompts.trades import trade_names

LISTS = [*trade_names(), Kind.TRAINING.value]


@pytest.mark.parametrize("name", LISTS)
def test_every_trade_has_a_list_of_known_facts(name: str) -> None:
    assert checklist(name)
    assert set(checklist(name)) <= set(facts())


def test_every_fact_is_asked_by_some_trade() -> None:
    assert set(facts()) == {fact for name in LISTS for fact in checklist(name)}


@pytest.mark.parametrize("name", LISTS)
def test_at_most_two_facts_and_a_photo_in_one_short_line(name: str) -> None:
    names = wanted(name, (), most=2)
    assert len([each for each in names if each != PHOTO]) <= 2
    assert len(asking(names)) <= 32
    assert not re.search(r"[。？！\n]", asking(names))


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("PA66加30%玻纤", "plastic"),
        ("用的是回料", "plastic"),
        ("304的", "metal"),
        ("材质是Q235", "metal"),
        ("ADC12", "alloy"),
        ("海天160吨", "tonnage"),
        ("1.5mm厚", "thickness"),
        ("型号VMC850", "machine"),
        ("报AL.16", "alarm"),
        ("没报警", "alarm"),
        ("昨天换料以后开始的", "since"),
        ("有三天了", "since"),
        ("西门子S7-200", "brand"),
        ("十个里坏三个", "rate"),
        ("压力只有4公斤", "pressure"),
        ("公差±0.02", "tolerance"),
        ("三坐标打的", "gauge"),
        ("HRC58到60", "hardness"),
        ("五十亩", "amount"),
        ("12个学徒", "people"),
        ("周末都行", "free"),
    ],
)
def test_an_answer_is_recognised(text: str, fact: str) -> None:
    assert fact in told(text)


def test_a_file_is_the_photo_and_nothing_else() -> None:
    assert told("", with_file=True) == {PHOTO}


def test_nothing_is_asked_where_all_is_told() -> None:
    text = "ABS壳子缩水，海天160吨，昨天换料以后开始的"
    assert wanted("injection", told(text, with_file=True), most=2) == ()
    assert wanted("injection", told(text), most=2) == (PHOTO,)


def test_ten_thousand_characters_are_read() -> None:
    assert "plastic" in told("PP壳子" * 5000)
