"""People and groups as a real gateway has them: who is who, and who is let in."""

import time

import pytest

from tests.bot.channels.conftest import (
    ROOMS,
    GatewayProcess,
    WechatBot,
    coordinators_of_the_roster,
    wait_for,
)
from tests.bot.channels.talking import REQUEST, name_of, ping_of
from tests.conftest import EXPERTS, MEIYU, SALON, UNION


def test_people_keep_their_roles_when_every_id_changes_at_a_login(
    gateway: GatewayProcess, bot: WechatBot
) -> None:
    bot.start()
    bot.wait_ready()
    gateway.do("logout")
    wait_for(lambda: bot.state() == "logged_out", bot.log())
    gateway.populate(suffix="x")
    wait_for(lambda: bot.state() == "logged_in", bot.log())
    assert "已登录，在听群（换了登录编号，群和人按名字重新认）" in bot.log()
    gateway.says("澄屿小葛", REQUEST, MEIYU)
    ping = ping_of(gateway, bot)
    assert all(str(each).endswith("x") for each in ping["mentions"])  # type: ignore[attr-defined]
    assert not bot.rows("select 1 from wechat_people where doubt is not null")


def test_a_name_anybody_can_take_opens_no_door(gateway: GatewayProcess, bot: WechatBot) -> None:
    bot.start()
    bot.wait_ready()
    gateway.says("澄屿小葛", REQUEST, MEIYU)
    ping = ping_of(gateway, bot)
    claimer = name_of(gateway, ping["mentions"][0])  # type: ignore[index]
    gateway.do("contact", id="thief", name=claimer)
    gateway.says("thief", "我来", EXPERTS)
    question = wait_for(
        lambda: [
            each for each in gateway.said_in(UNION) if "名册上的" in each["text"] and "吗？" in each["text"]
        ],
        bot.log(),
    )
    assert len(question) == 1
    assert bot.rows("select status from tickets") == [("open",)]
    coordinator = bot.rows("select wechat_name from coordinators")[0][0]
    gateway.says(coordinator, "不是", UNION)
    wait_for(lambda: bot.rows("select 1 from wechat_people where answered_at is not null"), bot.log())
    gateway.says("thief", "我来接", EXPERTS)
    gateway.says(claimer, "我来", EXPERTS)
    wait_for(lambda: bot.rows("select 1 from tickets where status = 'claimed'"), bot.log())
    asked = [
        each["text"]
        for each in gateway.said_in(UNION)
        if "名册上的" in each["text"] and "吗？" in each["text"]
    ]
    assert len(asked) == 1, asked


def test_a_doubtful_name_is_settled_by_a_coordinators_word(gateway: GatewayProcess, bot: WechatBot) -> None:
    gateway.do("contact", id="newphone", name="换了手机的人")
    real_name = WechatBot.read(bot, lambda uow: None) or bot.rows("select name, wechat_name from experts")[0]
    gateway.do("alias", room=ROOMS[EXPERTS], id="newphone", alias=f"{real_name[0]}-新手机")
    bot.start()
    bot.wait_ready()
    gateway.says("澄屿小葛", REQUEST, MEIYU)
    ping_of(gateway, bot)
    gateway.says("newphone", "1001 我来", EXPERTS)
    wait_for(lambda: [each for each in gateway.said_in(UNION) if real_name[0] in each["text"]], bot.log())
    assert bot.rows("select status from tickets") == [("open",)]
    coordinator = bot.rows("select wechat_name from coordinators")[0][0]
    gateway.says(coordinator, "是", UNION)
    # What he wrote before is heard again under his right name.
    wait_for(lambda: bot.rows("select 1 from tickets where status = 'claimed'"), bot.log())


