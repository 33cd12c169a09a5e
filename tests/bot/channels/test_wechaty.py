"""The bot in WeChat groups, through a real gateway in a process of its own: what is said and heard there."""

import hashlib
import json
import signal
from collections import Counter
from pathlib import Path

import pytest

from tests.bot.channels.conftest import (
    ROOMS,
    GatewayProcess,
    WechatBot,
    experts_of_the_roster,
    wait_for,
)
from tests.bot.channels.crashing import STEPS
from tests.bot.channels.talking import REQUEST, arrived, name_of, ping_of, stored_file
from tests.bot.programs import free_port
from tests.conftest import EXPERTS, MEIYU, SALON, UNION


@pytest.mark.parametrize("tls", ["off", "insecure"])
def test_request_ticket_ping_claim_contact(
    gateway_installed: None, bot: WechatBot, gateway: GatewayProcess, tls: str
) -> None:
    if tls == "insecure":
        gateway.kill()
        gateway.tls, gateway.port = "tls", free_port()
        gateway.start()
        gateway.populate()
        bot.tls = tls
    bot.start(fresh=True)
    bot.wait_ready()
    gateway.says("澄屿小葛", REQUEST, MEIYU)
    ping = ping_of(gateway, bot)
    assert "【1001】" in str(ping["text"])
    for contact_id in ping["mentions"]:  # type: ignore[attr-defined]
        assert f"@{name_of(gateway, contact_id)}\u2005" in str(ping["text"])
    assert "13800001234" not in "".join(each.get("text", "") for each in gateway.said())
    claimer = name_of(gateway, ping["mentions"][0])  # type: ignore[index]
    gateway.says(claimer, "我来", EXPERTS)
    private = wait_for(lambda: gateway.said_to(claimer), bot.log())[0]
    assert "13800001234" in private["text"]
    wait_for(lambda: len(gateway.said_in(MEIYU)) >= 2, "the enterprise is told who comes")
    assert bot.rows("select status from tickets") == [("claimed",)]
    assert bot.stop() == 0


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step_nothing_is_lost_and_nothing_said_twice(
    gateway: GatewayProcess, bot: WechatBot, step: str
) -> None:
    bot.start(step=step)
    bot.wait_ready()
    gateway.says("澄屿小葛", REQUEST, MEIYU)
    assert bot.process is not None
    assert bot.process.wait(timeout=120) == -signal.SIGKILL
    bot.start()
    ping_of(gateway, bot)
    wait_for(lambda: gateway.said_in(MEIYU), "the enterprise gets its answer")
    wait_for(lambda: not bot.rows("select 1 from outbox where state in ('pending', 'sending')"), "all sent")
    assert bot.rows("select count(*) from tickets") == [(1,)]
    twice = {
        said: count
        for said, count in Counter((each["conversation"], each["text"]) for each in gateway.said()).items()
        if count > 1
    }
    assert not twice


