"""A local OpenAI-compatible endpoint that answers as it is told, well or badly."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

GOOD: dict[str, Any] = {
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
    """`cut`: the connection is cut after so many bytes of the body. `drip`: seconds between its bytes."""

    url: str = ""
    status: int = 200
    body: bytes = b""
    wait: float = 0.0
    cut: int | None = None
    drip: float = 0.0
    usage: dict[str, Any] | None = field(
        default_factory=lambda: {
            "prompt_tokens": 1000,
            "completion_tokens": 100,
            "total_tokens": 1100,
            "prompt_tokens_details": {"cached_tokens": 800},
        }
    )
    seen: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)

    def fills(self, **fields: Any) -> None:
        """Answer with a form."""
        self.says(json.dumps({**GOOD, **fields}, ensure_ascii=False))

    def says(self, content: str | None, finish: str = "stop") -> None:
        """Answer with these words."""
        message = {"role": "assistant", "content": content}
        self.body = json.dumps(
            {
                "id": "1",
                "object": "chat.completion",
                "created": 1,
                "model": "m",
                "choices": [{"index": 0, "finish_reason": finish, "message": message}],
                "usage": self.usage,
            }
        ).encode()

    def words(self) -> str:
        """Everything that ever reached it, as text."""
        return "\n".join(each.decode("utf-8", "replace") for each in self.raw)

    def users(self) -> list[str]:
        """What changed from call to call: the user messages."""
        return [call["messages"][-1]["content"] for call in self.seen]


@contextmanager
def listening() -> Iterator[StandIn]:
    """A stand-in at work on a free port."""
    told = StandIn()
    told.fills()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["content-length"]))
            told.raw.append(raw)
            told.paths.append(self.path)
            if self.headers["content-type"].startswith("application/json"):
                told.seen.append(json.loads(raw))
                # What the escapes of JSON would hide from a search.
                told.raw.append(json.dumps(told.seen[-1], ensure_ascii=False).encode("utf-8", "replace"))
            time.sleep(told.wait)
            self.send_response(told.status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(told.body)))
            self.end_headers()
            self._body()

        def _body(self) -> None:
            try:
                if told.cut is not None:
                    self.wfile.write(told.body[: told.cut])
                    self.wfile.flush()
                    self.connection.close()
                elif told.drip:
                    for place in range(len(told.body)):
                        self.wfile.write(told.body[place : place + 1])
                        self.wfile.flush()
                        time.sleep(told.drip)
                else:
                    self.wfile.write(told.body)
            except OSError:
                pass  # the caller did not wait

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            pass  # callers hang up; that is what these tests are about

    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    told.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()


def break_it(told: StandIn, how: str) -> None:
    """Make the stand-in fail in one of the ways that endpoints fail."""
    error = json.dumps({"error": {"message": "no"}}).encode()
    if how.startswith("status "):
        told.status, told.body = int(how.removeprefix("status ")), error
    elif how == "hangs":
        told.wait = 3.0
    elif how == "drips":
        told.drip = 0.05
    elif how == "cuts":
        told.cut = 40
    elif how == "no body":
        told.body = b""
    elif how == "html":
        told.body = b"<html>bad gateway</html>"
    elif how == "no choices":
        told.body = b'{"id": "1", "choices": []}'
    elif how == "null":
        told.body = b"null"
    elif how == "cut off at length":
        told.says('{"intent": "requ', finish="length")
    elif how == "filtered":
        told.says(None, finish="content_filter")
    else:
        told.says({"bad json": "{oops", "empty": "", "prose": "这是一个求助。"}.get(how, how))


BAD = (
    "status 400", "status 401", "status 402", "status 429", "status 500", "status 503", "hangs", "drips",
    "cuts", "no body", "html", "no choices", "null", "cut off at length", "filtered", "bad json", "empty",
    "prose", "{}", "[1,2]", '{"intent": "dance"}', json.dumps({**GOOD, "urgency": "yesterday"}),
    json.dumps({**GOOD, "action": "assign 1001"}),
)  # fmt: skip
