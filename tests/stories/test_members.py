"""People join and leave groups, groups are renamed, the bot is taken out: on record once, and lived with."""

from datetime import datetime, timedelta
from functools import partial

import pytest

from handlers.desk import ZONE
from handlers.rooms.identity import Names, recognise
from handlers.rooms.members import Place, Told, compare, event_line, happened, heard_from, not_listed
from handlers.rooms.reach import departed
from storage import accounts, members, outbox, people, wechat
from storage.figures import given_up
from storage.outbox import Owed
from storage.people import Expert
from storage.terms import Happening
from tests.conftest import EXPERTS, MEIYU, SALON, UNION, Town

SECOND = "工匠帮帮团专家二群（机电综合）"
IDS = {
    MEIYU: "meiyu@chatroom",
    EXPERTS: "experts@chatroom",
    SECOND: "second@chatroom",
    SALON: "salon@chatroom",
    UNION: "union@chatroom",
}
WX = "gateway:8788"


class Wechat:
    """One account in all groups, with everybody of the roster in the groups where he belongs."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.ids: dict[str, str] = {}
        with town.engine.database.unit() as uow:
            self.experts = people.all_experts(uow)
            self.coordinator = people.all_coordinators(uow)[0]
            seats = {
                UNION: [each.wechat_name for each in people.all_coordinators(uow)],
                EXPERTS: [each.wechat_name for each in self.experts],
                MEIYU: ["澄屿小葛"],
                SALON: [],
            }
        for nicknames in seats.values():
            self.ids |= {each: f"wx{len(self.ids) + n}" for n, each in enumerate(nicknames)}

        def put(desk):
            accounts.put_state(desk.uow, WX, "logged_in", "", desk.now)
            accounts.put_login(desk.uow, WX, "bot", desk.now)
            accounts.put_met(desk.uow, WX, desk.now)
            accounts.put_alive(desk.uow, WX, desk.now)

        town.engine.write(put, town.now)
        for room, nicknames in seats.items():
            self.lists(room, *nicknames)

    def lists(self, room: str, *nicknames: str, bot: bool = True) -> None:
        """The gateway gives a group's list, as at every login."""
        ids = [*(["bot"] if bot else []), *(self.id_of(each) for each in nicknames)]

        def put(desk):
            if wechat.group(desk.uow, WX, IDS[room]) is None:
                wechat.put_group(desk.uow, WX, IDS[room], room, room, desk.now)
            for each in nicknames:
                recognise(desk, WX, self.id_of(each), Names(own=each), room)
            compare(desk, self.place(room), ids)

        self.town.engine.write(put, self.town.now)
        self.town.later(0)

    def id_of(self, who: str) -> str:
        return self.ids.get(who, who)

    def place(self, room: str) -> Place:
        return Place(account=WX, own_id="bot", room_id=IDS[room], room=room)

    def tells(
        self,
        kind: Happening,
        room: str,
        *who: str,
        by: str = "",
        topic: str = "",
        at: datetime | None = None,
    ) -> None:
        """The gateway tells of something that happened to a group."""
        told = Told(
            kind=kind,
            room_id=IDS.get(room, room),
            at=at or self.town.now,
            people=tuple(self.id_of(each) for each in who),
            by=self.id_of(by) if by else "",
            topic=topic,
        )
        self.town.engine.write(
            lambda desk: happened(desk, WX, "bot", told, room if room in IDS else ""), self.town.now
        )
        self.town.later(0)

    def leaves(self, who: str, room: str, by: str = "") -> None:
        self.tells(Happening.LEAVE, room, who, by=by or who)

    def joins(self, who: str, room: str, by: str = "bot") -> None:
        self.tells(Happening.JOIN, room, who, by=by)

    def written(self) -> list[str]:
        """What happened, oldest first."""
        with self.town.engine.database.unit() as uow:
            since = datetime(2020, 1, 1, tzinfo=ZONE)
            return [event_line(each) for each in members.events(uow, since, limit=999)][::-1]

    def befriends(self, who: str) -> None:
        """He has written to the bot in private: a private message reaches him."""
        self.town.says(who, "你好", None)