def test_what_people_send_besides_text(gateway: GatewayProcess, bot: WechatBot, tmp_path: Path) -> None:
    bot.start()
    bot.wait_ready()
    asked = gateway.says("澄屿小葛", REQUEST, MEIYU)
    ping_of(gateway, bot)
    said = wait_for(lambda: gateway.said_in(MEIYU), bot.log())[0]

    quoting = f"「派单助手：{said['text']}」\n- - - - - - - - - - - - - - -\n照片马上发"
    reply = arrived(bot, gateway.says("澄屿小葛", quoting, MEIYU))
    assert reply[1] == "照片马上发"
    assert reply[3] == said["id"]

    mention = arrived(bot, gateway.says("澄屿小葛", "@派单助手\u2005 1001 怎么样了", MEIYU))
    assert json.loads(mention[5]) == ["派单助手"]

    # By the names that this very group shows, where the puppet gives no ids.
    expert = experts_of_the_roster()[0]
    for room, name in ((MEIYU, "小派"), (SALON, "派派")):
        gateway.do("alias", room=ROOMS[room], id="bot", alias=name)
        gateway.do("dirty", type=2, id="bot")
    gateway.do("alias", room=ROOMS[EXPERTS], id=gateway.people[expert], alias="模具一哥")
    gateway.do("dirty", type=2, id=gateway.people[expert])
    gateway.says(expert, "我先看看", EXPERTS)
    for who, text, room, mentioned in (
        ("澄屿小葛", "@小派\u2005 怎么样了", MEIYU, "派单助手"),
        ("澄屿小葛", "@派派\u2005 怎么样了", SALON, "派单助手"),
        (experts_of_the_roster()[1], "@模具一哥\u2005 你看看", EXPERTS, expert),
    ):
        found = arrived(bot, gateway.says(who, text, room))
        assert json.loads(found[5]) == [mentioned]

    small, large = tmp_path / "small.jpg", tmp_path / "large.pdf"
    small.write_bytes(b"\xff\xd8" + bytes(5_000))
    large.write_bytes(bytes(range(256)) * 20_000)
    for path, kind, word in (
        (small, 6, "image"),
        (small, 2, "voice"),
        (small, 15, "video"),
        (large, 1, "file"),
    ):
        found = arrived(bot, gateway.says("澄屿小葛", "", MEIYU, type=kind, file=str(path), name=path.name))
        assert (found[1], found[2]) == ("", word)
        assert found[4] is not None
        assert stored_file(bot, found[4]) == path.read_bytes()
        digest = bot.rows("select sha256 from inbox where attachment = ?", found[4])[0][0]
        assert digest == hashlib.sha256(path.read_bytes()).hexdigest()

    for kind, text, word in (
        (3, "<msg/>", "[名片] 派单助手"),
        (8, "", "[位置] 东升乡人民政府(海淀区成府路45号)"),
        (9, "", "[小程序] mock title"),
        (14, "", "[链接] mock title"),
        (12, "", "[红包]"),
        (5, "<msg/>", "[表情]"),
        (4, "<msg/>", "[聊天记录]"),
        (99, "", "[消息]"),
    ):
        found = arrived(bot, gateway.says("澄屿小葛", text, MEIYU, type=kind))
        assert found[1].startswith(word)
        assert found[2] == "other"

    recall = arrived(bot, gateway.says("澄屿小葛", asked, MEIYU, type=13))
    assert (recall[2], recall[3]) == ("recall", asked)


def test_messages_come_in_order_and_once_whatever_is_repeated(
    gateway: GatewayProcess, bot: WechatBot
) -> None:
    bot.start()
    bot.wait_ready()
    ids = [gateway.says("澄屿小葛", f"第{number}句", SALON) for number in range(30)]
    for each in ids[::3]:
        gateway.do("repeat", id=each)
    gateway.do("flood", **{"from": gateway.people["澄屿小葛"], "room": ROOMS[SALON], "count": 3000})
    wait_for(lambda: bot.rows("select count(*) from inbox")[0][0] >= 3030, bot.log())
    texts = [row[0] for row in bot.rows("select text from inbox order by id")]
    assert texts == [f"第{n}句" for n in range(30)] + [f"第{n}条" for n in range(3000)]


def test_a_send_that_fails_is_tried_again_and_the_group_hears_nothing_of_it(
    gateway: GatewayProcess, bot: WechatBot
) -> None:
    bot.start()
    bot.wait_ready()
    gateway.do("set", fail=2)
    gateway.says("澄屿小葛", REQUEST, MEIYU)
    ping_of(gateway, bot)
    assert "action=send_failed" in bot.log()
    assert "again=True reason=Error: refused by WeChat\n" in bot.log()  # without the gateway's stack
    wait_for(lambda: not bot.rows("select 1 from outbox where state = 'pending'"), bot.log())
    assert not [each for each in gateway.said() if "refused" in each.get("text", "")]


