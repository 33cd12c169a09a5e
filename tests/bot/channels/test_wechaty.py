"""The bot in WeChat groups, through a real gateway in a process of its own."""

import hashlib
import json
import signal
import sqlite3
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import trustme
from prometheus_client.parser import text_string_to_metric_families

from handlers.desk import ZONE
from tests.bot.channels.conftest import (
    ROOMS,
    GatewayProcess,
    WechatBot,
    coordinators_of_the_roster,
    experts_of_the_roster,
    free_port,
    wait_for,
)
from tests.bot.channels.crashing import FILE_STEPS, STEPS
from tests.conftest import EXPERTS, MEIYU, SALON, UNION

REQUEST = "求助 双色模牙刷柄熔接线发黑 换了料也没用 电话13800001234"


def ping_of(gateway: GatewayProcess, bot: WechatBot) -> dict[str, object]:
    return wait_for(lambda: [each for each in gateway.said_in(EXPERTS) if each["mentions"]], bot.log())[0]


def name_of(gateway: GatewayProcess, contact_id: object) -> str:
    return {each: name for name, each in gateway.people.items()}[str(contact_id)]


def stored_file(bot: WechatBot, name: str) -> bytes:
    """A file beside the database, once its hash is on record."""
    wait_for(lambda: bot.rows("select 1 from inbox where attachment = ? and sha256 != ''", name), bot.log())
    return (bot.folder / "files" / name).read_bytes()


def files_for(gateway: GatewayProcess, who: str) -> list[dict[str, object]]:
    """Files that the bot sent somebody."""
    return [each for each in gateway.said_to(who) if "file" in each]


def questions(gateway: GatewayProcess) -> list[str]:
    """What the coordinators were asked about who somebody is."""
    return [each["text"] for each in gateway.said_in(UNION) if each["text"].rstrip().endswith("不是”。")]


def inbox(bot: WechatBot) -> list[tuple[str, str, str]]:
    return bot.rows("select sender, text, type from inbox order by id")


def arrived(bot: WechatBot, message_id: str) -> tuple[str, str, str, str | None, str | None, str]:
    """Sender, text, type, quote, attachment and mentions of a message once it is in the inbox."""
    columns = "sender, text, type, quote, attachment, mentions"
    found = wait_for(
        lambda: bot.rows(f"select {columns} from inbox where message_id = ?", message_id), bot.log()
    )
    return tuple(found[0])


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
    bot.start()
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
    bot.start(crash_at=step)
    bot.wait_ready()
    gateway.says("澄屿小葛", REQUEST, MEIYU)
    assert bot.process is not None
    assert bot.process.wait(timeout=60) == -signal.SIGKILL
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


@pytest.mark.parametrize("step", FILE_STEPS)
def test_killed_while_a_file_is_on_its_way_the_claimer_gets_it_once(
    gateway: GatewayProcess, bot: WechatBot, step: str, tmp_path: Path
) -> None:
    path = tmp_path / "图纸.pdf"
    path.write_bytes(bytes(range(256)) * 200)
    bot.start(crash_at=step)
    bot.wait_ready()
    gateway.says("澄屿小葛", "", MEIYU, type=1, file=str(path), name=path.name)
    assert bot.process is not None
    if step in FILE_STEPS[:2]:  # it dies before anybody asks for help
        assert bot.process.wait(timeout=60) == -signal.SIGKILL
        bot.start()
        wait_for(lambda: bot.log().count("state=logged_in") == 2, "listening again")
    gateway.says("澄屿小葛", REQUEST, MEIYU)
    claimer = name_of(gateway, ping_of(gateway, bot)["mentions"][0])  # type: ignore[index]
    gateway.says(claimer, "我来", EXPERTS)
    if step in FILE_STEPS[2:]:
        assert bot.process.wait(timeout=60) == -signal.SIGKILL
        bot.start()
    wait_for(lambda: files_for(gateway, claimer), bot.log())
    wait_for(lambda: not bot.rows("select 1 from outbox where state in ('pending', 'sending')"), "all sent")
    assert [(each["file"], each["size"]) for each in files_for(gateway, claimer)] == [("图纸.pdf", 51_200)]


