"""The model behind a real HTTP stand-in: right answers fill fields, every kind of failure costs nothing."""

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bot.channels.base import Incoming, Outgoing
from bot.clock import Clock
from bot.engine import Engine
from bot.model import ModelClient, model_reader, read_once
from bot.settings import Settings
from bot.worker import Worker
from handlers.desk import ZONE
from handlers.policy import read_policy
from handlers.reading import understand
from handlers.understanding.values import Intent, Role, Urgency
from tests.conftest import MEIYU, sqlite_copy

AT = datetime(2026, 3, 2, 9, 0, tzinfo=ZONE)
GOOD = {
    "intent": "request",
    "kind": "problem",
    "category": "injection",
    "urgency": "urgent",
    "mode": "onsite",
    "deadline": "2026-03-06",
    "order_value_yuan": None,
    "problems": 1,
    "title": "灯罩银纹",
}


@dataclass
class StandIn:
    """An OpenAI-compatible endpoint that answers as it is told."""

    status: int = 200
    body: str = ""
    wait: float = 0.0
    seen: list[str] = field(default_factory=list)

    def says(self, content: str) -> None:
        message = {"role": "assistant", "content": content}
        self.body = json.dumps(
            {
                "id": "1",
                "object": "chat.completion",
                "created": 1,
                "model": "m",
                "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
            }
        )


@pytest.fixture
def stand_in() -> Iterator[tuple[StandIn, Settings]]:
    told = StandIn()
    told.says(json.dumps(GOOD, ensure_ascii=False))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.seen.append(self.rfile.read(int(self.headers["content-length"])).decode())
            time.sleep(told.wait)
            body = told.body.encode()
            self.send_response(told.status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings = Settings(
        model="m",
        openai_api_key="sk-test",
        openai_base_url=f"http://127.0.0.1:{server.server_port}/v1",
        model_seconds=0.5,
    )
    yield told, settings
    server.shutdown()
    server.server_close()


def test_the_models_fields_are_taken(stand_in: tuple[StandIn, Settings]) -> None:
    _, settings = stand_in
    text = "灯罩打出来一片银纹 周五要交 能来厂里看看吗"
    found = read_once(settings, text, AT, understand(text, Role.ENTERPRISE, AT))
    assert found.request is not None
    assert (found.request.urgency, found.request.deadline) == (Urgency.URGENT, date(2026, 3, 6))


def test_phones_are_masked_before_the_call(stand_in: tuple[StandIn, Settings]) -> None:
    told, settings = stand_in
    asyncio.run(ModelClient(settings).read("模具漏水 打我13912345678", AT))
    assert "13912345678" not in told.seen[0]


@pytest.mark.parametrize("status", [401, 429, 500, 503])
def test_an_error_leaves_the_rules_answer(stand_in: tuple[StandIn, Settings], status: int) -> None:
    told, settings = stand_in
    told.status, told.body = status, '{"error": {"message": "no"}}'
    _rules_stand(settings)


@pytest.mark.parametrize(
    "content",
    ["", "not json", "{}", '{"intent": "dance"}', json.dumps({**GOOD, "urgency": "yesterday"}), "[1,2"],
)
def test_nonsense_leaves_the_rules_answer(stand_in: tuple[StandIn, Settings], content: str) -> None:
    told, settings = stand_in
    told.says(content)
    _rules_stand(settings)


@pytest.mark.parametrize("body", ["", "<html>", '{"choices": []}', "null"])
def test_a_broken_body_leaves_the_rules_answer(stand_in: tuple[StandIn, Settings], body: str) -> None:
    told, settings = stand_in
    told.body = body
    _rules_stand(settings)


def test_a_slow_answer_is_not_waited_for(stand_in: tuple[StandIn, Settings]) -> None:
    told, settings = stand_in
    told.wait = 2.0
    begun = time.monotonic()
    _rules_stand(settings)
    assert time.monotonic() - begun < 1.9


def test_nobody_listening_leaves_the_rules_answer() -> None:
    _rules_stand(
        Settings(model="m", openai_api_key="k", openai_base_url="http://127.0.0.1:9/v1", model_seconds=0.5)
    )


def test_nonsense_that_fits_the_schema_invents_nothing_impossible(
    stand_in: tuple[StandIn, Settings],
) -> None:
    told, settings = stand_in
    told.says(
        json.dumps(
            {**GOOD, "category": "alchemy", "deadline": "1999-01-01", "order_value_yuan": -5, "problems": 900}
        )
    )
    text = "灯罩打出来一片银纹 怎么办"
    rules = understand(text, Role.ENTERPRISE, AT)
    found = read_once(settings, text, AT, rules)
    assert found.request is not None
    assert rules.request is not None
    assert found.request.category == rules.request.category
    assert found.request.deadline is None
    assert found.request.order_value_yuan is None
    assert found.request.problems <= 9


def _rules_stand(settings: Settings) -> None:
    text = "透明灯罩打出来一片银纹 料也烘过了 怎么办"
    rules = understand(text, Role.ENTERPRISE, AT)
    assert rules.intent is Intent.REQUEST
    assert read_once(settings, text, AT, rules) == rules


class Quiet:
    """A channel that keeps what it is given."""

    name = "simulator"

    def __init__(self) -> None:
        self.sent: list[Outgoing] = []

    async def send(self, message: Outgoing) -> str:
        self.sent.append(message)
        return f"b{len(self.sent)}"


@pytest.mark.parametrize("wait", [0.0, 3.0], ids=["answers", "hangs"])
def test_the_live_bot_answers_at_its_moment_whatever_the_model_does(
    stand_in: tuple[StandIn, Settings], wait: float
) -> None:
    told, settings = stand_in
    told.wait = wait
    told.says(json.dumps({**GOOD, "title": "模型起的名字"}, ensure_ascii=False))
    engine = Engine(database=sqlite_copy(), policy=read_policy(), channel="simulator")
    channel, clock = Quiet(), Clock()

    async def live() -> float:
        worker = Worker(engine, channel, clock, reader=model_reader(settings))
        await worker.receive(
            Incoming(
                message_id="1", room=MEIYU, sender="澄屿小葛", text="灯罩银纹 怎么办 求助", at=clock.now()
            )
        )
        await worker.advance(clock.now() + timedelta(seconds=11.6))  # the head start has begun
        await asyncio.sleep(0.4)
        begun = time.monotonic()
        await worker.advance(clock.now() + timedelta(seconds=2))
        return time.monotonic() - begun

    assert asyncio.run(live()) < 1.5
    engine.database.close()
    answers = [message.text for message in channel.sent if message.room == MEIYU]
    assert len(answers) == 1
    assert ("模型起的名字" in answers[0]) == (wait == 0.0)
