"""A correction changes what it means and nothing else."""

import pytest

from handlers.understanding.corrections import corrected, find_correction

TOLD = "求助 PP壳子缩水 3号机 160吨 怎么调"


@pytest.mark.parametrize(
    ("said", "becomes"),
    [
        ("不是PP是ABS", "求助 ABS壳子缩水 3号机 160吨 怎么调"),
        ("不是PP，是ABS哈", "求助 ABS壳子缩水 3号机 160吨 怎么调"),
        ("是ABS，不是PP", "求助 ABS壳子缩水 3号机 160吨 怎么调"),
        ("写错了 是5号机", "求助 PP壳子缩水 5号机 160吨 怎么调"),
        ("更正一下，是5号机不是3号机", "求助 PP壳子缩水 5号机 160吨 怎么调"),
        ("160吨写错了，是200吨", "求助 PP壳子缩水 3号机 200吨 怎么调"),
        ("打错了，应该是ABS", "求助 ABS壳子缩水 3号机 160吨 怎么调"),
        ("不是缩水，是缩孔", "求助 PP壳子缩孔 3号机 160吨 怎么调"),
        ("3号机改成5号机", "求助 PP壳子缩水 5号机 160吨 怎么调"),
    ],
)
def test_what_was_wrong_is_put_right(said: str, becomes: str) -> None:
    found = find_correction(said)
    assert found is not None
    assert corrected(TOLD, found) == becomes


@pytest.mark.parametrize(
    "said",
    [
        "是不是模具的问题",
        "要不是料不好，是不会缩的",
        "应该不是料的问题",
        "不是温度是压力",
        "打错字了",
        "发错群了",
        "交期改成周五",
    ],
)
def test_what_corrects_nothing_that_was_said_changes_nothing(said: str) -> None:
    found = find_correction(said)
    assert found is None or corrected(TOLD, found) is None


def test_only_the_whole_word_is_replaced() -> None:
    found = find_correction("不是PP是PE")
    assert found is not None
    assert corrected("PPS和PP混料", found) == "PPS和PE混料"


def test_of_two_machines_the_bot_does_not_guess() -> None:
    found = find_correction("写错了 是5号机")
    assert found is not None
    assert corrected("2号机和3号机都漏油", found) is None


def test_the_end_of_the_right_word_is_not_doubled() -> None:
    found = find_correction("更正，是2号冲床不是3号")
    assert found is not None
    assert corrected("3号冲床送料不准", found) == "2号冲床送料不准"


@pytest.mark.parametrize("said", ["", "是" * 9000, "不是" * 4000 + "是", r"不是\1是\g<0>"])
def test_odd_texts_do_no_harm(said: str) -> None:
    found = find_correction(said)
    assert found is None or isinstance(corrected(r"PP \1", found), str | None)
