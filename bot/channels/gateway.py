"""One connection to a Wechaty gateway: addresses, certificates, calls with a time limit.

The calls are Wechaty's own stubs (`wechaty-grpc`); Download and Upload, which they lack, are declared here
after `wechaty/puppet/*.proto`, MessageLocation too.
"""

import asyncio
import base64
import hashlib
import json
import ssl
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import betterproto
from grpclib.client import Channel as GrpcChannel
from grpclib.config import Configuration
from grpclib.const import Cardinality
from grpclib.exceptions import StreamTerminatedError
from wechaty_grpc.wechaty import PuppetStub
from wechaty_grpc.wechaty.puppet import EventResponse

from bot.channels.urls import BadAddress, pieces_of

CALL_SECONDS = 15.0
FILE_SECONDS = 300.0
_VERSION_SECONDS = 8.0
_KEEPALIVE_SECONDS = 20.0
_INLINE_BYTES = 1_000_000  # above, a file is uploaded first: the gateway refuses messages over 4 MiB
_CHUNK_BYTES = 64 * 1024
# FileBox types that may cross the wire; source: file-box 1.5.
_BASE64, _URL, _QR_CODE, _UUID = 1, 2, 3, 7


@dataclass(eq=False, repr=False)
class DownloadRequest(betterproto.Message):
    """wechaty.puppet.DownloadRequest"""

    id: str = betterproto.string_field(1)


@dataclass(eq=False, repr=False)
class Chunk(betterproto.Message):
    """wechaty.puppet.DownloadResponse and UploadRequest: a piece of a file."""

    chunk: bytes = betterproto.bytes_field(1)


@dataclass(eq=False, repr=False)
class UploadResponse(betterproto.Message):
    """wechaty.puppet.UploadResponse"""

    id: str = betterproto.string_field(1)


@dataclass(eq=False, repr=False)
class IdRequest(betterproto.Message):
    """wechaty.puppet.MessageLocationRequest"""

    id: str = betterproto.string_field(1)


@dataclass(eq=False, repr=False)
class Location(betterproto.Message):
    """wechaty.puppet.LocationPayload"""

    accuracy: float = betterproto.float_field(1)
    address: str = betterproto.string_field(2)
    latitude: float = betterproto.double_field(3)
    longitude: float = betterproto.double_field(4)
    name: str = betterproto.string_field(5)


@dataclass(eq=False, repr=False)
class LocationResponse(betterproto.Message):
    """wechaty.puppet.MessageLocationResponse"""

    location: Location = betterproto.message_field(1)  # noqa: RUF009 - the library's own way


@dataclass(frozen=True, kw_only=True, slots=True)
class Address:
    """Where a gateway is and how to speak to it. `tls` is off, insecure, system, or the path of a CA file."""

    endpoint: str
    token: str
    tls: str = "off"

    @property
    def host_port(self) -> tuple[str, int]:
        """Host and port of `endpoint`."""
        host, _, port = self.endpoint.rpartition(":")
        return host.strip("[]"), int(port)


class FileTooLarge(Exception):
    """A file is over the size limit."""


class NoFile(Exception):
    """The gateway gives a file in a way that cannot be read."""