@pytest.mark.parametrize("echo_after", [0, 300, 3000])  # the echo overtakes the error, or comes behind it
def test_an_error_for_a_message_that_went_out_all_the_same_sends_it_no_second_time(
    gateway: GatewayProcess, bot: WechatBot, echo_after: int
) -> None:
    bot.start()
    bot.wait_ready()
    gateway.do("set", failAfter=100, echoAfter=echo_after)
    gateway.says("澄屿小葛", REQUEST, MEIYU)
    ping_of(gateway, bot)
    wait_for(lambda: gateway.said_in(MEIYU), bot.log())
    wait_for(lambda: not bot.rows("select 1 from outbox where state in ('pending', 'sending')"), bot.log())
    assert "no answer from WeChat" in bot.log()
    sent = Counter((each["conversation"], each["text"]) for each in gateway.said())
    assert set(sent.values()) == {1}
    assert not bot.rows("select 1 from outbox where state = 'failed'")


def test_one_process_listens_to_two_gateways_and_each_group_has_one(
    gateway: GatewayProcess, bot: WechatBot
) -> None:
    second = GatewayProcess(port=free_port())
    second.start()
    try:
        second.do("contact", id="bot2", name="派单助手")
        second.do("contact", id="ge2", name="澄屿小葛")
        second.do("room", id="other@chatroom", topic="滨海企业服务群", members=["bot2", "ge2"])
        second.do("room", id="same@chatroom", topic=MEIYU, members=["bot2", "ge2"])
        second.do("login", id="bot2")
        bot.more["SALON_WECHATY_ENDPOINT"] = f"{gateway.endpoint},{second.endpoint}"
        bot.more["SALON_WECHATY_TOKEN"] = f"{bot.token},{bot.token}"
        bot.start()
        wait_for(lambda: bot.rows("select state from accounts") == [("logged_in",)] * 2, bot.log())
        wait_for(lambda: bot.rows("select 1 from wechat_rooms where name = ?", UNION), bot.log())
        gateway.says("澄屿小葛", "大家好", MEIYU, id="first")
        second.do("say", **{"id": "second", "from": "ge2", "room": "same@chatroom", "text": "大家好"})
        second.do("say", **{"id": "third", "from": "ge2", "room": "other@chatroom", "text": "这边也好"})
        assert arrived(bot, "third")[1] == "这边也好"
        both = "select count(*) from arrivals where message_id in ('first', 'second') and state = 'arrived'"
        wait_for(lambda: bot.rows(both) == [(2,)], bot.log())
        heard = {row[0] for row in bot.rows("select message_id from inbox")}
        assert len(heard & {"first", "second"}) == 1
        # Ids are an account's own: another's message of the same id is another message.
        gateway.says("澄屿小葛", "这边模具卡住了", SALON, id="twin")
        second.do("say", **{"id": "twin", "from": "ge2", "room": "other@chatroom", "text": "那边的电机烧了"})
        twins = "select text from inbox where message_id like 'twin%'"
        wait_for(lambda: len(bot.rows(twins)) == 2, bot.log())
    finally:
        second.kill()


def test_a_message_whose_content_is_gone_does_not_hold_up_the_others(
    gateway: GatewayProcess, bot: WechatBot
) -> None:
    bot.start()
    bot.wait_ready()
    gateway.do("repeat", id="nobody-has-this")
    after = gateway.says("澄屿小葛", "后面这句", MEIYU)
    assert arrived(bot, after)[1] == "后面这句"
    assert "action=lost" in bot.log()


def test_a_name_the_gateway_cannot_tell_costs_no_message(gateway: GatewayProcess, bot: WechatBot) -> None:
    bot.start()
    bot.wait_ready()
    found = arrived(bot, gateway.says("nobody-knows-this-id", "有人吗", MEIYU))
    assert (found[0], found[1]) == ("nobody-knows-this-id", "有人吗")
    assert bot.state() == "logged_in"