def test_a_gateway_that_is_killed_and_started_again_is_found_again(
    gateway: GatewayProcess, bot: WechatBot
) -> None:
    bot.start()
    bot.wait_ready()
    gateway.kill()
    wait_for(lambda: bot.state() == "lost", bot.log())
    assert "和网关断开了，正在重连（网关断开了，像是停了或在重启）" in bot.log()
    gateway.start()
    gateway.populate()
    wait_for(lambda: bot.state() == "logged_in", bot.log())
    gateway.says("澄屿小葛", REQUEST, MEIYU)
    ping_of(gateway, bot)


def test_after_a_gap_it_says_once_from_when_to_when_it_was_away(
    gateway: GatewayProcess, bot: WechatBot
) -> None:
    bot.start()
    bot.wait_ready()
    gateway.says("澄屿小葛", REQUEST, MEIYU)
    wait_for(lambda: gateway.said_in(MEIYU), bot.log())
    bot.stop(signal.SIGKILL)
    # The clock is moved, not waited for: it was last surely listening five minutes ago.
    before = datetime.now(UTC) - timedelta(minutes=5)
    with sqlite3.connect(bot.folder / "salon.db") as records:
        records.execute("update accounts set alive_at = ?", (f"{before:%Y-%m-%d %H:%M:%S.%f}",))
    records.close()

    def notices() -> list[dict[str, Any]]:
        return [each for each in gateway.said() if "我不在线" in str(each["text"])]

    bot.start()
    wait_for(
        lambda: {each["conversation"] for each in notices()} >= {ROOMS[MEIYU], ROOMS[EXPERTS]}, bot.log()
    )
    assert str(notices()[0]["text"]).startswith(f"{before.astimezone(ZONE):%H:%M}–")
    said = len(notices())
    gateway.do("logout")
    wait_for(lambda: bot.state() == "logged_out", bot.log())
    gateway.do("login", id="bot")
    wait_for(lambda: bot.state() == "logged_in", bot.log())
    gateway.says("澄屿小葛", "好的", MEIYU, id="later")
    arrived(bot, "later")
    assert len(notices()) == said == 2  # the salon and the coordinators had nothing to lose


def test_messages_announced_before_the_gateway_went_are_read_when_it_is_back(
    gateway: GatewayProcess, bot: WechatBot
) -> None:
    bot.start(crash_at="announced and nothing read")
    bot.wait_ready()
    for number in range(3):
        gateway.says("澄屿小葛", f"第{number}句", MEIYU)
    assert bot.process is not None
    bot.process.wait(timeout=60)
    bot.start()
    wait_for(lambda: inbox(bot), bot.log())
    assert inbox(bot)[0][1] == "第0句"


def test_a_frozen_gateway_is_noticed_and_left(gateway: GatewayProcess, bot: WechatBot) -> None:
    bot.start()
    bot.wait_ready()
    assert gateway.process is not None
    gateway.process.send_signal(signal.SIGSTOP)
    wait_for(lambda: bot.state() == "lost", bot.log())
    assert "网关没有回应，像是卡住了" in bot.log()
    gateway.process.send_signal(signal.SIGCONT)
    wait_for(lambda: bot.state() == "logged_in", bot.log())


def test_a_gateway_that_is_down_is_waited_for(gateway: GatewayProcess, bot: WechatBot) -> None:
    gateway.kill()
    bot.start()
    wait_for(lambda: bot.state() == "lost", bot.log())
    assert "连不上网关，那个端口上没有程序；看网关开着没有，地址、端口对不对" in bot.log()
    gateway.start()
    gateway.populate()
    bot.wait_ready()


def test_a_wrong_token_says_so_and_is_not_tried_again(gateway: GatewayProcess, bot: WechatBot) -> None:
    bot.token = "wrong_token"
    bot.start()
    wait_for(lambda: bot.state() == "refused", bot.log())
    assert bot.process is not None
    assert bot.process.wait(timeout=10) == 2
    assert "网关不认这个 token" in bot.log()
    assert bot.token not in bot.log()


def test_a_second_listener_waits_until_the_first_is_gone(
    gateway: GatewayProcess, bot: WechatBot, tmp_path: Path
) -> None:
    bot.start()
    bot.wait_ready()
    folder = tmp_path / "second"
    folder.mkdir()
    second = WechatBot(folder=folder, gateway=gateway)
    second.prepare()
    second.start()
    try:
        wait_for(lambda: second.state() == "taken", second.log())
        assert "已有另一个程序在听" in second.log()
        bot.stop()
        wait_for(lambda: second.state() == "logged_in", second.log())
    finally:
        second.stop()


