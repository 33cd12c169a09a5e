"""The page of a bot in WeChat: how its accounts fare, the QR code to scan, what waits, what went wrong."""

import html
import io
from dataclasses import dataclass
from datetime import datetime, timedelta

import segno
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.channels.states import Standing, State, sentence
from bot.channels.wechaty import WechatyChannel
from bot.space import Space
from bot.web.metrics import metrics_route
from bot.worker import NoRecords, Worker
from handlers.desk import ZONE
from handlers.rooms.members import event_line
from storage import members
from storage.figures import Figures, figures, given_up
from storage.members import RoomEvent
from storage.outbox import Owed

_LATELY = timedelta(days=1)
_THIS_WEEK = timedelta(days=7)
_PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="5"><title>派单助手 · 微信状态</title>
<style>body{{font:16px/1.6 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;max-width:40rem;margin:2rem auto;
padding:0 1rem;color:#222}}h1{{font-size:1.3rem}}h2{{font-size:1rem;margin:0 0 .5rem}}
section{{border:1px solid #ddd;border-radius:.5rem;padding:1rem;margin:1rem 0}}
.good{{color:#0a7a35}}.bad{{color:#b3261e}}p{{margin:.25rem 0}}
svg{{display:block;width:16rem;height:16rem}}ul{{margin:0;padding-left:1.2rem}}
dl{{display:grid;grid-template-columns:1fr auto;gap:0 1rem;margin:0}}dd{{margin:0;text-align:right}}
</style></head>
<body><h1>派单助手 · 微信状态</h1>{accounts}{record}</body></html>"""
_TROUBLE = '<section><p class="bad">{}</p></section>'


@dataclass(frozen=True, kw_only=True, slots=True)
class _Shown:
    found: Figures
    failures: list[Owed]
    events: list[RoomEvent]
    now: datetime


def build_status(channel: WechatyChannel, worker: Worker, space: Space) -> Starlette:
    """The web application beside a running WeChat channel."""
    accounts = [line.standing for line in channel.lines]

    def read() -> _Shown:
        now = worker.clock.now()
        with worker.engine.database.unit() as uow:
            return _Shown(
                found=figures(uow),
                failures=given_up(uow, now - _LATELY),
                events=members.events(uow, now - _THIS_WEEK),
                now=now,
            )

    async def page(_request: Request) -> Response:
        status = 200
        try:
            shown = await worker.shown(read)
            record = f"<section><dl>{_counts(shown)}</dl></section>{_failures(shown.failures)}"
            record += _events(shown.events)
        except NoRecords as error:  # the accounts and the code to scan are wanted all the same
            record, status = _TROUBLE.format(html.escape(str(error))), 503
        if space.warning:
            record = _TROUBLE.format(html.escape(space.warning)) + record
        text = _PAGE.format(accounts="".join(_account(each) for each in accounts), record=record)
        return HTMLResponse(text, status_code=status, headers={"Cache-Control": "no-store"})

    async def health(_request: Request) -> Response:
        well = all(each.state is State.LOGGED_IN for each in accounts) and not worker.trouble
        return PlainTextResponse(
            "ok" if well else worker.trouble or "not listening", status_code=200 if well else 503
        )

    return Starlette(
        routes=[Route("/", page), Route("/health", health), metrics_route(worker, space, accounts)],
    )


def _account(each: Standing) -> str:
    good = "good" if each.state is State.LOGGED_IN else "bad"
    said = html.escape(sentence(each.state, each.detail))
    picture = _picture(each.qr_code) if each.qr_code else ""
    version = f"<p>网关版本 {html.escape(each.version)}</p>" if each.version else ""
    head = f'<h2>{html.escape(each.account)}</h2><p class="{good}">{said}</p>'
    return f"<section>{head}{version}{picture}</section>"


def _picture(qr_code: str) -> str:
    out = io.BytesIO()
    segno.make(qr_code, micro=False).save(out, kind="svg", border=3, xmldecl=False, svgns=True, omitsize=True)
    return f"<p>用手机微信扫这个码登录：</p>{out.getvalue().decode()}"


def _counts(shown: _Shown) -> str:
    found = shown.found
    rows = {
        "收到的消息": str(found.received),
        "还没回应的": _waiting(found.unhandled, found.oldest_unhandled_at, shown.now),
        "发出去的消息": str(found.sent),
        "等着发的": _waiting(found.owed, found.oldest_owed_at, shown.now),
        "没能发出去、已放弃的": str(found.failed),
        "网关报了信却拿不到内容的": str(found.unreadable),
        "没取到的文件": str(found.files_lost),
        "程序没处理成的事": str(found.events_broken),
    }
    return "".join(f"<dt>{html.escape(name)}</dt><dd>{value}</dd>" for name, value in rows.items())


def _waiting(count: int, oldest: datetime | None, now: datetime) -> str:
    if oldest is None:
        return str(count)
    minutes = int((now - oldest).total_seconds() // 60)
    return f"{count}，最早一条等了{minutes}分钟" if minutes else str(count)


def _failures(failures: list[Owed]) -> str:
    if not failures:
        return ""
    rows = "".join(f"<li>{html.escape(failure_line(each))}</li>" for each in failures)
    return f'<section><h2 class="bad">一天里没能发出去的</h2><ul>{rows}</ul></section>'


def _events(events: list[RoomEvent]) -> str:
    if not events:
        return ""
    rows = "".join(f"<li>{html.escape(_moment(each.at) + event_line(each))}</li>" for each in events)
    return f"<section><h2>一周里谁进了群、离了群、改了群名</h2><ul>{rows}</ul></section>"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(ZONE):%m月%d日 %H:%M} "


def failure_line(each: Owed) -> str:
    """A message that was given up, without its words: when, to whom, why."""
    where = f"群“{each.room}”" if each.room is not None else f"给“{each.to}”的私信"
    return f"{_moment(each.created_at)}{where}：{each.error}"
