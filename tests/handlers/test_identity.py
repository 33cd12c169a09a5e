"""Which group a WeChat group is, and whose."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import update

from handlers.desk import Desk
from handlers.rooms.groups import group_name, suppose_groups
from handlers.rooms.identity import Names, recognise, stranger_name
from handlers.rooms.members import Told, happened
from handlers.union.doubted import ask_next
from storage import accounts, people, wechat
from storage.tables import experts
from storage.terms import Happening
from tests.conftest import EXPERTS, MEIYU, SALON, UNION, Town


def alive(town: Town, *names: str) -> None:
    def put(desk):
        for name in names:
            accounts.put_state(desk.uow, name, "logged_in", "", desk.now)
            accounts.put_login(desk.uow, name, f"bot-{name}", desk.now)
            accounts.put_alive(desk.uow, name, desk.now)

    town.engine.write(put, town.now)


def met(town: Town, account: str, room_id: str, topic: str) -> str | None:
    return town.engine.write(lambda desk: group_name(desk, account, room_id, topic), town.now)


def seen(town: Town, contact_id: str, room: str | None = EXPERTS, **names: Any) -> str:
    return town.engine.write(lambda desk: recognise(desk, "a", contact_id, Names(**names), room), town.now)


def test_a_group_belongs_to_the_account_that_met_it_while_that_one_lives(town: Town) -> None:
    alive(town, "a", "b")
    assert met(town, "a", "1@chatroom", MEIYU) == MEIYU
    assert met(town, "b", "9@chatroom", MEIYU) is None
    town.now += timedelta(minutes=11)
    alive(town, "b")
    assert met(town, "b", "9@chatroom", MEIYU) == MEIYU
    alive(town, "a")
    assert met(town, "a", "1@chatroom", MEIYU) is None


def test_a_gateway_at_a_new_address_knows_renamed_groups_again(town: Town) -> None:
    alive(town, "old")
    met(town, "old", "1@chatroom", MEIYU)
    met(town, "old", "1@chatroom", "新名字")
    town.now += timedelta(minutes=11)
    alive(town, "new")
    assert met(town, "new", "2@chatroom", "新名字") == MEIYU


def test_a_known_person_may_change_his_name(town: Town) -> None:
    alive(town, "a")
    expert = town.experts()[0]
    assert seen(town, "wx1", own=expert.wechat_name) == expert.wechat_name
    assert seen(town, "wx1", own="换了昵称") == expert.wechat_name


def test_the_name_in_the_group_and_the_remark_count_too(town: Town) -> None:
    alive(town, "a")
    first, second, *_ = town.experts()
    assert seen(town, "wx1", own="x", in_group=first.wechat_name) == first.wechat_name
    assert seen(town, "wx2", own="y", remark=second.wechat_name) == second.wechat_name


def test_a_taken_name_is_nobodys_until_a_coordinator_says_so(town: Town) -> None:
    alive(town, "a")
    expert = town.experts()[0]
    seen(town, "wx1", own=expert.wechat_name)
    assert seen(town, "wx2-5678", own=expert.wechat_name) == stranger_name(expert.wechat_name, "wx2-5678")
    town.later(0)
    assert len([each for each in town.said if "名册上的" in each.text]) == 1
    seen(town, "wx2-5678", own=expert.wechat_name)
    town.later(0)
    assert len([each for each in town.said if "名册上的" in each.text]) == 1


def test_a_coordinators_name_alone_opens_no_door_outside_their_group(town: Town) -> None:
    alive(town, "a")
    with town.engine.database.unit() as uow:
        coordinator = people.all_coordinators(uow)[0].wechat_name
    assert seen(town, "stranger-9999", own=coordinator) == stranger_name(coordinator, "stranger-9999")
    assert seen(town, "wx1", UNION, own=coordinator) == coordinator


def test_an_experts_name_alone_opens_no_door_outside_the_experts_groups(town: Town) -> None:
    alive(town, "a")
    name = town.experts()[0].wechat_name
    assert seen(town, "stranger-9999", MEIYU, own=name) == stranger_name(name, "stranger-9999")
    assert seen(town, "stranger-8888", None, own=name) == stranger_name(name, "stranger-8888")
    assert seen(town, "wx1", EXPERTS, own=name) == name
    assert seen(town, "wx1", MEIYU, own=name) == name


def test_a_firms_contact_is_known_in_any_group_but_not_by_name_in_private(town: Town) -> None:
    alive(town, "a")
    with town.engine.database.unit() as uow:
        name = people.all_contacts(uow)[0][0]
    assert seen(town, "stranger-9999", None, own=name) == stranger_name(name, "stranger-9999")
    assert seen(town, "wx1", MEIYU, own=name) == name


def coordinator_of(town: Town) -> str:
    with town.engine.database.unit() as uow:
        return people.all_coordinators(uow)[0].wechat_name


def in_doubt(town: Town) -> tuple[str, str]:
    """Two people who may be experts of the roster; returns the nicknames of those experts."""
    alive(town, "a")
    first, second, *_ = town.experts()
    for number, expert in enumerate((first, second)):
        seen(town, f"new{number}", own=f"{expert.name}-新手机")
    town.later(0)
    return first.wechat_name, second.wechat_name


def asked_about(town: Town) -> list[str]:
    return [each.text for each in town.said if "名册上的" in each.text]


def known_as(town: Town, contact_id: str) -> str | None:
    def read(desk):
        found = wechat.contact(desk.uow, "a", contact_id)
        return found.known_as if found else None

    return town.engine.write(read, town.now)


def test_one_question_at_a_time_and_the_next_after_the_answer(town: Town) -> None:
    first, _second = in_doubt(town)
    assert len(asked_about(town)) == 1
    assert "未认出" not in asked_about(town)[0]
    town.says(coordinator_of(town), "是", UNION)
    assert known_as(town, "new0") == first
    assert len(asked_about(town)) == 2


def test_a_question_nobody_answers_does_not_hold_back_the_others_for_ever(town: Town) -> None:
    in_doubt(town)
    town.later(5 * 3600)
    third = town.experts()[2]
    seen(town, "new2", own=f"{third.name}-新手机")
    town.later(0)
    assert len(asked_about(town)) == 2


def test_a_quoted_question_is_the_one_that_is_answered(town: Town) -> None:
    first, _second = in_doubt(town)
    town.later(5 * 3600)
    seen(town, "new2", own=f"{town.experts()[2].name}-新手机")
    town.later(0)
    question = next(f"b{n}" for n, each in enumerate(town.said, 1) if each.text == asked_about(town)[0])
    town.says(coordinator_of(town), "是的", UNION, quote=question)
    assert (known_as(town, "new0"), known_as(town, "new1")) == (first, None)


def test_coordinators_talking_among_themselves_answer_nothing(town: Town) -> None:
    in_doubt(town)
    town.says(coordinator_of(town), "嗯", UNION)
    town.later(3600)
    town.says(coordinator_of(town), "是", UNION)
    assert known_as(town, "new0") is None
    town.says(coordinator_of(town), "@派单助手 是", UNION, mentions=("派单助手",))
    assert known_as(town, "new0") is not None


def test_words_of_another_with_the_same_name_are_not_the_recognised_ones(town: Town) -> None:
    alive(town, "a")
    shown = f"{town.experts()[0].name}-新手机"
    names = [seen(town, each, own=shown) for each in ("wx-1@openim", "wx-2@openim")]
    assert len(set(names)) == 2
    assert not set(names) & {shown}


def test_a_group_that_the_bot_is_taken_out_of_is_another_accounts_at_once(town: Town) -> None:
    alive(town, "a", "b")
    met(town, "a", "1@chatroom", MEIYU)
    out = Told(kind=Happening.LEAVE, room_id="1@chatroom", at=town.now, people=("bot-a",))
    town.engine.write(lambda desk: happened(desk, "a", "bot-a", out, MEIYU), town.now)
    town.later(0)
    assert [text for text in town.heard(room=UNION) if MEIYU in text and "移出" in text]
    assert met(town, "b", "9@chatroom", MEIYU) == MEIYU
    back = Told(kind=Happening.JOIN, room_id="1@chatroom", at=town.now, people=("bot-a",))
    assert town.engine.write(lambda desk: happened(desk, "a", "bot-a", back, MEIYU), town.now) is None


def test_what_is_said_around_the_moment_of_leaving_does_not_bring_the_bot_back(town: Town) -> None:
    alive(town, "a")
    met(town, "a", "1@chatroom", MEIYU)
    out = Told(kind=Happening.LEAVE, room_id="1@chatroom", at=town.now, people=("bot-a",))
    town.engine.write(lambda desk: happened(desk, "a", "bot-a", out, MEIYU), town.now)

    def heard(seconds: float) -> str | None:
        at = town.now + timedelta(seconds=seconds)
        return town.engine.write(
            lambda desk: group_name(desk, "a", "1@chatroom", MEIYU, heard_at=at), town.now
        )

    with town.engine.database.unit() as uow:
        assert MEIYU in wechat.groups_lost(uow)
    assert heard(5) == MEIYU
    with town.engine.database.unit() as uow:
        assert MEIYU in wechat.groups_lost(uow)
    assert heard(120) == MEIYU
    with town.engine.database.unit() as uow:
        assert MEIYU not in wechat.groups_lost(uow)


def test_a_group_whose_name_came_late_is_the_rosters_once_it_is_known(town: Town) -> None:
    alive(town, "a")
    assert met(town, "a", "1@chatroom", "") == "1@chatroom"
    assert met(town, "a", "1@chatroom", MEIYU) == MEIYU
    assert met(town, "a", "1@chatroom", "") == MEIYU


def test_the_bots_own_name_makes_nobody_the_bot(town: Town) -> None:
    alive(town, "a")
    assert seen(town, "wx9", MEIYU, own="派单助手") != "派单助手"


def told_of_another(town: Town) -> list[str]:
    return [each for each in town.heard(room=UNION) if "同名的群" in each]


def ids_of(town: Town, name: str) -> list[str]:
    return town.engine.write(
        lambda desk: [each.room_id for each in wechat.groups_called(desk.uow, name)], town.now
    )


def test_a_second_group_of_a_known_name_is_another_group(town: Town) -> None:
    alive(town, "a")
    met(town, "a", "union@chatroom", UNION)
    met(town, "a", "union@chatroom", "改了名的协调群")
    town.now += timedelta(minutes=1)
    name = met(town, "a", "evil@chatroom", UNION)
    assert name is not None
    assert name != UNION
    assert ids_of(town, UNION) == ["union@chatroom"]
    coordinator = coordinator_of(town)
    assert seen(town, "mallory", name, own=coordinator) == stranger_name(coordinator, "mallory")
    town.says("路人甲", "大家好", name)
    assert met(town, "a", "evil@chatroom", UNION) == name
    town.later(0)
    assert len(told_of_another(town)) == 1
    assert not [each for each in town.heard(room=UNION) if "没登记的群" in each]
    assert town.heard(room=name) == []


def test_a_known_name_under_a_new_id_is_the_same_group_after_a_login_or_a_leave(town: Town) -> None:
    alive(town, "a")
    met(town, "a", "1@chatroom", MEIYU)
    town.now += timedelta(minutes=1)
    alive(town, "a")
    assert met(town, "a", "2@chatroom", MEIYU) == MEIYU
    other = met(town, "a", "3@chatroom", MEIYU)
    assert other != MEIYU
    for room_id in ("2@chatroom", "3@chatroom"):
        town.engine.write(partial(leave, room_id=room_id), town.now)
    back = Told(kind=Happening.JOIN, room_id="3@chatroom", at=town.now, people=("bot-a",))
    town.engine.write(lambda desk: happened(desk, "a", "bot-a", back, MEIYU), town.now)
    assert ids_of(town, MEIYU) == ["3@chatroom"]


def leave(desk: Desk, room_id: str) -> None:
    wechat.leave_group(desk.uow, "a", room_id, desk.now)


def questions(town: Town) -> list[str]:
    return [each for each in asked_about(town) if "吗？" in each]


def refused(town: Town, contact_id: str, name: str, room: str = MEIYU) -> None:
    """Somebody bears the name of an expert, and a coordinator says that he is not he."""
    seen(town, contact_id, room, own=name)
    town.later(0)
    town.says(coordinator_of(town), "不是", UNION)
    town.now += timedelta(minutes=5)


def test_a_no_holds_wherever_he_is_seen_and_after_the_next_login(town: Town) -> None:
    alive(town, "a")
    name = town.experts()[0].wechat_name
    refused(town, "thief", name)
    assert seen(town, "thief", EXPERTS, own=name) == stranger_name(name, "thief")
    assert seen(town, "real", EXPERTS, own=name) == name
    alive(town, "a")
    assert seen(town, "thief", EXPERTS, own=name) == stranger_name(name, "thief")
    assert seen(town, "real", EXPERTS, own=name) == name
    town.later(0)
    assert len(questions(town)) == 1


def test_a_name_once_refused_is_put_to_the_coordinators_when_ids_change(town: Town) -> None:
    alive(town, "a")
    name = town.experts()[0].wechat_name
    refused(town, "thief", name)
    alive(town, "a")
    assert seen(town, "thief2", EXPERTS, own=name) == stranger_name(name, "thief2")
    town.later(0)
    assert len(questions(town)) == 2
    town.says(coordinator_of(town), "不是", UNION)
    assert seen(town, "thief2", EXPERTS, own=name) == stranger_name(name, "thief2")


def test_who_was_refused_one_name_does_not_get_another_by_taking_it(town: Town) -> None:
    alive(town, "a")
    first, second, *_ = (each.wechat_name for each in town.experts())
    refused(town, "wx1", first)
    assert seen(town, "wx1", EXPERTS, own=second) == stranger_name(second, "wx1")
    town.later(0)
    assert len(questions(town)) == 2
    assert seen(town, "wx1", EXPERTS, own=first) == stranger_name(first, "wx1")
    assert seen(town, "wx1", EXPERTS, own=second) == stranger_name(second, "wx1")
    town.later(0)
    assert len(questions(town)) == 2
    town.says(coordinator_of(town), "是", UNION)
    assert known_as(town, "wx1") == second


def test_the_remark_overrules_a_no_and_every_other_name(town: Town) -> None:
    alive(town, "a")
    first, second, *_ = (each.wechat_name for each in town.experts())
    refused(town, "wx1", first)
    assert seen(town, "wx1", MEIYU, own="x", remark=first) == first
    assert seen(town, "wx2", EXPERTS, own="x", in_group=first, remark=second) == second
    third = town.experts()[2].wechat_name
    assert seen(town, "wx3", EXPERTS, own=third) == third
    fourth = town.experts()[3].wechat_name
    assert seen(town, "wx3", EXPERTS, own=third, remark=fourth) == fourth


def test_what_is_for_an_expert_goes_to_no_stranger_who_bears_his_name(town: Town) -> None:
    alive(town, "a")
    assert seen(town, "wx1", MEIYU, own="小王") == "小王"
    expert = town.experts()[0]

    def reached(desk: Desk) -> list[str]:
        return [each.contact_id for each in wechat.contacts_for(desk.uow, "小王")]

    def imported(desk: Desk) -> None:
        desk.uow.connection.execute(
            update(experts).where(experts.c.id == expert.id).values(wechat_name="小王")
        )

    assert town.engine.write(reached, town.now) == ["wx1"]
    town.engine.write(imported, town.now)
    assert town.engine.write(reached, town.now) == []


def test_two_strangers_of_one_nickname_are_two_people(town: Town) -> None:
    alive(town, "a")
    assert seen(town, "wx1", MEIYU, own="小李") == "小李"
    assert seen(town, "wx2", SALON, own="小李") == stranger_name("小李", "wx2")
    town.now += timedelta(minutes=5)
    alive(town, "a")
    assert seen(town, "wx1", MEIYU, own="小李") == "小李"
    assert seen(town, "wx2", SALON, own="小李") == stranger_name("小李", "wx2")
    town.now += timedelta(minutes=5)
    alive(town, "a")
    assert seen(town, "wx1x", MEIYU, own="小李") == "小李"


def supposed(town: Town, topic: str, *, room_id: str = "9@chatroom") -> list[str]:
    """A group of this name is met beside the coordinators' own; what the coordinators are asked."""
    alive(town, "a")
    met(town, "a", "1@chatroom", UNION)
    met(town, "a", room_id, topic)

    def put(desk: Desk) -> None:
        suppose_groups(desk, "a")
        ask_next(desk)

    for _again in range(2):  # what was asked is not asked again
        town.engine.write(put, town.now)
    town.later(0)
    return [text for text in town.heard(room=UNION) if "它是名册上的" in text]


