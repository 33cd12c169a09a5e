"""People come and go in groups, as a real gateway tells of it (or does not)."""

import httpx

from tests.bot.channels.conftest import (
    ROOMS,
    GatewayProcess,
    WechatBot,
    coordinators_of_the_roster,
    experts_of_the_roster,
    wait_for,
)
from tests.conftest import EXPERTS, MEIYU, SALON, UNION

REQUEST = "求助 双色模牙刷柄熔接线发黑 换了料也没用"
JOIN, LEAVE, TOPIC = "join", "leave", "topic"


def events(bot: WechatBot) -> list[tuple[str, str, str, str]]:
    """Kind, group, who, by whom (or the new name) in the order in which they went on record."""
    return bot.rows(
        "select kind, room, person, case kind when 'topic' then topic else by end from room_events"
    )


def happen(bot: WechatBot, count: int) -> list[tuple[str, str, str, str]]:
    """The events once there are so many."""
    wait_for(lambda: len(events(bot)) >= count, f"{count} events\n{bot.log()}")
    return events(bot)


def settled(gateway: GatewayProcess, bot: WechatBot) -> None:
    """Everything the gateway told before this is obeyed."""
    gateway.do("join", room=ROOMS[SALON], ids=["marker"], by="bot")
    query = "select 1 from room_events where contact_id = 'marker'"
    wait_for(lambda: bot.rows(query), bot.log())


def pinged(gateway: GatewayProcess) -> list[str]:
    """Nicknames that were @-ed in the experts' group."""
    names = {each: name for name, each in gateway.people.items()}
    return [names[each] for said in gateway.said_in(EXPERTS) for each in said["mentions"]]


def listed(bot: WechatBot, room: str = EXPERTS) -> list[tuple[int]]:
    query = "select 1 from wechat_members where room_id = ?"
    return bot.rows(query, ROOMS[room])


def start(bot: WechatBot) -> None:
    """Started, and every group's list on record."""
    bot.start()
    bot.wait_ready()
    wait_for(lambda: listed(bot) and listed(bot, SALON) and listed(bot, MEIYU), bot.log())


def test_join_leave_and_rename_are_on_record_and_obeyed(gateway: GatewayProcess, bot: WechatBot) -> None:
    start(bot)
    assert events(bot) == []
    gateway.says("澄屿小葛", REQUEST, MEIYU)
    wait_for(lambda: pinged(gateway), bot.log())
    first, coordinator = pinged(gateway)[0], coordinators_of_the_roster()[0]
    gateway.says("澄屿小葛", "1001 不用了，我们自己修好了", MEIYU)
    wait_for(lambda: bot.rows("select 1 from tickets where status in ('cancelled', 'closed')"), bot.log())

    gateway.do("leave", room=ROOMS[EXPERTS], ids=[gateway.people[first]], by=gateway.people[coordinator])
    gateway.do("topic", room=ROOMS[EXPERTS], topic="专家一群（新）", by=gateway.people[coordinator])
    assert happen(bot, 2) == [
        (LEAVE, EXPERTS, first, coordinator),
        (TOPIC, EXPERTS, "", "专家一群（新）"),
    ]
    before = len(pinged(gateway))
    gateway.says("澄屿小葛", "求助 电机异响，轴承换过还是响，怎么办", MEIYU)
    gateway.says("澄屿小葛", "另外 " + REQUEST, MEIYU)
    wait_for(lambda: len(pinged(gateway)) > before, bot.log())
    assert first not in pinged(gateway)[before:]

    page = httpx.get(f"http://127.0.0.1:{bot.port}/").text
    assert f"群“{EXPERTS}”：{first}离群（{coordinator}移出）" in page
    assert f"群“{EXPERTS}”：改名为“专家一群（新）”（{coordinator}改的）" in page
    name = bot.rows("select name from experts where wechat_name = ?", first)[0][0]
    assert f"离开了专家群（或协调群）的：{name}" in bot.command("doctor").stdout

    gateway.do("join", room=ROOMS[EXPERTS], ids=[gateway.people[first]], by="bot")
    assert happen(bot, 3)[-1] == (JOIN, EXPERTS, first, "派单助手")
    assert "离开了专家群" not in bot.command("doctor").stdout


