"""The web simulator's server: one page, one WebSocket, files."""

import asyncio
import json
import logging
import re
import uuid
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.datastructures import Headers, UploadFile
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.space import FULL
from bot.web.backend import BadCommand, SimulatorBackend
from bot.worker import NoRecords
from handlers.wording import file_name

log = logging.getLogger("salon.web")
_LARGEST_FILE = 10 * 1024 * 1024
_PAUSE = 0.2  # seconds between two pictures of the state
_NO_RECORDS_AGAIN = 3.0  # seconds before a page asks again for records that cannot be reached
_NAME = re.compile(r"[0-9a-f]{12}(?:-[\w.\-]{1,80})?")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")


def _same_origin(headers: Headers) -> bool:
    """Only the page itself may talk to the bot: another site's page in the same browser may not."""
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


def build_web(backend: SimulatorBackend, files_dir: Path, *more: Route) -> Starlette:
    """The web application over a running bot; uploaded files go to `files_dir`."""
    static = Path(str(files("bot.web") / "static"))

    async def page(_request: Request) -> Response:
        return FileResponse(static / "index.html", headers={"Cache-Control": "no-cache"})

    async def health(_request: Request) -> Response:
        return PlainTextResponse(backend.trouble or "ok", status_code=503 if backend.trouble else 200)

    async def upload(request: Request) -> Response:
        return await _upload(request, files_dir)

    async def download(request: Request) -> Response:
        return _download(request.path_params["name"], files_dir)

    async def talk(socket: WebSocket) -> None:
        await _talk(socket, backend)

    return Starlette(
        routes=[
            Route("/", page),
            Route("/health", health),
            WebSocketRoute("/ws", talk),
            Route("/files", upload, methods=["POST"]),
            Route("/files/{name}", download),
            *more,
            Mount("/static", StaticFiles(directory=static)),
        ]
    )


async def _upload(request: Request, files_dir: Path) -> Response:
    if not _same_origin(request.headers):
        return JSONResponse({"error": "只能从本页上传"}, status_code=403)
    if int(request.headers.get("content-length") or 0) > _LARGEST_FILE + 4096:
        return JSONResponse({"error": "文件太大，最多 10 MB"}, status_code=413)
    async with request.form(max_files=1) as form:
        given = form.get("file")
        if not isinstance(given, UploadFile):
            return JSONResponse({"error": "没有收到文件"}, status_code=400)
        data = await given.read(_LARGEST_FILE + 1)
        if len(data) > _LARGEST_FILE:
            return JSONResponse({"error": "文件太大，最多 10 MB"}, status_code=413)
        readable = re.sub(r"[^\w.\-]", "_", Path(given.filename or "file").name)[-60:].lstrip(".")
    name = f"{uuid.uuid4().hex[:12]}-{readable or 'file'}"
    try:
        await asyncio.to_thread((files_dir / name).write_bytes, data)
    except OSError as error:
        (files_dir / name).unlink(missing_ok=True)
        full = error.errno in FULL
        log.error("action=upload_failed file=%s reason=%s", name, error)
        words = "磁盘满了，文件存不下" if full else f"文件存不下（{error.strerror}）"
        return JSONResponse({"error": words}, status_code=507 if full else 500)
    return JSONResponse({"name": name})


def _download(name: str, files_dir: Path) -> Response:
    path = files_dir / name
    if not _NAME.fullmatch(name) or not path.is_file():
        return PlainTextResponse("没有这个文件", status_code=404)
    shown = path.suffix.lower() in _PICTURES
    return FileResponse(
        path,
        filename=file_name(name),
        content_disposition_type="inline" if shown else "attachment",
        headers={"X-Content-Type-Options": "nosniff"},
    )


async def _talk(socket: WebSocket, backend: SimulatorBackend) -> None:
    if not _same_origin(socket.headers):
        await socket.close(4403)
        return
    await socket.accept()
    queue = backend.subscribe()
    pushing = asyncio.create_task(_push(socket, backend, queue))
    try:
        while True:
            problem = await _obey(await socket.receive_text(), backend)
            if problem is not None:
                await socket.send_text(json.dumps({"error": problem}, ensure_ascii=False))
    except WebSocketDisconnect:
        pass
    finally:
        backend.unsubscribe(queue)
        pushing.cancel()


async def _push(socket: WebSocket, backend: SimulatorBackend, queue: asyncio.Queue[None]) -> None:
    while True:
        try:
            shown = await backend.snapshot()
        except NoRecords as error:
            await socket.send_text(json.dumps({"error": str(error)}, ensure_ascii=False))
            await asyncio.sleep(_NO_RECORDS_AGAIN)
            continue
        await socket.send_text(json.dumps(shown, ensure_ascii=False))
        await asyncio.sleep(_PAUSE)
        await queue.get()


async def _obey(raw: str, backend: SimulatorBackend) -> str | None:
    """Carry out a command of the page; the sentence to show where it cannot be."""
    try:
        command = json.loads(raw)
    except json.JSONDecodeError:
        return "没看懂页面发来的话，刷新一下再试"
    if not isinstance(command, dict):
        return "没看懂页面发来的话，刷新一下再试"
    try:
        if command.get("do") == "send":
            await backend.send(command)
        elif command.get("do") == "recall":
            await backend.recall(command)
        elif command.get("do") == "advance":
            seconds = command.get("seconds")
            await backend.advance(float(seconds) if isinstance(seconds, int | float) else None)
        else:
            return "页面要做的事我不认识，刷新一下再试"
    except (BadCommand, NoRecords) as error:
        return str(error)
    return None
