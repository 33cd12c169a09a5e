"""Files that a puppet keeps on a store of its own and names by an address.

Only addresses on the public net are followed: whoever could put one into a message must not make the bot
read what lies inside the union's own network.
"""

import asyncio
import ipaddress
import socket
from collections.abc import AsyncIterator, Mapping
from urllib.parse import urljoin, urlsplit

import httpx2

_REDIRECTS = 3
_SECONDS = 30.0  # without a single byte


class BadAddress(Exception):
    """A file's address that is not followed."""


async def pieces_of(url: str, headers: Mapping[str, str]) -> AsyncIterator[bytes]:
    """The file at an address, piece by piece. Raises BadAddress, OSError.

    `headers` go to the address itself and not to where it may redirect to.
    """
    async with httpx2.AsyncClient(timeout=_SECONDS, trust_env=False) as client:
        for _ in range(_REDIRECTS + 1):
            await check_public(url)
            try:
                async with client.stream("GET", url, headers=headers) as answer:
                    if answer.is_redirect:
                        url, headers = urljoin(url, answer.headers["location"]), {}
                        continue
                    answer.raise_for_status()
                    async for piece in answer.aiter_bytes():
                        yield piece
                    return
            except httpx2.InvalidURL as error:
                raise BadAddress("文件的网址写得不对") from error
            except httpx2.HTTPError as error:
                raise OSError(f"{type(error).__name__} {error}".strip()) from error
    raise BadAddress("文件的网址转来转去")


async def check_public(url: str) -> None:
    """Raises BadAddress for anything but a web address on the public net."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise BadAddress("文件的网址写得不对") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadAddress("文件的网址不是 http(s)")
    found = await asyncio.get_running_loop().getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    if not all(ipaddress.ip_address(each[4][0]).is_global for each in found):
        raise BadAddress("文件的网址不在公网上")
