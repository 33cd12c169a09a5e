"""Which group a WeChat group is, and whose."""

from datetime import timedelta

from handlers.identity import Names, group_name, recognise
from storage import people, wechat
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


def seen(town: Town, contact_id: str, room: str | None = EXPERTS, **names: str) -> str:
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
    assert seen(town, "wx2-5678", own=expert.wechat_name) == f"{expert.wechat_name}（未认出·5678）"
    town.later(0)
    assert len([each for each in town.said if "名册上的" in each.text]) == 1
    seen(town, "wx2-5678", own=expert.wechat_name)
    town.later(0)
    assert len([each for each in town.said if "名册上的" in each.text]) == 1


def test_a_coordinators_name_alone_opens_no_door_outside_their_group(town: Town) -> None:
    alive(town, "a")
    with town.engine.database.unit() as uow:
        coordinator = people.all_coordinators(uow)[0].wechat_name
    assert seen(town, "stranger-9999", own=coordinator) == f"{coordinator}（未认出·9999）"
    assert seen(town, "wx1", UNION, own=coordinator) == coordinator


def test_an_experts_name_alone_opens_no_door_outside_the_experts_groups(town: Town) -> None:
    alive(town, "a")
    name = town.experts()[0].wechat_name
    assert seen(town, "stranger-9999", MEIYU, own=name) == f"{name}（未认出·9999）"
    assert seen(town, "stranger-8888", None, own=name) == f"{name}（未认出·8888）"
    assert seen(town, "wx1", EXPERTS, own=name) == name
    assert seen(town, "wx1", MEIYU, own=name) == name


def test_a_firms_contact_is_known_in_any_group_but_not_by_name_in_private(town: Town) -> None:
    alive(town, "a")
    with town.engine.database.unit() as uow:
        name = people.all_contacts(uow)[0][0]
    assert seen(town, "stranger-9999", None, own=name) == f"{name}（未认出·9999）"
    assert seen(town, "wx1", MEIYU, own=name) == name