def test_odd_events_harm_nothing(gateway: GatewayProcess, bot: WechatBot) -> None:
    start(bot)
    expert = gateway.people[experts_of_the_roster()[0]]
    for payload in (
        {},
        {"roomId": None, "removeeIdList": [expert], "timestamp": 1},
        {"roomId": [7], "removeeIdList": [expert], "timestamp": 1},
        {"roomId": ROOMS[EXPERTS], "removeeIdList": "all", "timestamp": 1},
        {"roomId": ROOMS[EXPERTS], "removeeIdList": [None], "timestamp": 1},
        {"roomId": ROOMS[EXPERTS], "removeeIdList": [], "timestamp": "now"},
        {"roomId": ROOMS[EXPERTS], "timestamp": 10**300},
    ):
        gateway.do("event", name="room-leave", payload=payload)
        gateway.do("event", name="room-join", payload=payload | {"inviteeIdList": None})
        gateway.do("event", name="room-topic", payload=payload)
    gateway.do("join", room=ROOMS[EXPERTS], ids=[expert], by="bot")  # he is in it
    for _ in range(2):
        gateway.do("leave", room=ROOMS[EXPERTS], ids=["no-such-id"], by="bot", at=1_790_000_000_000)
        gateway.do("leave", room="no@chatroom", ids=[expert], by="no-such-id")
        gateway.do("join", room="no@chatroom", ids=["a\x00b"], by="")
        gateway.do("topic", room=ROOMS[SALON], topic="沙龙\x00群", by="no-such-id")
    settled(gateway, bot)
    assert events(bot) == [
        (LEAVE, EXPERTS, "", "派单助手"),
        (LEAVE, "no@chatroom", experts_of_the_roster()[0], ""),
        (JOIN, "no@chatroom", "", ""),
        (TOPIC, SALON, "", "沙龙群"),
        (JOIN, SALON, "", "派单助手"),
    ]
    assert bot.state() == "logged_in"
    gateway.says("澄屿小葛", REQUEST, MEIYU)
    wait_for(lambda: pinged(gateway), bot.log())


def test_a_group_that_the_bot_was_taken_out_of_works_again_when_it_is_invited_back(
    gateway: GatewayProcess, bot: WechatBot
) -> None:
    start(bot)
    for _ in range(2):
        gateway.do("leave", room=ROOMS[MEIYU], ids=["bot"], by=gateway.people["澄屿小葛"])
    wait_for(lambda: [each for each in gateway.said_in(UNION) if "被移出" in each["text"]], bot.log())
    assert f"{MEIYU}（" in bot.command("doctor").stdout
    gateway.do("topic", room=ROOMS[MEIYU], topic="梅屿群（新）", by=gateway.people["澄屿小葛"])
    for _ in range(2):
        gateway.do("join", room=ROOMS[MEIYU], ids=["bot"], by=gateway.people["澄屿小葛"])
    assert happen(bot, 3) == [
        (LEAVE, MEIYU, "派单助手", "澄屿小葛"),
        (TOPIC, MEIYU, "", "梅屿群（新）"),
        (JOIN, MEIYU, "派单助手", "澄屿小葛"),
    ]
    gateway.says("澄屿小葛", REQUEST, MEIYU)
    wait_for(lambda: gateway.said_in(MEIYU), bot.log())
    assert len([each for each in gateway.said_in(UNION) if "被移出" in each["text"]]) == 1


def test_who_left_and_came_while_the_bot_was_away_is_found_out(
    gateway: GatewayProcess, bot: WechatBot
) -> None:
    start(bot)
    bot.stop()
    first, second = experts_of_the_roster()[:2]
    gateway.do("contact", id="late", name="来得晚")
    gateway.do("leave", room=ROOMS[EXPERTS], ids=[gateway.people[first]], by="bot")
    gateway.do("join", room=ROOMS[EXPERTS], ids=["late"], by="bot")
    gateway.do("dissolve", room=ROOMS[MEIYU])
    bot.start(loading=3.0)
    happen(bot, 2)
    # A group that is listed no longer is looked for twice: the gateway might still be loading.
    wait_for(lambda: len(events(bot)) == 3, bot.log())
    assert sorted(events(bot)) == [
        (JOIN, EXPERTS, "来得晚", ""),
        (LEAVE, EXPERTS, first, ""),
        (LEAVE, MEIYU, "派单助手", ""),
    ]
    wait_for(lambda: [each for each in gateway.said_in(UNION) if "群解散了" in each["text"]], bot.log())
    # The same after the gateway itself was away: it comes back with one fewer.
    gateway.kill()
    wait_for(lambda: bot.state() == "lost", bot.log())
    gateway.start()
    gateway.populate(login=False)
    gateway.do("join", room=ROOMS[EXPERTS], ids=["late"], quiet=True)
    gateway.do("leave", room=ROOMS[EXPERTS], ids=[gateway.people[first], gateway.people[second]], quiet=True)
    gateway.do("login", id="bot")
    assert (LEAVE, EXPERTS, second, "") in happen(bot, 5)
    assert (JOIN, MEIYU, "派单助手", "") in events(bot)