def test_a_group_with_almost_the_name_of_one_in_the_roster_is_asked_about_once(town: Town) -> None:
    new = "梅屿片区企业服务群"
    (question,) = supposed(town, new)
    assert f"我在群“{new}”里" in question
    assert f"名册上的“{MEIYU}”吗" in question
    # A firm's own contact is served wherever he asks, and told in private while the group is none of ours.
    town.says("澄屿小葛", "求助 双色模牙刷柄熔接线发黑 换了料也没用", new)
    town.later(30)
    assert town.heard(room=MEIYU) == town.heard(room=new) == []
    assert not [text for text in town.heard(room=UNION) if "没登记的群" in text and "请在名册" in text]
    town.says(coordinator_of(town), "是", UNION)
    town.later(30)
    assert met(town, "a", "9@chatroom", new) == MEIYU
    town.says("澄屿小葛", "求助 冲床漏油 压力上不去", MEIYU)
    town.later(30)
    assert "【1002】" in town.heard(room=MEIYU)[0]


def test_a_group_that_is_not_the_one_supposed_stays_unknown_and_is_asked_about_no_more(town: Town) -> None:
    new = "梅屿片区企业服务群"
    supposed(town, new)
    town.says(coordinator_of(town), "不是", UNION)
    town.later(30)
    assert "只记不办" in town.heard(room=UNION)[-1]
    assert len(supposed(town, new)) == 1
    town.says("澄屿小葛", "求助 双色模牙刷柄熔接线发黑 换了料也没用", new)
    town.later(30)
    assert town.heard(room=MEIYU) == []


