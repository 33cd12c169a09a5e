"""Which group a WeChat group is, and whose."""

from datetime import timedelta
from typing import Any

from handlers.identity import Names, group_name, recognise, stranger_name
from handlers.members import Told, happened
from storage import people, wechat
from storage.terms import Happening
from tests.conftest import EXPERTS, MEIYU, UNION, Town


def alive(town: Town, *accounts: str) -> None:
    def put(desk):
        for name in accounts:
            wechat.put_state(desk.uow, name, "logged_in", "", desk.now)
            wechat.put_login(desk.uow, name, f"bot-{name}", desk.now)
            wechat.put_alive(desk.uow, name, desk.now)

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