@pytest.fixture
def wx(town: Town) -> Wechat:
    return Wechat(town)


def asked(town: Town) -> list[Owed]:
    return [each for each in town.said if each.purpose == "offer"]


def first_choice(town: Town, wx: Wechat) -> Expert:
    """Who is asked first about this request, found out in a talk that is then taken back."""
    message = town.says("澄屿小葛", "求助 双色模牙刷柄熔接线发黑 换了料也没用", MEIYU)
    town.later(12)
    nickname = town.asked()[0]
    town.says("澄屿小葛", "", MEIYU, type="recall", quote=message)
    town.later(3600)
    town.said.clear()
    return next(each for each in wx.experts if each.wechat_name == nickname)


def request(town: Town) -> None:
    town.says("澄屿小葛", "求助 双色模牙刷柄熔接线发黑 换了料也没用", MEIYU)
    town.later(12)


def failed(town: Town) -> list[Owed]:
    with town.engine.database.unit() as uow:
        return given_up(uow, datetime(2020, 1, 1, tzinfo=ZONE))


def test_the_first_list_of_a_group_is_no_news(town: Town, wx: Wechat) -> None:
    assert wx.written() == []
    assert town.said == []


def test_who_joined_left_and_renamed_is_on_record_in_order(town: Town, wx: Wechat) -> None:
    expert = wx.experts[0].wechat_name
    wx.joins(expert, SALON, by=wx.coordinator.wechat_name)
    town.later(60)
    wx.tells(Happening.TOPIC, SALON, by=wx.coordinator.wechat_name, topic="技术沙龙（新）")
    town.later(60)
    wx.leaves(expert, SALON)
    town.later(60)
    wx.leaves(wx.experts[1].wechat_name, EXPERTS, by=wx.coordinator.wechat_name)
    by = wx.coordinator.wechat_name
    assert wx.written() == [
        f"群“{SALON}”：{expert}进群（{by}邀请）",
        f"群“{SALON}”：改名为“技术沙龙（新）”（{by}改的）",
        f"群“{SALON}”：{expert}离群",
        f"群“{EXPERTS}”：{wx.experts[1].wechat_name}离群（{by}移出）",
    ]


def test_an_event_told_twice_is_on_record_once(town: Town, wx: Wechat) -> None:
    expert, begun = wx.experts[0].wechat_name, town.now
    for kind in (Happening.LEAVE, Happening.JOIN):
        for _ in range(2):
            wx.tells(kind, EXPERTS, expert, at=begun)
            wx.tells(kind, EXPERTS, expert, expert)
    wx.tells(Happening.LEAVE, EXPERTS, expert, at=begun)  # the very first once more, after he is back
    for _ in range(2):
        wx.tells(Happening.TOPIC, EXPERTS, topic="新名字")
    assert [line.rpartition("：")[2] for line in wx.written()] == [
        f"{expert}离群",
        f"{expert}进群",
        "改名为“新名字”",
    ]
    with town.engine.database.unit() as uow:
        assert members.seats(uow, [expert], [EXPERTS]) == {(expert, EXPERTS): True}


def test_joining_again_and_a_strangers_leave_are_borne(town: Town, wx: Wechat) -> None:
    wx.joins(wx.experts[0].wechat_name, EXPERTS)  # he is in it
    wx.leaves("nobody-knows-him", EXPERTS)
    wx.leaves("nobody-knows-him", EXPERTS)
    wx.tells(Happening.LEAVE, EXPERTS)  # nobody at all
    wx.leaves("nobody-knows-him", "nobody-knows-this@chatroom")
    wx.joins("nobody-knows-him", "nobody-knows-this@chatroom")
    wx.tells(Happening.TOPIC, "nobody-knows-this@chatroom", topic="什么群")
    assert wx.written() == [
        f"群“{EXPERTS}”：nobody-knows-him离群",
        "群“nobody-knows-this@chatroom”：nobody-knows-him离群",
        "群“nobody-knows-this@chatroom”：nobody-knows-him进群（派单助手邀请）",
        "群“nobody-knows-this@chatroom”：改名为“什么群”",
    ]
    assert town.said == []