def test_a_second_bot_on_the_same_records_stands_by_and_leaves_the_gateway_alone(
    gateway: GatewayProcess, bot: WechatBot
) -> None:
    bot.start()
    bot.wait_ready()
    second = WechatBot(folder=bot.folder, gateway=gateway)
    second.start()
    try:
        wait_for(lambda: "action=wait_for_turn" in bot.log(), bot.log())
        assert bot.state() == "logged_in"
        bot.stop()
        wait_for(lambda: bot.log().count("state=logged_in") == 2, bot.log())
        assert "state=taken" not in bot.log()
    finally:
        second.stop()


def test_scan_login_and_logout_are_shown(gateway: GatewayProcess, bot: WechatBot) -> None:
    gateway.kill()
    gateway.start()
    gateway.populate(login=False)
    bot.start()
    wait_for(lambda: bot.state() == "connecting", bot.log())
    gateway.do("scan", qrcode="https://login.weixin.qq.com/l/abc")
    wait_for(lambda: bot.state() == "waiting_for_scan", bot.log())
    assert "▄" in bot.log()
    gateway.do("login", id="bot")
    wait_for(lambda: bot.state() == "logged_in", bot.log())
    gateway.do("logout")
    wait_for(lambda: bot.state() == "logged_out", bot.log())
    assert bot.process is not None
    assert bot.process.poll() is None


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


def test_a_file_that_cannot_be_had_at_once_is_its_own_trouble(
    gateway: GatewayProcess, bot: WechatBot, tmp_path: Path
) -> None:
    path = tmp_path / "small.jpg"
    path.write_bytes(b"\xff\xd8" + bytes(5_000))
    bot.start()
    bot.wait_ready()
    gateway.do("set", fileFail=2)
    found = arrived(bot, gateway.says("澄屿小葛", "", MEIYU, type=6, file=str(path), name=path.name))
    after = arrived(bot, gateway.says("澄屿小葛", "照片收到没", MEIYU))
    assert after[1] == "照片收到没"
    assert found[4] is not None
    assert stored_file(bot, found[4]) == path.read_bytes()
    assert "action=file_again" in bot.log()
    assert "state=lost" not in bot.log()


def test_a_file_by_an_address_inside_the_own_net_is_not_followed(
    gateway: GatewayProcess, bot: WechatBot
) -> None:
    bot.start()
    bot.wait_ready()
    address = f"http://127.0.0.1:{bot.port}/metrics"
    found = arrived(bot, gateway.says("澄屿小葛", "", MEIYU, type=1, url=address, name="a.pdf"))
    reason = wait_for(
        lambda: bot.rows("select file_error from inbox where attachment = ? and file_error != ''", found[4]),
        bot.log(),
    )
    assert reason == [("文件的网址不在公网上",)]
    assert list((bot.folder / "files").iterdir()) == []


def test_files_of_any_size_are_handed_to_the_claimer(
    gateway: GatewayProcess, bot: WechatBot, tmp_path: Path
) -> None:
    bot.start()
    bot.wait_ready()
    for name, size in (("alarm.jpg", 30_000), ("drawing.pdf", 5_000_000)):
        path = tmp_path / name
        path.write_bytes(b"x" * size)
        kind = 6 if name.endswith("jpg") else 1
        gateway.says("澄屿小葛", "", MEIYU, type=kind, file=str(path), name=name)
    gateway.says("澄屿小葛", REQUEST, MEIYU)
    ping = ping_of(gateway, bot)
    claimer = name_of(gateway, ping["mentions"][0])  # type: ignore[index]
    gateway.says(claimer, "我来", EXPERTS)
    wait_for(lambda: len(files_for(gateway, claimer)) == 2, bot.log())
    assert {(each["file"], each["size"]) for each in files_for(gateway, claimer)} == {
        ("alarm.jpg", 30_000),
        ("drawing.pdf", 5_000_000),
    }


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


def test_a_system_certificate_is_checked(gateway_installed: None, bot: WechatBot) -> None:
    bot.gateway.kill()
    bot.gateway.tls, bot.gateway.port = "tls", free_port()
    bot.gateway.start()
    bot.gateway.populate()
    bot.tls = "system"
    bot.start()
    wait_for(lambda: bot.state() == "lost", bot.log())
    assert "网关的证书不被信任" in bot.log()


