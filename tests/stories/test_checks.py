"""Model and rules disagree: the ticket is opened, a coordinator's one word settles it and is a label."""

import json

import pytest

from bot.channels.base import Incoming
from bot.commands.labels import exported
from handlers.understanding.merge import merged
from handlers.understanding.values import Dispute, Intent, RequestFields, Understanding
from handlers.union.doubted import ask_next
from prompts.trades import trade_names
from storage import inbox, tickets, wechat
from storage.terms import Status
from tests.conftest import MEIYU, UNION, Town

COORDINATOR = "总工会屠佳怡"
TEXT = "灯罩银纹 料也烘过 13912345678"
FORM = {
    "kind": "problem", "category": "injection", "urgency": "normal", "mode": "either", "deadline": None,
    "order_value_yuan": None, "problems": 1, "title": "灯罩银纹",
}  # fmt: skip
UNSURE = Understanding(intent=Intent.CHAT, sure=False)
REQUEST = Understanding(intent=Intent.REQUEST, request=RequestFields(category="injection", title="灯罩银纹"))


def read(town: Town, rules: Understanding, intent: str) -> Understanding:
    """What comes out where the model sees this intent."""
    own = rules.request or RequestFields()
    return merged(rules, own, intent=intent, at=town.now, trades=trade_names().keys(), **FORM)  # type: ignore[arg-type]


def says(town: Town, text: str, found: Understanding, who: str = "澄屿小葛") -> None:
    """Somebody writes, and the model's word on it is there in time."""
    town._count += 1
    incoming = Incoming(message_id=f"x{town._count}", room=MEIYU, sender=who, text=text, at=town.now)
    town.engine.receive(incoming, town.now)
    with town.engine.database.unit() as uow:
        key = inbox.unhandled(uow)[-1].id
    due = town.engine.next_due()
    assert due is not None
    town.now = due
    assert town.engine.run_due(town.now, {key: found})
    town._work()


def disputed(town: Town, text: str = TEXT, model: str = "chat", who: str = "澄屿小葛") -> int:
    """The rules see a request in it, the model does not; returns the ticket's number."""
    says(town, text, read(town, REQUEST, model), who)
    with town.engine.database.unit() as uow:
        return max(each.no for each in tickets.with_status(uow, tuple(Status)))


def questions(town: Town) -> list[str]:
    return [text for text in town.heard(room=UNION) if "算求助吗" in text]


def replies(town: Town, text: str, who: str = COORDINATOR, **more: object) -> list[str]:
    before = len(town.heard(room=UNION))
    town.says(who, text, UNION, **more)
    return town.heard(room=UNION)[before:]


def labelled(town: Town) -> list[dict[str, object]]:
    return [json.loads(line) for line in exported(town.engine.database).splitlines()]


@pytest.mark.parametrize(
    ("rules", "intent", "dispute"),
    [
        (REQUEST, "chat", Dispute(rules=Intent.REQUEST, model=Intent.CHAT)),
        (REQUEST, "followup", Dispute(rules=Intent.REQUEST, model=Intent.FOLLOWUP)),
        (UNSURE, "request", Dispute(rules=Intent.CHAT, model=Intent.REQUEST)),
        (REQUEST, "request", None),
        (UNSURE, "chat", None),
        (Understanding(intent=Intent.CHAT), "request", None),
        (Understanding(intent=Intent.CANCEL, sure=False), "confirm", None),
    ],
)
def test_a_dispute_is_about_request_or_not(
    town: Town, rules: Understanding, intent: str, dispute: Dispute | None
) -> None:
    found = read(town, rules, intent)
    assert found.dispute == dispute
    assert (found.intent is Intent.REQUEST) == (rules is REQUEST or dispute is not None)


def test_the_ticket_takes_its_course_and_a_coordinator_is_asked(town: Town) -> None:
    assert disputed(town) == 1001
    assert town.asked(), "experts are asked at once"
    [question] = questions(town)
    assert "【1001】这条算求助吗" in question
    assert "13912345678" not in question


def test_yes_keeps_the_ticket_and_becomes_a_label(town: Town) -> None:
    disputed(town)
    assert replies(town, "是") == [f"@{COORDINATOR} 【1001】记下了，算求助。"]
    assert town.ticket().status == "open"
    [label] = labelled(town)
    assert (label["intent"], label["source"], label["role"]) == ("request", "check", "enterprise")
    assert label["text"] == "灯罩银纹 料也烘过 （电话）"
    assert "category" not in label, "nobody vouched for the fields"


