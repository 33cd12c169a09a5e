"""What the bot asks for, and what counts as told."""

import re

import pytest

from handlers.understanding.checklists import PHOTO, asking, branches, checklist, facts, told, wanted
from handlers.understanding.values import Kind
from prompts.trades import trade_names

LISTS = [*trade_names(), Kind.TRAINING.value]


@pytest.mark.parametrize("name", LISTS)
def test_every_trade_has_a_list_of_known_facts(name: str) -> None:
    assert checklist(name)
    assert set(checklist(name)) <= set(facts())


def test_every_fact_is_asked_by_some_trade() -> None:
    lists = [checklist(name) for name in LISTS] + [each.ask for name in LISTS for each in branches(name)]
    assert set(facts()) == {fact for names in lists for fact in names}


@pytest.mark.parametrize("name", LISTS)
def test_at_most_two_facts_and_a_photo_in_one_short_line(name: str) -> None:
    for facts_of in (checklist(name), *(each.ask for each in branches(name))):
        names = [each for each in facts_of if each != PHOTO][:2] + [
            each for each in facts_of if each == PHOTO
        ]
        assert len(asking(names)) <= 32, names
        assert not re.search(r"[。？！\n]", asking(names))
    assert len([each for each in wanted(name, "", (), most=2) if each != PHOTO]) <= 2


@pytest.mark.parametrize(
    ("name", "text", "names"),
    [
        ("agri_food", "收割机割台升不起来", ("machine", "since", PHOTO)),
        ("agri_food", "大棚番茄叶子卷起来了", ("amount", "since", PHOTO)),
        ("agri_food", "鱼塘一片全浮头，增氧机全开了", ("amount", "since", PHOTO)),
        ("agri_food", "年糕真空包装长霉点", ("recipe", "since", PHOTO)),
        ("safety", "冲床安全联锁装不上", ("machine", PHOTO)),
        ("safety", "要上安全生产标准化，不知道材料怎么弄", ("demand",)),
        ("safety", "活性炭后面废气测不过", ("reading", "demand", PHOTO)),
        ("casting", "灰铁泵壳砂型铸的，冒口边上缩孔", ("weight", "since", PHOTO)),
        ("casting", "压铸件表面冷隔", ("alloy", "tonnage", PHOTO)),
        ("casting", "铸件缩松", ("alloy", "way", PHOTO)),
        ("stamping", "冲床离合器打滑", ("tonnage", "since", PHOTO)),
        ("stamping", "拉伸件起皱", ("metal", "thickness", PHOTO)),
        ("mould", "顶针老是断", ("shots", "since", PHOTO)),
        ("injection", "吹瓶瓶口歪", ("plastic", "since", PHOTO)),
        ("machining", "电火花打出来有弧坑", ("metal", "machine", PHOTO)),
        ("welding", "胶水粘不住", ("glue", "since", PHOTO)),
        ("electrical", "一合闸就跳", ("load", "since", PHOTO)),
        ("electrical", "变频器跳过流", ("machine", "alarm", PHOTO)),
        ("software", "服务器蓝屏", ("since", PHOTO)),
        ("software", "库存跟系统对不上", ("system", PHOTO)),
        ("lean", "装配老是返工", ("rate", "since", PHOTO)),
        ("metrology", "客户要PPAP资料", (PHOTO,)),
        ("other", "商标被人抢注了", ()),
        ("injection", "PBT到底烘几个钟头", ()),
    ],
)
def test_what_is_asked_fits_the_thing_named(name: str, text: str, names: tuple[str, ...]) -> None:
    assert wanted(name, text, told(text), most=2) == names


def test_a_branch_belongs_to_a_trade() -> None:
    assert all(branches(name) for name in LISTS if name not in ("equipment", Kind.TRAINING.value))
    assert branches("nothing") == ()


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
        ("打了八万模了", "shots"),
        ("S136的钢", "steel"),
        ("低压铸造的", "way"),
        ("三公斤一件", "weight"),
        ("6千瓦的", "watts"),
        ("发那科的系统", "control"),
        ("502粘的", "glue"),
        ("装在海边的", "use"),
        ("带了一台空压机，22千瓦", "load"),
        ("三元的，13串", "battery"),
        ("超6个dB", "standard"),
        ("用友U8", "system"),
        ("三百平，五道工序", "area"),
        ("换一次一个半小时", "change"),
        ("一个月两万度", "energy"),
        ("测出来60毫克", "reading"),
        ("蒸了四十分钟", "recipe"),
        ("抖音，做了半年", "platform"),
        ("周末都行", "free"),
    ],
)
def test_an_answer_is_recognised(text: str, fact: str) -> None:
    assert fact in told(text)


def test_a_file_is_the_photo_and_nothing_else() -> None:
    assert told("", with_file=True) == {PHOTO}


def test_nothing_is_asked_where_all_is_told() -> None:
    text = "ABS壳子缩水，海天160吨，昨天换料以后开始的"
    assert wanted("injection", text, told(text, with_file=True), most=2) == ()
    assert wanted("injection", text, told(text), most=2) == (PHOTO,)


def test_ten_thousand_characters_are_read() -> None:
    assert "plastic" in told("PP壳子" * 5000)