def test_a_certificate_of_ones_own_ca_is_trusted(
    gateway_installed: None, bot: WechatBot, tmp_path: Path
) -> None:
    authority = trustme.CA()
    certificate = authority.issue_cert("127.0.0.1")
    file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(file))
    gateway = bot.gateway
    gateway.kill()
    gateway.tls, gateway.port = "tls", free_port()
    gateway.environment = {
        "WECHATY_PUPPET_SERVICE_TLS_SERVER_CERT": b"".join(
            each.bytes() for each in certificate.cert_chain_pems
        ).decode(),
        "WECHATY_PUPPET_SERVICE_TLS_SERVER_KEY": certificate.private_key_pem.bytes().decode(),
    }
    gateway.start()
    gateway.populate()
    bot.tls = str(file)
    bot.start()
    bot.wait_ready()
    found = arrived(bot, gateway.says("澄屿小葛", "有人吗", MEIYU))
    assert found[1] == "有人吗"


def test_a_gateway_that_wants_tls_and_is_spoken_to_without_is_named(
    gateway_installed: None, bot: WechatBot
) -> None:
    bot.gateway.kill()
    bot.gateway.tls, bot.gateway.port = "tls", free_port()
    bot.gateway.start()
    bot.start()
    wait_for(lambda: bot.state() == "lost", bot.log())
    assert "多半是 TLS 设置和网关不一致" in bot.log()
    assert "多半是 TLS 设置和网关不一致" in bot.command("doctor").stdout


def test_the_doctor_says_how_gateway_and_account_fare(gateway: GatewayProcess, bot: WechatBot) -> None:
    bot.start()
    bot.wait_ready()
    told = bot.command("doctor").stdout
    assert f"[好] 微信网关 {gateway.endpoint}" in told
    assert f"[好] 微信账号 {gateway.endpoint}：已登录" in told
    assert bot.state() == "logged_in"  # asking took nothing away from the running bot
    right, bot.token = bot.token, "wrong_token"
    refused = bot.command("doctor")
    assert "不认这个 token" in refused.stdout
    assert "wrong_token" not in refused.stdout
    bot.token = right
    gateway.kill()
    assert "连不上" in bot.command("doctor").stdout


def test_the_status_page_shows_the_account_and_the_code_to_scan(
    gateway: GatewayProcess, bot: WechatBot
) -> None:
    gateway.kill()
    gateway.start()
    gateway.populate(login=False)
    bot.start()
    wait_for(lambda: bot.state() == "connecting", bot.log())
    gateway.do("scan", qrcode="https://login.weixin.qq.com/l/abc")
    wait_for(lambda: bot.state() == "waiting_for_scan", bot.log())
    page = httpx.get(f"http://127.0.0.1:{bot.port}/").text
    assert "等人用手机扫码登录" in page
    assert "<svg" in page
    assert httpx.get(f"http://127.0.0.1:{bot.port}/health").status_code == 503
    gateway.do("login", id="bot")
    wait_for(lambda: bot.state() == "logged_in", bot.log())
    assert "<svg" not in httpx.get(f"http://127.0.0.1:{bot.port}/").text
    assert httpx.get(f"http://127.0.0.1:{bot.port}/health").status_code == 200


def metrics(bot: WechatBot) -> dict[str, float]:
    """What /metrics says, read as Prometheus reads it."""
    answer = httpx.get(f"http://127.0.0.1:{bot.port}/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=")
    return {
        each.name + (f"/{each.labels['state']}" if "state" in each.labels else ""): each.value
        for family in text_string_to_metric_families(answer.text)
        for each in family.samples
    }


def gateway_version(bot: WechatBot) -> str:
    """What /metrics says of the gateway's version, "" where it does not."""
    answer = httpx.get(f"http://127.0.0.1:{bot.port}/metrics")
    told = [
        each.labels
        for family in text_string_to_metric_families(answer.text)
        for each in family.samples
        if each.name == "salon_gateway_info"
    ]
    (labels,) = told
    assert labels["account"] == bot.gateway.endpoint
    return str(labels["version"])