class Gateway:
    """An open connection. Close it; a new one is made for every attempt."""

    def __init__(self, address: Address) -> None:
        host, port = address.host_port
        self._channel = GrpcChannel(host, port, ssl=_context(address.tls), config=_configuration(address))
        metadata = {"authorization": f"Wechaty {address.token}"}
        if address.tls == "off":
            # A gateway without TLS reads the token from :authority; grpclib has no other way to set it.
            self._channel._authority = address.token
        self.events = PuppetStub(self._channel, metadata=metadata)
        self.calls = PuppetStub(self._channel, metadata=metadata, timeout=CALL_SECONDS)
        # Calls during which the gateway itself fetches or sends a whole file.
        self.file_calls = PuppetStub(self._channel, metadata=metadata, timeout=FILE_SECONDS)
        self._metadata = metadata

    def close(self) -> None:
        """Hang up."""
        self._channel.close()

    async def listen(self) -> tuple[AsyncIterator[EventResponse], EventResponse]:
        """Its events, and the first of them: what comes before it may be lost."""
        stream = self.events.event()
        first = await anext(stream, None)
        if first is None:
            raise StreamTerminatedError("the event stream ended before its first event")
        return stream, first

    async def location(self, message_id: str) -> str:
        """Name and address of a location that somebody sent."""
        async with self._channel.request(
            "/wechaty.Puppet/MessageLocation",
            Cardinality.UNARY_UNARY,
            IdRequest,
            LocationResponse,
            timeout=CALL_SECONDS,
            metadata=self._metadata,
        ) as stream:
            await stream.send_message(IdRequest(id=message_id), end=True)
            answer = await stream.recv_message()
        place = answer.location if answer is not None else Location()
        return f"{place.name} {place.address}".strip()

    async def read_file(self, message_id: str, into: Path, limit: int) -> str:
        """Write a message's file to `into`; returns its SHA-256. Raises FileTooLarge, NoFile."""
        box = json.loads((await self.file_calls.message_file(id=message_id)).filebox or "{}")
        if not isinstance(box, dict):
            raise NoFile("网关给的不是文件")
        kind = box.get("type") or box.get("boxType")
        part = into.with_name(into.name + ".part")
        try:
            async with asyncio.timeout(FILE_SECONDS):
                sha256 = await _write(part, self._pieces(kind, box), limit)
            part.replace(into)
        except BadAddress as error:
            raise NoFile(str(error)) from error
        finally:
            part.unlink(missing_ok=True)
        return sha256

    def _pieces(self, kind: int | None, box: dict[str, Any]) -> AsyncIterator[bytes]:
        if kind == _BASE64:
            return _whole(base64.b64decode(box["base64"]))
        if kind == _QR_CODE:
            return _whole(str(box["qrCode"]).encode())
        if kind == _UUID:
            return self._download(str(box["uuid"]))
        if kind == _URL:
            headers = {str(name): str(value) for name, value in (box.get("headers") or {}).items()}
            return pieces_of(str(box.get("url") or box["remoteUrl"]), headers)
        raise NoFile(f"网关给的文件是第 {kind} 种，读不了")

    async def _download(self, uuid: str) -> AsyncIterator[bytes]:
        async with self._channel.request(
            "/wechaty.Puppet/Download",
            Cardinality.UNARY_STREAM,
            DownloadRequest,
            Chunk,
            timeout=FILE_SECONDS,
            metadata=self._metadata,
        ) as stream:
            await stream.send_message(DownloadRequest(id=uuid), end=True)
            async for message in stream:
                yield message.chunk

    async def file_box(self, path: Path, name: str) -> str:
        """What MessageSendFile wants for a file: inline, or uploaded first."""
        size = await asyncio.to_thread(lambda: path.stat().st_size)
        if size <= _INLINE_BYTES:
            inline = base64.b64encode(await asyncio.to_thread(path.read_bytes)).decode()
            return json.dumps({"type": _BASE64, "name": name, "base64": inline, "metadata": {}})
        uuid = await self._upload(path)
        return json.dumps({"type": _UUID, "name": name, "uuid": uuid, "size": size, "metadata": {}})

    async def _upload(self, path: Path) -> str:
        async with self._channel.request(
            "/wechaty.Puppet/Upload",
            Cardinality.STREAM_UNARY,
            Chunk,
            UploadResponse,
            timeout=FILE_SECONDS,
            metadata=self._metadata,
        ) as stream:
            for piece in _chunks(path):
                await stream.send_message(Chunk(chunk=piece))
            await stream.end()
            answer = await stream.recv_message()
        if answer is None:
            raise NoFile("网关没有收下文件")
        return str(answer.id)


async def _write(path: Path, pieces: AsyncIterator[bytes], limit: int) -> str:
    hashed, size = hashlib.sha256(), 0
    with path.open("wb") as file:
        async for piece in pieces:
            size += len(piece)
            if size > limit:
                raise FileTooLarge(f"超过 {limit // 1_000_000} MB")
            hashed.update(piece)
            file.write(piece)
    return hashed.hexdigest()


async def _whole(data: bytes) -> AsyncIterator[bytes]:
    yield data


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_CHUNK_BYTES):
            yield piece


def _context(tls: str) -> ssl.SSLContext | None:
    if tls == "off":
        return None
    context = ssl.create_default_context(cafile=None if tls in ("insecure", "system") else tls)
    if tls == "insecure":  # the gateway's own certificate is self-signed and names no host
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    context.set_alpn_protocols(["h2"])
    return context


def _configuration(address: Address) -> Configuration:
    # The gateway's default certificate goes with the token's prefix as server name (SNI).
    name = address.token.split("_")[0] if address.tls == "insecure" and "_" in address.token else None
    return Configuration(
        _keepalive_time=_KEEPALIVE_SECONDS,
        _keepalive_timeout=_KEEPALIVE_SECONDS,
        _keepalive_permit_without_calls=True,
        _http2_max_pings_without_data=0,
        ssl_target_name_override=name,
    )


async def version_of(address: Address) -> str:
    """The gateway's version; fails as any call does, within seconds."""
    gateway = Gateway(address)
    try:
        async with asyncio.timeout(_VERSION_SECONDS):
            return str((await gateway.calls.version()).version)
    finally:
        gateway.close()
