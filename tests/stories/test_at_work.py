"""Of one who has a ticket in hand the words of a "no", a leave or an end are often news of his work."""

import pytest

from tests.conftest import EXPERTS, MEIYU, Town

HIM = "老单"


def _taken(town: Town) -> None:
    town.request()
    town.says(HIM, "接", EXPERTS)


@pytest.mark.parametrize(
    "words",
    ["三点", "三号去", "下周一", "周日", "明天", "改后天上午", "那就明天下午两点", "要不周三上午"],
)
@pytest.mark.parametrize("room", [EXPERTS, None])
def test_a_bare_time_is_when_he_comes(town: Town, words: str, room: str | None) -> None:
    _taken(town)
    town.says(HIM, words, room)
    assert town.ticket().status == "in_progress"
    assert town.heard(room=MEIYU)[-1] == f"【1001】单国良：{words}。"


@pytest.mark.parametrize("words", ["今天不行", "今天真没空", "上午要开会，真的不行", "今天没时间"])
def test_no_to_an_earlier_time_gives_nothing_back(town: Town, words: str) -> None:
    _taken(town)
    town.says(HIM, "明天下午过来", EXPERTS)
    town.says("澄屿小葛", "今天能来吗", MEIYU)
    town.later(12)
    town.says(HIM, words, EXPERTS)
    assert (town.ticket().status, town.ticket().expert_id is not None) == ("in_progress", True)


@pytest.mark.parametrize(
    "words", ["没带工具，回去拿", "忘了带料，回去取一下", "联系好了", "都谈好了，下周开工"]
)
def test_what_he_arranges_or_fetches_is_progress(town: Town, words: str) -> None:
    _taken(town)
    town.says(HIM, words, EXPERTS)
    assert (town.ticket().status, town.ticket().expert_id is not None) == ("in_progress", True)
    assert not any("说弄好了" in each for each in town.heard(room=MEIYU))
    assert not any("不派单" in each for each in town.heard(room=EXPERTS))


@pytest.mark.parametrize("words", ["门锁着，没人", "白跑一趟，没人", "到了，门口没人"])
def test_nobody_there_is_told_the_firm_and_the_union(town: Town, words: str) -> None:
    _taken(town)
    town.says(HIM, words, EXPERTS)
    assert town.ticket().expert_id is not None
    assert town.ticket().status in ("claimed", "in_progress")
    assert f"说：“{words}”" in town.heard(room=MEIYU)[-1]


@pytest.mark.parametrize("words", ["不漏了，不过压力上不去", "要换总成，一万多，老板在考虑"])
def test_what_is_mended_in_part_or_waits_for_the_firm_is_neither_given_back_nor_done(
    town: Town, words: str
) -> None:
    town.request("求助 3号注塑机漏油，油缸那边")
    town.says("老丁液压", "1001 接", EXPERTS)
    town.says("老丁液压", words, EXPERTS)
    assert town.ticket().status == "in_progress"


@pytest.mark.parametrize("words", ["好了，费用跟老板说好了", "弄到晚上十点才弄好"])
def test_what_is_mended_is_mended_whatever_he_arranged_besides(town: Town, words: str) -> None:
    _taken(town)
    town.says(HIM, words, EXPERTS)
    assert town.ticket().status == "resolved"


@pytest.mark.parametrize(
    ("words", "told"),
    [("要收材料费，跟他们说一下", "要收材料费。"), ("先别动，等我来", "先别动，等我来。")],
)
def test_what_the_firm_is_to_know_or_leave_is_told_it(town: Town, words: str, told: str) -> None:
    _taken(town)
    town.later(600)
    town.says(HIM, words, EXPERTS)
    assert town.heard(room=MEIYU)[-1] == f"【1001】单国良：{told}"


def test_whom_the_firm_is_to_ring_is_told_it(town: Town) -> None:
    _taken(town)
    town.later(600)
    town.says(HIM, "帮我催一下企业回电话", EXPERTS)
    assert "没联系上，方便的话回个话" in town.heard(room=MEIYU)[-1]


def test_what_keeps_him_from_work_is_told_the_firm(town: Town) -> None:
    _taken(town)
    town.says(HIM, "没水没电，干不了", EXPERTS)
    assert town.ticket().status == "in_progress"
    assert "没水没电" in town.heard(room=MEIYU)[-1]


def test_that_a_colleague_does_not_come_is_not_said_of_himself(town: Town) -> None:
    _taken(town)
    town.says(HIM, "老陈不来", EXPERTS)
    assert town.ticket().expert_id is not None


@pytest.mark.parametrize("words", ["去不了了", "没空了，换人吧", "干不了，退了", "今天去不了，另外找人吧"])
def test_who_gives_it_back_does(town: Town, words: str) -> None:
    _taken(town)
    town.says(HIM, words, EXPERTS)
    assert town.ticket().status == "open"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("1001 转告企业：先把水关了", "先把水关了"),
        ("让企业先把第二射压力降10%试试", "先把第二射压力降10%试试"),
        ("跟葛总说一声我要带一个徒弟过去", "我要带一个徒弟过去"),
        ("跟企业说一下，先别喷了，等我到了再喷", "先别喷了，等我到了再喷"),
    ],
)
@pytest.mark.parametrize("room", [EXPERTS, None])
def test_what_he_has_the_bot_tell_the_firm_is_told(
    town: Town, words: str, told: str, room: str | None
) -> None:
    _taken(town)
    town.says(HIM, words, room)
    assert town.heard(room=MEIYU)[-1] == f"【1001】单国良：{told}。"
    assert town.said[-1].text.endswith("【1001】已转告企业。")
    town.says(HIM, "弄好了", room)
    assert told not in town.heard(room=MEIYU)[-1]