@pytest.mark.parametrize("topic", ["企业服务群", "滨江老乡群", "双桥梅屿篮球群", "mm@chatroom"])
def test_a_group_like_none_or_like_several_is_not_asked_about(town: Town, topic: str) -> None:
    assert supposed(town, topic) == []


def test_no_group_is_supposed_to_be_one_in_which_an_account_sits(town: Town) -> None:
    alive(town, "a")
    met(town, "a", "2@chatroom", MEIYU)
    assert supposed(town, "梅屿片区企业服务群") == []


def test_a_word_that_comes_too_late_makes_no_group_another(town: Town) -> None:
    new = "梅屿片区企业服务群"
    supposed(town, new)
    met(town, "a", "2@chatroom", MEIYU)  # the right one is met meanwhile
    town.says(coordinator_of(town), "是", UNION)
    town.later(30)
    assert met(town, "a", "9@chatroom", new) == new


def test_who_was_met_in_a_group_known_late_is_recognised_in_what_he_said(town: Town) -> None:
    new = "梅屿片区企业服务群"
    supposed(town, new)
    sender = seen(town, "wx-ge", room=new, own="澄屿小葛")
    assert sender == stranger_name("澄屿小葛", "wx-ge")
    town.says(sender, "求助 双色模牙刷柄熔接线发黑 换了料也没用", new)
    town.later(30)
    town.says(coordinator_of(town), "是", UNION)
    town.later(30)
    assert town.ticket().requester == "澄屿小葛"
