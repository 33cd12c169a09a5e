"""What a gateway tells in an event: it comes from outside, and what makes no sense is no fault of ours."""

import json
from typing import Any

from wechaty_grpc.wechaty.puppet import EventResponse, EventType

from storage.inbox import storable

_LONGEST_ID = 255  # characters; a longer one is none, and no index takes it
EVENT_WORDS = {
    EventType.EVENT_TYPE_MESSAGE: "来了一条消息",
    EventType.EVENT_TYPE_LOGIN: "登录",
    EventType.EVENT_TYPE_LOGOUT: "退出登录",
    EventType.EVENT_TYPE_SCAN: "扫码",
    EventType.EVENT_TYPE_DIRTY: "有人改了资料",
    EventType.EVENT_TYPE_ROOM_TOPIC: "群改了名",
    EventType.EVENT_TYPE_ROOM_JOIN: "有人进群",
    EventType.EVENT_TYPE_ROOM_LEAVE: "有人离开群",
    EventType.EVENT_TYPE_ROOM_INVITE: "有人邀请进群",
}


class BadEvent(Exception):
    """An event that makes no sense."""


class Payload(dict[str, Any]):
    """An event's fields: texts that any database takes, ids of a sane length, lists where they belong."""

    def id(self, name: str) -> str:
        """An id without which the event says nothing. Raises BadEvent."""
        found = str(self.get(name) or "")
        if not found:
            raise BadEvent(f"no {name}")
        return found

    def __missing__(self, name: str) -> Any:
        raise BadEvent(f"no {name}")


def payload_of(event: EventResponse) -> Payload:
    """The fields of an event. Raises BadEvent."""
    try:
        given = json.loads(event.payload or "{}")
    except (ValueError, RecursionError) as error:
        raise BadEvent(f"no JSON: {error}") from error
    if not isinstance(given, dict):
        raise BadEvent("not an object")
    return Payload({str(name): _clean(str(name), value) for name, value in given.items()})


def _clean(name: str, value: Any) -> Any:
    if name.endswith("IdList"):
        if not isinstance(value, list):
            raise BadEvent(f"{name} is no list")
        return [_identifier(name, each) for each in value]
    if name.endswith("Id"):
        return _identifier(name, value)
    return storable(value) if isinstance(value, str) else value


def _identifier(name: str, value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str | int) or len(found := storable(str(value))) > _LONGEST_ID:
        raise BadEvent(f"{name} is no id")
    return found