def test_a_renamed_group_stays_the_same_group(gateway: GatewayProcess, bot: WechatBot) -> None:
    bot.start()
    bot.wait_ready()
    gateway.do("topic", room=ROOMS[MEIYU], topic="梅屿企业服务群（新）", by="bot")
    gateway.says("澄屿小葛", REQUEST, MEIYU)
    ping_of(gateway, bot)
    wait_for(lambda: gateway.said_in(MEIYU), bot.log())
    assert bot.rows("select distinct room from inbox") == [(MEIYU,)]
    assert bot.rows("select topic from wechat_rooms where name = ?", MEIYU) == [("梅屿企业服务群（新）",)]


def test_a_group_with_almost_the_name_of_one_in_the_roster_is_that_one_on_a_coordinators_word(
    gateway: GatewayProcess, bot: WechatBot
) -> None:
    new = "梅屿片区企业服务群"
    gateway.do("room", id=ROOMS[MEIYU], topic=new, members=["bot", gateway.people["澄屿小葛"]])
    bot.start()
    bot.wait_ready()

    def told() -> list[str]:
        return [str(each["text"]) for each in gateway.said_in(UNION)]

    (question,) = wait_for(told, bot.log())
    assert f"我在群“{new}”里，名册上没有这个名字。它是名册上的“{MEIYU}”吗？" in question
    gateway.says("澄屿小葛", REQUEST, MEIYU)
    wait_for(lambda: [text for text in told() if "像是在求助" in text], bot.log())
    assert gateway.said_in(MEIYU) == []
    gateway.says(coordinators_of_the_roster()[0], "是", UNION)
    # What was said before is heard now, under the group's and the writer's right names.
    ping_of(gateway, bot)
    wait_for(lambda: gateway.said_in(MEIYU), bot.log())
    assert bot.rows("select room, requester from tickets") == [(MEIYU, "澄屿小葛")]
    assert len([text for text in told() if "名册上" in text and "吗？" in text]) == 1


@pytest.mark.parametrize("accept", [True, False])
def test_an_invitation_is_accepted_only_where_the_setting_says_so(
    gateway: GatewayProcess, bot: WechatBot, accept: bool
) -> None:
    bot.more["SALON_WECHATY_ACCEPT_INVITATIONS"] = "true" if accept else "false"
    bot.start()
    bot.wait_ready()
    gateway.do("invite", id="inv1")
    wait_for(lambda: "action=invited" in bot.log(), bot.log())
    assert gateway.do("accepted") == (["inv1"] if accept else [])


def test_new_members_of_a_group_are_met_when_they_join(gateway: GatewayProcess, bot: WechatBot) -> None:
    newcomer = bot.rows("select wechat_name from experts order by no desc")[0][0]
    gateway.do("contact", id="joined", name=newcomer)
    bot.start()
    bot.wait_ready()
    gateway.do("room", id="new@chatroom", topic="外人的群", members=["bot", "joined"])
    gateway.do("join", room=ROOMS[SALON], ids=["joined"], by="bot")
    wait_for(lambda: bot.rows("select 1 from wechat_people where contact_id = 'joined'"), bot.log())


def test_a_group_that_the_bot_is_taken_out_of_is_missed(gateway: GatewayProcess, bot: WechatBot) -> None:
    bot.start()
    bot.wait_ready()
    gateway.do("leave", room=ROOMS[MEIYU], ids=["bot"], by="bot")
    wait_for(lambda: [each for each in gateway.said_in(UNION) if "被移出" in each["text"]], bot.log())
    assert MEIYU in bot.command("doctor").stdout


def test_a_group_that_takes_the_coordinators_groups_name_hears_nothing(
    gateway: GatewayProcess, bot: WechatBot
) -> None:
    bot.start()
    bot.wait_ready()
    gateway.do("contact", id="mallory", name="mallory")
    gateway.do("room", id="evil@chatroom", topic=UNION, members=["bot", "mallory"])
    joined = {"roomId": "evil@chatroom", "inviteeIdList": ["bot"], "inviterId": "mallory"}
    gateway.do("event", name="room-join", payload={**joined, "timestamp": int(time.time() * 1000)})
    told = wait_for(lambda: [each for each in gateway.said() if "同名的群" in str(each["text"])], bot.log())
    assert {each["conversation"] for each in told} == {"union@chatroom"}
