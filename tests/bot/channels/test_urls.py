"""Files that a puppet names by an address."""

import asyncio
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from bot.channels import urls
from bot.channels.urls import BadAddress, check_public, pieces_of

FILE = bytes(range(256)) * 500


class _Store(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/secret")
        elif self.path == "/inside":
            self.send_response(302)
            self.send_header("Location", "http://10.0.0.1/a.pdf")
        elif self.path == "/secret" and self.headers["X-Key"] is not None:
            self.send_response(500)
        else:
            self.send_response(200 if self.path in ("/a.pdf", "/secret") else 404)
        self.end_headers()
        if self.path in ("/a.pdf", "/secret"):
            self.wfile.write(FILE)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A store on this machine, which counts as public here; everything else is judged as ever."""
    server = HTTPServer(("127.0.0.1", 0), _Store)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"

    async def check(url: str) -> None:
        if not url.startswith(address):
            await check_public(url)

    monkeypatch.setattr(urls, "check_public", check)
    yield address
    server.shutdown()
    server.server_close()


def read(url: str) -> bytes:
    async def pieces() -> bytes:
        return b"".join([piece async for piece in pieces_of(url, {"X-Key": "k"})])

    return asyncio.run(pieces())


def test_the_file_comes_in_one_piece_or_many(store: str) -> None:
    assert read(f"{store}/a.pdf") == FILE


def test_a_redirect_is_followed_without_the_headers(store: str) -> None:
    assert read(f"{store}/moved") == FILE


def test_a_redirect_into_the_own_net_is_not_followed(store: str) -> None:
    with pytest.raises(BadAddress):
        read(f"{store}/inside")


def test_a_store_that_has_lost_it_is_no_answer(store: str) -> None:
    with pytest.raises(OSError, match="404"):
        read(f"{store}/gone")


@pytest.mark.parametrize("path", ["/a\x01.pdf", "/" + "a" * 70_000])
def test_an_address_that_is_none_is_told_as_such(store: str, path: str) -> None:
    with pytest.raises(BadAddress):
        read(f"{store}{path}")


@pytest.mark.parametrize(
    "url",
    [
        "http://[::1",
        "http://example.com:port/a",
        "file:///etc/passwd",
        "ftp://example.com/a",
        "http:///a",
        "http://127.0.0.1/a",
        "http://192.168.1.1/a",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]/a",
        "http://0.0.0.0/a",
    ],
)
def test_addresses_of_the_own_net_and_machine_are_not_followed(url: str) -> None:
    with pytest.raises(BadAddress):
        asyncio.run(check_public(url))
