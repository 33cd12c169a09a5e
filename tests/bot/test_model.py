"""The model client against a real HTTP endpoint: what it sends, what it takes, how every failure ends."""

import asyncio
import dataclasses
import json
import time
from datetime import date, datetime

import pytest

from bot.model import Called, ModelClient, Usage
from bot.reader import read_all
from bot.settings import Settings
from handlers.desk import ZONE
from handlers.reading import understand
from handlers.understanding.values import Intent, Role, Understanding, Urgency
from storage.terms import Outcome
from tests.bot.stand_in import BAD, GOOD, StandIn, break_it

AT = datetime(2026, 3, 2, 9, 0, tzinfo=ZONE)
# The rules see a request and a word of time of which they can make nothing: the model is asked.
TEXT = "透明灯罩打出来一片银纹 料也烘过了 交期前弄不好 怎么办"


def asked(settings: Settings, question: str = "问") -> Called:
    async def once() -> Called:
        client = ModelClient(settings)
        called = await client.read(question)
        await client.close()
        return called

    return asyncio.run(once())


def read(settings: Settings, text: str = TEXT) -> tuple[Understanding, Understanding]:
    """What the rules and what the rules with the model make of a text."""
    rules = understand(text, Role.ENTERPRISE, AT)
    [(found, called)] = asyncio.run(read_all(settings, [(text, AT, rules)]))
    assert called is not None, "the rules were not in doubt"
    return rules, found


def test_the_models_fields_are_taken(settings: Settings) -> None:
    _, found = read(settings)
    assert found.request is not None
    assert (found.request.urgency, found.request.deadline) == (Urgency.URGENT, date(2026, 3, 6))
    assert found.request.title == "灯罩银纹"


def test_a_call_asks_for_the_schema_at_temperature_0(told: StandIn, settings: Settings) -> None:
    asked(settings)
    [call] = told.seen
    assert call["temperature"] == 0
    assert call["response_format"]["json_schema"]["strict"] is True
    assert set(call["response_format"]["json_schema"]["schema"]["required"]) == set(GOOD)


def test_the_prompt_begins_with_what_never_changes(told: StandIn, settings: Settings) -> None:
    asked(settings, "第一问")
    asked(settings, "第二问")
    first, second = told.seen
    assert first["messages"][0] == second["messages"][0]
    assert [each["role"] for each in first["messages"]] == ["system", "user"]


@pytest.mark.parametrize("style", ["json", "text"])
@pytest.mark.parametrize("fence", ["{}", "```json\n{}\n```", "好的：\n{}"])
def test_endpoints_without_a_schema_are_told_it_in_the_prompt(
    told: StandIn, settings: Settings, style: str, fence: str
) -> None:
    told.says(fence.replace("{}", json.dumps(GOOD, ensure_ascii=False)))
    called = asked(dataclasses.replace(settings, model_format=style))
    assert called.reading is not None
    assert called.reading.title == "灯罩银纹"
    [call] = told.seen
    assert "JSON Schema" in call["messages"][0]["content"]
    assert call.get("response_format") == ({"type": "json_object"} if style == "json" else None)


def test_an_endpoints_own_switches_go_with_every_call(told: StandIn, settings: Settings) -> None:
    asked(dataclasses.replace(settings, model_extra='{"thinking": {"type": "disabled"}}'))
    assert told.seen[0]["thinking"] == {"type": "disabled"}


def test_tokens_and_cost_are_counted(settings: Settings) -> None:
    # 200 tokens at 2 yuan a million, 800 cached at 0.5, 100 out at 8: 1600 millionths of a yuan.
    assert asked(settings).usage == Usage(tokens_in=1000, tokens_cached=800, tokens_out=100, micro_yuan=1600)


def test_deepseeks_name_for_cached_tokens_is_known(told: StandIn, settings: Settings) -> None:
    told.usage = {"prompt_tokens": 1000, "completion_tokens": 0, "prompt_cache_hit_tokens": 900}
    told.fills()
    assert asked(settings).usage.tokens_cached == 900


@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")
@pytest.mark.parametrize(
    "usage", [None, {}, {"prompt_tokens": "many"}, {"prompt_tokens": -4}, {"prompt_tokens_details": 3}]
)
def test_a_usage_that_says_nothing_counts_nothing(
    told: StandIn, settings: Settings, usage: dict[str, object] | None
) -> None:
    told.usage = usage
    told.fills()
    called = asked(settings)
    assert (called.outcome, called.usage) == (Outcome.OK, Usage())


def test_an_answer_of_no_use_costs_all_the_same(told: StandIn, settings: Settings) -> None:
    told.says("这是一个求助。")
    called = asked(settings)
    assert called.outcome is Outcome.BAD_ANSWER
    assert called.usage.tokens_in == 1000


@pytest.mark.parametrize("how", BAD)
def test_whatever_goes_wrong_the_rules_answer_stands(told: StandIn, settings: Settings, how: str) -> None:
    break_it(told, how)
    begun = time.monotonic()
    rules, found = read(settings)
    assert found == rules
    assert rules.intent is Intent.REQUEST
    assert len(told.paths) == 1, "a failed call is not made again"
    assert time.monotonic() - begun < 2.5, "longer than the time limit by far"


@pytest.mark.parametrize(
    ("how", "outcome"),
    [
        ("hangs", Outcome.TIMEOUT),
        ("drips", Outcome.TIMEOUT),
        ("status 429", Outcome.LIMITED),
        ("status 401", Outcome.REFUSED),
        ("status 500", Outcome.SERVER),
        ("cuts", Outcome.CONNECTION),
        ("bad json", Outcome.BAD_ANSWER),
        ("{}", Outcome.BAD_ANSWER),
        ("html", Outcome.BAD_ANSWER),
    ],
)
def test_a_failure_is_called_by_its_name(
    told: StandIn, settings: Settings, how: str, outcome: Outcome
) -> None:
    break_it(told, how)
    assert asked(settings).outcome is outcome


def test_nobody_listening_is_a_failed_connection(settings: Settings) -> None:
    nowhere = dataclasses.replace(settings, openai_base_url="http://127.0.0.1:9/v1")
    assert asked(nowhere).outcome is Outcome.CONNECTION


@pytest.mark.parametrize(
    "nonsense",
    [
        {"category": "alchemy", "deadline": "1999-01-01", "order_value_yuan": -5, "problems": 900},
        {"deadline": "昨天", "order_value_yuan": 10**15, "problems": -3, "category": "other"},
        {"deadline": "2026-02-30", "title": "　\n\x00", "order_value_yuan": 0},
        {"deadline": "9999-12-31T00:00:00+08:00", "title": "长" * 5000},
    ],
)
def test_nonsense_that_fits_the_schema_invents_nothing_impossible(
    told: StandIn, settings: Settings, nonsense: dict[str, object]
) -> None:
    told.fills(**nonsense)
    rules, found = read(settings)
    assert found.request is not None
    assert rules.request is not None
    assert found.request.category in ("injection", rules.request.category)
    assert found.request.deadline is None
    assert found.request.order_value_yuan is None
    assert 1 <= found.request.problems <= 9
    assert 0 < len(found.request.title) <= 24


def test_only_what_is_in_doubt_is_asked_about(told: StandIn, settings: Settings) -> None:
    rules = understand("收到，谢谢", Role.ENTERPRISE, AT)
    [(found, called)] = asyncio.run(read_all(settings, [("收到，谢谢", AT, rules)]))
    assert (found, called, told.seen) == (rules, None, [])