def test_the_figures_of_the_bot_can_be_watched(gateway: GatewayProcess, bot: WechatBot) -> None:
    bot.more["SALON_BURST_QUIET_SECONDS"] = "60"
    bot.start()
    bot.wait_ready()
    found = metrics(bot)
    assert found["salon_account_state/logged_in"] == 1
    assert found["salon_account_state/lost"] == 0
    version = gateway_version(bot)
    assert version
    assert f"version={version}" in bot.log()
    assert f"版本 {version}" in bot.command("doctor").stdout
    gateway.says(coordinators_of_the_roster()[0], "这周有几单", UNION)
    wait_for(lambda: metrics(bot)["salon_messages_sent_total"] == 1, bot.log())
    gateway.says("澄屿小葛", "模具好像不太对", MEIYU)
    found = wait_for(lambda: waiting(metrics(bot)), bot.log())
    assert found["salon_messages_received_total"] == 2
    assert found["salon_inbox_unhandled"] == 1
    assert found["salon_messages_failed_total"] == 0
    assert found["salon_outbox_pending"] == 0
    gateway.kill()
    wait_for(lambda: metrics(bot)["salon_account_state/lost"] == 1, bot.log())


def waiting(found: dict[str, float]) -> dict[str, float]:
    """The figures, nothing until a message has waited for a moment."""
    return found if found["salon_inbox_oldest_unhandled_seconds"] > 0.2 else {}


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


def test_a_name_the_gateway_cannot_tell_costs_no_message(gateway: GatewayProcess, bot: WechatBot) -> None:
    bot.start()
    bot.wait_ready()
    found = arrived(bot, gateway.says("nobody-knows-this-id", "有人吗", MEIYU))
    assert (found[0], found[1]) == ("nobody-knows-this-id", "有人吗")
    assert bot.state() == "logged_in"


def test_a_file_over_the_limit_is_named_and_not_kept(
    gateway: GatewayProcess, bot: WechatBot, tmp_path: Path
) -> None:
    bot.more["SALON_FILE_LIMIT_MB"] = "1"
    path = tmp_path / "huge.pdf"
    path.write_bytes(bytes(2_000_000))
    bot.start()
    bot.wait_ready()
    gateway.says("澄屿小葛", "", MEIYU, type=1, file=str(path), name="huge.pdf")
    wait_for(lambda: "action=file_lost" in bot.log(), bot.log())
    assert list((bot.folder / "files").iterdir()) == []
    gateway.says("澄屿小葛", REQUEST, MEIYU)
    ping = ping_of(gateway, bot)
    claimer = name_of(gateway, ping["mentions"][0])  # type: ignore[index]
    gateway.says(claimer, "我来", EXPERTS)
    wait_for(
        lambda: [
            each for each in gateway.said_to(claimer) if "[文件] huge.pdf（没取到" in each.get("text", "")
        ],
        bot.log(),
    )


def test_a_file_not_fetched_before_a_crash_is_fetched_after_it(
    gateway: GatewayProcess, bot: WechatBot, tmp_path: Path
) -> None:
    path = tmp_path / "drawing.pdf"
    path.write_bytes(bytes(range(256)) * 1000)
    bot.start(crash_at="recorded and not answered")
    bot.wait_ready()
    message = gateway.says("澄屿小葛", "", MEIYU, type=1, file=str(path), name="drawing.pdf")
    name = arrived(bot, message)[4]
    assert name is not None
    assert bot.process is not None
    bot.process.wait(timeout=60)
    (bot.folder / "files" / name).unlink(missing_ok=True)
    with sqlite3.connect(bot.folder / "salon.db") as connection:
        connection.execute("update inbox set sha256 = null")
    bot.start()
    assert stored_file(bot, name) == path.read_bytes()


def test_a_login_told_of_twice_is_one_login(gateway: GatewayProcess, bot: WechatBot) -> None:
    bot.start()
    bot.wait_ready()
    wait_for(lambda: bot.rows("select 1 from accounts where met_at is not null"), bot.log())
    before = bot.rows("select login_at, met_at from accounts")
    gateway.do("event", name="login", payload={"contactId": "bot"})
    gateway.do("contact", id="wx-new", name="路人甲")
    gateway.says("wx-new", "大家好", MEIYU)  # told of after it: once it is on record the login was heard
    wait_for(lambda: bot.rows("select 1 from wechat_people where contact_id = 'wx-new'"), bot.log())
    assert bot.rows("select login_at, met_at from accounts") == before


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
