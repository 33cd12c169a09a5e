"""Who has a ticket sends somebody in his place: a colleague is asked, of his apprentice the firm reads."""

import pytest

from tests.conftest import EXPERTS, MEIYU, Town


def taken(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.later(600)


@pytest.mark.parametrize(
    "words",
    [
        "我同事海波去，我走不开",
        "让海波去，我没空",
        "海波你去吧，我走不开",
        "我走不开 叫海波顶一下",
        "派我同事海波过去",
    ],
)
@pytest.mark.parametrize("room", [EXPERTS, None])
def test_a_colleague_is_asked_and_until_he_answers_nothing_changes(
    town: Town, words: str, room: str | None
) -> None:
    taken(town)
    town.says("老单", words, room)
    assert town.ticket().status == "claimed"
    assert town.asked()[-1] == "老单" or "海波" in [name for each in town.said[-2:] for name in each.mentions]
    assert town.heard(to="老单")[-1] == "【1001】已经去问阎海波了，答应之前还是你的单。"
    town.says("海波", "可以", EXPERTS)
    assert town.heard(room=MEIYU)[-1].startswith("【1001】阎海波接了")
    assert town.heard(to="老单")[-1] == "【1001】阎海波接手了，这单不用你管了，辛苦。"


def test_a_colleague_who_is_in_no_roster_takes_nothing_over(town: Town) -> None:
    taken(town)
    town.says("老单", "我同事钟宝根去，我走不开", EXPERTS)
    assert town.ticket().status == "claimed"
    assert "名册里没找到“钟宝根”师傅，请写全名。不在名册的去，单子还算你的" in town.heard(room=EXPERTS)[-1]


@pytest.mark.parametrize(
    "words",
    [
        "我徒弟去",
        "我叫徒弟过去",
        "我走不开，我徒弟过来",
        "徒弟先过去",
        "派我助手去",
        "我同事去",
        "我徒弟马上到",
    ],
)
def test_of_his_apprentice_the_firm_reads_and_the_ticket_stays_his(town: Town, words: str) -> None:
    taken(town)
    town.says("老单", words, EXPERTS)
    assert town.heard(room=MEIYU)[-1] == f"【1001】单国良：{words}。"
    assert town.ticket().status == "in_progress"
    assert "released" not in town.changes()


def test_who_is_asked_takes_it_for_his_apprentice(town: Town) -> None:
    town.request()
    town.says("老单", "我徒弟去", EXPERTS)
    assert town.ticket().status == "claimed"
    assert "师傅说“我徒弟去”" in town.heard(room=MEIYU)[-1]


@pytest.mark.parametrize("words", ["我徒弟去年结婚了", "徒弟来了没", "我不去了，让别人去吧"])
def test_what_sends_nobody_is_not_told_so(town: Town, words: str) -> None:
    taken(town)
    told = town.heard(room=MEIYU)
    town.says("老单", words, EXPERTS)
    assert not any(words in each for each in town.heard(room=MEIYU)[len(told) :])


@pytest.mark.parametrize("words", ["别让海波去", "让海波去吃饭"])
def test_who_is_not_to_go_is_not_asked(town: Town, words: str) -> None:
    taken(town)
    said = len(town.said)
    town.says("老单", words, EXPERTS)
    assert len(town.said) == said
