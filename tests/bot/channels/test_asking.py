"""Many who want the same answer at once share one question."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from wechaty_grpc.wechaty.puppet import ContactPayloadResponse, RoomMemberPayloadResponse

from bot.channels.asking import Shared
from bot.channels.connection import NoAnswer
from bot.channels.contacts import Contacts
from handlers.rooms.identity import Names


class Asked:
    """A question that is answered when the test says so."""

    def __init__(self, *answers: str | Exception) -> None:
        self.times = 0
        self._answers = list(answers)
        self.go = asyncio.Event()

    async def __call__(self) -> str:
        self.times += 1
        await self.go.wait()
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


async def at_once(*waiting: Coroutine[Any, Any, str], go: asyncio.Event) -> list[Any]:
    tasks = [asyncio.create_task(each) for each in waiting]
    await asyncio.sleep(0)
    go.set()
    return await asyncio.gather(*tasks, return_exceptions=True)


def test_who_asks_while_the_answer_is_on_its_way_gets_it_too() -> None:
    async def scene() -> None:
        shared, ask = Shared[str](), Asked("老葛", "葛师傅")
        assert await at_once(*(shared.of("id", ask) for _ in range(200)), go=ask.go) == ["老葛"] * 200
        assert ask.times == 1
        assert await shared.of("id", ask) == "葛师傅"

    asyncio.run(scene())


def test_an_error_is_told_to_everybody_and_the_next_one_asks_anew() -> None:
    async def scene() -> None:
        shared, ask = Shared[str](), Asked(NoAnswer("no"), "老葛")
        found = await at_once(shared.of("id", ask), shared.of("id", ask), go=ask.go)
        assert [type(each) for each in found] == [NoAnswer, NoAnswer]
        assert await shared.of("id", ask) == "老葛"

    asyncio.run(scene())


def test_one_who_gives_up_waiting_does_not_take_the_answer_from_the_others() -> None:
    async def scene() -> None:
        shared, ask = Shared[str](), Asked("老葛")
        first, second = (asyncio.create_task(shared.of("id", ask)) for _ in range(2))
        await asyncio.sleep(0)
        first.cancel()
        await asyncio.sleep(0)
        ask.go.set()
        assert await second == "老葛"
        assert ask.times == 1

    asyncio.run(scene())


class Directory:
    """A gateway that counts how often it is asked for a contact and answers when told to."""

    def __init__(self) -> None:
        self.account, self.gateway, self.calls = "a", self, self
        self.name, self.times, self.go = "老葛", 0, asyncio.Event()

    async def ask(self, question: Callable[..., Coroutine[Any, Any, Any]], **given: str) -> Any:
        return await question(**given)

    async def contact_payload(self, id: str) -> ContactPayloadResponse:
        self.times += 1
        answer = ContactPayloadResponse(id=id, name=self.name)
        await self.go.wait()
        return answer

    async def room_member_payload(self, id: str, member_id: str) -> RoomMemberPayloadResponse:
        return RoomMemberPayloadResponse(id=member_id, room_alias="")


def test_a_flood_asks_once_who_its_writer_is() -> None:
    async def scene() -> None:
        gateway = Directory()
        contacts = Contacts(gateway)  # type: ignore[arg-type]
        asking = [asyncio.create_task(contacts.names_of("wx1", "room")) for _ in range(200)]
        await asyncio.sleep(0)
        gateway.go.set()
        assert set(await asyncio.gather(*asking)) == {Names(own="老葛")}
        assert gateway.times == 1

    asyncio.run(scene())


@pytest.mark.parametrize("change", [lambda it: it.forget("wx1"), lambda it: it.forget_all()])
def test_who_asks_after_a_change_is_not_given_the_name_of_before(change: Callable[[Contacts], None]) -> None:
    async def scene() -> None:
        gateway = Directory()
        contacts = Contacts(gateway)  # type: ignore[arg-type]
        before = asyncio.create_task(contacts.names_of("wx1", None))
        await asyncio.sleep(0.01)
        gateway.name = "葛师傅"
        change(contacts)
        after = asyncio.create_task(contacts.names_of("wx1", None))
        await asyncio.sleep(0.01)
        gateway.go.set()
        assert (await before, await after) == (Names(own="老葛"), Names(own="葛师傅"))
        assert await contacts.names_of("wx1", None) == Names(own="葛师傅")
        assert gateway.times == 2

    asyncio.run(scene())
