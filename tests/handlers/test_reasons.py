"""The part of a speciality that says in a line why its expert is asked."""

import pytest

from handlers.matching.reasons import nearest_clause
from handlers.matching.words import terms


@pytest.mark.parametrize(
    ("speciality", "problem", "clause"),
    [
        ("火焰、高频、真空炉钎焊，铜管接头、硬质合金刀头脱焊", "手柄包胶一撕就掉", "火焰、高频、真空炉钎焊"),
        ("火焰、高频、真空炉钎焊，铜管接头、硬质合金刀头脱焊", "铜管接头漏", "铜管接头、硬质合金刀头脱焊"),
        ("西门子S7-200/1200/1500编程，通讯", "PLC坏了", "西门子S7-200/1200/1500编程"),
        ("注塑调机二十五年", "飞边", "注塑调机二十五年"),
        ("缺胶、气泡、喷霜、粘模、压缩永久变形、尺寸", "压缩永久变形超标", "粘模、压缩永久变形、尺寸"),
        ("一条说了很长很长很长很长很长的专长", "飞边", "一条说了很长很长很长很长很…"),
        ("，、", "飞边", ""),
    ],
)
def test_a_list_stays_together_as_far_as_it_fits(speciality: str, problem: str, clause: str) -> None:
    assert nearest_clause(speciality, frozenset(terms(problem))) == clause
