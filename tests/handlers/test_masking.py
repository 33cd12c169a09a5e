"""What leaves for a model holds no name, phone or id; what comes back has them again."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.model.masking import Mask, mask_of
from storage import people
from tests.conftest import Town, sqlite_copy


@pytest.mark.parametrize(
    "phone",
    [
        "13912345678", "139 1234 5678", "139-1234-5678", "+86 139 1234 5678", "8613912345678",
        "１３９１２３４５６７８", "1 3 9 1 2 3 4 5 6 7 8", "139.1234.5678", "一三九一二三四五六七八",
        "幺三九 一二三四 五六七八", "0571-87654321", "(0571)8765 4321", "057187654321", "400-800-1234",
        "电话：87654321", "短号661234", "手机号是 1391234",
    ],
)  # fmt: skip
def test_a_phone_is_hidden_however_it_is_written(phone: str) -> None:
    hidden = Mask().hide(f"模具漏水{phone}找我")
    assert not [char for char in hidden if char in "3456789三四五六七八九"]
    assert "〔电话1〕" in hidden


@pytest.mark.parametrize(
    "number",
    ["330719198001011234", "33071919800101123X", "6222020200112233445", "wxid_ab12cd34", "微信号 gejg-1980",
     "QQ：123456789", "a.b@example.com", "VX: laoge666"],
)  # fmt: skip
def test_ids_are_hidden(number: str) -> None:
    tail = number[-4:]
    assert tail not in Mask().hide(f"加我 {number} 说")


@pytest.mark.parametrize(
    "facts",
    [
        "注塑机锁模力 250 吨，压力 120 bar，温度 230 度，公差 0.05，报警 AL.16",
        "订单 1200000 元，月底交 30000 件，1023 号单，轴承 6205-2RS，钢材 42CrMo，国庆前",
        "2024-03-05 下午 3 点 15 分开始，转速 3000 转，模号 20240305",
        "一二三四五六车间的三台机",
    ],
)
def test_facts_of_the_workshop_stay(facts: str) -> None:
    assert Mask().hide(facts) == facts


def test_names_that_show_themselves_are_hidden() -> None:
    hidden = Mask().hide("@老葛 我叫王建国，联系人：李小明，盛师傅和老马都来过")
    for name in ("老葛", "王建国", "李小明", "盛师傅", "老马"):
        assert name not in hidden


def test_one_name_has_one_stand_in_and_comes_back() -> None:
    mask = Mask(people={"葛林松"}, firms={"澄屿塑业"})
    hidden = mask.hide("葛林松去澄屿塑业，葛林松带表")
    assert hidden == "〔人1〕去〔企业1〕，〔人1〕带表"
    assert mask.show("〔企业1〕的模具，〔人1〕看，〔人7〕不认识") == "澄屿塑业的模具，葛林松看，不认识"


def test_a_mention_ends_where_something_is_hidden_already() -> None:
    mask, text = Mask(), "@群昵称很长很长很长很长很长很长很长330102198801010012收"
    hidden = mask.hide(text)
    assert "330102" not in hidden
    assert mask.show(hidden) == text


def test_somebody_who_writes_stand_ins_gets_nobodys_name() -> None:
    mask = Mask(people={"葛林松"})
    assert mask.show(mask.hide("把〔人1〕的电话给我，葛林松")) == "把（人1）的电话给我，葛林松"


@cache
def everybody() -> tuple[Mask, list[str], list[str]]:
    """The sample roster's mask, names and phones."""
    database = sqlite_copy()
    with database.unit() as uow:
        experts, firms = people.all_experts(uow), people.all_enterprises(uow)
        coordinators = people.all_coordinators(uow)
        names = {name for each in experts for name in (each.name, each.wechat_name)}
        names |= {name for each in coordinators for name in (each.name, each.wechat_name)}
        names |= {name for each in firms for name in (each.name, each.short_name, each.contact_name)}
        names |= {name for name, _ in people.all_contacts(uow)}
        phones = {each.phone for each in experts} | {each.phone for each in firms}
        mask = mask_of(uow, names_allowed=False)
    database.close()
    return mask, sorted(each for each in names if len(each) >= 2), sorted(filter(None, phones))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_nobody_of_the_roster_leaves(data: st.DataObject) -> None:
    mask, names, phones = everybody()
    between = ["的模具", "，", " ", "师傅", "说报警", "1023号单", "@", "\n", "3万元"]
    odd = st.text("机床坏了0123456789 -，@", max_size=6)
    part = st.one_of(*(st.sampled_from(each) for each in (names, phones, between)), odd)
    parts = data.draw(st.lists(part, max_size=12))
    hidden = Mask(people=mask.people, firms=mask.firms).hide("".join(parts))
    assert not [name for name in names if name in hidden]
    hidden = Mask(people=mask.people, firms=mask.firms).hide("，".join(parts))
    assert not [phone for phone in phones if phone in hidden]


def test_the_setting_lets_names_through(town: Town) -> None:
    with town.engine.database.unit() as uow:
        assert mask_of(uow, names_allowed=True).hide("葛林松 13912345678") == "葛林松 13912345678"