def test_who_left_is_not_asked_somebody_else_is_and_he_is_again_when_he_is_back(
    town: Town, wx: Wechat
) -> None:
    best = first_choice(town, wx)
    wx.leaves(best.wechat_name, EXPERTS)
    request(town)
    town.later(600)
    assert len(town.asked()) >= 3
    assert best.wechat_name not in town.asked()
    assert all(best.wechat_name not in said for said in town.heard(room=EXPERTS))
    with town.engine.database.unit() as uow:
        assert departed(uow) == [best.name]
    town.says(wx.coordinator.wechat_name, f"1002为什么没找{best.name}", UNION)
    assert "不在专家群里，私信也到不了" in town.heard(room=UNION)[-1]
    wx.joins(best.wechat_name, EXPERTS)
    town.says("澄屿小葛", "1002 不用了，我们自己修好了", MEIYU)
    town.later(3600)
    town.said.clear()
    request(town)
    town.later(600)
    assert best.wechat_name in town.asked()
    with town.engine.database.unit() as uow:
        assert departed(uow) == []


def test_who_left_and_is_reached_in_private_is_asked_there(town: Town, wx: Wechat) -> None:
    best = first_choice(town, wx)
    wx.befriends(best.wechat_name)
    wx.leaves(best.wechat_name, EXPERTS)
    request(town)
    assert best.wechat_name not in town.asked()
    (private,) = [each for each in asked(town) if each.to == best.wechat_name]
    assert "【1002】" in private.text
    assert "@" not in private.text
    town.says(best.wechat_name, "1002 我来", None)
    assert town.ticket(1002).expert_id == best.id


def test_a_private_message_that_failed_last_counts_as_out_of_reach(town: Town, wx: Wechat) -> None:
    best = first_choice(town, wx)
    wx.befriends(best.wechat_name)
    town.later(60)

    def fail(desk):
        outbox.owe(
            desk.uow, channel="test", room=None, to=best.wechat_name, text="在吗", mentions=[],
            purpose="answer", priority=1, created_at=desk.now, not_before=desk.now,
        )  # fmt: skip
        (owed,) = outbox.owed_by(desk.uow, desk.now)
        outbox.set_aside(desk.uow, owed.id, "对方还不是朋友")

    town.engine.write(fail, town.now)
    wx.leaves(best.wechat_name, EXPERTS)
    request(town)
    assert [each for each in asked(town) if each.to == best.wechat_name] == []
    town.later(60)
    wx.befriends(best.wechat_name)
    town.says("澄屿小葛", "1002 不用了，我们自己修好了", MEIYU)
    town.later(3600)
    request(town)
    assert [each for each in asked(town) if each.to == best.wechat_name]


def test_a_friend_is_reached_though_he_never_wrote(town: Town, wx: Wechat) -> None:
    best = first_choice(town, wx)
    names = Names(own=best.wechat_name, friend=True)
    town.engine.write(lambda desk: recognise(desk, WX, wx.id_of(best.wechat_name), names, EXPERTS), town.now)
    wx.leaves(best.wechat_name, EXPERTS)
    request(town)
    assert [each for each in asked(town) if each.to == best.wechat_name]


def test_who_leaves_while_he_is_asked_is_replaced_at_once(town: Town, wx: Wechat) -> None:
    request(town)
    first = town.asked()
    wx.leaves(first[0], EXPERTS)
    assert len(town.asked()) == len(first) + 1
    town.says(first[0], "1001 我来", None)  # he may have a ticket all the same
    assert town.ticket().status == "claimed"


def test_the_holder_who_leaves_is_told_of_to_a_coordinator(town: Town, wx: Wechat) -> None:
    request(town)
    holder = town.asked()[0]
    town.says(holder, "我来", EXPERTS)
    wx.leaves(holder, EXPERTS)
    name = next(each.name for each in wx.experts if each.wechat_name == holder)
    assert town.heard(room=UNION)[-1] == (
        f"{name}师傅离开了“{EXPERTS}”，手上还有1001没办完。\n请问问还办不办。要换人，回“1001派给某某”。"
    )


