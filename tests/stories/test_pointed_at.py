"""Words that only point at a picture ("就这个") belong to the ticket; without one the bot asks."""

import pytest

from tests.conftest import MEIYU, SALON, Town

FIRM = "澄屿小葛"
QUESTION = f"@{FIRM} 图收到了。再写一句什么机器、出了什么毛病，我来请师傅。"


def _shows(town: Town, after: float, room: str = MEIYU) -> str:
    shown = town.says(FIRM, "", room, type="image", attachment="a.jpg")
    town.later(after)
    return shown


@pytest.mark.parametrize(
    "words",
    [
        "就这个",
        "这个怎么解决",
        "像这样",
        "这种情况怎么办",
        "师傅看看这个",
        "就是图上这个",
        "这是什么问题",
        "帮忙看下",
    ],
)
@pytest.mark.parametrize("order", ["picture first", "words first", "a minute later"])
def test_what_is_pointed_at_is_asked_for_once(town: Town, words: str, order: str) -> None:
    if order == "words first":
        town.says(FIRM, words, MEIYU)
        town.later(3)
        _shows(town, 600)
    else:
        _shows(town, 3 if order == "picture first" else 60)
        town.says(FIRM, words, MEIYU)
        town.later(600)
    assert town.heard(room=MEIYU) == [QUESTION]


@pytest.mark.parametrize("answer", ["注塑件边上有毛边", "冲床的，离合器打滑", "焊缝有气孔"])
def test_the_answer_opens_the_ticket_with_the_picture(town: Town, answer: str) -> None:
    picture = _shows(town, 3)
    town.says(FIRM, "这个怎么解决", MEIYU)
    town.later(60)
    town.says(FIRM, answer, MEIYU)
    town.later(13)
    assert picture in town.messages()


@pytest.mark.parametrize("words", ["就这个位置", "看图，圈出来的地方", "就是这里"])
def test_with_a_ticket_the_picture_belongs_to_it(town: Town, words: str) -> None:
    town.request("注塑件飞边大，求师傅")
    town.later(60)
    picture = _shows(town, 3)
    town.says(FIRM, words, MEIYU)
    town.later(600)
    assert picture in town.messages()
    assert QUESTION not in town.heard(room=MEIYU)


@pytest.mark.parametrize("words", ["这个好吃", "我们厂的年会", "下雪了"])
def test_other_words_to_a_picture_are_not_asked_about(town: Town, words: str) -> None:
    _shows(town, 3)
    town.says(FIRM, words, MEIYU)
    town.later(600)
    assert QUESTION not in town.heard(room=MEIYU)


def test_in_the_salon_pointing_alone_is_talk(town: Town) -> None:
    _shows(town, 3, SALON)
    town.says(FIRM, "就这个", SALON)
    town.later(600)
    assert town.heard(room=SALON) == []
