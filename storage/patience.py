"""PostgreSQL connections that do not wait for ever: for a server that is frozen, or a cable that is cut.

psycopg waits without end, and neither TCP nor the server's own limits help against a server that takes a
question and does nothing. Everything asked of a connection (statements, commit, rollback) goes through
`psycopg.Connection.wait`, which asks its generator again every tenth of a second while nothing comes.
"""

import time
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

import psycopg

_CONNECT_SECONDS = 5  # libpq's own limit, for a new connection only


@dataclass(kw_only=True, slots=True)
class Patience:
    """How many seconds an answer is waited for, None: without end. It may be changed while one is."""

    seconds: float | None = None


def connect(patience: Patience, *arguments: Any, **parameters: Any) -> psycopg.Connection[Any]:
    """A connection that raises psycopg.OperationalError where the server answers nothing for too long."""
    if patience.seconds is not None:
        parameters.setdefault("connect_timeout", _CONNECT_SECONDS)
    connection = _Patient.connect(*arguments, **parameters)
    connection.patience = patience
    return connection


class _Patient(psycopg.Connection[Any]):
    patience = Patience()

    def wait(self, gen: Generator[Any, Any, Any], *how: Any, **more: Any) -> Any:
        return super().wait(self._watched(gen), *how, **more)

    def _watched(self, gen: Generator[Any, Any, Any]) -> Generator[Any, Any, Any]:
        begun = time.monotonic()
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                limit = self.patience.seconds
                if not ready and limit is not None and time.monotonic() - begun >= limit:
                    self.pgconn.finish()  # in the middle of something, it is good for nothing else
                    raise psycopg.OperationalError("server gives no answer")
                wanted = gen.send(ready)
        except StopIteration as end:
            return end.value