def test_the_requester_who_leaves_gets_his_answers_in_private(town: Town, wx: Wechat) -> None:
    wx.befriends("澄屿小葛")
    request(town)
    wx.leaves("澄屿小葛", MEIYU)
    assert not [text for text in town.heard(room=UNION) if "离开" in text]
    town.says(town.asked()[0], "我来", EXPERTS)
    told = [each for each in town.said if each.ticket_id == town.ticket().id and "接" in each.text]
    in_group = [each for each in told if each.room == MEIYU]
    assert in_group
    assert all(each.mentions == () and "@" not in each.text for each in in_group)
    assert in_group[-1].text in town.heard(to="澄屿小葛")


def test_a_requester_out_of_reach_is_told_of_to_a_coordinator(town: Town, wx: Wechat) -> None:
    request(town)
    wx.leaves("澄屿小葛", MEIYU)
    assert town.heard(room=UNION)[-1] == (
        f"澄屿小葛离开了“{MEIYU}”，他的1001还没办完，我也没法私信他。\n请打电话联系他。"
    )


def test_what_waits_for_who_leaves_meanwhile_goes_to_him_in_private(town: Town, wx: Wechat) -> None:
    expert = wx.experts[0].wechat_name
    other = wx.experts[1].wechat_name
    wx.befriends(expert)
    town.later(60)

    def owe(desk):
        later = desk.now + timedelta(minutes=5)
        outbox.owe(
            desk.uow, channel="test", room=EXPERTS, to=None, text=f"@{expert} @{other} 1001的图纸到了",
            mentions=[expert, other], purpose="answer", priority=1, created_at=desk.now, not_before=later,
        )  # fmt: skip

    town.engine.write(owe, town.now)
    town.said.clear()
    wx.leaves(expert, EXPERTS)
    town.later(600)
    assert [(each.room, each.to, each.text, each.mentions) for each in town.said] == [
        (EXPERTS, None, f"@{other} 1001的图纸到了", (other,)),
        (None, expert, "1001的图纸到了", ()),
    ]


def test_the_bot_taken_out_of_a_group_writes_there_no_more_until_it_is_back(town: Town, wx: Wechat) -> None:
    request(town)
    town.says(town.asked()[0], "我来", EXPERTS)
    before = len(town.heard(room=MEIYU))
    wx.tells(Happening.LEAVE, MEIYU, "bot", by="澄屿小葛")
    assert town.heard(room=UNION)[-1] == (
        f"我不在群“{MEIYU}”里了（被移出，或群解散了），那里的求助我收不到。\n"
        "那里没办完的单：1001，有进展我带不到，请转告企业。\n要我回去，请重新拉我进群。"
    )
    town.says(town.asked()[0], "1001 弄好了，换了流道", EXPERTS)
    assert len(town.heard(room=MEIYU)) == before
    (aside,) = [each for each in failed(town) if "1001" in each.text]
    assert (aside.room, aside.error) == (MEIYU, "机器人不在这个群里了")
    wx.tells(Happening.LEAVE, MEIYU, "bot", by="澄屿小葛")
    town.later(300)
    assert len([text for text in town.heard(room=UNION) if "不在群" in text]) == 1

    wx.tells(Happening.JOIN, MEIYU, "bot", by="澄屿小葛")
    wx.lists(MEIYU, "澄屿小葛")
    assert wx.written() == [
        f"群“{MEIYU}”：派单助手离群（澄屿小葛移出）",
        f"群“{MEIYU}”：派单助手进群（澄屿小葛邀请）",
    ]
    town.says("澄屿小葛", "求助 注塑机锁模报警，停机了", MEIYU)
    town.later(12)
    assert len(town.heard(room=MEIYU)) == before + 1


def test_a_dissolved_group_is_like_being_taken_out(town: Town, wx: Wechat) -> None:
    request(town)
    wx.tells(Happening.LEAVE, MEIYU, "澄屿小葛", "bot", by="澄屿小葛")
    assert len(town.heard(room=UNION)) == 1
    assert "群解散了" in town.heard(room=UNION)[0]


