"""Which cases are near enough to be shown: of the same material, machine and process, or very near else."""

import json
from pathlib import Path

import pytest

from handlers.matching.casebook import CaseBook
from handlers.matching.kinds import kinds_apart, kinds_in
from handlers.policy_file import read_policy
from tests.conftest import sqlite_copy

_UNLIKE = Path(__file__).parents[1] / "data" / "written" / "similar_none.jsonl"


def _shown(problem: str) -> list[str]:
    """Titles of the sample roster's cases that are near enough."""
    book, database = CaseBook(), sqlite_copy()
    with database.unit() as uow:
        book.follow(uow)
        found = book.near(problem, read_policy().cases.near)
    database.close()
    return [each.title for each in found]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("ABS件有黑点", {"料": {"ABS"}}),
        ("PA66加纤件浮纤", {"料": {"尼龙"}}),
        ("spcc板冲孔毛刺", {}),
        ("PC/ABS外壳开裂", {"料": {"PC", "ABS"}}),
        ("304不锈钢氩弧焊变形", {"料": {"不锈钢"}, "焊法": {"氩弧焊"}}),
        ("报警代码1304", {}),
        ("行车吊不起来", {"机器": {"行车"}}),
    ],
)
def test_what_kinds_a_text_names(text: str, kinds: dict[str, set[str]]) -> None:
    assert kinds_in(text) == kinds


def test_kinds_differ_only_where_both_name_one_and_none_alike() -> None:
    assert kinds_apart("ABS件有黑点", "PBT连接器表面发黑") == {"料": {"PBT"}}
    assert kinds_apart("PC/ABS外壳有黑点", "ABS外壳黑点") == {}
    assert kinds_apart("外壳有黑点", "ABS外壳黑点") == {}


def test_another_material_is_shown_only_where_all_else_is_very_near() -> None:
    assert _shown("求助 ABS件有黑点，每天挑出来几十个") == ["黑点反复出现"]
    assert "激光切碳钢切不透" in _shown("铝板激光切割切不透")


def test_beside_the_very_case_those_far_behind_it_are_left_out() -> None:
    assert _shown("求助 变频器一启动就报过流，加速时间1秒") == ["变频器过流"]


def test_problems_like_no_case_are_shown_none_or_next_to_none() -> None:
    problems = [json.loads(line)["text"] for line in _UNLIKE.read_text("utf-8").splitlines()]
    shown = [each for each in problems if _shown(each)]
    assert len(problems) == 25
    # Of the same machine or trade, with another trouble: before kinds were looked at these were fifteen.
    assert len(shown) <= 6, shown