def test_no_cancels_the_ticket_tells_those_concerned_and_becomes_a_label(town: Town) -> None:
    disputed(town)
    assert "已取消" in replies(town, "不是")[0]
    assert town.ticket().status == "cancelled"
    assert any("不用接了" in text for text in [each.text for each in town.said])
    assert any("工会已取消" in text for text in town.heard(room=MEIYU))
    assert labelled(town)[0]["intent"] == "chat"


def test_what_only_the_model_saw_goes_the_same_way(town: Town) -> None:
    says(town, TEXT, read(town, UNSURE, "request"))
    replies(town, "1001 不是")
    assert town.ticket().status == "cancelled"
    assert labelled(town)[0]["intent"] == "chat"


def test_the_label_of_a_no_is_what_the_other_side_saw(town: Town) -> None:
    disputed(town, model="followup")
    replies(town, "不算")
    assert labelled(town)[0]["intent"] == "followup"


def test_only_a_coordinator_settles_it(town: Town) -> None:
    disputed(town)
    town.says("澄屿小葛", "不是", MEIYU)
    town.says(town.experts()[0].wechat_name, "1001 不是")
    town.later(30)
    assert town.ticket().status == "open"
    assert labelled(town) == []


def test_two_questions_need_a_number(town: Town) -> None:
    disputed(town)
    disputed(town, "另一件怪事 齿轮咬死", who="拾墨小顾")
    assert "请带上单号" in replies(town, "不是")[0]
    assert town.ticket(1001).status == town.ticket(1002).status == "open"
    replies(town, "1002 不是")
    assert (town.ticket(1001).status, town.ticket(1002).status) == ("open", "cancelled")
    replies(town, "是")
    assert [each["intent"] for each in labelled(town)] == ["request", "chat"]


def test_quoting_the_question_says_which(town: Town) -> None:
    disputed(town)
    disputed(town, "另一件怪事 齿轮咬死", who="拾墨小顾")
    asked = next(f"b{place}" for place, each in enumerate(town.said, 1) if "【1001】这条算" in each.text)
    replies(town, "不是", quote=asked)
    assert (town.ticket(1001).status, town.ticket(1002).status) == ("cancelled", "open")


def test_a_doubt_about_a_person_is_not_mixed_up_with_it(town: Town) -> None:
    expert = town.experts()[0].wechat_name

    def doubt(desk):
        wechat.put_contact(desk.uow, "a", "wx9", desk.now, name="老葛本人", doubt=expert, doubt_room=MEIYU)
        ask_next(desk)

    town.engine.write(doubt, town.now)
    town.later(0)
    disputed(town)
    assert "请引用着回" in replies(town, "是")[0]
    who = next(f"b{place}" for place, each in enumerate(town.said, 1) if "名册上的" in each.text)
    assert "不会当成" in replies(town, "不是", quote=who)[0]
    assert town.ticket().status == "open"
    assert "算求助" in replies(town, "是")[0]


def test_the_second_answer_changes_nothing(town: Town) -> None:
    disputed(town)
    replies(town, "是")
    assert "已经有人回过" in replies(town, "1001 不是")[0]
    assert town.ticket().status == "open"


def test_a_day_later_a_bare_word_is_no_answer_but_a_number_is(town: Town) -> None:
    disputed(town)
    town.later(25 * 3600)
    replies(town, "不是")
    assert town.ticket().status == "open"
    replies(town, "1001 不是")
    assert town.ticket().status == "cancelled"


def test_a_coordinators_corrections_become_labels_too(town: Town) -> None:
    town.request()
    town.says("拾墨小顾", "求助 冲床离合器打滑 谁懂", MEIYU)
    town.later(12)
    town.says(COORDINATOR, "1001 升级", UNION)
    town.says(COORDINATOR, "取消1002 这是闲聊 不算求助", UNION)
    first, second = labelled(town)
    assert (first["intent"], first["urgency"]) == ("request", "critical")
    assert (second["intent"], second["text"]) == ("chat", "求助 冲床离合器打滑 谁懂")
    assert set(second) == {"id", "at", "role", "text", "intent", "source"}


def test_a_cancelled_ticket_is_no_label_by_itself(town: Town) -> None:
    town.request()
    town.says(COORDINATOR, "取消1001", UNION)
    assert labelled(town) == []