def test_the_bot_out_of_the_experts_group_asks_in_the_salon_then_in_private(town: Town, wx: Wechat) -> None:
    wx.lists(SALON, *(each.wechat_name for each in wx.experts))
    wx.tells(Happening.LEAVE, EXPERTS, "bot")
    request(town)
    assert {each.room for each in asked(town)} == {SALON}
    town.says("澄屿小葛", "1001 不用了，我们自己修好了", MEIYU)
    town.later(3600)
    reached = wx.experts[:4]
    for each in reached:
        wx.befriends(each.wechat_name)
    wx.tells(Happening.LEAVE, SALON, "bot")
    town.said.clear()
    request(town)
    town.later(240)
    assert {(each.room, each.to) for each in asked(town)} <= {(None, each.wechat_name) for each in reached}
    assert asked(town)


def test_nobody_to_be_reached_at_all_is_told_to_the_coordinator(town: Town, wx: Wechat) -> None:
    for room in (EXPERTS, SALON):
        wx.tells(Happening.LEAVE, room, "bot")
    request(town)
    assert asked(town) == []
    told = [each.text for each in town.said if each.to is not None]
    assert [text for text in told if "没有可请的师傅了" in text]


def test_the_bot_out_of_the_coordinators_group_tells_them_in_private(town: Town, wx: Wechat) -> None:
    wx.tells(Happening.LEAVE, UNION, "bot")
    assert town.heard(room=UNION) == []
    assert "不在群" in next(each.text for each in town.said if each.to == wx.coordinator.wechat_name)


def test_a_renamed_group_keeps_role_and_tickets_even_if_the_bot_was_out_of_it_meanwhile(
    town: Town, wx: Wechat
) -> None:
    request(town)
    wx.tells(Happening.LEAVE, MEIYU, "bot")
    wx.tells(Happening.JOIN, MEIYU, "bot")
    wx.tells(Happening.TOPIC, MEIYU, topic="梅屿企业群（新）")
    assert wx.written()[-1] == f"群“{MEIYU}”：改名为“梅屿企业群（新）”"
    with town.engine.database.unit() as uow:
        (group,) = wechat.groups_called(uow, MEIYU)
    assert group.topic == "梅屿企业群（新）"
    town.says(town.asked()[0], "我来", EXPERTS)
    assert len(town.heard(room=MEIYU)) == 2


def test_an_expert_who_joins_the_salon_is_known_at_once_and_a_doubtful_one_asked_about_once(
    town: Town, wx: Wechat
) -> None:
    expert, other = wx.experts[0], wx.experts[1]

    def met(contact_id: str, name: str) -> str:
        return town.engine.write(
            lambda desk: recognise(desk, WX, contact_id, Names(own=name), SALON), town.now
        )

    town.engine.write(
        lambda desk: accounts.put_login(desk.uow, WX, "bot", desk.now + timedelta(seconds=1)), town.now
    )
    town.later(60)
    wx.tells(Happening.JOIN, SALON, "new1", "new2", by="bot")
    assert met("new1", expert.wechat_name) == expert.wechat_name
    for _ in range(2):
        met("new2", f"{other.name}-新手机")
        town.later(0)
    assert len([text for text in town.heard(room=UNION) if "名册上的" in text]) == 1


def test_what_happened_while_the_bot_was_away_is_found_out_by_comparing(town: Town, wx: Wechat) -> None:
    expert, others = wx.experts[0].wechat_name, [each.wechat_name for each in wx.experts[1:]]
    town.later(3600)
    wx.lists(EXPERTS, *others, "newcomer")
    assert wx.written() == [
        f"群“{EXPERTS}”：newcomer进群（对名单时发现）",
        f"群“{EXPERTS}”：{expert}离群（对名单时发现）",
    ]
    wx.lists(EXPERTS, *others, "newcomer")
    assert len(wx.written()) == 2
    # The gateway tells of it after all, with who did it: the same thing, now with all that is known.
    wx.tells(Happening.LEAVE, EXPERTS, expert, by=wx.coordinator.wechat_name)
    assert wx.written()[1:] == [f"群“{EXPERTS}”：{expert}离群（{wx.coordinator.wechat_name}移出）"]
    wx.lists(EXPERTS, expert, *others, "newcomer")
    assert wx.written()[-1] == f"群“{EXPERTS}”：{expert}进群（对名单时发现）"