def test_what_a_puppet_does_not_tell_is_found_when_it_says_that_a_group_changed(
    gateway: GatewayProcess, bot: WechatBot
) -> None:
    newcomer = experts_of_the_roster()[0]
    gateway.do("leave", room=ROOMS[EXPERTS], ids=[gateway.people[newcomer]], quiet=True)
    gateway.do("contact", id="silent", name="不说话的人")
    gateway.do("join", room=ROOMS[EXPERTS], ids=["silent"], quiet=True)
    start(bot)
    second = experts_of_the_roster()[1]
    gateway.do("leave", room=ROOMS[EXPERTS], ids=[gateway.people[second]], quiet=True)
    gateway.do("dirty", type=3, id=ROOMS[EXPERTS])
    assert happen(bot, 1) == [(LEAVE, EXPERTS, second, "")]
    # He takes his name of the roster in this group and says nothing.
    gateway.do("alias", room=ROOMS[EXPERTS], id="silent", alias=newcomer)
    gateway.do("dirty", type=2, id="silent")
    known = "select known_as from wechat_people where contact_id = 'silent'"
    wait_for(lambda: bot.rows(known) == [(newcomer,)], bot.log())


def test_members_who_join_are_met_and_a_doubtful_one_is_asked_about_once(
    gateway: GatewayProcess, bot: WechatBot
) -> None:
    expert, other = bot.rows("select wechat_name, name from experts order by no desc limit 2")
    gateway.do("leave", room=ROOMS[EXPERTS], ids=[gateway.people[expert[0]]], quiet=True)
    gateway.do("leave", room=ROOMS[EXPERTS], ids=[gateway.people[other[0]]], quiet=True)
    gateway.do("contact", id="exact", name=expert[0])
    gateway.do("contact", id="doubtful", name=f"{other[1]}-新手机")
    start(bot)
    for _ in range(2):
        gateway.do("join", room=ROOMS[SALON], ids=["exact", "doubtful"], by="bot")
    settled(gateway, bot)
    known = "select contact_id, known_as, doubt from wechat_people where contact_id in ('exact', 'doubtful')"
    found = [("doubtful", None, other[0]), ("exact", expert[0], None)]
    wait_for(lambda: sorted(bot.rows(known)) == found, bot.log())
    asked = wait_for(lambda: [e for e in gateway.said_in(UNION) if "名册上的" in e["text"]], bot.log())
    assert len(asked) == 1
    assert f"{SALON}里的“{other[1]}-新手机”" in asked[0]["text"]
    assert [each[:3] for each in events(bot)[:2]] == [
        (JOIN, SALON, expert[0]),
        (JOIN, SALON, bot.rows("select name from wechat_people where contact_id = 'doubtful'")[0][0]),
    ]


def test_groups_that_a_gateway_lists_only_after_the_login_are_met_once_it_is_ready(
    started_gateway: GatewayProcess, bot: WechatBot
) -> None:
    gateway = started_gateway
    gateway.do("contact", id="bot", name="派单助手")
    gateway.do("login", id="bot")
    bot.start()
    wait_for(lambda: bot.rows("select 1 from accounts where met_at is not null"), bot.log())
    gateway.populate(login=False)
    gateway.do("event", name="ready", payload={"data": "ready"})
    wait_for(lambda: listed(bot) and listed(bot, UNION), bot.log())
    gateway.says("澄屿小葛", REQUEST, MEIYU)
    wait_for(lambda: pinged(gateway), bot.log())


def test_once_an_hour_is_found_out_what_no_event_told(gateway: GatewayProcess, bot: WechatBot) -> None:
    bot.start(hour=1.0)
    bot.wait_ready()
    wait_for(lambda: listed(bot), bot.log())
    gone = experts_of_the_roster()[0]
    gateway.do("leave", room=ROOMS[EXPERTS], ids=[gateway.people[gone]], quiet=True)
    assert happen(bot, 1) == [(LEAVE, EXPERTS, gone, "")]
    gateway.do("join", room=ROOMS[EXPERTS], ids=[gateway.people[gone]], quiet=True)
    assert happen(bot, 2)[1] == (JOIN, EXPERTS, gone, "")
