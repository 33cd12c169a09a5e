"""The page of a bot in WeChat: how its accounts fare, the QR code to scan, what waits; and metrics."""

import html
import io

import segno
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.channels.line import STATE_WORDS, State
from bot.channels.wechaty import WechatyChannel
from bot.worker import Worker
from storage import messages, wechat

_PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="5"><title>派单助手 · 微信状态</title>
<style>body{{font:16px/1.6 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;max-width:40rem;margin:2rem auto;
padding:0 1rem;color:#222}}h1{{font-size:1.3rem}}section{{border:1px solid #ddd;
border-radius:.5rem;padding:1rem;margin:1rem 0}}.good{{color:#0a7a35}}.bad{{color:#b3261e}}
svg{{display:block;width:16rem;height:16rem}}
dl{{display:grid;grid-template-columns:auto 1fr;gap:0 1rem}}dd{{margin:0}}</style></head>
<body><h1>派单助手 · 微信状态</h1>{accounts}<section><dl>{counts}</dl></section></body></html>"""


def build_status(channel: WechatyChannel, worker: Worker) -> Starlette:
    """The web application beside a running WeChat channel."""

    async def page(_request: Request) -> Response:
        numbers = await _numbers(worker)
        counts = "".join(f"<dt>{html.escape(name)}</dt><dd>{value}</dd>" for name, value in numbers.items())
        accounts = "".join(
            _account(line.name, line.state, line.detail, line.qr_code) for line in channel.lines
        )
        return HTMLResponse(
            _PAGE.format(accounts=accounts, counts=counts), headers={"Cache-Control": "no-store"}
        )

    async def health(_request: Request) -> Response:
        well = all(line.state is State.LOGGED_IN for line in channel.lines)
        return PlainTextResponse("ok" if well else "not listening", status_code=200 if well else 503)

    async def metrics(_request: Request) -> Response:
        lines = [
            f'salon_account_state{{account="{line.name}",state="{state}"}} {int(line.state is state)}'
            for line in channel.lines
            for state in State
        ]
        lines += [f"{_METRICS[name]} {value}" for name, value in (await _numbers(worker)).items()]
        return PlainTextResponse("\n".join(lines) + "\n")

    return Starlette(
        routes=[Route("/", page), Route("/health", health), Route("/metrics", metrics)],
    )


_METRICS = {
    "还没回应的消息": "salon_inbox_unhandled",
    "等着发的消息": "salon_outbox_pending",
    "没能发出去、已放弃的消息": "salon_outbox_failed",
    "网关报了信却拿不到内容的消息": "salon_arrivals_lost",
}


async def _numbers(worker: Worker) -> dict[str, int]:
    def read() -> dict[str, int]:
        with worker.engine.database.unit() as uow:
            found = (
                len(messages.unhandled(uow)),
                messages.pending_count(uow),
                messages.failed_count(uow),
                wechat.lost_count(uow),
            )
        return dict(zip(_METRICS, found, strict=True))

    return await worker.database(read)


def _account(name: str, state: State, detail: str, qr_code: str | None) -> str:
    good = "good" if state is State.LOGGED_IN else "bad"
    said = f"{STATE_WORDS[state]}{f'（{detail}）' if detail else ''}"
    return (
        f'<section><strong>{html.escape(name)}</strong><p class="{good}">{html.escape(said)}</p>'
        f"{_picture(qr_code) if qr_code else ''}</section>"
    )


def _picture(qr_code: str) -> str:
    out = io.BytesIO()
    segno.make(qr_code, micro=False).save(out, kind="svg", scale=6, border=3, xmldecl=False, svgns=True)
    return f"<p>用手机微信扫这个码登录：</p>{out.getvalue().decode()}"