def test_an_empty_list_and_new_ids_after_a_login_say_nothing_of_leaves(town: Town, wx: Wechat) -> None:
    everybody = [each.wechat_name for each in wx.experts]
    town.engine.write(lambda desk: compare(desk, wx.place(EXPERTS), []), town.now)
    assert wx.written() == []
    town.later(60)
    town.engine.write(lambda desk: accounts.put_login(desk.uow, WX, "bot", desk.now), town.now)
    wx.ids = {who: f"{each}-new" for who, each in wx.ids.items()}
    wx.lists(EXPERTS, *everybody)
    assert wx.written() == []
    with town.engine.database.unit() as uow:
        assert members.seats(uow, everybody[:1], [EXPERTS]) == {(everybody[0], EXPERTS): True}


def test_a_list_without_the_bot_and_a_group_listed_no_more_mean_that_it_is_out(
    town: Town, wx: Wechat
) -> None:
    town.later(3600)
    wx.lists(MEIYU, "澄屿小葛", bot=False)
    assert f"我不在群“{MEIYU}”里了" in town.heard(room=UNION)[-1]

    def gone(desk):
        group = wechat.group(desk.uow, WX, IDS[SALON])
        assert group is not None
        return not_listed(desk, WX, "bot", group), not_listed(desk, WX, "bot", group)

    assert town.engine.write(gone, town.now) == (True, False)
    town.later(0)
    assert f"我不在群“{SALON}”里了" in town.heard(room=UNION)[-1]
    wx.lists(MEIYU, "澄屿小葛")
    with town.engine.database.unit() as uow:
        assert wechat.groups_lost(uow).keys() == {SALON}


def test_a_group_of_the_login_before_is_not_missed(town: Town, wx: Wechat) -> None:
    town.later(60)
    town.engine.write(lambda desk: accounts.put_login(desk.uow, WX, "bot", desk.now), town.now)

    def gone(desk):
        group = wechat.group(desk.uow, WX, IDS[SALON])
        assert group is not None
        return not_listed(desk, WX, "bot", group)

    assert town.engine.write(gone, town.now) is False
    assert town.said == []


def test_who_writes_in_a_group_sits_in_it_but_words_of_before_prove_nothing(town: Town, wx: Wechat) -> None:
    expert = wx.experts[0].wechat_name
    wx.leaves(expert, EXPERTS)
    for seconds, there in ((-5, False), (5, True)):
        said = [(IDS[EXPERTS], wx.id_of(expert), town.now + timedelta(seconds=seconds))]
        town.engine.write(partial(heard_from, account=WX, said=said), town.now)
        with town.engine.database.unit() as uow:
            assert members.seats(uow, [expert], [EXPERTS])[expert, EXPERTS] is there


def test_until_the_groups_are_met_the_rosters_hints_are_believed(town: Town) -> None:
    def put(desk):
        accounts.put_state(desk.uow, WX, "logged_in", "", desk.now)
        accounts.put_login(desk.uow, WX, "bot", desk.now)
        wechat.put_group(desk.uow, WX, IDS[UNION], UNION, UNION, desk.now)

    town.engine.write(put, town.now)
    request(town)
    assert {each.room for each in asked(town)} <= {EXPERTS, SECOND}
    assert asked(town)


def test_an_expert_of_two_groups_is_asked_in_the_one_he_sits_in(town: Town, wx: Wechat) -> None:
    best = first_choice(town, wx)
    wx.lists(SECOND, best.wechat_name)
    wx.leaves(best.wechat_name, EXPERTS)
    request(town)
    (offer,) = [each for each in asked(town) if best.wechat_name in each.mentions]
    assert offer.room == SECOND
